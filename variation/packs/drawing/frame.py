"""What stands round a plane: grid, axis lines, ticks with their labels, titles; and the room they take."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from variation.figures.theme import SECONDARY, TEXT
from variation.packs.drawing.axes import Axis
from variation.packs.drawing.canvas import Canvas, Pen
from variation.packs.drawing.traces import Plane
from variation.packs.drawing.words import LINE_HEIGHT, Style, height_of, shortened, width_of, wrapped

_TICK, _GAP = 5.0, 3.0  # px of a tick, and between it and its label
_LABEL = Style(12, SECONDARY)
_TITLE = Style(13, SECONDARY)
_TITLE_SHARE = 0.98  # of an axis' length that its title may take before it is broken
_EDGE = 3.0
_MOST_LABEL = 0.42  # of the sheet's width for labels beside an upright axis
_FILL, _LARGE = 1.05, 10.0  # share of a distance, of so many px or more, that letters fill and still stay apart
_SMALLEST = 6.0  # px of labels where there are more of them than room
_APART = 6.0  # px between labels side by side at least


def draw_frame(canvas: Canvas, plane: Plane, sheet: float) -> None:
    """Grid and axes of a plane on a sheet of this width."""
    for axis in (plane.x, plane.y):
        if axis.spec.get("visible", True):
            _draw_grid(canvas, plane, axis, upright=axis is plane.y)
    _draw_lower(canvas, plane)
    _draw_left(canvas, plane, sheet)


def left_room(plane: Plane, sheet: float) -> float:
    """Px to the left of a plane for labels and title."""
    axis = plane.y
    labels = _left_labels(axis, sheet)
    widest = max((width_of(text, _label_style(axis).size) for text in labels), default=0.0)
    title = _title(axis.spec, abs(axis.length))
    room = widest + _tick_length(axis) + _GAP if labels else _tick_length(axis)
    if title:
        room += height_of(title, _title_style(axis.spec).size) + _standoff(axis.spec)
    return max(room + _EDGE, 4.0, _half_first(plane.x) - 2)


def _half_first(axis: Axis) -> float:
    """Half of the first label below, which may stand further left than the plot."""
    ticks = _lower_ticks(axis)
    if not ticks:
        return 0.0
    return _breadth(axis, ticks[0][1]) / 2 - float(axis.place(ticks[0][0]) - axis.start)


def lower_room(plane: Plane) -> float:
    """Px below a plane for labels and title."""
    axis = plane.x
    room = _tick_length(axis)
    if ticks := _lower_ticks(axis):
        room += _GAP + max(_depth(axis, text) for _, text in ticks)
    if title := _title(axis.spec, axis.length):
        room += _standoff(axis.spec) / 2 + height_of(title, _title_style(axis.spec).size)
    return max(room + _EDGE, 6.0)


def _draw_grid(canvas: Canvas, plane: Plane, axis: Axis, *, upright: bool) -> None:
    spec, place = axis.spec, plane.place
    ticks = axis.ticks()
    with canvas.group("grid"):
        if spec.get("showgrid", True):
            pen = Pen(spec.get("gridcolor", "#EEEEEE"))
            for value, _ in ticks:
                at = float(axis.place(value))
                ends = ([place.left, place.right], [at, at]) if upright else ([at, at], [place.top, place.bottom])
                canvas.line(*ends, pen)
        if spec.get("showline", "linecolor" in spec):
            pen = Pen(spec.get("linecolor", TEXT))
            left = ([place.left, place.left], [place.top, place.bottom])
            below = ([place.left, place.right], [place.bottom, place.bottom])
            canvas.line(*(left if upright else below), pen)
        if length := _tick_length(axis):
            pen = Pen(spec.get("tickcolor", TEXT))
            for value, _ in ticks:
                at = float(axis.place(value))
                left = ([place.left - length, place.left], [at, at])
                below = ([at, at], [place.bottom, place.bottom + length])
                canvas.line(*(left if upright else below), pen)


def _draw_lower(canvas: Canvas, plane: Plane) -> None:
    axis, place = plane.x, plane.place
    style = _label_style(axis)
    top = place.bottom + _tick_length(axis) + _GAP
    ticks = _lower_ticks(axis)
    with canvas.group("axis"):
        for value, text in ticks:
            half = _breadth(axis, text) / 2
            at = min(max(float(axis.place(value)), half + 1), canvas.width - half - 1)
            if _turned(axis):
                canvas.upright(at, top + _depth(axis, text) / 2, text, style)
            else:
                canvas.words(at, top, text, style, across="center", down="top")
        if title := _title(axis.spec, axis.length):
            top += max((_depth(axis, text) for _, text in ticks), default=0.0) + _standoff(axis.spec) / 2
            middle = (place.left + place.right) / 2
            canvas.words(middle, top, title, _title_style(axis.spec), across="center", down="top")


def _draw_left(canvas: Canvas, plane: Plane, sheet: float) -> None:
    axis, place = plane.y, plane.place
    style = _label_style(axis)
    right = place.left - _tick_length(axis) - _GAP
    labels = _left_labels(axis, sheet)
    with canvas.group("axis"):
        for (value, _), text in zip(axis.ticks(), labels, strict=True) if labels else ():
            canvas.words(right, float(axis.place(value)), text, style, across="right")
        if title := _title(axis.spec, abs(axis.length)):
            widest = max((width_of(text, style.size) for text in labels), default=0.0)
            step = LINE_HEIGHT * _title_style(axis.spec).size
            first = right - widest - _standoff(axis.spec) - height_of(title, _title_style(axis.spec).size) + step / 2
            canvas.upright(first, (place.top + place.bottom) / 2, title, _title_style(axis.spec))


def _left_labels(axis: Axis, sheet: float) -> list[str]:
    if axis.spec.get("showticklabels") is False:
        return []
    return shortened([text for _, text in axis.ticks()], _label_style(axis).size, _MOST_LABEL * sheet)


def _lower_ticks(axis: Axis) -> list[tuple[float, str]]:
    """Ticks below with their labels, counted back from the last one, those left out that would meet the next."""
    if axis.spec.get("showticklabels") is False:
        return []
    apart = 0.0 if _turned(axis) else _APART
    kept: list[tuple[float, str]] = []
    edge = float("inf")
    for value, text in sorted(axis.ticks(), reverse=True):
        half = _breadth(axis, text) / 2
        at = float(axis.place(value))
        if at + half + apart <= edge + 0.01:
            kept.append((value, text))
            edge = at - half
    return kept[::-1]


def _turned(axis: Axis) -> bool:
    """Whether the labels of a lower axis read upwards."""
    return axis.length > 0 and axis.spec.get("tickangle") == -90


def _breadth(axis: Axis, text: str) -> float:
    """Px that a label takes along a lower axis."""
    size = _label_style(axis).size
    return size if _turned(axis) else width_of(text, size)


def _depth(axis: Axis, text: str) -> float:
    """Px that a label takes below it."""
    size = _label_style(axis).size
    return width_of(text, size) if _turned(axis) else height_of(text, size)


def _label_style(axis: Axis) -> Style:
    """Of tick labels; smaller where there are more names below one another, or turned side by side, than room."""
    style = Style.of(axis.spec.get("tickfont"), _LABEL)
    stacked = axis.length < 0 or _turned(axis)
    ticks = axis.ticks() if stacked and "ticktext" in axis.spec else []
    if len(ticks) < 2:
        return style
    at = sorted(float(axis.place(value)) for value, _ in ticks)
    closest = min(b - a for a, b in pairwise(at))
    fill = _FILL if closest >= _LARGE else 1.0
    return Style(min(style.size, max(_SMALLEST, fill * closest)), style.colour)


def _tick_length(axis: Axis) -> float:
    return _TICK if axis.spec.get("ticks") == "outside" and axis.spec.get("visible", True) else 0.0


def _title(spec: Mapping[str, Any], room: float) -> str:
    if not spec.get("visible", True):
        return ""
    text = spec.get("title", {}).get("text", "").replace("<br>", " ")  # broken for the narrowest screen
    return wrapped(text, _title_style(spec).size, _TITLE_SHARE * room) if text else ""


def _title_style(spec: Mapping[str, Any]) -> Style:
    return Style.of(spec.get("title", {}).get("font"), _TITLE)


def _standoff(spec: Mapping[str, Any]) -> float:
    return float(spec.get("title", {}).get("standoff", 8))
