"""How much of the variation is more than chance, and how much that is beside the figure itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import numbers
from variation.methods.published_spread import published_spread
from variation.methods.spread import spread


@dataclass(frozen=True)
class BeyondChance:
    """Of one set of areas; NaN where it cannot be told.

    excess : share of the variance between areas that chance does not explain, 0 … 1
    relative : standard deviation of the areas' true levels over their mean, chance taken out
    """

    excess: float
    relative: float


def of_counts(count: ArrayLike, denominator: ArrayLike, measure: str) -> BeyondChance:
    """From (k,) counts and denominators: 1 − chance share, and `sd_between` over Σ count / Σ denominator (`spread`)."""
    found = spread(count, denominator, measure)
    mean = float(np.nansum(numbers("count", count)) / np.nansum(numbers("denominator", denominator)))
    return BeyondChance(1 - float(found.chance_share), float(found.sd_between) / mean if mean > 0 else float("nan"))


def of_limits(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, scale: str) -> BeyondChance:
    """From (k,) values with 95 % limits (`published_spread`).

    On the scale "rate" τ itself is relative; on "mean" it is divided by the mean of the values.
    """
    found = published_spread(value, lower, upper, scale)
    excess, tau = 1 - float(found.chance_share), float(found.tau2) ** 0.5
    if scale == "rate":
        return BeyondChance(excess, tau)
    mean = abs(float(np.mean(numbers("value", value))))
    return BeyondChance(excess, tau / mean if mean > 0 else float("nan"))
