"""Where is variation greatest: every indicator of a level side by side, ranked, placed, and how fresh it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.holdings import best_period, filled, holdings
from variation.analyses.options import DOMAIN_NAMES
from variation.analyses.overview_choice import OverviewChoice
from variation.analyses.results import NO_DATA, Comparison
from variation.analyses.standing import BETTER, SIMILAR, WORSE, Standing, standing, whole_selection
from variation.analyses.survey import Surveyed, survey
from variation.indicators import DOMAINS, Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

ROWS = 40
"""Indicators on one page of the heat table: with 33 areas about as much as a browser builds without a pause."""
STANDINGS = (WORSE, SIMILAR, BETTER)
WORSENING, STEADY, IMPROVING, UNTESTED = "worsening", "steady", "improving", "untested"
TRENDS = (WORSENING, STEADY, IMPROVING, UNTESTED)
CHANCE_998 = 0.002  # share of areas that chance alone puts outside 99.8 % limits, at most

BARS = 10  # steps of the bar beside a spread

_kept: Cache[Overview] = Cache(48)


@dataclass(frozen=True)
class Line:
    """One indicator.

    rank : by spread beyond chance, 1 the greatest; None where it cannot be told
    bar : that spread in tenths of the greatest, 0 … 10
    judged : areas held against a benchmark; of : areas of the footprint; asked : the kind of benchmark asked for
    standing : the place as a whole against England; trend : one of TRENDS, of the place as a whole
    """

    surveyed: Surveyed
    rank: int | None
    bar: int
    judged: int
    of: int
    asked: str
    standing: Standing
    trend: str

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.surveyed.indicator

    @property
    def comparison(self) -> Comparison:
        """Its areas in the period shown."""
        return self.surveyed.comparison

    @property
    def instead(self) -> str:
        """What its areas are compared with where that is not what was asked for, "" where it is."""
        c = self.comparison
        return c.benchmark.name if self.judged and c.benchmark.kind != self.asked else ""


@dataclass(frozen=True)
class Fresh:
    """What is held of one indicator at one level: the period shown and how many of its areas have a figure."""

    period: str
    end: int
    areas: int
    of: int
    periods: int


@dataclass(frozen=True)
class Overview:
    """All that the page shows.

    lines : every indicator of the choice, in the order asked for
    groups : those on this page of the heat table, by heading ("" where they are not grouped)
    ranking : those whose spread can be told, the greatest first; unranked : the others
    compared : indicators with at least one area held against a benchmark; with_outside : of these, with areas outside
        99.8 % limits; instead : of these, compared with something other than was asked for
    judged : areas of all of them held against a benchmark; by_chance : so many of these would be outside if there were
        nothing but chance, at most
    matrix : by (standing, trend) the indicators there; unplaced : those that have no standing
    fresh : by indicator and level what is held
    """

    choice: OverviewChoice
    snapshot: str
    place: str
    lines: tuple[Line, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    pages: int
    page: int
    ranking: tuple[Line, ...]
    unranked: tuple[Line, ...]
    compared: int
    with_outside: int
    instead: int
    judged: int
    by_chance: float
    illustrative: int
    matrix: Mapping[tuple[str, str], tuple[Line, ...]]
    unplaced: tuple[Line, ...]
    fresh: Mapping[str, Mapping[str, Fresh]]

    @property
    def greatest(self) -> Line | None:
        """The published indicator with the greatest spread beyond chance; an illustrative one where none is."""
        published = (line for line in self.ranking if not line.comparison.illustrative)
        return next(published, self.ranking[0] if self.ranking else None)


def overview(choice: OverviewChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Overview:
    """The overview of a choice that `overview_choice` has made servable.

    Raises
    ------
    NoData
        When nothing is loaded.
    """
    holdings(store, snapshot)
    key = (snapshot.id if snapshot else 0, id(catalogue), choice)
    return _kept.get(store, key, lambda: _overview(choice, catalogue, store, snapshot))


def _overview(choice: OverviewChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Overview:
    s = choice.selection
    found = survey(s, catalogue, store, snapshot, priority=s.priority)
    whole = survey(whole_selection(s), catalogue, store, snapshot, priority=s.priority)
    kind = whole_selection(s).benchmark
    trends = {r.indicator.id: _trend(r, kind) for r in whole.rows}
    rows = [r for r in found.rows if s.domain in ("", r.indicator.domain)]
    ranked = sorted((r for r in rows if math.isfinite(r.relative)), key=lambda r: -r.relative)
    ranks = {r.indicator.id: k for k, r in enumerate(ranked, start=1)}
    widest = ranked[0].relative if ranked else 0.0
    lines = [
        Line(
            surveyed=r,
            rank=ranks.get(r.indicator.id),
            bar=round(BARS * r.relative / widest) if r.indicator.id in ranks and widest else 0,
            judged=int((r.comparison.inside & (r.comparison.status != NO_DATA)).sum()),
            of=int(r.comparison.inside.sum()),
            asked=s.benchmark,
            standing=standing(r.comparison, store, snapshot),
            trend=trends[r.indicator.id],
        )
        for r in rows
    ]
    ordered = _ordered(lines, choice.sort)
    pages = max(1, math.ceil(len(ordered) / ROWS))
    page = min(choice.page, pages)
    judged = sum(line.judged for line in lines)
    placed = {
        (place, trend): tuple(x for x in ordered if (x.standing.verdict, x.trend) == (place, trend))
        for place in STANDINGS
        for trend in TRENDS
    }
    return Overview(
        choice=choice,
        snapshot=found.snapshot,
        place=_place(s.within),
        lines=tuple(ordered),
        groups=_groups(ordered[(page - 1) * ROWS : page * ROWS], choice.sort),
        pages=pages,
        page=page,
        ranking=tuple(sorted((x for x in lines if x.rank), key=lambda x: x.rank or 0)),
        unranked=tuple(x for x in ordered if not x.rank),
        compared=sum(line.judged > 0 for line in lines),
        instead=sum(bool(line.instead) for line in lines),
        with_outside=sum(line.surveyed.outside > 0 for line in lines),
        judged=judged,
        by_chance=judged * CHANCE_998,
        illustrative=sum(line.comparison.illustrative for line in lines),
        matrix=placed,
        unplaced=tuple(x for x in ordered if not x.standing.verdict),
        fresh=_fresh([line.indicator.id for line in lines], store, snapshot),
    )


def _ordered(lines: Sequence[Line], sort: str) -> list[Line]:
    last = len(lines) + 1

    def by_spread(line: Line) -> tuple[int, str]:
        return (line.rank or last, line.indicator.short_name.casefold())

    if sort == "outside":
        return sorted(lines, key=lambda x: (-x.surveyed.outside, *by_spread(x)))
    if sort == "name":
        return sorted(lines, key=lambda x: x.indicator.short_name.casefold())
    if sort == "domain":
        return sorted(lines, key=lambda x: (DOMAINS.index(x.indicator.domain), *by_spread(x)))
    return sorted(lines, key=by_spread)


def _groups(lines: Sequence[Line], sort: str) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    if sort != "domain":
        return (("", tuple(lines)),)
    by_domain = [(d, tuple(x for x in lines if x.indicator.domain == d)) for d in DOMAINS]
    return tuple((DOMAIN_NAMES[d], found) for d, found in by_domain if found)


def _trend(row: Surveyed, kind: str) -> str:
    """Of the place as a whole; where it could not be the benchmark, or no direction is better, it is not told."""
    c, recent = row.comparison, row.history.benchmark_recent
    if c.benchmark.kind != kind or c.indicator.polarity not in ("high", "low") or not recent.direction:
        return UNTESTED
    if recent.direction == "none":
        return STEADY
    return IMPROVING if (recent.direction == "up") == (c.indicator.polarity == "high") else WORSENING


def _place(within: str) -> str:
    if not within:
        return "London"
    known = {a.code: a.name for level in geography.LEVELS for a in geography.areas(level)}
    return "The chosen areas" if "," in within else known[within]


def _fresh(indicators: Sequence[str], store: Store, snapshot: Snapshot | None) -> dict[str, dict[str, Fresh]]:
    """What is held at each level with a map, of the series that is shown first."""
    held = holdings(store, snapshot)
    found: dict[str, dict[str, Fresh]] = {}
    for indicator in indicators:
        for level in held.levels(indicator):
            series = held.at(indicator, level)[0]
            best = best_period(series)
            of = len(geography.areas(level))
            found.setdefault(indicator, {})[level] = Fresh(
                best.label, best.end, min(filled(best), of), of, len(series.periods)
            )
    return found
