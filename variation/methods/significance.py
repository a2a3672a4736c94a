"""Is an area different from its benchmark? Five answers, from limits of a funnel or from the area's own interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods.arguments import Floats, broadcast, numbers, one_of, positive

NO_DATA = 9  # status of an area that has no figure
SCALES = ("proportion", "rate", "mean")
Z_95 = float(special.ndtri(0.975))
Z_998 = float(special.ndtri(0.999))


def against_limits(
    value: Floats, lower_95: Floats, upper_95: Floats, lower_998: Floats, upper_998: Floats
) -> NDArray[np.int8]:
    """Status of values among limits around a benchmark: -2 … 2, inclusive limits; NO_DATA where a figure is NaN."""
    status = (value > upper_95).astype(np.int8)
    status += value > upper_998
    status -= value < lower_95
    status -= value < lower_998
    status[np.isnan(value) | np.isnan(lower_95) | np.isnan(upper_95)] = NO_DATA
    return status


def of_z(z: Floats) -> NDArray[np.int8]:
    """Status of distances in standard errors: -2 … 2, NO_DATA where NaN."""
    limits = (np.full(z.shape, limit) for limit in (-Z_95, Z_95, -Z_998, Z_998))
    return against_limits(z, *limits)


def against_interval(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    benchmark: ArrayLike,
    scale: str = "rate",
    *,
    multiplier: float = 1,
    limits_998: tuple[ArrayLike, ArrayLike] | None = None,
) -> NDArray[np.int8]:
    """Status of areas by their own published 95 % interval: standardised rates, means, and others without a funnel.

    Parameters
    ----------
    value, lower, upper : array-like, one shape
        Estimate and 95 % limits of each area.
    benchmark : float or array-like that fits
        What areas are compared with, taken as known.
    scale : {"proportion", "rate", "mean"}
        Scale on which the 99.8 % interval is derived from the 95 % one: logit, cube root, or linear.
    multiplier : float
        What a proportion of 1 is in the unit of the value: 100 for per cent. Used by "proportion" only.
    limits_998 : (lower, upper), optional
        Published 99.8 % limits; they are used where they are not NaN.

    Returns
    -------
    int8 array of the broadcast shape
        0 when the benchmark lies within the 95 % limits, ends included; 1 (-1) when the whole 95 % interval is above
        (below) it; 2 (-2) when the whole 99.8 % interval is; 9 (NO_DATA) where a figure is NaN.

    Raises
    ------
    ValueError
        For an unknown scale, a lower limit above the upper one, shapes that do not fit.

    Notes
    -----
    Each side is stretched by itself: on the scale g, ``g(value) ± (z₉₉₈/z₉₅) |g(limit) − g(value)|`` with
    z₉₉₈/z₉₅ = 3.0902/1.9600. A value of 0, or a proportion of 100 %, is stretched on the linear scale instead, and
    limits are cut at what is possible. Rates get the cube root because Byar's limits, and so Dobson's, are linear in z
    on it: derived limits are within 1.1 % of the value of the true ones from 50 events on, 0.5 % from 100 (log scale:
    2.7 % and 1.2 %; linear: 2.6 % and 1.3 %). Proportions get the logit: within 0.6 % from 30 events of 100 on.

    References
    ----------
    OHID. Fingertips technical guidance: comparing with benchmarks by confidence intervals, 95 % and 99.8 %.
    """
    one_of("scale", scale, SCALES)
    unit = positive("multiplier", multiplier)
    v, low, high, against = broadcast(
        value=numbers("value", value),
        lower=numbers("lower", lower),
        upper=numbers("upper", upper),
        benchmark=numbers("benchmark", benchmark),
    )
    if (low > high).any():
        raise ValueError("lower must not be above upper")
    low_998, high_998 = _stretch(v, low, scale, unit), _stretch(v, high, scale, unit)
    if limits_998 is not None:
        given = [np.broadcast_to(numbers("limits_998", side), v.shape) for side in limits_998]
        low_998 = np.where(np.isnan(given[0]), low_998, given[0])
        high_998 = np.where(np.isnan(given[1]), high_998, given[1])
    status = (low > against).astype(np.int8)
    status += (low > against) & (low_998 > against)
    status -= high < against
    status -= (high < against) & (high_998 < against)
    status = np.asarray(status)
    status[np.isnan(v) | np.isnan(low) | np.isnan(high) | np.isnan(against)] = NO_DATA
    return status


def _stretch(value: Floats, limit: Floats, scale: str, unit: float) -> Floats:
    """A 99.8 % limit from a 95 % one."""
    ratio = Z_998 / Z_95
    straight = value + ratio * (limit - value)
    if scale == "mean":
        return straight
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "rate":
            centre, far = np.where(value > 0, np.cbrt(value), np.nan), np.cbrt(limit)
            bent = np.maximum(centre + ratio * (far - centre), 0.0) ** 3
            floor, ceiling = 0.0, np.inf
        else:
            centre, far = special.logit(value / unit), special.logit(limit / unit)
            bent = unit * special.expit(centre + ratio * (far - centre))
            floor, ceiling = 0.0, unit
    usable = np.isfinite(centre) & np.isfinite(far)
    return np.where(usable, bent, np.clip(straight, floor, ceiling))
