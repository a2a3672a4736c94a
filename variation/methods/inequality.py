"""Slope and relative index of inequality: how a figure climbs from the most to the least deprived of a population."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from variation.methods.arguments import Floats, broadcast, confidences, not_negative, numbers, one_of

MINIMUM_GROUPS = 3  # a line through fewer says nothing; five or more is usual
SCALES = ("identity", "log", "logit")
DRAWS = 10_000
SEED = 2004


@dataclass(frozen=True)
class Slope:
    """Indices of each set of groups (leading axes), from the first rank to the last.

    sii : difference of the fitted figure between the two ends of the population, in the unit of the value
    rii : fitted figure at the last end over that at the first
    sii_lower … rii_upper : limits; with a leading axis where several confidence levels were asked for
    intercept : fitted figure at the first end
    r_squared : share of the groups' weighted variance that the line explains
    ridit : (..., g) place of each group in the population, 0 … 1
    reason : why there is none, "" where there is one
    """

    sii: Floats
    sii_lower: Floats
    sii_upper: Floats
    rii: Floats
    rii_lower: Floats
    rii_upper: Floats
    intercept: Floats
    r_squared: Floats
    ridit: Floats
    reason: NDArray[np.str_]


def slope(
    value: ArrayLike,
    population: ArrayLike,
    rank: ArrayLike,
    standard_error: ArrayLike | None = None,
    *,
    scale: str = "identity",
    transform: bool = False,
    confidence: ArrayLike = 0.95,
    seed: int = SEED,
) -> Slope:
    """Slope and relative index of inequality by population-weighted regression on ridits.

    Parameters
    ----------
    value : (..., g) array-like
        Figures of g groups, such as deprivation tenths, or areas in the order of their deprivation.
    population : (..., g) array-like
        Persons of each, above 0.
    rank : (g,) or (..., g) array-like
        What they are ordered by, e.g. 1 the most deprived; equal ranks share their place.
    standard_error : (..., g) array-like, optional
        Of the figures on the `scale`. Without it limits rest on the scatter about the line (Student's t).
    scale : {"identity", "log", "logit"}
        Where figures are taken as normal: rates "log", proportions "logit" (given as shares, 0 … 1).
    transform : bool
        Whether the line, too, is straight on that scale; the indices are of its ends on the scale of the figures.
    confidence : float or (m,) array-like, between 0 and 1
    seed : int
        Of the 10,000 draws that give the limits.

    Returns
    -------
    Slope
        NaN, with a reason, below three groups of different rank or where a figure or population is absent.

    Raises
    ------
    ValueError
        For populations of 0 or less, shapes that do not fit, an unknown scale, figures that have no logarithm or logit.

    Notes
    -----
    With a the group's share of the population and b the middle of its part of the cumulative population, y√a is
    regressed on √a and b√a: ``y = b₀ + SII b``, ``RII = (b₀ + SII)/b₀``. Limits are percentiles of the indices of draws
    of the figures from their normal distributions; without standard errors, of draws of b₀ and the slope from their
    joint t distribution with g − 2 degrees of freedom. Linear in rank: look at the picture before quoting it.

    References
    ----------
    Low A, Low A (2004). Measuring the gap: quantifying and comparing local health inequalities. J Public Health 26,
    388-395.
    Mackenbach JP, Kunst AE (1997). Measuring the magnitude of socio-economic inequalities in health. Soc Sci Med 44,
    757-771.
    """
    one_of("scale", scale, SCALES)
    y, n, order = broadcast(
        value=numbers("value", value), population=not_negative("population", population), rank=numbers("rank", rank)
    )
    if y.ndim == 0 or (n == 0).any():
        raise ValueError("population must be above 0 in each of several groups")
    level = confidences(confidence)
    place = _forwards(y, scale)
    error = None if standard_error is None else _errors(standard_error, y)
    absent = np.isnan(place) | np.isnan(n) | np.isnan(order) | (False if error is None else np.isnan(error))
    reason = _why_none(absent, order)
    shape, tails = y.shape[:-1], ((1 - level) / 2, (1 + level) / 2)
    found = {name: np.full(shape, np.nan) for name in ("sii", "rii", "intercept", "r_squared")}
    limits = {
        name: np.full(level.shape + shape, np.nan) for name in ("sii_lower", "sii_upper", "rii_lower", "rii_upper")
    }
    ridit = ridits(n, order)
    rng = np.random.default_rng(seed)
    line_scale = scale if transform else "identity"
    for at in np.ndindex(shape):
        if str(reason[at]):
            continue
        fit = _Fit.of(place[at] if transform else y[at], n[at] / n[at].sum(), ridit[at])
        ends = _ends(fit.line, line_scale)
        figures = None if error is None else _drawn(place[at], error[at], "identity" if transform else scale, rng)
        spread = _ends(fit.draw(rng) if figures is None else fit.design @ figures, line_scale)
        found["sii"][at], found["rii"][at], found["intercept"][at] = ends[1] - ends[0], _ratio(*ends), ends[0]
        found["r_squared"][at] = fit.explained
        for name, values in (("sii", spread[1] - spread[0]), ("rii", _ratio(*spread))):
            for side, tail in zip(("lower", "upper"), tails, strict=True):
                limits[f"{name}_{side}"][(..., *at)] = _limit(values, tail)
    return Slope(**found, **limits, ridit=ridit, reason=reason)


def _why_none(absent: NDArray[np.bool_], order: Floats) -> NDArray[np.str_]:
    """Why a set of groups has no slope, "" where it has one."""
    distinct = 1 + (np.diff(np.sort(order, axis=-1), axis=-1) > 0).sum(axis=-1)
    few = np.where(distinct < MINIMUM_GROUPS, f"Fewer than {MINIMUM_GROUPS} groups of different rank.", "")
    return np.asarray(np.where(absent.any(axis=-1), "A figure, population or rank is absent.", few))


def _errors(standard_error: ArrayLike, y: Floats) -> Floats:
    error, fitted = broadcast(standard_error=not_negative("standard_error", standard_error), value=y)
    if fitted.shape != y.shape:
        raise ValueError(f"standard_error must fit the values {y.shape}; found {error.shape}")
    return error


def ridits(population: Floats, rank: Floats) -> Floats:
    """Middle of each group's part of the cumulative population in order of rank; equal ranks share one middle."""
    before = (population[..., None, :] * (rank[..., None, :] < rank[..., :, None])).sum(axis=-1)
    alike = (population[..., None, :] * (rank[..., None, :] == rank[..., :, None])).sum(axis=-1)
    middle: Floats = (before + alike / 2) / population.sum(axis=-1, keepdims=True)
    return middle


@dataclass(frozen=True)
class _Fit:
    """A weighted line: line (2,), design to apply to figures (2, g), variance (2, 2), degrees of freedom, R²."""

    line: Floats
    design: Floats
    variance: Floats
    freedom: int
    explained: float

    @classmethod
    def of(cls, y: Floats, share: Floats, b: Floats) -> _Fit:
        x = np.column_stack([np.ones_like(b), b])
        inverse = np.linalg.pinv(x.T @ (x * share[:, None]))
        design = inverse @ (x * share[:, None]).T
        line = design @ y
        left = y - x @ line
        freedom = len(y) - 2
        scatter = float(share @ left**2)
        total = float(share @ (y - share @ y) ** 2)
        return cls(line, design, inverse * scatter / freedom, freedom, 1 - scatter / total if total > 0 else np.nan)

    def draw(self, rng: np.random.Generator) -> Floats:
        """Lines (2, DRAWS) as the scatter about this one leaves them open."""
        values, vectors = np.linalg.eigh(self.variance)
        root = vectors * np.sqrt(np.maximum(values, 0))
        heavy = np.sqrt(self.freedom / rng.chisquare(self.freedom, DRAWS))
        lines: Floats = self.line[:, None] + root @ rng.standard_normal((2, DRAWS)) * heavy
        return lines


def _drawn(place: Floats, error: Floats, scale: str, rng: np.random.Generator) -> Floats:
    """Figures (g, DRAWS) as their standard errors leave them open."""
    return _backwards(place[:, None] + error[:, None] * rng.standard_normal((len(place), DRAWS)), scale)


def _forwards(y: Floats, scale: str) -> Floats:
    if scale == "identity":
        return y
    bad = (y <= 0) | ((y >= 1) if scale == "logit" else False)
    if bad.any():
        raise ValueError(f"value must lie {'between 0 and 1' if scale == 'logit' else 'above 0'} for this scale")
    moved: Floats = np.log(y) if scale == "log" else special.logit(y)
    return moved


def _backwards(place: Floats, scale: str) -> Floats:
    if scale == "identity":
        return place
    moved: Floats = np.exp(place) if scale == "log" else special.expit(place)
    return moved


def _ends(line: Floats, scale: str) -> tuple[Floats, Floats]:
    """The figures at both ends of the population."""
    return _backwards(line[0], scale), _backwards(line[0] + line[1], scale)


def _ratio(first: Floats, last: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Floats = np.where(first > 0, last / first, np.nan)
    return ratio


def _limit(values: Floats, tail: Floats) -> Floats:
    """Percentile of the draws; NaN where so many of them have no ratio that the tail itself is unknown."""
    known = values[np.isfinite(values)]
    if len(values) - len(known) > np.min(tail) * len(values) or not len(known):
        return np.full(tail.shape, np.nan)
    return np.asarray(np.quantile(known, tail))
