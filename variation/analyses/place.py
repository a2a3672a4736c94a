"""What place a profile is of: found from whatever the link says, and how it belongs to others."""

from __future__ import annotations

from calendar import month_name
from dataclasses import dataclass

from variation import geography
from variation.errors import UnknownArea

_LIMIT = 80  # characters of a name that a message repeats


@dataclass(frozen=True)
class Relations:
    """Whom an area belongs to and what it holds.

    within : coarser areas it lies in; partly : of these, those that hold only a part of it
    holds : finer areas wholly in it; holds_part : finer areas of which a part is
    merger : the merger that ended it or that covers it, in a sentence, "" for none
    """

    within: tuple[geography.Area, ...]
    partly: tuple[geography.Area, ...]
    holds: tuple[geography.Area, ...]
    holds_part: tuple[geography.Area, ...]
    merger: str


def find_place(text: str) -> tuple[geography.Area, tuple[str, ...]]:
    """The area that a link names by code or name; the first borough, and a message, where it names none."""
    usual = geography.areas("borough")[0]
    if not text:
        return usual, (f"No area is chosen, so {usual.name} is shown; choose yours above.",)
    said = text if len(text) <= _LIMIT else f"{text[:_LIMIT]}…"
    try:
        found = geography.find(text)
    except UnknownArea:
        return usual, (f"The link asks for the area “{said}”, which nothing here is called; {usual.name} is shown.",)
    if found.level not in geography.LEVELS:
        return usual, (f"{found.name} is what areas are compared with and has no profile; {usual.name} is shown.",)
    alias = geography.aliases()[geography.normalise(text)]
    if alias.kind == "merged":
        return found, (f"The merged CCG “{said}” covers {found.name}, whose figures are shown.",)
    return found, ()


def relations(place: geography.Area) -> Relations:
    """What an area belongs to and holds, at the levels that have a map."""
    parents = [geography.area(code) for code in place.parents]
    within = [p for p in parents if p.level in geography.LEVELS]
    finer = [a for level in geography.LEVELS for a in geography.areas(level) if place.code in a.parents]
    holds = [a for a in finer if a.code in geography.members(place.code, a.level)]
    partly = [p for p in within if place.code not in geography.members(p.code, place.level)]
    return Relations(
        within=tuple(within),
        partly=tuple(partly),
        holds=tuple(holds),
        holds_part=tuple(a for a in finer if a not in holds),
        merger=_merger(place),
    )


def _merger(place: geography.Area) -> str:
    for merger in geography.MERGERS:
        year, month = divmod(merger.from_month, 100)
        when = f"{month_name[month]} {year}"
        if place.code in merger.old:
            later = geography.area(merger.stp).name
            return f"Merged in {when} into {merger.new_name}; figures of later periods are those of {later}."
        if place.code == merger.stp:
            return f"In {when} its {len(merger.old)} CCGs merged into {merger.new_name}, which covers the whole of it."
    return ""
