"""Rows are written in the order and form of our own extract, and the same rows give the same bytes."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from variation.observations import COLUMNS, NUMBERS
from variation.simulation import Places, Simulation, frames, synthetic, write_extract
from variation.simulation.write import HEADER


@pytest.fixture
def made(build, places: Places):
    few = build(id="few-events", low=0.5, median=1.0, high=2.0, denominator=300.0, sexes=("Persons", "Female", "Male"))
    rate = build(id="a-rate", measure="standardised rate", multiplier=1000.0, ages=("0, 1 or 2",))
    return Simulation([few, rate, build(id="a-mean", measure="mean", decimals=2)], places, seed=4)


def test_a_file_reads_back_as_the_frames_say(made, tmp_path: Path) -> None:
    written = write_extract(tmp_path / "made.csv", made.blocks())
    found = pd.read_csv(tmp_path / "made.csv", dtype=str, keep_default_na=False)
    wanted = pd.concat(frames(made.blocks()), ignore_index=True)
    assert tuple(found.columns) == HEADER
    assert tuple(wanted.columns) == COLUMNS
    assert len(found) == len(wanted) == written
    for column in HEADER:
        if column in NUMBERS:
            assert np.allclose(pd.to_numeric(found[column]), wanted[column], atol=0.0501, equal_nan=True)
        else:
            assert (found[column] == wanted[column]).all()
    assert set(found["status"]) == {"illustrative"}


def test_a_hidden_count_leaves_value_count_and_limits_blank_and_says_so(made, tmp_path: Path) -> None:
    write_extract(tmp_path / "made.csv", made.blocks())
    with (tmp_path / "made.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    hidden = [row for row in rows if row["note"] == "suppressed"]
    assert hidden
    assert {row["value"] + row["count"] + row["lower"] + row["upper"] for row in hidden} == {""}
    assert all(row["denominator"] for row in hidden)
    assert not [row for row in rows if row["level"] == "borough" and row["count"] in {"1", "2", "3", "4"}]


def test_the_same_simulation_gives_the_same_bytes_compressed_too(made, tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv", "one.csv.gz", "two.csv.gz"):
        write_extract(tmp_path / name, made.blocks())
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    assert (tmp_path / "one.csv.gz").read_bytes() == (tmp_path / "two.csv.gz").read_bytes()
    assert gzip.decompress((tmp_path / "one.csv.gz").read_bytes()) == (tmp_path / "one.csv").read_bytes()


def test_exactly_the_rows_asked_for_are_written(build, places: Places, tmp_path: Path) -> None:
    for rows in (1, 100, 12_345):
        made = Simulation([build()], places, seed=1, rows=rows)
        assert write_extract(tmp_path / "made.csv", made.blocks(), rows=rows) == rows
        assert len((tmp_path / "made.csv").read_text(encoding="utf-8").splitlines()) == rows + 1


def test_no_row_is_written_twice(build, places: Places, tmp_path: Path) -> None:
    made = Simulation([build(), build(id="another")], places, seed=1, rows=5000)
    found = pd.concat(frames(made.blocks()), ignore_index=True)
    assert not found.duplicated(["indicator", "area", "period", "sex", "age", "category"]).any()


def test_made_up_areas_have_rows_at_one_level_only(build) -> None:
    made = Simulation([build(levels=("ccg", "stp"), level="ccg")], synthetic(200), seed=1)
    found = pd.concat(frames(made.blocks()))
    assert set(found["level"]) == {"ccg"}
    assert found["area"].nunique() == 200


def test_a_file_that_fails_half_way_leaves_the_older_one_alone(made, tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    path.write_text("older", encoding="utf-8")

    def broken():
        yield next(iter(made.blocks()))
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_extract(path, broken())
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]
