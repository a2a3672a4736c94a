"""The map as shapes: one for each area, named and filled as on screen, so that a person can recolour it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from variation import geography
from variation.figures.labels import Box as LabelBox
from variation.figures.theme import SECONDARY, TEXT, WHITE
from variation.packs.ground import Projection, Trace, area_colours, aspect, labelled_codes, rings_of
from variation.packs.sheets import Chart
from variation.packs.slides.canvas import Canvas, Point, start_canvas, thinned
from variation.packs.slides.native_series import area_name, each, listed, solid
from variation.packs.slides.shapes import Box, Type
from variation.packs.slides.words import LEADING, plain, width

_CLEAR = "rgba(0,0,0,0)"
_NEAR = 0.45  # pt; points of a border closer than this to the last one are left out
_SIZES = (12, 10, 9)  # pt of names; the largest that fits its area
_KEY_SIZE = 12
_SWATCH = 14
_KEY_STEP = 18.0
_KEY_GAP = 14.0
MOST_KEY = 190.0  # pt that the key may take beside the map


def draw_map(slide: Any, chart: Chart, box: Box, *, ground: bool) -> None:
    """The map of a chart in a box of a slide, its key beside or below, wherever the map is larger.

    Parameters
    ----------
    ground : whether a white ground is laid below, for templates whose own is dark
    """
    figure = chart.figure
    legend = listed((figure["layout"].get("meta") or {}).get("legend"))
    geo = figure["layout"]["geo"]
    place, key, columns = _shared(box, legend, aspect(geo))
    projection = Projection.fitted(geo, (place.left, place.top), place.width, place.height)
    canvas = start_canvas(slide)
    if ground:
        canvas.panel(box, WHITE, name="Ground of the map")
    codes = labelled_codes(figure["data"])
    for trace in figure["data"]:
        if trace["type"] == "choropleth":
            _areas(canvas, trace, projection)
        elif trace["type"] == "scattergeo":
            _marks(canvas, trace, projection, codes, place.top)
    canvas.onto(slide, f"Map: {chart.title}", chart.alt)
    _key(slide, legend, key, columns)


def _shared(box: Box, legend: Sequence[Mapping[str, Any]], shape: float) -> tuple[Box, Box, int]:
    """The places of map and key, and the columns of the key."""
    if not legend:
        return box, Box(box.left, box.bottom, 0, 0), 1
    need = min(MOST_KEY, max(width(_key_text(item), _KEY_SIZE) for item in legend) + _SWATCH + 14)
    columns = max(1, min(len(legend), int(box.width // need)))
    height = math.ceil(len(legend) / columns) * _KEY_STEP + 4
    beside = Box(box.left, box.top, box.width - need - _KEY_GAP, box.height)
    above = Box(box.left, box.top, box.width, box.height - height)
    if _fitted_width(beside, shape) < _fitted_width(above, shape) * 0.97:
        return above, above.below(height), columns
    spare = (beside.width - _fitted_width(beside, shape)) / 2
    place = Box(box.left + spare / 2, box.top, beside.width - spare, box.height)
    return place, Box(place.left + place.width + _KEY_GAP, box.top + 4, need, len(legend) * _KEY_STEP), 1


def _fitted_width(box: Box, shape: float) -> float:
    """Width in pt of a map of this aspect within a box."""
    return min(box.width, box.height * shape)


def _areas(canvas: Canvas, trace: Trace, projection: Projection) -> None:
    """One shape for each area, or the outlines of coarser areas, which have no fill."""
    rings = rings_of(str(trace["geojson"]))
    line = (trace.get("marker") or {}).get("line") or {}
    codes = listed(trace["locations"])
    lines = each(line.get("color"), len(codes), WHITE)
    for code, colour, edge in zip(codes, area_colours(trace), lines, strict=True):
        if code not in rings:
            continue
        shape = [thinned(projection.ring(ring).tolist(), _NEAR) for ring in rings[code]]
        name = area_name(code) or str(code)
        outline = colour == _CLEAR
        canvas.area(
            shape,
            "" if outline else solid(colour),
            solid(str(edge)),
            float(line.get("width", 0.8)),
            name=f"Outline of {name}" if outline else name,
            alt="" if outline else name,
        )


def _marks(canvas: Canvas, trace: Trace, projection: Projection, codes: Mapping[Point, str], roof: float) -> None:
    """Lines, dots and names upon the map, none above its upper edge, the roof."""
    x_places, y_places = projection.at(trace["lon"], trace["lat"])
    points = list(zip(x_places.tolist(), y_places.tolist(), strict=True))
    if "lines" in trace["mode"]:
        canvas.line(points[0], points[-1], SECONDARY, name="Line to an enlarged area")
        return
    texts = [str(text or "") for text in each(trace.get("text"), len(points), "")]
    colours = each((trace.get("textfont") or {}).get("color"), len(points), TEXT)
    taken: list[LabelBox] = []
    for k, (x, y) in enumerate(points):
        if "markers" in trace["mode"]:
            _dot(canvas, trace, k, (x, y))
            canvas.words(
                plain(texts[k]),
                (x, max(y - 18, roof + 8)),
                Type(12, colour=solid(str(colours[k]))),
                name=f"Label: {plain(texts[k])}",
            )
            continue
        code = codes.get((trace["lon"][k], trace["lat"][k]), "")
        text, size = _fitted(plain(texts[k], "\n"), code, projection)
        if any(_box(text, size, (x, y)).meets(other) for other in taken):
            text, size = _symbol(text), _SIZES[-1]
        if text:
            taken.append(_box(text, size, (x, y)))
            style = Type(size, colour=solid(str(colours[k])))
            canvas.words(text, (x, y), style, name=f"Label: {area_name(code) or text}")


def _dot(canvas: Canvas, trace: Trace, k: int, middle: Point) -> None:
    marker = trace.get("marker") or {}
    across = float(marker.get("size", 12))
    edge = str((marker.get("line") or {}).get("color") or SECONDARY)
    box = Box(middle[0] - across / 2, middle[1] - across / 2, across, across)
    code = each(trace.get("customdata"), k + 1, "")[k]
    name = f"{area_name(code) or 'Point'} (enlarged)"
    canvas.panel(box, solid(str(marker.get("color"))), solid(edge), name=name, form="ellipse")


def _fitted(text: str, code: str, projection: Projection) -> tuple[str, float]:
    """A name at the largest size that fits its area; else only its symbol, where it has one."""
    lines = text.split("\n")
    if not code:
        return text, _SIZES[0]
    room = projection.scale * math.radians(geography.label_room(code, tiles=not projection.mercator))
    for size in _SIZES:
        if max(width(line, size) for line in lines) <= room * 1.05:
            return text, size
    return _symbol(text), _SIZES[-1]


def _symbol(text: str) -> str:
    """The symbol of an area's status, which stands on the last line of its label; "" for none."""
    last = text.rsplit("\n", maxsplit=1)[-1]
    return last if len(last) == 1 else ""


