"""Intervals of measures of spread: how far each would move if the same areas were counted again."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, confidences, counts, counts_within, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.shrinkage import moments, posterior
from variation.methods.spread import Spread, spread

DRAWS = 1_000
SEED = 1982


@dataclass(frozen=True)
class SpreadIntervals:
    """The measures of one set of areas, with lower and upper limit of each."""

    estimate: Spread
    lower: Spread
    upper: Spread


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
    draws, seed : int

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
    a third of the draws. Each draw takes a true level of every area from its empirical-Bayes posterior and counts anew
    at that level. Limits are percentiles: 95 % of repetitions with these areas would give a measure between them.
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim != 1:
        raise ValueError(f"count must be one set of areas; found shape {x.shape}")
    level = float(confidences(confidence))
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    again = spread(counted_again(x, n, measure, draws, seed), np.broadcast_to(n, (draws, len(n))), measure)
    tails = (1 - level) / 2, (1 + level) / 2
    limits = [
        Spread(**{field.name: _quantile(getattr(again, field.name), tail) for field in fields(Spread)})
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
    prior = moments(x, n, measure)
    one, other = posterior(x, n, prior, measure)
    size = (draws, len(x))
    if measure == "proportion":
        level = rng.beta(one, other, size) if prior.variance[0] > 0 else np.broadcast_to(prior.mean, size)
        again[:, known] = rng.binomial(np.round(n).astype(np.int64), level)
    else:
        level = rng.gamma(one, 1 / other, size) if prior.variance[0] > 0 else np.broadcast_to(prior.mean, size)
        again[:, known] = rng.poisson(n * level)
    return again


def _quantile(values: Floats, tail: float) -> Floats:
    """The order statistic, which may be infinite; NaN where no draw has the measure."""
    known = np.sort(values[~np.isnan(values)])
    place = round(tail * (len(known) - 1))
    return np.asarray(known[place] if len(known) else np.nan, dtype=np.float64)
