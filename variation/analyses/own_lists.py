"""What an own list may hold: every code, id and link is checked before it is kept, and read again when it is shown."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from variation import geography
from variation.analyses.own_views import (
    LONGEST_NAME,
    ListError,
    View,
    checked_address,
    read_views,
    view_title,
    why_stale,
    write_views,
)
from variation.errors import UnknownArea
from variation.geography import Area
from variation.indicators import Catalogue

KINDS = {"areas": "Area list", "indicators": "Indicator list", "view": "View list"}
THINGS = {"areas": ("area", "areas"), "indicators": ("indicator", "indicators"), "view": ("view", "views")}
MOST_INDICATORS = 100


@dataclass(frozen=True)
class Item:
    """One thing of a list.

    key : code of an area, id of an indicator, address of a view
    address : where it is shown, "" where it is no more
    stale : why it cannot be shown, or not as it was, "" where it can
    """

    key: str
    name: str
    address: str
    stale: str = ""


@dataclass(frozen=True)
class Contents:
    """What a kept list holds, in its own order.

    level : of a list of areas, "" for others and for an empty one
    address : opens its areas in Explore, "" for others and where none is known
    """

    items: tuple[Item, ...]
    level: str = ""
    address: str = ""


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
        address = checked_address(parts[0] if len(parts) == 1 else "", catalogue)
        return write_views((View(address, view_title(address, catalogue)),))
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


def contents(
    kind: str, content: str, catalogue: Catalogue, *, name: str = "View", loaded: Container[str] | None = None
) -> Contents:
    """What a kept list holds; codes and ids that the atlas no longer knows are marked, not left out.

    Parameters
    ----------
    name : of the list
    loaded : ids of indicators that figures are held of; None to take all for held
    """
    if kind == "view":
        views = read_views(content, name)
        return Contents(tuple(Item(v.address, v.name, v.address, why_stale(v.address, catalogue)) for v in views))
    keys = [key for key in content.split(",") if key]
    if kind == "indicators":
        return Contents(tuple(_indicator_item(key, catalogue, loaded) for key in keys))
    known = {a.code: a for level in geography.LEVELS for a in geography.areas(level)}
    items = tuple(
        Item(key, known[key].name, f"/area?area={key}")
        if key in known
        else Item(key, key, "", "no longer an area of the atlas")
        for key in keys
    )
    level = next((known[key].level for key in keys if key in known), "")
    within = footprint_of(keys, level)
    return Contents(items, level, f"/?level={level}&within={within}" if within else "")


def _indicator_item(key: str, catalogue: Catalogue, loaded: Container[str] | None) -> Item:
    found = catalogue.indicators.get(key)
    if found is None:
        return Item(key, key, "", "no longer in the atlas")
    held = loaded is None or key in loaded
    return Item(key, found.short_name, f"/?indicator={key}" if held else "", "" if held else "no figures are loaded")


def footprint_of(codes: Container[str], level: str) -> str:
    """Codes of those areas of a level, as the address of a view has them: joined by commas, in order of name."""
    return ",".join(a.code for a in geography.areas(level) if a.code in codes) if level else ""
