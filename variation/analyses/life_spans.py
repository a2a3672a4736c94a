"""How far boroughs lie apart in life expectancy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.analyses.holdings import Holdings, best_period
from variation.analyses.panel import read_column
from variation.analyses.results import Floats
from variation.indicators import Catalogue, Indicator
from variation.observations import ILLUSTRATIVE

if TYPE_CHECKING:
    from variation.analyses.subject import Subject
    from variation.methods.contrast import Span

LIFE = ("life-expectancy-at-birth", "healthy-life-expectancy-at-birth", "life-expectancy-at-65")


@dataclass(frozen=True)
class LifeSpan:
    """How far boroughs lie apart in one life expectancy, one sex; `span` holds positions in `name`."""

    indicator: Indicator
    sex: str
    period: str
    illustrative: bool
    code: NDArray[np.str_]
    name: NDArray[np.str_]
    value: Floats
    span: Span


def life_spans(catalogue: Catalogue, subject: Subject, held: Holdings) -> tuple[LifeSpan, ...]:
    """Spans of every life expectancy that is held, each sex in its latest well-filled period."""
    from variation.methods.contrast import span

    found = []
    for indicator in (catalogue.indicators[i] for i in LIFE if i in catalogue.indicators):
        for series in held.at(indicator.id, "borough"):
            period = best_period(series)
            column = read_column(subject.store, subject.snapshot, series, period, indicator)
            value = column.value[:, 0]
            found.append(
                LifeSpan(
                    indicator=indicator,
                    sex=series.sex,
                    period=period.label,
                    illustrative=series.status == ILLUSTRATIVE,
                    code=column.code,
                    name=column.name,
                    value=value,
                    span=span(value, column.lower[:, 0], column.upper[:, 0]),
                )
            )
    return tuple(found)
