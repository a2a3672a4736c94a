"""What areas are compared with: the publisher's figure of London or England, or the sum of areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.holdings import Holdings, filled, period_of
from variation.analyses.panel import Panel, read_panel
from variation.analyses.results import Floats
from variation.indicators import Indicator

if TYPE_CHECKING:
    from variation.store import Period, Series, Snapshot, Store

_LEVELS = {"london": "region", "england": "country"}
OWN_PICK = "the chosen areas"


@dataclass(frozen=True)
class BenchmarkFigures:
    """The benchmark in each of m periods; NaN where there is none.

    computed : (m,) the sum of areas and not a published figure; areas : (m,) how many were summed, 0 where published
    """

    name: str
    value: Floats
    count: Floats
    denominator: Floats
    computed: NDArray[np.bool_]
    areas: NDArray[np.int64]


def inside(level: str, within: str, code: NDArray[np.str_]) -> NDArray[np.bool_]:
    """Which areas lie in a footprint: "" for all, a coarser area's code, or codes joined by commas."""
    if not within:
        return np.ones(len(code), dtype=bool)
    held = {member for place in within.split(",") for member in geography.members(place, level)}
    return np.array([c in held for c in code.tolist()], dtype=bool)


def benchmark_name(kind: str, within: str) -> str:
    """What the benchmark is called in a sentence."""
    if kind == "footprint" and within:
        return OWN_PICK if "," in within else geography.area(within).name
    return "England" if kind == "england" else "London"


def why_no_benchmark(kind: str, held: Holdings, series: Series, period: Period, *, within: str, crude: bool) -> str:
    """Why a benchmark cannot be served in a period, "" where it can; reads no figures."""
    if kind == "footprint" and not within:
        return "Choose a footprint first"
    place = "England" if kind == "england" else "London" if kind == "london" else benchmark_name(kind, within)
    published = published_series(kind, held, series, within)
    if published is not None:
        found = period_of(published, period.start, period.end)
        if found is not None and filled(found):
            return ""
    if crude and kind != "england" and period.with_counts:
        return ""
    if kind == "england":
        return "England's figure is not loaded" + (" for this period" if published is not None else "")
    return f"No figure is published for {place} and there are no counts to sum"


def published_series(kind: str, held: Holdings, series: Series, within: str) -> Series | None:
    """The series with the publisher's own figure of the benchmark: same indicator, sex, age and status.

    Real areas are never held against an illustrative benchmark, nor the other way round.
    """
    if kind != "footprint":
        level = _LEVELS[kind]
    elif within and "," not in within:
        level = geography.area(within).level
    else:
        return None
    alike = (s for s in held.at(series.indicator, level) if (s.sex, s.age) == (series.sex, series.age))
    return next((s for s in alike if s.status == series.status and level != series.level), None)


def benchmark_figures(
    panel: Panel,
    indicator: Indicator,
    *,
    kind: str,
    within: str,
    published: tuple[Store, Snapshot, Series] | None,
    series: Series,
) -> BenchmarkFigures:
    """The benchmark in the periods of a panel.

    London and England are the publisher's figure where there is one; London is otherwise the sum of its areas. A
    footprint is the sum of the areas in it, so that it fits them, and a published figure only where counts are absent.

    Parameters
    ----------
    published : where the publisher's own series is read from, None when there is none
    series : the series that the panel was read from
    """
    m = len(panel.period)
    none = np.full(m, np.nan)
    given = _published(panel, indicator, published, within) if published is not None else (none, none, none)
    summed = _summed(panel, indicator, inside(series.level, within if kind == "footprint" else "", panel.code))
    if kind == "england":
        summed = (none, none, none, np.zeros(m, dtype=np.int64))
    use_sum = np.isfinite(summed[0]) if kind == "footprint" else np.isnan(given[0]) & np.isfinite(summed[0])
    value, count, denominator = (np.where(use_sum, s, g) for s, g in zip(summed[:3], given, strict=True))
    return BenchmarkFigures(
        name=benchmark_name(kind, within),
        value=value,
        count=count,
        denominator=denominator,
        computed=use_sum,
        areas=np.where(use_sum, summed[3], 0),
    )


def _published(
    panel: Panel, indicator: Indicator, source: tuple[Store, Snapshot, Series], within: str
) -> tuple[Floats, Floats, Floats]:
    """Value, count and denominator of the one area of the publisher's series, in the panel's periods."""
    store, snapshot, series = source
    figures = read_panel(store, snapshot, series, indicator)
    code = {"region": geography.LONDON, "country": geography.ENGLAND}.get(series.level, within)
    row = int(np.flatnonzero(figures.code == code)[0])
    months = {(s, e): k for k, (s, e) in enumerate(zip(figures.start.tolist(), figures.end.tolist(), strict=True))}
    wanted = zip(panel.start.tolist(), panel.end.tolist(), strict=True)
    columns = np.array([months.get(key, -1) for key in wanted])
    known = columns >= 0
    value, count, denominator = (
        np.where(known, figure[row, columns], np.nan) for figure in (figures.value, figures.count, figures.denominator)
    )
    return value, count, denominator


def _summed(
    panel: Panel, indicator: Indicator, chosen: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    """Sum of counts over sum of denominators of the chosen areas, where at least half of them have both."""
    usable = chosen[:, None] & np.isfinite(panel.count) & np.isfinite(panel.denominator) & np.isfinite(panel.value)
    areas = usable.sum(axis=0)
    denominator = np.where(usable, panel.denominator, 0).sum(axis=0)
    enough = indicator.crude & (2 * areas >= chosen.sum()) & (denominator > 0)
    count = np.where(enough, np.where(usable, panel.count, 0).sum(axis=0), np.nan)
    denominator = np.where(enough, denominator, np.nan)
    return indicator.multiplier * count / denominator, count, denominator, np.where(enough, areas, 0)
