"""What is planted in one indicator: outliers, shifts and a gradient, decided before any figure is drawn."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from variation.indicators import Indicator
from variation.simulation.periods import Period
from variation.simulation.places import Places
from variation.simulation.scale import Scale, from_link, scale
from variation.simulation.truth import Gradient, Outlier, Shift

CORRELATION = 0.8  # of a planted gradient with deprivation
OUTLIER_SIZE = 5.5  # standard deviations of what the other areas do
SHIFT_SIZE = 4.0  # standard deviations of what the area does from month to month
CROWD = 0.5  # scatter of the other areas where an outlier is planted
PATCH = 50  # areas to one more outlier, where there are many


@dataclass(frozen=True)
class Plan:
    """What one indicator's series hold by design.

    scale : of the areas that are not outliers
    outliers : parts and their effect on the link scale, from the middle
    shifts : parts, number of the first period that is shifted, effect
    correlation : of the true levels with deprivation; 0 means that deprivation has been taken out of them
    seasonal, peak : whether figures below a year follow the seasons, and in which month (0-11) they are highest
    """

    scale: Scale
    outliers: tuple[tuple[int, float], ...] = ()
    shifts: tuple[tuple[int, int, float], ...] = ()
    correlation: float = 0.0
    seasonal: bool = False
    peak: int = 0

    def unplanted(self) -> Plan:
        """The same level and spread, nothing planted."""
        return replace(self, outliers=(), shifts=(), correlation=0.0)


def stream(seed: int, indicator: str, purpose: str) -> np.random.Generator:
    """Random numbers of their own for each purpose, so that one indicator more changes none of the others."""
    return np.random.default_rng([seed, zlib.crc32(f"{indicator}/{purpose}".encode())])


def plan(indicator: Indicator, places: Places, when: tuple[Period, ...], *, seed: int, strength: float = 1.0) -> Plan:
    """Decide what to plant: a gradient, or outliers, or neither; in long series also shifts.

    Parameters
    ----------
    strength : how far outliers and shifts stand out, as a multiple of the sizes above; 0 plants nothing at all
    """
    rng = stream(seed, indicator.id, "plan")
    whole = scale(indicator, len(places), float(rng.uniform(1.2, 2.0)))
    fit = _fit(indicator, places)
    chosen = rng.permutation(np.flatnonzero(fit))
    kind = rng.choice(["gradient", "outliers", "neither"], p=[0.4, 0.45, 0.15])
    made = Plan(whole, seasonal=indicator.measure in {"rate", "count"}, peak=int(rng.integers(0, 12)))
    if strength <= 0:
        return made
    if len(chosen) >= 20 and kind == "gradient":
        sign = {"high": -1.0, "low": 1.0}.get(indicator.polarity) or float(rng.choice([-1.0, 1.0]))
        made = replace(made, correlation=sign * CORRELATION)
    elif len(chosen) >= 20 and kind == "outliers":
        number = int(rng.integers(1, 3)) + len(places) // PATCH
        narrow = whole.narrowed(CROWD)
        signs = rng.choice([-1.0, 1.0], number)
        distance = OUTLIER_SIZE * strength
        outliers = [
            (int(part), sign * max(whole.reach(sign), distance * narrow.unrest(_size(places, int(part)))))
            for part, sign in zip(chosen, signs.tolist(), strict=False)
        ]
        made = replace(made, scale=narrow, outliers=tuple(outliers))
    if len(when) >= 30 and indicator.frequency in {"month", "quarter"} and len(chosen) >= 5:
        made = replace(made, shifts=_shifts(chosen[::-1], made.scale, places, len(when), rng, strength))
    return made


def truths(
    indicator: Indicator, places: Places, made: Plan, when: tuple[Period, ...]
) -> tuple[list[Outlier], list[Shift], list[Gradient]]:
    """The plan in the indicator's own unit and codes, once for each level where the part is an area by itself."""
    link = made.scale.link
    middle = from_link(made.scale.middle, link)
    moved = dict(made.outliers)
    outliers, shifts, gradients = [], [], []
    for name, level in places.among(indicator.levels).items():
        if made.correlation and len(level.code) >= 20:
            gradients.append(Gradient(indicator.id, name, _way(made.correlation), made.correlation))
        for part, effect in made.outliers:
            if level.single[part]:
                size = from_link(made.scale.middle + effect, link) - middle
                code = str(level.code[level.belongs[part]])
                outliers.append(Outlier(indicator.id, name, code, "high" if effect > 0 else "low", float(size)))
        for part, first, effect in made.shifts:
            if level.single[part]:
                before = made.scale.middle + moved.get(part, 0.0)
                size = from_link(before + effect, link) - from_link(before, link)
                code = str(level.code[level.belongs[part]])
                shifts.append(
                    Shift(indicator.id, name, code, when[first].label, when[first].start, _way(effect), float(size))
                )
    return outliers, shifts, gradients


def _fit(indicator: Indicator, places: Places) -> NDArray[np.bool_]:
    """Parts that are areas by themselves wherever the indicator is published below STP, and not tiny."""
    fit = places.population > 0.3 * np.median(places.population)
    for level in places.among(indicator.levels).values():
        if len(level.code) > len(places) / 2:
            fit &= level.single
    return fit


def _shifts(
    parts: NDArray[np.int64], made: Scale, places: Places, number: int, rng: np.random.Generator, strength: float
) -> tuple[tuple[int, int, float], ...]:
    """One or two areas that move, not in the first nor the last dozen periods."""
    planted = []
    for part in parts[: int(rng.integers(1, 3)) + len(places) // PATCH].tolist():
        effect = float(rng.choice([-1.0, 1.0])) * SHIFT_SIZE * strength * made.restlessness(_size(places, part))
        planted.append((part, int(rng.integers(12, number - 11)), effect))
    return tuple(planted)


def _size(places: Places, part: int) -> float:
    """Population of a part, relative to a middle one."""
    return float(places.population[part] / np.median(places.population))


def _way(effect: float) -> str:
    return "up" if effect > 0 else "down"
