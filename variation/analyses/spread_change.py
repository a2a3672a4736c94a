"""Did areas draw together or apart? The spread of the same areas in the first and the last comparable period."""

from __future__ import annotations

import numpy as np

from variation import geography
from variation.analyses.months import Months
from variation.analyses.results import Floats, SpreadChange
from variation.indicators import Indicator

LEAST_AREAS = 10
LEVEL = 0.05


def spread_change(value: Floats, period: tuple[str, ...], start: Months, end: Months) -> SpreadChange | None:
    """Compare the spread of areas between two periods that share no month.

    Parameters
    ----------
    value : (n, m), areas inside the footprint by period, NaN where absent
    period, start, end : (m,), ascending in time

    Returns
    -------
    SpreadChange, or None when fewer than ten areas have a value in two such periods

    Notes
    -----
    The periods are the first and the last with at least half as many areas as the best-filled one. With x and y the
    areas' values in each, equal variances mean that x + y and x − y are uncorrelated (Pitman, Morgan); the
    correlation is Spearman's, which keeps its level when a few small areas lie far out (McCulloch), tested by
    Student's t on k − 2 degrees of freedom.

    References
    ----------
    Pitman EJG. A note on normal correlation. Biometrika 1939; 31: 9-12.
    McCulloch CE. Tests for equality of variances with paired data. Commun Stat Theory Methods 1987; 16: 1377-91.
    """
    pair = _comparable(value, start, end)
    if pair is None:
        return None
    first, last = pair
    both = np.isfinite(value[:, first]) & np.isfinite(value[:, last])
    if both.sum() < LEAST_AREAS:
        return None
    x, y = value[both, first], value[both, last]
    p_value = _p_value(x, y)
    sd_first, sd_last = float(np.std(x, ddof=1)), float(np.std(y, ddof=1))
    direction = "none" if p_value >= LEVEL else "apart" if sd_last > sd_first else "together"
    return SpreadChange(direction, period[first], period[last], sd_first, sd_last, p_value, int(both.sum()))


def describe_spread(change: SpreadChange | None, indicator: Indicator, level: str) -> str:
    """One sentence, "" when nothing could be compared."""
    if change is None:
        return ""
    many = geography.LEVEL_NAMES[level][1]
    who = many if many[:2].isupper() else many.lower()
    between = f"Between {change.first} and {change.last} the {who}"
    if change.direction == "none":
        return f"{between} drew neither together nor apart by more than chance (95 % level)."
    digits = indicator.decimals + 1
    numbers = f"standard deviation {change.sd_first:,.{digits}f}, then {change.sd_last:,.{digits}f}; 95 % level"
    return f"{between} {'grew further apart' if change.direction == 'apart' else 'drew together'} ({numbers})."


def _comparable(value: Floats, start: Months, end: Months) -> tuple[int, int] | None:
    """Columns of the first and the last well-filled period, if they share no month."""
    filled = np.isfinite(value).sum(axis=0)
    usable = np.flatnonzero((2 * filled >= filled.max(initial=0)) & (filled >= LEAST_AREAS))
    if len(usable) < 2 or start[usable[-1]] <= end[usable[0]]:
        return None
    return int(usable[0]), int(usable[-1])


def _p_value(x: Floats, y: Floats) -> float:
    """Two-sided p of no rank correlation between sum and difference; 1 where one of them does not vary."""
    from scipy import special

    one, other = _ranks(x + y), _ranks(y - x)
    one, other = one - one.mean(), other - other.mean()
    scale = float(np.sqrt((one**2).sum() * (other**2).sum()))
    if scale == 0:
        return 1.0
    r = min(max(float((one * other).sum()) / scale, -1.0), 1.0)
    if abs(r) == 1:
        return 0.0
    t = abs(r) * ((len(x) - 2) / (1 - r * r)) ** 0.5
    return float(2 * special.stdtr(len(x) - 2, -t))


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, ties at their middle."""
    ordered = np.sort(values)
    low = np.searchsorted(ordered, values, side="left")
    high = np.searchsorted(ordered, values, side="right")
    return (low + high + 1) / 2