def _box(text: str, size: float, middle: Point) -> LabelBox:
    """The room that a label takes, its letters alone."""
    lines = text.split("\n")
    across, high = max(width(line, size) for line in lines) / 2, len(lines) * size * LEADING / 2 - 2
    return LabelBox(middle[0] - across, middle[0] + across, middle[1] - high, middle[1] + high)


def _key_text(item: Mapping[str, Any]) -> str:
    count = item.get("count")
    symbol = f"{item['symbol']} " if item.get("symbol") else ""
    return f"{symbol}{plain(str(item['label']))}" + (f": {count}" if count is not None else "")


def _key(slide: Any, legend: Sequence[Mapping[str, Any]], box: Box, columns: int) -> None:
    """A swatch and its words for each class, with the number of areas in it."""
    if not legend:
        return
    canvas = start_canvas(slide)
    rows = math.ceil(len(legend) / columns)
    across = box.width / columns
    for k, item in enumerate(legend):
        left, top = box.left + (k // rows) * across, box.top + (k % rows) * _KEY_STEP
        text = _key_text(item)
        swatch = Box(left, top + 1, _SWATCH, _SWATCH)
        canvas.panel(swatch, solid(str(item["colour"])), SECONDARY, 0.5, name=f"Colour of: {text}")
        words = Box(left + _SWATCH + 6, top, across - _SWATCH - 8, _SWATCH + 2)
        canvas.line_of_words(text, words, Type(_KEY_SIZE, colour=TEXT), name=f"Key: {text}")
    told = "; ".join(_key_text(item) for item in legend)
    canvas.onto(slide, "Key to the map", f"Key to the map: {told}.")
