"""Names beside points, placed so that they do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNNAMED = " "  # the text of a point without a name: plotly.js takes away the element of "" and never makes it again
_PLACES = ("top center", "middle right", "middle left", "bottom center")


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


def place_labels(
    points: Sequence[tuple[float, float]],
    wanted: Sequence[tuple[int, str]],
    size: tuple[float, float],
    character: float = 6.0,
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
    taken = [Box(x - 4, x + 4, y - 4, y + 4) for x, y in points]
    frame = Box(0, size[0], 0, size[1])
    placed: dict[int, str] = {}
    for index, text in wanted:
        x, y = points[index]
        for place in _PLACES:
            box = _box(x, y, len(text) * character, place)
            inside = box.left >= 0 and box.right <= frame.right and box.bottom >= 0 and box.top <= frame.top
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                placed[index] = place
                break
    return placed


def _box(x: float, y: float, width: float, place: str) -> Box:
    if place == "top center":
        return Box(x - width / 2, x + width / 2, y + 5, y + 19)
    if place == "bottom center":
        return Box(x - width / 2, x + width / 2, y - 19, y - 5)
    if place == "middle right":
        return Box(x + 6, x + 6 + width, y - 7, y + 7)
    return Box(x - 6 - width, x - 6, y - 7, y + 7)
