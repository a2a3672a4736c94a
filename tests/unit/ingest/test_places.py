"""Areas by code or name, old or new."""

from __future__ import annotations

import numpy as np
import pytest

from variation.ingest.columns import Column
from variation.ingest.places import read_places
from variation.ingest.report import Report


def _read(codes: list[str], names: list[str] | None = None, level: str | None = None) -> tuple[list[str], Report]:
    report, rows = Report("file"), np.arange(2, len(codes) + 2)
    column = Column.of(np.array(codes, dtype=object), rows, "code")
    beside = None if names is None else Column.of(np.array(names, dtype=object), rows, "name")
    return list(read_places(column, report, names=beside, level=level).area), report


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("E09000007", None, "E09000007"),
        ("Camden LB", None, "E09000007"),
        ("London Borough of Camden", None, "E09000007"),
        ("Barking and Dagenham LBC", None, "E09000002"),
        ("Havering UA", None, "E09000016"),
        ("RB Kensington & Chelsea", None, "E09000020"),
        ("LB Richmond", None, "E09000027"),
        ("Westminster (City of)", None, "E09000033"),
        ("  camden ", None, "E09000007"),
        ("Camden", "ccg", "E38000027"),
        ("07R", None, "E38000027"),
        ("NHS Camden CCG", None, "E38000027"),
        ("93C", None, "E54000028"),
        ("zEngland", None, "E92000001"),
        ("yLondon", None, "E12000007"),
        ("NHS West London (K&C & QPP) CCG", None, "E38000202"),
    ],
)
def test_an_area_is_known_by_its_codes_and_names(text, level, code) -> None:
    assert _read([text], level=level)[0] == [code]


def test_a_name_is_taken_where_there_is_no_code() -> None:
    found, report = _read(["", "E09000007"], ["Brent", "Camden"])
    assert found == ["E09000005", "E09000007"]
    assert report.counts == {"area-name": 1}


def test_the_code_of_another_place_is_not_overruled_by_its_name() -> None:
    found, report = _read(["E06000023"], ["Westminster"])
    assert found == [""]
    assert report.skipped == {"area outside London": 1}


def test_a_code_and_a_name_of_different_areas_follow_the_code_and_are_told() -> None:
    found, report = _read(["E09000007", "E38000027"], ["Brent", "Camden"])
    assert found == ["E09000007", "E38000027"]
    assert [(p.row, p.value, p.expected) for p in report.problems] == [(2, "Brent", "the name of E09000007, Camden")]


def test_rows_without_an_area_here_are_counted_by_their_reason() -> None:
    found, report = _read(["Total", "London total", "E09000099", "E08000025", ""])
    assert not any(found)
    assert report.skipped == {"total row": 2, "unknown area: E09000099": 1, "area outside London": 1}
    assert report.rows_rejected == 1


def test_a_misspelt_name_of_ours_is_told_with_the_one_it_comes_near() -> None:
    """Among others of England too, where nothing else says that the row is London's."""
    found, report = _read(["Lewishm", "NHS Camdn CCG", "Harlow", "Kingston upon Hull", "Barnsley"])
    assert not any(found)
    assert [(p.rule, p.value, p.expected) for p in report.problems if p.rule == "unknown-area"] == [
        ("unknown-area", "Lewishm", "Lewisham, perhaps"),
        ("unknown-area", "NHS Camdn CCG", "Camden, perhaps"),
    ]
    assert report.counts["other-area"] == 3


def test_where_most_names_are_ours_any_other_is_told() -> None:
    _, report = _read(["Camden", "Brent", "Barnet", "Bexley", "Camdem", "Nowhere", "E06000023", "12345"])
    told = {p.value: p.expected for p in report.problems if p.rule == "unknown-area"}
    assert told["Camdem"] == "Camden, perhaps"
    assert set(told) == {"Camdem", "Nowhere", "12345"}
    assert report.counts["other-area"] == 1
