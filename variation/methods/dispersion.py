"""Over-dispersion: do areas differ by more than the play of chance within each of them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.methods.arguments import Floats

MINIMUM_AREAS = 10  # φ and τ² of fewer areas are too uncertain to move a limit: with 10, φ = 1 ± 0.47
LEAST_EXPECTED = 5.0  # of either outcome in the middle area; below it z takes so few values that nothing is drawn in
MANY_EXPECTED = 100.0  # from here on z² is 1 by chance, to 0.5 % (2 % on the log scale)
CELLS = 500_000  # of the table of areas by counts that is held at a time


@dataclass(frozen=True)
class Dispersion:
    """φ and τ² of each set of areas (the last axis of the data), and how many areas they rest on.

    dispersion : φ, mean of squared z once extremes are drawn in or left out; NaN below two areas
    tau2 : between-area variance, on the arcsine scale (proportion) or the log scale (rate, ratio); 0 or more
    areas : areas with a figure that are not left out
    expected : median over the areas of the events, or for proportions of the rarer outcome, that the target expects
    """

    dispersion: Floats
    tau2: Floats
    areas: NDArray[np.int64]
    expected: Floats


def standardise(count: Floats, n: Floats, target: Floats, measure: str) -> Floats:
    """Distance z of each area on a scale where chance has the same size everywhere.

    Proportion: ``2√n (arcsin√(x/n) − arcsin√θ)``; rate and ratio: ``2(√x − √E)`` with E = nθ. NaN where there is no
    figure or nothing can be expected.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            possible = (n > 0) & (target > 0) & (target < 1)
            z = 2 * np.sqrt(n) * (np.arcsin(np.sqrt(count / n)) - np.arcsin(np.sqrt(target)))
        else:
            expected = n * target
            possible = expected > 0
            z = 2 * (np.sqrt(count) - np.sqrt(expected))
    return np.where(possible, z, np.nan)


def winsorise(z: Floats, share: float) -> Floats:
    """Distances z with the extremes of each set (last axis) drawn in to the quantiles at `share` and 1 − `share`."""
    return np.clip(z, *_quantiles(z, share)) if share else z


def truncate(z: Floats, share: float) -> Floats:
    """Distances z, NaN unless strictly between the quantiles of their set (last axis) at `share` and 1 − `share`."""
    if not share:
        return z
    low, high = _quantiles(z, share)
    return np.where((z > low) & (z < high), z, np.nan)


EXTREMES = {"winsorise": winsorise, "truncate": truncate}


def _quantiles(z: Floats, share: float) -> tuple[Floats, Floats]:
    """The quantiles at `share` and 1 − `share` of each set's figures, (..., 1); NaN for a set without one."""
    found = np.isfinite(z)
    if found.all() and z.shape[-1]:
        low, high = np.quantile(z, (share, 1 - share), axis=-1, keepdims=True)
        return low, high
    drawn = np.full((2, *z.shape[:-1], 1), np.nan)
    for row in np.ndindex(z.shape[:-1]):
        if found[row].any():
            drawn[:, *row, 0] = np.quantile(z[row][found[row]], (share, 1 - share))
    return drawn[0], drawn[1]


