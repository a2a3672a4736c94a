"""A cell of the heat table says by letter and class what the comparison says; colours are those of the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from components.heat_table import (
    CLASSES,
    COMPARED,
    explore_link,
    fresh_table,
    heat_table,
    overview_link,
    ranking_table,
)
from tests import builders as b
from variation.analyses.overview import Overview, overview
from variation.analyses.overview_choice import overview_choice
from variation.figures import theme
from variation.findings import overview as words

CSS = "assets/page-overview.css"


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Any]:
    stores = []

    def ask(**query: str) -> Overview:
        catalogue = b.catalogue(b.indicator(polarity="low"))
        if not stores:
            shares = np.array([50.0] * 30 + [20.0, 80.0])
            stores.append(b.loaded(tmp_path, [b.proportions(shares.tolist(), 5000), b.london(50.0)]))
        store = stores[0]
        choice = overview_choice(query, catalogue, store, store.snapshot())
        return overview(choice, catalogue, store, store.snapshot())

    yield ask
    for store in stores:
        store.close()


def cells(o: Overview) -> dict[str, tuple[str, str, str]]:
    """Class, words and text of the first row's cells by code."""
    table = heat_table(o)
    row = table["groups"][0][1][0]["areas"]
    codes = [code for code, _ in table["areas"]]
    return dict(zip(codes, zip(row["kind"], row["said"], row["text"], strict=True), strict=True))


def test_a_cell_has_its_letter_class_value_and_interval(shown: Any) -> None:
    codes = b.codes()
    found = cells(shown())
    assert list(found) == codes
    assert found[codes[0]][::2] == ("s0", "")
    assert found[codes[30]] == ("b2", "20.0 % (18.9 to 21.1)", "▼")
    assert found[codes[31]][::2] == ("w2", "▲")
    assert found[codes[32]] == ("x0", "not published", "×")


def test_a_row_says_what_stands_beside_its_cells(shown: Any) -> None:
    row = heat_table(shown())["groups"][0][1][0]
    assert (row["name"], row["href"], row["marks"]) == ("Health checks", "/?indicator=checks&level=borough", [])
    assert [cell[0] for cell in row["cells"]] == ["low", "2016", row["cells"][2][0], "2 of 32", "1 / 1", "–"]
    assert row["areas"]["period"] == "2016"


def test_values_and_fifths_are_written_in_the_cells(shown: Any) -> None:
    codes = b.codes()
    assert cells(shown(show="value"))[codes[31]][2] == "80.0▲"
    fifths = cells(shown(show="fifths"))
    assert fifths[codes[30]][::2] == ("q0", "1")
    assert fifths[codes[31]][::2] == ("q4", "5")


def test_the_ranking_sorts_by_numbers_and_not_by_words(shown: Any) -> None:
    found = shown()
    (row,) = ranking_table(found)["groups"][0][1]
    line = found.ranking[0]
    assert row["cells"][2][3] == round(line.surveyed.relative, 5)
    assert row["cells"][4][::3] == ["2 of 32", 2]
    assert row["cells"][6][3] == 201612


def test_what_is_held_has_two_cells_a_level(shown: Any) -> None:
    table = fresh_table(shown())
    (row,) = table["groups"][0][1]
    assert len(table["heads"]) == 1 + len(row["cells"])
    assert [cell[0] for cell in row["cells"]] == ["2016", "32 of 33", "–", "–", "–", "–"]


def test_every_class_unlike_the_benchmark_has_its_words() -> None:
    assert set(COMPARED) == {kind for kinds in CLASSES.values() for status, kind in kinds.items() if status}


def test_links_keep_the_choice(shown: Any) -> None:
    found = shown(show="value", sort="name")
    assert explore_link(found.lines[0]) == "/?indicator=checks&level=borough"
    assert overview_link(found, page=2) == "/overview?level=borough&show=value&sort=name&page=2"
    assert overview_link(found, show="") == "/overview?level=borough&sort=name"


def test_the_finding_tells_the_numbers_of_the_analysis(shown: Any) -> None:
    found = shown()
    line = found.greatest
    assert line is not None
    said = words.finding(found)
    assert said.startswith(
        "1 of 1 indicators can compare boroughs with London; each has boroughs outside 99.8 % limits."
    )
    assert f"Health checks, 2016: {words.percent(line.surveyed.relative)} of the mean; 2 of 32 boroughs" in said
    assert "At most 0.1" not in said
    reading = words.explain_heat(found)
    assert "32 figures are compared in all rows" in reading
    assert "at most 0.1" in reading


@pytest.mark.parametrize(
    ("share", "text"), [(0.934, "93 %"), (0.1, "10 %"), (0.034, "3.4 %"), (0.0, "0 %"), (float("nan"), "–")]
)
def test_small_shares_have_a_digit_more(share: float, text: str) -> None:
    assert words.percent(share) == text


def test_colours_are_those_of_the_theme(project: Path) -> None:
    css = (project / CSS).read_text()

    def colour(kind: str) -> str:
        return re.search(rf"\.overview \.{kind} \{{ background: (#\w+)", css)[1].upper()  # type: ignore[index]

    for polarity, classes in CLASSES.items():
        for status, kind in classes.items():
            assert colour(kind) == theme.STATUS_COLOURS[polarity][status]
    assert [colour(f"q{k}") for k in range(5)] == list(theme.SEQUENTIAL)
