"""The page Overview over HTTP: its numbers are those of the analysis."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests import builders
from variation import geography
from variation.analyses.overview import overview
from variation.analyses.overview_choice import overview_choice
from variation.findings import overview as words
from variation.store import LoadInfo

TABLES = re.compile(r'<script type="application/json" data-store="page-tables">(.*?)</script>', re.DOTALL)
STP = geography.footprints("borough")[0].code


def tables(text: str) -> Any:
    """The tables that a page was sent with."""
    return json.loads(TABLES.search(text)[1])  # type: ignore[index]


@pytest.fixture(scope="module")
def loaded(application: Any) -> Any:
    served = application.server.config["VARIATION_SERVED"]
    for indicator, step in (("recorded-diabetes", 0.1), ("bowel-screening", 0.5), ("smoking-adults", 0.3)):
        frame = builders.proportions([5.0 + k * step for k in range(33)], 9000, indicator=indicator, period="2013")
        served.store.load(
            [frame], LoadInfo(indicator, indicator, "tidy", "a test"), builders.Counted(rows_read=len(frame))
        )
    return served


@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_the_page_says_what_the_analysis_found(self, client: FlaskClient, loaded: Any) -> None:
        snapshot = loaded.snapshot()
        choice = overview_choice({}, loaded.catalogue, loaded.store, snapshot)
        found = overview(choice, loaded.catalogue, loaded.store, snapshot)
        text = client.get("/overview").text
        heat = tables(text)["heat"]
        assert words.finding(found).replace(" %", "\u00a0%") in text
        assert found.greatest is not None
        assert found.greatest.indicator.id == "bowel-screening"
        cells = [kind for _, rows in heat["groups"] for row in rows for kind in row["areas"]["kind"]]
        assert len(cells) == 3 * 33
        lines = {line.indicator.id: line.surveyed for line in found.lines}
        judged = lines["bowel-screening"], lines["smoking-adults"]
        assert cells.count("w2") == sum(row.worse for row in judged)
        assert cells.count("b2") == sum(row.better for row in judged)
        assert cells.count("l2") + cells.count("h2") == lines["recorded-diabetes"].outside

    def test_what_is_held_is_sent_when_asked_for(self, client: FlaskClient) -> None:
        assert "held" not in tables(client.get("/overview").text)
        text = client.get("/overview?fresh=yes").text
        assert len(tables(text)["held"]["groups"][0][1]) == 3
        assert 'id="held"' in text

    def test_a_footprint_has_only_its_columns(self, client: FlaskClient) -> None:
        heat = tables(client.get(f"/overview?within={STP}").text)["heat"]
        assert {code for code, _ in heat["areas"]} == set(geography.members(STP, "borough"))
