"""Names on a map: within their own area, clear of the line that leads to an area shown apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.path import Path

from variation.packs.drawing.axes import Floats
from variation.packs.drawing.canvas import Canvas, Rectangle
from variation.packs.drawing.labels import Placed, beside
from variation.packs.drawing.traces import Label
from variation.packs.drawing.words import lines_of

_SLACK = 1.5  # px by which a name may reach over its area's edge
_ALONG = np.linspace(0.0, 1.0, 9)  # places on each side of a name that must lie within
_DOWN = (0.0, 0.5, -0.5, 1.0, -1.0, 1.5, -1.5)  # of a name's height by which it may be moved
_ACROSS = (0.0, 0.2, -0.2, 0.4, -0.4)  # of its width
_CLEAR = 2.0  # px between a name and a line


@dataclass(frozen=True)
class Spot:
    """A label, the outlines of its area in px, and the ends (2, 2) of lines that cross the map."""

    label: Label
    rings: tuple[Floats, ...]
    lines: tuple[Floats, ...]


def draw_names(canvas: Canvas, spots: Sequence[Spot]) -> None:
    """Names where their area holds them, else its symbol alone, which is always drawn."""
    with canvas.group("names"):
        for spot in spots:
            if placed := _placed(spot):
                box, label = placed.box, placed.label
                middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
                canvas.words(*middle, label.text, label.style, across="center")


def _placed(spot: Spot) -> Placed | None:
    if found := _within(spot):
        return found
    symbol = _symbol(spot.label.text)
    if not symbol:
        return None
    alone = replace(spot.label, text=symbol)
    return _within(replace(spot, label=alone)) or beside(alone, alone.position)


def _within(spot: Spot) -> Placed | None:
    """The label moved as little as can be so that it is within its area and on no line; None where it is not held."""
    for label in _moved(spot.label):
        placed = beside(label, label.position)
        if _holds(spot.rings, placed.box) and not any(_crosses(line, placed.box) for line in spot.lines):
            return placed
    return None


def _moved(label: Label) -> Iterator[Label]:
    box = beside(label, label.position).box
    moves = [(across * box.width, down * box.height) for across in _ACROSS for down in _DOWN]
    for right, below in sorted(moves, key=lambda move: move[0] ** 2 + move[1] ** 2):
        yield replace(label, x=label.x + right, y=label.y + below)


def _holds(rings: Sequence[Floats], box: Rectangle) -> bool:
    """Whether one of the rings has the whole of a box in it."""
    left, right = box.left + _SLACK, max(box.left + _SLACK, box.right - _SLACK)
    top, bottom = box.top + _SLACK, max(box.top + _SLACK, box.bottom - _SLACK)
    x, y = left + _ALONG * (right - left), top + _ALONG * (bottom - top)
    edge = np.concatenate(
        [
            np.column_stack([x, np.full_like(x, top)]),
            np.column_stack([x, np.full_like(x, bottom)]),
            np.column_stack([np.full_like(y, left), y]),
            np.column_stack([np.full_like(y, right), y]),
        ]
    )
    return any(bool(Path(ring).contains_points(edge).all()) for ring in rings)


def _crosses(line: Floats, box: Rectangle) -> bool:
    """Whether a straight line comes close to a box."""
    path = Path(line)
    corners = [
        (box.left - _CLEAR, box.top - _CLEAR),
        (box.right + _CLEAR, box.top - _CLEAR),
        (box.right + _CLEAR, box.bottom + _CLEAR),
        (box.left - _CLEAR, box.bottom + _CLEAR),
    ]
    return bool(path.intersects_path(Path([*corners, corners[0]]), filled=True))


def _symbol(text: str) -> str:
    """The symbol of a label alone, "" where it has none."""
    last = lines_of(text)[-1]
    return last[-1].text if last and (last[-1].symbol or last[-1].text == "×") else ""
