"""The page Spread over HTTP: its numbers are the analysis's, and no address brings it down."""

from __future__ import annotations

from html import unescape
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from tests import builders as b
from variation.analyses.spread_panel import SpreadPanel, choose_spread, spread_panel
from variation.findings import spread_words
from variation.findings.numbers import format_number
from variation.store import LoadInfo

HOSTILE = (
    "",
    "indicator=%00&level=%F0%9F%92%A5&levels=%00",
    "within=E54000028,E54000028,,,&area=,,,&against=,",
    "indicator=../../etc/passwd&period=' OR 1=1 --",
    "against=<script>alert(1)</script>&levels=<b>",
    f"indicator={'x' * 5000}",
    "levels=raw&levels=shrunken&indicator=&utm_source=mail",
    "area=E12000007&benchmark=england&against=england",
)


@pytest.fixture(scope="module")
def client(application: Any) -> FlaskClient:
    """The atlas with two years of cervical screening."""
    store = application.server.config["VARIATION_SERVED"].store
    shares = np.linspace(55, 77, 33)
    known = {"indicator": "cervical-screening", "sex": "Female", "age": "25-64 yrs"}
    frames = [b.proportions(shares, 40_000, period=p, **known) for p in ("2014", "2015")]
    store.load(frames, LoadInfo("spread.csv", "spread", "tidy", "a test"), b.Counted(rows_read=66))
    return application.server.test_client()


def panel(application: Any, **query: str) -> SpreadPanel:
    s = application.server.config["VARIATION_SERVED"]
    snapshot = s.snapshot()
    return spread_panel(choose_spread(query, s.catalogue, s.store, snapshot), s.catalogue, s.store, snapshot)


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_brings_an_error(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/spread?{query}")
    assert answer.status_code == 200
    assert "How far apart" in answer.text
    assert "<script>alert" not in answer.text


def test_the_numbers_shown_are_those_of_the_analysis(application: Any, client: FlaskClient) -> None:
    query = {"indicator": "cervical-screening", "against": "fifth", "levels": "shrunken"}
    p = panel(application, **query)
    text = unescape(client.get("/spread", query_string=query).text).replace("\u00a0", " ")
    assert spread_words.spread_finding(p) in text
    assert spread_words.worth_words(p) in text
    assert spread_words.split_words(p) in text
    for m in p.measures:
        assert spread_words.MEASURES[m.key][0] in text
    assert p.shrunken is not None
    for value in p.shrunken.value:
        assert f">{format_number(float(value), 1)}<" in text


def test_a_picked_area_has_its_line_and_its_column(client: FlaskClient) -> None:
    text = client.get("/spread?indicator=cervical-screening&area=E09000007").text
    assert ">Camden</th>" in text  # of the table of percentiles; elsewhere the name is a link
    assert '"customdata":["E09000007","E09000007"]' in text


def test_an_empty_store_is_said_in_words(
    application: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = application.server.config["VARIATION_SERVED"].store
    monkeypatch.setattr(type(store), "snapshot", lambda _self: None)
    assert "No figures are loaded yet" in client.get("/spread").text
