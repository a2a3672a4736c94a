"""Whole simulations: many indicators, as many rows as asked for, and what was planted in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from math import ceil

from variation.indicators import Indicator
from variation.simulation.places import Places
from variation.simulation.planting import plan, truths
from variation.simulation.series import Block, blocks, parts_for, when_of
from variation.simulation.truth import Gradient, Outlier, Shift, Truth


@dataclass(frozen=True)
class Simulation:
    """Indicators to be simulated for places; the same seed always gives the same figures.

    rows : at least so many rows are given, by adding groups (categories) of every indicator; None for one group
    strength : how far outliers and shifts stand out; 1 makes them plain to see, 0 plants nothing

    Raises
    ------
    CatalogueError
        When an indicator has no level and spread to follow, or its first period cannot be read.
    """

    indicators: Sequence[Indicator]
    places: Places
    _: KW_ONLY
    seed: int
    rows: int | None = None
    strength: float = 1.0

    def __post_init__(self) -> None:
        for indicator in self.indicators:
            when_of(indicator)

    def blocks(self) -> Iterator[Block]:
        """All rows, a block at a time."""
        groups = self._groups()
        for indicator in self.indicators:
            yield from blocks(indicator, self.places, seed=self.seed, groups=groups, strength=self.strength)

    def truth(self) -> Truth:
        """What is planted."""
        outliers: list[Outlier] = []
        shifts: list[Shift] = []
        gradients: list[Gradient] = []
        for indicator in self.indicators:
            parts, when = parts_for(indicator, self.places), when_of(indicator)
            made = plan(indicator, parts, when, seed=self.seed, strength=self.strength)
            planted = truths(indicator, parts, made, when)
            outliers += planted[0]
            shifts += planted[1]
            gradients += planted[2]
        return Truth(self.seed, tuple(outliers), tuple(shifts), tuple(gradients), _deprivation(self.places))

    def _groups(self) -> int:
        if self.rows is None:
            return 1
        return max(1, ceil(self.rows / sum(_rows(indicator, self.places) for indicator in self.indicators)))


def _rows(indicator: Indicator, places: Places) -> int:
    """Rows of one group of an indicator."""
    parts = parts_for(indicator, places)
    areas = sum(len(level.code) for level in parts.among((*indicator.levels, "region")).values())
    if indicator.illustrative is not None and indicator.illustrative.england is not None and "region" in parts.levels:
        areas += 1
    return areas * len(when_of(indicator)) * len(indicator.sexes) * len(indicator.ages)


def _deprivation(places: Places) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, level in places.levels.items():
        if name == "region":
            continue
        each = level.total((places.population * places.deprivation)[None, :, None])
        each = each / level.total(places.population[None, :, None])
        found.update(zip(level.code.tolist(), each[0, :, 0].round(4).tolist(), strict=True))
    return found
