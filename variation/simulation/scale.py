"""Where the areas of an indicator lie and how far they scatter, on a scale where effects add up.

Proportions live on the logit, whatever else is positive on the logarithm, other means on their own scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.errors import CatalogueError
from variation.indicators import Illustrative, Indicator

Floats = NDArray[np.float64]

POPULATION = 260_000  # of a middle borough or CCG, where an indicator names no denominator
SERIES_SHARE = 0.2  # scatter of one area over time, as a share of the scatter between areas
REMOTE = 10  # times further from 0 % or 100 % than the middle: no nearer is believed
LEAST_SHARE = 0.3  # of the scatter in the table that is never explained away as chance


@dataclass(frozen=True)
class Scale:
    """The distribution over areas that a table of level and spread asks for.

    link : logit, log or identity
    middle : on that scale, as all that follow
    up, down : standard deviations above and below it, of the true levels of areas
    reach_up, reach_down : distance from the middle to the highest and the lowest area
    noise : standard deviation of chance alone in one period of an area with the middle denominator
    exposure : that denominator, for one year where several are pooled
    dispersion : how many times the variance of counts exceeds chance alone
    """

    link: str
    middle: float
    up: float
    down: float
    reach_up: float
    reach_down: float
    noise: float
    exposure: float
    dispersion: float

    @property
    def between(self) -> float:
        """Standard deviation between areas, both sides taken together."""
        return float(np.sqrt((self.up**2 + self.down**2) / 2))

    def reach(self, sign: float) -> float:
        """Distance from the middle to the end of the table on one side."""
        return self.reach_up if sign > 0 else self.reach_down

    def restlessness(self, size: float) -> float:
        """Standard deviation of one area from period to period, of an area of this size (1: a middle one)."""
        return float(np.sqrt(self.noise**2 / size + (SERIES_SHARE * self.between) ** 2))

    def unrest(self, size: float) -> float:
        """Standard deviation of figures of areas of this size, chance included."""
        return float(np.sqrt(self.between**2 + self.restlessness(size) ** 2))

    def narrowed(self, share: float) -> Scale:
        """The same with less scatter, to leave room for a planted outlier inside the range of the table."""
        changed = {**vars(self), "up": self.up * share, "down": self.down * share}
        return Scale(**changed)


def table(indicator: Indicator) -> Illustrative:
    """Level and spread of an indicator; raises CatalogueError where it gives none."""
    if indicator.illustrative is None:
        raise CatalogueError(
            f"data/indicators/{indicator.id}.toml has no [illustrative] table, so nothing says at what level to "
            "simulate it; add one as docs/indicators.md describes, or choose another indicator."
        )
    return indicator.illustrative


def scale(indicator: Indicator, areas: int, dispersion: float) -> Scale:
    """The scale of an indicator whose lowest and highest are those of so many areas."""
    numbers = table(indicator)
    link = link_of(indicator)
    middle, low, high = to_link([numbers.median, *_bounds(numbers, link)], link).tolist()
    extreme = _expected_extreme(areas)
    exposure = numbers.denominator or POPULATION * indicator.pooled_years
    up, down = (high - middle) / extreme, (middle - low) / extreme
    noise = _chance(indicator, numbers.median, exposure, dispersion)
    if indicator.measure == "mean":
        noise = 0.25 * float(np.sqrt((up**2 + down**2) / 2))
    return Scale(
        link=link,
        middle=middle,
        up=_without(up, noise),
        down=_without(down, noise),
        reach_up=high - middle,
        reach_down=middle - low,
        noise=noise,
        exposure=exposure / indicator.pooled_years,
        dispersion=dispersion,
    )


def link_of(indicator: Indicator) -> str:
    """The scale on which effects on an indicator add up."""
    numbers = table(indicator)
    within_100 = indicator.measure == "mean" and indicator.unit == "%" and numbers.low > 0 and numbers.high < 100
    if indicator.measure == "proportion" or within_100:
        return "logit"
    return "log" if indicator.measure != "mean" or numbers.low > 0 else "identity"


def to_link(value: ArrayLike, link: str) -> Floats:
    """Values in the indicator's unit, on the scale where effects add up."""
    value = np.asarray(value, dtype=np.float64)
    if link == "identity":
        return value
    if link == "log":
        return np.asarray(np.log(value))
    share = np.clip(value / 100, 0.0005, 0.9995)
    return np.asarray(np.log(share / (1 - share)))


def from_link(effect: ArrayLike, link: str) -> Floats:
    """The way back: values in the indicator's unit."""
    effect = np.asarray(effect, dtype=np.float64)
    if link == "identity":
        return effect
    return np.asarray(np.exp(effect) if link == "log" else 100 / (1 + np.exp(-effect)))


def slope(level: Floats, link: str) -> Floats:
    """What one step on the link scale is worth in the indicator's unit, at these values."""
    if link == "identity":
        return np.ones_like(level)
    return level if link == "log" else level * (1 - level / 100)


def _bounds(numbers: Illustrative, link: str) -> tuple[float, float]:
    """Lowest and highest of the table; one that is next to nothing is chance in a tiny area, not a level."""
    if link == "identity":
        return numbers.low, numbers.high
    low = max(numbers.low, numbers.median / REMOTE)
    return low, numbers.high if link == "log" else min(numbers.high, 100 - (100 - numbers.median) / REMOTE)


def _chance(indicator: Indicator, median: float, exposure: float, dispersion: float) -> float:
    if indicator.measure == "count":
        return float(np.sqrt(dispersion / max(median, 1)))
    events = exposure * median / indicator.multiplier
    if indicator.measure == "proportion":
        events *= max(1 - median / 100, 0.0005)
    return float(np.sqrt(dispersion / max(events, 0.5)))


def _without(spread: float, noise: float) -> float:
    """Scatter of true levels, when chance and movement over time are taken out of the scatter of figures."""
    true = max(spread**2 - noise**2, (LEAST_SHARE * spread) ** 2)
    return float(np.sqrt(true / (1 + SERIES_SHARE**2)))


def _expected_extreme(areas: int) -> float:
    from scipy.special import ndtri

    return float(ndtri((max(areas, 2) - 0.375) / (max(areas, 2) + 0.25)))
