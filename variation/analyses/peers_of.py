"""An area's context, and the areas most like it in that: what it cannot change, so that a comparison is fair."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np

from variation import geography
from variation.analyses.results import Floats
from variation.analyses.survey import Survey, Surveyed
from variation.indicators import Catalogue

MOST_PEERS = 5
POPULATIONS = ("list-size-55-and-over", "delayed-days-rate", "alcohol-admissions")
"""Indicators whose denominator is the whole population, in order of preference."""

CONTEXT = (
    "deprivation-score",
    "children-in-poverty-under-16",
    "life-expectancy-at-birth",
    "healthy-life-expectancy-at-birth",
    "health-index-life-expectancy",
    "list-size-55-and-over",
)
"""Indicators that tell of the people of a place."""

PEER_VARIABLES = {
    "deprivation-score": 1.0,
    "deprivation-children": 0.5,
    "deprivation-older-people": 0.5,
    "list-size-55-and-over": 1.0,
}
"""What areas are matched by beside their population, with weights; the three of deprivation say much the same."""


@dataclass(frozen=True)
class Fact:
    """One figure of context; rank 1 is the highest of `areas`, 0 where the area has no figure."""

    name: str
    value: float
    unit: str
    decimals: int
    period: str
    london: float
    rank: int
    areas: int
    illustrative: bool


@dataclass(frozen=True)
class Variable:
    """One of the variables that peers are found by; `own` is the area's value."""

    name: str
    unit: str
    decimals: int
    weight: float
    own: float


@dataclass(frozen=True)
class Peer:
    """A near area: its distance in standard deviations of a variable, and its values of the variables."""

    place: geography.Area
    distance: float
    values: tuple[float, ...]


@dataclass(frozen=True)
class PeersOf:
    """The nearest areas; `reason` says why there are none; `illustrative` where a variable is simulated."""

    variables: tuple[Variable, ...]
    peers: tuple[Peer, ...]
    reason: str
    illustrative: bool


def context(place: geography.Area, found: Survey, catalogue: Catalogue) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Population and circumstances of an area, and the names of what is not held at its level."""
    rows = {row.indicator.id: row for row in found.rows}
    facts = []
    populous = _populous(rows)
    if populous is not None:
        row, people = populous
        fact = _fact(place, row, people, _whole(row), unit="", decimals=0, london=float("nan"))
        # people may be counted at another time than what is measured among them; the name then says when
        facts.append(replace(fact, period="") if re.search(r"\d{4}", fact.name) else fact)
    for row in (rows[i] for i in CONTEXT if i in rows):
        c, i = row.comparison, row.indicator
        whom = "" if c.selection.sex == "Persons" else f", {c.selection.sex.lower()}"
        london = c.benchmark.value if c.benchmark.kind == "london" else float("nan")
        facts.append(
            _fact(place, row, c.value, f"{i.short_name}{whom}", unit=i.unit, decimals=i.decimals, london=london)
        )
    missing = [catalogue.indicators[i].short_name for i in CONTEXT if i in catalogue.indicators and i not in rows]
    return tuple(facts), (*(() if populous else ("Population",)), *missing)


def peers_of(place: geography.Area, found: Survey) -> PeersOf:
    """The areas of the level most like this one, by the context variables that are held."""
    from variation.methods.peers import nearest

    columns = _columns(found)
    if not columns:
        return PeersOf((), (), "No context is held at this level to find peers by.", False)
    code = found.rows[0].comparison.code
    near = nearest(
        np.column_stack([np.log(c.values) if c.logged else c.values for c in columns]),
        min(MOST_PEERS, len(code) // 2),
        weights=[c.weight for c in columns],
    )
    own = int(np.flatnonzero(code == place.code)[0])
    variables = tuple(Variable(c.name, c.unit, c.decimals, c.weight, float(c.values[own])) for c in columns)
    peers = tuple(
        Peer(geography.area(str(code[at])), float(distance), tuple(float(c.values[at]) for c in columns))
        for at, distance in zip(near.index[own].tolist(), near.distance[own].tolist(), strict=True)
        if at >= 0
    )
    return PeersOf(variables, peers, str(near.reason[own]), any(c.illustrative for c in columns))


@dataclass(frozen=True)
class _Column:
    name: str
    unit: str
    decimals: int
    weight: float
    values: Floats
    illustrative: bool
    logged: bool = False


def _columns(found: Survey) -> list[_Column]:
    """The variables that are held, simulated ones only where none is published."""
    rows = {row.indicator.id: row for row in found.rows}
    columns = [
        _Column(
            name=row.indicator.short_name,
            unit=row.indicator.unit,
            decimals=row.indicator.decimals,
            weight=weight,
            values=row.comparison.value,
            illustrative=row.comparison.illustrative,
        )
        for indicator, weight in PEER_VARIABLES.items()
        if (row := rows.get(indicator)) is not None and _varies(row.comparison.value)
    ]
    populous = _populous(rows)
    if populous is not None:
        row, people = populous
        name = f"{_whole(row)}, on a log scale"
        columns.append(_Column(name, "", 0, 1.0, people, row.comparison.illustrative, logged=True))
    published = [column for column in columns if not column.illustrative]
    return published or columns


def _populous(rows: dict[str, Surveyed]) -> tuple[Surveyed, Floats] | None:
    """The indicator whose denominators tell the population, and these."""
    for indicator in POPULATIONS:
        if indicator in rows and (people := _people(rows[indicator])) is not None:
            return rows[indicator], people
    return None


def _whole(row: Surveyed) -> str:
    return row.indicator.denominator.replace(" of all ages", "")


def _people(row: Surveyed) -> Floats | None:
    """Population of the areas, where the row's denominators tell it."""
    people = row.comparison.denominator
    return people if _varies(people) and (people[np.isfinite(people)] > 0).all() else None


def peer_medians(found: PeersOf, surveyed: Survey) -> dict[str, float]:
    """The middle figure of the peers of an area by indicator, where at least half of them have one."""
    from variation.methods.peers import middle

    codes = [peer.place.code for peer in found.peers]
    medians = {
        row.indicator.id: middle(row.comparison.value[np.isin(row.comparison.code, codes)]) for row in surveyed.rows
    }
    return {indicator: figure for indicator, figure in medians.items() if np.isfinite(figure)}


def _varies(values: Floats) -> bool:
    known = values[np.isfinite(values)]
    return len(known) > 1 and float(known.max()) > float(known.min())


def _fact(
    place: geography.Area, row: Surveyed, values: Floats, name: str, *, unit: str, decimals: int, london: float
) -> Fact:
    at = int(np.flatnonzero(row.comparison.code == place.code)[0])
    known = values[np.isfinite(values)]
    return Fact(
        name=name,
        value=float(values[at]),
        unit=unit,
        decimals=decimals,
        period=row.comparison.period,
        london=london,
        rank=1 + int((known > values[at]).sum()) if np.isfinite(values[at]) else 0,
        areas=len(known),
        illustrative=row.comparison.illustrative,
    )
