"""Start over HTTP: search results lead on, news are the analysis's."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from components.serving import KEY
from tests.integration.test_page_lists import page, server  # noqa: F401  the fixture
from variation.analyses.news import news


def test_news_shown_are_those_of_the_analysis(server: Flask) -> None:  # noqa: F811
    s = server.config[KEY]
    told = news(s.catalogue, s.store, s.store.snapshot(), 1)
    assert (told.new, told.revised) == (0, 1)
    html = page(server, "start", "/start?since=1")
    assert "0 new and 1 revised figures in 1 indicator since load 1 of" in html
    assert "33 figures in 1 indicator since the beginning. All were loaded on" in page(server, "start", "/start")
    assert "cannot be compared with" in page(server, "start", "/start?since=99")
    last = page(server, "start", "/start?since=1&visit=2026-11-03")
    assert "since you were last here on 3 Nov 2026 (load 1)" in last
    assert "since load 1 of" in page(server, "start", "/start?since=1&visit=<b>")


def test_what_changed_since_a_board_is_listed_with_links(server: Flask) -> None:  # noqa: F811
    html = unescape(page(server, "start", "/start?board=1"))
    assert "1 figure was revised" in html
    assert 'href="/?indicator=recorded-diabetes&level=borough&period=2013&sex=Persons&age=All+ages"' in html
    assert "Nothing has been loaded since then" in page(server, "start", "/start?board=2")
    assert "Nothing has been loaded since then" in page(server, "start", "/start?board=1/1/2100")
    assert "There is no load 99" in page(server, "start", "/start?board=99")
    assert "Nothing was loaded by that day" in page(server, "start", "/start?board=2001-02-03")
    assert "The day cannot be read" in page(server, "start", "/start?board=<script>")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("camdn", "/area?area=E09000007"),
        ("NCL", "/area?area=E54000028"),
        ("Richmond LB", "/area?area=E09000027"),
        ("diabetis", "/?indicator=recorded-diabetes"),
        ("unhealthy habits", "/overview?priority=BHL04"),
    ],
)
def test_a_search_leads_to_areas_indicators_and_priorities(server: Flask, text: str, link: str) -> None:  # noqa: F811
    assert f'href="{link}"' in unescape(page(server, "start", f"/start?find={text}"))


def test_a_priority_is_told_with_its_framework(server: Flask) -> None:  # noqa: F811
    html = unescape(page(server, "start", "/start?find=unhealthy habits"))
    assert "Kicking unhealthy habits (Better Health for London)" in html
    html = unescape(page(server, "definitions", "/definitions?indicator=recorded-diabetes"))
    assert re.search(r"Priorities served</dt><dd>[^<]+ \([^<]+\)", html)


def test_real_figures_need_no_warning_and_illustrative_ones_do(server: Flask, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    assert "All figures shown are simulated" not in page(server, "start", "/start")
    start = importlib.import_module("pages.start")
    held = start.inventory
    monkeypatch.setattr(start, "inventory", lambda *a: [replace(h, illustrative=True) for h in held(*a)])
    assert "All figures shown are simulated" in page(server, "start", "/start")
