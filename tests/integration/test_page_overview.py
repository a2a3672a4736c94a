"""The page Overview over HTTP: usual and hostile addresses, and numbers that are those of the analysis."""

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


def test_an_empty_store_is_said_in_words(client: FlaskClient) -> None:
    answer = client.get("/overview")
    assert answer.status_code == 200
    assert "No figures are loaded yet" in answer.text


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

    @pytest.mark.parametrize(
        "query",
        [
            "level=stp",
            "level=ccg&level=borough",
            "show=%00&sort=%F0%9F%92%A5&page=%C2%B2",
            "within=E54000028,E54000028,,,&page=-1",
            "priority=' OR 1=1 --&domain=../../etc/passwd",
            "benchmark=<script>alert(1)</script>&show=<b>",
            f"within={'x' * 5000}&show={'y' * 5000}",
            "sort=&show=&page=&fresh=maybe&utm_source=mail",
            "within=E09000001,E09000007&benchmark=footprint&show=value&sort=domain&fresh=yes",
        ],
    )
    def test_no_query_brings_an_error(self, client: FlaskClient, query: str) -> None:
        answer = client.get(f"/overview?{query}")
        assert answer.status_code == 200
        assert "Where is variation greatest?" in answer.text
        assert "<script>alert" not in answer.text
