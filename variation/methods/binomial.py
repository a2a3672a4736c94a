"""Quantiles of binomial and Poisson counts, vectorised: smallest counts, interpolated ones, and exact Poisson tails.

Cumulative probabilities are taken by the incomplete beta and gamma functions, so denominators may be fractional; each
tail is computed on its own side, so that probabilities of 1e-40 keep their digits.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from variation.methods.arguments import Flags, Floats


def tail_counts(n: Floats, share: Floats, tail: float, *, upper: bool) -> tuple[Floats, Floats]:
    """The quantile r of a binomial count and the interpolation weight α.

    Parameters
    ----------
    n, share : float arrays of one shape
        Denominators above 0, probabilities strictly between 0 and 1.
    tail : float
        Probability left beyond the limit, below 0.5.
    upper : bool
        The quantile at 1 − tail instead of the one at tail.

    Returns
    -------
    r, alpha : float arrays of the same shape
        r is the smallest integer with P(R ≤ r) > p; α = (P(R ≤ r) − p) / P(R = r), 0 … 1 (Spiegelhalter 2005, A.1.1).
    """
    r = np.clip(np.floor(_first_guess(n, share, -special.ndtri(tail) if upper else special.ndtri(tail))), 0, n)
    past = _passed(r, n, share, tail, upper=upper)
    _walk(r, past, n, share, tail, upper=upper)
    here = past_probability(r, n, share, upper=upper)
    step = np.exp(_log_probability(r, n, share))
    alpha = (tail - here) / step if upper else (here - tail) / step
    return r, np.clip(alpha, 0.0, 1.0)


def past_probability(r: Floats, n: Floats, share: Floats, *, upper: bool) -> Floats:
    """P(R > r) when `upper`, else P(R ≤ r), for real n ≥ r."""
    full = r >= n
    top = np.where(full, 1.0, n - r)
    if upper:
        return np.where(full, 0.0, special.betainc(r + 1, top, share))
    return np.where(full, 1.0, special.betainc(top, r + 1, 1 - share))


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
        width = 1e-5 * np.maximum(a, 1e-2)
        with np.errstate(divide="ignore", invalid="ignore"):
            log = np.log(probability(a, e))
            step = a - (log - np.log(tail)) * width / (np.log(probability(a + width, e)) - log)
        beyond = (log < np.log(tail)) == upper
        high[open_], low[open_] = np.where(beyond, a, high[open_]), np.where(beyond, low[open_], a)
        inside = (step > low[open_]) & (step < high[open_])
        new = np.where(inside, step, (low[open_] + high[open_]) / 2)
        shape[open_] = new
        open_ = open_[np.abs(new - a) > 1e-9 * np.maximum(a, 1.0)]
        if not len(open_):
            break
    return shape


def _first_guess(n: Floats, share: Floats, z: float) -> Floats:
    """Cornish-Fisher quantile of a binomial count, right to about one."""
    sd = np.sqrt(n * share * (1 - share))
    return n * share + z * sd + (1 - 2 * share) * (z * z - 1) / 6 + 0.5


def _passed(r: Floats, n: Floats, share: Floats, tail: float, *, upper: bool) -> Flags:
    probability = past_probability(r, n, share, upper=upper)
    return probability < tail if upper else probability > tail


def _walk(r: Floats, past: Flags, n: Floats, share: Floats, tail: float, *, upper: bool) -> None:
    """Move each r, in place, to the smallest integer that satisfies the condition."""
    flat_r, flat_n, flat_share = r.reshape(-1), n.reshape(-1), share.reshape(-1)
    up = np.flatnonzero(~past.reshape(-1))
    while len(up):
        flat_r[up] += 1
        passed = _passed(flat_r[up], flat_n[up], flat_share[up], tail, upper=upper)
        up = up[~passed & (flat_r[up] < flat_n[up])]
    down = np.flatnonzero(past.reshape(-1) & (flat_r > 0))
    while len(down):
        passed = _passed(flat_r[down] - 1, flat_n[down], flat_share[down], tail, upper=upper)
        down = down[passed]
        flat_r[down] -= 1
        down = down[flat_r[down] > 0]


def _log_probability(r: Floats, n: Floats, share: Floats) -> Floats:
    room = np.maximum(n - r, 0.0)
    chosen = special.gammaln(n + 1) - special.gammaln(r + 1) - special.gammaln(room + 1)
    return chosen + special.xlogy(r, share) + special.xlog1py(room, -share)
