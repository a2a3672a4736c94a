"""Adjusted spread: the variation between areas that remains once deprivation, or another trait, is allowed for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods.arguments import Floats, counts, counts_within, numbers, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.significance import of_z
from variation.methods.spread_variance import between_areas, estimates

MOST_ALIKE = 1e6  # condition of the traits' correlations from which they cannot be told apart
MINIMUM_SPARE = 8  # areas beyond the number of traits, below which nothing is said


@dataclass(frozen=True)
class AdjustedSpread:
    """Variation between areas before and after allowing for their traits, on the scale of `spread`'s τ².

    tau2, tau2_after : variance of true levels, before and after
    explained : share of it that the traits account for, 0 … 1; NaN where there was none
    coefficient, lower, upper, p_value : (p,) of each trait, per standard deviation of it, with 95 % limits
    residual, z : (k,) each area's level less what its traits lead one to expect, and in standard errors
    status : (k,) int8, -2 … 2 outside 95 % or 99.8 % limits about that, 9 (NO_DATA) where z is NaN
    areas : how many it rests on
    reason : why there is no answer, "" where there is one
    """

    tau2: float
    tau2_after: float
    explained: float
    coefficient: Floats
    lower: Floats
    upper: Floats
    p_value: Floats
    residual: Floats
    z: Floats
    status: NDArray[np.int8]
    areas: int
    reason: str


def spread_after(count: ArrayLike, denominator: ArrayLike, traits: ArrayLike, measure: str) -> AdjustedSpread:
    """Variation between areas that their traits do not account for.

    Parameters
    ----------
    count, denominator : (k,) array-like
        Events and persons (or expected events) of k areas.
    traits : (k,) or (k, p) array-like
        What is allowed for, e.g. the deprivation score.
    measure : {"proportion", "rate", "ratio"}

    Returns
    -------
    AdjustedSpread
        An area without a count or a trait is left out (NaN in `residual`). With fewer than p + 8 areas all is NaN.

    Raises
    ------
    ValueError
        For impossible counts, an unknown measure, shapes that do not fit.

    Notes
    -----
    Random-effects meta-regression by moments: y = Xβ + u + e on the arcsine or log scale, chance variances s²,
    w = 1/s², ``τ² = max(0, (Q − (k − p − 1))/(Σw − tr((X′WX)⁻¹X′W²X)))`` with Q the weighted squares about the fitted
    line; coefficients and residuals then with weights 1/(s² + τ²), limits by Student's t with Knapp and Hartung's
    variance, never below the usual one. Explained: 1 − τ²after/τ², not below 0. It is a relation between areas: nothing
    follows for persons, and a trait that goes with both need and access takes out some of what one looks for.

    References
    ----------
    DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7, 177-188.
    Thompson SG, Sharp SJ (1999). Explaining heterogeneity in meta-analysis. Stat Med 18, 2693-2708.
    Knapp G, Hartung J (2003). Improved tests for a random effects meta-regression with a single covariate. Stat Med
    22, 2693-2710.
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    held = numbers("traits", traits)
    held = held[:, None] if held.ndim == 1 else held
    if x.ndim != 1 or held.ndim != 2 or len(held) != len(x):
        raise ValueError(f"traits must have one row an area; found {held.shape} for counts {x.shape}")
    n = np.where(n == 0, np.nan, n)
    known = np.isfinite(x) & np.isfinite(n) & np.isfinite(held).all(axis=1)
    areas, p = int(known.sum()), held.shape[1]
    if areas < p + MINIMUM_SPARE:
        return _unknown(len(x), p, areas, f"{areas} areas are too few for {p} traits; {p + MINIMUM_SPARE} are needed.")
    expected = n[known] * x[known].sum() / n[known].sum()
    y, s2 = estimates(x[known], n[known], expected, measure)
    spreads = held[known].std(axis=0, ddof=1)
    if (spreads == 0).any():
        return _unknown(len(x), p, areas, "A trait is the same in all areas.")
    if x[known].sum() == 0:
        return _unknown(len(x), p, areas, "No area has an event.")
    if np.linalg.cond(np.corrcoef(held[known], rowvar=False).reshape(p, p)) > MOST_ALIKE:
        return _unknown(len(x), p, areas, "Traits say the same of every area; leave one out.")
    design = np.column_stack([np.ones(areas), (held[known] - held[known].mean(axis=0)) / spreads])
    before = float(between_areas(y, s2)[0])
    return _regress(y, s2, design, known, before)


def _regress(y: Floats, s2: Floats, design: Floats, known: np.ndarray, before: float) -> AdjustedSpread:
    k, columns = design.shape
    after = _moments(y, s2, design)
    weight = 1 / (s2 + after)
    inverse = np.linalg.inv(design.T @ (design * weight[:, None]))
    beta = inverse @ (design * weight[:, None]).T @ y
    left = y - design @ beta
    freedom = k - columns
    factor = max(1.0, float(weight @ left**2) / freedom)
    error = np.sqrt(factor * np.diag(inverse))
    t = special.stdtrit(freedom, 0.975)
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    residual, z = np.full((2, len(known)), np.nan)
    residual[known] = left
    z[known] = left / np.sqrt(np.maximum(s2 + after - leverage, 1e-300))
    return AdjustedSpread(
        tau2=before,
        tau2_after=after,
        explained=max(0.0, 1 - after / before) if before > 0 else float("nan"),
        coefficient=beta[1:],
        lower=(beta - t * error)[1:],
        upper=(beta + t * error)[1:],
        p_value=2 * special.stdtr(freedom, -np.abs(beta / error))[1:],
        residual=residual,
        z=z,
        status=of_z(z),
        areas=k,
        reason="",
    )


def _moments(y: Floats, s2: Floats, design: Floats) -> float:
    """τ² about the fitted line, by DerSimonian and Laird's moments."""
    weight = 1 / s2
    weighted = design * weight[:, None]
    inverse = np.linalg.inv(design.T @ weighted)
    left = y - design @ (inverse @ weighted.T @ y)
    q = float(weight @ left**2)
    spare = float(weight.sum() - np.trace(inverse @ (weighted.T @ weighted)))
    return float(max(0.0, (q - (len(y) - design.shape[1])) / spare))


def _unknown(areas: int, traits: int, known: int, reason: str) -> AdjustedSpread:
    gap = np.full(traits, np.nan)
    each = np.full(areas, np.nan)
    nan = float("nan")
    return AdjustedSpread(nan, nan, nan, gap, gap, gap, gap, each, each, of_z(each), known, reason)
