"""Tables of text cells with their true row numbers: the first reading of every file.

Typed readers fail or guess on ``*``, so every cell is text here, and rules read the text.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from variation.errors import ExtractError
from variation.ingest.files import Sheet, open_sheets
from variation.ingest.report import Report

CHUNK_ROWS = 50_000
_LOOK_FOR_HEADER = 60
"""Rows at the top of a sheet among which the header is sought."""

Fits = Callable[[tuple[str, ...]], bool]
"""Whether a row, its cells tidied, is the header that is sought."""


def tidy(text: str) -> str:
    """The text with line breaks, hard and repeated spaces made single spaces, and none around it."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def header_key(name: str) -> str:
    """A column's name as names are compared: case, spaces, underscores and points do not matter."""
    return "".join(c for c in name.casefold() if c.isalnum() or c in "%<>+&")


@dataclass(frozen=True)
class Cells:
    """Rows of a table, all text.

    Parameters
    ----------
    sheet : sheet of a workbook or member of an archive, "" for a plain file
    rows : int64, shape (n,), line in the file of each row
    columns : each column's cells by its tidied header, object arrays of shape (n,) holding str
    """

    sheet: str
    rows: NDArray[np.int64]
    columns: dict[str, NDArray[np.object_]]

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, name: str) -> bool:
        return self._named(name) is not None

    def column(self, name: str, default: str | None = None) -> NDArray[np.object_]:
        """The cells under a header, found whatever its case and spaces; the default where there is none."""
        found = self._named(name)
        if found is not None:
            return self.columns[found]
        if default is None:
            raise ExtractError(f"There is no column {name!r}; the columns are {', '.join(self.columns)}.")
        return np.full(len(self), default, dtype=object)

    def select(self, keep: NDArray[np.bool_]) -> Cells:
        """The rows where ``keep`` holds."""
        if keep.all():
            return self
        return Cells(self.sheet, self.rows[keep], {name: cells[keep] for name, cells in self.columns.items()})

    def _named(self, name: str) -> str | None:
        if name in self.columns:
            return name
        key = header_key(name)
        return next((column for column in self.columns if header_key(column) == key), None)


@dataclass(frozen=True)
class Table:
    """A table found in a file: its sheet, the line of its header, and the header's tidied names.

    A name that stands twice gets " (2)" the second time; a column without name is "(column 3)".
    """

    path: Path
    sheet: Sheet
    header_row: int
    header: tuple[str, ...]

    def chunks(self, report: Report, *, chunk_rows: int = CHUNK_ROWS) -> Iterator[Cells]:
        """The rows below the header, without blank ones, in pieces of bounded size.

        Rows that are no data (a header again, a footnote) and rows with too many cells are reported and left out.
        """
        report.sheet = self.sheet.name
        for rule, found in self.sheet.remarks:
            report.add(rule, [None], [found])
        if self.header_row > 1:
            report.add("title-lines", [self.header_row], [f"header on line {self.header_row}"])
        header: list[str] = []
        for numbers, block in self.sheet.blocks(chunk_rows):
            below = int(np.searchsorted(numbers, self.header_row, side="right"))
            header = block[below - 1] if below else header
            report.sheet = self.sheet.name
            cells = self._cells(numbers[below:], block[below:], header, report)
            if len(cells):
                yield cells

    def _cells(self, numbers: NDArray[np.int64], rows: list[list[str]], header: list[str], report: Report) -> Cells:
        """Rows as columns, without those that are no data."""
        width = len(self.header)
        lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
        long = [place for place in np.flatnonzero(lengths > width) if any(map(str.strip, rows[place][width:]))]
        report.add("extra-cells", numbers[long], [_beyond(rows[place], width) for place in long])
        rows = list(rows)
        for place in np.flatnonzero(lengths != width):
            rows[place] = [*rows[place][:width], *[""] * (width - len(rows[place]))]
        by_column = zip(*rows, strict=True) if rows else [()] * width
        columns = [np.array(column, dtype=object) for column in by_column]
        kind = _kinds(columns, rows, header[:width])
        kind[long] = np.where(kind[long] == _BLANK, _BLANK, _LONG)
        _account(kind, numbers, rows, report)
        short = (kind == _DATA) & (lengths < width)
        report.add("short-row", numbers[short], [""] * int(short.sum()))
        cells = Cells(self.sheet.name, numbers, dict(zip(self.header, columns, strict=True)))
        return cells.select(kind == _DATA)


