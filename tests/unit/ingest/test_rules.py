"""Each rule: a file breaks it, the report says so in the right place, the docs have a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from variation.ingest import RULES

PLACES = {  # row and column of the first breach, and the cell as it stands
    "encoding": (None, "", "cp1252"),
    "damaged-text": (None, "", "\ufffd"),
    "delimiter": (None, "", "semicolons"),
    "title-lines": (4, "", "header on line 4"),
    "blank-row": (2, "", ""),
    "lookup-missing": (None, "", "people-of-the-register.csv"),
    "indicator-unmade": (None, "", "share"),
    "nothing-taken": (None, "", "no observation"),
    "repeated-header": (3, "", "indicator"),
    "text-row": (3, "", "Source: nobody"),
    "total-row": (3, "area", "Total"),
    "short-row": (2, "", ""),
    "extra-cells": (3, "", "8 cells, the last '000'; the header has 6"),
    "duplicate": (3, "", "as row 2"),
    "conflict": (3, "", "not as row 2: value 60, count 60, denominator 100"),
    "spaces": (2, "area", "E09000007 "),
    "indicator-missing": (3, "indicator", ""),
    "unknown-indicator": (3, "indicator", "shares"),
    "unused-group": (3, "Indicator", "9.01 - Share"),
    "area-missing": (3, "area", ""),
    "unknown-area": (3, "area", "E09000099"),
    "other-area": (3, "area", "E08000025"),
    "area-name": (2, "area", "Camden LB"),
    "old-code": (2, "area", "00AG"),
    "merged-area": (2, "area", "93C"),
    "area-mismatch": (2, "area name", "Brent"),
    "level": (3, "level", "town"),
    "period": (3, "period", "soon"),
    "period-length": (2, "period", "Apr 2016"),
    "sex": (3, "sex", "Robots"),
    "excel-date": (3, "age", "05-Oct"),
    "status": (3, "status", "guessed"),
    "number": (3, "value", "half"),
    "number-format": (2, "value", "50.0%"),
    "percent": (2, "value", "50%"),
    "suppressed": (2, "value", "*"),
    "not-published": (2, "value", "-"),
    "formula-error": (2, "value", "#DIV/0!"),
    "value-computed": (2, "value", "50"),
    "negative-count": (2, "count", "-50"),
    "fractional-count": (2, "count", "50.5"),
    "numerator-above-denominator": (2, "count", "150"),
    "value-range": (2, "value", "150"),
    "fraction": (2, "value", "0.305"),
    "limits-exchanged": (2, "lower", "60"),
    "outside-limits": (2, "value", "50"),
    "limits-range": (2, "upper", "120"),
    "value-mismatch": (2, "value", "55"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_file_that_breaks_a_rule_is_told_where_and_what(rule, fixtures, read) -> None:
    extract, _ = read(fixtures / f"{rule}.csv")
    problem = next(p for p in extract.report.problems if p.rule == rule)
    assert (problem.row, problem.column, problem.value) == PLACES[rule]
    assert problem.severity == RULES[rule].severity
    assert problem.path == str(fixtures / f"{rule}.csv")
    assert problem.expected
    assert problem.remedy


@pytest.mark.parametrize("rule", RULES)
def test_an_error_stops_the_file_and_nothing_else_does(rule, fixtures, read) -> None:
    extract, _ = read(fixtures / f"{rule}.csv")
    assert extract.report.has_errors == (RULES[rule].severity == "error")


@pytest.mark.parametrize("rule", RULES)
def test_every_row_is_loaded_skipped_or_rejected(rule, fixtures, read) -> None:
    extract, frame = read(fixtures / f"{rule}.csv")
    report = extract.report
    assert report.rows_read == report.rows_loaded + report.rows_skipped + report.rows_rejected
    assert report.rows_loaded == len(frame)


def test_the_docs_have_a_line_for_every_rule_and_severity(project: Path) -> None:
    text = (project / "docs" / "data-formats.md").read_text(encoding="utf-8")
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| (error|warning|note) \|", text, re.MULTILINE))
    assert documented == {rule.id: rule.severity for rule in RULES.values()}


def test_a_clean_file_has_nothing_to_report(fixtures, read) -> None:
    extract, frame = read(fixtures / "clean.csv")
    assert not extract.report.counts
    assert len(frame) == extract.report.rows_read == 3


def test_a_report_keeps_the_first_of_each_rule_and_counts_all(read_rows) -> None:
    rows = [f"share,E09000007,{year},x,," for year in range(1900, 2000)]
    extract, _ = read_rows(*rows, keep=7)
    assert extract.report.counts["suppressed"] == 100
    assert [p.row for p in extract.report.problems if p.rule == "suppressed"] == [2, 3, 4, 5, 6, 7, 8]
