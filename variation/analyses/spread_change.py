"""Did areas draw together or apart? The spread of the same areas in the first and the last comparable period."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.months import Months
from variation.analyses.panel import Panel, follows_counts
from variation.analyses.results import Floats, SpreadChange
from variation.indicators import Indicator

LEAST_AREAS = 10
_DIRECTIONS = {"wider": "apart", "narrower": "together", "none": "none"}
_SCALES = {"proportion": "proportion", "mean": "mean"}  # of published limits; others are logarithms


def spread_change(panel: Panel, within: NDArray[np.bool_], indicator: Indicator) -> SpreadChange | None:
    """Compare the spread of areas between two periods that share no month.

    Parameters
    ----------
    panel : all figures of a series
    within : (n,) areas of the footprint

    Returns
    -------
    SpreadChange, or None when fewer than ten areas have figures with their uncertainty in two such periods

    Notes
    -----
    The periods are the first and the last with at least half as many areas as the best-filled one. The test is
    `methods.spread_change`, of counts where values follow them, else of the published limits: it takes out what
    chance alone adds to the spread of each period.
    """
    from variation.methods import spread_change as method
    from variation.methods.spread import standard_deviation

    pair = _comparable(panel.value[within], panel.start, panel.end)
    if pair is None:
        return None
    at = np.ix_(within, np.array(pair))
    counted = follows_counts(panel, indicator)[at] & indicator.crude
    value, lower, upper, count, denominator = (
        part[at].T for part in (panel.value, panel.lower, panel.upper, panel.count, panel.denominator)
    )
    if counted.all(axis=1).sum() >= LEAST_AREAS:
        measure = indicator.measure if indicator.measure in ("proportion", "ratio") else "rate"
        found = method.change(np.where(counted.T, count, np.nan), denominator, measure)
    else:
        scale = _SCALES.get(indicator.measure, "rate")
        found = method.change_of_limits(value, lower, upper, scale, multiplier=indicator.multiplier)
    if not found.direction:
        return None
    both = np.isfinite(value).all(axis=0)
    sd_first, sd_last = standard_deviation(value[:, both]).tolist()
    first, last = (panel.period[k] for k in pair)
    return SpreadChange(_DIRECTIONS[found.direction], first, last, sd_first, sd_last, found.areas)


def describe_spread(change: SpreadChange | None, indicator: Indicator, level: str) -> str:
    """One sentence, "" when nothing could be compared."""
    if change is None:
        return ""
    many = geography.LEVEL_NAMES[level][1]
    who = many if many[:2].isupper() else many.lower()
    between = f"Between {change.first} and {change.last} the {who}"
    if change.direction == "none":
        return f"{between} drew neither together nor apart by more than chance (95 % level)."
    grew = change.direction == "apart"
    moved = "grew further apart" if grew else "drew together"
    if (change.sd_last > change.sd_first) != grew:  # the figures themselves say otherwise before chance is taken out
        return f"{between} {moved}, once chance is taken out (95 % level)."
    digits = indicator.decimals + 1
    numbers = f"standard deviation {change.sd_first:,.{digits}f}, then {change.sd_last:,.{digits}f}; 95 % level"
    return f"{between} {moved} ({numbers})."


def _comparable(value: Floats, start: Months, end: Months) -> tuple[int, int] | None:
    """Columns of the first and the last well-filled period, if they share no month."""
    filled = np.isfinite(value).sum(axis=0)
    usable = np.flatnonzero((2 * filled >= filled.max(initial=0)) & (filled >= LEAST_AREAS))
    if len(usable) < 2 or start[usable[-1]] <= end[usable[0]]:
        return None
    return int(usable[0]), int(usable[-1])
