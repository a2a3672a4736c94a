"""The names in a funnel, placed off points, lines and one another at the sizes that screens give it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.results import NO_DATA, Comparison
from variation.figures.labels import UNNAMED, Box, Curves, Room, place_in
from variation.findings.numbers import format_value

_SIZES = ((470.0, 158.0), (285.0, 145.0))  # px of the plot at 1440, and at 1024 and 390
_CHARACTER = 6.0  # px of one character at 11 px
_LIFT = 14.0  # px by which the benchmark's name stands off lines close to its own


@dataclass(frozen=True)
class Frame:
    """What the axes of the plot span."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    log: bool

    def across(self, x: NDArray[np.float64], width: float) -> NDArray[np.float64]:
        """Px from the left."""
        low, high = np.log(self.x_range) if self.log else np.array(self.x_range)
        return np.asarray(((np.log(x) if self.log else x) - low) / (high - low) * width)

    def up(self, y: NDArray[np.float64], height: float) -> NDArray[np.float64]:
        """Px from below."""
        low, high = self.y_range
        return np.asarray((y - low) / (high - low) * height)


@dataclass(frozen=True)
class Ends:
    """Texts at the left and the right end of the benchmark's line, one of them its name, and their Plotly position."""

    text: tuple[str, str]
    place: str


@dataclass(frozen=True)
class Names:
    """Names and Plotly text positions by place among the points drawn.

    wide : places of names that a narrow plot has no room for
    """

    text: dict[int, str]
    place: dict[int, str]
    wide: tuple[int, ...]
    benchmark: Ends


def place_names(c: Comparison, where: list[int], frame: Frame) -> Names:
    """Names of picked areas and of those outside the limits, the furthest out first, where there is room.

    where : the areas drawn, as rows of the comparison
    """
    rooms = [_room(c, where, frame, size) for size in _SIZES]
    wanted = sorted(
        (k for k, i in enumerate(where) if c.code[i] in c.selection.area or c.status[i] not in (0, NO_DATA)),
        key=lambda k: _importance(c, where[k]),
    )
    named = [(k, geography.area(str(c.code[where[k]])).short_name) for k in wanted]
    firm = {k for k in wanted if c.code[where[k]] in c.selection.area}
    place = place_in(rooms, named, firm=firm)
    wide = place_in(rooms[:1], [(k, name) for k, name in named if k not in place], firm=firm)
    place |= wide
    return Names({k: name for k, name in named if k in place}, place, tuple(wide), _name_benchmark(c, frame, rooms))


def _importance(c: Comparison, i: int) -> tuple[bool, int, float]:
    away = abs(float(c.value[i]) - c.benchmark.value)
    return (str(c.code[i]) not in c.selection.area, -abs(int(c.status[i])), -away)


def _room(c: Comparison, where: list[int], frame: Frame, size: tuple[float, float]) -> Room:
    x, y = frame.across(c.denominator[where], size[0]), frame.up(c.value[where], size[1])
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    return Room(size, points, curves=_curves(c, frame, size))


def _curves(c: Comparison, frame: Frame, size: tuple[float, float]) -> Curves:
    """The limits and the benchmark's line."""
    f = c.funnel
    assert f is not None
    level = np.full(len(f.denominator), c.benchmark.value)
    lines = np.array([f.lower_998, f.lower_95, level, f.upper_95, f.upper_998])
    known = np.isfinite(lines).all(axis=0)
    return frame.across(f.denominator[known], size[0]), frame.up(lines[:, known], size[1])


def _name_benchmark(c: Comparison, frame: Frame, rooms: list[Room]) -> Ends:
    """The benchmark's name at either end of its line, where it is clear; a line further off where limits lie close."""
    name = f"{c.benchmark.name} {format_value(c.benchmark.value, c.indicator)}"
    width = _CHARACTER * len(name)

    def box(room: Room, place: str, lift: float) -> Box:
        y = float(frame.up(np.array([c.benchmark.value]), room.size[1])[0])
        left = 1.0 if place.endswith("right") else room.size[0] - 1 - width
        low = y + 2 + lift if place.startswith("top") else y - 15 - lift
        return Box(left, left + width, low, low + 13)

    ways = [
        (place, lift) for lift in (0.0, _LIFT) for place in ("top right", "bottom right", "top left", "bottom left")
    ]
    free = (way for way in ways if all(room.free(box(room, *way)) for room in rooms))
    place, lift = next(free, ways[0])
    text = name if not lift else f"{name}<br>{UNNAMED}" if place.startswith("top") else f"{UNNAMED}<br>{name}"
    return Ends((text, UNNAMED) if place.endswith("right") else (UNNAMED, text), place)
