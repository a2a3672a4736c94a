"""What is shown, as files: CSV for a program, a workbook for a person; both say what the figures are and whose."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from variation.analyses.results import Comparison, History
from variation.findings.rows import RANK_NOTE, Cell, Table, figures_table, periods_table
from variation.findings.sentence import Description, describe
from variation.findings.words import day
from variation.observations import ILLUSTRATIVE, PUBLISHED

if TYPE_CHECKING:
    from xlsxwriter import Workbook

ILLUSTRATIVE_MARK = "ILLUSTRATIVE: simulated figures, not published ones"
_SMALL_NUMBERS = (
    "Figures of ours that rest on 1 to 4 events, on 1 to 4 people without the event, or on fewer than 5 people, are "
    "withheld, and others that would give them away."
)
SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options of every workbook: text stays text, whatever it looks like."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # text that a spreadsheet would run


def write_csv(comparison: Comparison, history: History, *, on: date | None = None) -> bytes:
    """The figures shown, a row an area, with what they are repeated in each row, so that no row stands without it.

    Parameters
    ----------
    on : date of the export, today by default

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark, without which spreadsheets misread it. Text that a spreadsheet would take for a
        formula begins with an apostrophe.
    """
    c = comparison
    table = figures_table(c, history)
    before = {
        "indicator": c.indicator.id,
        "indicator_name": c.indicator.name,
        "level": c.level,
        "period": c.period,
        "sex": c.selection.sex,
        "age": c.selection.age,
        "unit": c.indicator.unit,
    }
    after = {
        "benchmark": c.benchmark.name,
        "judged_by": c.judged_by,
        "status": ILLUSTRATIVE if c.illustrative else PUBLISHED,
        "source": c.indicator.source,
        "snapshot": c.snapshot,
        "exported": export_day(on).isoformat(),
    }
    names = [*before, *(column.key for column in table.columns), *after]
    rows = ((*before.values(), *row, *after.values()) for row in table.rows)
    return csv_text([names, *rows]).encode("utf-8-sig")


def write_xlsx(comparison: Comparison, history: History, *, on: date | None = None) -> bytes:
    """A workbook of three sheets: the figures shown, all periods, and what everything means."""
    from xlsxwriter import Workbook

    told = describe(comparison, history)
    buffer = io.BytesIO()
    with Workbook(buffer, SAFE) as book:
        book.set_properties({"title": told.heading, "subject": comparison.indicator.name, "comments": told.source})
        head = head_lines(told.heading, told.sentence, told.source, illustrative=comparison.illustrative, on=on)
        write_sheet(book, "Figures", head, figures_table(comparison, history), wide=(2, 30))
        periods = [*head[:1], f"Values in {comparison.indicator.unit}", *head[2:]]
        write_sheet(book, "All periods", periods, periods_table(comparison, history), wide=(2, 30))
        write_pairs(book, "Definitions", definitions(comparison, history, told))
    return buffer.getvalue()


def definitions(c: Comparison, history: History, told: Description) -> list[tuple[str, str]]:
    """What a reader must know of the figures: pairs of a heading and its text, without empty ones."""
    i = c.indicator
    funnel = c.funnel.note if c.funnel else c.no_funnel
    reasons = dict.fromkeys(r.reason for r in (history.benchmark_recent, *history.recent) if r.reason)
    pairs = (
        ("Status", ILLUSTRATIVE_MARK if c.illustrative else "Published figures"),
        ("Indicator", i.name),
        ("Definition", i.definition),
        ("Why it matters", i.rationale),
        ("Caveat", i.caveat),
        ("Which way is good", told.badge),
        ("Unit", i.unit),
        ("Count", i.numerator),
        ("Denominator", i.denominator),
        ("95 % limits", i.interval),
        ("Compared with", _benchmark_words(c)),
        ("How areas are judged", funnel),
        ("Ranks", RANK_NOTE),
        ("Recent trend", " ".join(reasons)),
        ("Change in spread", history.spread_change),
        ("Small numbers", _SMALL_NUMBERS),
        ("Source", i.source),
        ("Address", i.source_url),
        ("Licence", i.licence),
        ("Snapshot", c.snapshot),
    )
    return [(heading, text) for heading, text in pairs if text]


def _benchmark_words(c: Comparison) -> str:
    if not c.benchmark.computed:
        return f"{c.benchmark.name}, as published"
    return f"{c.benchmark.name}: sum of counts over sum of denominators of {c.benchmark.areas} areas"


def head_lines(heading: str, sentence: str, source: str, *, illustrative: bool, on: date | None = None) -> list[str]:
    """What a file opens with: what is shown, what it says, whose it is and from which snapshot, when it was saved."""
    mark = [ILLUSTRATIVE_MARK] if illustrative else []
    exported = day(export_day(on))
    return [heading, sentence, *mark, source, f"Exported {exported} from the London Variation Atlas."]


def write_sheet(book: Workbook, name: str, head: Sequence[str], table: Table, *, wide: tuple[int, int]) -> None:
    """Write a sheet: lines about the table, then the table; header and names stay in sight.

    Parameters
    ----------
    wide : columns at the left that stay in sight, and the width of text columns in characters
    """
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "font_size": 14})
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for row, line in enumerate(head):
        sheet.write_string(row, 0, line, bold if row == 0 else None)
    if not table.columns:
        return
    top = len(head) + 1
    formats = [book.add_format({"num_format": _number_format(c.decimals)}) for c in table.columns]
    for place, column in enumerate(table.columns):
        sheet.write_string(top, place, column.title, header)
        sheet.set_column(place, place, wide[1] if column.decimals is None and place else 12)
    for row, cells in enumerate(table.rows, start=top + 1):
        for place, cell in enumerate(cells):
            _write_cell(sheet, row, place, cell, formats[place])
    sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    sheet.freeze_panes(top + 1, wide[0])


def write_pairs(book: Workbook, name: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Write a sheet of headings and their texts."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, (heading, text) in enumerate(pairs):
        sheet.write_string(row, 0, heading, bold)
        sheet.write_string(row, 1, text, wrap)


def _write_cell(sheet: Any, row: int, place: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, place, cell)
    elif cell is not None:
        sheet.write_number(row, place, cell, style)


def _number_format(decimals: int | None) -> str:
    return "General" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as the CSV of every download; a cell that a spreadsheet would run begins with an apostrophe."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Numbers stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def export_day(on: date | None) -> date:
    """The day that an export names: today unless another is given."""
    return on or datetime.now(tz=UTC).date()
