"""Figures with axes: margins that hold all words, grid, traces, reference lines, notes, legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from variation.packs.drawing.axes import Axis, Extent, axis_range, categories_of
from variation.packs.drawing.canvas import Canvas, Rectangle
from variation.packs.drawing.frame import draw_frame, left_room, lower_room
from variation.packs.drawing.labels import Placed, beside, draw_placed, fitted, place
from variation.packs.drawing.legend import draw_legend, legend_height
from variation.packs.drawing.notes import draw_annotations, draw_shapes, note_boxes, note_extents
from variation.packs.drawing.traces import (
    Label,
    Plane,
    Trace,
    check_trace,
    draw_bars,
    draw_scatter,
    extents,
    is_level,
    labels_of,
    marks_of,
    mode_has,
    values_of,
)

Figure = Mapping[str, Any]
_EDGE = 6.0  # px free at the right and the top at least
_MOST_MARKS = 200  # beyond so many, names may cover marks
_BELOW = 8.0  # px below the plot that names may reach into


@dataclass(frozen=True)
class Margins:
    """Px between the edges of the sheet and the plot."""

    left: float
    top: float
    right: float
    bottom: float


def draw_planes(canvas: Canvas, figure: Figure) -> None:
    """Draw a figure of scatter and bar traces."""
    traces: Sequence[Trace] = figure["data"]
    for trace in traces:
        check_trace(trace)
    margins = _margins(canvas, figure)
    plot = _plot(canvas, margins)
    for plane, among in planes_of(figure, plot):
        draw_frame(canvas, plane, canvas.width)
        _draw_traces(canvas, among, plane, float(figure["layout"].get("bargap", 0.2)))
    planes = planes_of(figure, plot)
    draw_shapes(canvas, figure["layout"].get("shapes", ()), planes[0][0], plot)
    draw_annotations(canvas, figure["layout"].get("annotations", ()), planes[0][0], plot)
    draw_legend(canvas, figure, plot, _above(figure, planes[0][0], plot))


def planes_of(figure: Figure, plot: Rectangle) -> list[tuple[Plane, list[Trace]]]:
    """Every pair of axes with its traces, laid out in the plot."""
    pairs = dict.fromkeys((t.get("xaxis", "x"), t.get("yaxis", "y")) for t in figure["data"]) or {("x", "y"): None}
    found = []
    for pair in pairs:
        among = [t for t in figure["data"] if (t.get("xaxis", "x"), t.get("yaxis", "y")) == pair]
        found.append((_plane(figure["layout"], pair, among, plot), among))
    return found


def _plane(layout: Mapping[str, Any], names: tuple[str, str], traces: list[Trace], plot: Rectangle) -> Plane:
    specs = [layout.get(f"{name[0]}axis{name[1:]}", {}) for name in names]
    (left, right), (low, high) = (spec.get("domain", (0.0, 1.0)) for spec in specs)
    box = Rectangle(
        plot.left + left * plot.width,
        plot.bottom - high * plot.height,
        plot.left + right * plot.width,
        plot.bottom - low * plot.height,
    )
    x = _axis(specs[0], "x", traces, (box.left, box.width))
    y = _axis(specs[1], "y", traces, (box.bottom, -box.height), note_extents(layout.get("annotations", ())))
    return Plane(x, y, box)


def _axis(
    spec: Mapping[str, Any],
    letter: str,
    traces: list[Trace],
    span: tuple[float, float],
    notes: Sequence[Extent] = (),
) -> Axis:
    categories = categories_of(spec, (values_of(t, letter) for t in traces))
    filled = [t for t in traces if len(t["y"])]
    reach = [part for t in filled for part in extents(t, letter, spec, categories)]
    low, high = axis_range(spec, [*reach, *notes], abs(span[1]))
    return Axis(spec, low, high, *span, categories)


def _margins(canvas: Canvas, figure: Figure) -> Margins:
    """Room for tick labels, titles, the legend, and the words that stand beyond the plot."""
    usual = figure["layout"].get("margin", {})
    margins = Margins(usual.get("l", 60.0), _EDGE, _EDGE, usual.get("b", 40.0))
    for _ in range(2):  # labels follow the scale, the scale follows the room that labels leave
        plot = _plot(canvas, margins)
        planes = planes_of(figure, plot)
        left = max(plane.place.left - plot.left + left_room(plane, canvas.width) for plane, _ in planes)
        bottom = max(lower_room(plane) for plane, _ in planes)
        margins = replace(margins, left=left, bottom=bottom)
        plot = _plot(canvas, margins)
        planes = planes_of(figure, plot)
        right, top, below = _overflow(figure, planes, plot)
        legend = legend_height(figure, plot.width)
        legend += _above(figure, planes[0][0], plot) if legend else 0.0
        margins = replace(margins, right=max(_EDGE, right), top=max(_EDGE, top, legend), bottom=max(bottom, below))
    return margins


def _overflow(figure: Figure, planes: list[tuple[Plane, list[Trace]]], plot: Rectangle) -> tuple[float, float, float]:
    """Px by which words reach beyond the right, the upper and the lower edge of the plot."""
    boxes = [beside(label, label.position).box for plane, among in planes for label in _labels(among, plane)]
    notes = figure["layout"].get("annotations", ())
    boxes += note_boxes(notes, planes[0][0], plot)
    right = max((box.right - plot.right for box in boxes), default=0.0)
    top = max((plot.top - box.top for box in boxes), default=0.0)
    for plane, _ in planes:  # half a tick label stands beyond the end of the axis
        ticks = plane.y.ticks()
        if ticks and ticks[-1][0] >= plane.y.high - 0.02 * (plane.y.high - plane.y.low):
            top = max(top, 8.0)
    below = max((box.bottom - plot.bottom for box in boxes), default=0.0)
    return right + 2.0, top + 1.0, below + 2.0


def _above(figure: Figure, plane: Plane, plot: Rectangle) -> float:
    """Px that notes take above the plot."""
    boxes = note_boxes(figure["layout"].get("annotations", ()), plane, plot)
    return max((plot.top - box.top for box in boxes if box.bottom <= plot.top + 1), default=0.0)


def _labels(traces: Sequence[Trace], plane: Plane) -> list[Label]:
    found = []
    for trace in traces:
        if trace["type"] == "scatter" and mode_has(trace, "text") and trace.get("cliponaxis") is False:
            labels = labels_of(trace, plane.x.at(values_of(trace, "x")), plane.y.at(values_of(trace, "y")))
            found += [label for label in labels if label.firm]
    return found


def _plot(canvas: Canvas, m: Margins) -> Rectangle:
    left = min(m.left, 0.6 * canvas.width)
    right = min(m.right, 0.45 * canvas.width)
    return Rectangle(left, m.top, max(left + 20, canvas.width - right), max(m.top + 20, canvas.height - m.bottom))


def _draw_traces(canvas: Canvas, traces: Sequence[Trace], plane: Plane, gap: float) -> None:
    """Bars first, as on the screen, then the others in order, and all texts last."""
    for trace in traces:
        if trace["type"] == "bar":
            draw_bars(canvas, trace, plane, gap)
    labels: list[Label] = []
    titles: list[Placed] = []
    marks: list[Rectangle] = []
    lines: list[Rectangle] = []
    before: Trace | None = None
    for trace in traces:
        if trace["type"] != "scatter":
            continue
        texts = draw_scatter(canvas, trace, plane, before)
        if trace.get("mode") == "text":
            titles += fitted(texts)
        else:
            labels += texts
        marks += _mark_boxes(trace, plane)
        lines += _line_boxes(trace, plane)
        before = trace
    if len(marks) > _MOST_MARKS:
        marks, lines = [], []
    frame = Rectangle(plane.place.left, 0.0, canvas.width, plane.place.bottom + _BELOW)
    with canvas.haloed("names"):
        draw_placed(canvas, [*titles, *place(labels, marks, frame, lines)])


def _mark_boxes(trace: Trace, plane: Plane) -> list[Rectangle]:
    x, y = plane.x.at(values_of(trace, "x")), plane.y.at(values_of(trace, "y"))
    if not mode_has(trace, "markers"):  # names keep clear of a level line, as the benchmark's
        return [Rectangle(min(x), y[0] - 1, max(x), y[0] + 1)] if is_level(y) else []
    boxes = []
    for k, mark in enumerate(marks_of(trace, len(x))):
        half = mark.size / 2 - 1 if mark.opacity else 0
        if half > 1 and x[k] == x[k] and y[k] == y[k]:  # not NaN
            boxes.append(Rectangle(x[k] - half, y[k] - half, x[k] + half, y[k] + half))
    return boxes


def _line_boxes(trace: Trace, plane: Plane) -> list[Rectangle]:
    """Boxes along curves without marks, as limits are."""
    if not mode_has(trace, "lines") or mode_has(trace, "markers"):
        return []
    points = np.column_stack([plane.x.at(values_of(trace, "x")), plane.y.at(values_of(trace, "y"))])
    return [
        Rectangle(min(a[0], b[0]), min(a[1], b[1]) - 1, max(a[0], b[0]), max(a[1], b[1]) + 1)
        for a, b in pairwise(points.tolist())
        if np.isfinite([*a, *b]).all()
    ]
