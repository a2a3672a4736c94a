"""Areas, their levels, and which lies in which."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from variation.errors import UnknownArea
from variation.settings import PROJECT

FOLDER = PROJECT / "data" / "geography"

LEVELS = ("borough", "ccg", "stp")
"""The levels that have a map, from fine to coarse."""

LONDON = "E12000007"
ENGLAND = "E92000001"

LEVEL_NAMES = {
    "borough": ("Borough", "Boroughs"),
    "ccg": ("CCG", "CCGs"),
    "stp": ("STP", "STPs"),
    "region": ("Region", "Regions"),
    "country": ("Country", "Countries"),
}
"""What a level is called on screens: one, many."""


@dataclass(frozen=True)
class Area:
    """A place with an ONS code.

    Parameters
    ----------
    code : ONS (GSS) code
    ods : code of the Organisation Data Service, "" where it has none
    name : as the publisher of its code writes it
    short_name : for labels on maps and charts
    level : borough, ccg, stp, region or country
    parents : codes of the coarser areas that it lies in, STP first; Westminster lies in two CCGs, partly in each
    from_month, to_month : first and last month of its life as yyyymm; None where it is not limited
    """

    code: str
    ods: str
    name: str
    short_name: str
    level: str
    parents: tuple[str, ...]
    from_month: int | None
    to_month: int | None


@dataclass(frozen=True)
class Merger:
    """CCGs that became one; in London each merged CCG covers exactly one STP, whose code its figures take."""

    old: tuple[str, ...]
    new: str
    new_ods: str
    new_name: str
    stp: str
    from_month: int


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of one of the csv files in data/geography."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def areas(level: str) -> tuple[Area, ...]:
    """All areas of a level, by name.

    Raises
    ------
    UnknownArea
        When there is no such level.
    """
    if level not in LEVEL_NAMES:
        raise UnknownArea(f"There is no level {level!r}; the levels are {', '.join(LEVEL_NAMES)}.")
    return _by_level()[level]


def area(code: str) -> Area:
    """The area with this ONS code; `find` also takes names and other codes.

    Raises
    ------
    UnknownArea
        When no area has the code.
    """
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownArea(
            f"No area has the ONS code {code!r}; London boroughs begin with E09, CCGs with E38, STPs with E54."
        ) from None


@cache
def members(footprint: str, level: str) -> tuple[str, ...]:
    """Codes of the areas of `level` that lie wholly in the footprint, by name.

    Westminster is split between two CCGs and therefore a member of neither; it is a member of its STP. An area is the
    one member of itself, and has none of a coarser level. London and England hold every area.

    Raises
    ------
    UnknownArea
        When there is no such footprint or level.
    """
    place = area(footprint)
    if place.level == level:
        return (footprint,)
    if place.code in {LONDON, ENGLAND} and level in LEVELS:
        return tuple(a.code for a in areas(level))
    return tuple(a.code for a in areas(level) if (a.code, footprint) in _whole())


@cache
def footprints(level: str) -> tuple[Area, ...]:
    """Areas of coarser levels by which a view at `level` can be limited: those that hold at least two of its areas.

    Coarsest first, then by name.
    """
    areas(level)
    coarser = LEVELS[LEVELS.index(level) + 1 :] if level in LEVELS else ()
    return tuple(a for coarse in reversed(coarser) for a in areas(coarse) if len(members(a.code, level)) > 1)


@cache
def _by_code() -> dict[str, Area]:
    parents: dict[str, list[str]] = {}
    for row in read_rows("parents.csv"):
        parents.setdefault(row["area"], []).append(row["parent"])
    return {
        row["code"]: Area(
            code=row["code"],
            ods=row["ods"],
            name=row["name"],
            short_name=row["short_name"],
            level=row["level"],
            parents=tuple(parents.get(row["code"], ())),
            from_month=int(row["from_month"]) if row["from_month"] else None,
            to_month=int(row["to_month"]) if row["to_month"] else None,
        )
        for row in read_rows("areas.csv")
    }


@cache
def _by_level() -> dict[str, tuple[Area, ...]]:
    everywhere = sorted(_by_code().values(), key=lambda a: a.name)
    return {level: tuple(a for a in everywhere if a.level == level) for level in LEVEL_NAMES}


@cache
def _whole() -> frozenset[tuple[str, str]]:
    """Pairs of an area and a coarser one that holds the whole of it."""
    return frozenset((row["area"], row["parent"]) for row in read_rows("parents.csv") if row["extent"] == "whole")


def _read_mergers() -> tuple[Merger, ...]:
    old: dict[str, list[str]] = {}
    rows = {}
    for row in read_rows("mergers.csv"):
        old.setdefault(row["new"], []).append(row["old"])
        rows[row["new"]] = row
    return tuple(
        Merger(tuple(old[new]), new, row["new_ods"], row["new_name"], row["stp"], int(row["from_month"]))
        for new, row in rows.items()
    )


MERGERS = _read_mergers()
"""The CCG mergers of April 2020 and April 2021."""
