"""Maps: areas and outlines from the boundary files, names, and the key beside or below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from variation.figures.theme import SECONDARY, TEXT
from variation.packs.drawing.axes import Floats
from variation.packs.drawing.canvas import Canvas, Pen, Rectangle
from variation.packs.drawing.labels import draw_placed, place
from variation.packs.drawing.map_names import Spot, draw_names
from variation.packs.drawing.traces import Trace, each, labels_of, marks_of, mode_has
from variation.packs.drawing.words import Style, width_of
from variation.packs.ground import Projection, area_colours, aspect, labelled_codes, rings_of

Figure = Mapping[str, Any]
_KINDS = ("choropleth", "scattergeo")
_KEY = Style(12, TEXT)
_SWATCH, _ROW, _BETWEEN, _GAP = 13.0, 20.0, 16.0, 10.0


def is_geography(figure: Figure) -> bool:
    """Whether a figure is a map."""
    return any(trace["type"] in _KINDS for trace in figure["data"])


def draw_geography(canvas: Canvas, figure: Figure) -> None:
    """Draw a map with its key."""
    for trace in figure["data"]:
        if trace["type"] not in _KINDS:
            raise ValueError(f"type: a trace of type {trace['type']!r} cannot be drawn on a map")
    geo = figure["layout"]["geo"]
    legend = figure["layout"].get("meta", {}).get("legend", ())
    place, key = _places(canvas, aspect(geo), legend)
    projection = Projection.fitted(geo, (place.left, place.top), place.width, place.height)
    for trace in figure["data"]:
        if trace["type"] == "choropleth":
            _draw_areas(canvas, trace, projection)
        else:
            _draw_points(canvas, figure, trace, projection)
    if legend:
        _draw_key(canvas, legend, key)


def _places(canvas: Canvas, shape: float, legend: Sequence[Mapping[str, Any]]) -> tuple[Rectangle, Rectangle]:
    """The map's place and the key's: beside or below, whichever leaves the map larger."""
    whole = Rectangle(0.0, 0.0, canvas.width, canvas.height)
    if not legend:
        return whole, whole
    column = max(_entry_width(entry) for entry in legend) + 2
    rows = len(_key_rows(legend, canvas.width)) * _ROW
    aside = Rectangle(0.0, 0.0, canvas.width - column - _GAP, canvas.height)
    above = Rectangle(0.0, 0.0, canvas.width, canvas.height - rows - _GAP)
    if _fitted(aside, shape) > _fitted(above, shape):
        spare = max(0.0, aside.width - _fitted(aside, shape))  # the key stands close to the map
        aside = Rectangle(spare / 2, 0.0, aside.right - spare / 2, aside.bottom)
        top = max(0.0, (canvas.height - len(legend) * _ROW) / 2)
        return aside, Rectangle(aside.right + _GAP, top, aside.right + _GAP + column, canvas.height)
    height = _fitted(above, shape) / shape
    spare = max(0.0, above.height - height) / 2
    above = Rectangle(0.0, spare, canvas.width, spare + height)
    return above, Rectangle(0.0, above.bottom + _GAP, canvas.width, above.bottom + _GAP + rows)


def _fitted(place: Rectangle, shape: float) -> float:
    """Width of a map of this aspect within a place."""
    return min(place.width, place.height * shape)


def _draw_areas(canvas: Canvas, trace: Trace, projection: Projection) -> None:
    shapes = rings_of(trace["geojson"])
    count = len(trace["locations"])
    line = trace["marker"]["line"]
    edges = each(line["color"], count)
    with canvas.group("areas"):
        for code, colour, edge in zip(trace["locations"], area_colours(trace), edges, strict=True):
            rings = [_seen(projection.ring(ring)) for ring in shapes[code]]
            canvas.shape(rings, colour, Pen(edge, line["width"]))


def _seen(ring: Floats) -> Floats:
    """A ring to a tenth of a px, without the points that fall together."""
    rounded = ring.round(1)
    moved = np.append(True, (np.diff(rounded, axis=0) != 0).any(axis=1))
    return np.asarray(rounded[moved])


def _draw_points(canvas: Canvas, figure: Figure, trace: Trace, projection: Projection) -> None:
    x, y = projection.at(trace["lon"], trace["lat"])
    if mode_has(trace, "lines"):
        canvas.line(x, y, Pen(trace["line"]["color"], trace["line"]["width"]))
    if mode_has(trace, "markers"):
        with canvas.group("points"):
            for k, mark in enumerate(marks_of(trace, len(x))):
                canvas.mark(float(x[k]), float(y[k]), mark)
    if mode_has(trace, "text") and mode_has(trace, "markers"):
        sheet = Rectangle(0.0, 0.0, canvas.width, canvas.height)
        with canvas.group("names"):
            draw_placed(canvas, place(labels_of(trace, x, y), [], sheet))
    elif mode_has(trace, "text"):
        draw_names(canvas, _spots(figure, trace, projection))


def _spots(figure: Figure, trace: Trace, projection: Projection) -> list[Spot]:
    """The labels of a trace with what they must keep to."""
    shapes = rings_of(next(other["geojson"] for other in figure["data"] if other["type"] == "choropleth"))
    codes = labelled_codes(figure["data"])
    x, y = projection.at(trace["lon"], trace["lat"])
    rings = {
        _at(px, py): tuple(projection.ring(ring) for ring in shapes[codes[lon, lat]])
        for px, py, lon, lat in zip(x.tolist(), y.tolist(), trace["lon"], trace["lat"], strict=True)
    }
    lines = tuple(
        np.column_stack(projection.at(other["lon"], other["lat"]))
        for other in figure["data"]
        if other["type"] == "scattergeo" and other.get("mode") == "lines" and len(other["lon"]) == 2
    )
    return [Spot(label, rings[_at(label.x, label.y)], lines) for label in labels_of(trace, x, y)]


def _at(x: float, y: float) -> tuple[float, float]:
    return round(x, 2), round(y, 2)


def _key_rows(legend: Sequence[Mapping[str, Any]], width: float) -> list[list[Mapping[str, Any]]]:
    rows: list[list[Mapping[str, Any]]] = [[]]
    used = 0.0
    for entry in legend:
        if rows[-1] and used + _entry_width(entry) > width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += _entry_width(entry) + _BETWEEN
    return rows


def _entry_text(entry: Mapping[str, Any]) -> str:
    count = "" if entry["count"] is None else f"({entry['count']})"
    return " ".join(part for part in (entry["symbol"], entry["label"], count) if part)


def _entry_width(entry: Mapping[str, Any]) -> float:
    return _SWATCH + 6 + width_of(_entry_text(entry), _KEY.size)


def _draw_key(canvas: Canvas, legend: Sequence[Mapping[str, Any]], place: Rectangle) -> None:
    column = place.width < canvas.width
    rows = [[entry] for entry in legend] if column else _key_rows(legend, place.width)
    with canvas.group("key"):
        for number, row in enumerate(rows):
            width = sum(_entry_width(entry) for entry in row) + _BETWEEN * (len(row) - 1)
            left = place.left if column else max(0.0, (place.width - width) / 2)
            y = place.top + (number + 0.5) * _ROW
            for entry in row:
                swatch = Rectangle(left, y - _SWATCH / 2, left + _SWATCH, y + _SWATCH / 2)
                missing = entry["label"] == "No figure"
                canvas.box(swatch, entry["colour"], Pen(SECONDARY, 1, "dot") if missing else Pen("#AEB7BD", 0.6))
                canvas.words(left + _SWATCH + 6, y, _entry_text(entry), _KEY)
                left += _entry_width(entry) + _BETWEEN
