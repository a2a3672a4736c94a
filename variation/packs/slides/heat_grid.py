"""Indicators by areas as a native table: a cell filled with its colour and a mark, so that a person can change each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from variation.figures.theme import TEXT
from variation.packs.sheets import Chart
from variation.packs.slides.shapes import Box, Type, describe_shape, paint_run, rgb
from variation.packs.slides.tables import PLAIN
from variation.packs.slides.words import clean, shorten, width

_MARKS = {"triangle-up": "▲", "triangle-down": "▼", "circle": "·"}
_GAP = (
    '<a:{side} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="9525"><a:solidFill>'
    '<a:srgbClr val="FFFFFF"/></a:solidFill></a:{side}>'
)
_NAME_SHARE = 0.3  # of the width that the rows' names may take
_TALLEST = 26.0  # pt of a row
_SIZE, _LEAST_SIZE = 12, 8


def is_heat(figure: Mapping[str, Any]) -> bool:
    """Whether a figure is cells that are each coloured for themselves."""
    first = figure["data"][0] if figure["data"] else {}
    return first.get("type") == "bar" and "base" in first and isinstance(first["marker"]["color"], list)


def draw_heat_grid(slide: Any, chart: Chart, box: Box) -> None:
    """The table at the top of a box: names of the areas turned above, of the indicators at the left."""
    axes = chart.figure["layout"]
    rows = [clean(str(name)) for name in reversed(axes["yaxis"]["ticktext"])]
    columns = [clean(str(name)) for name in axes["xaxis"]["ticktext"]]
    first = min(max(width(name, _SIZE) for name in rows) + 8, box.width * _NAME_SHARE)
    across = (box.width - first) / len(columns)
    size = max(_LEAST_SIZE, min(_SIZE, across / 1.25))
    head = max(width(name, size) for name in columns) + 8
    high = min(_TALLEST, (box.height - head) / len(rows))
    frame = slide.shapes.add_table(
        len(rows) + 1, len(columns) + 1, *Box(box.left, box.top, box.width, head + high * len(rows)).emu
    )
    frame.name = "Heat table"
    describe_shape(frame, chart.alt)
    frame._element.xpath(".//a:tableStyleId")[0].text = PLAIN
    table = frame.table
    table.horz_banding, table.first_col = False, True
    for k in range(len(columns) + 1):
        table.columns[k].width = Emu(round((across if k else first) * 12700))
    for r in range(len(rows) + 1):
        table.rows[r].height = Emu(round((high if r else head) * 12700))
    _write(table.cell(0, 0), "", Type(size))
    for k, name in enumerate(columns, start=1):
        _write(table.cell(0, k), name, Type(size, colour=TEXT), turned=True)
    for r, name in enumerate(rows, start=1):
        _write(table.cell(r, 0), shorten(name, _SIZE, first - 8), Type(min(_SIZE, high / 1.4), colour=TEXT))
    _fill_cells(table, chart.figure, len(rows), min(10.0, high / 1.6, across / 1.2))


def _fill_cells(table: Any, figure: Mapping[str, Any], rows: int, size: float) -> None:
    cells, *marks = figure["data"]
    found = {}
    for trace in marks:
        style = trace["marker"]
        for x, y, symbol, colour in zip(trace["x"], trace["y"], style["symbol"], style["color"], strict=True):
            found[x, y] = (_MARKS.get(symbol, ""), colour)
    for x, base, high, colour in zip(cells["x"], cells["base"], cells["y"], cells["marker"]["color"], strict=True):
        y = round(base + high / 2)
        mark, ink = found.get((x, y), ("", TEXT))
        cell = table.cell(rows - y, x + 1)
        _write(cell, mark, Type(size, colour=ink, align="center"))
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(colour)


def _write(cell: Any, text: str, style: Type, *, turned: bool = False) -> None:
    cell.margin_left = cell.margin_right = Pt(0 if turned or style.align == "center" else 4)
    cell.margin_top = cell.margin_bottom = Pt(4 if turned else 0)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.background()
    properties = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):  # lines stand before the fill in the schema
        properties.insert(place, parse_xml(_GAP.format(side=side)))
    if turned:
        properties.set("vert", "vert270")
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER if style.align == "center" else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text or "\u00a0"  # an empty paragraph would be as high as the usual type
    paint_run(run, style)
