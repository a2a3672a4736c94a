"""Do two figures of areas go together? Correlation with its interval, the line through them, who lies off it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from variation.methods.arguments import Floats, numbers, one_level

LEAST_AREAS = 4  # pairs from which an interval can be given


@dataclass(frozen=True)
class Correlation:
    """Pearson's and Spearman's coefficients with limits; NaN where they cannot be computed, `reason` says why.

    n : pairs used
    without : (n pairs given,) Pearson's coefficient when that pair is left out; NaN where the pair was not used
    """

    pearson: float
    pearson_lower: float
    pearson_upper: float
    spearman: float
    spearman_lower: float
    spearman_upper: float
    n: int
    without: Floats
    reason: str


@dataclass(frozen=True)
class Line:
    """The least-squares line of y on x; arrays have the shape of the data, NaN where a pair is not complete.

    slope_lower, slope_upper : limits of the slope
    share : share of the variance of y that goes with x (R²)
    sd : standard deviation about the line, n − 2 in the denominator
    expected, residual : what the line gives at x, and y less that
    low, high : what a further area at x would lie within, by the line through all the others
    outside : int8, 1 above `high`, −1 below `low`, 0 within or unknown
    """

    intercept: float
    slope: float
    slope_lower: float
    slope_upper: float
    share: float
    sd: float
    n: int
    mean_x: float
    sum_squares: float
    expected: Floats
    residual: Floats
    low: Floats
    high: Floats
    outside: np.ndarray


def correlate(x: ArrayLike, y: ArrayLike, confidence: float = 0.95) -> Correlation:
    """Pearson's and Spearman's coefficients of pairs of figures.

    Parameters
    ----------
    x, y : (n,) array-like
        Figures of the same n areas, NaN where there is none; only complete pairs are used.
    confidence : float
        Level of the limits, above 0 and below 1.

    Returns
    -------
    Correlation
        NaN coefficients where fewer than two pairs are complete or one figure is the same everywhere; NaN limits
        below four pairs. A coefficient of exactly ±1 is its own limits.

    Raises
    ------
    ValueError
        For figures that do not pair up, or a confidence outside (0, 1).

    Notes
    -----
    Pearson: tanh(atanh r ± z / √(n − 3)) (Fisher 1921). Spearman: r of the mid-ranks, with variance
    (1 + r²/2) / (n − 3) of atanh r, which keeps its level where Fisher's runs short (Bonett and Wright 2000). Pairs
    count alike, whatever their size.

    References
    ----------
    Fisher RA (1921). On the probable error of a coefficient of correlation. Metron 1, 3-32.
    Bonett DG, Wright TA (2000). Sample size requirements for estimating Pearson, Kendall and Spearman correlations.
    Psychometrika 65, 23-28.
    """
    a, b = _pairs(x, y)
    z = float(special.ndtri((1 + one_level(confidence)) / 2))
    known = np.isfinite(a) & np.isfinite(b)
    u, v, n = a[known], b[known], int(known.sum())
    pearson, spearman = _coefficient(u, v), _coefficient(_ranks(u), _ranks(v))
    without = np.full(len(a), np.nan)
    without[known] = [_coefficient(np.delete(u, i), np.delete(v, i)) for i in range(n)]
    lower, upper = _limits(pearson, 1.0, n, z)
    rank_lower, rank_upper = _limits(spearman, 1 + spearman**2 / 2, n, z)
    return Correlation(pearson, lower, upper, spearman, rank_lower, rank_upper, n, without, _reason(u, v))


def line(x: ArrayLike, y: ArrayLike, confidence: float = 0.95) -> Line:
    """The line of y on x by least squares, and how each area lies to what the others lead one to expect.

    Parameters
    ----------
    x, y : (n,) array-like
        As `correlate` takes them.
    confidence : float
        Of the slope's limits and of the range of a further area.

    Returns
    -------
    Line
        NaN throughout where fewer than four pairs are complete or x is the same everywhere.

    Notes
    -----
    Every area has the same weight. `low` and `high` come from the line without the area itself, so that an outlier does
    not hide itself: an area is outside exactly where its externally studentised residual exceeds Student's t on n − 3
    degrees of freedom. By chance alone this names one area in twenty at 95 %.

    References
    ----------
    Cook RD, Weisberg S (1982). Residuals and influence in regression. Chapman and Hall.
    """
    a, b = _pairs(x, y)
    level = one_level(confidence)
    known = np.isfinite(a) & np.isfinite(b)
    n, nothing = int(known.sum()), np.full(len(a), np.nan)
    flat = np.zeros(len(a), dtype=np.int8)
    if n < LEAST_AREAS or np.ptp(a[known]) == 0:
        return Line(*(np.nan,) * 6, n, np.nan, np.nan, nothing, nothing, nothing, nothing, flat)
    u, v = a[known], b[known]
    mean = float(u.mean())
    squares = float(((u - mean) ** 2).sum())
    slope = float(((u - mean) * (v - v.mean())).sum() / squares)
    intercept = float(v.mean() - slope * mean)
    expected = np.where(known, intercept + slope * a, np.nan)
    residual = b - expected
    left = float((residual[known] ** 2).sum())
    sd = float(np.sqrt(left / (n - 2)))
    total = float(((v - v.mean()) ** 2).sum())
    reach = float(special.stdtrit(n - 2, (1 + level) / 2)) * sd / np.sqrt(squares)
    low, high = _further(b, residual, leverage=1 / n + (a - mean) ** 2 / squares, left=left, n=n, level=level)
    outside = np.where(b > high, 1, np.where(b < low, -1, 0)).astype(np.int8)
    share = 1 - left / total if total > 0 else float("nan")
    return Line(
        *(intercept, slope, slope - reach, slope + reach, share, sd, n, mean, squares),
        *(expected, residual, low, high, outside),
    )


def band(fitted: Line, at: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """The line at values of x, with the limits of the mean there.

    Parameters
    ----------
    fitted : as `line` returns it
    at : (k,) array-like, in x's unit

    Returns
    -------
    tuple of (k,) arrays
        The line, its lower and its upper limit: ± t sd √(1/n + (x − x̄)² / Σ(x − x̄)²).
    """
    x = numbers("at", at)
    t = special.stdtrit(fitted.n - 2, (1 + one_level(confidence)) / 2) if fitted.n > 2 else np.nan
    centre = fitted.intercept + fitted.slope * x
    reach = t * fitted.sd * np.sqrt(1 / max(fitted.n, 1) + (x - fitted.mean_x) ** 2 / fitted.sum_squares)
    return centre, centre - reach, centre + reach


def _pairs(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    a, b = numbers("x", x), numbers("y", y)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError(f"x and y must be two series of one length; found shapes {a.shape} and {b.shape}")
    return a, b


def _coefficient(u: Floats, v: Floats) -> float:
    if len(u) < 2:
        return float("nan")
    a, b = u - u.mean(), v - v.mean()
    if np.ptp(u) == 0 or np.ptp(v) == 0:
        return float("nan")
    a, b = a / np.abs(a).max(), b / np.abs(b).max()  # squares of very small differences would be 0
    return float(np.clip((a @ b) / np.sqrt((a @ a) * (b @ b)), -1, 1))


def _ranks(values: Floats) -> Floats:
    """Ranks from 1, ties at the mean of their places."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place], dtype=np.float64)


