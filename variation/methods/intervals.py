"""Confidence intervals of proportions, rates and means, as the Fingertips technical guidance defines them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from variation.methods.arguments import (
    Floats,
    broadcast,
    confidences,
    counts,
    counts_within,
    not_negative,
    numbers,
    positive,
)

EXACT_BELOW = 10  # events; from here on Byar's approximation is used


@dataclass(frozen=True)
class Interval:
    """An estimate and its limits: `value` has the shape of the data, limits (levels, *shape) for several levels."""

    value: Floats
    lower: Floats
    upper: Floats


def proportion(count: ArrayLike, denominator: ArrayLike, confidence: ArrayLike = 0.95) -> Interval:
    """Proportions with Wilson's score interval.

    Parameters
    ----------
    count : array-like, any shape
        Events, 0 or more, at most `denominator`; fractional allowed.
    denominator : array-like, same shape
        Persons or cases, 0 or more.
    confidence : float or (m,) array-like, between 0 and 1
        One level, or several at once.

    Returns
    -------
    Interval
        As shares (0 … 1). Limits have the shape of the data, with a leading axis m when several levels are asked for.
        NaN where count or denominator is NaN or the denominator is 0.

    Raises
    ------
    ValueError
        For a negative figure, a count above its denominator, shapes that do not fit, a confidence outside (0, 1).

    Notes
    -----
    With z the normal quantile, limits are ``(2x + z² ∓ z √(z² + 4x(1 − x/n))) / 2(n + z²)``. A count of 0 has lower
    limit 0, count = denominator has upper limit 1; neither interval is empty.

    References
    ----------
    Wilson EB (1927). Probable inference, the law of succession, and statistical inference. JASA 22, 209-212.
    Newcombe RG, Altman DG (2000). Proportions and their differences. In: Statistics with confidence, 2nd edn, BMJ.
    """
    x, n = counts_within(count, denominator)
    level = confidences(confidence)
    z = special.ndtri((1 + level) / 2).reshape(level.shape + (1,) * x.ndim)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(n > 0, x / n, np.nan)
        root = z * np.sqrt(z**2 + 4 * x * (1 - value))
        lower = (2 * x + z**2 - root) / 2 / (n + z**2)
        upper = (2 * x + z**2 + root) / 2 / (n + z**2)
    # rounding must not put a limit past the estimate at its bounds
    lower = np.where(x == 0, np.where(np.isnan(value), np.nan, 0.0), lower)
    upper = np.where(x == n, np.where(np.isnan(value), np.nan, 1.0), upper)
    return Interval(value, lower, upper)


def rate(
    count: ArrayLike, denominator: ArrayLike, confidence: ArrayLike = 0.95, multiplier: float = 100_000
) -> Interval:
    """Crude rates with Byar's interval, exact Poisson below ten events.

    Parameters
    ----------
    count : array-like, any shape
        Events, 0 or more; fractional allowed; may be above the denominator.
    denominator : array-like, same shape
        Person-years or another measure of exposure, 0 or more.
    confidence : float or (m,) array-like, between 0 and 1
    multiplier : float
        The unit of the rate: events per so many.

    Returns
    -------
    Interval
        Per `multiplier`; shapes as in `proportion`. NaN where a figure is NaN or the denominator is 0.

    Raises
    ------
    ValueError
        For a negative figure, shapes that do not fit, a multiplier that is not above 0.

    Notes
    -----
    Byar: ``x (1 − 1/9x − z/3√x)³`` and, with y = x + 1, ``y (1 − 1/9y + z/3√y)³``. Below ten events:
    ``χ²(α/2; 2x)/2`` and ``χ²(1 − α/2; 2x + 2)/2``; no events have the lower limit 0.

    References
    ----------
    Breslow NE, Day NE (1987). Statistical methods in cancer research, vol. II. IARC, Lyon, p. 69.
    Armitage P, Berry G, Matthews JNS (2002). Statistical methods in medical research, 4th edn. Blackwell.
    """
    x, n = counts(count, denominator)
    unit = positive("multiplier", multiplier)
    lower, upper = event_limits(x, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        exposure = np.where(n > 0, n, np.nan)
        return Interval(unit * x / exposure, unit * lower / exposure, unit * upper / exposure)


def event_limits(count: ArrayLike, confidence: ArrayLike = 0.95) -> tuple[Floats, Floats]:
    """Limits of a number of events: exact Poisson below ten, Byar from ten on; the core of `rate` and of ratios."""
    x = not_negative("count", count)
    level = confidences(confidence)
    z = special.ndtri((1 + level) / 2).reshape(level.shape + (1,) * x.ndim)
    few = x < EXACT_BELOW
    byar = np.where(few, np.nan, x)
    y = byar + 1
    lower = np.asarray(byar * (1 - 1 / (9 * byar) - z / (3 * np.sqrt(byar))) ** 3)
    upper = np.asarray(y * (1 - 1 / (9 * y) + z / (3 * np.sqrt(y))) ** 3)
    if few.any():
        lower[..., few], upper[..., few] = _exact(x[few], (1 - level) / 2)
    return lower, upper


def _exact(x: Floats, tail: Floats) -> tuple[Floats, Floats]:
    """Exact Poisson limits of events (k,) at each tail (...); the few whole numbers that occur are worked out once."""
    distinct, place = np.unique(x, return_inverse=True)
    each = tail[..., None]
    next_to_none = distinct < 1e-3  # a fraction of an event whose limit is below 1e-1000
    some = np.where(next_to_none, np.nan, distinct)
    low = np.where(next_to_none, 0.0, special.gammaincinv(some, each))
    high = special.gammainccinv(distinct + 1, each)
    return low[..., place], high[..., place]


def mean(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: ArrayLike = 0.95) -> Interval:
    """Means with Student's t interval.

    Parameters
    ----------
    mean, sd, n : array-like, one shape
        Mean, sample standard deviation (0 or more) and number of values of each area.
    confidence : float or (m,) array-like, between 0 and 1

    Returns
    -------
    Interval
        In the unit of the mean; shapes as in `proportion`. Limits are NaN where n is below 2 or a figure is NaN.

    Raises
    ------
    ValueError
        For a negative standard deviation or number, or shapes that do not fit.

    Notes
    -----
    ``mean ∓ t(1 − α/2; n − 1) sd/√n``; assumes values that are close to normal, or many of them.

    References
    ----------
    Armitage P, Berry G, Matthews JNS (2002). Statistical methods in medical research, 4th edn. Blackwell, ch. 4.
    """
    centre, spread, size = broadcast(mean=numbers("mean", mean), sd=not_negative("sd", sd), n=not_negative("n", n))
    level = confidences(confidence)
    size = np.where(size >= 2, size, np.nan)
    level = level.reshape(level.shape + (1,) * size.ndim)
    half = special.stdtrit(size - 1, (1 + level) / 2) * spread / np.sqrt(size)
    return Interval(centre.copy(), centre - half, centre + half)
