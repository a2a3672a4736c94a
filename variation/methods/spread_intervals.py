"""Intervals of measures of spread: if the same areas were counted again, and of their true levels."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, counts, counts_within, integer, one_level, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.shrinkage import posterior, prior_of
from variation.methods.spread import Spread, spread
from variation.methods.spread_levels import MINIMUM_AREAS, draw_levels
from variation.methods.spread_variance import estimates

DRAWS = 1_000
SEED = 1982
LEAST_DRAWS = 10
CERTAIN = 1e9  # times as many persons as there are


@dataclass(frozen=True)
class SpreadIntervals:
    """The measures of one set of areas, with limits of each.

    estimate : as seen
    lower, upper : limits of the same measure if the same areas were counted again, with chance in it once more
    true_lower, true_upper : limits of the measure of the areas' true levels, without chance; NaN below five areas.
        Chance stretches quotients, coefficients of variation and Gini: as seen these may lie above `true_upper`
    """

    estimate: Spread
    lower: Spread
    upper: Spread
    true_lower: Spread
    true_upper: Spread


def spread_intervals(
    count: ArrayLike,
    denominator: ArrayLike,
    measure: str,
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> SpreadIntervals:
    """Measures of spread with their intervals, by a seeded parametric bootstrap.

    Parameters
    ----------
    count, denominator : (k,) array-like
        Events and persons (or expected events) of k areas.
    measure : {"proportion", "rate", "ratio"}
    confidence : float, between 0 and 1
    draws : int, 10 or more
    seed : int

    Returns
    -------
    SpreadIntervals
        NaN below two areas.

    Raises
    ------
    ValueError
        For impossible counts, an unknown measure, more than one set of areas.

    Notes
    -----
    Areas are all there are, not a sample, so they are not resampled: doing so leaves the highest and the lowest out of
    a third of the draws. Two questions have two answers; docs/methods/spread.md has the coverage of each and of others.

    Counted again: each draw takes a true level of every area from its empirical-Bayes posterior and counts anew at that
    level. Limits are percentiles: 95 % of repetitions with these areas would give a measure between them.

    True: each draw takes the levels of all areas, and how far they spread, from their joint posterior
    (`spread_levels.draw_levels`, on the scale of τ²) and measures these levels, with no chance to take out.

    References
    ----------
    Efron B, Tibshirani RJ (1993). An introduction to the bootstrap. Chapman & Hall, section 6.5 (parametric).
    Gelman A et al. (2013). Bayesian data analysis, 3rd ed. Chapman & Hall, section 5.4.
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim != 1:
        raise ValueError(f"count must be one set of areas; found shape {x.shape}")
    level, draws = one_level(confidence), integer("draws", draws, LEAST_DRAWS)
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    again = spread(counted_again(x, n, measure, draws, seed), np.broadcast_to(n, (draws, len(n))), measure)
    tails = (1 - level) / 2, (1 + level) / 2
    true = true_spread(x, n, measure, draws, seed)
    limits = [
        Spread(**{field.name: _quantile(getattr(drawn, field.name), tail) for field in fields(Spread)})
        for drawn in (again, true)
        for tail in tails
    ]
    return SpreadIntervals(spread(x, n, measure), *limits)


def counted_again(x: Floats, n: Floats, measure: str, draws: int, seed: int) -> Floats:
    """Counts of k areas in so many repetitions, (draws, k), at true levels drawn from their posterior."""
    rng = np.random.default_rng(seed)
    known = np.isfinite(x)
    again = np.full((draws, len(x)), np.nan)
    if known.sum() < 2:
        return again
    x, n = x[known], n[known]
    prior = prior_of(x, n, measure)
    one, other = posterior(x, n, prior, measure)
    size = (draws, len(x))
    if measure == "proportion":
        level = rng.beta(one, other, size) if prior.variance[0] > 0 else np.broadcast_to(prior.mean, size)
        whole = np.maximum(np.round(n), 1.0)  # as many trials as there are persons, and the share of them that came up
        again[:, known] = np.minimum(rng.binomial(whole.astype(np.int64), level) * (n / whole), n)
    else:
        level = rng.gamma(one, 1 / other, size) if prior.variance[0] > 0 else np.broadcast_to(prior.mean, size)
        again[:, known] = rng.poisson(n * level)
    return again


def true_spread(x: Floats, n: Floats, measure: str, draws: int, seed: int) -> Spread:
    """The measures of k areas' true levels, in so many draws from their posterior; NaN below five areas."""
    known = np.isfinite(x)
    areas = int(known.sum())
    if areas < MINIMUM_AREAS or not np.nansum(x) > 0:
        nothing = np.full(draws, np.nan)
        return Spread(**{field.name: nothing for field in fields(Spread)})
    x, n = x[known], n[known]
    pooled = x.sum() / n.sum()
    y, s2 = estimates(x, n, pooled * n, measure)
    level, _ = draw_levels(y, s2, draws, np.random.default_rng(seed))
    level = np.clip(level, 0, np.pi / 2) if measure == "proportion" else level
    value = np.sin(level) ** 2 if measure == "proportion" else pooled * np.exp(level)
    # counts so large that chance vanishes from whatever `spread` takes it out of
    found = spread(value * n * CERTAIN, np.broadcast_to(n * CERTAIN, value.shape), measure)
    mean = (value @ n / n.sum())[:, None]
    by_chance = ((mean * (1 - mean) if measure == "proportion" else mean) / n).mean(axis=1)
    weight = 1 / s2
    typical = (areas - 1) / (weight.sum() - (weight**2).sum() / weight.sum())  # chance variance, as I² has it
    tau2 = level.var(axis=1, ddof=1)
    seen = by_chance + value.var(axis=1, ddof=1)  # 0 in a draw in which all areas have everything
    return replace(
        found,
        tau2=tau2,
        between_variance=value.var(axis=1, ddof=1),
        sd_between=value.std(axis=1, ddof=1),
        i_squared=tau2 / (tau2 + typical),
        chance_share=np.divide(by_chance, seen, out=np.full(draws, np.nan), where=seen > 0),
    )


def _quantile(values: Floats, tail: float) -> Floats:
    """The order statistic, which may be infinite; NaN where no draw has the measure."""
    known = np.sort(values[~np.isnan(values)])
    place = round(tail * (len(known) - 1))
    return np.asarray(known[place] if len(known) else np.nan, dtype=np.float64)
