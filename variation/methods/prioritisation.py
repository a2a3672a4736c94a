"""Priorities: options scored by weighted criteria, with how far the ranks depend on the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, not_negative, numbers, one_level, one_of, positive, single

SCALINGS = ("range", "rank")
DRAWS = 2_000
SEED = 1976


@dataclass(frozen=True)
class Scores:
    """One entry an option; NaN where too little is known of it.

    score : 0 (worst on all criteria) to 1 (best on all)
    rank : 1 = highest score; ties share the better rank
    rank_low, rank_high : best and worst rank in the middle 95 % of the draws of weights; they hold `rank`
    first : share of the draws in which it comes first
    known : share of the weight of the criteria that are known
    """

    score: Floats
    rank: Floats
    rank_low: Floats
    rank_high: Floats
    first: Floats
    known: Floats


def score(
    matrix: ArrayLike,
    weights: ArrayLike,
    *,
    direction: ArrayLike | None = None,
    scaling: str = "range",
    steadiness: float = 20.0,
    least: float = 0.5,
    confidence: float = 0.95,
    seed: int = SEED,
) -> Scores:
    """Weighted score of each option and the range of its rank under other weights.

    Parameters
    ----------
    matrix : (k, p) array-like
        Criteria of k options, such as size, certainty and worth of variation; NaN where unknown.
    weights : (p,) array-like
        How much each criterion matters; any scale.
    direction : (p,) array-like of 1 and -1, optional
        -1 where low is what raises an option; 1 by default.
    scaling : {"range", "rank"}
        A criterion is laid from 0 (its worst option) to 1 (its best), by value or by rank.
    steadiness : float, above 0
        Weights are drawn from a Dirichlet distribution about the given ones with this concentration: at 20 a weight of
        0.25 has a standard deviation of 0.09, at 100 of 0.04.
    least : float, above 0, at most 1
        Share of the weight that must be known of an option.
    confidence, seed : of the range, and of the 2,000 draws

    Returns
    -------
    Scores

    Raises
    ------
    ValueError
        For shapes that do not fit, weights that are negative or all 0, directions other than 1 and -1.

    Notes
    -----
    ``Σ w s / Σ w`` over the criteria known of the option. A criterion that is the same for all is worth ½ to each. The
    range says how much the order depends on the weights; uncertainty of the criteria themselves is not in it.

    References
    ----------
    Keeney RL, Raiffa H (1976). Decisions with multiple objectives. Wiley.
    Dodgson JS, et al. (2009). Multi-criteria analysis: a manual. DCLG, London.
    """
    x = numbers("matrix", matrix)
    if x.ndim != 2 or not x.size:
        raise ValueError(f"matrix must have one row an option and one column a criterion; found shape {x.shape}")
    one_of("scaling", scaling, SCALINGS)
    share, way = _criteria(weights, direction, x.shape[1])
    steadiness = positive("steadiness", steadiness)
    if not 0 < single("least", least) <= 1:
        raise ValueError(f"least must be above 0 and at most 1; found {least!r}")
    scaled = _laid_out(x * way, scaling)
    known = np.where(np.isfinite(scaled), share, 0.0).sum(axis=1)
    usable = known >= least - 1e-12
    drawn = np.zeros((DRAWS, len(share)))
    drawn[:, share > 0] = np.random.default_rng(seed).dirichlet(steadiness * share[share > 0], DRAWS)
    given = _scores(scaled, share[None, :], usable)
    ranks = _ranks(_scores(scaled, drawn, usable))
    own = _ranks(given)[0]
    level = one_level(confidence)
    tails = (1 - level) / 2, (1 + level) / 2
    low = np.quantile(ranks, tails[0], axis=0, method="lower")
    high = np.quantile(ranks, tails[1], axis=0, method="higher")
    gap = np.where(usable, 0.0, np.nan)
    return Scores(
        score=given[0] + gap,
        rank=own + gap,
        rank_low=np.minimum(low, own) + gap,
        rank_high=np.maximum(high, own) + gap,
        first=(ranks == 1).mean(axis=0) + gap,
        known=known,
    )


def _criteria(weights: ArrayLike, direction: ArrayLike | None, criteria: int) -> tuple[Floats, Floats]:
    """Share of the weight, and direction, of each criterion."""
    weight = not_negative("weights", weights)
    way = np.ones(criteria) if direction is None else numbers("direction", direction)
    if weight.shape != (criteria,) or not weight.sum() > 0:
        raise ValueError(f"weights must be one a criterion, not all 0; found {weight.shape} for {criteria} criteria")
    if way.shape != weight.shape or not np.isin(way, (-1, 1)).all():
        raise ValueError("direction must be 1 or -1 for each criterion")
    return weight / weight.sum(), way


def _laid_out(x: Floats, scaling: str) -> Floats:
    """Each criterion from 0 to 1."""
    if scaling == "rank":
        below = (x[None, :, :] < x[:, None, :]).sum(axis=1)
        alike = (x[None, :, :] == x[:, None, :]).sum(axis=1)
        x = np.where(np.isnan(x), np.nan, below + (alike - 1) / 2)
    known = np.isfinite(x)
    low = np.where(known, x, np.inf).min(axis=0)
    high = np.where(known, x, -np.inf).max(axis=0)
    span = np.where(known.any(axis=0), high - low, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        laid: Floats = np.where(span > 0, (x - low) / span, np.where(known, 0.5, np.nan))
    return laid


def _scores(scaled: Floats, weights: Floats, usable: np.ndarray) -> Floats:
    """(sets of weights, k) scores over the criteria known; below all others where too little is."""
    known = np.isfinite(scaled)
    total = weights @ known.T
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (weights @ np.where(known, scaled, 0.0).T) / total
    return np.where(usable & (total > 0), found, -1.0)


def _ranks(scores: Floats) -> Floats:
    """1 = highest, ties share the better rank."""
    rounded = np.round(scores, 12)
    ranks: Floats = 1.0 + (rounded[:, None, :] > rounded[:, :, None]).sum(axis=2)
    return ranks
