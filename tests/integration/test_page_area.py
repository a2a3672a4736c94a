"""The page Area profile over HTTP: its numbers are the analysis's, its links lead on."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

import pandas as pd
import pytest
from flask.testing import FlaskClient

from components.warming import steps
from tests import builders as b
from tests.media_read import page_words
from variation.analyses import Selection
from variation.analyses.profile import profile
from variation.findings.numbers import format_interval, format_number
from variation.findings.profile_words import describe_profile
from variation.geography import area
from variation.store import LoadInfo


@pytest.fixture(scope="module")
def loaded(application: Any) -> Any:
    """Two indicators of boroughs that the catalogue knows, one of a CCG's level, England of one."""
    shares = [5.0 + k / 10 for k in range(33)]
    frames = [
        b.proportions(shares, 2000, indicator="recorded-diabetes", period="2013"),
        b.england(6.0, indicator="recorded-diabetes", period="2013"),
        b.proportions([50.0] * 33, 500, indicator="bowel-screening", period="2015"),
    ]
    served = application.server.config["VARIATION_SERVED"]
    info = LoadInfo("profile.csv", "profile", "tidy", "a test")
    served.store.load(frames, info, b.Counted(rows_read=len(pd.concat(frames))))
    return served


def test_the_numbers_shown_are_those_of_the_analysis(client: FlaskClient, loaded: Any) -> None:
    found = profile(Selection(), loaded.catalogue, loaded.store, loaded.snapshot(), place=area("E09000030"))
    page = client.get("/area?area=E09000030").text
    assert describe_profile(found) in page_words(page)
    rows = re.findall(r"<tr><th.*?</tr>", page.partition('class="figures profile-table"')[2], re.DOTALL)
    assert len(rows) == len(found.lines) + 1  # the header has one
    for line in found.lines:
        row = page_words(next(r for r in rows if f">{line.indicator.short_name}<" in r))
        digits = line.indicator.decimals
        for shown in (
            line.period,
            format_number(line.value, digits),
            format_interval(line.lower, line.upper, line.indicator),
            format_number(line.london, digits),
        ):
            assert shown in row


def test_the_file_has_every_line_of_the_page(client: FlaskClient, loaded: Any) -> None:
    page = unescape(client.get("/area?area=E09000030&benchmark=england").text)
    address = re.search(r'data-csv="(/download/profile.csv[^"]*)"', page)
    assert address is not None
    answer = client.get(address[1])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="profile-tower-hamlets-england.csv"'
    above, _, table = answer.get_data(as_text=True).partition("\r\n\r\n")
    assert "Tower Hamlets, borough, against England" in above
    rows = list(csv.DictReader(io.StringIO(table)))
    found = profile(
        Selection(benchmark="england"), loaded.catalogue, loaded.store, loaded.snapshot(), place=area("E09000030")
    )
    assert [row["indicator"] for row in rows] == [line.indicator.id for line in found.lines]
    assert [float(row["value"]) for row in rows] == pytest.approx([line.value for line in found.lines], abs=0.01)


def test_each_indicator_leads_to_explore_with_the_area_picked(client: FlaskClient, loaded: Any) -> None:
    page = unescape(client.get("/area?area=E09000030").text)
    links = re.findall(r'href="(/\?indicator=[^"]+)"', page)
    assert "/?indicator=recorded-diabetes&level=borough&area=E09000030" in links
    explore = unescape(client.get(links[0]).text)
    assert "Tower Hamlets" in explore
    assert "cannot" not in page_words(explore.partition('id="messages"')[2].partition("<h1")[0])


def test_relations_and_peers_lead_to_other_profiles_and_keep_the_benchmark(client: FlaskClient, loaded: Any) -> None:
    page = unescape(client.get("/area?area=E09000030&benchmark=england").text)
    assert 'href="/area?area=E54000029&benchmark=england"' in page
    assert 'href="/area?area=E38000186&benchmark=england"' in page
    assert "against England" in page_words(page)


def test_once_warmed_a_first_visit_reads_no_figures(
    application: Any, client: FlaskClient, loaded: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = list(steps(application.server, loaded, loaded.snapshot(), ("/overview", "/area")))
    assert {"recorded-diabetes, borough", "bowel-screening, borough", "/overview", "/area"} <= set(names)

    def refuse(*_: Any) -> None:
        raise AssertionError("the store was asked for figures")

    monkeypatch.setattr(type(loaded.store), "history", refuse)
    monkeypatch.setattr(type(loaded.store), "areas_of", refuse)
    for address in ("/area?area=E09000030", "/area?area=E09000001&benchmark=england", "/overview?sort=name"):
        assert client.get(address).status_code == 200


def test_a_level_without_figures_is_said(client: FlaskClient, loaded: Any) -> None:
    answer = client.get("/area?area=E54000029")
    assert answer.status_code == 200
    assert "No indicator of STPs is held" in page_words(answer.text)


def test_an_unknown_area_and_none_are_said(client: FlaskClient, loaded: Any) -> None:
    assert "which nothing here is called" in page_words(client.get("/area?area=E09999999").text)
    assert "No area is chosen" in page_words(client.get("/area").text)
