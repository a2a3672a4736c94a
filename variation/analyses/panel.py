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
from variation.analyses.sums import Months, joined
from variation.analyses.withholding import Held, withheld
from variation.indicators import Indicator
from variation.observations import ILLUSTRATIVE, NOT_PUBLISHED, SUPPRESSED

if TYPE_CHECKING:
    from variation.observations import Observations
    from variation.store import Period, Series, Snapshot, Store

_FIGURES = ("value", "count", "denominator", "lower", "upper")
_columns: Cache[Panel] = Cache(256)
_panels: Cache[Panel] = Cache(48)
_closed: Cache[dict[tuple[int, Months], NDArray[np.bool_]]] = Cache(4096)  # an indicator and period each: mostly empty
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

    A figure is withheld on account of its own period and those that tell of it, whichever are asked for, so a column
    of all periods, where these are at hand, is the same.
    """

    def make() -> Panel:
        whole = _panels.known(store, (snapshot.id, series.id, id(indicator)))
        if whole is not None:
            return _one_column(whole, series.periods.index(period))
        return _as_shown(_as_held(store, snapshot, series, (period,), indicator), store, snapshot, series, indicator)

    return _columns.get(store, (snapshot.id, series.id, period.id, id(indicator)), make)


def read_panel(store: Store, snapshot: Snapshot, series: Series, indicator: Indicator) -> Panel:
    """All periods of a series, as shown."""

    def make() -> Panel:
        held = _as_held(store, snapshot, series, series.periods, indicator)
        return _as_shown(held, store, snapshot, series, indicator)

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


def _as_held(
    store: Store, snapshot: Snapshot, series: Series, periods: tuple[Period, ...], indicator: Indicator
) -> Panel:
    """One or all periods of a series with nothing withheld: for `_as_shown` only."""
    one = len(periods) == 1 < len(series.periods)
    found = store.areas_of(snapshot, series.id, periods[0].id) if one else store.history(snapshot, series.id)
    panel = _lay_out(found, series.level, periods)
    return _with_values(panel, indicator) if indicator.crude else panel


def _as_shown(panel: Panel, store: Store, snapshot: Snapshot, series: Series, indicator: Indicator) -> Panel:
    """Withhold what is small and ours, give limits to what is crude, say why a figure is absent."""
    if indicator.crude:
        if _ours(panel, series).any():
            panel = _without(panel, _withheld(panel, store, snapshot, series, indicator))
        panel = _with_limits(panel, indicator)
    silent = np.isnan(panel.value) & (panel.note == "")
    return replace(panel, note=np.where(silent, NOT_PUBLISHED, panel.note)) if silent.any() else panel


def _with_values(panel: Panel, indicator: Indicator) -> Panel:
    """A value where a period has counts but no value at all, or nothing says why a single one is absent.

    Otherwise its publisher withheld it.
    """
    usable = np.isfinite(panel.count) & (panel.denominator > 0) & (panel.note != SUPPRESSED)
    empty = np.isnan(panel.value)
    computed = usable & empty & (empty.all(axis=0) | (panel.note == ""))
    if not computed.any():
        return panel
    value = panel.value.copy()
    value[computed] = indicator.multiplier * panel.count[computed] / panel.denominator[computed]
    return replace(panel, value=value, computed=computed)


def _ours(panel: Panel, series: Series) -> NDArray[np.bool_]:
    """Published figures have been through their publisher's disclosure control; simulated and mere counts have not."""
    counted = np.isfinite(panel.count)
    if series.status == ILLUSTRATIVE:
        return counted | np.isfinite(panel.value)
    return counted & (panel.computed | (panel.computed | np.isnan(panel.value)).all(axis=0))


def _withheld(
    panel: Panel, store: Store, snapshot: Snapshot, series: Series, indicator: Indicator
) -> NDArray[np.bool_]:
    """Figures of a panel that are withheld, (n, m), found over all that is held of the indicator in its periods."""
    kind = (series.indicator, series.status, series.category)
    alike = [s for s in store.series(snapshot) if (s.indicator, s.status, s.category) == kind]
    months = list(zip(panel.start.tolist(), panel.end.tolist(), strict=True))
    groups = [
        group for group in joined(_months(p) for s in alike for p in s.periods) if not set(group).isdisjoint(months)
    ]
    wanted = {m for group in groups for m in group}

    @cache
    def held() -> list[tuple[Series, Panel]]:
        chosen = [(s, tuple(p for p in s.periods if _months(p) in wanted)) for s in alike]
        return [(s, _as_held(store, snapshot, s, periods, indicator)) for s, periods in chosen if periods]

    closed: dict[tuple[int, Months], NDArray[np.bool_]] = {}
    for group in groups:
        key = (snapshot.id, id(indicator), series.status, series.category, group)
        closed |= _closed.get(store, key, lambda group=group: _close(held(), group, indicator))  # type: ignore[misc]
    nothing = np.zeros(len(panel.code), dtype=bool)
    return np.stack([closed.get((series.id, m), nothing) for m in months], axis=1)


def _close(
    held: list[tuple[Series, Panel]], group: tuple[Months, ...], indicator: Indicator
) -> dict[tuple[int, Months], NDArray[np.bool_]]:
    """Areas withheld, by series and period, where there are any."""
    parts, series_ids = [], []
    for series, panel in held:
        months = list(zip(panel.start.tolist(), panel.end.tolist(), strict=True))
        at = [k for k, m in enumerate(months) if m in group]
        if at:
            inside = tuple(months[k] for k in at)
            count, denominator = panel.count[:, at], panel.denominator[:, at]
            ours = _ours(panel, series)[:, at]
            parts.append(Held(series.level, series.sex, series.age, inside, count, denominator, ours))
            series_ids.append(series.id)
    simulated = any(s.status == ILLUSTRATIVE for s, _ in held)
    masks = withheld(parts, complements=indicator.measure == "proportion", simulated=simulated)
    return {
        (number, month): mask[:, k].copy()
        for number, part, mask in zip(series_ids, parts, masks, strict=True)
        for k, month in enumerate(part.months)
        if mask[:, k].any()
    }


def _months(period: Period) -> Months:
    return period.start, period.end


def _without(panel: Panel, small: NDArray[np.bool_]) -> Panel:
    """The panel with these figures withheld."""
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
