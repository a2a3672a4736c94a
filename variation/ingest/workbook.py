"""Workbooks (.xlsx, .xls, .ods) as sheets of rows of text."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.errors import ExtractError

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_NO_REMARKS: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BookSheet:
    """A sheet of a workbook; its row numbers are those that the spreadsheet shows."""

    name: str
    book: CalamineWorkbook
    title: str
    remarks: tuple[tuple[str, str], ...] = _NO_REMARKS

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row from the first of the sheet, with every cell as text."""
        sheet = self.book.get_sheet_by_name(self.title)
        start = (sheet.start or (0, 0))[1]
        first = (sheet.start or (0, 0))[0]
        left = [""] * start
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first + 1):
            yield number, left + [cell_text(cell) for cell in cells]

    def blocks(self, size: int) -> Iterator[tuple[NDArray[np.int64], list[list[str]]]]:
        """The rows in blocks of bounded size."""
        rows = self.rows()
        while block := list(itertools.islice(rows, size)):
            yield np.array([number for number, _ in block], dtype=np.int64), [cells for _, cells in block]


def open_workbook(data: bytes, *, name: str, path: Path) -> list[BookSheet]:
    """The sheets of a workbook; raises ExtractError where it is damaged or locked."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        message = f"The workbook is damaged or locked with a password ({error}); open it and save its sheet as .csv."
        raise ExtractError(message, path=path) from None
    return [BookSheet(f"{name} {title}".strip(), book, title) for title in book.sheet_names]


def cell_text(cell: object) -> str:
    """A cell as a person would type it: 155 rather than 155.0, dates as 2018-04-01."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    return "" if cell is None else str(cell)
