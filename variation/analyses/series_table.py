"""Figures as tidy rows, as every screen shows them: what is withheld there is withheld here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.holdings import holdings
from variation.analyses.panel import Panel, read_panel
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Series, Snapshot, Store

COLUMNS = (
    *("indicator", "area", "name", "level", "period", "start", "end", "sex", "age"),
    *("value", "lower", "upper", "count", "denominator", "note", "status"),
)
Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True)
class Wanted:
    """Which rows; "" stands for all."""

    indicator: str
    level: str = ""
    area: str = ""
    period: str = ""
    sex: str = ""
    age: str = ""


def tidy_rows(wanted: Wanted, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Iterator[Row]:
    """Rows of COLUMNS: one an area and period of each series of an indicator, by level, sex, age, time and name.

    Absent numbers are None; `note` says why. `start` and `end` are months (yyyymm, inclusive).

    Raises
    ------
    NoData
        When nothing is loaded.
    UnknownIndicator
        When the catalogue has no such indicator.
    """
    indicator = catalogue.indicator(wanted.indicator)
    for series in held_series(wanted, catalogue, store, snapshot):
        assert snapshot is not None  # held_series has refused it
        yield from _rows(read_panel(store, snapshot, series, indicator), series, indicator, wanted)


def held_series(wanted: Wanted, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> tuple[Series, ...]:
    """The series of an indicator that are wanted, in the order they are offered; London's and England's come last."""
    indicator = catalogue.indicator(wanted.indicator)
    held = holdings(store, snapshot)
    levels = (wanted.level,) if wanted.level else geography.LEVEL_NAMES
    return tuple(
        series
        for level in levels
        for series in held.at(indicator.id, level)
        if wanted.sex in ("", series.sex) and wanted.age in ("", series.age)
    )


def _rows(panel: Panel, series: Series, indicator: Indicator, wanted: Wanted) -> Iterator[Row]:
    digits = indicator.decimals + 2
    for k, period in enumerate(panel.period):
        if wanted.period not in ("", period):
            continue
        for i, code in enumerate(panel.code.tolist()):
            if wanted.area not in ("", code):
                continue
            yield (
                *(indicator.id, code, str(panel.name[i]), series.level, period),
                *(int(panel.start[k]), int(panel.end[k]), series.sex, series.age),
                *(_number(part[i, k], digits) for part in (panel.value, panel.lower, panel.upper)),
                *(_number(part[i, k], 2) for part in (panel.count, panel.denominator)),
                *(str(panel.note[i, k]), series.status),
            )


def _number(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
