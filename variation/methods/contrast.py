"""Differences between two figures, and between the lowest and the highest of several areas, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, broadcast, integer, numbers
from variation.methods.published_spread import levels_of_limits
from variation.methods.spread_levels import MINIMUM_AREAS, draw_levels

DRAWS = 2_000
SEED = 1998


@dataclass(frozen=True)
class Difference:
    """First less second, with limits; arrays of the shape of the figures, NaN where one is absent."""

    value: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class Span:
    """How far the lowest and the highest of k areas lie apart.

    lowest, highest : positions of these areas; −1 where there is none
    value : highest − lowest as published
    lower, upper : 95 % limits of the same between the areas' true levels, chance taken out; NaN below five areas
    areas : how many have a figure
    """

    lowest: int
    highest: int
    value: float
    lower: float
    upper: float
    areas: int


def difference(
    first: tuple[ArrayLike, ArrayLike, ArrayLike], second: tuple[ArrayLike, ArrayLike, ArrayLike]
) -> Difference:
    """Difference of two independent figures, from each one's own limits.

    Parameters
    ----------
    first, second : value, lower, upper; array-likes of one shape
        Limits at the same level, which the result then has.

    Returns
    -------
    Difference

    Raises
    ------
    ValueError
        For infinite figures or shapes that do not fit.

    Notes
    -----
    ``lower = d − √((a − a₋)² + (b₊ − b)²)``, ``upper = d + √((a₊ − a)² + (b − b₋)²)``, d = a − b: the square-and-add
    method, which keeps the skew of both intervals. With Wilson limits it is Newcombe's method 10.

    References
    ----------
    Newcombe RG (1998). Interval estimation for the difference between independent proportions. Stat Med 17, 873-890.
    Zou GY, Donner A (2008). Construction of confidence limits about effect measures. Stat Med 27, 1693-1702.
    """
    named = {
        f"{name} of the {which}": numbers(name, part)
        for which, triple in (("first", first), ("second", second))
        for name, part in zip(("value", "lower", "upper"), triple, strict=True)
    }
    a, a_low, a_high, b, b_low, b_high = broadcast(**named)
    if (a_low > a_high).any() or (b_low > b_high).any():
        raise ValueError("lower must not be above upper, of the first or of the second")
    d = a - b
    return Difference(d, d - np.hypot(a - a_low, b_high - b), d + np.hypot(a_high - a, b - b_low))


def span(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, *, draws: int = DRAWS, seed: int = SEED) -> Span:
    """Distance between the lowest and the highest of several areas, from values with their 95 % limits.

    Parameters
    ----------
    value, lower, upper : (k,) array-like
    draws, seed : int

    Returns
    -------
    Span
        An area without limits counts in the value only.

    Raises
    ------
    ValueError
        For infinite figures or shapes that do not fit.

    Notes
    -----
    Chance drives the lowest and the highest apart, so limits are those of the distance between true levels drawn from
    their joint posterior (`spread_levels.draw_levels`, values taken as normal): what is seen may lie above both.
    """
    v = numbers("value", value)
    if v.ndim != 1:
        raise ValueError(f"value must be of one set of areas; found shape {v.shape}")
    known = np.flatnonzero(np.isfinite(v))
    if not len(known):
        return Span(-1, -1, np.nan, np.nan, np.nan, 0)
    low, high = int(known[np.argmin(v[known])]), int(known[np.argmax(v[known])])
    y, s2 = levels_of_limits(v, lower, upper, "mean", 1)
    draws = integer("draws", draws, 10)
    both = np.isfinite(y) & np.isfinite(s2)
    limits = (np.nan, np.nan)
    if both.sum() >= MINIMUM_AREAS:
        levels, _ = draw_levels(y[both], s2[both], draws, np.random.default_rng(seed))
        limits = tuple(np.quantile(np.ptp(levels, axis=1), (0.025, 0.975)).tolist())
    return Span(low, high, float(v[high] - v[low]), *limits, len(known))
