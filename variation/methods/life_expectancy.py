"""Life expectancy from deaths and people by age: Chiang's abridged life table with Silcocks' variance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods.arguments import Floats, confidences, counts, numbers

STARTS = (0, 1, *range(5, 95, 5))  # first age of each band: under 1, 1-4, 5-9 … 85-89, 90 and over
MINIMUM_PERSONS = 5_000  # up to which no life expectancy is given
WIDEST = 20.0  # years that a 95 % interval may span
_COHORT = 100_000.0
_INFANT = 0.1  # share of the first year that infants who die in it live


@dataclass(frozen=True)
class LifeExpectancy:
    """Years still to live at the start of each age band.

    value : (..., bands) years
    lower, upper : the same, with a leading axis where several confidence levels were asked for
    reason : (...) why an area's values are NaN, "" where there are any
    """

    value: Floats
    lower: Floats
    upper: Floats
    reason: NDArray[np.str_]


def life_expectancy(
    deaths: ArrayLike, population: ArrayLike, starts: ArrayLike = STARTS, confidence: ArrayLike = 0.95
) -> LifeExpectancy:
    """Life expectancy at the start of every age band, with its interval.

    Parameters
    ----------
    deaths, population : (..., bands) array-like
        Deaths and person-years by area and age band, the last band open.
    starts : (bands,) array-like
        First age of each band in years, ascending from 0.
    confidence : float or (m,) array-like, between 0 and 1

    Returns
    -------
    LifeExpectancy
        All ages NaN, with a reason, where a figure is absent, a band has no people or more deaths than people, the
        area has 5,000 person-years or fewer, or nobody dies in the open band; one age NaN where its 95 % interval would
        span more than 20 years or nobody reaches it.

    Raises
    ------
    ValueError
        For negative figures, bands that do not fit, starts that do not ascend from 0.

    Notes
    -----
    With n the width of a band, a the share of it that those who die in it live (0.1 in the first year, else 0.5) and
    M = deaths/population: ``q = nM/(1 + n(1 − a)M)``, at most 1, and 1 in the open band; l survivors of 100,000;
    ``L = n(l′ + a(l − l′))`` with l′ the survivors at the next band, in the open band l/M; value ``ΣL/l`` from that
    age on. Variance ``Σ l² ((1 − a)n + e′)² q²(1 − q)/D / l₀²`` over the closed bands, e′ the value at the next band
    and D the deaths, and ``l²/(D M²)`` in the open band. The interval is normal. It is a statement of today's death
    rates, not a forecast of anybody's life.

    References
    ----------
    Chiang CL (1968). Introduction to stochastic processes in biostatistics. Wiley, New York.
    Silcocks PBS, Jenner DA, Reza R (2001). Life expectancy as a summary of mortality in a population. J Epidemiol
    Community Health 55, 38-43.
    Eayres D, Williams ES (2004). Evaluation of methodologies for small area life expectancy estimation. J Epidemiol
    Community Health 58, 243-249.
    """
    d, n = counts(deaths, population)
    start = numbers("starts", starts)
    if d.ndim == 0 or start.ndim != 1 or len(start) != d.shape[-1]:
        raise ValueError(f"starts has {start.size} age bands; deaths has shape {d.shape}, bands on its last axis")
    if len(start) < 2 or start[0] != 0 or (np.diff(start) <= 0).any():
        raise ValueError("starts must ascend from 0, in two bands or more")
    level = confidences(confidence)
    reason = np.asarray(_reasons(d, n))
    shown = (reason == "")[..., None]
    value, variance = _table(np.where(shown, d, np.nan), np.where(shown, n, np.nan), start)
    with np.errstate(invalid="ignore"):
        value = np.where(2 * special.ndtri(0.975) * np.sqrt(variance) > WIDEST, np.nan, value)
    nothing = shown[..., 0] & np.isnan(value).all(axis=-1)
    why = np.where(d[..., -1] == 0, "Nobody dies in the open band.", f"95 % intervals of more than {WIDEST:.0f} years.")
    reason = np.where(nothing, why, reason)
    with np.errstate(invalid="ignore"):
        half = special.ndtri((1 + level) / 2).reshape(level.shape + (1,) * d.ndim) * np.sqrt(variance)
    return LifeExpectancy(value, value - half, value + half, reason)


def _reasons(d: Floats, n: Floats) -> NDArray[np.str_]:
    return np.select(
        [
            (np.isnan(d) | np.isnan(n)).any(axis=-1),
            (n == 0).any(axis=-1),
            (d > n).any(axis=-1),
            n.sum(axis=-1) <= MINIMUM_PERSONS,
        ],
        [
            "A figure of an age band is absent.",
            "An age band has no population.",
            "An age band has more deaths than people.",
            f"No more than {MINIMUM_PERSONS:,} person-years.",
        ],
        "",
    )


def _table(d: Floats, n: Floats, start: Floats) -> tuple[Floats, Floats]:
    """Life expectancy and its variance at the start of each band."""
    width = np.diff(start)
    lived = np.where(start[:-1] == 0, _INFANT, 0.5)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = d / n
        closed = rate[..., :-1]
        dying = np.minimum(width * closed / (1 + width * (1 - lived) * closed), 1.0)
        alive = _COHORT * np.cumprod(np.concatenate([np.ones_like(d[..., :1]), 1 - dying], axis=-1), axis=-1)
        years = width * (alive[..., 1:] + lived * (alive[..., :-1] - alive[..., 1:]))
        open_years = np.where(rate[..., -1:] > 0, alive[..., -1:] / rate[..., -1:], np.nan)
        value = _from_here_on(np.concatenate([years, open_years], axis=-1)) / alive
        ahead = np.where(alive[..., 1:] == 0, 0.0, value[..., 1:])  # nobody reaches the next band
        chance = np.where(d[..., :-1] > 0, dying**2 * (1 - dying) / d[..., :-1], 0.0)
        parts = alive[..., :-1] ** 2 * ((1 - lived) * width + ahead) ** 2 * chance
        open_part = alive[..., -1:] ** 2 / (d[..., -1:] * rate[..., -1:] ** 2)
        return value, _from_here_on(np.concatenate([parts, open_part], axis=-1)) / alive**2


def _from_here_on(parts: Floats) -> Floats:
    total: Floats = np.cumsum(parts[..., ::-1], axis=-1)[..., ::-1]
    return total
