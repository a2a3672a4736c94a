"""Names beside points, placed so that they do not cover one another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

UNNAMED = " "  # the text of a point without a name: plotly.js takes away the element of "" and never makes it again
_PLACES = ("top center", "middle right", "middle left", "bottom center")
_CHARACTER = 6.0  # px of one character at 11 px
_LINE = 13.0  # px that a name takes upwards
_ENDS = {"middle right": 0.0, "top right": 10.0, "bottom right": -10.0}  # px by which a name stands above its point

Curves = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    right: float
    bottom: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether two rectangles share any of their area."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )


@dataclass
class Room:
    """A plot of one size, and what in it is taken.

    size : width and height in px; points : x and y of each in px, y upwards
    taken : names that stand
    curves : x (m,), and y of each curve (k, m), in px: lines that would strike a name through
    """

    size: tuple[float, float]
    points: Sequence[tuple[float, float]]
    taken: list[Box] = field(default_factory=list)
    curves: Curves | None = None

    def __post_init__(self) -> None:
        self._marks = [Box(x - 4, x + 4, y - 4, y + 4) for x, y in self.points]

    def free(self, box: Box, through: str = "") -> bool:
        """Whether a name can stand there; it may cover "lines", or "all" but other names."""
        inside = box.left >= 0 and box.right <= self.size[0] and box.bottom >= 0 and box.top <= self.size[1]
        if not inside or any(box.meets(other) for other in self.taken):
            return False
        if through != "all" and any(box.meets(mark) for mark in self._marks):
            return False
        return bool(through) or not self.strikes(box)

    def strikes(self, box: Box) -> bool:
        """Whether a curve goes through a box."""
        if self.curves is None:
            return False
        x, lines = self.curves
        first, last = np.searchsorted(x, (box.left, box.right))
        above = lines[:, max(int(first) - 1, 0) : int(last) + 1]
        return bool(((above.min(axis=1) < box.top) & (above.max(axis=1) > box.bottom)).any())


def place_labels(
    points: Sequence[tuple[float, float]],
    wanted: Sequence[tuple[int, str]],
    size: tuple[float, float],
    character: float = _CHARACTER,
) -> dict[int, str]:
    """Where each wanted label goes.

    Parameters
    ----------
    points : x and y of every point in px, y upwards
    wanted : (index of the point, text), the most important first
    size : width and height of the plot in px
    character : width of one character in px

    Returns
    -------
    dict
        index → Plotly text position; a label for which there is no room is left out.
    """
    return place_in((Room(size, points),), wanted, character=character)


def place_in(
    rooms: Sequence[Room],
    wanted: Sequence[tuple[int, str]],
    *,
    firm: Collection[int] = (),
    character: float = _CHARACTER,
) -> dict[int, str]:
    """Where labels go that must have room in each of some sizes of a plot; what is placed is taken in them.

    firm : indices of those that cover lines, and points, before they are left out
    """
    placed: dict[int, str] = {}
    for index, text in wanted:
        ways = product(("", "lines", "all") if index in firm else ("",), _PLACES)
        for through, place in ways:
            boxes = [_box(*room.points[index], len(text) * character, place) for room in rooms]
            if all(room.free(box, through) for room, box in zip(rooms, boxes, strict=True)):
                for room, box in zip(rooms, boxes, strict=True):
                    room.taken.append(box)
                placed[index] = place
                break
    return placed


def place_ends(heights: Sequence[float]) -> list[str]:
    """Where a few names right of the ends of lines go, ends at these heights in px: so that they meet least."""

    def cost(shifts: tuple[str, ...]) -> tuple[float, float]:
        at = sorted((height + _ENDS[place], height) for height, place in zip(heights, shifts, strict=True))
        meeting = sum(max(0.0, _LINE - (b[0] - a[0])) for a, b in pairwise(at))
        crossed = sum(max(0.0, a[1] - b[1]) for a, b in pairwise(at))
        return meeting + crossed, sum(abs(_ENDS[place]) for place in shifts)

    ways: list[tuple[str, ...]] = list(product(_ENDS, repeat=len(heights)))
    best = min(ways, key=cost)
    return list(best)


def _box(x: float, y: float, width: float, place: str) -> Box:
    if place == "top center":
        return Box(x - width / 2, x + width / 2, y + 5, y + 19)
    if place == "bottom center":
        return Box(x - width / 2, x + width / 2, y - 19, y - 5)
    if place == "middle right":
        return Box(x + 6, x + 6 + width, y - 7, y + 7)
    return Box(x - 6 - width, x - 6, y - 7, y + 7)
