"""``python -m variation simulate`` writes what it says, the same each time, and refuses in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from variation.commands import cli
from variation.indicators import load_catalogue
from variation.ingest import read_extract
from variation.simulation import read_truth


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["simulate", *map(str, arguments)])


def test_it_writes_an_extract_and_its_truth(tmp_path: Path) -> None:
    done = run("--out", tmp_path / "made.csv", "--truth", tmp_path / "truth.json", "--seed", 7)
    assert done.exit_code == 0, done.output
    assert "illustrative rows" in done.output
    assert "planted" in done.output
    assert read_truth(tmp_path / "truth.json").seed == 7
    header, first = (tmp_path / "made.csv").read_text(encoding="utf-8").splitlines()[:2]
    assert header.startswith("indicator,level,area,period")
    assert first.endswith(",illustrative")


def test_one_indicator_comes_out_as_it_does_among_all(tmp_path: Path) -> None:
    run("--out", tmp_path / "all.csv", "--seed", 7)
    run("--out", tmp_path / "one.csv", "--seed", 7, "--indicator", "suicide")
    among = [
        row for row in (tmp_path / "all.csv").read_text(encoding="utf-8").splitlines() if row.startswith("suicide,")
    ]
    assert (tmp_path / "one.csv").read_text(encoding="utf-8").splitlines()[1:] == among


def test_the_number_of_rows_and_areas_can_be_asked_for(tmp_path: Path) -> None:
    done = run("--out", tmp_path / "made.csv", "--rows", 3000, "--areas", 50, "--indicator", "suicide")
    assert done.exit_code == 0, done.output
    rows = (tmp_path / "made.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == 3000
    assert {row.split(",")[2] for row in rows} == {f"X{n:08}" for n in range(1, 51)}


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [("suicides", "Did you mean suicide?"), ("obesity-year-6", "has no [illustrative] table")],
)
def test_an_indicator_that_cannot_be_simulated_is_refused_with_what_to_do(
    tmp_path: Path, indicator: str, sentence: str
) -> None:
    done = run("--out", tmp_path / "made.csv", "--indicator", indicator)
    assert done.exit_code == 2
    assert sentence in done.output
    assert not (tmp_path / "made.csv").exists()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = run("--out", tmp_path / "nowhere" / "made.csv")
    assert done.exit_code == 2
    assert "There is no folder" in done.output


def test_what_it_writes_is_read_without_a_fault_groups_and_all(tmp_path: Path, data: Path) -> None:
    run("--out", tmp_path / "made.csv.gz", "--rows", 20_000, "--indicator", "suicide", "--indicator", "rtt-18-weeks")
    extract = read_extract(tmp_path / "made.csv.gz", catalogue=load_catalogue(data), data=data)
    categories = {category for frame in extract.frames() for category in frame["category"]}
    assert not extract.report.has_errors
    assert extract.report.rows_loaded == 20_000
    assert {"", "Simulated group: 1"} <= categories
