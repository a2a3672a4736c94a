"""From true levels to the figures a publisher would print: counts drawn, years pooled, limits, small counts hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.indicators import Indicator
from variation.simulation.scale import Floats, Scale, from_link, slope

Z95 = 1.959963984540054
SMALL = 5  # counts from 1 to 4 are suppressed
FEWEST_EVENTS = 10  # below which a standardised rate is not published


@dataclass(frozen=True)
class Tally:
    """What may be summed over parts, years and sexes: arrays of one shape (groups, n, t).

    top : events, or weight × value for a mean; bottom : denominator or weight; variance : of top, for a mean
    """

    top: Floats
    bottom: Floats
    variance: Floats

    def summed(self, over: Callable[[Floats], Floats]) -> Tally:
        """The tally of sums, each array summed alike."""
        return Tally(over(self.top), over(self.bottom), over(self.variance))

    def pooled(self, years: int) -> Tally:
        """Rolling sums over so many years."""
        return self if years == 1 else self.summed(lambda numbers: _rolling(numbers, years))


@dataclass(frozen=True)
class Figures:
    """Published figures of one shape (groups, areas, t); NaN where a publisher prints nothing."""

    value: Floats
    count: Floats
    denominator: Floats
    lower: Floats
    upper: Floats


def tally(rng: np.random.Generator, indicator: Indicator, effect: Floats, exposure: Floats, scale: Scale) -> Tally:
    """Draw events (or noisy means) at true levels; over-dispersed: beta-binomial or gamma-Poisson."""
    level = from_link(effect, scale.link)
    none = np.zeros_like(level)
    excess = scale.dispersion - 1
    if indicator.measure == "mean":
        error = scale.noise * np.sqrt(scale.exposure / exposure) * slope(level, scale.link)
        value = level + error * rng.standard_normal(level.shape)
        return Tally(value * exposure, exposure, (error * exposure) ** 2)
    if indicator.measure == "proportion":
        share, sharpness = level / 100, np.maximum(exposure, 1) / excess
        drawn = rng.beta(share * sharpness, (1 - share) * sharpness)
        return Tally(rng.binomial(exposure.astype(np.int64), drawn).astype(np.float64), exposure, none)
    expected = level * exposure / (scale.exposure if indicator.measure == "count" else indicator.multiplier)
    drawn = rng.gamma(np.maximum(expected, 1e-9) / excess) * excess
    return Tally(rng.poisson(drawn).astype(np.float64), exposure, none)


def expected(indicator: Indicator, level: Floats, exposure: Floats) -> Tally:
    """The tally of a population so large that chance plays no part in it."""
    none = np.zeros_like(level)
    if indicator.measure == "mean":
        return Tally(level * exposure, exposure, none)
    multiplier = 100 if indicator.measure == "proportion" else indicator.multiplier
    return Tally(np.round(level * exposure / multiplier), exposure, none)


def figures(indicator: Indicator, found: Tally, *, small: bool) -> Figures:
    """Values with 95 % limits.

    Parameters
    ----------
    small : hide counts from 1 to 4, as publishers do for areas below the region
    """
    blank = np.full_like(found.top, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        if indicator.measure == "mean":
            value, error = found.top / found.bottom, np.sqrt(found.variance) / found.bottom
            shown = found.bottom if indicator.illustrative and indicator.illustrative.denominator else blank
            return Figures(value, blank, shown, value - Z95 * error, value + Z95 * error)
        if indicator.measure == "proportion":
            lower, upper = wilson(found.top, found.bottom)
            out = Figures(100 * found.top / found.bottom, found.top, found.bottom, 100 * lower, 100 * upper)
        else:
            alone = indicator.measure == "count"
            factor = np.ones_like(found.top) if alone else indicator.multiplier / found.bottom
            lower, upper = byar(found.top)
            shown = blank if alone else found.bottom
            out = Figures(factor * found.top, found.top, shown, factor * lower, factor * upper)
    if indicator.measure == "standardised rate":
        few = found.top < FEWEST_EVENTS
        return Figures(*(np.where(few, np.nan, a) for a in (out.value, blank, blank, out.lower, out.upper)))
    hidden = (found.top > 0) & (found.top < SMALL) if small else np.zeros(found.top.shape, bool)
    value, count, lower, upper = (np.where(hidden, np.nan, a) for a in (out.value, out.count, out.lower, out.upper))
    return Figures(value, count, out.denominator, lower, upper)


def wilson(count: Floats, denominator: Floats) -> tuple[Floats, Floats]:
    """Wilson score limits of a share."""
    middle = count + Z95**2 / 2
    half = Z95 * np.sqrt(count * (1 - count / denominator) + Z95**2 / 4)
    total = denominator + Z95**2
    return np.maximum((middle - half) / total, 0), np.minimum((middle + half) / total, 1)


def byar(count: Floats) -> tuple[Floats, Floats]:
    """Byar's approximation to the exact Poisson limits of a count."""
    safe = np.maximum(count, 1e-9)
    lower = safe * np.maximum(1 - 1 / (9 * safe) - Z95 / (3 * np.sqrt(safe)), 0) ** 3
    after = count + 1
    return lower, after * (1 - 1 / (9 * after) + Z95 / (3 * np.sqrt(after))) ** 3


def _rolling(figures: NDArray[np.float64], years: int) -> Floats:
    total = np.cumsum(figures, axis=2)
    total[:, :, years:] -= total[:, :, :-years].copy()
    return total[:, :, years - 1 :]
