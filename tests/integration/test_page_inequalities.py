"""The page Inequalities over HTTP: its numbers are the analysis's, and no address brings it down."""

from __future__ import annotations

from html import unescape
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from tests import builders as b
from variation.analyses.inequalities import Inequalities, choose_inequality, inequalities
from variation.findings import inequality_words as words
from variation.store import LoadInfo

HOSTILE = (
    "",
    "indicator=%00&level=%F0%9F%92%A5&trait=%00",
    "within=E54000028,E54000028,,,&area=,,,&trait=,",
    "indicator=../../etc/passwd&period=' OR 1=1 --",
    "trait=<script>alert(1)</script>&sex=<b>",
    f"indicator={'x' * 5000}",
    "trait=deprivation-score&trait=x&indicator=&utm_source=mail",
    "indicator=deprivation-score&trait=deprivation-score",
    "level=ccg&indicator=mar-elective-rate",
)
INDICATOR = {"indicator": "cervical-screening", "sex": "Female", "age": "25-64 yrs"}


@pytest.fixture(scope="module")
def client(application: Any) -> FlaskClient:
    """The atlas with two years of cervical screening, and the deprivation of boroughs."""
    store = application.server.config["VARIATION_SERVED"].store
    shares = np.linspace(77, 55, 33)
    frames = [b.proportions(shares, 40_000, period=p, **INDICATOR) for p in ("2014", "2015")]
    score = [{"area": c, "value": 10 + k / 2} for k, c in enumerate(b.codes())]
    frames.append(b.rows(score, indicator="deprivation-score", period="2019"))
    store.load(frames, LoadInfo("i.csv", "inequalities", "tidy", "a test"), b.Counted(rows_read=99))
    return application.server.test_client()


def shown(application: Any, **query: str) -> Inequalities:
    s = application.server.config["VARIATION_SERVED"]
    snapshot = s.snapshot()
    return inequalities(choose_inequality(query, s.catalogue, s.store, snapshot), s.catalogue, s.store, snapshot)


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_brings_an_error(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/inequalities?{query}")
    assert answer.status_code == 200
    assert "What these figures cannot say" in answer.text
    assert "<script>alert" not in answer.text


def test_the_numbers_shown_are_those_of_the_analysis(application: Any, client: FlaskClient) -> None:
    i = shown(application, indicator="cervical-screening")
    text = unescape(client.get("/inequalities?indicator=cervical-screening").text).replace("\u00a0", " ")
    assert words.inequality_finding(i) in text
    assert words.adjusted_words(i) in text
    assert i.gradient is not None
    assert len(i.gradient.slopes) == 2
    for s in i.gradient.slopes:
        assert words.difference_words(s.sii, s.sii_lower, s.sii_upper, i.comparison.indicator) in text
        assert words.ratio_words(s.rii, s.rii_lower, s.rii_upper) in text


def test_deprivation_is_not_held_against_deprivation(client: FlaskClient) -> None:
    text = client.get("/inequalities?indicator=deprivation-score").text
    assert "itself a measure of deprivation" in text


def test_an_empty_store_is_said_in_words(
    application: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = application.server.config["VARIATION_SERVED"].store
    monkeypatch.setattr(type(store), "snapshot", lambda _self: None)
    assert "No figures are loaded yet" in client.get("/inequalities").text
