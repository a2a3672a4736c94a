"""All areas of a level in one period, held against the benchmark: what the map, the funnel, the bars and table show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from variation.analyses.benchmarks import inside
from variation.analyses.cache import Cache
from variation.analyses.judging import judge
from variation.analyses.results import Benchmark, Comparison
from variation.analyses.selection import Selection
from variation.analyses.subject import find_subject
from variation.indicators import Catalogue
from variation.observations import ILLUSTRATIVE

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_kept: Cache[Comparison] = Cache(512)


def compare(selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Comparison:
    """The areas of a selection that `choices` has made servable.

    Raises
    ------
    NoData
        When the snapshot does not hold what the selection asks for; `choices` never makes such a selection.
    """
    s = selection
    key = (
        snapshot.id if snapshot else None,
        id(catalogue),
        *(s.indicator, s.level, s.sex, s.age, s.period, s.within, s.benchmark, s.dispersion),
    )
    made = _kept.get(store, key, lambda: _compare(selection, catalogue, store, snapshot))
    return made if made.selection == selection else replace(made, selection=selection)


def _compare(selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Comparison:
    from variation.methods.ranking import rank_range

    subject = find_subject(selection, catalogue, store, snapshot)
    indicator = subject.indicator
    column, period = subject.column()
    against = subject.benchmark(column)
    held_inside = inside(selection.level, selection.within, column.code)
    benchmark = Benchmark(
        kind=selection.benchmark,
        name=against.name,
        value=float(against.value[0]),
        computed=bool(against.computed[0]),
        areas=int(against.areas[0]),
    )
    judged = judge(column, benchmark.value, indicator, inside=held_inside, dispersion=selection.dispersion)
    value, lower, upper = column.value[:, 0], column.lower[:, 0], column.upper[:, 0]
    rank_low, rank_high = rank_range(value, lower, upper, held_inside)
    return Comparison(
        selection=selection,
        indicator=indicator,
        level=selection.level,
        period=period.label,
        start=period.start,
        end=period.end,
        illustrative=subject.series.status == ILLUSTRATIVE,
        snapshot=subject.snapshot.label,
        benchmark=benchmark,
        code=column.code,
        name=column.name,
        inside=held_inside,
        value=value,
        lower=lower,
        upper=upper,
        count=column.count[:, 0],
        denominator=column.denominator[:, 0],
        note=np.asarray(column.note[:, 0]),
        status=judged.status,
        judged_by=judged.judged_by,
        rank_low=rank_low,
        rank_high=rank_high,
        funnel=judged.funnel,
        no_funnel=judged.no_funnel,
    )
