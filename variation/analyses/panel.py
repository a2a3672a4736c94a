"""The figures of one series laid out by area and period, with what may be computed or must be withheld.

Every analysis starts from a panel: one row an area of the level in order of name, one column a period. A comparison
reads one column, a history all of them, so both hold the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.results import Floats
from variation.analyses.withholding import withheld
from variation.indicators import Indicator
from variation.observations import ILLUSTRATIVE, NOT_PUBLISHED, SUPPRESSED

if TYPE_CHECKING:
    from variation.observations import Observations
    from variation.store import Period, Series, Snapshot, Store

_FIGURES = ("value", "count", "denominator", "lower", "upper")
_columns: Cache[Panel] = Cache(256)
_panels: Cache[Panel] = Cache(48)
_wholes: Cache[Panel] = Cache(1024)  # of London and England: one row each, and asked for by every level and benchmark


@dataclass(frozen=True)
class Panel:
    """Figures as published, (n areas, m periods); NaN where absent, `note` says why.

    computed : (n, m) the value is ours, because the publisher gives counts only
    """

    code: NDArray[np.str_]
    name: NDArray[np.str_]
    period: tuple[str, ...]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    value: Floats
    count: Floats
    denominator: Floats
    lower: Floats
    upper: Floats
    note: NDArray[np.str_]
    computed: NDArray[np.bool_]


def read_column(store: Store, snapshot: Snapshot, series: Series, period: Period, indicator: Indicator) -> Panel:
    """One period of a series, as shown: values and limits filled in where crude, small numbers withheld.

    Each period is filled in and withheld by itself, so a column of all periods, where these are at hand, is the same.
    """

    def make() -> Panel:
        whole = _panels.known(store, (snapshot.id, series.id, id(indicator)))
        if whole is not None:
            return _one_column(whole, series.periods.index(period))
        found = store.areas_of(snapshot, series.id, period.id)
        return _as_shown(_lay_out(found, series.level, (period,)), indicator, series.level, series.status)

    return _columns.get(store, (snapshot.id, series.id, period.id, id(indicator)), make)


def read_panel(store: Store, snapshot: Snapshot, series: Series, indicator: Indicator) -> Panel:
    """All periods of a series, as shown."""

    def make() -> Panel:
        found = store.history(snapshot, series.id)
        return _as_shown(_lay_out(found, series.level, series.periods), indicator, series.level, series.status)

    kept = _wholes if len(geography.areas(series.level)) == 1 else _panels
    return kept.get(store, (snapshot.id, series.id, id(indicator)), make)


def _one_column(panel: Panel, k: int) -> Panel:
    """Period k of a panel, copied so that the other periods need not be kept with it."""
    one = slice(k, k + 1)
    return replace(
        panel,
        period=panel.period[one],
        start=panel.start[one].copy(),
        end=panel.end[one].copy(),
        note=panel.note[:, one].copy(),
        computed=panel.computed[:, one].copy(),
        **{figure: getattr(panel, figure)[:, one].copy() for figure in _FIGURES},
    )


@cache
def _places(level: str) -> tuple[NDArray[np.str_], NDArray[np.str_], NDArray[np.str_], NDArray[np.intp]]:
    """Codes and names in order of name, and the codes sorted with the row of each."""
    areas = geography.areas(level)
    code = np.array([a.code for a in areas])
    order = np.argsort(code)
    return code, np.array([a.name for a in areas]), code[order], order


def _lay_out(found: Observations, level: str, periods: tuple[Period, ...]) -> Panel:
    code, name, ordered, row_of = _places(level)
    start = np.array([p.start for p in periods], dtype=np.int64)
    end = np.array([p.end for p in periods], dtype=np.int64)
    months = end * 1_000_000 + start
    in_time = np.argsort(months, kind="stable")
    place = np.minimum(np.searchsorted(ordered, found.area), len(ordered) - 1)
    key = found.end * 1_000_000 + found.start
    when = np.minimum(np.searchsorted(months[in_time], key), len(months) - 1)
    ours = (ordered[place] == found.area) & (months[in_time][when] == key)
    rows, columns = row_of[place[ours]], in_time[when[ours]]
    shape = (len(code), len(periods))
    figures = {figure: np.full(shape, np.nan) for figure in _FIGURES}
    for figure, values in figures.items():
        values[rows, columns] = getattr(found, figure)[ours]
    note = np.full(shape, NOT_PUBLISHED, dtype=np.result_type(found.note.dtype, np.dtype("<U16")))
    note[rows, columns] = found.note[ours]
    return Panel(
        code=code,
        name=name,
        period=tuple(p.label for p in periods),
        start=start,
        end=end,
        note=note,
        computed=np.zeros(shape, dtype=bool),
        **figures,
    )


def _as_shown(panel: Panel, indicator: Indicator, level: str, status: str) -> Panel:
    """Fill in what a crude measure lets us compute, withhold what is small and ours, say why a figure is absent."""
    if indicator.crude:
        panel = _with_values(panel, indicator)
        panel = _without_small(panel, level, illustrative=status == ILLUSTRATIVE)
        panel = _with_limits(panel, indicator)
    silent = np.isnan(panel.value) & (panel.note == "")
    return replace(panel, note=np.where(silent, NOT_PUBLISHED, panel.note)) if silent.any() else panel


def _with_values(panel: Panel, indicator: Indicator) -> Panel:
    """A value where a period has counts but no value at all; a single absent value was withheld by its publisher."""
    usable = np.isfinite(panel.count) & (panel.denominator > 0)
    computed = usable & np.isnan(panel.value).all(axis=0)
    if not computed.any():
        return panel
    value = panel.value.copy()
    value[computed] = indicator.multiplier * panel.count[computed] / panel.denominator[computed]
    return replace(panel, value=value, computed=computed)


def _without_small(panel: Panel, level: str, *, illustrative: bool) -> Panel:
    """Published figures have been through their publisher's disclosure control; ours have not."""
    ours = np.isfinite(panel.value) & (panel.computed | illustrative)
    small = withheld(panel.count, panel.denominator, ours, panel.code, level) if ours.any() else ours
    if not small.any():
        return panel
    return replace(
        panel,
        value=np.where(small, np.nan, panel.value),
        count=np.where(small, np.nan, panel.count),
        denominator=np.where(small, np.nan, panel.denominator),
        lower=np.where(small, np.nan, panel.lower),
        upper=np.where(small, np.nan, panel.upper),
        note=np.where(small, SUPPRESSED, panel.note),
    )


