"""The areas that a simulation is about: parts that add up to the areas of every level."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from variation.geography import LONDON, neighbours

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Level:
    """The areas of one level, and to which of them each part belongs.

    code : (m,) codes; belongs : (n,) index into code
    """

    code: NDArray[np.str_]
    belongs: Indices

    def total(self, figures: Floats) -> Floats:
        """Sums over the parts of each area: (groups, n, periods) becomes (groups, m, periods)."""
        if self.alike:
            return figures
        order = np.argsort(self.belongs, kind="stable")
        starts = np.flatnonzero(np.diff(self.belongs[order], prepend=-1))
        return np.add.reduceat(figures[:, order, :], starts, axis=1)

    @cached_property
    def single(self) -> NDArray[np.bool_]:
        """(n,) whether a part is by itself an area of this level."""
        return np.asarray(np.bincount(self.belongs, minlength=len(self.code))[self.belongs] == 1)

    @cached_property
    def alike(self) -> bool:
        """Whether every part is an area, in the same order."""
        return bool(np.array_equal(self.belongs, np.arange(len(self.code))))


@dataclass(frozen=True)
class Places:
    """The n parts that series are simulated for.

    population, deprivation : (n,); deprivation has mean 0 and standard deviation 1, high = more deprived
    beside : (n, k) indices of neighbouring parts, filled up with the part itself
    levels : areas of each level that the parts add up to
    """

    population: Floats
    deprivation: Floats
    beside: Indices
    levels: Mapping[str, Level]

    def __len__(self) -> int:
        return len(self.population)

    def among(self, names: tuple[str, ...]) -> dict[str, Level]:
        """The levels of these names that exist here; of names that stand for the same areas, the first."""
        found: dict[str, Level] = {}
        for name in names:
            level = self.levels.get(name)
            if level is not None and not any(level is other for other in found.values()):
                found[name] = level
        return found

    def coarsened(self, name: str) -> Places:
        """The areas of one level as parts, for indicators that exist at no finer one."""
        level = self.levels[name]
        if level.alike:
            return self
        sums = level.total(np.stack([self.population, self.population * self.deprivation])[:, :, None])[:, :, 0]
        near: list[set[int]] = [set() for _ in level.code]
        for part, others in zip(level.belongs.tolist(), level.belongs[self.beside].tolist(), strict=True):
            near[part].update(set(others) - {part})
        first = np.unique(level.belongs, return_index=True)[1]
        levels = {
            key: Level(other.code, other.belongs[first])
            for key, other in self.levels.items()
            if len(other.code) <= len(level.code)
        }
        return Places(sums[0], _standard(sums[1] / sums[0]), _padded(near), levels)


def london(data: Path) -> Places:
    """London: 34 parts, which are the boroughs with Westminster in two, because it lies in two CCGs.

    Reads ``data/simulation/parts.csv`` (borough, ccg, stp, population, deprivation).
    """
    with (data / "simulation" / "parts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    levels = {}
    for name in ("borough", "ccg", "stp"):
        code, belongs = np.unique([row[name] for row in rows], return_inverse=True)
        levels[name] = Level(code, belongs.astype(np.int64))
    levels["region"] = Level(np.array([LONDON]), np.zeros(len(rows), np.int64))
    borders = neighbours("borough")
    near = [
        {i for i, other in enumerate(rows) if other["borough"] in (*borders[row["borough"]], row["borough"])} - {n}
        for n, row in enumerate(rows)
    ]
    return Places(
        population=np.array([float(row["population"]) for row in rows]),
        deprivation=_standard(np.array([float(row["deprivation"]) for row in rows])),
        beside=_padded(near),
        levels=levels,
    )


def synthetic(number: int) -> Places:
    """Any number of made-up areas on a square grid, with codes ``X00000001`` and on.

    Each indicator has them at its own finest level.

    No geography knows them: they are for measuring the store and what reads it, not for loading as an extract.
    """
    if number < 1:
        raise ValueError(f"number of areas is {number}; it must be 1 or more")
    rng = np.random.default_rng(number)
    width = int(np.ceil(np.sqrt(number)))
    place = np.arange(number)
    column = place % width
    beside = np.stack(
        [
            np.where(column > 0, place - 1, place),
            np.where((column < width - 1) & (place + 1 < number), place + 1, place),
            np.where(place >= width, place - width, place),
            np.where(place + width < number, place + width, place),
        ],
        axis=1,
    )
    deprivation = smoothed(rng.standard_normal((1, number)), beside)[0]
    level = Level(np.array([f"X{n:08}" for n in range(1, number + 1)]), place)
    return Places(
        population=np.round(260_000 * np.exp(0.3 * rng.standard_normal(number))),
        deprivation=_standard(deprivation),
        beside=beside,
        levels=dict.fromkeys(("borough", "ccg", "stp"), level),
    )


def smoothed(noise: Floats, beside: Indices, rounds: int = 2) -> Floats:
    """Noise (groups, n) drawn towards the mean of each part's neighbours, so that neighbours are alike."""
    for _ in range(rounds):
        noise = 0.4 * noise + 0.6 * noise[:, beside].mean(axis=2)
    return noise


def _standard(values: Floats) -> Floats:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def _padded(near: list[set[int]]) -> Indices:
    width = max(1, *(len(others) for others in near))
    return np.array([sorted(others) + [n] * (width - len(others)) for n, others in enumerate(near)], dtype=np.int64)
