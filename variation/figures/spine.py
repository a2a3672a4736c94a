"""The spine of one indicator, in percent of a table cell's width: the areas' range, the middle half, the area.

Every spine has the benchmark in its middle and better to the right, so that one look down the table tells.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from variation.analyses.profile import Line
from variation.analyses.results import NO_DATA
from variation.figures.theme import STATUS_COLOURS, WHITE, polarity_key

MIDDLE = 50.0
_REACH = 48.0  # from the middle to the farther end, so that a mark at the end stays inside
SHAPES = {-2: "▼", -1: "▼", 0: "●", 1: "▲", 2: "▲", NO_DATA: "◆"}


@dataclass(frozen=True)
class Spine:
    """Where the parts of a spine stand, 0 … 100 from left to right; NaN where there is no such part.

    start, width : the range from the lowest to the highest area, drawn so that better (or higher) is to the right
    half_start, half_width : the middle half of the areas
    mark : the area; shape, colour : how it is marked
    lined : whether the middle is the benchmark (else the middle of the range)
    left, right : values at the ends of the range
    """

    start: float
    width: float
    half_start: float
    half_width: float
    mark: float
    shape: str
    colour: str
    lined: bool
    left: float
    right: float


def spine(line: Line) -> Spine | None:
    """The spine of a line of a profile; None where no area has a figure, or all have the same."""
    if not line.highest > line.lowest:
        return None
    lined = math.isfinite(line.benchmark)
    middle = line.benchmark if lined else (line.lowest + line.highest) / 2
    reach = max(line.highest - middle, middle - line.lowest)
    sign = -1 if line.indicator.polarity == "low" else 1

    def at(value: float) -> float:
        return MIDDLE + sign * _REACH * (value - middle) / reach

    left, right = (line.highest, line.lowest) if sign < 0 else (line.lowest, line.highest)
    quarter, three = sorted((at(line.lower_quarter), at(line.upper_quarter)))
    colours = STATUS_COLOURS[polarity_key(line.indicator.polarity)]
    return Spine(
        start=at(left),
        width=at(right) - at(left),
        half_start=quarter,
        half_width=three - quarter,
        mark=at(line.value),
        shape=SHAPES[line.status],
        colour=colours.get(line.status, WHITE),
        lined=lined,
        left=left,
        right=right,
    )
