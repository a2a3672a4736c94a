"""Small multiples over HTTP: panels are the analysis's, in its order."""

from __future__ import annotations

import json
import re
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from tests import builders
from variation import geography
from variation.store import LoadInfo

QUERY = "indicator=recorded-diabetes&level=borough"


@pytest.fixture(scope="module", autouse=True)
def loaded(application: Any) -> Any:
    """Four years of an indicator; areas rise the faster the later their name."""
    frames = [
        builders.proportions(
            [5.0 + k / 10 + year * k / 30 for k in range(33)],
            3000,
            indicator="recorded-diabetes",
            period=str(2010 + year),
        )
        for year in range(4)
    ]
    served = application.server.config["VARIATION_SERVED"]
    info = LoadInfo("multiples.csv", "multiples", "tidy", "a test")
    served.store.load(frames, info, builders.Counted(rows_read=len(pd.concat(frames))))
    return served


def figures(text: str) -> dict[str, Any]:
    return json.loads(re.search(r'data-store="page-figures">(.*?)</script>', text)[1])  # type: ignore[index]


def rows(text: str) -> list[str]:
    return re.findall(
        r'<tr data-code="(\w+)"', text[text.index('id="standing-title"') : text.index('class="all-periods"')]
    )


@pytest.mark.parametrize("query", ["indicator=nothing", "columns=1000000", "order=sideways", "within=nonsense"])
def test_what_a_link_cannot_have_is_said(client: FlaskClient, query: str) -> None:
    assert 'class="message"' in client.get(f"/multiples?{query}").text
    assert 'class="message"' not in client.get("/multiples?utm_source=mail").text


def test_panels_and_rows_are_all_areas_in_the_order_asked_for(client: FlaskClient) -> None:
    by_name = client.get(f"/multiples?{QUERY}&order=name").text
    assert rows(by_name) == builders.codes()
    last = next(t for t in figures(by_name)["multiples"]["data"] if t["name"] == "last")
    assert last["customdata"] == builders.codes()
    changed = rows(client.get(f"/multiples?{QUERY}&order=change").text)
    assert changed == builders.codes()[::-1]
    assert "+3.2" in by_name


def test_columns_follow_the_page_or_the_choice(client: FlaskClient) -> None:
    assert set(figures(client.get(f"/multiples?{QUERY}").text)) == {"multiples", "multiples-narrow"}
    chosen = client.get(f"/multiples?{QUERY}&columns=4").text
    assert set(figures(chosen)) == {"multiples"}
    names = next(t for t in figures(chosen)["multiples"]["data"] if t["name"] == "names")
    assert len(set(names["x"])) == 4


def test_only_the_footprint_is_shown_and_the_figures_are_a_table_too(client: FlaskClient) -> None:
    text = client.get(f"/multiples?{QUERY}&within=E54000028").text
    assert sorted(rows(text)) == sorted(geography.members("E54000028", "borough"))
    details = text[text.index('<details class="all-periods"') :]
    assert [f">{year}</th>" in details for year in range(2010, 2014)] == [True] * 4
    assert "/download/areas.xlsx?indicator=recorded-diabetes&amp;level=borough&amp;within=E54000028" in details


def test_a_page_is_small(client: FlaskClient) -> None:
    assert len(client.get(f"/multiples?{QUERY}").data) < 150_000


def test_its_figures_are_a_file_of_all_periods(client: FlaskClient) -> None:
    answer = client.get("/download/periods.csv?indicator=recorded-diabetes")
    assert answer.mimetype == "text/csv"
    assert "recorded-diabetes-borough-periods.csv" in answer.headers["Content-Disposition"]
    assert answer.data.decode("utf-8-sig").startswith('"Recorded diabetes by borough')
