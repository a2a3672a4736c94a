"""Where variation lies: between footprints, between areas of one footprint, or in chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, confidences, counts, counts_within, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.spread_intervals import DRAWS, SEED, counted_again


@dataclass(frozen=True)
class Split:
    """Shares of the variance of areas' values, weighted by denominator; the three add up to 1.

    between, within, chance : share; NaN where nothing varies
    between_lower, between_upper, within_lower, within_upper : limits of the two
    groups, areas : how many they rest on
    """

    between: float
    within: float
    chance: float
    between_lower: float
    between_upper: float
    within_lower: float
    within_upper: float
    groups: int
    areas: int


def split(
    count: ArrayLike,
    denominator: ArrayLike,
    group: ArrayLike,
    measure: str,
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Split:
    """Variation between and within groups of areas, such as boroughs of an STP.

    Parameters
    ----------
    count, denominator : (k,) array-like
        Events and persons (or expected events) of k areas.
    group : (k,) array-like
        The footprint of each, any labels; "" for an area of none, which is left out.
    measure : {"proportion", "rate", "ratio"}
    confidence, draws, seed : of the limits, by the repetitions of `spread_intervals`

    Returns
    -------
    Split
        NaN below two groups or below two areas more than groups.

    Raises
    ------
    ValueError
        For impossible counts, an unknown measure, shapes that do not fit.

    Notes
    -----
    The variance ``Σn(r − m)²/N`` is the sum of ``ΣN_g(R_g − m)²/N`` between G groups and ``Σn(r − R_g)²/N`` within
    them. Chance alone puts (G − 1)v/N into the first and (k − G)v/N into the second, v = m(1 − m) or m; it is taken
    out of each, neither falls below 0, and chance is what remains.

    References
    ----------
    Searle SR, Casella G, McCulloch CE (1992). Variance components. Wiley, ch. 3 (analysis of variance estimators).
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    labels = np.asarray(group)
    if x.ndim != 1 or labels.shape != x.shape:
        raise ValueError(f"group must name one footprint an area; found {labels.shape} for counts {x.shape}")
    level = float(confidences(confidence))
    known = np.isfinite(x) & (n > 0) & (labels.astype(str) != "")
    x, n, labels = x[known], n[known], labels[known]
    names, place = np.unique(labels, return_inverse=True)
    if len(names) < 2 or len(x) < len(names) + 2:
        return _named([np.nan] * 7, len(names), len(x))
    member = (place[:, None] == np.arange(len(names))).astype(np.float64)
    between, within = _shares(x[None, :], n, member, measure)
    again = _shares(counted_again(x, n, measure, draws, seed), n, member, measure)
    tails = (1 - level) / 2, (1 + level) / 2
    low, high = (np.quantile(part, tails) for part in again)
    one, other = float(between[0]), float(within[0])
    return _named([one, other, 1 - one - other, *low.tolist(), *high.tolist()], len(names), len(x))


def _named(parts: list[float], groups: int, areas: int) -> Split:
    between, within, chance, between_lower, between_upper, within_lower, within_upper = parts
    return Split(
        between=between,
        within=within,
        chance=chance,
        between_lower=between_lower,
        between_upper=between_upper,
        within_lower=within_lower,
        within_upper=within_upper,
        groups=groups,
        areas=areas,
    )


def _shares(x: Floats, n: Floats, member: NDArray[np.float64], measure: str) -> tuple[Floats, Floats]:
    """Shares between and within groups of each set of counts (sets, k)."""
    groups, areas = member.shape[1], member.shape[0]
    total = n.sum()
    mean = x.sum(axis=1, keepdims=True) / total
    chance = (mean * (1 - mean) if measure == "proportion" else mean)[:, 0]
    sizes = n @ member
    centre = (x @ member) / sizes
    seen_between = (sizes * (centre - mean) ** 2).sum(axis=1)
    seen_within = (n * (x / n - centre @ member.T) ** 2).sum(axis=1)
    seen = seen_between + seen_within
    with np.errstate(divide="ignore", invalid="ignore"):
        between = np.maximum(seen_between - (groups - 1) * chance, 0) / seen
        within = np.maximum(seen_within - (areas - groups) * chance, 0) / seen
    return between, within
