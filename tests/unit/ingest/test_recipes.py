"""A publisher's table becomes observations as its recipe says."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.builders import RATE, catalogue, indicator
from variation.errors import ExtractError
from variation.ingest import Extract, read_extract
from variation.observations import COLUMNS

NCL = {"07M": "E38000005", "07R": "E38000027", "07X": "E38000057", "08D": "E38000072", "08H": "E38000088"}
NORTH_CENTRAL = "E54000028"
BARNET, CAMDEN = NCL["07M"], NCL["07R"]
CATALOGUE = catalogue(
    indicator(id="share", levels=("ccg", "stp"), frequency="month"),
    indicator(id="rate", levels=("ccg",), frequency="month", **RATE),
    indicator(id="score", measure="mean", unit="", multiplier=1, frequency="month"),
)
HEAD = """
id = "made-up"
name = "Made-up returns"
publisher = "Office of Examples"
source_url = "https://example.org"
licence = "Open Government Licence v3.0"
"""
PLAIN = """
recognise = ["Org", "Month", "Seen", "Asked"]

[area]
columns = "Org"
level = "ccg"

[period]
columns = "Month"
frequency = "month"

[[indicators]]
id = "share"
count = "Seen"
denominator = "Asked"
"""

Reader = Callable[..., tuple[pd.DataFrame, Extract]]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read a table by a recipe: all its observations, and the extract with its report."""

    def reader(recipe: str, table: str, *, name: str = "returns.csv") -> tuple[pd.DataFrame, Extract]:
        (tmp_path / "sources").mkdir(exist_ok=True)
        (tmp_path / "sources" / "made-up.toml").write_text(HEAD + recipe, encoding="utf-8")
        path = tmp_path / name
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "wt", encoding="utf-8") as file:
            file.write(table)
        extract = read_extract(path, catalogue=CATALOGUE, data=tmp_path)
        frames = list(extract.frames())
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(COLUMNS)), extract

    return reader


def at(frame: pd.DataFrame, area: str, **where: str) -> pd.Series:
    """The one observation of an area."""
    found = frame[frame["area"] == area]
    for column, value in where.items():
        found = found[found[column] == value]
    assert len(found) == 1, found
    return found.iloc[0]


def test_a_wide_table_gives_count_denominator_and_value(read: Reader) -> None:
    frame, extract = read(PLAIN, "Org,Month,Seen,Asked\n07M,2018-04-01,30,120\n07R,2018-04-01,1,2\n")
    barnet = at(frame, BARNET)
    assert (barnet["count"], barnet["denominator"], barnet["value"]) == (30, 120, 25)
    assert (barnet["indicator"], barnet["level"], barnet["period"]) == ("share", "ccg", "Apr 2018")
    assert (barnet["start"], barnet["end"], barnet["sex"], barnet["status"]) == (201804, 201804, "Persons", "published")
    assert list(frame.columns) == list(COLUMNS)
    assert extract.format == "recipe:made-up"
    assert (extract.report.rows_read, extract.report.rows_loaded) == (2, 2)


def test_rows_of_areas_not_held_here_are_counted_and_left_out(read: Reader) -> None:
    frame, extract = read(PLAIN, "Org,Month,Seen,Asked\n07M,2018-04-01,30,120\n01C,2018-04-01,1,2\n")
    assert list(frame["area"]) == [BARNET]
    assert extract.report.skipped == {"area not held here": 1}
    assert not extract.report.has_errors


def test_a_file_without_any_area_held_here_is_refused(read: Reader) -> None:
    with pytest.raises(ExtractError, match="None of its areas is held here"):
        read(PLAIN, "Org,Month,Seen,Asked\n01C,2018-04-01,1,2\n")


def test_a_row_of_london_or_england_is_taken_whatever_the_level(read: Reader) -> None:
    frame, _ = read(PLAIN, "Org,Month,Seen,Asked\n07M,Apr 2018,30,120\nEngland,Apr 2018,300,900\n")
    assert at(frame, "E92000001")["level"] == "country"


