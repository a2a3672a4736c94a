"""The page Inequalities over HTTP: its numbers are the analysis's."""

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
