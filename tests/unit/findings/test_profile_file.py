"""The file of a profile has the figures of its page, says whose they are, and holds nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from datetime import date

import numpy as np
import pytest

from tests import builders as b
from variation import geography
from variation.analyses import Selection
from variation.analyses.profile import profile
from variation.findings.profile_file import COLUMNS, write_profile_csv
from variation.findings.profile_words import profile_title

BARKING = geography.area("E09000002")


@pytest.fixture
def held(tmp_path):
    """A share of 33 boroughs, Barking and Dagenham the first; few events there in another, which are illustrative."""
    shares = [40.0, *np.linspace(45, 55, 32).tolist()]
    few = [0.3, *[50.0] * 32]
    frames = [
        b.proportions(shares, 2000),
        b.england(60.0),
        b.proportions(few, 1000, indicator="smoking", status="illustrative"),
    ]
    store = b.loaded(tmp_path, frames)
    danger = b.indicator(id="smoking", name="=HYPERLINK(1)", short_name="Smoking", polarity="low")
    yield b.catalogue(b.USUAL, danger), store, store.snapshot()
    store.close()


def read(content: bytes) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What stands above the table, and its rows by indicator."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    at = lines.index([])
    rows = [dict(zip(lines[at + 1], row, strict=True)) for row in lines[at + 2 :]]
    return dict(lines[:at]), {row["indicator"]: row for row in rows}  # type: ignore[arg-type]


def test_it_says_whose_it_is_and_has_the_numbers_of_the_page(held):
    found = profile(Selection(), *held, place=BARKING)
    above, rows = read(write_profile_csv(found, {b.USUAL.id: 47.25}, ("Newham", "Brent"), on=date(2026, 11, 24)))
    assert above["title"] == profile_title(found)
    assert (above["area"], above["area_code"]) == ("Barking and Dagenham", "E09000002")
    assert above["snapshot"] == found.snapshot
    assert above["exported"].startswith("2026-11-24")
    assert above["peers"] == "Newham and Brent"
    line = next(line for line in found.lines if line.indicator.id == b.USUAL.id)
    row = rows[b.USUAL.id]
    assert tuple(row) == COLUMNS
    assert [float(row[name]) for name in ("value", "london", "england", "peers_median")] == pytest.approx(
        [line.value, line.london, line.england, 47.25], abs=0.01
    )
    assert float(row["lower_95"]) < line.value < float(row["upper_95"])
    assert row["difference"] == "Worse (99.8 %)"
    assert (row["status"], row["source"]) == ("published", b.USUAL.source)


def test_what_is_withheld_on_the_page_is_withheld_here_and_simulated_figures_are_marked(held):
    above, rows = read(write_profile_csv(profile(Selection(), *held, place=BARKING), {}))
    row = rows["smoking"]
    assert [row[name] for name in ("value", "lower_95", "upper_95", "rank_low")] == [""] * 4
    assert row["note"] == "suppressed"
    assert row["status"] == "illustrative"
    assert above["illustrative"].startswith("ILLUSTRATIVE")


def test_an_absent_benchmark_is_named(held):
    place = geography.area("E09000033")
    _, rows = read(write_profile_csv(profile(Selection(benchmark="england"), *held, place=place), {}))
    assert rows["smoking"]["difference"] == "Not compared: no England figure"


def test_no_cell_is_a_formula(held):
    _, rows = read(write_profile_csv(profile(Selection(), *held, place=BARKING), {}))
    assert rows["smoking"]["indicator_name"] == "'=HYPERLINK(1)"
