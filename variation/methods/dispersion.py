"""Over-dispersion: do areas differ by more than the play of chance within each of them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.methods.arguments import Floats

MINIMUM_AREAS = 10  # φ and τ² of fewer areas are too uncertain to move a limit: with 10, φ = 1 ± 0.47


@dataclass(frozen=True)
class Dispersion:
    """φ and τ² of each set of areas (the last axis of the data), and how many areas they rest on.

    dispersion : φ, mean of squared winsorised z; 1 when areas differ by chance alone; NaN below two areas
    tau2 : between-area variance, on the arcsine scale (proportion) or the log scale (rate, ratio); 0 or more
    areas : areas with a figure
    """

    dispersion: Floats
    tau2: Floats
    areas: NDArray[np.int64]


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
    if share == 0:
        return z
    found = np.isfinite(z)
    if found.all():
        low, high = np.quantile(z, (share, 1 - share), axis=-1, keepdims=True) if z.shape[-1] else (z, z)
        return np.clip(z, low, high)
    drawn = np.full(z.shape, np.nan)
    for row in np.ndindex(z.shape[:-1]):
        values = z[row][found[row]]
        if len(values):
            drawn[row][found[row]] = np.clip(values, *np.quantile(values, (share, 1 - share)))
    return drawn


def estimate(count: Floats, n: Floats, target: Floats, measure: str, winsorised: float) -> Dispersion:
    """φ and τ² of sets of areas.

    Parameters
    ----------
    count, n, target : float arrays of one shape, areas on the last axis; target as events per unit of denominator
    measure : str, "proportion", "rate" or "ratio"
    winsorised : float, share of areas drawn in at each end, 0 … below 0.5

    Notes
    -----
    ``φ = mean z²`` (Spiegelhalter 2005). ``τ² = (kφ − (k − 1)) / (Σw − Σw²/Σw)``, 0 if negative (DerSimonian and
    Laird 1986), with w = 1/s², s = 1/2√n on the arcsine scale and 1/√E on the log scale. For τ² of rates and ratios
    ``z = √E log(x/E)``, as the SHMI has it; an area without events enters with half an event, not with −∞.
    """
    z = standardise(count, n, target, measure)
    used = np.isfinite(z)
    areas = used.sum(axis=-1)
    enough = areas >= 2
    phi = _mean_square(winsorise(z, winsorised), areas)
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "proportion":
            weight, phi_tau = np.where(used, 4 * n, 0.0), phi
        else:
            expected = n * target
            log_z = np.sqrt(expected) * np.log(np.where(count > 0, count, 0.5) / expected)
            phi_tau = _mean_square(winsorise(np.where(used, log_z, np.nan), winsorised), areas)
            weight = np.where(used, expected, 0.0)
        total = weight.sum(axis=-1)
        spare = total - (weight**2).sum(axis=-1) / total
        tau2 = np.maximum((areas * phi_tau - (areas - 1)) / spare, 0.0)
    return Dispersion(np.where(enough, phi, np.nan), np.where(enough, tau2, np.nan), areas)


def _mean_square(z: Floats, areas: NDArray[np.int64]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Floats = np.nansum(z**2, axis=-1) / areas
    return mean