def test_a_borough_in_a_file_of_ccgs_is_not_taken_for_a_ccg(read: Reader) -> None:
    frame, extract = read(PLAIN, "Org,Month,Seen,Asked\n07M,Apr 2018,30,120\nE09000007,Apr 2018,1,2\n")
    assert list(frame["level"]) == ["ccg"]
    assert extract.report.skipped == {"area not held here": 1}


def test_footprints_are_made_by_adding_counts_when_every_member_is_there(read: Reader) -> None:
    table = "Org,Month,Seen,Asked\n" + "".join(f"{c},Apr 2018,{n},100\n" for n, c in enumerate(NCL, start=1))
    frame, _ = read("roll_up = 'stp'\n" + PLAIN, table)
    whole = at(frame, NORTH_CENTRAL)
    assert (whole["count"], whole["denominator"], whole["value"], whole["level"]) == (15, 500, 3, "stp")
    assert whole["note"] == "sum of its 5 CCGs"


@pytest.mark.parametrize("lost", ["07M,Apr 2018,*,100\n", "07M,Apr 2018,,100\n", ""])
def test_a_footprint_with_a_member_missing_or_suppressed_is_not_made(read: Reader, lost: str) -> None:
    others = "".join(f"{c},Apr 2018,1,100\n" for c in NCL if c != "07M")
    frame, _ = read("roll_up = 'stp'\n" + PLAIN, "Org,Month,Seen,Asked\n" + others + lost)
    assert NORTH_CENTRAL not in set(frame["area"])


def test_a_footprint_that_is_published_is_not_made_again(read: Reader) -> None:
    table = "Org,Month,Seen,Asked\n" + "".join(f"{c},Apr 2018,1,100\n" for c in NCL) + "93C,Apr 2018,7,100\n"
    frame, _ = read("roll_up = 'stp'\n" + PLAIN, table)
    assert at(frame, NORTH_CENTRAL)["count"] == 7


def test_a_suppressed_count_is_kept_as_suppressed_with_its_denominator(read: Reader) -> None:
    frame, _ = read(PLAIN, "Org,Month,Seen,Asked\n07M,Apr 2018,*,120\n07R,Apr 2018,,50\n")
    barnet, camden = at(frame, BARNET), at(frame, CAMDEN)
    assert np.isnan(barnet["value"])
    assert (barnet["note"], barnet["denominator"]) == ("suppressed", 120)
    assert camden["note"] == "not published"


def test_a_denominator_of_none_gives_no_value_and_says_so(read: Reader) -> None:
    frame, extract = read("zero = '-'\n" + PLAIN, "Org,Month,Seen,Asked\n07M,Apr 2018,-,0\n")
    barnet = at(frame, BARNET)
    assert np.isnan(barnet["value"])
    assert (barnet["count"], barnet["note"]) == (0, "none counted in the period")
    assert not extract.report.has_errors


def test_columns_are_added_up_and_taken_off(read: Reader) -> None:
    recipe = PLAIN.replace('denominator = "Asked"', 'denominator = ["Asked", "Late", "-Void"]')
    frame, _ = read(recipe, "Org,Month,Seen,Asked,Late,Void\n07M,Apr 2018,30,100,30,10\n")
    assert at(frame, BARNET)["denominator"] == 120


def test_a_column_under_an_old_and_a_new_heading_is_one(read: Reader) -> None:
    recipe = PLAIN.replace('count = "Seen"', 'count = "answered"') + '\n[columns]\nanswered = ["SEEN in all", "Seen"]\n'
    frame, _ = read(recipe, "Org,Month,Seen,SEEN in all,Asked\n07M,Apr 2018,,30,120\n07R,Apr 2018,9,,12\n")
    assert (at(frame, BARNET)["count"], at(frame, CAMDEN)["count"]) == (30, 9)


