"""Spread of figures that are published with limits but without counts, such as standardised rates."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, broadcast, numbers, one_of, positive
from variation.methods.significance import SCALES, Z_95
from variation.methods.spread import ratios
from variation.methods.spread_intervals import DRAWS, SEED
from variation.methods.spread_levels import MINIMUM_AREAS, draw_levels
from variation.methods.spread_variance import between_areas, paule_mandel


@dataclass(frozen=True)
class PublishedSpread:
    """Measures of each set of areas (the last axis of the data), as of `spread.Spread`; tau2 on the scale asked for,
    by DerSimonian and Laird and by Paule and Mandel.
    """

    extremal_quotient: Floats
    fold_5_95: Floats
    fold_10_90: Floats
    fold_without_five: Floats
    iqr_ratio: Floats
    tau2: Floats
    tau2_paule_mandel: Floats
    i_squared: Floats
    chance_share: Floats
    areas: Floats


@dataclass(frozen=True)
class PublishedIntervals:
    """The measures of one set of areas as published, and the 95 % limits of those of the true levels.

    Chance stretches quotients: as published they may lie above `true_upper`. NaN below five areas with limits.
    """

    estimate: PublishedSpread
    true_lower: PublishedSpread
    true_upper: PublishedSpread


def published_spread(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, scale: str = "rate", *, multiplier: float = 1
) -> PublishedSpread:
    """Measures of spread from values with their 95 % limits.

    Parameters
    ----------
    value, lower, upper : (..., k) array-like
        Figures and 95 % limits of k areas.
    scale : {"rate", "proportion", "mean"}
        Where τ² is measured: logarithms, arcsin√p, or the values themselves.
    multiplier : float
        What a proportion of 1 is in the unit of the value; used by "proportion" only.

    Returns
    -------
    PublishedSpread
        NaN below two areas. An area without limits counts in the quotients only.

    Raises
    ------
    ValueError
        For an unknown scale, infinite figures, a lower limit above the upper one, shapes that do not fit.

    Notes
    -----
    Standard errors are ``(upper − lower)/3.92`` on the scale; τ² and I² by DerSimonian and Laird. Chance share: mean
    squared standard error over the variance of the levels, at most 1. Counts beside standardised rates are not used:
    count / denominator is not the value.
    """
    level, variance = levels_of_limits(value, lower, upper, scale, multiplier)
    shown = numbers("value", value)
    with np.errstate(divide="ignore", invalid="ignore"):
        tau2, i_squared = between_areas(level, variance)
        both = np.isfinite(level) & np.isfinite(variance)
        k = both.sum(axis=-1)
        mean = np.where(both, level, 0.0).sum(axis=-1, keepdims=True) / k[..., None]
        seen = np.where(both, (level - mean) ** 2, 0.0).sum(axis=-1) / (k - 1)
        chance = np.where(both, variance, 0.0).sum(axis=-1) / k
        share = np.where(k >= 2, np.minimum(chance / seen, 1.0), np.nan)
        areas = np.isfinite(shown).sum(axis=-1)
        quotients = {name: np.where(areas >= 2, part, np.nan) for name, part in ratios(shown).items()}
    return PublishedSpread(
        **quotients,
        tau2=tau2,
        tau2_paule_mandel=paule_mandel(level, variance),
        i_squared=i_squared,
        chance_share=share,
        areas=areas,
    )


def published_intervals(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    scale: str = "rate",
    *,
    multiplier: float = 1,
    seed: int = SEED,
) -> PublishedIntervals:
    """The measures with 95 % limits of the spread of true levels.

    Parameters
    ----------
    value, lower, upper : (k,) array-like
        Figures and 95 % limits of one set of areas.
    scale, multiplier : as for `published_spread`
    seed : int, of the draws

    Returns
    -------
    PublishedIntervals

    Raises
    ------
    ValueError
        As `published_spread`, and for more than one set of areas.

    Notes
    -----
    True levels are drawn as for `spread_intervals.spread_intervals` (`true_lower`, `true_upper`), on the scale asked
    for, and measured without chance. Areas without limits take no part in the limits.
    """
    estimate = published_spread(value, lower, upper, scale, multiplier=multiplier)
    level, variance = levels_of_limits(value, lower, upper, scale, multiplier)
    if level.ndim != 1:
        raise ValueError(f"value must be one set of areas; found shape {level.shape}")
    known = np.isfinite(level)
    y, s2 = level[known], variance[known]
    if len(y) < MINIMUM_AREAS:
        nothing = replace(estimate, **{field.name: np.asarray(np.nan) for field in fields(PublishedSpread)})
        return PublishedIntervals(estimate, nothing, nothing)
    drawn, _ = draw_levels(y, s2, DRAWS, np.random.default_rng(seed))
    if scale == "rate":
        true = np.exp(drawn)
    else:
        true = np.sin(np.clip(drawn, 0, np.pi / 2)) ** 2 if scale == "proportion" else drawn
    tau2 = drawn.var(axis=1, ddof=1)
    weight = 1 / s2
    typical = (len(y) - 1) / (weight.sum() - (weight**2).sum() / weight.sum())  # chance variance, as I² has it
    measured = {
        **ratios(true),
        "tau2": tau2,
        "tau2_paule_mandel": tau2,
        "i_squared": tau2 / (tau2 + typical),
        "chance_share": s2.mean() / (s2.mean() + tau2),
        "areas": np.full(DRAWS, float(len(y))),
    }
    low, high = (
        PublishedSpread(**{name: np.quantile(part, tail) for name, part in measured.items()}) for tail in (0.025, 0.975)
    )
    return PublishedIntervals(estimate, low, high)


def levels_of_limits(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, scale: str, multiplier: float
) -> tuple[Floats, Floats]:
    """Level and chance variance of each area on the scale of the test; NaN where either cannot be had."""
    one_of("scale", scale, SCALES)
    unit = positive("multiplier", multiplier)
    named = {"value": value, "lower": lower, "upper": upper}
    parts = broadcast(**{name: numbers(name, part) for name, part in named.items()})
    if (parts[1] > parts[2]).any():
        raise ValueError("lower must not be above upper")
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "rate":
            y, low, high = (np.log(part) for part in parts)
        elif scale == "proportion":
            y, low, high = (np.arcsin(np.sqrt(part / unit)) for part in parts)
        else:
            y, low, high = parts
        variance = ((high - low) / (2 * Z_95)) ** 2
    known = np.isfinite(y) & np.isfinite(variance) & (variance > 0)
    return np.where(known, y, np.nan), np.where(known, variance, np.nan)
