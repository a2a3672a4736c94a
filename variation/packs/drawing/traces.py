"""The traces of a plane, scatter and bar, each as marks, lines and fills, and how far it reaches."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from variation.figures.theme import STATUS_COLOURS, TEXT
from variation.packs.drawing.axes import Axis, Extent, Floats, numbers
from variation.packs.drawing.canvas import Canvas, Mark, Pen, Rectangle, unbroken
from variation.packs.drawing.words import Style

Trace = Mapping[str, Any]
KINDS = ("scatter", "bar")
_FILLS = ("none", "toself", "tonexty")
_SHAPES = ("linear", "hvh")
_BLUE = "#1f77b4"  # what plotly.js draws where a trace names no colour
_BESIDE = 1 / 1.6  # of a mark's size that plotly.js keeps free beyond it
_USUAL_TEXT = Style(12, TEXT)
BEYOND = frozenset(palette[status] for palette in STATUS_COLOURS.values() for status in (-2, 2))  # 99.8 % limits


@dataclass(frozen=True)
class Label:
    """A text at a point, not yet placed.

    position : as the figure asks for ("top center"); beside : px from the point to the text
    firm : whether it is drawn even where there is no room
    rank : those with lower ones are placed first among firm ones, and among the others
    elsewhere : other points at which it would say the same
    """

    x: float
    y: float
    text: str
    style: Style
    position: str
    beside: float
    firm: bool
    rank: float = 0.0
    elsewhere: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True)
class Plane:
    """Two axes and the part of the sheet between them."""

    x: Axis
    y: Axis
    place: Rectangle


def check_trace(trace: Trace) -> None:
    """Raise ValueError for what cannot be drawn."""
    if trace["type"] not in KINDS:
        raise ValueError(f"type: a trace of type {trace['type']!r} cannot be drawn; known are {', '.join(KINDS)}")
    if trace.get("fill", "none") not in _FILLS:
        raise ValueError(f"fill: {trace['fill']!r} cannot be drawn; known are {', '.join(_FILLS)}")
    if trace.get("line", {}).get("shape", "linear") not in _SHAPES:
        raise ValueError(f"line.shape: {trace['line']['shape']!r} cannot be drawn; known are {', '.join(_SHAPES)}")


def values_of(trace: Trace, letter: str) -> Sequence[Any]:
    """The values of a trace along x or y, written out where the figure has only first and step."""
    if letter in trace:
        return list(trace[letter])
    other = len(trace["y" if letter == "x" else "x"])
    first, step = trace.get(f"{letter}0", 0), trace.get(f"d{letter}", 1)
    return [first + step * k for k in range(other)]


def each(value: Any, count: int) -> list[Any]:
    """One value a point, where the figure has one for all."""
    return list(value) if isinstance(value, list | tuple) else [value] * count


def mode_has(trace: Trace, part: str) -> bool:
    """Whether a scatter trace shows lines, markers or text."""
    return part in trace.get("mode", "lines+markers").split("+")


def extents(trace: Trace, letter: str, spec: Mapping[str, Any], categories: Sequence[str]) -> list[Extent]:
    """How far the parts of a trace reach along an axis: points by their size, bars, intervals."""
    found = numbers(values_of(trace, letter), spec, categories)
    reach = []
    if trace["type"] == "bar":
        reach.append(_reach(*_bar_ends(trace, letter, found), padded=not _across(trace, letter)))
    elif mode_has(trace, "markers"):
        sizes = np.array([s or 0 for s in each(trace.get("marker", {}).get("size", 6), len(found))], dtype=float)
        reach += [_reach(found[sizes == size], beyond=max(3.0, _BESIDE * size)) for size in np.unique(sizes).tolist()]
    else:
        reach.append(_reach(found, padded=letter == "y" or mode_has(trace, "text")))
    if error := trace.get(f"error_{letter}"):
        limits = numbers(error["arrayminus"], {}), numbers(error["array"], {})
        reach.append(_reach(found - limits[0], found + limits[1]))
    return reach


def _reach(low: Floats, high: Floats | None = None, *, beyond: float = 0.0, padded: bool = True) -> Extent:
    known = low if high is None else np.concatenate([low, high])
    known = known[np.isfinite(known)]
    ends = (float(known.min()), float(known.max())) if len(known) else (math.nan, math.nan)
    return Extent(*ends, beyond, padded)


def _across(trace: Trace, letter: str) -> bool:
    """Whether the letter is the one along which bars stand side by side."""
    return bool(trace["type"] == "bar" and (letter == "y") == (trace.get("orientation") == "h"))


def _bar_ends(trace: Trace, letter: str, found: Floats) -> tuple[Floats, Floats]:
    if _across(trace, letter):
        half = bar_width(trace, found) / 2
        return found - half, found + half
    base = numbers(each(trace.get("base", 0), len(found)), {})
    ends = base + found
    return np.minimum(base, ends), np.maximum(base, ends)


def bar_width(trace: Trace, at: Floats, gap: float = 0.2) -> float:
    """Width of bars along their axis."""
    if "width" in trace:
        return float(trace["width"])
    apart = np.diff(np.unique(at[np.isfinite(at)]))
    return float(apart.min() if len(apart) else 1.0) * (1 - gap)


def draw_bars(canvas: Canvas, trace: Trace, plane: Plane, gap: float) -> None:
    """Bars with their edges, then their intervals."""
    flat = trace.get("orientation") == "h"
    along, across = (plane.x, plane.y) if flat else (plane.y, plane.x)
    at = numbers(trace["y" if flat else "x"], across.spec, across.categories)
    size = numbers(trace["x" if flat else "y"], along.spec)
    base = numbers(each(trace.get("base", 0), len(size)), along.spec)
    half = bar_width(trace, at, gap) / 2
    colours = each(trace["marker"].get("color", _BLUE), len(at))
    line = trace["marker"].get("line", {})
    widths, edges = each(line.get("width", 0), len(at)), each(line.get("color", TEXT), len(at))
    with canvas.group("bars"):
        for k in np.flatnonzero(np.isfinite(size) & np.isfinite(at)).tolist():
            first, last = sorted(along.place(np.array([base[k], base[k] + size[k]])).tolist())
            side, other = sorted(across.place(np.array([at[k] - half, at[k] + half])).tolist())
            box = Rectangle(first, side, last, other) if flat else Rectangle(side, first, other, last)
            canvas.box(box, colours[k], Pen(edges[k], widths[k]) if widths[k] else None, within=plane.place)
    _draw_errors(canvas, trace, plane)


def _draw_errors(canvas: Canvas, trace: Trace, plane: Plane) -> None:
    for letter in ("x", "y"):
        error = trace.get(f"error_{letter}")
        if not error:
            continue
        x, y = plane.x.at(values_of(trace, "x")), plane.y.at(values_of(trace, "y"))
        axis = plane.x if letter == "x" else plane.y
        middle = numbers(values_of(trace, letter), {})
        ends = [
            axis.at((middle - numbers(error["arrayminus"], {})).tolist()),
            axis.at((middle + numbers(error["array"], {})).tolist()),
        ]
        pen, cap = Pen(error["color"], error["thickness"]), error["width"]
        with canvas.group("intervals"):
            for k in np.flatnonzero(np.isfinite(ends[0] + ends[1])).tolist():
                _draw_error(canvas, (x[k], y[k]), (ends[0][k], ends[1][k]), letter == "x", (pen, cap, plane.place))


def _draw_error(
    canvas: Canvas,
    point: tuple[float, float],
    ends: tuple[float, float],
    flat: bool,
    look: tuple[Pen, float, Rectangle],
) -> None:
    """One interval: its line, and a cap at each end."""
    pen, cap, within = look
    middle = point[1] if flat else point[0]
    nan = math.nan
    along = [ends[0], ends[1], nan, ends[0], ends[0], nan, ends[1], ends[1]]
    aside = [middle, middle, nan, middle - cap, middle + cap, nan, middle - cap, middle + cap]
    canvas.line(along if flat else aside, aside if flat else along, pen, within=within)


def draw_scatter(canvas: Canvas, trace: Trace, plane: Plane, before: Trace | None) -> list[Label]:
    """Fill, intervals, lines and marks of a trace; its texts are given back, to be placed among all others."""
    x, y = plane.x.at(values_of(trace, "x")), plane.y.at(values_of(trace, "y"))
    within = plane.place if trace.get("cliponaxis", True) else None
    _draw_fill(canvas, trace, plane, (x, y), before)
    _draw_errors(canvas, trace, plane)
    if mode_has(trace, "lines"):
        line = trace.get("line", {})
        pen = Pen(line.get("color", _BLUE), line.get("width", 2), line.get("dash", "solid"))
        across, up = _stepped(x, y) if line.get("shape") == "hvh" else (x, y)
        with canvas.group("line"):
            canvas.line(across, up, pen, within=plane.place)
    if mode_has(trace, "markers"):
        with canvas.group("points"):
            for k, mark in enumerate(marks_of(trace, len(x))):
                if math.isfinite(x[k]) and math.isfinite(y[k]):
                    canvas.mark(float(x[k]), float(y[k]), mark, within=within)
    return labels_of(trace, x, y) if mode_has(trace, "text") else []


def _draw_fill(canvas: Canvas, trace: Trace, plane: Plane, at: tuple[Floats, Floats], before: Trace | None) -> None:
    fill = trace.get("fill", "none")
    if fill == "none":
        return
    points = np.column_stack(at)
    rings = unbroken(points)
    if fill == "tonexty" and before is not None:
        other = np.column_stack([plane.x.at(values_of(before, "x")), plane.y.at(values_of(before, "y"))])
        rings = [np.vstack([p[np.isfinite(p).all(axis=1)] for p in (points, other[::-1])])]
    with canvas.group("fill"):
        for ring in rings:
            canvas.shape([ring], trace["fillcolor"], None, within=plane.place)


def _stepped(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """A line of steps that change half way between points."""
    middle = (x[1:] + x[:-1]) / 2
    across = np.concatenate([x[:1], np.repeat(middle, 2), x[-1:]])
    return across, np.repeat(y, 2)


def marks_of(trace: Trace, count: int) -> list[Mark]:
    """The look of every point of a trace."""
    marker = trace.get("marker", {})
    line = marker.get("line", {})
    parts = [
        each(marker.get("symbol", "circle"), count),
        each(marker.get("size", 6), count),
        each(marker.get("color", trace.get("line", {}).get("color", _BLUE)), count),
        each(line.get("color", TEXT), count),
        each(line.get("width", 0), count),
    ]
    opacity = float(marker.get("opacity", 1))
    return [Mark(s, float(z or 0), c, Pen(e, w), opacity) for s, z, c, e, w in zip(*parts, strict=True)]


def labels_of(trace: Trace, x: Floats, y: Floats) -> list[Label]:
    """The texts of a trace at px; empty ones left out."""
    count = len(x)
    texts = each(trace.get("text", ""), count)
    positions = each(trace.get("textposition", "middle center"), count)
    font = trace.get("textfont", {})
    sizes, colours = each(font.get("size", _USUAL_TEXT.size), count), each(font.get("color", TEXT), count)
    marks = marks_of(trace, count) if mode_has(trace, "markers") else None
    found = []
    for k, text in enumerate(texts):
        if not (text.strip() and math.isfinite(x[k]) and math.isfinite(y[k])):
            continue
        beside = marks[k].size / 2 / 0.8 + 1 if marks else 1.0
        chief = trace.get("name") == "chief names" or colours[k] != TEXT  # picked areas have colours of their own
        firm = chief or marks is None or mode_has(trace, "lines") or positions[k] == "middle center"
        style = Style(float(sizes[k]), colours[k])
        beyond = marks is not None and marks[k].colour in BEYOND
        label = Label(float(x[k]), float(y[k]), text.strip(), style, positions[k], beside, firm, rank=-float(beyond))
        found.append(replace(label, elsewhere=_along(x, y)) if marks is None and is_level(y) else label)
    return found


def is_level(y: Floats) -> bool:
    """Whether a trace is one level line, as a benchmark is."""
    return len(y) == 2 and bool(y[0] == y[1])


def _along(x: Floats, y: Floats) -> tuple[tuple[float, float, str], ...]:
    """Where else a level line can be named: below it at its beginning, above and below it at its end."""
    (first, last), level = sorted(x.tolist()), float(y[0])
    return (first, level, "bottom right"), (last, level, "top left"), (last, level, "bottom left")
