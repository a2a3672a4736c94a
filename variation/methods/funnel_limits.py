"""Control limits of a funnel, in events: how many there may be in an area of a size if it is like the target.

Everything is on the scale of counts, so that one division by the denominator gives both the drawn line and the line
that an area is judged by.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from variation.methods.arguments import Floats
from variation.methods.binomial import poisson_limit, tail_counts

MEASURES = ("proportion", "rate", "ratio")
LIMITS = ("exact", "interpolated", "normal", "arcsine", "wilson", "quantile")
OVERDISPERSION = ("none", "multiplicative", "additive")
TAIL = np.array(
    [0.025, 0.025, 0.001, 0.001]
)  # of the four limits, in the order lower 95, upper 95, lower 998, upper 998
UPPER = np.array([False, True, False, True])
Z = special.ndtri(np.where(UPPER, 1 - TAIL, TAIL))


def event_limits(n: Floats, target: Floats, *, measure: str, kind: str) -> Floats:
    """The four limits, in events, without over-dispersion.

    Parameters
    ----------
    n, target : (k,) float arrays
        Denominators, and the target as events per unit of denominator (0 … 1 for a proportion).
    measure, kind : str
        One of MEASURES, one of LIMITS.

    Returns
    -------
    (4, k) float array
        NaN where n is NaN or 0, or the target is NaN.
    """
    usable = (n > 0) & (target >= 0)
    size, share = n[usable], target[usable]
    drawn = np.full((len(TAIL), len(n)), np.nan)
    if kind in ("exact", "interpolated", "quantile"):
        exact = _exact_binomial if measure == "proportion" else _exact_poisson
        drawn[:, usable] = exact(size, share, kind)
    elif measure == "proportion":
        drawn[:, usable] = _approximate_binomial(size, share, Z[:, None], kind)
    else:
        drawn[:, usable] = _approximate_poisson(size * share, Z[:, None], kind)
    return within_possible(drawn, n, measure)


def with_dispersion(limits: Floats, n: Floats, target: Floats, dispersion: Floats, measure: str) -> Floats:
    """Limits whose distance from the target is multiplied by √φ, kept within what is possible."""
    expected = n * target
    return within_possible(expected + np.sqrt(dispersion) * (limits - expected), n, measure)


def with_between_variance(n: Floats, target: Floats, tau2: Floats, *, measure: str) -> Floats:
    """The four limits, in events, of areas whose true levels differ with variance τ² (on the scale of `dispersion`)."""
    z = Z[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            angle = np.arcsin(np.sqrt(target)) + z * np.sqrt(1 / (4 * n) + tau2)
            drawn = n * np.sin(np.clip(angle, 0, np.pi / 2)) ** 2
        else:
            expected = n * target
            drawn = np.where(expected == 0, 0.0, expected * np.exp(z * np.sqrt(1 / expected + tau2)))
            drawn = np.where(~UPPER[:, None] & (drawn < 0.5), 0.0, drawn)  # a logarithm takes no events for half a one
    return np.where(n > 0, drawn, np.nan)


def within_possible(limit: Floats, n: Floats, measure: str) -> Floats:
    """Limits cut at 0 and, for proportions, at the denominator."""
    cut = np.maximum(limit, 0.0)
    return np.minimum(cut, n) if measure == "proportion" else cut


def _exact_binomial(n: Floats, share: Floats, kind: str) -> Floats:
    drawn = np.tile(n * share, (len(TAIL), 1))  # right where the share is 0 or 1: nothing else can happen
    some = np.flatnonzero((share > 0) & (share < 1))
    four = (len(TAIL), len(some))
    each = [np.broadcast_to(part, four).ravel() for part in (n[some], share[some], TAIL[:, None], UPPER[:, None])]
    r, alpha = tail_counts(*each)
    drawn[:, some] = (r - alpha if kind == "interpolated" else r).reshape(four)
    return drawn


def _exact_poisson(n: Floats, share: Floats, kind: str) -> Floats:
    expected = n * share
    real = np.array([poisson_limit(expected, tail, upper=up) for tail, up in zip(TAIL, UPPER, strict=True)])
    whole: Floats = np.where(UPPER[:, None], np.floor(real), np.ceil(real))
    return whole if kind == "quantile" else real


def _approximate_binomial(n: Floats, share: Floats, z: Floats, kind: str) -> Floats:
    x = n * share
    if kind == "normal":
        drawn: Floats = x + z * np.sqrt(x * (1 - share))
    elif kind == "arcsine":
        angle = np.arcsin(np.sqrt(share)) + z / (2 * np.sqrt(n))
        drawn = n * np.sin(np.clip(angle, 0, np.pi / 2)) ** 2
    else:
        drawn = n * (2 * x + z * z + z * np.sqrt(z * z + 4 * x * (1 - share))) / 2 / (n + z * z)
    return drawn


def _approximate_poisson(expected: Floats, z: Floats, kind: str) -> Floats:
    """The same three formulas as a proportion becomes rare: normal, square root, score."""
    if kind == "normal":
        return expected + z * np.sqrt(expected)
    if kind == "arcsine":
        return np.maximum(np.sqrt(expected) + z / 2, 0) ** 2
    return expected + z * z / 2 + z * np.sqrt(expected + z * z / 4)
