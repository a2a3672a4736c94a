"""A composed pack as a workbook: every number behind its pages, as numbers, with what a reader must know of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation.findings.rows import Table
from variation.findings.tables import ILLUSTRATIVE_MARK, SAFE, write_pairs, write_sheet
from variation.packs.sheets import NO_TABLE, Composed, Sheet
from variation.packs.words import EDITED, cover_lines, decision_line, is_edited

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CONTENTS, DEFINITIONS, RECORDS = "Contents", "Definitions", "Decisions and actions"
_LONGEST_NAME = 31  # of a sheet, as spreadsheets allow
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]+")
_BESIDE = 2  # columns at the left that stay in sight
_TEXT_WIDTH = 30


def write_workbook(composed: Composed) -> bytes:
    """The workbook of a pack.

    Returns
    -------
    bytes
        An .xlsx file: contents with links, a sheet for each page with its whole table, and one for each further table
        (numbers unrounded beyond what the atlas keeps, in the format that it shows them in), definitions, and the
        record of decisions. Nothing in it is a formula, whatever its text looks like.
    """
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    leaves = [leaf for number, sheet in enumerate(composed.sheets, start=1) for leaf in _leaves(number, sheet)]
    with Workbook(buffer, SAFE) as book:
        about = {"title": composed.pack.title[:250], "author": composed.pack.author[:250], "comments": composed.label}
        book.set_properties(about)
        _write_contents(book, composed, leaves)
        for leaf in leaves:
            write_sheet(book, leaf.name, leaf.lines, leaf.table, wide=(_BESIDE, _TEXT_WIDTH))
        write_pairs(book, DEFINITIONS, _definitions(composed))
        head = [RECORDS, *([] if composed.records.rows else ["Nothing is recorded for this pack."])]
        write_sheet(book, RECORDS, head, composed.records, wide=(1, 60))
    return buffer.getvalue()


@dataclass(frozen=True)
class _Leaf:
    """A sheet of the workbook: its name, what the contents say of it, the lines above its table."""

    name: str
    told: str
    lines: list[str]
    table: Table


def _leaves(number: int, sheet: Sheet) -> Iterator[_Leaf]:
    """The sheets of a page: one with its words and its table, one for each further table."""
    told = sheet.message or sheet.heading
    yield _Leaf(sheet_name(f"{number}", sheet.heading), told, page_lines(sheet), _table(sheet))
    for place, further in enumerate(sheet.more, start=1):
        title = f"{sheet.heading}: {further.title}"
        lines = [title, *(line for line in (_mark(sheet), sheet.source) if line)]
        yield _Leaf(sheet_name(f"{number}.{place}", further.title), title, lines, further.table)


def sheet_name(number: str, heading: str) -> str:
    """A name that a spreadsheet allows and no other sheet has: its number and as much of its heading as fits."""
    words = _NOT_IN_NAMES.sub(" ", heading)
    return f"{number} {words}"[:_LONGEST_NAME].strip()


def _mark(sheet: Sheet) -> str:
    return ILLUSTRATIVE_MARK if sheet.illustrative else ""


def page_lines(sheet: Sheet) -> list[str]:
    """What stands above a page's table: its words, its mark, and how its figures are judged."""
    decision = decision_line(sheet)
    findings = (f"{f} {EDITED}" if is_edited(sheet, f) else f for f in sheet.findings)
    words = (sheet.message, *findings, *sheet.text.splitlines(), sheet.problem, decision)
    about = (
        _mark(sheet),
        sheet.badge,
        sheet.source,
        sheet.method,
        *(f"{c.title}: {c.note}" for c in sheet.charts if c.note),
    )
    return [sheet.heading, *(line for line in (*words, *about) if line)]


def _table(sheet: Sheet) -> Table:
    return sheet.table if sheet.table.rows else sheet.short if sheet.short.rows else NO_TABLE


def _write_contents(book: Workbook, composed: Composed, leaves: Sequence[_Leaf]) -> None:
    sheet = book.add_worksheet(CONTENTS)
    title = book.add_format({"bold": True, "font_size": 16})
    bold = book.add_format({"bold": True})
    link = book.get_default_url_format()
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, composed.pack.title, title)
    simulated = [("Illustrative", f"{ILLUSTRATIVE_MARK}, where a page says so")] if composed.illustrative else []
    lines = [*cover_lines(composed), *simulated]
    for row, (heading, text) in enumerate(lines, start=2):
        sheet.write_string(row, 0, heading, bold)
        sheet.write_string(row, 1, text)
    top = len(lines) + 3
    for row, name in enumerate([*(leaf.name for leaf in leaves), DEFINITIONS, RECORDS], start=top):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, string=name)
    for row, leaf in enumerate(leaves, start=top):
        sheet.write_string(row, 1, leaf.told)


def _definitions(composed: Composed) -> list[tuple[str, str]]:
    pairs = [pair for found in composed.definitions for pair in (("", found.name), *found.pairs, ("", ""))]
    return pairs or [("", "No indicator is shown in this pack.")]