def _with_limits(panel: Panel, indicator: Indicator) -> Panel:
    """95 % limits where none are published and the value is count over denominator: Wilson, or Byar."""
    missing = np.isfinite(panel.value) & np.isnan(panel.lower) & np.isnan(panel.upper)
    missing &= follows_counts(panel, indicator)
    if not missing.any():
        return panel
    count, denominator = panel.count[missing], panel.denominator[missing]
    lower, upper = _limits(count, denominator, indicator)
    lows, highs = panel.lower.copy(), panel.upper.copy()
    lows[missing], highs[missing] = lower, upper
    return replace(panel, lower=lows, upper=highs)


def _limits(count: Floats, denominator: Floats, indicator: Indicator) -> tuple[Floats, Floats]:
    from variation.methods import intervals

    if indicator.measure == "proportion":
        found = intervals.proportion(count, denominator)
        return found.lower * indicator.multiplier, found.upper * indicator.multiplier
    rate = intervals.rate(count, denominator, multiplier=indicator.multiplier)
    return rate.lower, rate.upper


def follows_counts(panel: Panel, indicator: Indicator) -> NDArray[np.bool_]:
    """Where the value is the multiplier times count over denominator, (n, m).

    Held against the figures themselves, because publishers give counts beside standardised rates too. Allowed for:
    values rounded to the indicator's decimals, counts rounded to five, 2 % of the value.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = indicator.multiplier * panel.count / panel.denominator
        rounding = np.maximum(0.51 * 10.0**-indicator.decimals, 2.5 * indicator.multiplier / panel.denominator)
        possible = (panel.count >= 0) & (panel.denominator > 0)
        if indicator.measure == "proportion":
            possible &= panel.count <= panel.denominator
        return possible & (np.abs(panel.value - expected) <= np.maximum(rounding, 0.02 * np.abs(expected)))
