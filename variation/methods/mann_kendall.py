"""Mann-Kendall test of a trend, and Sen's slope: for series of which nothing is assumed but their order in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods.arguments import Floats, numbers, one_level

MINIMUM_POINTS = 5


@dataclass(frozen=True)
class MannKendall:
    """One entry a series, of the shape of the leading axes.

    s : pairs that rise less pairs that fall; tau : Kendall's τ_b; z, p_value : normal, continuity corrected, two-sided
    slope, lower, upper : Sen's slope a period, and its interval
    points : figures that it rests on
    """

    s: Floats
    tau: Floats
    z: Floats
    p_value: Floats
    slope: Floats
    lower: Floats
    upper: Floats
    points: NDArray[np.int64]


def mann_kendall(values: ArrayLike, confidence: float = 0.95) -> MannKendall:
    """Is a series drifting one way?

    Parameters
    ----------
    values : (..., m) array-like
        Series on the last axis, at equal steps of time; NaN is left out. No overlapping pooled periods.
    confidence : float, between 0 and 1
        Of the slope's interval.

    Returns
    -------
    MannKendall
        NaN below five figures. A constant series: S 0, τ NaN, p 1, slope 0.

    Raises
    ------
    ValueError
        For a single number, or an unfit confidence.

    Notes
    -----
    ``S = Σ sign(y_j − y_i)`` over i < j; ``var S = (k(k − 1)(2k + 5) − Σ t(t − 1)(2t + 5))/18`` over k figures with
    groups of t equal ones; ``z = (S ∓ 1)/√var S``. Sen's slope is the median of ``(y_j − y_i)/(j − i)``; its limits are
    the slopes at ranks ``(N ∓ z√var S)/2`` of N. Points must be independent: drift of neighbours alone raises false
    alarms.

    References
    ----------
    Mann HB (1945). Nonparametric tests against trend. Econometrica 13, 245-259.
    Kendall MG (1975). Rank correlation methods, 4th edn. Griffin, London.
    Sen PK (1968). Estimates of the regression coefficient based on Kendall's tau. JASA 63, 1379-1389.
    """
    y = numbers("values", values)
    if y.ndim == 0:
        raise ValueError("values must be a series, not a single number")
    level = one_level(confidence)
    shape = y.shape[:-1]
    flat = y.reshape(int(np.prod(shape)), y.shape[-1])
    early, late = np.triu_indices(y.shape[-1], 1)
    rise = flat[:, late] - flat[:, early]
    k = np.isfinite(flat).sum(axis=1)
    pairs = np.isfinite(rise).sum(axis=1)
    s = np.nansum(np.sign(rise), axis=1)
    ties = _tie_sum(flat)
    variance = np.maximum(k * (k - 1) * (2 * k + 5) - ties, 0) / 18
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(variance > 0, (s - np.sign(s)) / np.sqrt(variance), 0.0)
        tau = s / np.sqrt(pairs * (pairs - (rise == 0).sum(axis=1)))
    slope, lower, upper = _slopes(rise / (late - early), pairs, special.ndtri((1 + level) / 2) * np.sqrt(variance))
    enough = k >= MINIMUM_POINTS
    parts = {"s": s, "tau": tau, "z": z, "p_value": 2 * special.ndtr(-np.abs(z))}
    parts |= {"slope": slope, "lower": lower, "upper": upper}
    shown = {name: np.where(enough, part, np.nan).reshape(shape) for name, part in parts.items()}
    return MannKendall(**shown, points=k.reshape(shape))


def _tie_sum(flat: Floats) -> Floats:
    """Σ t(t − 1)(2t + 5) over the groups of equal figures of each series.

    Each of the t figures of a group has t equals, so that the sum over figures of (t − 1)(2t + 5) is the sum wanted.
    """
    equals = (flat[:, :, None] == flat[:, None, :]).sum(axis=2)
    total: Floats = np.where(equals > 0, (equals - 1) * (2 * equals + 5), 0).sum(axis=1).astype(np.float64)
    return total


def _slopes(each: Floats, pairs: NDArray[np.int64], reach: Floats) -> tuple[Floats, Floats, Floats]:
    """Median of the slopes, and those at the ranks of the limits; infinite where the ranks lie beyond the slopes."""
    ordered = np.sort(each, axis=1)  # NaN last
    wide = np.concatenate([np.full((len(each), 1), -np.inf), ordered, np.full((len(each), 1), np.inf)], axis=1)
    rows = np.arange(len(each))
    low = np.clip(np.round((pairs - reach) / 2), 0, pairs).astype(np.intp)
    high = np.clip(np.round((pairs + reach) / 2) + 1, 1, pairs + 1).astype(np.intp)
    above = np.where(high > pairs, np.inf, wide[rows, high])
    with np.errstate(invalid="ignore"):  # of one figure, or none, there is no slope between the infinities
        middle = (wide[rows, (pairs + 1) // 2] + wide[rows, pairs // 2 + 1]) / 2
    return np.where(pairs > 0, middle, np.nan), wide[rows, low], above
