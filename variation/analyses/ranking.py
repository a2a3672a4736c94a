"""The range of ranks that the areas' intervals leave open; a league table without it would be a lie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variation.analyses.results import Floats


def rank_range(value: Floats, lower: Floats, upper: Floats, among: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Best and worst rank by value (1 = highest) that the 95 % intervals of the areas allow.

    An area is ranked below only those whose whole interval lies above its own, and above only those whose whole
    interval lies below it.

    Parameters
    ----------
    value, lower, upper : (n,), NaN where absent
    among : (n,) areas that are ranked

    Returns
    -------
    rank_low, rank_high : (n,) floats, rank_low <= rank_high; NaN for areas that are not ranked or have no interval

    Notes
    -----
    All ranges hold at once when the intervals do; with 95 % intervals each range by itself holds with about 95 %
    (tested by simulation). An area without an interval cannot be told apart from any other.

    References
    ----------
    Klein M, Wright T, Wieczorek J. A joint confidence region for an overall ranking of populations. JRSS C 2020; 69:
    589-606.
    """
    ranked = among & np.isfinite(value)
    low, high = np.full(len(value), np.nan), np.full(len(value), np.nan)
    known = ranked & np.isfinite(lower) & np.isfinite(upper)
    above = np.sort(lower[known])
    below = np.sort(upper[known])
    low[known] = 1 + len(above) - np.searchsorted(above, upper[known], side="right")
    high[known] = ranked.sum() - np.searchsorted(below, lower[known], side="left")
    return low, high
