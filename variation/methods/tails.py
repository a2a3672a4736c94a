"""How rare is a count if the area is like the target? The tail probabilities that exact limits stand for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from variation.methods.arguments import Flags, Floats
from variation.methods.significance import NO_DATA

TAILS = (0.025, 0.001)  # beyond the 95 % and the 99.8 % limit on one side
_CERTAIN_FROM = 10.0  # variance of the count from which the plain z settles what is far from any limit
_SURELY_INSIDE, _SURELY_OUTSIDE = 1.6, 4.5


def tail_probability(x: Floats, n: Floats, target: Floats, measure: str) -> Floats:
    """Probability of the tail that a count lies in, as exact limits cut it.

    Parameters
    ----------
    x, n, target : (k,) floats, target as events per unit of denominator

    Returns
    -------
    (k,) floats, below ½ or so; NaN where a figure is absent. Outside the exact 95 % limits exactly where it is below
    0.025, for whole counts of whole denominators.

    Notes
    -----
    Proportion: P(R ≥ x) above the expected number and P(R ≤ x) below, R binomial. Rate and ratio: P(X ≥ x) and P(X ≤ x)
    of a Poisson count, in real x. So the count itself is in its tail: 39 of 39 is no outlier where that is usual.
    """
    expected = n * target
    above = x > expected
    with np.errstate(invalid="ignore"):
        if measure == "proportion":
            room = np.maximum(n - x, 0.0)
            full = room == 0
            safe = np.where(full, 1.0, room)
            upper = special.betainc(np.where(above, x, 1.0), room + 1, target)
            lower = np.where(full, 1.0, special.betainc(safe, x + 1, 1 - target))
            return np.where(above, upper, lower)
        return np.where(above, special.gammainc(np.where(above, x, 1.0), expected), special.gammaincc(x + 1, expected))


def status(x: Floats, n: Floats, target: Floats, measure: str) -> NDArray[np.int8]:
    """Status (-2 … 2, NO_DATA) of whole counts against exact limits, without drawing them.

    Counts far from any limit, most of all, are settled by ``(x − E)/√V``, where that is safe; the others by their tail
    probability. The answer is that of `funnel` with exact limits.
    """
    expected = n * target
    variance = expected * (1 - target) if measure == "proportion" else expected
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (x - expected) / np.sqrt(variance)
    size = np.abs(z)
    clear = variance >= _CERTAIN_FROM
    found = np.where(clear & (size > _SURELY_OUTSIDE), 2, 0).astype(np.int8)
    open_: Flags = ~(clear & ((size < _SURELY_INSIDE) | (size > _SURELY_OUTSIDE))) & np.isfinite(expected + x)
    at = np.flatnonzero(open_)
    if len(at):
        tail = tail_probability(x[at], n[at], target[at], measure)
        found[at] = (tail < TAILS[0]).astype(np.int8) + (tail < TAILS[1])
        # where nothing else can happen there is nothing to be rare
        found[at] = np.where((variance[at] == 0) & (x[at] == expected[at]), 0, found[at])
    found = np.where(x < expected, -found, found)
    found[~np.isfinite(expected + x)] = NO_DATA
    return found
