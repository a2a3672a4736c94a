"""Do areas draw together or apart between two periods?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from variation.methods.arguments import Floats, counts, counts_within, integer, one_of
from variation.methods.dispersion import MINIMUM_AREAS
from variation.methods.funnel_limits import MEASURES
from variation.methods.published_spread import levels_of_limits
from variation.methods.spread_variance import between_areas, estimates

DRAWS = 1_000
SEED = 1986
FEW_AREAS = 100  # up to which the draws of a bootstrap are kept


@dataclass(frozen=True)
class SpreadChange:
    """Spread of the areas' true levels in two periods.

    direction : "wider", "narrower", "none" (no clear change), or "" where it was not tested
    first, last : τ in each period: standard deviation between areas with chance taken out, on the scale of the test
    lower, upper : 95 % interval of last − first
    areas : areas with figures in both periods
    reason : why it was not tested, "" where it was
    """

    direction: str
    first: float
    last: float
    lower: float
    upper: float
    areas: int
    reason: str


def change(
    count: ArrayLike, denominator: ArrayLike, measure: str, *, draws: int = DRAWS, seed: int = SEED
) -> SpreadChange:
    """Change in spread between two periods that do not overlap, from counts.

    Parameters
    ----------
    count, denominator : (2, k) array-like
        Events and persons (or expected events) of the same k areas in the first and the last period.
    measure : {"proportion", "rate", "ratio"}
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    SpreadChange
        Levels are arcsin√p for proportions; logarithms for rates and ratios, so that τ is close to a relative
        difference (0.1 is about 10 %).

    Raises
    ------
    ValueError
        For impossible counts, shapes other than (2, k), an unknown measure.

    Notes
    -----
    τ² of each period by DerSimonian and Laird (`spread_variance.between_areas`). The interval is that of a bootstrap
    that draws areas with both their periods, so that the likeness of an area to itself is kept; percentile limits are
    stretched by t/z with k − 1 degrees of freedom and √(k/(k − 1)), as the plain percentile interval is short for few
    areas.
    Below MINIMUM_AREAS (10) nothing is tested.

    References
    ----------
    Efron B, Tibshirani RJ (1993). An introduction to the bootstrap. Chapman & Hall, ch. 13.
    Hesterberg TC (2015). What teachers should know about the bootstrap. Am Stat 69, 371-386 (the stretch).
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    _two_periods("count", x)
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    both = ~np.isnan(x).any(axis=0)
    x, n = x[:, both], n[:, both]
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n * x.sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    return _compare(*estimates(x, n, expected, measure), draws, seed)


def change_of_limits(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    scale: str = "rate",
    *,
    multiplier: float = 1,
    draws: int = DRAWS,
    seed: int = SEED,
) -> SpreadChange:
    """The same from values with their 95 % limits, for figures published without counts.

    Parameters
    ----------
    value, lower, upper : (2, k) array-like
        The same k areas in the first and the last period.
    scale : {"rate", "proportion", "mean"}
        Levels are logarithms, arcsin√p or the values themselves.
    multiplier : float
        What a proportion of 1 is in the unit of the value; used by "proportion" only.

    Returns
    -------
    SpreadChange
        Areas whose figures have no logarithm, or no limits, are left out.
    """
    y, s2 = levels_of_limits(value, lower, upper, scale, multiplier)
    _two_periods("value", y)
    known = np.isfinite(y).all(axis=0)
    return _compare(y[:, known], s2[:, known], draws, seed)


def _two_periods(name: str, array: Floats) -> None:
    if array.ndim != 2 or len(array) != 2:
        raise ValueError(f"{name} must have shape (2, areas): first and last period; found {array.shape}")


def _compare(y: Floats, s2: Floats, draws: int, seed: int) -> SpreadChange:
    areas, draws = y.shape[1], integer("draws", draws, 10)
    if areas < MINIMUM_AREAS:
        reason = f"A change in spread needs at least {MINIMUM_AREAS} areas with figures in both periods; {areas} have."
        return SpreadChange("", np.nan, np.nan, np.nan, np.nan, areas, reason)
    first, last = np.sqrt(between_areas(y, s2)[0])
    if not np.isfinite([first, last]).all():
        which = "first" if np.isnan(first) else "last"
        reason = f"Spread in the {which} period is unknown: nothing was counted in any area."
        return SpreadChange("", float(first), float(last), np.nan, np.nan, areas, reason)
    times = _few_times(draws, areas, seed) if areas <= FEW_AREAS else _times(draws, areas, seed)
    tau = _resampled(y, s2, times)
    # the tail at which a percentile interval of k areas covers what a t interval would
    tail = special.ndtr(-np.sqrt(areas / (areas - 1)) * special.stdtrit(areas - 1, 0.975))
    lower, upper = np.quantile(tau[1] - tau[0], (tail, 1 - tail))
    direction = "wider" if lower > 0 else "narrower" if upper < 0 else "none"
    return SpreadChange(direction, float(first), float(last), float(lower), float(upper), areas, "")


def _times(draws: int, areas: int, seed: int) -> Floats:
    """How often each area is drawn, (draws, areas)."""
    drawn = np.random.default_rng(seed).integers(0, areas, (draws, areas))
    times = np.bincount((drawn + areas * np.arange(draws)[:, None]).ravel(), minlength=draws * areas)
    return times.reshape(draws, areas).astype(np.float64)


_few_times = lru_cache(maxsize=16)(_times)  # the same for every indicator of a level; of many areas it is large


def _resampled(y: Floats, s2: Floats, times: Floats) -> Floats:
    """τ of each period and draw, from how often each area was drawn: as `between_areas`, by sums."""
    away = y - y.mean(axis=1, keepdims=True)  # about the mean, so that differences of squares keep their digits
    weight = 1 / s2
    total, square, first, second = (part @ times.T for part in (weight, weight**2, weight * away, weight * away**2))
    spare = total - square / total
    beyond = second - first**2 / total - (times.shape[1] - 1)
    return np.sqrt(np.where(spare > 0, np.maximum(beyond, 0) / np.where(spare > 0, spare, 1), 0.0))
