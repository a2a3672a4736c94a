"""Where variation lies: between footprints, between areas of one footprint, or in chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Floats, counts, counts_within, integer, one_level, one_of
from variation.methods.funnel_limits import MEASURES
from variation.methods.spread_intervals import DRAWS, LEAST_DRAWS, SEED
from variation.methods.spread_levels import MINIMUM_AREAS, draw_nested
from variation.methods.spread_variance import estimates

LEAST_GROUPS = 3  # with two, how far groups differ is hardly known at all
_ENDS = [f"{share}_{end}" for share in ("between", "within", "chance") for end in ("lower", "upper")]


@dataclass(frozen=True)
class Split:
    """Shares of the variance of areas' values, weighted by denominator; the three add up to 1.

    between, within, chance : share; NaN where nothing varies
    between_lower … chance_upper : limits of each; NaN below five areas or three groups
    if_random : share that would lie between groups of these sizes if areas were dealt to them at random
    p_value : of a share between groups as large as this when areas are dealt at random
    groups, areas : how many they rest on
    """

    between: float
    within: float
    chance: float
    between_lower: float
    between_upper: float
    within_lower: float
    within_upper: float
    chance_lower: float
    chance_upper: float
    if_random: float
    p_value: float
    groups: int
    areas: int


def split(
    count: ArrayLike,
    denominator: ArrayLike,
    group: ArrayLike,
    measure: str,
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Split:
    """Variation between and within groups of areas, such as boroughs of an STP.

    Parameters
    ----------
    count, denominator : (k,) array-like
        Events and persons (or expected events) of k areas.
    group : (k,) array-like
        The footprint of each, any labels; "", None or NaN for an area of none, which is left out.
    measure : {"proportion", "rate", "ratio"}
    confidence : float, of the limits
    draws : int, 10 or more, of the limits and of the dealing
    seed : int

    Returns
    -------
    Split
        NaN below two groups or below two areas more than groups.

    Raises
    ------
    ValueError
        For impossible counts, an unknown measure, shapes that do not fit.

    Notes
    -----
    The variance ``Σn(r − m)²/N`` is the sum of ``ΣN_g(R_g − m)²/N`` between G groups and ``Σn(r − R_g)²/N`` within
    them. Chance alone puts (G − 1)v/N into the first and (k − G)v/N into the second, v = m(1 − m) or m; it is taken
    out of each, neither falls below 0, and chance is what remains.

    Limits are percentiles of the shares of true levels drawn from their posterior, each area alike to its group
    (`spread_levels.draw_nested`), beside the chance above; drawn out to hold the share itself where it is 0. Levels
    drawn as if groups meant nothing would put into the groups what lies between them: in simulation such limits held
    the truth 1 time in 100 when all true variation lay between (docs/methods/spread.md).

    Groups of random areas differ, too: compare the share between with `if_random`, the mean over the dealings, each
    with its chance taken out. The p-value is that of the variance between groups among the dealings and the one seen.

    References
    ----------
    Searle SR, Casella G, McCulloch CE (1992). Variance components. Wiley, ch. 3 (analysis of variance estimators).
    """
    one_of("measure", measure, MEASURES)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    labels = np.asarray(group, dtype=object)
    if x.ndim != 1 or labels.shape != x.shape:
        raise ValueError(f"group must name one footprint an area; found {labels.shape} for counts {x.shape}")
    level, draws = one_level(confidence), integer("draws", draws, LEAST_DRAWS)
    named = np.array([label is not None and str(label) not in ("", "nan") for label in labels.tolist()], dtype=bool)
    known = np.isfinite(x) & (n > 0) & named
    x, n, labels = x[known], n[known], labels[known].astype(str)
    names, place = np.unique(labels, return_inverse=True)
    if len(names) < 2 or len(x) < len(names) + 2:
        nothing = dict.fromkeys(["between", "within", "chance", *_ENDS, "if_random", "p_value"], np.nan)
        return Split(**nothing, groups=len(names), areas=len(x))
    member = (place[:, None] == np.arange(len(names))).astype(np.float64)
    between, within = (float(part[0]) for part in _shares(x[None, :], n, member, measure))
    rng = np.random.default_rng(seed)
    drawn = _drawn(x, n, member, measure, draws, rng)
    ends = _limits(drawn, np.array([between, within, 1 - between - within]), level)
    dealt = rng.permuted(np.broadcast_to(np.arange(len(x)), (draws, len(x))), axis=1)
    random, _ = _shares(x[dealt], n[dealt], member, measure)
    seen = _between(x[None, :], n[None, :], member)
    # the arrangement seen is one of those possible, and a tie counts
    high_too = (_between(x[dealt], n[dealt], member) >= seen * (1 - 1e-9)).sum()
    return Split(
        between=between,
        within=within,
        chance=1 - between - within,
        **ends,
        if_random=float(random.mean()),
        p_value=float((high_too + 1) / (draws + 1)),
        groups=len(names),
        areas=len(x),
    )


def _limits(drawn: Floats | None, shares: Floats, level: float) -> dict[str, float]:
    """Percentiles of the shares drawn, moved out where need be to hold the shares themselves."""
    if drawn is None:
        return dict.fromkeys(_ENDS, np.nan)
    low, high = np.quantile(drawn, ((1 - level) / 2, (1 + level) / 2), axis=1)
    pairs = np.stack([np.minimum(low, shares), np.maximum(high, shares)], axis=1)
    return dict(zip(_ENDS, pairs.ravel().tolist(), strict=True))


def _drawn(x: Floats, n: Floats, member: Floats, measure: str, draws: int, rng: np.random.Generator) -> Floats | None:
    """Shares between, within and by chance of drawn true levels (3, draws); None where these are not drawn."""
    areas, groups = member.shape
    pooled = x.sum() / n.sum()
    if areas < MINIMUM_AREAS or groups < LEAST_GROUPS or not pooled > 0:
        return None
    drawn = draw_nested(*estimates(x, n, pooled * n, measure), member, draws, rng)
    value = np.sin(np.clip(drawn, 0, np.pi / 2)) ** 2 if measure == "proportion" else pooled * np.exp(drawn)
    sizes = np.broadcast_to(n, value.shape)
    mean = value @ n / n.sum()
    between = _between(value * sizes, sizes, member)
    whole = (n * (value - mean[:, None]) ** 2).sum(axis=1)
    chance = (areas - 1) * (mean * (1 - mean) if measure == "proportion" else mean)
    shares: Floats = np.array([between, whole - between, chance]) / (whole + chance)
    return shares


def _between(x: Floats, n: Floats, member: Floats) -> Floats:
    """ΣN(R − m)² over the groups, of each set of counts and denominators (sets, k)."""
    sizes = n @ member
    mean = x.sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    between: Floats = (sizes * (x @ member / sizes - mean) ** 2).sum(axis=1)
    return between


def _shares(x: Floats, n: Floats, member: Floats, measure: str) -> tuple[Floats, Floats]:
    """Shares between and within groups of each set of counts; n for all sets (k,) or of each (sets, k)."""
    areas, groups = member.shape
    n = np.broadcast_to(n, x.shape)
    mean = x.sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    chance = (mean * (1 - mean) if measure == "proportion" else mean)[:, 0]
    between = _between(x, n, member)
    with np.errstate(divide="ignore", invalid="ignore"):
        seen = (n * (x / n - mean) ** 2).sum(axis=1)
        # the difference of two sums may end a hair below 0
        within = np.maximum(seen - between - (areas - groups) * chance, 0) / seen
        return np.maximum(between - (groups - 1) * chance, 0) / seen, within
