"""Start over HTTP: search results lead on, news are the analysis's, no query brings it down."""

from __future__ import annotations

import importlib
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from components.serving import KEY
from tests.integration.test_page_lists import page, server  # noqa: F401  the fixture
from variation.analyses.news import news


def test_news_shown_are_those_of_the_analysis(server: Flask) -> None:  # noqa: F811
    s = server.config[KEY]
    told = news(s.catalogue, s.store, s.store.snapshot())
    assert (told.new, told.revised) == (0, 1)
    html = page(server, "start", "/start")
    assert "0 new and 1 revised figures in 1 indicator since load 1 of" in html
    assert "33 new and 0 revised figures in 1 indicator since an empty store" in page(server, "start", "/start?since=0")
    assert "cannot be compared with" in page(server, "start", "/start?since=99")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("camdn", "/area?area=E09000007"),
        ("diabetis", "/?indicator=recorded-diabetes"),
        ("unhealthy habits", "/overview?priority=BHL04"),
    ],
)
def test_a_search_leads_to_areas_indicators_and_priorities(server: Flask, text: str, link: str) -> None:  # noqa: F811
    assert f'href="{link}"' in unescape(page(server, "start", f"/start?find={text}"))


@pytest.mark.parametrize(
    "query",
    [
        "find=%00",
        "find=<script>alert(1)</script>",
        "find=a&find=b&since=1&since=2",
        f"find={'é' * 3000}",
        "since=-1",
        "since=٣",
        "since=" + "9" * 4000,
        "find=[(*",
        "utm_source=x&find=",
    ],
)
def test_no_query_brings_it_down(server: Flask, query: str) -> None:  # noqa: F811
    html = page(server, "start", f"/start?{query}")
    assert 'id="news"' in html
    assert "<script>" not in html


def test_real_figures_need_no_warning_and_illustrative_ones_do(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    assert "All figures shown are simulated" not in page(server, "start", "/start")
    start = importlib.import_module("pages.start")
    held = start.inventory
    monkeypatch.setattr(start, "inventory", lambda *a: [replace(h, illustrative=True) for h in held(*a)])
    assert "All figures shown are simulated" in page(server, "start", "/start")


def test_an_empty_store_is_said_in_words(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    store = server.config[KEY].store
    monkeypatch.setattr(type(store), "snapshot", lambda _self: None)
    assert "No figures are loaded yet" in page(server, "start", "/start")
