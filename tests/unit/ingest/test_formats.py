"""Our own format and the publishers', recognised and read."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variation.errors import ExtractError
from variation.geography import areas
from variation.ingest.formats import FORMATS
from variation.ingest.periods import parse_period
from variation.observations import COLUMNS

BOROUGHS = [area.code for area in areas("borough")]


def test_observations_have_the_columns_and_kinds_of_the_schema(fixtures, read) -> None:
    _, frame = read(fixtures / "clean.csv")
    assert tuple(frame.columns) == COLUMNS
    first = frame.iloc[0].to_dict()
    assert (first["indicator"], first["level"], first["area"]) == ("share", "borough", "E09000007")
    assert (first["period"], first["start"], first["end"]) == ("2016/17", 201604, 201703)
    assert (first["sex"], first["age"], first["category"], first["status"]) == ("Persons", "All ages", "", "published")
    assert (first["value"], first["count"], first["denominator"]) == (50, 50, 100)
    assert np.isnan(first["lower"])
    assert first["note"] == ""


def test_fingertips_keeps_london_its_groups_and_the_reason_of_a_gap(fixtures, read) -> None:
    extract, frame = read(fixtures / "fingertips.csv")
    assert extract.format == "fingertips"
    assert extract.report.skipped == {
        "unknown indicator: Something not held": 1,
        "area type not held: GPs": 1,
        "area outside London": 1,
        "duplicate": 1,
    }
    assert list(frame["indicator"]) == ["share"] * 4 + ["yearly-rate"]
    assert list(frame["area"]) == ["E09000007", "E92000001", "E92000001", "E09000001", "E09000007"]
    assert frame["category"][2].endswith("(IMD2019): Most deprived decile (IMD2019)")
    assert list(frame["lower"][:2]) == [40, 40]
    assert list(frame["note"]) == ["", "", "", "suppressed", ""]


def test_fingertips_counts_lines_through_the_breaks_in_its_names(fixtures, read) -> None:
    extract, _ = read(fixtures / "fingertips.csv")
    assert {p.rule: p.row for p in extract.report.problems}["duplicate"] == 4
    assert extract.report.problems[0].row == 18


def test_phof_is_read_by_name_with_its_gaps_and_its_value_kept(fixtures, read) -> None:
    extract, frame = read(fixtures / "phof.csv")
    assert extract.format == "phof"
    assert list(frame["level"]) == ["borough", "borough", "country", "region"]
    assert list(frame["note"]) == ["", "not published", "", ""]
    assert frame["value"][3] == 50000


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
@pytest.mark.parametrize("name", ["clean", "fingertips", "phof"])
def test_each_format_reads_the_same_from_a_workbook(name, suffix, fixtures, read, tmp_path) -> None:
    with (fixtures / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    path = tmp_path / f"{name}.{suffix}"
    (_write_xlsx if suffix == "xlsx" else _write_xls)(path, rows)
    _, from_text = read(fixtures / f"{name}.csv")
    extract, from_book = read(path)
    assert extract.format in {"tidy", name}
    assert from_book.equals(from_text)


def _typed(cell: str) -> str | float:
    try:
        return float(cell)
    except ValueError:
        return cell


def _write_xlsx(path: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Contents").write(0, 0, f"Written {dt.date(2020, 1, 1)}")
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number + 3, 0, [_typed(cell) for cell in row])


def _write_xls(path: Path, rows: list[list[str]]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, _typed(cell))
    book.save(str(path))


def test_an_unknown_format_is_refused_with_what_was_found_and_what_there_is(tmp_path, read) -> None:
    path = tmp_path / "file.csv"
    path.write_text("Borough,2011,2012\nCamden,1,2\n", encoding="utf-8")
    with pytest.raises(ExtractError, match=r"Found: Borough, 2011, 2012\.") as caught:
        read(path)
    for name in (*FORMATS, "register"):
        assert name in str(caught.value)


def test_a_format_can_be_forced_and_is_refused_where_it_does_not_fit(fixtures, read) -> None:
    assert read(fixtures / "phof.csv", format="phof")[0].format == "phof"
    assert read(fixtures / "lookup-missing.csv", format="recipe:register")[0].format == "recipe:register"
    with pytest.raises(ExtractError, match="No header of the format fingertips"):
        read(fixtures / "phof.csv", format="fingertips")
    with pytest.raises(ExtractError, match="org, when, events"):
        read(fixtures / "phof.csv", format="recipe:register")
    with pytest.raises(
        ExtractError, match="There is no format 'excel'; the formats are tidy, fingertips, phof, recipe:register"
    ):
        read(fixtures / "phof.csv", format="excel")


def test_a_misspelt_column_of_our_own_format_is_refused(read_rows) -> None:
    with pytest.raises(ExtractError, match="column 'uper'"):
        read_rows("share,E09000007,2016,1,2", header="indicator,area,period,value,uper")


def test_a_bare_name_is_of_the_level_that_its_row_names(read_rows) -> None:
    header = "indicator,level,area,period,value"
    _, frame = read_rows("share,ccg,Camden,2016/17,1", "share,borough,Camden,2016/17,1", header=header)
    assert sorted(frame["area"]) == ["E09000007", "E38000027"]


def test_a_value_that_follows_from_counts_is_left_to_what_is_shown(read_rows) -> None:
    """Kept, it would pass for published, and its small count would be shown."""
    extract, frame = read_rows(
        "share,E09000007,2016/17,,1,4", "share,E09000008,2016/17,*,1,4", "share,E09000009,2016/17,,0,0"
    )
    assert frame["value"].isna().all()
    assert list(frame["note"]) == ["", "suppressed", "not published"]
    assert [p.value for p in extract.report.problems if p.rule == "value-computed"] == ["25"]


def test_a_file_read_twice_gives_and_reports_the_same(fixtures, read) -> None:
    extract, _ = read(fixtures / "conflict.csv")
    before = extract.report
    assert sum(len(frame) for frame in extract.frames()) == 1
    assert extract.report.counts == before.counts
    assert extract.report is not before


observation = st.tuples(
    st.sampled_from(BOROUGHS),
    st.sampled_from(["2016/17", "Apr 2018", "2018/19 Q1", "2016", "Aug 2010-Jul 2013"]),
    st.sampled_from(["Persons", "Male", "Female"]),
    st.sampled_from(["", "Deprivation: most deprived", "Café: naïve"]),
    st.one_of(st.none(), st.floats(0, 100, allow_nan=False).map(lambda value: round(value, 6))),
)


@given(rows=st.lists(observation, min_size=1, max_size=30, unique_by=lambda row: row[:4]), size=st.integers(1, 40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
def test_a_tidy_file_reads_back_as_the_observations_written(rows, size, read_rows) -> None:
    lines = [f"share,{a},{p},{s},{c},{'' if v is None else repr(v)}" for a, p, s, c, v in rows]
    _, frame = read_rows(*lines, header="indicator,area,period,sex,category,value", chunk_rows=size)
    assert list(zip(frame["area"], frame["period"], frame["sex"], frame["category"], strict=True)) == [
        r[:4] for r in rows
    ]
    assert list(frame["value"].fillna(-1)) == [-1 if row[4] is None else row[4] for row in rows]
    assert list(frame["start"]) == [parse_period(row[1]).start for row in rows]