def test_only_rows_that_hold_the_cells_named_are_read(read: Reader) -> None:
    recipe = 'where = { Kind = ["Total  all", "Sum"], Mode = "!Unknown" }\n' + PLAIN
    table = (
        "Org,Month,Kind,Mode,Seen,Asked\n07M,Apr 2018,total all,In  person,30,120\n"
        "07R,Apr 2018,Other,In person,1,2\n07X,Apr 2018,Sum,unknown,1,2\n"
    )
    frame, extract = read(recipe, table)
    assert list(frame["area"]) == [BARNET]
    assert extract.report.skipped == {"rows that the recipe leaves out": 2}


LONG = (
    PLAIN.replace('["Org", "Month", "Seen", "Asked"]', '["Org", "Month", "Measure", "Figure"]')
    .replace('"Asked"', '["asked", "-void"]')
    .replace('"Seen"', '"seen"')
    + '\n[long]\nname = "Measure"\nvalue = "Figure"\n'
)


def test_a_long_table_is_read_by_the_names_of_its_figures(read: Reader) -> None:
    table = "Org,Month,Measure,Figure\n07M,Apr 2018,Seen,30\n07M,Apr 2018,asked,130\n07M,Apr 2018,void,10\n"
    frame, _ = read(LONG, table)
    barnet = at(frame, BARNET)
    assert (barnet["count"], barnet["denominator"], barnet["value"]) == (30, 120, 25)


def test_a_total_with_a_part_missing_is_not_made(read: Reader) -> None:
    frame, _ = read(LONG, "Org,Month,Measure,Figure\n07M,Apr 2018,Seen,30\n07M,Apr 2018,asked,130\n")
    barnet = at(frame, BARNET)
    assert np.isnan(barnet["denominator"])
    assert barnet["note"] == "not published"


PARTS = """
recognise = ["Org", "Month", "Status", "Number"]
aggregate = true

[area]
columns = "Org"
level = "ccg"

[period]
columns = "Month"
frequency = "month"

[[indicators]]
id = "share"
count = "Number"
denominator = "Number"
where = { Status = "!Unknown" }
count_where = { Status = "Missed" }
"""


def test_parts_are_added_up_by_area_and_period(read: Reader) -> None:
    table = (
        "Org,Month,Status,Number\n07M,MAR2019,Missed,4\n07M,MAR2019,Missed,1\n07M,MAR2019,Came,45\n"
        "07M,MAR2019,Unknown,9\n07R,MAR2019,Came,8\n"
    )
    frame, extract = read(PARTS, table, name="returns.csv.gz")
    barnet, camden = at(frame, BARNET), at(frame, CAMDEN)
    assert (barnet["count"], barnet["denominator"], barnet["value"]) == (5, 50, 10)
    assert (camden["count"], camden["denominator"]) == (0, 8)
    assert extract.report.skipped == {"rows that no indicator uses": 1}


def test_a_merged_ccg_stands_for_its_footprint(read: Reader) -> None:
    frame, _ = read(PLAIN, "Org,Month,Seen,Asked\n93C,Apr 2020,30,120\n")
    assert at(frame, NORTH_CENTRAL)["level"] == "stp"


def test_a_merged_ccg_gives_way_to_the_row_of_its_footprint(read: Reader) -> None:
    recipe = PLAIN.replace('level = "ccg"', 'level_column = "Kind"\nlevels = { CCG = "ccg", ICB = "stp" }')
    table = "Org,Kind,Month,Seen,Asked\n93C,CCG,Apr 2020,30,120\nQMJ,ICB,Apr 2020,31,120\n93C,CCG,May 2020,5,120\n"
    frame, extract = read(recipe, table)
    assert at(frame, NORTH_CENTRAL, period="Apr 2020")["count"] == 31
    assert at(frame, NORTH_CENTRAL, period="May 2020")["count"] == 5
    assert sum(extract.report.skipped.values()) == 1


