"""The workbook of a pack, read back: every number of its pages as a number, nothing that a spreadsheet would run."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.packs_made import RECORDS, composed, one_of_every_kind, view
from variation.findings.rows import Column, Table
from variation.packs.model import TEXT
from variation.packs.sheets import NO_TABLE, Composed, Sheet, Titled
from variation.packs.workbook import write_workbook

FORMULA = '=HYPERLINK("http://elsewhere.example","a")'


def read(shown: Composed) -> Workbook:
    return load_workbook(io.BytesIO(write_workbook(shown)))


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def book() -> Workbook:
    return read(one_of_every_kind())


def test_every_page_has_a_sheet_and_a_link_to_it(book: Workbook) -> None:
    assert book.sheetnames == [
        "Contents",
        "1 Five things to know",
        "2 Health checks by borough, 201",
        "3 A large map",
        "4 Three charts",
        "5 Why this matters",
        "6 This view cannot be shown",
        "7 Decisions and actions",
        "Definitions",
        "Decisions and actions",
    ]
    links = {
        cell.value: cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink
    }
    assert links == {name: f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_numbers_are_those_of_the_page_and_formatted_as_shown(book: Workbook) -> None:
    page = one_of_every_kind().sheets[1]
    rows = cells(book["2 Health checks by borough, 201"])
    top = rows.index([column.title for column in page.table.columns])
    assert rows[top + 1 :] == [list(row) for row in page.table.rows]
    sheet = book["2 Health checks by borough, 201"]
    value = sheet.cell(row=top + 3, column=3)
    assert value.data_type == "n"
    assert value.number_format == "#,##0.0"
    assert sheet.auto_filter.ref


def test_a_page_says_what_its_figures_are(book: Workbook) -> None:
    lines = [row[0] for row in cells(book["3 A large map"])]
    page = one_of_every_kind().sheets[2]
    for words in (page.heading, page.findings[0], page.source, page.method, page.badge):
        assert words in lines
    assert "ILLUSTRATIVE: simulated figures, not published ones" in lines
    assert "Decision asked for: Agree where to begin." in lines
    assert not any("ILLUSTRATIVE" in str(row[0]) for row in cells(book["4 Three charts"]))


def test_the_contents_say_whose_pack_it_is_and_on_what_data(book: Workbook) -> None:
    pairs = {row[0]: row[1] for row in cells(book["Contents"])}
    assert pairs["Board"] == "Clinical board"
    assert pairs["Date"] == "24 November 2026"
    assert pairs["Snapshot"] == "24 Nov 2026, load 12. Every figure in this pack is as it stood then."
    assert pairs["State"] == "Draft: not signed off"
    assert pairs["2 Health checks by borough, 201"] == "Boroughs differ by more than chance"


def test_definitions_and_the_record_have_sheets_of_their_own(book: Workbook) -> None:
    assert ["Definition", "Share of those invited who came."] in cells(book["Definitions"])
    record = cells(book["Decisions and actions"])
    assert list(RECORDS.rows[0]) in record
    assert "Nothing is recorded for this pack." in str(cells(read(composed(records=NO_TABLE))["Decisions and actions"]))


def test_further_tables_have_sheets_of_their_own_with_links_and_marks() -> None:
    more = tuple(Titled("All periods", Table((Column("p", "2015", 1),), ((value,),))) for value in (12.34, 56.78))
    made = read(composed(view("map", more=more, illustrative=True)))
    assert made.sheetnames[2:4] == ["1.1 All periods", "1.2 All periods"]
    first = [row[0] for row in cells(made["1.1 All periods"])]
    assert first[0] == "Health checks by borough, 2016: All periods"
    assert "ILLUSTRATIVE: simulated figures, not published ones" in first
    assert first[-1] == 12.34
    links = {cell.value for row in made["Contents"].iter_rows() for cell in row if cell.hyperlink}
    assert {"1.1 All periods", "1.2 All periods"} <= links


def test_a_sentence_that_a_person_wrote_is_marked(book: Workbook) -> None:
    lines = [row[0] for row in cells(book["4 Three charts"])]
    assert "A sentence that a person wrote. (edited by the author)" in lines


def test_text_that_looks_like_a_formula_stays_text() -> None:
    table = Table((Column("area", "Area"), Column("note", "Note")), ((FORMULA, "+1"), ("@x", "-2")))
    hostile = view("map", heading=FORMULA, message=FORMULA, findings=(FORMULA,), table=table, source=FORMULA)
    for sheet in read(composed(hostile, records=table, title=FORMULA, board=FORMULA, author=FORMULA)):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
        assert not any(cell.hyperlink and cell.hyperlink.target for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("heading", ["[Draft]: a/b\\c*?", "'quoted'", "x" * 200, "\x01\x07 bell", "😀 smile", ""])
def test_any_heading_makes_a_sheet_that_opens(heading: str) -> None:
    twice = composed(*(Sheet(kind=TEXT, heading=heading, text="A text.") for _ in range(3)))
    names = read(twice).sheetnames
    assert len(set(names)) == len(names) == 6
    assert all(len(name) <= 31 for name in names)
