"""The workbook inside a native chart: where each series stands in it, its numbers, and the names of areas."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from variation.packs.slides.chart_model import XY, Numbers, Plot, Series
from variation.packs.slides.words import clean

SHEET = "Sheet1"  # as PowerPoint calls it, which opens the first sheet for "Edit data"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # one date for all, so that the same pack gives the same file


@dataclass(frozen=True)
class Place:
    """References of a series' parts, as formulas of the sheet; "" for what it has not."""

    name: str
    across: str
    up: str
    plus: str = ""
    minus: str = ""


def places(plot: Plot) -> list[Place]:
    """Where each series of a plot stands: a block each below one another (XY), or a column each."""
    return _blocks(plot) if plot.kind == XY else _columns(plot)


def _blocks(plot: Plot) -> list[Place]:
    found, top = [], 0
    for series in plot.series:
        first, last = top + 1, top + len(series.x)
        found.append(Place(_cell(top, 2), *(_range(first, last, column) for column in _used(series, (1, 2, 3, 4)))))
        top = last + 2
    return found


def _columns(plot: Plot) -> list[Place]:
    found, column, last = [], 1, len(plot.categories)
    for series in plot.series:
        up = (column, column + 1, column + 2) if series.errors else (column,)
        found.append(Place(_cell(0, column), _range(1, last, 0), *(_range(1, last, c) for c in up)))
        column += len(up)
    return found


def _used(series: Series, columns: tuple[int, ...]) -> tuple[int, ...]:
    return columns if series.errors else columns[:2]


def _cell(row: int, column: int) -> str:
    return f"{SHEET}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def _range(first: int, last: int, column: int) -> str:
    return f"{_cell(first, column)}:{xl_rowcol_to_cell(last, column, row_abs=True, col_abs=True)}"


def write_book(plot: Plot) -> bytes:
    """The workbook of a plot."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _LONG_AGO})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 28)
    if plot.kind == XY:
        _write_blocks(sheet, plot)
    else:
        _write_columns(sheet, plot)
    book.close()
    return file.getvalue()


def _write_blocks(sheet: Workbook.worksheet_class, plot: Plot) -> None:
    top = 0
    for series in plot.series:
        head: tuple[str, ...] = ("" if series.helper else plot.corner, _title(plot.x.title, "x"), clean(series.name))
        if series.errors:
            head = (*head, "Upwards", "Downwards")
        sheet.write_row(top, 0, head)
        _column(sheet, top + 1, 0, series.names)
        _column(sheet, top + 1, 1, series.x)
        _column(sheet, top + 1, 2, series.y)
        if series.errors:
            _column(sheet, top + 1, 3, series.errors.plus)
            _column(sheet, top + 1, 4, series.errors.minus)
        top += len(series.x) + 2


def _write_columns(sheet: Workbook.worksheet_class, plot: Plot) -> None:
    sheet.write(0, 0, plot.corner)
    _column(sheet, 1, 0, plot.categories)
    column = 1
    for series in plot.series:
        sheet.write(0, column, clean(series.name))
        _column(sheet, 1, column, series.y)
        column += 1
        if series.errors:
            for head, numbers in (("Upwards", series.errors.plus), ("Downwards", series.errors.minus)):
                sheet.write(0, column, head)
                _column(sheet, 1, column, numbers)
                column += 1


def _column(sheet: Workbook.worksheet_class, row: int, column: int, cells: tuple[str, ...] | Numbers) -> None:
    for k, cell in enumerate(cells):
        if cell is not None and cell != "":
            sheet.write(row + k, column, clean(cell) if isinstance(cell, str) else cell)


def _title(title: str, otherwise: str) -> str:
    return clean(title).replace("\n", " ") or otherwise