def test_the_same_row_twice_is_dropped_and_another_for_it_is_an_error(read: Reader) -> None:
    same = "07M,Apr 2018,30,120\n"
    frame, extract = read(PLAIN, "Org,Month,Seen,Asked\n" + same + same)
    assert len(frame) == 1
    assert not extract.report.has_errors
    _, extract = read(PLAIN, "Org,Month,Seen,Asked\n" + same + "07M,Apr 2018,31,120\n")
    problem = next(p for p in extract.report.problems if p.rule == "conflict")
    assert (problem.row, problem.column, problem.value) == (3, "Seen", "31")


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("07M,Apr 2018,3O,120", "number", "Seen"),
        ("07M,Smarch 2018,30,120", "period", "Month"),
        (",Apr 2018,30,120", "area-missing", "Org"),
        ("07M,Apr 2018,130,120", "numerator-above-denominator", "count"),
    ],
)
def test_a_row_in_error_is_reported_with_its_place(read: Reader, row: str, rule: str, column: str) -> None:
    frame, extract = read(PLAIN, f"Org,Month,Seen,Asked\n07R,Apr 2018,1,2\n{row}\n")
    problem = next(p for p in extract.report.problems if p.rule == rule)
    assert (problem.row, problem.column, problem.severity) == (3, column, "error")
    report = extract.report
    assert (report.rows_read, report.rows_loaded, report.rows_rejected) == (2, 1, 1)
    assert list(frame["area"]) == [CAMDEN]


def test_a_column_that_the_recipe_needs_and_the_file_lacks_is_named(read: Reader) -> None:
    recipe = PLAIN.replace('count = "Seen"', 'count = "Heard"')
    with pytest.raises(ExtractError, match="needs the column 'Heard'"):
        read(recipe, "Org,Month,Seen,Asked\n07M,Apr 2018,30,120\n")


def test_the_period_may_stand_above_the_table(read: Reader) -> None:
    recipe = PLAIN.replace('"Month", ', "").replace('columns = "Month"', 'columns = "Month"\ntitle = "Period:"')
    frame, _ = read(recipe, "Title:,Returns,,\nPeriod:,April 2013,,\n,,,\nOrg,Seen,Asked\n07M,30,120\n")
    assert at(frame, BARNET)["period"] == "Apr 2013"


def test_the_period_may_stand_in_two_columns(read: Reader) -> None:
    recipe = PLAIN.replace('columns = "Month"', 'columns = ["Month", "Year"]')
    frame, _ = read(recipe, "Org,Year,Month,Seen,Asked\n07M,2013-14,JANUARY ,30,120\n")
    assert at(frame, BARNET)["period"] == "Jan 2014"


def test_a_value_without_counts_is_taken_as_published(read: Reader) -> None:
    recipe = PLAIN.replace(
        '"share"\ncount = "Seen"\ndenominator = "Asked"', '"score"\nvalue = "Seen"\nvalue_times = 100'
    )
    frame, _ = read(recipe, "Org,Month,Seen,Asked\n07M,Apr 2018,0.25,\n")
    barnet = at(frame, BARNET)
    assert barnet["value"] == 25
    assert np.isnan(barnet["count"])


def test_a_note_of_the_source_is_said_of_every_observation(read: Reader) -> None:
    frame, _ = read('note = "rounded to 5"\n' + PLAIN, "Org,Month,Seen,Asked\n07M,Apr 2018,30,120\n")
    assert at(frame, BARNET)["note"] == "rounded to 5"


def test_an_indicator_without_rows_is_said_and_a_file_without_any_is_refused(read: Reader) -> None:
    recipe = PLAIN + '\n[[indicators]]\nid = "score"\nvalue = "Seen"\nwhere = { Kind = "Scored" }\n'
    frame, extract = read(recipe, "Org,Month,Kind,Seen,Asked\n07M,Apr 2018,Total,30,120\n")
    assert set(frame["indicator"]) == {"share"}
    assert [p.value for p in extract.report.problems if p.rule == "indicator-unmade"] == ["score"]
    recipe = PLAIN + 'where = { Kind = "Scored" }\n'
    with pytest.raises(ExtractError, match="no row that an indicator of the source made-up uses"):
        read(recipe, "Org,Month,Kind,Seen,Asked\n07M,Apr 2018,Total,30,120\n")
