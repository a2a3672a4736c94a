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
LIMITS = ("exact", "normal", "arcsine", "wilson", "quantile")
OVERDISPERSION = ("none", "multiplicative", "additive")
TAIL_95 = 0.025
TAIL_998 = 0.001


def event_limit(n: Floats, target: Floats, tail: float, *, measure: str, kind: str, upper: bool) -> Floats:
    """One limit, in events, without over-dispersion.

    Parameters
    ----------
    n, target : float arrays of one shape
        Denominators, and the target as events per unit of denominator (0 … 1 for a proportion).
    tail : float
        Probability beyond the limit: 0.025 or 0.001.
    measure, kind : str
        One of MEASURES, one of LIMITS.
    upper : bool

    Returns
    -------
    float array of the same shape
        NaN where n is NaN or 0, or the target is NaN or impossible.
    """
    usable = (n > 0) & (target >= 0)
    if measure == "proportion":
        usable &= target <= 1
    limit = np.full(n.shape, np.nan)
    size, share = n[usable], target[usable]
    z = -special.ndtri(tail) if upper else special.ndtri(tail)
    if kind in ("exact", "quantile"):
        limit[usable] = _exact(size, share, tail, measure=measure, kind=kind, upper=upper)
    elif measure == "proportion":
        limit[usable] = _approximate_binomial(size, share, z, kind)
    else:
        limit[usable] = _approximate_poisson(size * share, z, kind)
    return within_possible(limit, n, measure)


def with_dispersion(limit: Floats, n: Floats, target: Floats, dispersion: Floats, measure: str) -> Floats:
    """A limit whose distance from the target is multiplied by √φ, kept within what is possible."""
    expected = n * target
    return within_possible(expected + np.sqrt(dispersion) * (limit - expected), n, measure)


def with_between_variance(n: Floats, target: Floats, tail: float, tau2: Floats, *, measure: str, upper: bool) -> Floats:
    """A limit, in events, of areas whose true levels differ with variance τ² on the scale that `dispersion` uses."""
    z = -special.ndtri(tail) if upper else special.ndtri(tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            angle = np.arcsin(np.sqrt(target)) + z * np.sqrt(1 / (4 * n) + tau2)
            return np.where(n > 0, n * np.sin(np.clip(angle, 0, np.pi / 2)) ** 2, np.nan)
        expected = n * target
        limit = expected * np.exp(z * np.sqrt(1 / expected + tau2))
    return np.where(n > 0, np.where(expected == 0, 0.0, limit), np.nan)


def within_possible(limit: Floats, n: Floats, measure: str) -> Floats:
    """Limits cut at 0 and, for proportions, at the denominator."""
    cut = np.maximum(limit, 0.0)
    return np.minimum(cut, n) if measure == "proportion" else cut


def _exact(n: Floats, share: Floats, tail: float, *, measure: str, kind: str, upper: bool) -> Floats:
    if measure != "proportion":
        limit = poisson_limit(n * share, tail, upper=upper)
        if kind == "exact":
            return limit
        return np.floor(limit) if upper else np.ceil(limit)
    limit = n * share  # right where the share is 0 or 1: nothing else can happen
    some = (share > 0) & (share < 1)
    r, alpha = tail_counts(n[some], share[some], tail, upper=upper)
    limit[some] = r - alpha if kind == "exact" else r
    return limit


def _approximate_binomial(n: Floats, share: Floats, z: float, kind: str) -> Floats:
    if kind == "normal":
        return n * share + z * np.sqrt(n * share * (1 - share))
    if kind == "arcsine":
        angle = np.arcsin(np.sqrt(share)) + z / (2 * np.sqrt(n))
        limit: Floats = n * np.sin(np.clip(angle, 0, np.pi / 2)) ** 2
        return limit
    x = n * share
    return n * (2 * x + z * z + z * np.sqrt(z * z + 4 * x * (1 - share))) / 2 / (n + z * z)


def _approximate_poisson(expected: Floats, z: float, kind: str) -> Floats:
    """The same three formulas as a proportion becomes rare: normal, square root, score."""
    if kind == "normal":
        return expected + z * np.sqrt(expected)
    if kind == "arcsine":
        return np.maximum(np.sqrt(expected) + z / 2, 0) ** 2
    return expected + z * z / 2 + z * np.sqrt(expected + z * z / 4)
