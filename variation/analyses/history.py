"""All periods of one series: what the trend shows, whether it changes, whether areas draw together or apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses import months
from variation.analyses.benchmarks import BenchmarkFigures, inside
from variation.analyses.cache import Cache
from variation.analyses.panel import Panel, follows_counts
from variation.analyses.process import marked_before
from variation.analyses.recent import Figures, by_process, recent_trends
from variation.analyses.results import History
from variation.analyses.selection import Selection
from variation.analyses.spread_change import describe_spread, spread_change
from variation.analyses.subject import find_subject
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_kept: Cache[History] = Cache(128)


def history(selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> History:
    """The periods of a selection that `choices` has made servable; its period, areas and looks do not matter.

    Raises
    ------
    NoData
        When the snapshot does not hold what the selection asks for; `choices` never makes such a selection.
    """
    s = selection
    key = (
        snapshot.id if snapshot else None,
        id(catalogue),
        *(s.indicator, s.level, s.sex, s.age, s.within, s.benchmark),
    )
    return _kept.get(store, key, lambda: _history(selection, catalogue, store, snapshot))


def _history(selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> History:
    subject = find_subject(selection, catalogue, store, snapshot)
    panel, indicator = subject.panel(), subject.indicator
    against = subject.benchmark(panel)
    trends = recent_trends(_tested(panel, against, indicator), indicator)
    held_inside = inside(selection.level, selection.within, panel.code)
    spread = spread_change(panel, held_inside, indicator)
    return History(
        period=panel.period,
        start=panel.start,
        end=panel.end,
        code=panel.code,
        name=panel.name,
        value=panel.value,
        lower=panel.lower,
        upper=panel.upper,
        benchmark=against.value,
        benchmark_name=against.name,
        overlapping=months.overlap(panel.start, panel.end),
        recent=trends[:-1],
        benchmark_recent=trends[-1],
        spread_change=describe_spread(spread, indicator, selection.level),
        breaks=_breaks(panel, selection.level),
        spread=spread,
        marked_before=marked_before(against.value) if by_process(panel.start, panel.end) else None,
    )


def _tested(panel: Panel, against: BenchmarkFigures, indicator: Indicator) -> Figures:
    """The areas with the benchmark below them; counts only where the value follows them."""
    crude = follows_counts(panel, indicator)
    return Figures(
        value=np.vstack([panel.value, against.value]),
        count=np.vstack([np.where(crude, panel.count, np.nan), against.count]),
        denominator=np.vstack([np.where(crude, panel.denominator, np.nan), against.denominator]),
        period=panel.period,
        start=panel.start,
        end=panel.end,
    )


def _breaks(panel: Panel, level: str) -> tuple[tuple[int, str], ...]:
    """Where a line must not be read straight through: periods that are missing, and mergers of CCGs."""
    gaps = []
    if not months.overlap(panel.start, panel.end):
        after = np.flatnonzero(~months.follows(panel.start, panel.end)) + 1
        gaps = [(int(panel.start[k]), f"no figures after {panel.period[k - 1]}") for k in after.tolist()]
    mergers = sorted({m.from_month for m in geography.MERGERS}) if level == "ccg" else []
    merged = [(month, "CCGs merged") for month in mergers if panel.start[0] < month <= panel.end[-1]]
    return tuple(sorted(gaps + merged))
