"""The page Spread over HTTP: its numbers are the analysis's."""

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
