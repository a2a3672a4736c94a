"""Funnel plots: which areas lie further from a target than their size explains, and the lines that show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods import dispersion as spread
from variation.methods.arguments import Floats, counts, counts_within, not_negative, numbers, one_of, positive
from variation.methods.dispersion import LEAST_EXPECTED, MINIMUM_AREAS
from variation.methods.funnel_limits import (
    LIMITS,
    MEASURES,
    OVERDISPERSION,
    event_limits,
    with_between_variance,
    with_dispersion,
)
from variation.methods.significance import against_limits
from variation.methods.tails import tail_probability


@dataclass(frozen=True)
class Funnel:
    """Areas held against a target; arrays (..., k) have areas on the last axis, arrays (...) one entry a set.

    value, z : (..., k); value in the unit of the multiplier, z on the variance-stabilised scale, unadjusted
    target : (...), in the unit of value
    lower_95, upper_95, lower_998, upper_998 : (..., k), limits at the size of each area, in the unit of value
    status : (..., k) int8: -2, -1, 0, 1, 2 from below the 99.8 % limit to above it; 9 (NO_DATA) without a figure
    dispersion, tau2, areas : (...), φ, τ² and the number of areas they rest on, whether they were applied or not
    p_value : (..., k), two-sided, of the area being like the target; for `false_discovery`. See Notes.
    adjusted : (...), "none", "multiplicative" or "additive": what was applied
    note : (...), a sentence: what was applied and why, or why not
    """

    value: Floats
    target: Floats
    z: Floats
    lower_95: Floats
    upper_95: Floats
    lower_998: Floats
    upper_998: Floats
    status: NDArray[np.int8]
    p_value: Floats
    dispersion: Floats
    tau2: Floats
    areas: NDArray[np.int64]
    adjusted: NDArray[np.str_]
    note: NDArray[np.str_]


@dataclass(frozen=True)
class Limits:
    """Limits at given denominators, all of the shape of the denominators, in the unit of the multiplier."""

    denominator: Floats
    lower_95: Floats
    upper_95: Floats
    lower_998: Floats
    upper_998: Floats


def funnel(  # noqa: PLR0913  the published names, and what they leave open
    count: ArrayLike,
    denominator: ArrayLike,
    measure: str,
    target: ArrayLike | None = None,
    *,
    limits: str = "exact",
    overdispersion: str = "none",
    winsorise: float = 0.1,
    extremes: str = "winsorise",
    multiplier: float = 1,
) -> Funnel:
    """Areas held against a target, given their size.

    Parameters
    ----------
    count, denominator : (..., k) array-like
        Events and persons (or expected events, for a ratio) of k areas; leading axes are further sets of areas.
    measure : {"proportion", "rate", "ratio"}
        A directly standardised rate is a "rate" of the pair that `derived_counts` makes of it.
    target : float or (...) array-like, optional
        In the unit of the value, i.e. times `multiplier`. By default Σ count / Σ denominator over the areas.
    limits : {"exact", "interpolated", "normal", "arcsine", "wilson", "quantile"}
        See Notes.
    overdispersion : {"none", "multiplicative", "additive"}
        Whether limits widen when areas differ by more than chance. Applied to MINIMUM_AREAS (10) areas or more, of
        which the middle one expects LEAST_EXPECTED (5) events, for a proportion of the rarer outcome.
    winsorise : float, 0 to below 0.5
        Share of the areas at each end that count as extremes when φ and τ² are estimated.
    extremes : {"winsorise", "truncate"}
        Whether the z of extremes is drawn in to their quantiles (Spiegelhalter), or they are left out (the SHMI).
    multiplier : float
        100 for per cent, 100 000 for rates per 100,000.

    Returns
    -------
    Funnel
        NaN (status 9) where an area has no count or no denominator. A point on a limit counts as within it.

    Raises
    ------
    ValueError
        For a negative figure, a proportion's count above its denominator, an impossible target, an unknown word.

    Notes
    -----
    Proportions, target θ, denominator n, tail p (0.025 and 0.001) with normal quantile z:

    - exact, quantile: ``r/n``, r the smallest integer with P(R ≤ r) > p, R binomial (above, p is 1 − tail): a whole
      count lies outside exactly where its own tail is rarer than that, never more often than nominal;
    - interpolated: ``(r − α)/n``, α = (P(R ≤ r) − p)/P(R = r) (Spiegelhalter): smooth, but too many lie above, e.g. any
      full score of a small area, and too few below;
    - normal: ``θ ± z √(θ(1 − θ)/n)``; arcsine: ``sin²(arcsin√θ ± z/2√n)``; wilson: Wilson's interval of θ at n.

    Rates and ratios, E = nθ: exact solves the Poisson tails by gamma quantiles; quantile is the last integer within;
    normal ``E ± z√E``, arcsine its Poisson sibling ``(√E ± z/2)²``, wilson the score interval of E.

    Multiplicative: distance of each limit from the target × √φ, if φ > 1. Additive: ``sin²(arcsin√θ ± z √(1/4n + τ²))``
    or ``θ exp(± z √(1/E + τ²))``, if τ² > 0; these replace the chosen limits. No events count as half an event there: a
    lower limit below that is 0. φ and τ² have z² measured against its own mean by chance where fewer than 100 events
    are expected (`dispersion.estimate`).

    p-value: twice the tail probability that exact limits cut (`tails`), whatever limits are drawn: below 0.05 exactly
    where a whole count of a whole denominator lies outside exact 95 % limits. Multiplicative: the tail at
    ``E + (x − E)/√φ``, which is the same limit undone; additive: of z on the scale of τ² over ``√(s² + τ²)``.

    References
    ----------
    Spiegelhalter DJ (2005). Funnel plots for comparing institutional performance. Stat Med 24, 1185-1202.
    Spiegelhalter DJ (2005). Handling over-dispersion of performance indicators. Qual Saf Health Care 14, 347-351.
    DerSimonian R, Laird N (1986). Meta-analysis in clinical trials. Controlled Clinical Trials 7, 177-188.
    NHS Digital. Summary Hospital-level Mortality Indicator: indicator specification.
    """
    one_of("overdispersion", overdispersion, OVERDISPERSION)
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"winsorise must be at least 0 and below 0.5; found {winsorise!r}")
    one_of("extremes", extremes, spread.EXTREMES)
    unit = positive("multiplier", multiplier)
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim == 0:
        raise ValueError("count must be an array of areas, not a single number")
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    share = _target(x, n, target, unit, measure)
    each = np.broadcast_to(share[..., None], x.shape)
    found = spread.estimate(x, n, each, measure, winsorise, extremes)
    adjusted = _adjustment(found, overdispersion)
    drawn = _draw(n, each, found, adjusted, measure=measure, kind=limits, unit=unit)
    value = unit * x / n
    return Funnel(
        value=value,
        target=share * unit,
        z=spread.standardise(x, n, each, measure),
        lower_95=drawn[0],
        upper_95=drawn[1],
        lower_998=drawn[2],
        upper_998=drawn[3],
        status=against_limits(value, *drawn),
        p_value=_p_value(x, n, each, found, adjusted, measure),
        dispersion=found.dispersion,
        tau2=found.tau2,
        areas=found.areas,
        adjusted=adjusted,
        note=_notes(found, overdispersion, adjusted),
    )


def limits(
    denominator: ArrayLike,
    measure: str,
    target: ArrayLike,
    *,
    limits: str = "exact",
    overdispersion: str = "none",
    dispersion: float = 1.0,
    tau2: float = 0.0,
    multiplier: float = 1,
) -> Limits:
    """The curves of a funnel: its limits at any denominators, by the formulas that `funnel` judges with.

    Parameters
    ----------
    denominator : array-like, any shape
        Sizes at which to draw; for exact limits of proportions whole numbers are usual, fractional ones allowed.
    measure, limits, multiplier : as in `funnel`
    target : float or array-like that fits the denominators
        In the unit of the value.
    overdispersion, dispersion, tau2 : the `adjusted`, `dispersion` and `tau2` of a `Funnel`
        φ is used when multiplicative (and above 1), τ² when additive (and above 0).

    Returns
    -------
    Limits
        NaN where the denominator is NaN or 0.
    """
    one_of("measure", measure, MEASURES)
    unit = positive("multiplier", multiplier)
    n = not_negative("denominator", denominator)
    share = _checked_target(numbers("target", target) / unit, measure)
    kept = spread.Dispersion(
        not_negative("dispersion", dispersion),
        not_negative("tau2", tau2),
        np.asarray(MINIMUM_AREAS),
        np.asarray(LEAST_EXPECTED),
    )
    adjusted = _adjustment(kept, one_of("overdispersion", overdispersion, OVERDISPERSION))
    drawn = _draw(n, np.broadcast_to(share, n.shape), kept, adjusted, measure=measure, kind=limits, unit=unit)
    return Limits(n, *drawn)


def _target(x: Floats, n: Floats, target: ArrayLike | None, unit: float, measure: str) -> Floats:
    """Target of each set as events per unit of denominator."""
    if target is None:
        with np.errstate(invalid="ignore"):
            share: Floats = np.nansum(x, axis=-1) / np.nansum(n, axis=-1)
        return np.asarray(share)
    share = numbers("target", target) / unit
    if share.shape not in ((), x.shape[:-1]):
        raise ValueError(f"target must be one number, or one for each set of areas {x.shape[:-1]}; found {share.shape}")
    return np.broadcast_to(_checked_target(share, measure), x.shape[:-1])


def _checked_target(share: Floats, measure: str) -> Floats:
    if (share < 0).any() or (measure == "proportion" and (share > 1).any()):
        raise ValueError("target must lie between 0 and 1 (times multiplier) for a proportion, else be 0 or more")
    return share


def _adjustment(found: spread.Dispersion, asked: str) -> NDArray[np.str_]:
    """What is applied to each set: what was asked for, where there is enough to tell and it would widen the limits."""
    beyond = {"none": np.zeros(found.areas.shape, bool), "multiplicative": found.dispersion > 1}
    enough = (found.areas >= MINIMUM_AREAS) & (found.expected >= LEAST_EXPECTED)
    applies = beyond.get(asked, found.tau2 > 0) & enough
    return np.where(applies, asked, "none")


def _draw(
    n: Floats,
    target: Floats,
    found: spread.Dispersion,
    adjusted: NDArray[np.str_],
    *,
    measure: str,
    kind: str,
    unit: float,
) -> tuple[Floats, ...]:
    """Lower and upper 95 %, lower and upper 99.8 % limits, in the unit of the value."""
    one_of("limits", kind, LIMITS)
    shape = n.shape
    phi, tau2 = (
        np.broadcast_to(np.where(adjusted == word, part, plain)[..., None], shape).ravel()
        for word, part, plain in (("multiplicative", found.dispersion, 1.0), ("additive", found.tau2, 0.0))
    )
    n, target = n.ravel(), target.ravel()
    events = event_limits(n, target, measure=measure, kind=kind)
    if (phi > 1).any():
        events = np.where(phi > 1, with_dispersion(events, n, target, phi, measure), events)
    if (tau2 > 0).any():
        events = np.where(tau2 > 0, with_between_variance(n, target, tau2, measure=measure), events)
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = unit * events / n
    return tuple(drawn.reshape(len(drawn), *shape))


def _p_value(
    x: Floats, n: Floats, target: Floats, found: spread.Dispersion, adjusted: NDArray[np.str_], measure: str
) -> Floats:
    phi, tau2, kind = found.dispersion[..., None], found.tau2[..., None], adjusted[..., None]
    expected = n * target
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn_in = expected + (x - expected) / np.sqrt(phi)
    if measure == "proportion":  # limits are whole numbers: what lies beyond one counts as the next
        drawn_in = np.where(x > expected, np.ceil(drawn_in), np.floor(drawn_in))
    held = np.where(kind == "multiplicative", drawn_in, x)
    p = 2 * tail_probability(held.ravel(), n.ravel(), target.ravel(), measure).reshape(x.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            wide = spread.standardise(x, n, target, measure) / np.sqrt(1 + 4 * n * tau2)
        else:
            wide = np.log(np.where(x > 0, x, 0.5) / expected) / np.sqrt(1 / expected + tau2)
    p = np.where(kind == "additive", 2 * special.ndtr(-np.abs(wide)), p)
    return np.where(np.isfinite(x), np.minimum(p, 1.0), np.nan)


def _notes(found: spread.Dispersion, asked: str, adjusted: NDArray[np.str_]) -> NDArray[np.str_]:
    """One sentence a set."""
    notes = [
        _note(int(k), float(expected), float(phi), float(tau2), asked, str(done))
        for k, expected, phi, tau2, done in zip(
            found.areas.flat, found.expected.flat, found.dispersion.flat, found.tau2.flat, adjusted.flat, strict=True
        )
    ]
    return np.array(notes, dtype=np.str_).reshape(found.areas.shape)


def _note(areas: int, expected: float, phi: float, tau2: float, asked: str, done: str) -> str:
    if asked == "none":
        return "Limits show chance alone; over-dispersion was not asked for."
    if areas < MINIMUM_AREAS:
        return f"Over-dispersion needs at least {MINIMUM_AREAS} areas with figures; there are {areas}."
    if expected < LEAST_EXPECTED:
        least = f"{LEAST_EXPECTED:g} expected events (of the rarer outcome) in the middle area"
        return f"Over-dispersion needs at least {least}; there are {expected:.1f}."
    if done == "multiplicative":
        return f"Limits are widened by √φ = {phi**0.5:.2f} (φ = {phi:.2f} from {areas} areas)."
    if done == "additive":
        return f"Limits allow for differences between areas, τ = {tau2**0.5:.3g} (from {areas} areas)."
    return f"The {areas} areas differ no more than chance explains (φ = {phi:.2f}), so limits are not widened."
