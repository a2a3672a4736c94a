"""Each chart that a page offers to a board pack is one that the pack's page of that view can show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from components.serving import KEY
from variation.packs.files import parse_pack
from variation.packs.views import VIEWS, show_view
from variation.store import Store

SPREAD = "/spread?indicator=delayed-days-assessment-share"
OFFERED = {
    "/?indicator=delayed-days-assessment-share": {"map", "funnel", "trend", "bars"},
    "/overview?fresh=yes": {"heat", "ranking"},
    "/area?area=E09000007": {"spines"},
    "/compare?y=life-expectancy-at-birth&x=stroke-thrombectomy-30-minutes": {"relation"},
    "/multiples?indicator=delayed-days-further-nhs-share": {"multiples"},
    "/inequalities?indicator=cervical-screening": {"gradient", "slopes"},
    SPREAD: {"boxes", "deciles", "areas", "worth"},
}
PLACE = re.compile(r'<div class="save-place"[^>]*>')


def cards(page: str) -> dict[str, str]:
    """What a pack calls the charts of a page's HTML, by the name of their card; "" for what is not offered."""
    places = [dict(re.findall(r'data-(save|pack)="([\w-]*)"', place)) for place in PLACE.findall(page)]
    return {place["save"]: place["pack"] for place in places}


@pytest.fixture(scope="module")
def visitor(application: Any, shipped_store: Store) -> Iterator[FlaskClient]:
    """The atlas with the extracts that ship."""
    config = application.server.config
    before = config[KEY]
    config[KEY] = replace(before, store=shipped_store)
    yield application.server.test_client()
    config[KEY] = before


def test_every_page_that_a_pack_can_show_is_looked_at():
    assert {address.partition("?")[0] for address in OFFERED} == set(VIEWS)


@pytest.mark.parametrize("address", OFFERED)
def test_a_page_offers_only_charts_that_its_page_of_a_pack_has(application: Any, visitor, address: str) -> None:
    text, s = visitor.get(address).text, application.server.config[KEY]
    assert "Add to a board pack" in text
    offered = {chart for chart in cards(text).values() if chart}
    assert offered == OFFERED[address]
    assert offered <= {chart.id for chart in show_view(address, s.catalogue, s.store, s.snapshot()).charts}


@pytest.mark.parametrize(("address", "card"), [("/overview", "matrix"), ("/compare", "pathway")])
def test_what_no_pack_shows_is_not_offered(visitor, address: str, card: str) -> None:
    assert cards(visitor.get(address).text)[card] == ""


def test_the_page_of_the_pack_has_the_chart_that_was_chosen(application: Any, visitor) -> None:
    chart = cards(visitor.get(SPREAD).text)["spread-deciles"]
    answer = visitor.post("/packs/offer", data={"pack": "new", "title": "Mine", "view": SPREAD, "chart": chart})
    assert answer.json["said"] == "Added to “Mine”."
    packs = application.server.config[KEY].store.packs
    kept = next(kept for kept in packs.all() if kept.title == "Mine")
    assert parse_pack(packs.content(kept.id, kept.revision), "mine").pages[0].charts == ("deciles", "boxes")


def test_where_a_chart_cannot_be_shown_the_answer_says_so(visitor) -> None:
    form = {"pack": "new", "title": "Other", "view": SPREAD, "chart": "matrix"}
    assert "cannot show the chart you chose" in visitor.post("/packs/offer", data=form).json["said"]
