"""Is an area's figure changing? The recent trend as the Office for Health Improvement and Disparities tests it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods import intervals
from variation.methods.arguments import Floats, broadcast, integer, numbers, one_of

THRESHOLD = 9.5495  # χ² with one degree of freedom at 99.8 %
WIDTH_95 = 3.92  # width of a 95 % interval in standard errors
NOT_TESTED = ""


@dataclass(frozen=True)
class Trend:
    """Trend of each series; arrays have the shape of the data without its last axis.

    direction : "up", "down", "none" (no significant change), or "" where it was not tested
    chi_squared, p_value : of the slope; NaN where it was not tested
    """

    direction: NDArray[np.str_]
    chi_squared: Floats
    p_value: Floats


def recent(count: ArrayLike, denominator: ArrayLike, measure: str, points: int = 5) -> Trend:
    """Recent trend of proportions or crude rates.

    Parameters
    ----------
    count, denominator : (..., m) array-like
        Series with single years in order on the last axis, one entry a year, NaN where a year has no figure. Never
        overlapping pooled periods: their points are not independent.
    measure : {"proportion", "rate"}
    points : int, 3 or more
        Years that are tested, counted back from the last; the OHID uses 5.

    Returns
    -------
    Trend
        Not tested ("" and NaN) where any of the last `points` years has no figure, or there are fewer years.

    Raises
    ------
    ValueError
        For another measure, fewer than three points, impossible counts.

    Notes
    -----
    Weighted regression of the value on the year with known variances: weights ``w = (3.92/(U − L))²`` from the Wilson
    (proportion) or Byar (rate) limits; ``χ² = (slope/se)²`` with ``se = 1/√Σw(t − t̄)²``. A change is called when
    χ² > 9.5495 (99.8 %) and the slope has the same sign in every fit that leaves one year out.

    References
    ----------
    OHID. Fingertips technical guidance: recent trends.
    Armitage P (1955). Tests for linear trends in proportions and frequencies. Biometrics 11, 375-386.
    """
    one_of("measure", measure, ("proportion", "rate"))
    if measure == "proportion":
        found = intervals.proportion(count, denominator)
    else:
        found = intervals.rate(count, denominator, multiplier=1)
    return recent_of_limits(found.value, found.lower, found.upper, points)


def recent_of_limits(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, points: int = 5) -> Trend:
    """The same test on values with their 95 % limits, for figures published without counts.

    Parameters
    ----------
    value, lower, upper : (..., m) array-like, single years in order on the last axis
    points : int, 3 or more

    Returns
    -------
    Trend
        As `recent`; also not tested where an interval has no width.
    """
    v, low, high = broadcast(
        value=numbers("value", value), lower=numbers("lower", lower), upper=numbers("upper", upper)
    )
    points = integer("points", points, 3)
    if v.ndim == 0:
        raise ValueError("value must be a series, not a single number")
    if (low > high).any():
        raise ValueError("lower must not be above upper")
    shape = v.shape[:-1]
    if v.shape[-1] < points:
        return Trend(np.full(shape, NOT_TESTED, dtype="<U4"), np.full(shape, np.nan), np.full(shape, np.nan))
    y = v[..., -points:]
    width = (high - low)[..., -points:]
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(width > 0, (WIDTH_95 / width) ** 2, np.nan)
        slope, precision = _slope(y, weight)
        chi_squared = slope**2 * precision
        kept = np.all(np.sign(_slopes_without_one(y, weight)) == np.sign(slope)[..., None], axis=-1)
    significant = (chi_squared > THRESHOLD) & kept
    direction = np.where(significant, np.where(slope > 0, "up", "down"), "none")
    direction = np.where(np.isnan(chi_squared), NOT_TESTED, direction)
    return Trend(direction, chi_squared, special.chdtrc(1, chi_squared))


def _slope(y: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Weighted slope over equally spaced years, and its precision 1/se²."""
    t = np.arange(y.shape[-1], dtype=np.float64)
    total = weight.sum(axis=-1, keepdims=True)
    apart = t - (weight * t).sum(axis=-1, keepdims=True) / total
    level = (weight * y).sum(axis=-1, keepdims=True) / total
    precision = (weight * apart**2).sum(axis=-1)
    slope = (weight * apart * (y - level)).sum(axis=-1) / precision
    return slope, precision


def _slopes_without_one(y: Floats, weight: Floats) -> Floats:
    """(..., points): slope of each fit that leaves that year out."""
    left_out = 1.0 - np.eye(y.shape[-1])
    slopes, _ = _slope(y[..., None, :], weight[..., None, :] * left_out)
    return slopes
