"""How far apart are the areas, and how much of that is chance?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, broadcast, counts, counts_within, integer, not_negative, numbers, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.shrinkage import moments
from variation.methods.spread_variance import between_areas, estimates, paule_mandel

__all__ = [
    "ESTIMATORS",
    "REMOVED",
    "Spread",
    "between_areas",
    "estimates",
    "percentiles",
    "ratios",
    "spread",
    "standard_deviation",
]

ESTIMATORS = ("dersimonian-laird", "paule-mandel")
REMOVED = 5  # areas the NHS Atlas of Variation leaves out at each end


@dataclass(frozen=True)
class Spread:
    """Measures of spread of each set of areas (the last axis of the data); all of the shape of the leading axes.

    extremal_quotient : highest value / lowest; infinite when the lowest is 0
    fold_5_95, fold_10_90 : 95th percentile / 5th, 90th / 10th
    fold_without_five : highest / lowest without five areas at each end; NaN with ten areas or fewer
    iqr_ratio : 75th percentile / 25th
    coefficient_of_variation : standard deviation (k - 1) / mean of the values
    weighted_cv : the same about the pooled value, areas weighted by denominator
    gini : of events over persons, areas from the lowest value to the highest; 0 (all alike) to 1
    systematic_component : McPherson's; 0 or below means no more than chance (×100 to compare with publications)
    systematic_component_log : the same of log(observed / expected)
    between_variance : of the areas' true levels about the pooled one, in squared unit of count / denominator; 0 or more
    sd_between : the root of that: standard deviation of true levels in the unit of count / denominator
    tau2 : variance between areas' true levels, on the arcsine (proportion) or log (rate, ratio) scale; 0 or more
    i_squared : share of the weighted variation that is not chance, 0 … 1
    chance_share : share of the plain variance of the values that chance alone would give, 0 … 1
    areas : areas with a figure
    """

    extremal_quotient: Floats
    fold_5_95: Floats
    fold_10_90: Floats
    fold_without_five: Floats
    iqr_ratio: Floats
    coefficient_of_variation: Floats
    weighted_cv: Floats
    gini: Floats
    systematic_component: Floats
    systematic_component_log: Floats
    between_variance: Floats
    sd_between: Floats
    tau2: Floats
    i_squared: Floats
    chance_share: Floats
    areas: Floats


def spread(
    count: ArrayLike,
    denominator: ArrayLike,
    measure: str,
    expected: ArrayLike | None = None,
    *,
    estimator: str = "dersimonian-laird",
) -> Spread:
    """Measures of spread between areas.

    Parameters
    ----------
    count, denominator : (..., k) array-like
        Events and persons (or expected events, for a ratio) of k areas.
    measure : {"proportion", "rate", "ratio"}
    expected : (..., k) array-like, optional
        Events expected in each area if it were like the others, e.g. standardised for age and sex; by default
        denominator × Σ count / Σ denominator. Used by the systematic component and τ² of rates and ratios.
    estimator : {"dersimonian-laird", "paule-mandel"}
        Of τ²; I² is always that of DerSimonian and Laird's Q.

    Returns
    -------
    Spread
        NaN where fewer than two areas have figures.

    Raises
    ------
    ValueError
        For impossible counts, an unknown measure or estimator, shapes that do not fit.

    Notes
    -----
    Percentiles are linear between order statistics. Systematic component: ``mean(((O − E)/E)² − 1/E)``, in its log form
    ``mean(log(O/E)² − 1/E)`` with half an event where there was none. Gini: ``1 − Σ (q + q′)(p − p′)`` over the
    cumulative shares q of events and p of persons. Variance between areas: ``max(0, (Σn(r − m)² − (k − 1)v)/(Σn −
    Σn²/Σn))`` with values r, pooled m, v = m(1 − m) or m (`shrinkage`; esda's version is not cut off at 0).
    τ² and I² (DerSimonian-Laird) with y = arcsin√(x/n), s² = 1/4n for proportions and y = log(O/E), s² = 1/E for
    others (half an event where there was none), w = 1/s², Q = Σw(y − ȳ)²:
    ``τ² = (Q − (k − 1))/(Σw − Σw²/Σw)``, ``I² = (Q − (k − 1))/Q``, both 0 when negative.
    Chance share: ``mean(R(1 − R)/n)`` (rate, ratio: ``mean(R/n)``) over the variance of the values, at most 1.

    References
    ----------
    McPherson K, Wennberg JE, Hovind OB, Clifford P (1982). Small-area variations in the use of common surgical
    procedures. NEJM 307, 1310-1314.
    DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7, 177-188.
    Higgins JPT, Thompson SG (2002). Quantifying heterogeneity in a meta-analysis. Stat Med 21, 1539-1558.
    """
    one_of("estimator", estimator, ESTIMATORS)
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim == 0:
        raise ValueError("count must be an array of areas, not a single number")
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    with np.errstate(invalid="ignore"):
        pooled = _total(x) / _total(n)
    e = pooled * n if expected is None else broadcast(expected=not_negative("expected", expected), count=x)[0]
    value = x / n
    k = np.isfinite(value).sum(axis=-1)
    known_e = np.where(np.isnan(x), np.nan, e)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = estimates(x, n, e, measure)
        tau2, i_squared = between_areas(*level)
        variance = moments(x, n, measure).variance[..., 0]
        measures = {
            **ratios(value),
            "coefficient_of_variation": np.sqrt(_variance(value)) / _mean(value),
            "weighted_cv": np.sqrt(_total(n * (value - pooled) ** 2) / _total(n))[..., 0] / pooled[..., 0],
            "gini": _gini(value, x, n),
            "systematic_component": _mean(((x - e) / e) ** 2 - 1 / known_e),
            "systematic_component_log": _mean(np.log(np.where(x > 0, x, 0.5) / known_e) ** 2 - 1 / known_e),
            "between_variance": variance,
            "sd_between": np.sqrt(variance),
            "tau2": paule_mandel(*level) if estimator == "paule-mandel" else tau2,
            "i_squared": i_squared,
            "chance_share": _chance_share(value, n, pooled, measure),
        }
    return Spread(areas=k, **{name: np.where(k >= 2, part, np.nan) for name, part in measures.items()})


def ratios(value: Floats) -> dict[str, Floats]:
    """Quotients of order statistics and of percentiles; infinite where the lower one is 0, NaN where both are, and
    where it is below 0.
    """
    k = np.isfinite(value).sum(axis=-1)
    if not value.shape[-1]:
        value = np.full((*k.shape, 1), np.nan)  # no areas at all are as one without a figure
    ordered = np.sort(value, axis=-1)  # NaN last
    low, high = _quantile(ordered, k, 0.0), _quantile(ordered, k, 1.0)
    enough = k > 2 * REMOVED
    inner = np.where(enough, k - 1 - REMOVED, 0)[..., None]
    trimmed_high = np.take_along_axis(ordered, inner, axis=-1)[..., 0]
    trimmed_low = ordered[..., REMOVED] if ordered.shape[-1] > REMOVED else np.full(k.shape, np.nan)
    return {
        "extremal_quotient": _quotient(high, low),
        "fold_5_95": _quotient(_quantile(ordered, k, 0.95), _quantile(ordered, k, 0.05)),
        "fold_without_five": np.where(enough, _quotient(trimmed_high, trimmed_low), np.nan),
        "fold_10_90": _quotient(_quantile(ordered, k, 0.90), _quantile(ordered, k, 0.10)),
        "iqr_ratio": _quotient(_quantile(ordered, k, 0.75), _quantile(ordered, k, 0.25)),
    }


def _quotient(high: Floats, low: Floats) -> Floats:
    return high / np.where(low >= 0, low, np.nan)  # what may be below 0 has no natural zero to be a multiple from


def percentiles(value: ArrayLike, places: ArrayLike, *, least: int = 1) -> Floats:
    """Percentiles of each set of areas (the last axis), linear between order statistics; NaN entries are left out.

    Parameters
    ----------
    value : (..., k) array-like
    places : (m,) array-like, 0 … 100
    least : int, 1 or more
        Areas with a figure below which a set has none.

    Returns
    -------
    (m, ...) floats
    """
    v, wanted = numbers("value", value), numbers("places", places)
    if v.ndim == 0:
        raise ValueError("value must be a set of areas, not a single number")
    if wanted.ndim != 1 or not ((wanted >= 0) & (wanted <= 100)).all():
        raise ValueError("places must be a list of numbers from 0 to 100")
    found = np.full((len(wanted), *v.shape[:-1]), np.nan)
    enough = np.isfinite(v).sum(axis=-1) >= integer("least", least, 1)
    if enough.any():
        found[:, enough] = np.nanpercentile(v[enough], wanted, axis=-1)
    return found


def standard_deviation(value: Floats) -> Floats:
    """Standard deviation (k − 1) of values over the last axis as they are, chance and all; NaN entries are left out."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(_variance(value))


def _gini(value: Floats, x: Floats, n: Floats) -> Floats:
    """One less twice the area below the curve of events over persons."""
    order = np.argsort(value, axis=-1)  # NaN last
    events, persons = (
        np.cumsum(np.nan_to_num(np.take_along_axis(part, order, axis=-1)), axis=-1) / _total(part) for part in (x, n)
    )
    before = np.concatenate([np.zeros_like(events[..., :1]), events[..., :-1]], axis=-1)
    steps = np.diff(persons, axis=-1, prepend=0.0)
    gini: Floats = 1 - ((events + before) * steps).sum(axis=-1)
    return gini


def _quantile(ordered: Floats, k: Floats, share: float) -> Floats:
    """Linear quantile of the first k of each sorted row."""
    place = np.maximum(k - 1, 0) * share
    below = np.floor(place).astype(np.intp)
    above = np.ceil(place).astype(np.intp)
    low, high = (np.take_along_axis(ordered, at[..., None], axis=-1)[..., 0] for at in (below, above))
    return low + (place - below) * (high - low)


def _total(part: Floats) -> Floats:
    total: Floats = np.nansum(part, axis=-1, keepdims=True)
    return total


def _mean(part: Floats) -> Floats:
    mean: Floats = np.nansum(part, axis=-1) / np.isfinite(part).sum(axis=-1)
    return mean


def _variance(value: Floats) -> Floats:
    k = np.isfinite(value).sum(axis=-1)
    centre = _mean(value)[..., None]
    variance: Floats = np.nansum((value - centre) ** 2, axis=-1) / (k - 1)
    return variance


def _chance_share(value: Floats, n: Floats, pooled: Floats, measure: str) -> Floats:
    chance = pooled * (1 - pooled) / n if measure == "proportion" else pooled / n
    return np.minimum(_mean(chance) / _variance(value), 1.0)
