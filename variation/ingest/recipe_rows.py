"""A publisher's rows as a recipe sees them: which are read, and where and when each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from variation.geography import aliases, normalise
from variation.ingest.cells import Cells, Table, header_key, tidy
from variation.ingest.columns import Column
from variation.ingest.numbers import read_numbers
from variation.ingest.recipe_model import SHEET, AreaRule, PeriodRule, Recipe, Where
from variation.ingest.report import Report
from variation.ingest.words import NO_PERIOD, read_periods

Mask = NDArray[np.bool_]
MERGED = "CCG merged in 2020 or 2021: its STP has a row of its own"
_EMPTY_AREA = {"", "-"}


@dataclass(frozen=True)
class Rows:
    """Rows of every table of a file, below one another.

    Parameters
    ----------
    recipe : by which they are read
    cells : one piece a table, in the file's order
    titles : text above each table, by the cell to its left
    """

    recipe: Recipe
    cells: tuple[Cells, ...]
    titles: tuple[dict[str, str], ...]

    def __len__(self) -> int:
        return sum(len(piece) for piece in self.cells)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """Line in the file of each row."""
        return np.concatenate([piece.rows for piece in self.cells])

    def has(self, name: str) -> bool:
        """Whether a column, or one of the headings that a recipe's own name stands for, is in any table."""
        headings = self._headings(name)
        return SHEET in headings or any(h in piece for h in headings for piece in self.cells)

    def text(self, name: str) -> NDArray[np.object_]:
        """A column's cells, tidied; of several headings the first that is filled; "" where a table has none."""
        return np.concatenate([self._of_piece(piece, name) for piece in self.cells])

    def column(self, name: str) -> Column:
        """A column gathered by its distinct cells, for the rules."""
        return Column.of(self.text(name), self.numbers, name)

    def matching(self, where: Where) -> Mask:
        """Rows that hold one of the cells named, in every column named."""
        keep = np.ones(len(self), dtype=bool)
        for name, cells in where.items():
            no = {normalise_cell(cell[1:]) for cell in cells if cell.startswith("!")}
            yes = {normalise_cell(cell) for cell in cells if not cell.startswith("!")}
            column = Column.of(self.text(name), self.numbers, name)
            found = [normalise_cell(cell) for cell in column.distinct]
            keep &= column.spread([(not yes or cell in yes) and cell not in no for cell in found], bool)
        return keep

    def select(self, keep: Mask) -> Rows:
        """The rows where the mask holds."""
        ends = np.cumsum([len(piece) for piece in self.cells])[:-1]
        parts = np.split(keep, ends)
        pieces = tuple(piece.select(part) for piece, part in zip(self.cells, parts, strict=True))
        return Rows(self.recipe, pieces, self.titles)

    def figures(self, name: str, report: Report) -> tuple[NDArray[np.float64], Mask, Mask]:
        """Numbers of a column, where they are suppressed, and where a cell makes no sense.

        Marks that the recipe calls nothing at all are 0.
        """
        column = self.column(name)
        zero = {tidy(mark) for mark in self.recipe.zero}
        plain = Column(name, column.rows, column.codes, ["0" if cell in zero else cell for cell in column.distinct])
        numbers = read_numbers(plain, report)
        return numbers.value, numbers.suppressed, numbers.bad

    def _headings(self, name: str) -> tuple[str, ...]:
        return self.recipe.columns.get(name, (name,))

    def _of_piece(self, piece: Cells, name: str) -> NDArray[np.object_]:
        found = np.full(len(piece), "", dtype=object)
        for heading in self._headings(name):
            sheet = np.full(len(piece), piece.sheet, dtype=object)
            other = sheet if heading == SHEET else _tidied(piece.column(heading, ""))
            found = np.where(found == "", other, found)
        return found


def normalise_cell(cell: str) -> str:
    """A cell as recipes compare cells: without regard to case and spaces."""
    return tidy(cell).casefold()


def _tidied(cells: NDArray[np.object_]) -> NDArray[np.object_]:
    column = Column.of(cells, np.zeros(0, dtype=np.int64), "")
    return column.each(tidy)


def gather(recipe: Recipe, tables: Iterable[Table], report: Report) -> Rows:
    """Every row of a file's tables that the recipe reads at all; the others are counted."""
    pieces, titles = [], []
    for table in tables:
        above = titles_above(table)
        for piece in table.chunks(report):
            pieces.append(piece)
            titles.append(above)
    rows = Rows(recipe, tuple(pieces), tuple(titles))
    if not len(rows):
        return rows
    keep = rows.matching(recipe.where)
    report.skip("rows that the recipe leaves out", int((~keep).sum()))
    return rows.select(keep)


