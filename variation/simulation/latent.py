"""True levels of parts over time: alike among neighbours, slow to change, with whatever the plan holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variation.simulation.places import Places, smoothed
from variation.simulation.planting import Plan
from variation.simulation.scale import SERIES_SHARE

Floats = NDArray[np.float64]

DRIFT = 0.15  # of London as a whole in a year, as a share of the scatter between areas
OWN_DRIFT = 0.06  # of one area in a year, beside London's; in yearly series only
SEASON = 0.03  # amplitude of the year in monthly and quarterly events
OWN_SHARE = 0.15  # of a strand (sex, age) beside the scatter that all strands of an area share


def scores(rng: np.random.Generator, groups: int, places: Places, correlation: float) -> Floats:
    """Normal scores (groups, n) of parts, correlated in space and with deprivation as asked.

    What deprivation explains by accident is taken out first, so that an indicator without a gradient has none.
    """
    field = smoothed(rng.standard_normal((groups, len(places))), places.beside)
    field -= field.mean(axis=1, keepdims=True)
    if len(places) > 2:
        along = field @ places.deprivation / float(np.sum(places.deprivation**2) or 1)
        field -= along[:, None] * places.deprivation
    field /= np.maximum(field.std(axis=1, keepdims=True), 1e-12)
    field = correlation * places.deprivation + np.sqrt(1 - correlation**2) * field
    from scipy.special import ndtri

    rank = field.argsort(axis=1).argsort(axis=1)
    return np.asarray(ndtri((rank + 0.625) / (len(places) + 0.25)))


def walk(rng: np.random.Generator, shape: tuple[int, ...], persistence: float) -> Floats:
    """A stationary AR(1) of unit variance along the last axis."""
    steps = rng.standard_normal(shape)
    steps[..., 1:] *= np.sqrt(1 - persistence**2)
    for n in range(1, shape[-1]):
        steps[..., n] += persistence * steps[..., n - 1]
    return steps


def levels(
    rng: np.random.Generator, places: Places, plan: Plan, *, groups: int, strands: int, months: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Effects on the link scale and the common movement in time.

    Parameters
    ----------
    groups, strands : independent simulations, and series of one simulation that share their geography
    months : (t,) first month of each period, counted from the year 0

    Returns
    -------
    effects (groups × strands, n, t) and the common movement (groups × strands, 1, t), which is 0 in the last period
    """
    made = plan.scale
    score = scores(rng, groups, places, plan.correlation)
    effect = np.where(score > 0, made.up, made.down) * score
    for part, size in plan.outliers:
        effect[:, part] = size
    effect = np.repeat(effect, strands, axis=0)
    if strands > 1:
        effect += OWN_SHARE * made.between * rng.standard_normal(effect.shape)
        effect += 0.5 * made.between * np.tile(np.arange(strands), groups)[:, None]
    step = int(months[1] - months[0]) if len(months) > 1 else 12
    moving = walk(rng, (*effect.shape, len(months)), 0.7 if step >= 12 else 0.1)
    common = np.repeat(_common(rng, groups, plan, months, step), strands, axis=0)[:, None, :]
    out = made.middle + effect[:, :, None] + SERIES_SHARE * made.between * moving + common
    if step >= 12:
        own = OWN_DRIFT * made.between * rng.standard_normal(effect.shape)
        out += own[:, :, None] * (months - months[-1]) / 12
    for part, first, size in plan.shifts:
        out[:, part, first:] += size
    return out, common


def _common(rng: np.random.Generator, groups: int, plan: Plan, months: NDArray[np.int64], step: int) -> Floats:
    """Drift, a little wandering and, below a year, the season: (groups, t), 0 at the end."""
    made = plan.scale
    years = (months - months[-1]) / 12
    drift = rng.standard_normal((groups, 1)) * made.between * DRIFT
    if step < 12:  # long monthly series stay in control unless a shift was planted
        drift *= 0.5 * made.noise / max(made.between * DRIFT * abs(years[0]), 1e-12)
    wander = np.cumsum(rng.standard_normal((groups, len(months))), axis=1)
    wander = (wander - wander[:, -1:]) * made.between * (0.05 if step >= 12 else 0.002)
    season = np.zeros(len(months))
    if step < 12 and plan.seasonal:
        season = SEASON * np.cos(2 * np.pi * (months - plan.peak) / 12)
    return np.asarray(drift * years + wander + season - season[-1])
