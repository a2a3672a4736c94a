"""The legend above a plane: the named traces in a row, with their marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from variation.figures.theme import TEXT
from variation.packs.drawing.canvas import Canvas, Pen, Rectangle
from variation.packs.drawing.traces import Trace, marks_of, mode_has
from variation.packs.drawing.words import Style, width_of

_STYLE = Style(12, TEXT)
_ROW, _SWATCH, _BETWEEN = 19.0, 16.0, 14.0
Figure = Mapping[str, Any]


@dataclass(frozen=True)
class _Entry:
    trace: Trace
    row: int
    left: float


def legend_height(figure: Figure, width: float) -> float:
    """Px that the legend takes above a plot of this width; 0 without one."""
    entries = _entries(figure, width)
    return (entries[-1].row + 1) * _ROW + 4 if entries else 0.0


def draw_legend(canvas: Canvas, figure: Figure, plot: Rectangle, above: float = 0.0) -> None:
    """Draw the legend so many px above the plot, at the side that the figure asks for."""
    entries = _entries(figure, plot.width)
    rows = entries[-1].row + 1 if entries else 0
    to_right = figure["layout"].get("legend", {}).get("xanchor") == "right"
    with canvas.group("legend"):
        for entry in entries:
            among = [e for e in entries if e.row == entry.row]
            spare = plot.width - among[-1].left - _width(among[-1].trace) if to_right else 0.0
            left = plot.left + entry.left + max(0.0, spare)
            y = plot.top - above - 4 - (rows - entry.row - 0.5) * _ROW
            if mode_has(entry.trace, "lines"):
                line = entry.trace["line"]
                pen = Pen(line["color"], line["width"], line.get("dash", "solid"))
                canvas.line([left, left + _SWATCH], [y, y], pen)
            if mode_has(entry.trace, "markers"):
                canvas.mark(left + _SWATCH / 2, y, marks_of(entry.trace, len(entry.trace["y"]))[0])
            canvas.words(left + _SWATCH + 5, y, entry.trace["name"], _STYLE)


def _entries(figure: Figure, width: float) -> list[_Entry]:
    if not figure["layout"].get("showlegend"):
        return []
    found: list[_Entry] = []
    row, left = 0, 0.0
    for trace in figure["data"]:
        if not trace.get("showlegend", True) or not trace.get("name") or not len(trace["y"]):
            continue
        if left and left + _width(trace) > width:
            row, left = row + 1, 0.0
        found.append(_Entry(trace, row, left))
        left += _width(trace) + _BETWEEN
    return found


def _width(trace: Trace) -> float:
    return _SWATCH + 5 + width_of(trace["name"], _STYLE.size)
