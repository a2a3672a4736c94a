"""How much do areas' true levels vary, once the variance that chance gives each of them is taken out?"""

from __future__ import annotations

import numpy as np

from variation.methods.arguments import Floats

ROUNDS = 200  # Newton's steps for Paule and Mandel; it needs about ten
PRECISION = 1e-13  # relative, of the last step


def estimates(x: Floats, n: Floats, expected: Floats, measure: str) -> tuple[Floats, Floats]:
    """Each area's level y and its chance variance s², on the scale where τ² is measured; NaN without a figure."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            return np.arcsin(np.sqrt(x / n)), np.where(np.isnan(x), np.nan, 1 / (4 * n))
        usable = np.where(np.isnan(x) | (expected == 0), np.nan, expected)
        return np.log(np.where(x > 0, x, 0.5) / usable), 1 / usable


def between_areas(y: Floats, s2: Floats) -> tuple[Floats, Floats]:
    """τ² and I² by DerSimonian and Laird over the last axis, neither below 0; NaN entries are left out."""
    known = np.isfinite(y) & np.isfinite(s2) & (s2 > 0)
    k = known.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(known, 1 / s2, 0.0)
        level = np.where(known, y, 0.0)
        total = weight.sum(axis=-1, keepdims=True)
        centre = (weight * level).sum(axis=-1, keepdims=True) / total
        q = (weight * (level - centre) ** 2).sum(axis=-1)
        beyond = np.maximum(q - (k - 1), 0.0)
        spare = total[..., 0] - (weight**2).sum(axis=-1) / total[..., 0]
        i_squared = np.where(q > 0, beyond / q, 0.0)
        return np.where(k >= 2, beyond / spare, np.nan), np.where(k >= 2, i_squared, np.nan)


def paule_mandel(y: Floats, s2: Floats) -> Floats:
    """τ² by Paule and Mandel over the last axis, not below 0; NaN entries are left out.

    Notes
    -----
    The τ² at which ``Σ(y − ȳ)²/(s² + τ²) = k − 1``, ȳ weighted by 1/(s² + τ²); 0 if the sum is below k − 1 at τ² = 0.
    The sum falls ever less steeply as τ² grows, so Newton's steps from 0 come up to the root and never pass it.

    References
    ----------
    Paule RC, Mandel J (1982). Consensus values and weighting factors. J Res Natl Bur Stand 87, 377-385.
    """
    known = np.isfinite(y) & np.isfinite(s2) & (s2 > 0)
    k = known.sum(axis=-1)
    level, chance = np.where(known, y, 0.0), np.where(known, s2, 1.0)
    tau2 = np.zeros(k.shape)
    for _ in range(ROUNDS):
        weight = np.where(known, 1 / (chance + tau2[..., None]), 0.0)
        total = np.maximum(weight.sum(axis=-1, keepdims=True), np.finfo(float).tiny)
        away = level - (weight * level).sum(axis=-1, keepdims=True) / total
        excess = (weight * away**2).sum(axis=-1) - (k - 1)
        slope = np.maximum(((weight * away) ** 2).sum(axis=-1), np.finfo(float).tiny)
        step = np.divide(excess, slope, out=np.zeros(k.shape), where=(excess > 0) & (k >= 2))
        tau2 = tau2 + step
        if (step <= PRECISION * tau2).all():
            break
    return np.where(k >= 2, tau2, np.nan)
