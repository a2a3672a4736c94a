"""The illustrative series that ship are what the code simulates, marked as such, at the level of their indicators."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from variation.indicators import Catalogue, load_catalogue
from variation.ingest import read_extract
from variation.observations import COLUMNS
from variation.simulation import frames
from variation.simulation.write import block_lines

REMEDY = "the catalogue or the simulation has changed: run python scripts/build_shipped_extracts.py"


@pytest.fixture(scope="module")
def script(project: Path) -> ModuleType:
    sys.path.insert(0, str(project / "scripts"))
    try:
        return importlib.import_module("build_shipped_extracts")
    finally:
        sys.path.pop(0)


@pytest.fixture(scope="module")
def catalogue(data: Path) -> Catalogue:
    return load_catalogue(data)


@pytest.fixture(scope="module")
def shipped(data: Path) -> dict[str, str]:
    """The text of each illustrative file."""
    return {
        path.name: gzip.decompress(path.read_bytes()).decode("utf-8")
        for path in sorted((data / "extracts").glob("illustrative-*"))
    }


@pytest.fixture(scope="module")
def rows(shipped: dict[str, str]) -> list[dict[str, str]]:
    return [row for text in shipped.values() for row in csv.DictReader(io.StringIO(text))]


def test_the_files_are_what_the_code_simulates_now(script, data: Path, shipped: dict[str, str]) -> None:
    made = {
        name: "".join(line for block in simulated.blocks() for line in block_lines(block))
        for name, simulated in script.illustrative(data).items()
    }
    assert set(made) == set(shipped), REMEDY
    for name, text in shipped.items():
        assert text.split("\n", 1)[1] == made[name], f"{name}: {REMEDY}"


def test_each_illustrative_indicator_has_its_series_and_no_published_one_has(catalogue, rows) -> None:
    wanted = {i.id for i in catalogue.indicators.values() if i.status == "illustrative" and i.illustrative is not None}
    assert {row["indicator"] for row in rows} == wanted, REMEDY


def test_every_row_is_marked_illustrative_in_the_columns_of_our_format(rows) -> None:
    assert set(rows[0]) == set(COLUMNS) - {"start", "end"}
    assert {row["status"] for row in rows} == {"illustrative"}


def test_all_extracts_together_are_less_than_three_megabytes(data: Path) -> None:
    assert sum(path.stat().st_size for path in (data / "extracts").iterdir()) < 3_000_000


def test_series_exist_at_the_levels_of_the_catalogue_and_for_london(catalogue, rows) -> None:
    levels = defaultdict(set)
    for row in rows:
        levels[row["indicator"]].add(row["level"])
    for name, found in levels.items():
        assert set(catalogue.indicator(name).levels) | {"region"} == found - {"country"}


def test_the_last_period_has_the_level_and_spread_of_the_indicator(catalogue, rows) -> None:
    """Of every indicator roughly, of all together closely: one draw of 33 areas scatters round its table."""
    values = defaultdict(dict)
    for row in rows:
        indicator = catalogue.indicator(row["indicator"])
        first = (indicator.sexes[0], indicator.ages[0])
        if row["level"] == indicator.illustrative.level and (row["sex"], row["age"]) == first and row["value"]:
            values[row["indicator"]].setdefault(row["period"], {})[row["area"]] = float(row["value"])
    off, width = [], []
    for name, periods in values.items():
        table = catalogue.indicator(name).illustrative
        last = np.array([v for area, v in list(periods.values())[-1].items() if area != "E09000001"])
        span = table.high - table.low
        off.append(abs(np.median(last) - table.median) / span)
        width.append((last.max() - last.min()) / span)
        assert len(periods) == table.periods
    assert max(off) < 0.3
    assert np.mean(off) < 0.1
    assert min(width) > 0.4
    assert max(width) < 2.5
    assert np.median(width) == pytest.approx(1, abs=0.15)


def test_no_small_count_is_shown_below_london(rows) -> None:
    shown = [row for row in rows if row["level"] in {"borough", "ccg", "stp"} and row["count"]]
    assert not [row for row in shown if 0 < float(row["count"]) < 5]
    assert [row for row in rows if row["note"] == "suppressed"]


def test_our_own_reader_takes_every_row_as_it_was_simulated(script, catalogue, data: Path, shipped) -> None:
    for name, simulated in script.illustrative(data).items():
        extract = read_extract(data / "extracts" / name, catalogue=catalogue, data=data)
        found = pd.concat(extract.frames(), ignore_index=True)
        wanted = pd.concat(frames(simulated.blocks()), ignore_index=True)
        assert not extract.report.has_errors
        assert extract.report.rows_loaded == len(found) == len(wanted)
        keys = ["indicator", "level", "area", "end", "start", "sex", "age"]
        both = found.merge(wanted, on=keys, how="outer", validate="one_to_one", suffixes=("", "_made"))
        assert len(both) == len(wanted)
        for column in ("period", "note", "status", "category"):
            assert (both[column] == both[f"{column}_made"]).all(), column
        for column in ("value", "count", "denominator", "lower", "upper"):
            assert np.array_equal(both[column].isna(), both[f"{column}_made"].isna()), column
