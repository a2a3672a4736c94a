"""Charts on a slide: each in its box with its title above and its note below, as native objects."""

from __future__ import annotations

import math
from typing import Any

from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from variation.packs.sheets import Chart
from variation.packs.slides import native, native_multiples, tables
from variation.packs.slides.chart_axes import stroke_xml
from variation.packs.slides.chart_model import BARS, COLUMNS, LINES, XY, Mark, Plot, decimals
from variation.packs.slides.chart_xml import ChartData
from variation.packs.slides.heat_grid import draw_heat_grid
from variation.packs.slides.maps import draw_map
from variation.packs.slides.shapes import Box, Type, add_text, describe_shape
from variation.packs.slides.words import LEADING, fit, shorten

TITLE_SIZE, NOTE_SIZE = 14, 12
_NOTE_LINES = 5  # caveats are said whole, at the chart's cost
_KINDS = {
    XY: XL_CHART_TYPE.XY_SCATTER,
    LINES: XL_CHART_TYPE.LINE,
    BARS: XL_CHART_TYPE.BAR_CLUSTERED,
    COLUMNS: XL_CHART_TYPE.COLUMN_CLUSTERED,
}
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/chartDrawing"
_USER_SHAPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_TOLD = "The first and the last figure of each; all are in the workbook."


def place_chart(slide: Any, chart: Chart, box: Box, *, ground: bool) -> None:
    """A chart with its title and note in a box; `ground` lays white below a map, for templates."""
    title = shorten(chart.title, TITLE_SIZE, box.width, bold=True)
    head = TITLE_SIZE * LEADING + 4
    add_text(
        slide.shapes, Box(box.left, box.top, box.width, head), [title], Type(TITLE_SIZE, bold=True), name="Chart title"
    )
    note = fit(_note(chart), box.width, _NOTE_LINES * NOTE_SIZE * LEADING, (NOTE_SIZE,))
    foot = note.height + 2 if note.text else 0.0
    inner = Box(box.left, box.top + head, box.width, box.height - head - foot)
    _draw(slide, chart, inner, ground=ground)
    if note.text:
        below = Box(box.left, inner.bottom + 2, box.width, foot)
        add_text(slide.shapes, below, [note.text], Type(NOTE_SIZE), name="Chart note")


def _note(chart: Chart) -> str:
    """The chart's note, and what stands on the slide in place of the screen's form."""
    parts = [chart.note]
    kind = native.kind_of(chart)
    if kind == native.TABLE:
        parts.append(_TOLD)
    elif kind == native.CHART:
        plot = native.plots(chart, (400.0, 300.0))[0]
        if plot.mark:
            at = f"{plot.mark.at:,.{decimals(plot.x.step) + 1}f}"
            parts.append(f"Dashed line: what areas are compared with, {at}.")
    return " ".join(part for part in parts if part)


def _draw(slide: Any, chart: Chart, box: Box, *, ground: bool) -> None:
    kind = native.kind_of(chart)
    if kind == native.MAP:
        draw_map(slide, chart, box, ground=ground)
    elif kind == native.GRID:
        draw_heat_grid(slide, chart, box)
    elif kind == native.TABLE:
        _ends(slide, chart, box)
    elif kind == native.PANELS:
        _panels(slide, chart, box)
    elif kind == native.CHART:
        wide = native.plots(chart, (box.width, box.height))
        for number, (plot, place) in enumerate(zip(wide, box.parted(len(wide), 16), strict=True), start=1):
            part = f" ({number} of {len(wide)})" if len(wide) > 1 else ""
            add_plot(slide, plot, place, f"{chart.title}{part}", f"{chart.alt}{part}")
    else:
        add_text(slide.shapes, box, [chart.alt or "There is nothing to draw."], Type(18), name="Nothing to draw")


def add_plot(slide: Any, plot: Plot, box: Box, name: str, alt: str) -> Any:
    """A native chart with its workbook."""
    frame = slide.shapes.add_chart(_KINDS[plot.kind], *box.emu, ChartData(plot, (box.width, box.height)))
    frame.name = shorten(name, 12, 600)
    describe_shape(frame, alt)
    if plot.mark:
        _add_mark(frame.chart.part, plot, plot.mark, box)
    return frame


def _add_mark(part: Any, plot: Plot, mark: Mark, box: Box) -> None:
    """A line drawn inside the chart, so that it moves with it; a chart of lying bars holds no upright series."""
    left, top, right, bottom = plot.margins
    along = (mark.at - plot.x.low) / (plot.x.high - plot.x.low)
    x = (left + along * (box.width - left - right)) / box.width
    ends = "".join(
        f"<cdr:{end}><cdr:x>{x:.5f}</cdr:x><cdr:y>{y:.5f}</cdr:y></cdr:{end}>"
        for end, y in (("from", top / box.height), ("to", 1 - bottom / box.height))
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:cdr="{_DRAWING}">'
        f'<cdr:relSizeAnchor>{ends}<cdr:cxnSp macro=""><cdr:nvCxnSpPr><cdr:cNvPr id="2" name="Benchmark"/>'
        '<cdr:cNvCxnSpPr/></cdr:nvCxnSpPr><cdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></a:xfrm>'
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{stroke_xml(mark.stroke)}</cdr:spPr></cdr:cxnSp>'
        "</cdr:relSizeAnchor></c:userShapes>"
    )
    number = str(part.partname).removeprefix("/ppt/charts/chart").removesuffix(".xml")
    drawing = Part(PackURI(f"/ppt/drawings/drawing{number}.xml"), _SHAPES_TYPE, part.package, xml.encode())
    link = part.relate_to(drawing, _USER_SHAPES)
    part._element.append(
        parse_xml(
            '<c:userShapes xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
            f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{link}"/>'
        )
    )


def _panels(slide: Any, chart: Chart, box: Box) -> None:
    """A small chart for each area, in rows of up to three."""
    count = len(native_multiples.panels(chart.figure))
    columns = min(3, count)
    rows = math.ceil(count / columns)
    high = box.height / rows
    head = NOTE_SIZE * LEADING + 2
    cells = [
        cell for row in range(rows) for cell in Box(box.left, box.top + row * high, box.width, high).parted(columns, 12)
    ]
    size = (cells[0].width, high - head - 4)
    titles = native_multiples.panel_titles(chart.figure)
    for k, ((name, plot), cell) in enumerate(
        zip(native_multiples.draw_panels(chart.figure, size), cells, strict=False)
    ):
        above = shorten(titles[k] if k < len(titles) else name, NOTE_SIZE, cell.width, bold=True)
        style = Type(NOTE_SIZE, bold=True)
        add_text(slide.shapes, Box(cell.left, cell.top, cell.width, head), [above], style, name="Panel title")
        add_plot(slide, plot, Box(cell.left, cell.top + head, *size), name, f"{name}. {chart.alt}")


def _ends(slide: Any, chart: Chart, box: Box) -> None:
    """First and last figures, in as many tables side by side as the rows need."""
    table = native_multiples.ends_table(chart.figure)
    for columns in (1, 2, 3):
        places = box.parted(columns, 16)
        pages = tables.paged(table, places[0].width, box.height)
        if len(pages) <= columns:
            break
    body = [row for page in pages for row in page[1:]]
    high = math.ceil(len(body) / columns)
    for k, place in enumerate(places):
        rows = [pages[0][0], *body[k * high : (k + 1) * high]]
        tables.draw_table(slide, rows, [False, True, True], place, f"{chart.title}. {chart.alt}")
