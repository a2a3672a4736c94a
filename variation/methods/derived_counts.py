"""Directly standardised rates in a funnel: the counts and denominators that stand for them.

`funnel.funnel` asks for a count and a denominator; a standardised rate is not one over the other. Either function here
gives a pair that is, to be held against a target as a "rate".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, broadcast, not_negative, numbers, positive
from variation.methods.significance import Z_95
from variation.methods.standardisation import MINIMUM_EVENTS


@dataclass(frozen=True)
class Derived:
    """Events and the persons among whom they make the rate; NaN where there is no such pair."""

    count: Floats
    denominator: Floats


def derived_denominator(count: ArrayLike, rate: ArrayLike, multiplier: float = 100_000) -> Derived:
    """The events counted, and the population in which they would make the standardised rate.

    Parameters
    ----------
    count, rate : array-likes of one shape
        Events, and the directly standardised rate per multiplier.
    multiplier : float

    Returns
    -------
    Derived
        For ``funnel.funnel(d.count, d.denominator, "rate", multiplier=multiplier)``; NaN below ten events.

    Raises
    ------
    ValueError
        For negative figures or shapes that do not fit.

    Notes
    -----
    ``multiplier × count / rate``, as PHEindicatormethods and PHStatsMethods have it. It takes the rate to be as certain
    as a crude one of as many events, which it is where the area's ages are about the standard's. Where they are not,
    too many areas lie outside: up to 16 % at "95 %" (docs/methods/funnels.md). Events must be independent.

    References
    ----------
    OHID. Fingertips technical guidance: funnel plots.
    """
    unit = positive("multiplier", multiplier)
    x, value = broadcast(count=not_negative("count", count), rate=not_negative("rate", rate))
    return _pair(np.where(x >= MINIMUM_EVENTS, x, np.nan), value, unit)


def effective_events(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, multiplier: float = 100_000) -> Derived:
    """As many events as would make a crude rate just as certain, and the population in which they make the rate.

    Parameters
    ----------
    value, lower, upper : array-likes of one shape
        Directly standardised rates with their 95 % limits, per multiplier.
    multiplier : float

    Returns
    -------
    Derived
        NaN for a rate of 0 and where an interval has no width. Leave out rates of fewer than ten events beforehand, as
        those who publish them do: leaving out what has few effective events would leave out the low ones.

    Raises
    ------
    ValueError
        For a negative value, a lower limit above the upper one, shapes that do not fit.

    Notes
    -----
    ``(value/se)²``, se = (upper − lower)/3.92. No counts are needed; weights that differ between ages, and events that
    are not independent, are in the interval where its author put them there. Of areas like the target 3 to 5 % lie
    outside 95 % limits whatever their ages (docs/methods/funnels.md).

    References
    ----------
    Fay MP, Feuer EJ (1997). Confidence intervals for directly standardized rates: a method based on the gamma
    distribution. Stat Med 16, 791-801 (the same number of events, for an interval).
    """
    unit = positive("multiplier", multiplier)
    v, low, high = broadcast(
        value=not_negative("value", value), lower=numbers("lower", lower), upper=numbers("upper", upper)
    )
    if (low > high).any():
        raise ValueError("lower must not be above upper")
    with np.errstate(divide="ignore", invalid="ignore"):
        x = np.where(high > low, (2 * Z_95 * v / (high - low)) ** 2, np.nan)
    return _pair(x, v, unit)


def _pair(x: Floats, rate: Floats, unit: float) -> Derived:
    n = unit * x / np.where(rate > 0, rate, np.nan)
    return Derived(np.where(np.isnan(n), np.nan, x), n)
