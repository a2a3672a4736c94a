"""What closing the gap would be worth: events beyond a benchmark, with the uncertainty of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, counts, counts_within, not_negative, numbers, one_level, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.shrinkage import Prior, posterior, prior_of

POLARITIES = ("low", "high")
KINDS = ("pooled", "best fifth")
LEVELS = ("counted", "shrunken")
FIFTHS = 5
DRAWS = 2_000
SEED = 2011
ROUNDING = 1e-12  # relative; a mean of equal levels may differ from them by so much, which is no gap


@dataclass(frozen=True)
class Opportunity:
    """Events by which k areas fall short of a benchmark; arrays (k,), NaN for an area without figures.

    events, lower, upper : events above it (low is good) or missing (high is good); 0 at the benchmark or better
    share : of all areas' events, 0 … 1
    total, total_lower, total_upper : of all areas
    benchmark, benchmark_lower, benchmark_upper : events per unit of denominator; the mean where each area has its own
    areas_for_half, half_low, half_high : the fewest areas that make half of the total, and its range over the draws
    """

    events: Floats
    lower: Floats
    upper: Floats
    share: Floats
    total: float
    total_lower: float
    total_upper: float
    benchmark: float
    benchmark_lower: float
    benchmark_upper: float
    areas_for_half: int
    half_low: int
    half_high: int


def opportunity(
    count: ArrayLike,
    denominator: ArrayLike,
    measure: str,
    benchmark: ArrayLike | str,
    polarity: str,
    *,
    levels: str = "shrunken",
    confidence: float = 0.95,
    seed: int = SEED,
) -> Opportunity:
    """Events beyond a benchmark, by area and in all.

    Parameters
    ----------
    count, denominator : (k,) array-like
        Events and persons (or expected events, for a ratio) of k areas; NaN is left out.
    measure : {"proportion", "rate", "ratio"}
    benchmark : "pooled", "best fifth", a number, a pair (count, denominator), or (k, 2) pairs
        All areas together; the fifth of the areas (rounded up) with the best values, together; a target without
        uncertainty, per unit of denominator; the figure of others, such as England; or others for each area, such as
        its peers. Others are taken as apart from the areas: England's own share of London is not.
    polarity : {"low", "high"}
        Which way is good.
    levels : {"shrunken", "counted"}
        Whether an area's level is its empirical-Bayes posterior, or what was counted (Jeffreys' prior): see Notes.
    confidence : float, between 0 and 1
    seed : int
        Of the 2,000 draws.

    Returns
    -------
    Opportunity

    Raises
    ------
    ValueError
        For impossible counts, an unknown word, an impossible benchmark, figures of no area.

    Notes
    -----
    Each draw takes a level θ of every area from its posterior and a benchmark B, from the same levels where it is made
    of them, and sums ``max(0, n(θ − B))`` (low is good) or ``max(0, n(B − θ))``. Limits are percentiles. With "counted"
    levels the point is ``max(0, x − nB)`` of the figures themselves. Summing only what is on the wrong side counts
    noise as opportunity, and the best fifth is partly the luckiest: "shrunken" levels take both out, the point is then
    the mean over the draws (docs/methods/opportunity.md has the size of either bias). Draws of counted levels scatter
    about figures that already do, so that their total lies high; its limits are then widened to hold the point.

    References
    ----------
    NHS RightCare. Commissioning for Value: where to look (the pounds and lives of the best peers).
    Spiegelhalter DJ, et al. (2012). Statistical methods for healthcare regulation. JRSS A 175, 1-47.
    """
    one_of("measure", measure, MEASURES)
    one_of("polarity", polarity, POLARITIES)
    one_of("levels", levels, LEVELS)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim != 1:
        raise ValueError(f"count must be one set of areas; found shape {x.shape}")
    level = one_level(confidence)
    tails = (1 - level) / 2, (1 + level) / 2
    known = np.isfinite(x) & (n > 0)
    if not known.any():
        raise ValueError("count must hold the figure of at least one area")
    rng = np.random.default_rng(seed)
    x, n = x[known], n[known]
    drawn = _levels(x, n, measure, levels, rng)
    point, others = _benchmark(benchmark, known, x, n, drawn, measure, polarity, rng)
    sign = 1 if polarity == "low" else -1
    beyond = _gap(sign * n * (drawn - others), n * others)
    events = _gap(sign * (x - n * point), n * point) if levels == "counted" else beyond.mean(axis=0)
    ends = np.quantile(others.mean(axis=1), tails)
    one = float(others.mean() if levels == "shrunken" else np.mean(point))
    return _summed(events, beyond, known, tails, (one, *ends.tolist()))


def _summed(
    events: Floats,
    beyond: Floats,
    known: NDArray[np.bool_],
    tails: tuple[float, float],
    benchmark: tuple[float, float, float],
) -> Opportunity:
    """Events of each area, and their draws (DRAWS, k), by area and in all; the benchmark with its limits."""
    total, half = float(events.sum()), _for_half(beyond)
    low, high = np.quantile(beyond, tails, axis=0)
    sums = np.quantile(beyond.sum(axis=1), tails)
    return Opportunity(
        events=_spread_out(events, known),
        lower=_spread_out(np.minimum(low, events), known),
        upper=_spread_out(np.maximum(high, events), known),
        share=_spread_out(events / total if total > 0 else np.zeros_like(events), known),
        total=total,
        total_lower=min(float(sums[0]), total),
        total_upper=max(float(sums[1]), total),
        benchmark=benchmark[0],
        benchmark_lower=benchmark[1],
        benchmark_upper=benchmark[2],
        areas_for_half=int(_for_half(events[None, :])[0]),
        half_low=int(np.quantile(half, tails[0], method="lower")),
        half_high=int(np.quantile(half, tails[1], method="higher")),
    )


def _gap(events: Floats, at_benchmark: Floats) -> Floats:
    return np.where(events > ROUNDING * at_benchmark, events, 0.0)


def _levels(x: Floats, n: Floats, measure: str, levels: str, rng: np.random.Generator) -> Floats:
    """(DRAWS, k) true levels as the counts leave them open."""
    size = (DRAWS, len(x))
    prior = prior_of(x, n, measure) if levels == "shrunken" else Prior(np.zeros(1), np.zeros(1))
    if levels == "counted" or np.isnan(prior.variance[0]):
        return rng.beta(x + 0.5, n - x + 0.5, size) if measure == "proportion" else rng.gamma(x + 0.5, 1 / n, size)
    if prior.variance[0] == 0:  # all alike: only the level they share is open
        one = (DRAWS, 1)
        total, people = x.sum(), n.sum()
        alike = (
            rng.beta(total + 0.5, people - total + 0.5, one)
            if measure == "proportion"
            else rng.gamma(total + 0.5, 1 / people, one)
        )
        return np.broadcast_to(alike, size)
    a, b = posterior(x, n, prior, measure)
    return rng.beta(a, b, size) if measure == "proportion" else rng.gamma(a, 1 / b, size)


def _benchmark(
    wanted: ArrayLike | str,
    known: NDArray[np.bool_],
    x: Floats,
    n: Floats,
    drawn: Floats,
    measure: str,
    polarity: str,
    rng: np.random.Generator,
) -> tuple[float | Floats, Floats]:
    """The benchmark itself, one or one an area, and its draws (DRAWS, 1 or k)."""
    if isinstance(wanted, str):
        one_of("benchmark", wanted, KINDS)
        among = np.ones_like(drawn) if wanted == "pooled" else _best(drawn, polarity)
        own = np.ones_like(x) if wanted == "pooled" else _best((x / n)[None, :], polarity)[0]
        draws = (among * drawn * n).sum(axis=1, keepdims=True) / (among * n).sum(axis=1, keepdims=True)
        return float((own * x).sum() / (own * n).sum()), draws
    given = numbers("benchmark", wanted)
    if given.shape not in ((), (2,), (len(known), 2)):
        raise ValueError(f"benchmark must be a word, a number, or pairs of count and denominator; found {wanted!r}")
    if given.ndim == 0:
        return _possible(float(given), measure), np.full((DRAWS, 1), float(given))
    pairs = given[None, :] if given.ndim == 1 else given[known]
    count, size = not_negative("benchmark", pairs).T
    with np.errstate(divide="ignore", invalid="ignore"):
        share = _possible(count / size, measure)
    shape = (DRAWS, len(pairs))
    if measure == "proportion":
        return share, rng.beta(count + 0.5, size - count + 0.5, shape)
    return share, rng.gamma(count + 0.5, 1 / size, shape)


def _possible(share: Any, measure: str) -> Any:
    if not (np.isfinite(share) & (np.asarray(share) >= 0)).all() or (measure == "proportion" and np.max(share) > 1):
        raise ValueError(f"benchmark must be possible per unit of denominator; found {share}")
    return share


def _best(level: Floats, polarity: str) -> Floats:
    """1.0 for the fifth of the areas with the best levels of each draw, else 0.0."""
    fifth = -(-level.shape[1] // FIFTHS)
    order = np.argsort(level if polarity == "low" else -level, axis=1, kind="stable")
    best = np.zeros_like(level)
    np.put_along_axis(best, order[:, :fifth], 1.0, axis=1)
    return best


def _for_half(events: Floats) -> NDArray[np.int64]:
    """Of each row, the fewest areas that together make half; 0 where there is nothing."""
    ordered = np.cumsum(-np.sort(-events, axis=1), axis=1)
    total = ordered[:, -1:]
    found: NDArray[np.int64] = np.where(total[:, 0] > 0, (ordered < total / 2).sum(axis=1) + 1, 0)
    return found


def _spread_out(part: Floats, known: NDArray[np.bool_]) -> Floats:
    whole = np.full(len(known), np.nan)
    whole[known] = part
    return whole