def _limits(r: float, variance: float, n: int, z: float) -> tuple[float, float]:
    if n < LEAST_AREAS or np.isnan(r):
        return float("nan"), float("nan")
    if abs(r) == 1:
        return r, r
    reach = z * np.sqrt(variance / (n - 3))
    return float(np.tanh(np.arctanh(r) - reach)), float(np.tanh(np.arctanh(r) + reach))


def _reason(u: Floats, v: Floats) -> str:
    if len(u) < LEAST_AREAS:
        there = "there is 1" if len(u) == 1 else f"there are {len(u)}"
        return f"A correlation with its interval needs {LEAST_AREAS} areas with both figures; {there}."
    if np.ptp(u) == 0 or np.ptp(v) == 0:
        return "One of the figures is the same in all areas, so nothing can go with it."
    return ""


def _further(
    y: Floats, residual: Floats, *, leverage: Floats, left: float, n: int, level: float
) -> tuple[Floats, Floats]:
    """Where an area is expected by the line through the others; unknown where it alone fixes the slope."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = 1 - leverage
        expected = y - residual / share
        others = np.maximum(left - residual**2 / share, 0) / (n - 3)
        reach = special.stdtrit(n - 3, (1 + level) / 2) * np.sqrt(others / share)
    free = share > 1e-9
    return np.where(free, expected - reach, np.nan), np.where(free, expected + reach, np.nan)
