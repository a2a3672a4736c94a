"""How London, or a footprint as a whole, stands against England: the figure of the place itself, not of its areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.benchmarks import benchmark_figures, published_series
from variation.analyses.cache import Cache
from variation.analyses.holdings import Holdings, holdings, period_of
from variation.analyses.judging import judge
from variation.analyses.panel import Panel, read_column
from variation.analyses.results import NO_DATA, Comparison
from variation.analyses.selection import Selection

if TYPE_CHECKING:
    from variation.store import Period, Series, Snapshot, Store

BETTER, SIMILAR, WORSE = "better", "similar", "worse"
_standings: Cache[Standing] = Cache(1024)
_england: Cache[float] = Cache(1024)


@dataclass(frozen=True)
class Standing:
    """The place and England in one period.

    verdict : "better", "similar", "worse" (99.8 % limits), "" where it cannot be told or no direction is better
    value, england : in the indicator's unit, NaN where absent
    """

    verdict: str
    value: float
    england: float


def standing(c: Comparison, store: Store, snapshot: Snapshot | None) -> Standing:
    """The footprint of a comparison, else London, against England in the comparison's period; kept.

    Notes
    -----
    Crude indicators are held against the funnel's limits at the place's size, others by their published limits, as
    areas are (`judging.judge`). A figure that is neither published nor a sum of at least half the areas is none.
    """
    return _standings.get(store, (*_shown(c, snapshot), c.selection.within), lambda: _standing(c, store, snapshot))


def england_figure(c: Comparison, store: Store, snapshot: Snapshot | None) -> float:
    """England's published figure in a comparison's period, whatever its benchmark; NaN where none is held; kept."""

    def make() -> float:
        found = _subject(c, store, snapshot)
        if found is None:
            return float("nan")
        held, series, _, column = found
        published = published_series("england", held, series, "")
        if published is None or snapshot is None:
            return float("nan")
        source = (store, snapshot, published)
        figures = benchmark_figures(column, c.indicator, kind="england", within="", published=source, series=series)
        return float(figures.value[0])

    return _england.get(store, _shown(c, snapshot), make)


def _shown(c: Comparison, snapshot: Snapshot | None) -> tuple[str | int, ...]:
    """What a comparison shows, whatever it is compared with."""
    s = c.selection
    return (snapshot.id if snapshot else 0, c.indicator.id, c.level, s.sex, s.age, c.period)


def _subject(c: Comparison, store: Store, snapshot: Snapshot | None) -> tuple[Holdings, Series, Period, Panel] | None:
    """The series, period and figures that a comparison shows."""
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it
    series = held.one(c.indicator.id, c.level, c.selection.sex, c.selection.age)
    period = next((p for p in series.periods if p.label == c.period), None) if series else None
    if series is None or period is None:
        return None
    return held, series, period, read_column(store, snapshot, series, period, c.indicator)


def _standing(c: Comparison, store: Store, snapshot: Snapshot | None) -> Standing:
    found = _subject(c, store, snapshot)
    if found is None or snapshot is None:
        return Standing("", float("nan"), float("nan"))
    held, series, period, column = found
    england = england_figure(c, store, snapshot)
    place = _place(c, held, (store, snapshot), series, period, column)
    value = float(place.value[0, 0])
    if not (np.isfinite(value) and np.isfinite(england)):
        return Standing("", value, england)
    status = int(judge(place, england, c.indicator, inside=np.array([True]), dispersion="none").status[0])
    return Standing(_verdict(status, c.indicator.polarity), value, england)


def _verdict(status: int, polarity: str) -> str:
    if status == NO_DATA or polarity not in ("high", "low"):
        return ""
    if abs(status) < 2:
        return SIMILAR
    return BETTER if (status > 0) == (polarity == "high") else WORSE


def _place(
    c: Comparison, held: Holdings, source: tuple[Store, Snapshot], series: Series, period: Period, column: Panel
) -> Panel:
    """One row: the figure of London or of the footprint, with its limits where it is published."""
    within = c.selection.within
    kind = "footprint" if within else "london"
    published = published_series(kind, held, series, within)
    own = period_of(published, period.start, period.end) if published else None
    if published is not None and own is not None:
        panel = read_column(*source, published, own, c.indicator)
        code = within or geography.LONDON
        row = np.flatnonzero(panel.code == code)
        if len(row) and np.isfinite(panel.value[row[0], 0]):
            return _one_row(panel, int(row[0]))
    found = benchmark_figures(column, c.indicator, kind=kind, within=within, published=None, series=series)
    none = np.full((1, 1), np.nan)
    return Panel(
        code=np.array([within or geography.LONDON]),
        name=np.array([found.name]),
        period=column.period,
        start=column.start,
        end=column.end,
        value=found.value.reshape(1, 1),
        count=found.count.reshape(1, 1),
        denominator=found.denominator.reshape(1, 1),
        lower=none,
        upper=none,
        note=np.array([[""]]),
        computed=np.array([[True]]),
    )


def _one_row(panel: Panel, row: int) -> Panel:
    rows = slice(row, row + 1)
    return Panel(
        code=panel.code[rows],
        name=panel.name[rows],
        period=panel.period,
        start=panel.start,
        end=panel.end,
        value=panel.value[rows],
        count=panel.count[rows],
        denominator=panel.denominator[rows],
        lower=panel.lower[rows],
        upper=panel.upper[rows],
        note=panel.note[rows],
        computed=panel.computed[rows],
    )


def whole_selection(selection: Selection) -> Selection:
    """The selection with the place itself as benchmark: the footprint where one is chosen, else London."""
    return selection.with_(benchmark="footprint" if selection.within else "london")
