"""Denominators from another file: the month's own, or an earlier one, openly."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.builders import RATE, catalogue, indicator
from variation.errors import ExtractError
from variation.ingest import Extract, read_extract

CATALOGUE = catalogue(indicator(id="rate", levels=("ccg",), frequency="month", **RATE))
RECIPE = """
id = "made-up"
name = "Made-up returns"
publisher = "Office of Examples"
source_url = "https://example.org"
licence = "Open Government Licence v3.0"
recognise = ["Org", "Month", "Seen"]
roll_up = "stp"

[area]
columns = "Org"
level = "ccg"

[period]
columns = "Month"
frequency = "month"

[lookups.list]
file = "list*.csv"
area = "Code"
level = "ccg"
period = "Month"
value = "Patients"
carry_forward = true
note = "list of {period} carried forward"

[[indicators]]
id = "rate"
count = "Seen"
lookup = "list"
"""
TABLE = "Org,Month,Seen\n07M,Apr 2018,30\n07M,May 2018,33\n07M,Jul 2018,36\nEngland,Apr 2018,9000\n"
LIST = "Code,Month,Patients\n07M,2018-05-01,3300\n07M,2018-04-01,3000\n01C,2018-04-01,9\n"


def read(folder: Path, *, recipe: str = RECIPE, lists: str | None = LIST) -> tuple[pd.DataFrame, Extract]:
    (folder / "sources").mkdir(exist_ok=True)
    (folder / "sources" / "made-up.toml").write_text(recipe, encoding="utf-8")
    (folder / "returns.csv").write_text(TABLE, encoding="utf-8")
    if lists is not None:
        (folder / "list_2018.csv").write_text(lists, encoding="utf-8")
    extract = read_extract(folder / "returns.csv", catalogue=CATALOGUE, data=folder)
    frames = list(extract.frames())
    return pd.concat(frames) if frames else pd.DataFrame(), extract


def test_each_month_takes_its_own_denominator_and_later_ones_the_latest(tmp_path: Path) -> None:
    frame, _ = read(tmp_path)
    assert list(frame["period"]) == ["Apr 2018", "May 2018", "Jul 2018"]
    assert list(frame["denominator"]) == [3000, 3300, 3300]
    assert list(frame["value"]) == pytest.approx([10, 10, 36000 / 3300])
    assert list(frame["note"]) == ["", "", "list of May 2018 carried forward"]


def test_without_carrying_forward_later_months_have_no_observation(tmp_path: Path) -> None:
    frame, _ = read(tmp_path, recipe=RECIPE.replace("carry_forward = true", "carry_forward = false"))
    assert list(frame["period"]) == ["Apr 2018", "May 2018"]


def test_a_figure_is_never_carried_backward(tmp_path: Path) -> None:
    frame, _ = read(tmp_path, lists="Code,Month,Patients\n07M,2018-06-01,3300\n")
    assert list(frame["period"]) == ["Jul 2018"]


def test_without_the_file_its_indicators_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    frame, extract = read(tmp_path, lists=None)
    assert frame.empty
    problem = next(p for p in extract.report.problems if p.rule == "lookup-missing")
    assert problem.severity == "warning"
    assert "list*.csv" in problem.value
    assert "rate" in problem.expected


def test_the_file_may_stand_among_the_recipes(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "list_2018.csv").write_text(LIST, encoding="utf-8")
    frame, _ = read(tmp_path, lists=None)
    assert len(frame) == 3


def test_one_figure_an_area_serves_every_period_with_its_note(tmp_path: Path) -> None:
    recipe = RECIPE.replace('period = "Month"\n', "").replace("{period} carried forward", "2015")
    frame, _ = read(tmp_path, recipe=recipe, lists="Code,Patients\n07M,3000\n")
    assert list(frame["denominator"]) == [3000, 3000, 3000]
    assert set(frame["note"]) == {"list of 2015"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("07M,2018-06-01,none", "must be a number above 0"),
        ("07M,2018-06-01,0", "must be a number above 0"),
        ("07M,Smarch,3300", "Write it as Apr 2018"),
        ("07M,2018-04-01,3001", "two figures for one period"),
    ],
)
def test_a_wrong_denominator_is_refused_with_its_file(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ExtractError, match=message) as raised:
        read(tmp_path, lists=LIST + line + "\n")
    assert "list_2018.csv" in str(raised.value)
