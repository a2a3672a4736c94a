"""What a native chart is before it is written: series with their numbers, axes, and the room around them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

XY, LINES, BARS, COLUMNS = "xy", "lines", "bars", "columns"
_STEPS = (1, 2, 2.5, 5, 10)
Numbers = tuple[float | None, ...]


@dataclass(frozen=True)
class Stroke:
    """A line: colour as "#RRGGBB", width in pt, dash as Plotly names it."""

    colour: str
    width: float = 1.0
    dash: str = "solid"


@dataclass(frozen=True)
class Marker:
    """A point: symbol as Plotly names it, size across in pt, its fill and its edge ("" for none)."""

    symbol: str
    size: float
    colour: str
    edge: str = ""
    edge_width: float = 0.75


@dataclass(frozen=True)
class Label:
    """A text beside a point: place is t, r, b, l or ctr; `ground` lays thin white behind it, over lines."""

    text: str
    place: str
    colour: str
    size: float = 12
    bold: bool = False
    ground: bool = False


@dataclass(frozen=True)
class Errors:
    """How far a point reaches on both sides along one axis ("x" or "y")."""

    axis: str
    plus: Numbers
    minus: Numbers
    stroke: Stroke
    capped: bool = True


@dataclass(frozen=True)
class Series:
    """Points of one name.

    x : positions; of line and bar charts categories' numbers from 0, one for each
    y : values, None leaves a gap
    names : of the areas that the points stand for, for the workbook; empty where they stand for none
    fills : colour of each bar; of bar charts only
    edges : of bars that are picked, by place
    helper : whether it only writes words into the chart, as labels of an axis
    """

    name: str
    x: Numbers
    y: Numbers
    names: tuple[str, ...] = ()
    stroke: Stroke | None = None
    marker: Marker | None = None
    sizes: tuple[float, ...] = ()
    labels: dict[int, Label] = field(default_factory=dict, hash=False)
    errors: Errors | None = None
    fills: tuple[str, ...] = ()
    edges: dict[int, Stroke] = field(default_factory=dict, hash=False)
    helper: bool = False
    keyed: bool = True


@dataclass(frozen=True)
class Axis:
    """An axis from `low` to `high`, labelled every `step`; `shown` says whether by the program itself."""

    title: str
    low: float
    high: float
    step: float = 0.0
    log: bool = False
    shown: bool = True
    grid: bool = False


@dataclass(frozen=True)
class Mark:
    """A straight line across the whole plot at a value of the axis that bars lie along."""

    at: float
    stroke: Stroke


@dataclass(frozen=True)
class Plot:
    """A chart whole.

    kind : XY, LINES, BARS (lying) or COLUMNS
    categories : of line and bar charts, in order; in bar charts the first is at the bottom
    margins : left, top, right and bottom of the plot itself, in pt
    """

    kind: str
    series: tuple[Series, ...]
    x: Axis
    y: Axis
    margins: tuple[float, float, float, float]
    categories: tuple[str, ...] = ()
    corner: str = "Area"
    legend: bool = False
    mark: Mark | None = None
    text_size: float = 12


def round_axis(title: str, low: float, high: float, *, labels: int = 6, grid: bool = False) -> Axis:
    """An axis over a range, its ends moved outwards to round figures."""
    if not (math.isfinite(low) and math.isfinite(high)):
        low, high = 0.0, 1.0
    if not high > low:
        low, high = low - (abs(low) * 0.1 or 0.5), high + (abs(high) * 0.1 or 0.5)
    step = _step((high - low) / labels)
    first, last = math.floor(low / step + 1e-6) * step, math.ceil(high / step - 1e-6) * step
    return Axis(title, round(first, 10), round(last, 10), step, grid=grid)


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(s * size for s in _STEPS if s * size >= rough * 0.999)


def decimals(step: float) -> int:
    """Decimals that tell figures a step apart."""
    return next((d for d in range(7) if abs(step - round(step, d)) < step * 1e-6), 6)


def share(value: float, axis: Axis) -> float:
    """How far along an axis a value stands, 0 to 1; half way where the axis is a point."""
    if axis.high == axis.low:
        return 0.5
    if axis.log:
        return (math.log(value) - math.log(axis.low)) / (math.log(axis.high) - math.log(axis.low))
    return (value - axis.low) / (axis.high - axis.low)


def at_share(part: float, axis: Axis) -> float:
    """The value so far along an axis."""
    if axis.log:
        return float(f"{axis.low * (axis.high / axis.low) ** part:.6g}")
    return float(f"{axis.low + part * (axis.high - axis.low):.10g}")
