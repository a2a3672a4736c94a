"""Files hold what is shown, say what it is, and cannot run anything in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pytest
from openpyxl import load_workbook

from tests import builders as b
from variation.analyses.results import Benchmark
from variation.findings import describe
from variation.findings.rows import number_cell
from variation.findings.tables import write_csv, write_xlsx

NAN = float("nan")
ON = date(2026, 11, 24)
HISTORY = b.history([[38.0, 40.0], [50, 50], [60, 60], [NAN, NAN]])


@pytest.fixture
def shown():
    note = np.array(["", "", "=cmd()", "suppressed"])
    return b.comparison([40.0, 50.0, 60.0, NAN], [-2, 0, 1, 0], note=note, inside=np.array([True, True, True, True]))


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def sheets_of(content):
    return load_workbook(io.BytesIO(content))


def test_the_csv_has_the_benchmark_and_a_row_an_area(shown):
    rows = rows_of(write_csv(shown, HISTORY, on=ON))
    assert [r["area"] for r in rows] == ["London", *shown.name.tolist()]
    assert (rows[0]["area_code"], rows[0]["value"], rows[0]["note"]) == ("E12000007", "50.0", "As published")
    first = rows[1]
    assert (first["value"], first["lower_95"], first["count"], first["denominator"]) == (
        "40.0",
        "38.0",
        "400.0",
        "1000.0",
    )
    assert [r["difference"] for r in rows[1:]] == [
        "Worse (99.8 % limits)",
        "Similar",
        "Better (95 % limits)",
        "Not compared",
    ]


def test_every_row_says_what_it_is(shown):
    for row in rows_of(write_csv(shown, HISTORY, on=ON)):
        assert row["indicator"] == "checks"
        assert row["unit"] == "%"
        assert row["period"] == "2016"
        assert row["status"] == "published"
        assert row["source"].startswith("Made-up Statistics")
        assert row["snapshot"] == "24 Nov 2026, load 1"
        assert row["exported"] == "2026-11-24"


def test_what_is_suppressed_stays_so_in_files(shown):
    row = rows_of(write_csv(shown, HISTORY, on=ON))[4]
    assert (row["value"], row["count"], row["denominator"], row["note"]) == ("", "", "1000.0", "suppressed")


def test_text_that_a_spreadsheet_would_run_is_disarmed(shown):
    assert rows_of(write_csv(shown, HISTORY, on=ON))[3]["note"] == "'=cmd()"
    cells = [c for row in sheets_of(write_xlsx(shown, HISTORY, on=ON))["Figures"].iter_rows() for c in row]
    assert {c.data_type for c in cells if c.value == "=cmd()"} == {"s"}


def test_only_areas_of_the_footprint_are_exported(shown):
    inside = np.array([True, False, False, True])
    benchmark = Benchmark("footprint", "the chosen areas", 45.0, computed=True, areas=2)
    c = b.comparison([40.0, 50, 60, NAN], inside=inside, benchmark=benchmark)
    rows = rows_of(write_csv(c, HISTORY, on=ON))
    assert [r["area"] for r in rows] == ["the chosen areas", *c.name[inside].tolist()]
    assert rows[0]["note"] == "Sum of 2 areas"


def test_the_workbook_has_figures_periods_and_definitions(shown):
    book = sheets_of(write_xlsx(shown, HISTORY, on=ON))
    assert book.sheetnames == ["Figures", "All periods", "Definitions"]
    figures = [[c.value for c in row] for row in book["Figures"].iter_rows()]
    told = describe(shown, HISTORY)
    assert [row[0] for row in figures[:4]] == [
        told.heading,
        told.sentence,
        told.source,
        "Exported 24 November 2026 from the London Variation Atlas.",
    ]
    header = figures[5]
    assert header[:3] == ["Code", "Borough", "Value (%)"]
    assert figures[6][1:3] == ["London", 50]
    assert figures[7][1:3] == ["Barking and Dagenham", 40]
    assert figures[10][2] is None
    periods = [[c.value for c in row] for row in book["All periods"].iter_rows()]
    assert periods[5][2:] == ["2010", "2011"]
    assert periods[7][2:] == [38, 40]


def test_the_definitions_say_how_the_figures_are_made_and_judged(shown):
    sheet = sheets_of(write_xlsx(shown, HISTORY, on=ON))["Definitions"]
    pairs = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert pairs["Status"] == "Published figures"
    assert pairs["Which way is good"] == "High is good"
    assert pairs["Compared with"] == "London, as published"
    assert pairs["Licence"] == "Open Government Licence v3.0"
    assert "Caveat" not in pairs


def test_illustrative_figures_are_marked_in_every_file():
    c = b.comparison([40.0, 60.0], illustrative=True)
    h = b.history([[1.0], [2.0]])
    assert {r["status"] for r in rows_of(write_csv(c, h, on=ON))} == {"illustrative"}
    book = sheets_of(write_xlsx(c, h, on=ON))
    for name in book.sheetnames:
        text = [str(cell.value) for row in book[name].iter_rows() for cell in row]
        assert any(t.startswith("ILLUSTRATIVE") for t in text), name


def test_a_view_without_benchmark_or_figures_can_be_exported():
    none = Benchmark("london", "London", NAN, computed=False)
    c = b.comparison([NAN, NAN], benchmark=none)
    h = b.history([[NAN], [NAN]], benchmark=np.array([NAN]))
    assert len(rows_of(write_csv(c, h))) == 2
    assert write_xlsx(c, h)[:2] == b"PK"


@pytest.mark.parametrize(
    ("value", "decimals", "cell"),
    [
        (71.246, 1, 71.246),
        (58.248, 1, 58.248),
        (71.23, 1, 71.23),
        (71.2389, 1, 71.24),
        (3.48, 0, 3.48),
        (3.41, 0, 3.4),
        (7.0, -1, 7),
    ],
)
def test_a_cell_shown_shorter_is_rounded_once(value, decimals, cell):
    assert number_cell(value, decimals) == cell