def titles_above(table: Table) -> dict[str, str]:
    """What stands to the right of each cell in the lines above a table's header."""
    found: dict[str, str] = {}
    for number, cells in table.sheet.rows():
        if number >= table.header_row:
            break
        filled = [tidy(cell) for cell in cells if tidy(cell)]
        if len(filled) > 1:
            found.setdefault(header_key(filled[0]), filled[1])
    return found


def places(rows: Rows, report: Report) -> tuple[NDArray[np.object_], NDArray[np.object_], Mask]:
    """ONS code and level of each row, and whether it is a merged CCG that stands for its STP.

    Rows of areas that are not held here have "" and are counted; a row of another level than it should be is not held.
    """
    rule = rows.recipe.area
    text = np.full(len(rows), "", dtype=object)
    for name in rule.columns:
        cells = rows.text(name)
        text = np.where((text == "") & ~np.isin(cells, list(_EMPTY_AREA)), cells, text)
    wanted = _levels(rows, rule)
    area, level = np.full(len(rows), "", dtype=object), np.full(len(rows), "", dtype=object)
    merged = np.zeros(len(rows), dtype=bool)
    for one in sorted(set(wanted) - {""}):
        here = wanted == one
        column = Column.of(text[here], rows.numbers[here], rule.columns[0])
        found = [_place(cell, one, rule) for cell in column.distinct]
        area[here] = column.spread([code for code, _, _ in found])
        level[here] = column.spread([of for _, of, _ in found])
        merged[here] = column.spread([is_merged for _, _, is_merged in found], bool)
    _report_unknown(rows, text, area == "", report)
    return area, level, merged


def _levels(rows: Rows, rule: AreaRule) -> NDArray[np.object_]:
    if not rule.level_column:
        return np.full(len(rows), rule.level, dtype=object)
    known = {normalise_cell(cell): level for cell, level in rule.levels.items()}
    column = rows.column(rule.level_column)
    return column.each(lambda cell: known.get(normalise_cell(cell), ""))


def _place(cell: str, level: str, rule: AreaRule) -> tuple[str, str, bool]:
    """Code, level and whether it is a merged CCG; empty where the cell is no area of the level, London or England."""
    named = {normalise_cell(name): code for name, code in rule.names.items()}.get(normalise_cell(cell), cell)
    known = aliases(level if level in {"borough", "ccg", "stp"} else None).get(normalise(named))
    if known is None:
        return "", "", False
    merged = known.kind == "merged"
    if known.level != level and not merged and known.level not in {"region", "country"}:
        return "", "", False
    return known.code, known.level, merged


def _report_unknown(rows: Rows, text: NDArray[np.object_], unknown: Mask, report: Report) -> None:
    missing = unknown & (text == "")
    name = rows.recipe.area.columns[0]
    for rule, where in (("area-missing", missing), ("other-area", unknown & ~missing)):
        Column.of(text, rows.numbers, name).report(report, rule, where)
    report.rows_rejected += int(missing.sum())
    report.skip("area not held here", int((unknown & ~missing).sum()))


def periods(rows: Rows, report: Report) -> NDArray[np.object_]:
    """The `Period` of each row; NO_PERIOD where there is none, which is reported."""
    rule = rows.recipe.period
    if rule.fixed:
        column = Column.of(np.full(len(rows), rule.fixed, dtype=object), rows.numbers, "period.fixed")
    else:
        column = _period_column(rows, rule)
    found = read_periods(column, report, frequency=rule.frequency)
    wrong = np.array([period is NO_PERIOD for period in found], dtype=bool)
    report.rows_rejected += int(wrong.sum())
    return found


def _period_column(rows: Rows, rule: PeriodRule) -> Column:
    """Periods as they stand: the first column that is there, or all of them joined by spaces, or a title line."""
    pieces = []
    for piece, titles in zip(rows.cells, rows.titles, strict=True):
        part = Rows(rows.recipe, (piece,), (titles,))
        pieces.append(_period_text(part, rule, titles))
    name = " ".join(rule.columns) or rule.title
    return Column.of(np.concatenate(pieces), rows.numbers, name)


def _period_text(part: Rows, rule: PeriodRule, titles: dict[str, str]) -> NDArray[np.object_]:
    there = [name for name in rule.columns if part.has(name)]
    if there and len(there) == len(rule.columns):
        texts = [part.text(name) for name in there]
        return np.array([" ".join(cells) for cells in zip(*texts, strict=True)], dtype=object)
    return np.full(len(part), titles.get(header_key(rule.title), ""), dtype=object)
