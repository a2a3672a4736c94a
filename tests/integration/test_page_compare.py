"""The page Compare over HTTP: its numbers are the analysis's, its links lead on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from tests import builders
from tests.media_read import page_words
from variation.analyses.relation import choose_pair, relate
from variation.figures.theme import STATUS_COLOURS
from variation.findings.relation import ECOLOGICAL, interval_words
from variation.store import LoadInfo

QUERY = "x=smoking-adults&y=bowel-screening&level=borough"


@pytest.fixture(scope="module")
def loaded(application: Any) -> Any:
    """Two indicators of boroughs, years apart, that go against one another but for one area."""
    smoking = [14.0 + k / 3 for k in range(33)]
    screened = [62.0 - k / 2 + (k % 5) for k in range(33)]
    screened[20] = 80.0
    frames = [
        builders.proportions(smoking, 2000, indicator="smoking-adults", period="2011"),
        builders.proportions(screened, 4000, indicator="bowel-screening", period="2015"),
    ]
    served = application.server.config["VARIATION_SERVED"]
    info = LoadInfo("compare.csv", "compare", "tidy", "a test")
    served.store.load(frames, info, builders.Counted(rows_read=len(pd.concat(frames))))
    return served


def test_the_numbers_are_those_of_the_analysis(loaded: Any, client: FlaskClient) -> None:
    snapshot = loaded.snapshot()
    query = {"x": "smoking-adults", "y": "bowel-screening"}
    r = relate(choose_pair(query, loaded.catalogue, loaded.store, snapshot), loaded.catalogue, loaded.store, snapshot)
    text = client.get(f"/compare?{QUERY}").text
    shown = page_words(text)
    c = r.correlation
    assert interval_words(c.pearson, c.pearson_lower, c.pearson_upper) in shown
    assert interval_words(c.spearman, c.spearman_lower, c.spearman_upper) in shown
    assert ECOLOGICAL in shown
    assert "4 years apart" in shown
    figures = json.loads(re.search(r'data-store="page-figures">(.*?)</script>', text)[1])  # type: ignore[index]
    points = next(t for t in figures["relation"]["data"] if t["name"] == "areas")
    assert points["customdata"] == r.y.code[r.used].tolist()


@pytest.mark.usefixtures("loaded")
def test_the_table_has_who_does_best_against_the_line_first_and_leads_to_profiles(client: FlaskClient) -> None:
    text = client.get(f"/compare?{QUERY}").text
    body = text[text.index('id="off-title"') :]
    rows = re.findall(r'<tr data-code="(\w+)">(.*?)</tr>', body)
    assert len(rows) == 33
    first = builders.codes()[20]
    assert rows[0][0] == first
    assert f'href="/area?area={first}"' in rows[0][1]
    assert "Better than expected" in rows[0][1]
    differences = [float(re.findall(r'data-value="([^"]*)"', row)[3]) for _, row in rows]
    assert differences == sorted(differences, reverse=True)


@pytest.mark.usefixtures("loaded")
def test_the_pathway_has_every_area_in_each_strip_and_the_same_figures_as_a_table(client: FlaskClient) -> None:
    strips = client.get(f"/compare?{QUERY}&priority=LTP-CAN").text
    table = client.get(f"/compare?{QUERY}&priority=LTP-CAN&form=table").text
    assert "Pathway: Cancer" in strips
    found = re.findall(r'<div class="strip".*?</div>', strips)
    assert [len(re.findall(r"data-code=", strip)) for strip in found] == [33]
    camden = re.search(r'title="Camden: ([\d.]+) %"', strips)[1]  # type: ignore[index]
    row = re.search(
        r'<tr data-code="E09000007"><th[^>]*><a[^>]*>Camden</a></th>(.*?)</tr>', table[table.index("pathway-table") :]
    )
    assert camden in row[1]  # type: ignore[index]
    assert 'class="strip"' not in table


def test_a_strip_without_anything_to_compare_with_says_so(loaded: Any, client: FlaskClient) -> None:
    assert "nothing to compare with" not in client.get(f"/compare?{QUERY}&priority=LTP-CAN").text
    frame = builders.rows([{"area": code, "value": 90.0} for code in builders.codes()], indicator="breast-screening")
    info = LoadInfo("values.csv", "values", "tidy", "a test")
    loaded.store.load([frame], info, builders.Counted(rows_read=len(frame)))
    assert "nothing to compare with" in client.get(f"/compare?{QUERY}&priority=LTP-CAN").text


@pytest.mark.usefixtures("loaded")
def test_a_page_is_small(client: FlaskClient) -> None:
    assert len(client.get(f"/compare?{QUERY}").data) < 150_000


def test_colours_of_the_style_sheet_are_those_of_the_theme(project: Path) -> None:
    css = (project / "assets" / "page-compare.css").read_text()
    names = {("high", 2): "b2", ("high", 1): "b1", ("low", 1): "w1", ("low", 2): "w2", ("high", 0): "s"}
    names |= {("none", 2): "u2", ("none", 1): "u1", ("none", -1): "d1", ("none", -2): "d2"}
    for (polarity, status), name in names.items():
        found = re.search(rf"\.compare \.{name}\b[^{{]*{{ background: (#\w+)", css)
        assert found is not None, name
        assert found[1].upper() == STATUS_COLOURS[polarity][status]