def estimate(
    count: Floats, n: Floats, target: Floats, measure: str, share: float, extremes: str = "winsorise"
) -> Dispersion:
    """φ and τ² of sets of areas.

    Parameters
    ----------
    count, n, target : float arrays of one shape, areas on the last axis; target as events per unit of denominator
    measure : str, "proportion", "rate" or "ratio"
    share : float, share of areas at each end that are extremes, 0 … below 0.5
    extremes : str, "winsorise" draws their z in to the quantiles at `share`; "truncate" leaves these areas out

    Notes
    -----
    ``φ = mean z²/c`` (Spiegelhalter 2005). ``τ² = (kφ − (k − 1)) / (Σw − Σw²/Σw)``, 0 if negative (DerSimonian and
    Laird 1986), with w = 1/s², s² = c/4n on the arcsine scale and c/E on the log scale. For τ² of rates and ratios
    ``z = √E log(x/E)``, as the SHMI has it; an area without events enters with half an event, not with −∞. k, φ and
    the weights are of the areas that are not left out; `areas` counts those of φ.

    c is the mean of z² by chance alone (`chance_square`). Both papers take it as 1, which it is where events are many;
    at three expected events it is 1.4, and areas that differ by chance alone would be called over-dispersed.
    """
    z = standardise(count, n, target, measure)
    expected = n * np.minimum(target, 1 - target) if measure == "proportion" else n * target
    chance = chance_square(n, target, measure)
    kept = EXTREMES[extremes](z / np.sqrt(chance), share)
    phi, areas = _mean_square(kept)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            weight = 4 * n / chance
        else:
            weight = expected / chance_square(n, target, measure, log=True)
            log_z = np.sqrt(weight) * np.log(np.where(count > 0, count, 0.5) / expected)
            kept = EXTREMES[extremes](np.where(np.isfinite(z), log_z, np.nan), share)
        tau2 = _between(kept, np.where(np.isfinite(kept), weight, 0.0))
    enough = areas >= 2
    middle = _quantiles(np.where(np.isfinite(z), expected, np.nan), 0.5)[0][..., 0]
    return Dispersion(np.where(enough, phi, np.nan), np.where(enough, tau2, np.nan), areas, middle)


def chance_square(n: Floats, target: Floats, measure: str, *, log: bool = False) -> Floats:
    """Mean of z² of an area that is like the target, by chance alone: summed over all counts it may have.

    Parameters
    ----------
    n, target : float arrays of one shape, target as events per unit of denominator
    measure : {"proportion", "rate", "ratio"}
    log : bool
        Whether z of rates and ratios is ``√E log(x/E)``, half an event for none, instead of ``2(√x − √E)``.

    Returns
    -------
    Floats of that shape
        1 from MANY_EXPECTED events, or of the rarer outcome, on, so that published formulas hold there to the digit,
        and where nothing can be expected. A fractional denominator of a proportion is rounded.
    """
    rarer = np.minimum(target, 1 - target) if measure == "proportion" else target  # z turns its sign, z² does not
    expected = n * rarer
    few = np.flatnonzero((expected > 0) & (expected < MANY_EXPECTED))
    square = np.ones(expected.size)
    if len(few):
        most = expected.ravel()[few].max()
        x = np.arange(1 + int(most + 12 * np.sqrt(most) + 30), dtype=np.float64)
        step = max(1, CELLS // len(x))
        for at in (few[start : start + step, None] for start in range(0, len(few), step)):
            if measure == "proportion":
                size, share = np.maximum(np.round(n.ravel()[at]), 1.0), rarer.ravel()[at]
                odds = np.maximum(size - x + 1, 0.0) / np.maximum(x, 1.0) * (share / (1 - share))
                none = size * np.log1p(-share)
                z = 2 * np.sqrt(size) * (np.arcsin(np.sqrt(np.minimum(x / size, 1.0))) - np.arcsin(np.sqrt(share)))
            else:
                mean = expected.ravel()[at]
                odds, none = mean / np.maximum(x, 1.0), -mean
                z = np.sqrt(mean) * np.log(np.maximum(x, 0.5) / mean) if log else 2 * (np.sqrt(x) - np.sqrt(mean))
            odds[:, 0] = 1.0
            with np.errstate(divide="ignore"):
                chance = np.exp(none + np.cumsum(np.log(odds), axis=1))
            square[at[:, 0]] = (chance * z**2).sum(axis=1)
    return square.reshape(expected.shape)


def _between(z: Floats, weight: Floats) -> Floats:
    phi, k = _mean_square(z)
    total = weight.sum(axis=-1)
    spare = total - (weight**2).sum(axis=-1) / total
    tau2: Floats = np.maximum((k * phi - (k - 1)) / spare, 0.0)
    return tau2


def _mean_square(z: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Mean of z² over each set's figures, and how many there are."""
    areas = np.isfinite(z).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nansum(z**2, axis=-1) / areas, areas
