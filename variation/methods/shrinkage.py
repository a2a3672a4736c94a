"""Shrunken values: each area's figure drawn towards the pooled one by as much as chance may have moved it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from variation.methods import intervals
from variation.methods.arguments import Floats, counts, counts_within, one_level, one_of, positive
from variation.methods.funnel_limits import MEASURES


@dataclass(frozen=True)
class Shrunken:
    """Empirical-Bayes values of k areas; arrays (..., k), `pooled` and `between` of the shape of the leading axes.

    value, lower, upper : in the unit of the multiplier; the interval is the area's posterior's
    weight : share of the area's own figure in its value, 0 … 1; the rest is the pooled value
    pooled : Σ count / Σ denominator
    between : variance of the areas' true levels, in squared unit; 0 where areas differ no more than chance explains
    """

    value: Floats
    lower: Floats
    upper: Floats
    weight: Floats
    pooled: Floats
    between: Floats


@dataclass(frozen=True)
class Prior:
    """What the areas together say of one more: mean and variance of true levels, arrays (..., 1); NaN for one area."""

    mean: Floats
    variance: Floats


def empirical_bayes(
    count: ArrayLike,
    denominator: ArrayLike,
    measure: str,
    *,
    confidence: float = 0.95,
    multiplier: float = 1,
) -> Shrunken:
    """Values with the noise of small areas taken out: beta-binomial for proportions, gamma-Poisson for others.

    Parameters
    ----------
    count, denominator : (..., k) array-like
        Events and persons (or expected events, for a ratio); NaN is left out.
    measure : {"proportion", "rate", "ratio"}
    confidence : float, between 0 and 1
    multiplier : float
        100 for per cent, 100 000 for rates per 100,000.

    Returns
    -------
    Shrunken
        NaN for an area without a figure; all NaN below two areas.

    Raises
    ------
    ValueError
        For impossible counts, an unknown measure, a single number.

    Notes
    -----
    With m = Σx/Σn and chance variance v/n of one area (v = m(1 − m) or m), the variance between areas by moments is
    ``A = max(0, (Σn(x/n − m)² − (k − 1)v)/(Σn − Σn²/Σn))``. Gamma prior with mean m and variance A: posterior
    Gamma(m²/A + x, m/A + n). Beta prior with ``s = m(1 − m)/A − 1``: posterior Beta(ms + x, (1 − m)s + n − x). Value:
    its mean; weight n/(n + m/A) or n/(n + s). A is held where no shape of the prior falls below a half (Jeffreys'), so
    that a few areas far apart cannot put all of it at nought. Where A is 0 every value is m, with the interval of all
    areas together.
    The posterior takes m and A as known: with few areas its intervals are a little short (docs/methods/shrinkage.md).

    References
    ----------
    Marshall RJ (1991). Mapping disease and mortality rates using empirical Bayes estimators. JRSS C 40, 283-294.
    Clayton D, Kaldor J (1987). Empirical Bayes estimates of age-standardized relative risks. Biometrics 43, 671-681.
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim == 0:
        raise ValueError("count must be an array of areas, not a single number")
    unit, level = positive("multiplier", multiplier), one_level(confidence)
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    prior = prior_of(x, n, measure)
    one, other = posterior(x, n, prior, measure)
    tails = (1 - level) / 2, (1 + level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            mean, weight = one / (one + other), n / (one + other)
            limits = [special.betaincinv(one, other, tail) for tail in tails]
        else:
            mean, weight = one / other, n / other
            limits = [special.gammaincinv(one, tail) / other for tail in tails]
    alike = np.isfinite(x) & (prior.variance == 0)
    low, high = _pooled_limits(x, n, measure, level)
    return Shrunken(
        value=unit * np.where(alike, prior.mean, mean),
        lower=unit * np.where(alike, low, limits[0]),
        upper=unit * np.where(alike, high, limits[1]),
        weight=np.where(alike, 0.0, weight),
        pooled=unit * prior.mean[..., 0],
        between=unit**2 * prior.variance[..., 0],
    )


def moments(x: Floats, n: Floats, measure: str) -> Prior:
    """Mean and variance of the areas' true levels, by moments; NaN in both arrays marks an area left out."""
    k = np.isfinite(x).sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        total = np.nansum(n, axis=-1, keepdims=True)
        mean = np.nansum(x, axis=-1, keepdims=True) / total
        chance = mean * (1 - mean) if measure == "proportion" else mean
        beyond = np.nansum(n * (x / n - mean) ** 2, axis=-1, keepdims=True) - (k - 1) * chance
        spare = total - np.nansum(n**2, axis=-1, keepdims=True) / total
        variance = np.maximum(beyond / spare, 0.0)
    return Prior(np.where(k >= 2, mean, np.nan), np.where(k >= 2, variance, np.nan))


def prior_of(x: Floats, n: Floats, measure: str) -> Prior:
    """The same, its variance held where no shape of the prior falls below a half (Jeffreys')."""
    found = moments(x, n, measure)
    mean = found.mean
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.minimum(mean, 1 - mean) if measure == "proportion" else mean
        most = mean * (1 - mean) / (1 + 0.5 / least) if measure == "proportion" else 2 * mean**2
    return Prior(mean, np.minimum(found.variance, np.where(least > 0, most, 0.0)))


def posterior(x: Floats, n: Floats, prior: Prior, measure: str) -> tuple[Floats, Floats]:
    """Parameters of each area's posterior: both shapes of a beta, or shape and rate of a gamma; NaN where A is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(prior.variance > 0, prior.variance, np.nan)
        if measure == "proportion":
            size = prior.mean * (1 - prior.mean) / variance - 1
            return prior.mean * size + x, (1 - prior.mean) * size + n - x
        return prior.mean**2 / variance + x, prior.mean / variance + n


def _pooled_limits(x: Floats, n: Floats, measure: str, level: float) -> tuple[Floats, Floats]:
    total, size = np.nansum(x, axis=-1), np.nansum(n, axis=-1)
    if measure == "proportion":
        found = intervals.proportion(total, size, level)
    else:
        found = intervals.rate(total, size, level, multiplier=1)
    return found.lower[..., None], found.upper[..., None]
