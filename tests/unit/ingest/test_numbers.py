from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.ingest.columns import Column
from variation.ingest.numbers import ABSENT, BAD, FORMULA_ERROR, MENDED, PERCENT, PLAIN, SUPPRESSED_MARK, parse_number
from variation.ingest.numbers import read_numbers as read_column
from variation.ingest.report import Report

DRESSES = (
    "{:.4f}",
    "{:,.4f}",
    " {:.4f} ",
    "\u00a0{:,.4f}",
    "{:.4f}%",
    "{:,.4f} %",
    "{:.4f} [p]",
    "{:,.4f}[r]",
    "{:.10e}",
)
WITHHELD = ("*", "**", "[c]", "c", "x", "DQ", "[DQ]", "s", "<5", "< 5", "≤7", "1-4", "1 to 4", "Suppressed")
MISSING = ("", "  ", "-", "–", "..", ".", ":", "[x]", "[z]", "n/a", "N/A", "NA", "NaN", "NULL", "Not available", "#N/A")
SENSELESS = (
    "12,5",
    "1,23,456",
    "1.234,5",
    "1_000",
    "inf",
    "1e999",
    "half",
    "5*",
    "12 5",
    "£3",
    "0x10",
    "(4)",
    "-16.5 , +10.7",
    "1/2",
)


@given(st.floats(-1e9, 1e9, allow_nan=False), st.sampled_from(DRESSES))
@settings(deadline=None)
def test_a_number_in_any_dress_reads_as_itself(number: float, dress: str) -> None:
    value, kind = parse_number(dress.format(number))
    assert value == pytest.approx(number, abs=5e-5, rel=1e-9)
    assert kind in {PLAIN, MENDED, PERCENT}


@given(st.integers(-(10**9), 10**9))
@settings(deadline=None)
def test_thousands_may_be_separated_by_spaces_and_signs_be_typographic(number: int) -> None:
    text = f"{number:,}".replace(",", "\u2009").replace("-", "−")
    assert parse_number(text)[0] == number


@given(st.text(max_size=12))
@settings(deadline=None)
def test_any_text_is_a_finite_number_or_none_and_says_which(text: str) -> None:
    value, kind = parse_number(text)
    assert math.isnan(value) == (kind in {ABSENT, SUPPRESSED_MARK, FORMULA_ERROR, BAD})
    assert not math.isinf(value)


@pytest.mark.parametrize("cell", WITHHELD)
def test_marks_of_suppression_are_no_numbers(cell: str) -> None:
    assert parse_number(cell)[1] == SUPPRESSED_MARK


@pytest.mark.parametrize("cell", MISSING)
def test_marks_of_absence_are_no_numbers(cell: str) -> None:
    assert parse_number(cell)[1] == ABSENT


@pytest.mark.parametrize("cell", SENSELESS)
def test_what_may_be_more_than_one_number_is_not_guessed(cell: str) -> None:
    assert parse_number(cell)[1] == BAD


def test_a_column_reads_as_its_cells_do_one_by_one() -> None:
    cells = [*(f"{i / 7:.6f}" for i in range(5000)), "1,234", "*", "", "bad", "5%", "#REF!", "inf"]
    rows = np.arange(len(cells), dtype=np.int64)
    report = Report("file")
    numbers = read_column(Column.of(np.array(cells, dtype=object), rows, "value"), report)
    one_by_one = [parse_number(cell) for cell in cells]
    np.testing.assert_array_equal(numbers.value, [value for value, _ in one_by_one])
    np.testing.assert_array_equal(numbers.kind, [kind for _, kind in one_by_one])
    assert report.counts == {"number": 2, "number-format": 2, "suppressed": 1, "formula-error": 1}
