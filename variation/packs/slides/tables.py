"""Tables as native tables: sized by their words, and parted over slides where they are long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from variation.figures.theme import GROUND, LINE, TEXT, WHITE
from variation.findings.rows import Table
from variation.packs.sheets import cell_text
from variation.packs.slides.shapes import Box, Type, describe_shape, paint_run, rgb
from variation.packs.slides.words import LEADING, clean, shorten, width, wrap

SIZE = 12  # pt
_PAD_X, _PAD_Y = 5.0, 3.0  # pt inside a cell
_MOST_LINES = 6  # of one cell
_NARROWEST = 46.0  # pt of a column
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the built-in style without colours and lines
_RULE = (
    '<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="9525"><a:solidFill>'
    '<a:srgbClr val="{colour}"/></a:solidFill></a:lnB>'
)


def texts(table: Table) -> list[list[str]]:
    """Header and rows as they are written."""
    head = [clean(column.title) for column in table.columns]
    body = [[clean(cell_text(c, column)) for c, column in zip(row, table.columns, strict=True)] for row in table.rows]
    return [head, *body]


def widths(rows: Sequence[Sequence[str]], room: float, size: float) -> list[float]:
    """Width of each column: as wide as its words if all fit, else shared by how much they hold."""
    longest = [
        max(width(row[k], size, bold=r == 0) for r, row in enumerate(rows)) + 2 * _PAD_X for k in range(len(rows[0]))
    ]
    if sum(longest) <= room:
        spare = room - sum(longest)
        return [own + spare * own / sum(longest) for own in longest]
    words = [
        max(max((width(w, size, bold=True) for w in row[k].split()), default=0) for row in rows) + 2 * _PAD_X
        for k in range(len(rows[0]))
    ]
    least = [min(max(own, _NARROWEST), room / len(longest) * 1.5) for own in words]
    wanted = [max(own - low, 0.0) for own, low in zip(longest, least, strict=True)]
    spare = max(0.0, room - sum(least))
    shared = [low + spare * want / (sum(wanted) or 1) for low, want in zip(least, wanted, strict=True)]
    return [own * room / sum(shared) for own in shared]


def heights(rows: Sequence[Sequence[str]], columns: Sequence[float], size: float) -> list[float]:
    """Height of each row, by the lines that its longest cell takes."""
    return [
        max(
            min(_MOST_LINES, len(wrap(cell, size, room - 2 * _PAD_X, bold=k == 0)))
            for cell, room in zip(row, columns, strict=True)
        )
        * size
        * LEADING
        + 2 * _PAD_Y
        for k, row in enumerate(rows)
    ]


def paged(table: Table, room: float, height: float, size: float = SIZE) -> list[list[list[str]]]:
    """The rows of a table, header first on each, for places `room` pt wide and `height` pt high."""
    return paged_rows(texts(table), room, height, size) if table.columns else []


def paged_rows(rows: Sequence[list[str]], room: float, height: float, size: float = SIZE) -> list[list[list[str]]]:
    """Rows of texts, the header first, parted so; none where there is a header only."""
    high = heights(rows, widths(rows, room, size), size)
    pages: list[list[list[str]]] = []
    left = 0.0
    for row, own in zip(rows[1:], high[1:], strict=True):
        if not pages or own > left:
            pages.append([rows[0]])
            left = height - high[0]
        pages[-1].append(row)
        left -= own
    return pages


def draw_table(
    slide: Any, rows: Sequence[Sequence[str]], numbers: Sequence[bool], box: Box, alt: str, size: float = SIZE
) -> None:
    """A native table at the top of a box.

    Parameters
    ----------
    rows : texts, the header first
    numbers : whether each column is of numbers, which stand right
    alt : what it shows, for a screen reader
    """
    columns = widths(rows, box.width, size)
    high = heights(rows, columns, size)
    place = Box(box.left, box.top, box.width, sum(high))
    frame = slide.shapes.add_table(len(rows), len(columns), *place.emu)
    frame.name = "Table"
    describe_shape(frame, alt)
    table = frame.table
    table.horz_banding = False
    frame._element.xpath(".//a:tableStyleId")[0].text = PLAIN
    for k, own in enumerate(columns):
        table.columns[k].width = Emu(round(own * 12700))
    for r, row in enumerate(rows):
        table.rows[r].height = Emu(round(high[r] * 12700))
        for k, text in enumerate(row):
            room = columns[k] - 2 * _PAD_X
            shown = shorten(text, size, room, _MOST_LINES, bold=r == 0)
            _fill(table.cell(r, k), shown, Type(size, bold=r == 0, colour=TEXT), number=numbers[k])


def _fill(cell: Any, text: str, style: Type, *, number: bool) -> None:
    header = style.bold
    cell.margin_left = cell.margin_right = Pt(_PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(_PAD_Y)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(GROUND if header else WHITE)
    rule = parse_xml(_RULE.format(colour=(TEXT if header else LINE).lstrip("#")))
    cell._tc.get_or_add_tcPr().insert(0, rule)  # lines stand before the fill in the schema
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    paint_run(run, style)
