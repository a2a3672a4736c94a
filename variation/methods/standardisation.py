"""Standardised rates and ratios: what an area's figure would be if its people had the ages of a standard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, broadcast, confidences, counts, not_negative, positive
from variation.methods.intervals import event_limits
from variation.methods.standard_populations import ESP2013

__all__ = ["ESP2013", "MINIMUM_EVENTS", "direct", "direct_dependent", "indirect_rate", "indirect_ratio"]

MINIMUM_EVENTS = 10  # below, a directly standardised rate is not given


@dataclass(frozen=True)
class Direct:
    """Directly standardised rates, per multiplier.

    value, total_count : shape of the areas
    lower, upper : the same, with a leading axis where several confidence levels were asked for
    reason : why a value is NaN, "" where there is one
    """

    value: Floats
    lower: Floats
    upper: Floats
    total_count: Floats
    reason: NDArray[np.str_]


@dataclass(frozen=True)
class Indirect:
    """Indirectly standardised ratios or rates; limits as in `Direct`, observed and expected events beside them."""

    value: Floats
    lower: Floats
    upper: Floats
    observed: Floats
    expected: Floats


def direct(
    count: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike = ESP2013,
    confidence: ArrayLike = 0.95,
    multiplier: float = 100_000,
) -> Direct:
    """Directly age-standardised rates with Dobson's interval.

    Parameters
    ----------
    count : (..., ages) array-like
        Events by area and age band, 0 or more; NaN (suppressed) makes the area's rate NaN.
    population : (..., ages) array-like
        Person-years, above 0 in every band that the standard gives weight to.
    standard : (ages,) array-like
        Persons of the standard population; the European Standard Population 2013 in 19 bands by default.
    confidence : float or (m,) array-like, between 0 and 1
    multiplier : float
        The unit of the rate.

    Returns
    -------
    Direct
        NaN, with a reason, for fewer than 10 events, a band without population, or a figure that is absent.

    Raises
    ------
    ValueError
        For a negative figure, ages that do not fit the standard, a standard without weight, an unfit confidence.

    Notes
    -----
    With weights w, counts x and populations n by age: value ``Σ(w x/n)/Σw``, variance ``v = Σ x (w/n)² / (Σw)²``,
    T = Σx with Byar's limits L and U, limits ``value + √(v/T) (L − T)`` and ``value + √(v/T) (U − T)``. Events are
    taken to be independent (Poisson); see `direct_dependent` where one person may have several.

    References
    ----------
    Dobson AJ, Kuulasmaa K, Eberle E, Scherer J (1991). Confidence intervals for weighted sums of Poisson parameters.
    Stat Med 10, 457-462.
    Breslow NE, Day NE (1987). Statistical methods in cancer research, vol. II. IARC, Lyon.
    """
    x, n, weight = _by_age(count, population, standard)
    return _dobson(x, n, weight, x, confidence, multiplier)


def direct_dependent(
    persons: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike = ESP2013,
    confidence: ArrayLike = 0.95,
    multiplier: float = 100_000,
) -> Direct:
    """Directly standardised rates of events of which one person may have several, such as emergency admissions.

    Parameters
    ----------
    persons : (..., ages, most) array-like
        Persons with exactly 1, 2, … most events, by area and age band.
    population, standard, confidence, multiplier : as in `direct`

    Returns
    -------
    Direct
        As of `direct`; `total_count` are events. The interval is never narrower than that of independent events.

    Raises
    ------
    ValueError
        As `direct`; also where persons has no axis of frequencies.

    Notes
    -----
    With k_f persons who have f events, the count of a band is ``Σ f k_f`` and its variance ``Σ f² k_f`` (a compound
    Poisson count). The variance of the rate is ``v = Σ w² Σ f² k_f / n² / (Σw)²``; limits as in `direct` with this v,
    ``value + √(v/T) (L − T)``, T the events.

    References
    ----------
    Stukel TA, Glynn RJ, Fisher ES, et al. (1994). Standardized rates of recurrent outcomes. Stat Med 13, 1781-1791.
    Dobson et al. (1991), as in `direct`.
    """
    k = not_negative("persons", persons)
    if k.ndim < 2:
        raise ValueError(f"persons must have axes of age bands and of events a person; found shape {k.shape}")
    times = np.arange(1, k.shape[-1] + 1, dtype=np.float64)
    x, n, weight = _by_age(k @ times, population, standard)
    return _dobson(x, n, weight, k @ times**2, confidence, multiplier)


def indirect_ratio(
    count: ArrayLike,
    population: ArrayLike,
    reference_count: ArrayLike,
    reference_population: ArrayLike,
    confidence: ArrayLike = 0.95,
    multiplier: float = 100,
) -> Indirect:
    """Indirectly standardised ratios, such as the SMR: events observed for each that the reference's rates expect.

    Parameters
    ----------
    count : (..., ages) array-like
        Events by area and age band; or (...) the areas' totals, with population (..., ages).
    population : (..., ages) array-like
        Person-years of the areas.
    reference_count, reference_population : (ages,) array-like
        Events and person-years of the reference; population above 0.
    confidence : float or (m,) array-like, between 0 and 1
    multiplier : float
        100 for the usual form.

    Returns
    -------
    Indirect
        NaN where a figure is NaN or nothing is expected.

    Raises
    ------
    ValueError
        For a negative figure, ages that do not fit, a reference band without population.

    Notes
    -----
    ``E = Σ n R/N``; limits of the observed events as for rates (exact Poisson below ten, Byar from ten), over E. The
    reference is taken as known. Ratios of two areas are not comparable with one another where their ages differ.

    References
    ----------
    Breslow NE, Day NE (1987). Statistical methods in cancer research, vol. II. IARC, Lyon, p. 65-69.
    """
    n = not_negative("population", population)
    rate = _reference_rate(reference_count, reference_population, n)
    expected = (n * rate).sum(axis=-1)
    x = not_negative("count", count)
    if x.shape != n.shape[:-1]:  # not the areas' totals, so by age
        if x.shape[-1:] != n.shape[-1:]:
            raise ValueError(f"count has shape {x.shape}, population {n.shape}: count must be by age, or areas' totals")
        x = x.sum(axis=-1)
    observed, expected = counts(x, expected)
    unit = positive("multiplier", multiplier)
    lower, upper = event_limits(observed, confidence)
    base = np.where(expected > 0, expected, np.nan)
    return Indirect(
        unit * observed / base, unit * lower / base, unit * upper / base, observed.copy(), np.asarray(expected).copy()
    )


def indirect_rate(
    count: ArrayLike,
    population: ArrayLike,
    reference_count: ArrayLike,
    reference_population: ArrayLike,
    confidence: ArrayLike = 0.95,
    multiplier: float = 100_000,
) -> Indirect:
    """Indirectly standardised rates: the ratio times the crude rate of the reference, per multiplier.

    Parameters, shapes, NaN rule and errors are those of `indirect_ratio`.
    """
    unit = positive("multiplier", multiplier)
    ratio = indirect_ratio(count, population, reference_count, reference_population, confidence, multiplier=1)
    rate = unit * float(np.sum(reference_count)) / float(np.sum(reference_population))
    return Indirect(rate * ratio.value, rate * ratio.lower, rate * ratio.upper, ratio.observed, ratio.expected)


def _by_age(count: ArrayLike, population: ArrayLike, standard: ArrayLike) -> tuple[Floats, Floats, Floats]:
    x, n = counts(count, population)
    weight = not_negative("standard", standard)
    if weight.ndim != 1 or x.ndim == 0 or x.shape[-1] != len(weight):
        raise ValueError(f"standard has {weight.size} age bands; count has shape {x.shape}, ages on its last axis")
    if not weight.sum() > 0:
        raise ValueError("standard must give weight to at least one age band")
    return x, n, weight


def _dobson(x: Floats, n: Floats, weight: Floats, variance: Floats, confidence: ArrayLike, multiplier: float) -> Direct:
    """The rates, given each count's variance."""
    unit = positive("multiplier", multiplier)
    total = x.sum(axis=-1)
    absent = (np.isnan(x) | np.isnan(n)).any(axis=-1)
    empty = ((n == 0) & (weight > 0)).any(axis=-1)
    reason = np.select(
        [absent, empty, total < MINIMUM_EVENTS],
        [
            "A figure of an age band is absent.",
            "An age band has no population.",
            f"Fewer than {MINIMUM_EVENTS} events.",
        ],
        "",
    )
    shown = reason == ""
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(weight > 0, weight / n, 0.0) / weight.sum()
        value = np.where(shown, (each * x).sum(axis=-1), np.nan)
        step = np.sqrt((each**2 * variance).sum(axis=-1) / total)
        low, high = event_limits(np.where(shown, total, np.nan), confidences(confidence))
        lower, upper = value + step * (low - total), value + step * (high - total)
    return Direct(unit * value, unit * lower, unit * upper, np.asarray(total), np.asarray(reason))


def _reference_rate(reference_count: ArrayLike, reference_population: ArrayLike, n: Floats) -> Floats:
    events, persons = broadcast(
        reference_count=not_negative("reference_count", reference_count),
        reference_population=not_negative("reference_population", reference_population),
    )
    if events.ndim != 1 or n.ndim == 0 or n.shape[-1] != len(events):
        raise ValueError(f"reference_count has shape {events.shape}; population {n.shape}, ages on its last axis")
    if not (persons > 0).all():
        raise ValueError("reference_population must be above 0 in every age band")
    return events / persons
