"""Quantiles of binomial and Poisson counts, vectorised: smallest counts, interpolated ones, and exact Poisson tails.

Cumulative probabilities are taken by the incomplete beta and gamma functions, so denominators may be fractional; each
tail is computed on its own side, so that probabilities of 1e-40 keep their digits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from variation.methods.arguments import Flags, Floats


def tail_counts(n: Floats, share: Floats, tail: Floats, upper: Flags) -> tuple[Floats, Floats]:
    """The quantile r of a binomial count and the interpolation weight α.

    Parameters
    ----------
    n, share : (k,) float arrays
        Denominators above 0, probabilities strictly between 0 and 1.
    tail : (k,) float array
        Probability left beyond the limit, below 0.5.
    upper : (k,) bool array
        The quantile at 1 − tail instead of the one at tail.

    Returns
    -------
    r, alpha : (k,) float arrays
        r is the smallest integer with P(R ≤ r) > p; α = (P(R ≤ r) − p) / P(R = r), 0 … 1 (Spiegelhalter 2005, A.1.1).
    """
    sign = np.where(upper, 1.0, -1.0)
    z = -sign * special.ndtri(tail)
    # Cornish-Fisher, right to about one
    sd = np.sqrt(n * share * (1 - share))
    r = np.clip(np.floor(n * share + z * sd + (1 - 2 * share) * (z * z - 1) / 6 + 0.5), 0, n)
    here = past_probability(r, n, share, upper)
    found = sign * (tail - here) > 0
    for step, open_ in ((1.0, np.flatnonzero(~found)), (-1.0, np.flatnonzero(found & (r > 0)))):
        _walk(r, here, step, open_, (n, share, tail, upper))
    alpha = sign * (tail - here) / np.exp(_log_probability(r, n, share))
    return r, np.clip(alpha, 0.0, 1.0)


def past_probability(r: Floats, n: Floats, share: Floats, upper: Flags) -> Floats:
    """P(R > r) where `upper`, else P(R ≤ r), for real n ≥ r."""
    full = r >= n
    room = np.where(full, 1.0, n - r)
    beta = special.betainc(
        np.where(upper, r + 1, room), np.where(upper, room, r + 1), np.where(upper, share, 1 - share)
    )
    return np.where(full, np.where(upper, 0.0, 1.0), beta)


def poisson_limit(expected: Floats, tail: float, *, upper: bool) -> Floats:
    """The real number of events o at which an exact Poisson test of `expected` reaches the tail probability.

    Solves ``Γ-quantile(tail; o) = expected`` for the upper limit, i.e. P(X ≥ o) = tail, and
    ``Γ-quantile(1 − tail; o + 1) = expected`` for the lower, i.e. P(X ≤ o) = tail; 0 where no count is that rare.
    """
    limit = np.zeros_like(expected)
    rare = expected > (0 if upper else -np.log(tail))
    limit[rare] = _gamma_shape(expected[rare], tail, upper=upper) - (0 if upper else 1)
    return np.where(np.isnan(expected), np.nan, limit)


def _gamma_shape(expected: Floats, tail: float, *, upper: bool) -> Floats:
    """Shape a with P(a, expected) = tail (upper) or Q(a, expected) = tail: bracketed Newton steps on its logarithm."""
    probability = special.gammainc if upper else special.gammaincc
    z = -special.ndtri(tail) if upper else special.ndtri(tail)
    root = np.sqrt(expected)
    shape = np.maximum(expected + z * root + (z * z - 1) / 6 + 0.5, 0.5)
    open_ = np.arange(len(shape))
    low, high = np.zeros_like(shape), shape + 10 * root + 60
    for _ in range(80):
        a, e = shape[open_], expected[open_]
        width = 1e-4 * np.sqrt(a)
        with np.errstate(divide="ignore", invalid="ignore"):
            log = np.log(probability(a, e))
            step = a - (log - np.log(tail)) * width / (np.log(probability(a + width, e)) - log)
        beyond = (log < np.log(tail)) == upper
        high[open_], low[open_] = np.where(beyond, a, high[open_]), np.where(beyond, low[open_], a)
        inside = (step > low[open_]) & (step < high[open_])
        new = np.where(inside, step, (low[open_] + high[open_]) / 2)
        shape[open_] = new
        open_ = open_[np.abs(new - a) > 1e-5]  # the step after such a one is below 1e-9 events
        if not len(open_):
            break
    return shape


def _walk(
    r: Floats,
    here: Floats,
    step: float,
    open_: NDArray[np.intp],
    problem: tuple[Floats, Floats, Floats, Flags],
) -> None:
    """Move r at `open_` and the probability past it, in place, to the smallest integer that will do."""
    n, share, tail, upper = problem
    while len(open_):
        tried = r[open_] + step
        past = past_probability(tried, n[open_], share[open_], upper[open_])
        will_do = np.where(upper[open_], past < tail[open_], past > tail[open_])
        moved = will_do if step < 0 else np.ones_like(will_do)
        r[open_[moved]], here[open_[moved]] = tried[moved], past[moved]
        ended = (tried <= 0) if step < 0 else (tried >= n[open_])
        open_ = open_[(will_do if step < 0 else ~will_do) & ~ended]


def _log_probability(r: Floats, n: Floats, share: Floats) -> Floats:
    room = np.maximum(n - r, 0.0)
    chosen = special.gammaln(n + 1) - special.gammaln(r + 1) - special.gammaln(room + 1)
    return chosen + special.xlogy(r, share) + special.xlog1py(room, -share)