_DATA, _BLANK, _HEADER, _TEXT, _LONG = range(5)


def _beyond(cells: list[str], width: int) -> str:
    return f"{len(cells)} cells, the last {cells[-1]!r}; the header has {width}"


def _kinds(columns: list[NDArray[np.object_]], rows: list[list[str]], header: list[str]) -> NDArray[np.int8]:
    """What each row is: data, blank, the header again, or text (a footnote: one filled cell among four or more)."""
    kind = np.full(len(rows), _DATA, dtype=np.int8)
    filled = np.zeros(len(rows), dtype=np.int16)
    for column in columns:
        filled += column != ""
    few = filled <= max(1, len(columns) // 2)
    for place in np.flatnonzero(few):
        cells = [cell for cell in rows[place] if cell.strip()]
        kind[place] = _BLANK if not cells else _TEXT if len(cells) == 1 and len(columns) >= 4 else _DATA
    if header:
        for place in np.flatnonzero(columns[0] == header[0]):
            if rows[place] == header:
                kind[place] = _HEADER
    return kind


def _account(kind: NDArray[np.int8], numbers: NDArray[np.int64], rows: list[list[str]], report: Report) -> None:
    """Count the rows that are no data, and say where they are."""
    report.rows_read += int((kind != _BLANK).sum())
    report.rows_rejected += int((kind == _LONG).sum())
    report.skip("repeated header", int((kind == _HEADER).sum()))
    report.skip("text row", int((kind == _TEXT).sum()))
    for wanted, rule in ((_BLANK, "blank-row"), (_HEADER, "repeated-header"), (_TEXT, "text-row")):
        places = np.flatnonzero(kind == wanted)
        if len(places):
            values = [next(filter(str.strip, rows[place]), "") for place in places[: report.room(rule)]]
            report.add(rule, numbers[places[: report.room(rule)]], values, total=len(places))


def find_tables(path: Path, fits: Fits) -> list[Table]:
    """Every sheet of a file in which a header that fits stands among the first rows; empty where none does."""
    return [table for sheet in open_sheets(path) if (table := find_header(path, sheet, fits))]


def find_header(path: Path, sheet: Sheet, fits: Fits) -> Table | None:
    """The table of one sheet, where one of its first rows fits."""
    for number, cells in itertools.islice(sheet.rows(), _LOOK_FOR_HEADER):
        header = _names(cells)
        if header and fits(header):
            return Table(path, sheet, number, header)
    return None


def first_rows(sheet: Sheet) -> list[tuple[int, tuple[str, ...]]]:
    """The first rows of a sheet as headers would read, for recognising a format."""
    rows = itertools.islice(sheet.rows(), _LOOK_FOR_HEADER)
    return [(number, names) for number, cells in rows if (names := _names(cells))]


def has_columns(*names: str) -> Fits:
    """A test for headers that hold all these columns, whatever their case, spaces and order."""
    wanted = {header_key(name) for name in names}
    return lambda header: wanted <= {header_key(name) for name in header}


def read_cells(
    path: Path, expected: Sequence[str], *, report: Report | None = None, chunk_rows: int = CHUNK_ROWS
) -> Iterator[Cells]:
    """Every sheet of a file that has the expected columns, in pieces.

    Parameters
    ----------
    path : .csv, .txt, .tsv, .xlsx, .xls, or any of them as .gz or within .zip
    expected : names of columns, by which the header is found below title lines
    report : takes what is found; a fresh one where the caller does not look at it
    chunk_rows : rows of one piece

    Raises
    ------
    ExtractError
        When the file cannot be read, or no sheet has these columns.
    """
    tables = find_tables(path, has_columns(*expected))
    if not tables:
        raise ExtractError(f"No header with the columns {', '.join(expected)} was found.", path=path)
    account = Report(str(path)) if report is None else report
    for table in tables:
        yield from table.chunks(account, chunk_rows=chunk_rows)


def _names(cells: list[str]) -> tuple[str, ...]:
    """Tidied header names, none twice and none empty; () for a blank row. Empty cells at the end are no columns."""
    names = [tidy(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    seen: dict[str, int] = {}
    unique = []
    for place, name in enumerate(names, start=1):
        seen[name] = seen.get(name, 0) + 1
        unique.append(f"(column {place})" if not name else name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(unique)
