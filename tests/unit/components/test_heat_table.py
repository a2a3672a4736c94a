"""A cell of the heat table says by letter and class what the comparison says; colours are those of the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from components.first_page import render
from components.heat_table import CLASSES, explore_link, heat_table, overview_link
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


def cells(html: str) -> dict[str, tuple[str, str, str]]:
    """Class, title and text by code."""
    found = re.findall(r'<td class="(\w+)" title="([^"]*)" data-code="(\w+)">([^<]*)</td>', html)
    return {code: (kind, title, text) for kind, title, code, text in found}


def test_a_cell_has_its_letter_class_value_interval_and_period(shown: Any) -> None:
    codes = b.codes()
    found = cells(render(heat_table(shown())))
    assert len(found) == 33
    assert found[codes[0]][0] == "s0"
    assert found[codes[0]][2] == ""
    kind, title, text = found[codes[30]]
    assert (kind, text) == ("b2", "▼")
    assert re.fullmatch(r"Waltham Forest 20\.0 % \(18\.9 to 21\.1\), 2016: better, 99\.8 %", title)
    assert found[codes[31]][::2] == ("w2", "▲")
    assert found[codes[32]] == ("x0", "Westminster not published, 2016", "×")


def test_values_and_fifths_are_written_in_the_cells(shown: Any) -> None:
    codes = b.codes()
    assert cells(render(heat_table(shown(show="value"))))[codes[31]][2] == "80.0▲"
    fifths = cells(render(heat_table(shown(show="fifths"))))
    assert fifths[codes[30]][::2] == ("q0", "1")
    assert fifths[codes[31]][::2] == ("q4", "5")


def test_every_cell_is_under_the_head_of_its_area(shown: Any) -> None:
    html = render(heat_table(shown()))
    heads = re.findall(r'<th class="area" scope="col" data-code="(\w+)">', html)
    assert heads == list(cells(html)) == b.codes()


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
    assert any("32 figures are compared here" in text and "at most 0.1" in text for text in words.reading(found))


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
