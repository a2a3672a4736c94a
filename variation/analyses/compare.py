"""All areas of a level in one period, held against the benchmark: what the map, the funnel, the bars and table show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.analyses.benchmarks import inside
from variation.analyses.cache import Cache
from variation.analyses.judging import judge
from variation.analyses.results import NO_DATA, Benchmark, Comparison, Floats
from variation.analyses.selection import Selection
from variation.analyses.subject import find_subject
from variation.indicators import Catalogue
from variation.observations import ILLUSTRATIVE

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

CLASSES = 5
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
    fifth, fifth_bounds = _classes(value, held_inside, natural=False)
    group, group_bounds = _classes(value, held_inside, natural=True)
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
        quintile=fifth,
        quintile_bounds=fifth_bounds,
        breaks=group,
        breaks_bounds=group_bounds,
        funnel=judged.funnel,
        no_funnel=judged.no_funnel,
    )


def _classes(
    value: Floats, among: NDArray[np.bool_], *, natural: bool
) -> tuple[NDArray[np.int8], tuple[tuple[float, float], ...]]:
    """Class of each area, and the bounds of each class (NaN where ties leave it empty); none below five values."""
    from variation.methods import classes

    counted = np.where(among, value, np.nan)
    if np.isfinite(counted).sum() < CLASSES:
        return np.full(len(value), NO_DATA, dtype=np.int8), ()
    found = classes.natural_breaks(counted, CLASSES) if natural else classes.quintiles(counted, CLASSES)
    bounds = tuple((float(low), float(high)) for low, high in found.bounds)
    return found.of, bounds
