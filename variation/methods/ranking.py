"""How sure is a rank? Ranges of ranks by simulation from each area's own uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods.arguments import Flags, Floats, broadcast, numbers, one_of, positive
from variation.methods.significance import SCALES, Z_95

DRAWS = 2_000
SEED = 2005
FIFTHS = 5
CELLS = 4_000_000  # of the table of areas by ranks that is held at a time


@dataclass(frozen=True)
class Ranks:
    """Ranks of k areas, 1 = highest value; all (k,) float, NaN where an area has no value or no limits.

    rank : by the value itself, ties share the better rank
    rank_low, rank_high : best and worst rank that the uncertainty leaves plausible; they hold `rank`
    expected : mean rank over the draws
    highest_fifth, lowest_fifth : probability, 0 … 1, of being among the ⌈k/5⌉ highest or lowest; which of the two is
        the worst fifth is for those who know which way is good
    """

    rank: Floats
    rank_low: Floats
    rank_high: Floats
    expected: Floats
    highest_fifth: Floats
    lowest_fifth: Floats


def rank_interval(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    *,
    scale: str = "rate",
    multiplier: float = 1,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranks:
    """95 % range of the rank of each area, by simulation.

    Parameters
    ----------
    value, lower, upper : (k,) array-like
        Estimates and their 95 % limits. Areas without limits take no part.
    scale : {"rate", "proportion", "mean"}
        Where uncertainty is taken as normal on each side: log, logit or linear. An area whose value or limits have no
        logarithm (0, or 100 %) uses the linear scale.
    multiplier : float
        What a proportion of 1 is in the unit of the value (100 for per cent); used by "proportion" only.
    draws : int, at least 100
    seed : int
        Of a generator of our own: the same arguments always give the same ranges.

    Returns
    -------
    Ranks

    Raises
    ------
    ValueError
        For shapes that do not fit, limits the wrong way round, an unknown scale, too few draws.

    Notes
    -----
    Each draw takes ``g(value) + e (g(limit) − g(value))/1.96`` with e standard normal and the limit on e's side, so
    that draws have the value as median and the published limits as 2.5 and 97.5 percentiles, however skewed. Areas are
    drawn independently and ranked, equals in random order; the range spans the 2.5 to 97.5 percentiles of the ranks,
    widened if need be to hold the observed rank. Ranges are for one area at a time, not for all areas jointly.

    References
    ----------
    Marshall EC, Spiegelhalter DJ (1998). Reliability of league tables of in vitro fertilisation clinics. BMJ 316, 1701.
    Goldstein H, Spiegelhalter DJ (1996). League tables and their limitations. JRSS A 159, 385-443.
    """
    one_of("scale", scale, SCALES)
    unit = positive("multiplier", multiplier)
    if draws < 100:
        raise ValueError(f"draws must be at least 100; found {draws}")
    v, low, high = broadcast(
        value=numbers("value", value), lower=numbers("lower", lower), upper=numbers("upper", upper)
    )
    if v.ndim != 1:
        raise ValueError(f"value must be one-dimensional, one entry an area; found shape {v.shape}")
    if (low > high).any():
        raise ValueError("lower must not be above upper")
    known = ~(np.isnan(v) | np.isnan(low) | np.isnan(high))
    ranks = np.full((6, len(v)), np.nan)
    if known.any():
        ranks[0, known] = _rank(v[known])
        simulated = _simulate(v[known], low[known], high[known], scale=scale, unit=unit, draws=draws, seed=seed)
        # draws of areas that have no width on one side may be equal: of no events, half of them are
        flat = (low[known] == v[known]) | (high[known] == v[known])
        lots = _lots(draws, len(flat), seed) if flat.sum() > 1 else None
        first, last, *ranks[3:, known] = _distribution(simulated, lots)
        ranks[1, known] = np.minimum(first, ranks[0, known])
        ranks[2, known] = np.maximum(last, ranks[0, known])
    return Ranks(*ranks)


def _rank(value: Floats) -> Floats:
    ascending = np.sort(value)
    return (len(value) - np.searchsorted(ascending, value, side="right") + 1).astype(np.float64)


def _simulate(value: Floats, lower: Floats, upper: Floats, *, scale: str, unit: float, draws: int, seed: int) -> Floats:
    """(draws, k) possible values, negated so that rank 1 sorts first."""
    e = _noise(draws, len(value), seed)
    linear: Flags = np.ones(len(value), dtype=np.bool_)
    centre, down, up = value, value - lower, upper - value
    if scale != "mean":
        with np.errstate(divide="ignore", invalid="ignore"):
            parts = [np.log(p) if scale == "rate" else special.logit(p / unit) for p in (value, lower, upper)]
        linear = ~np.isfinite(np.array(parts)).all(axis=0)
        centre = np.where(linear, centre, parts[0])
        with np.errstate(invalid="ignore"):
            down = np.where(linear, down, parts[0] - parts[1])
            up = np.where(linear, up, parts[2] - parts[0])
    drawn = np.where(e < 0, down / Z_95, up / Z_95)
    drawn *= e
    drawn += centre
    bent = slice(None) if not linear.any() else ~linear
    if not linear.all():
        drawn[:, bent] = np.exp(drawn[:, bent]) if scale == "rate" else unit * special.expit(drawn[:, bent])
    return np.negative(drawn, out=drawn)


@lru_cache(maxsize=4)
def _noise(draws: int, areas: int, seed: int) -> Floats:
    """Standard normal numbers; kept, because every view of a level asks for the same ones."""
    noise = np.random.default_rng(seed).standard_normal((draws, areas))
    noise.flags.writeable = False
    return noise


@lru_cache(maxsize=4)
def _lots(draws: int, areas: int, seed: int) -> NDArray[np.int64]:
    """(draws, k) the areas of each draw in random order; from a stream of its own, so that `_noise` stays as it is."""
    rng = np.random.default_rng([seed, areas])
    lots = rng.permuted(np.broadcast_to(np.arange(areas), (draws, areas)), axis=1)
    lots.flags.writeable = False
    return lots


def _distribution(simulated: Floats, lots: NDArray[np.int64] | None) -> tuple[Floats, ...]:
    """2.5 and 97.5 percentiles (whole ranks), mean, and chances of either end; `simulated` may be overwritten.

    Equal draws come in the order that `lots` has the areas in.
    """
    draws, areas = simulated.shape
    if lots is None:
        order = _order(simulated)
    else:
        order = np.take_along_axis(lots, _order(np.take_along_axis(simulated, lots, axis=1)), axis=1)
    first, last, fifth = draws // 40, draws - 1 - draws // 40, -(-areas // FIFTHS)
    low, high, total, top, bottom = np.zeros((5, areas))
    passed = np.zeros((areas, 1), dtype=np.int64)
    width = max(1, min(areas, CELLS // areas))
    for start in range(0, areas, width):
        some = order[:, start : start + width]
        ranks = some.shape[1]
        place = np.arange(start + 1, start + ranks + 1)
        cells = np.bincount((some * ranks + np.arange(ranks)).ravel(), minlength=areas * ranks).reshape(areas, ranks)
        reached = passed + np.cumsum(cells, axis=1)
        low += (reached <= first).sum(axis=1)
        high += (reached <= last).sum(axis=1)
        total += cells @ place
        top += cells @ (place <= fifth)
        bottom += cells @ (place > areas - fifth)
        passed = reached[:, -1:]
    return low + 1, high + 1, total / draws, top / draws, bottom / draws


def _order(simulated: Floats) -> NDArray[np.int64]:
    """Which column comes first, second, … in each row.

    The column's number is written into the lowest bits of each float (a change of one part in 10¹¹ or less) and the
    floats are sorted: several times as fast as an argsort. Equals come in the order of the columns.
    """
    areas = simulated.shape[1]
    mask = (1 << max(areas - 1, 1).bit_length()) - 1
    bits = simulated.view(np.int64)
    bits &= ~mask
    bits |= np.arange(areas)
    simulated.sort(axis=1)
    bits &= mask
    return bits


def rank_range(value: Floats, lower: Floats, upper: Floats, among: Flags) -> tuple[Floats, Floats]:
    """Best and worst rank by value (1 = highest) that the 95 % intervals of all areas together allow.

    An area is ranked below only those whose whole interval lies above its own, and above only those whose whole
    interval lies below it.

    Parameters
    ----------
    value, lower, upper : (k,), NaN where absent
    among : (k,) areas that are ranked

    Returns
    -------
    rank_low, rank_high : (k,) floats, rank_low <= rank_high; NaN for areas that are not ranked or have no interval

    Notes
    -----
    All ranges hold at once when the intervals do; with 95 % intervals each range by itself holds with about 95 %
    (tested by simulation). An area without an interval cannot be told apart from any other. Wider than `rank_interval`
    and needs no draws, which is why Explore shows this one.

    References
    ----------
    Klein M, Wright T, Wieczorek J (2020). A joint confidence region for an overall ranking of populations. JRSS C 69,
    589-606.
    """
    ranked = among & np.isfinite(value)
    low, high = np.full(len(value), np.nan), np.full(len(value), np.nan)
    known = ranked & np.isfinite(lower) & np.isfinite(upper)
    above = np.sort(lower[known])
    below = np.sort(upper[known])
    low[known] = 1 + len(above) - np.searchsorted(above, upper[known], side="right")
    high[known] = ranked.sum() - np.searchsorted(below, lower[known], side="left")
    return low, high
