"""One indicator by sex and by age: how far the groups lie apart, in London and in each area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.holdings import Holdings, filled, period_of
from variation.analyses.panel import read_column
from variation.analyses.results import Comparison, Floats

if TYPE_CHECKING:
    from variation.analyses.subject import Subject
    from variation.store import Series

_WHOLE = ("Persons", "All ages", "All")
_LONDON = "region"


@dataclass(frozen=True)
class GroupDifference:
    """A second group less a first one, in the period of the comparison.

    by : "sex" or "age"; first, second : the groups
    first_value, second_value, value, lower, upper : (n,) of the areas of the comparison, NaN where absent
    london : the same five for London as published, NaN where it is not
    """

    by: str
    first: str
    second: str
    first_value: Floats
    second_value: Floats
    value: Floats
    lower: Floats
    upper: Floats
    london: tuple[float, float, float, float, float]


def group_differences(subject: Subject, c: Comparison, held: Holdings) -> tuple[GroupDifference, ...]:
    """Every other group of the indicator against the first, by sex (of the same age) and by age (of the same sex)."""
    alike = held.at(subject.indicator.id, c.level)
    own = subject.series
    by_sex = [s for s in alike if s.age == own.age and s.sex not in _WHOLE]
    by_age = [s for s in alike if s.sex == own.sex and s.age not in _WHOLE]
    found = []
    for by, series in (("sex", by_sex), ("age", by_age)):
        having = [s for s in series if _has(s, c)]
        found += [_difference(by, having[0], other, subject, c, held) for other in having[1:]]
    return tuple(found)


def _has(series: Series, c: Comparison) -> bool:
    period = period_of(series, c.start, c.end)
    return period is not None and filled(period) > 0


def _difference(
    by: str, first: Series, second: Series, subject: Subject, c: Comparison, held: Holdings
) -> GroupDifference:
    from variation.methods.contrast import difference

    one, other = (_column(s, subject, c) for s in (first, second))
    found = difference(other, one)
    london = [_london(s, subject, c, held) for s in (first, second)]
    whole = difference(london[1], london[0])
    return GroupDifference(
        by=by,
        first=getattr(first, by),
        second=getattr(second, by),
        first_value=one[0],
        second_value=other[0],
        value=found.value,
        lower=found.lower,
        upper=found.upper,
        london=(
            float(london[0][0][0]),
            float(london[1][0][0]),
            float(whole.value[0]),
            float(whole.lower[0]),
            float(whole.upper[0]),
        ),
    )


def _column(series: Series, subject: Subject, c: Comparison) -> tuple[Floats, Floats, Floats]:
    """Value, lower and upper of each area in the comparison's period."""
    period = period_of(series, c.start, c.end)
    assert period is not None  # `_has` has looked
    column = read_column(subject.store, subject.snapshot, series, period, subject.indicator)
    return column.value[:, 0], column.lower[:, 0], column.upper[:, 0]


def _london(series: Series, subject: Subject, c: Comparison, held: Holdings) -> tuple[Floats, Floats, Floats]:
    """The publisher's figure of London for the same group, NaN where there is none."""
    nothing = np.full(1, np.nan)
    same = (series.sex, series.age, series.status)
    found = next((s for s in held.at(series.indicator, _LONDON) if (s.sex, s.age, s.status) == same), None)
    if found is None or not _has(found, c):
        return nothing, nothing, nothing
    row = [a.code for a in geography.areas(_LONDON)].index(geography.LONDON)
    value, lower, upper = (part[row : row + 1] for part in _column(found, subject, c))
    return value, lower, upper
