"""Reference lines and notes of a plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from variation.figures.theme import TEXT
from variation.packs.drawing.axes import Axis, Extent
from variation.packs.drawing.canvas import Canvas, Pen, Rectangle
from variation.packs.drawing.traces import Plane
from variation.packs.drawing.words import Style, height_of, width_of

_NOTE = Style(12, TEXT)
_BESIDE = 4.0  # px between a line and its words
Item = Mapping[str, Any]


def draw_shapes(canvas: Canvas, shapes: Sequence[Item], plane: Plane, plot: Rectangle) -> None:
    """Lines and rectangles, with their words; ValueError for other shapes."""
    for shape in shapes:
        if shape["type"] not in ("line", "rect"):
            raise ValueError(f"shape.type: {shape['type']!r} cannot be drawn; known are line, rect")
        x = [_at(shape.get("xref", "x"), shape[f"x{k}"], plane.x, (plot.left, plot.width)) for k in (0, 1)]
        y = [_at(shape.get("yref", "y"), shape[f"y{k}"], plane.y, (plot.bottom, -plot.height)) for k in (0, 1)]
        line = shape.get("line", {})
        pen = Pen(line.get("color", TEXT), line.get("width", 2), line.get("dash", "solid"))
        if shape["type"] == "line":
            canvas.line(x, y, pen, within=plot)
        else:
            box = Rectangle(min(x), min(y), max(x), max(y))
            canvas.box(box, shape.get("fillcolor", "rgba(0,0,0,0)"), pen if pen.width else None, within=plot)
        if label := shape.get("label"):
            style = Style.of(label.get("font"), _NOTE)
            to_right = max(x) + _BESIDE + width_of(label["text"], style.size) < canvas.width
            at, across = (max(x) + _BESIDE, "left") if to_right else (min(x) - _BESIDE, "right")
            canvas.words(at, min(y) + 2, label["text"], style, across=across, down="top")


def draw_annotations(canvas: Canvas, notes: Sequence[Item], plane: Plane, plot: Rectangle) -> None:
    """Notes, kept on the sheet."""
    with canvas.group("notes"):
        for note, box in zip(notes, note_boxes(notes, plane, plot), strict=True):
            left = min(max(box.left, 0.0), canvas.width - box.width)
            canvas.words(left, (box.top + box.bottom) / 2, note["text"], Style.of(note.get("font"), _NOTE))


def note_boxes(notes: Sequence[Item], plane: Plane, plot: Rectangle) -> list[Rectangle]:
    """Where notes stand."""
    found = []
    for note in notes:
        if note.get("showarrow", True):
            raise ValueError("annotation.showarrow: arrows cannot be drawn")
        size = Style.of(note.get("font"), _NOTE).size
        width, height = width_of(note["text"], size), height_of(note["text"], size)
        x = _at(note.get("xref", "x"), note["x"], plane.x, (plot.left, plot.width)) + note.get("xshift", 0)
        y = _at(note.get("yref", "y"), note["y"], plane.y, (plot.bottom, -plot.height)) - note.get("yshift", 0)
        across, down = note.get("xanchor", "auto"), note.get("yanchor", "auto")
        left = x - width * {"left": 0.0, "right": 1.0}.get(across, 0.5)
        top = y - height * {"top": 0.0, "bottom": 1.0}.get(down, 0.5)
        found.append(Rectangle(left, top, left + width, top + height))
    return found


def note_extents(notes: Sequence[Item]) -> list[Extent]:
    """How far the notes beside a plane reach along its upright axis."""
    beside = [note for note in notes if note.get("yref", "y") == "y"]
    heights = [height_of(note["text"], Style.of(note.get("font"), _NOTE).size) for note in beside]
    return [
        Extent(float(note["y"]), float(note["y"]), height / 2, padded=False)
        for note, height in zip(beside, heights, strict=True)
    ]


def _at(reference: str, value: Any, axis: Axis, plot: tuple[float, float]) -> float:
    if reference == "paper":
        return plot[0] + float(value) * plot[1]
    return float(axis.at([value])[0])
