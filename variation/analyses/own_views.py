"""Views that people keep: the address of a page with charts, and the name it was given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from variation import geography
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.selection import TEXT_LIMIT, Selection
from variation.errors import UnknownArea, VariationError
from variation.indicators import Catalogue

LONGEST_NAME = 80  # characters
LONGEST_LINK = 2000
MOST_VIEWS = 60
MOST_CHOICES = 60  # of one view


class ListError(VariationError):
    """A list that cannot be kept as it was sent."""


@dataclass(frozen=True)
class View:
    """One kept view; `address` begins with the path of a page."""

    address: str
    name: str


def read_views(content: str, name: str = "View") -> tuple[View, ...]:
    """The views of a list's content; older lists hold the query of one view of Explore, which takes the list's name."""
    if not content:
        return ()
    if not content.startswith("["):
        return (View(f"/?{content}", name),)
    return tuple(View(address, called) for address, called in json.loads(content))


def write_views(views: tuple[View, ...]) -> str:
    """The content that `read_views` reads; "" for none."""
    return json.dumps([[v.address, v.name] for v in views], ensure_ascii=False) if views else ""


def checked_address(link: str, catalogue: Catalogue) -> str:
    """The address of a view without host, and without what its page does not read.

    Raises
    ------
    ListError
        When the link is no view of the atlas, or names an indicator or area that there is not.
    """
    if not link or len(link) > LONGEST_LINK:
        raise ListError(f"A view is one link of the atlas, of at most {LONGEST_LINK} characters; nothing was saved.")
    try:
        parts = urlsplit(link)
        query = parse_qs(parts.query, max_num_fields=MOST_CHOICES)
    except ValueError:
        raise ListError("The link cannot be read; copy it once more; nothing was saved.") from None
    path = parts.path or "/"
    if path not in CHART_PAGES:
        names = ", ".join(page.name for page in CHART_PAGES.values())
        raise ListError(f"Only links of {names} can be saved; nothing was saved.")
    if path == "/":
        return f"/?{_checked_explore(query, catalogue)}"
    kept = [
        (name, values[0])
        for name, values in query.items()
        if name.isascii() and name.isidentifier() and len(values[0]) <= TEXT_LIMIT and values[0].isprintable()
    ]
    return f"{path}?{urlencode(kept, safe=',')}" if kept else path


def _checked_explore(query: dict[str, list[str]], catalogue: Catalogue) -> str:
    selection, messages = Selection.from_query(query)
    if messages or selection.indicator not in catalogue.indicators:
        raise ListError("A link of Explore must name an indicator of the atlas; nothing was saved.")
    try:
        for code in (*selection.area, *(c for c in selection.within.split(",") if c)):
            geography.area(code)
    except UnknownArea as error:
        raise ListError(f"{error} Nothing was saved.") from None
    return selection.to_query()


def view_title(address: str, catalogue: Catalogue) -> str:
    """A name for a view: its page, what is measured, where and when, as far as the address says."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    names = [catalogue.indicators[i].short_name for i in _indicators(query) if i in catalogue.indicators]
    level = geography.LEVEL_NAMES.get(query.get("level", ""), ("", ""))[1]
    said = [
        " against ".join(names),
        level,
        _place(query.get("area") or query.get("within", "")),
        query.get("period", ""),
    ]
    title = ", ".join(s for s in said if s)
    page = CHART_PAGES.get(parts.path or "/")
    name = page.name if page else "View"
    return (f"{name}: {title}" if title else name)[:LONGEST_NAME].strip()


def why_stale(address: str, catalogue: Catalogue) -> str:
    """Why a kept view no longer shows what it was kept for, "" where it does."""
    parts = urlsplit(address)
    if parts.path not in CHART_PAGES:
        return "the atlas no longer has its page"
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if any(i not in catalogue.indicators for i in _indicators(query)):
        return "its indicator is no longer in the atlas"
    codes = [c for name in ("area", "within") for c in query.get(name, "").split(",") if c]
    return "an area of it is no longer in the atlas" if any(not _known(c) for c in codes) else ""


def _indicators(query: dict[str, str]) -> list[str]:
    return [query[name] for name in ("indicator", "y", "x") if query.get(name)]


def _known(code: str) -> bool:
    try:
        geography.area(code)
    except UnknownArea:
        return False
    return True


def _place(codes: str) -> str:
    known = [geography.area(c).short_name for c in codes.split(",") if c and _known(c)]
    return known[0] if len(known) == 1 else f"{len(known)} areas" if known else ""
