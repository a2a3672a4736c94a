"""What an own list may hold: every code, id and link is checked before it is kept, and read again when it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from variation import geography
from variation.analyses.selection import Selection
from variation.errors import UnknownArea, VariationError
from variation.geography import Area
from variation.indicators import Catalogue, Indicator

KINDS = {"areas": "Area list", "indicators": "Indicator list", "view": "View"}
LONGEST_NAME = 80  # characters
LONGEST_LINK = 2000
MOST_INDICATORS = 100


class ListError(VariationError):
    """A list that cannot be kept as it was sent."""


@dataclass(frozen=True)
class Contents:
    """What a kept list holds that this atlas knows; `address` opens it in Explore ("" for a list of indicators)."""

    areas: tuple[Area, ...]
    indicators: tuple[Indicator, ...]
    address: str


def checked_name(text: str) -> str:
    """A list's name, spaces trimmed; raises ListError where there is none or it cannot be shown."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ListError(f"A name must have 1 to {LONGEST_NAME} printable characters; nothing was saved.")
    return name


def checked_footprint(code: str) -> str:
    """A footprint's code, or "" for all London; raises ListError for anything else."""
    if code and code not in {a.code for a in footprints()}:
        raise ListError("That is no footprint of this atlas; choose one from the list.")
    return code


def footprints() -> tuple[Area, ...]:
    """Areas that can be kept as the usual footprint: the STPs."""
    return geography.areas("stp")


def checked_content(kind: str, texts: Sequence[str], catalogue: Catalogue) -> str:
    """What is kept of a list.

    Parameters
    ----------
    kind : one of KINDS
    texts : codes or names of areas, ids of indicators, or the link of a view; several may stand in one text, a line
        each

    Raises
    ------
    ListError
        When anything of it is unknown, too much, or of another level than the rest.
    """
    if kind not in KINDS:
        raise ListError(f"A list is one of {', '.join(KINDS)}; nothing was saved.")
    parts = list(dict.fromkeys(p.strip() for text in texts for p in re.split(r"[\r\n;]+", text) if p.strip()))
    if kind == "view":
        return _checked_view(parts, catalogue)
    return _checked_areas(parts) if kind == "areas" else _checked_indicators(parts, catalogue)


def _checked_areas(parts: Sequence[str]) -> str:
    pieces = [piece for part in parts for piece in _codes(part)]
    try:
        found = [geography.find(piece) for piece in pieces]
    except UnknownArea as error:
        raise ListError(f"{error} Nothing was saved.") from None
    places = list(dict.fromkeys(a.code for a in found))
    levels = {a.level for a in found}
    if not found:
        raise ListError("Choose at least one area; nothing was saved.")
    if len(levels) > 1 or not levels <= set(geography.LEVELS):
        raise ListError("The areas of a list must all be boroughs, all CCGs or all STPs; nothing was saved.")
    return ",".join(places)


def _codes(part: str) -> list[str]:
    """One name (which may hold a comma), or codes joined by commas."""
    pieces = [p.strip() for p in part.split(",") if p.strip()]
    return pieces if all(re.fullmatch(r"[A-Z]\d{8}", p) for p in pieces) else [part]


def _checked_indicators(parts: Sequence[str], catalogue: Catalogue) -> str:
    ids = list(dict.fromkeys(p.strip() for part in parts for p in part.split(",") if p.strip()))
    unknown = [i for i in ids if i not in catalogue.indicators]
    if unknown:
        raise ListError(f"No indicator has the id “{unknown[0][:LONGEST_NAME]}”; nothing was saved.")
    if not ids or len(ids) > MOST_INDICATORS:
        raise ListError(f"A list holds 1 to {MOST_INDICATORS} indicators; nothing was saved.")
    return ",".join(ids)


def _checked_view(parts: Sequence[str], catalogue: Catalogue) -> str:
    link = parts[0] if len(parts) == 1 else ""
    if not link or len(link) > LONGEST_LINK:
        raise ListError(f"A view is one link of Explore, of at most {LONGEST_LINK} characters; nothing was saved.")
    try:
        address = urlsplit(link)
        query = parse_qs(address.query, max_num_fields=60)
    except ValueError:
        raise ListError("The link cannot be read; copy it from Explore once more.") from None
    selection, messages = Selection.from_query(query)
    if address.path not in ("", "/") or messages or selection.indicator not in catalogue.indicators:
        raise ListError("Only links of Explore that name an indicator can be saved; copy the link from there.")
    codes = [*selection.area, *(c for c in selection.within.split(",") if c)]
    try:
        for code in codes:
            geography.area(code)
    except UnknownArea as error:
        raise ListError(f"{error} Nothing was saved.") from None
    return selection.to_query()


def contents(kind: str, content: str, catalogue: Catalogue) -> Contents:
    """What a kept list holds; codes and ids that the atlas no longer knows are left out."""
    if kind == "view":
        return Contents((), (), f"/?{content}")
    parts = content.split(",")
    if kind == "indicators":
        return Contents((), tuple(catalogue.indicators[i] for i in parts if i in catalogue.indicators), "")
    areas = tuple(a for level in geography.LEVELS for a in geography.areas(level) if a.code in parts)
    address = f"/?level={areas[0].level}&within={','.join(a.code for a in areas)}" if areas else ""
    return Contents(areas, (), address)
