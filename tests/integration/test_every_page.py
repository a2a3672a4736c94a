"""Every page and every file over HTTP: no address brings one down, and where nothing is loaded each says so."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from flask.testing import FlaskClient

from benchmarks.asking import CALLBACKS, Callbacks
from tests import builders as b
from variation.store import LoadInfo

HOSTILE = (
    "",
    "indicator=%00&level=%F0%9F%92%A5&x=%00&y=%F0%9F%92%A5&find=%00&list=%00&pack=%00&priority=%00",
    "within=E54000028,E54000028,,,&area=,,,&priority=&domain=,",
    "indicator=../../etc/passwd&period=' OR 1=1 --&priority=' OR 1=1 --&list=' OR 1=1 --&pack=' OR 1=1 --",
    "benchmark=<script>alert(1)</script>&area=<script>alert(1)</script>&find=<script>alert(1)</script>&domain=<b>",
    f"indicator={'x' * 5000}&area={'x' * 5000}&find={'é' * 3000}&list={'x' * 5000}&pack={'x' * 5000}",
    "indicator=recorded-diabetes&indicator=checks&level=ccg&level=borough&benchmark=&utm_source=mail",
    "level=stp&within=E09000007&area=E09000030",
    "level=ccg&indicator=mar-elective-rate&benchmark=england&sex=Nobody&age=0",
    "area=E92000001&benchmark=footprint",
)
"""Queries that are asked of every address; keys that it does not read are for it what a stray one is."""
PAGES = {
    "/": ('id="charts"', ("colour=red",)),
    "/overview": (
        "Where is variation greatest?",
        (
            "show=%00&sort=%F0%9F%92%A5&page=%C2%B2",
            "within=E54000028,E54000028,,,&page=-1",
            f"within={'x' * 5000}&show={'y' * 5000}",
            "sort=&show=&page=&fresh=maybe",
            "within=E09000001,E09000007&benchmark=footprint&show=value&sort=domain&fresh=yes",
        ),
    ),
    "/area": ('class="profile"', ("area=E09000030&area=E09000001", "area=E12000007")),
    "/compare": (
        'id="relation"',
        (
            "x=../../etc/passwd&within=E54000028,,,",
            "x=<script>alert(1)</script>&y=<b>&form=<i>&area=,,,",
            f"x={'x' * 5000}&priority={'y' * 5000}",
            "x=smoking-adults&x=bowel-screening&y=smoking-adults&form=table&form=strips",
            "x=smoking-adults&y=smoking-adults",
            "within=E09000007,E09000001&xsex=Nobody&ysex=Male",
        ),
    ),
    "/multiples": (
        'id="multiples"',
        (
            "columns=%F0%9F%92%A5&order=%00",
            "columns=1000000&order=' OR 1=1 --&scale=<b>",
            "columns=0&within=E09000007,E09000001,nonsense",
            f"order={'y' * 5000}",
            "order=name&order=change",
        ),
    ),
    "/inequalities": (
        "What these figures cannot say",
        (
            "trait=%00",
            "trait=<script>alert(1)</script>&sex=<b>",
            "trait=deprivation-score&trait=x&indicator=",
            "indicator=deprivation-score&trait=deprivation-score",
        ),
    ),
    "/spread": (
        "How far apart",
        (
            "levels=%00&against=,",
            "against=<script>alert(1)</script>&levels=<b>",
            "levels=raw&levels=shrunken&indicator=",
            "area=E12000007&benchmark=england&against=england",
        ),
    ),
    "/start": (
        'id="news"',
        (
            "find=a&find=b&since=1&since=2",
            "find=[(*",
            "since=-1",
            "since=٣",
            "since=" + "9" * 4000,
            "board=%00",
            "board=1&board=2",
            "board=²",
            "board=" + "9" * 4000,
            "visit=9999-99-99&since=1",
        ),
    ),
    "/definitions": ('class="text-page definitions"', ()),
    "/data": ("<h1", ()),
    "/lists": ("<h1", ("add=%00", "add=a&add=b", "list=a&list=b", "ask=delete", "done=<b>")),
    "/packs": ("<h1", ("find=<b>&done=<b>",)),
    "/pack": ("<h1", ("pack=a&pack=b", "page=1")),
}
"""By path: what a page has whatever it is asked, and what only it can be asked wrongly."""
FILES = ("areas.csv", "areas.xlsx", "periods.csv", "overview.csv", "pathway.csv", "profile.csv")
STANDING = ("/lists", "/packs", "/pack")  # pages that show something of their own where nothing is loaded


@pytest.fixture(scope="module")
def loaded(application: Any) -> None:
    """Indicators of boroughs that every page has something to show of."""
    shares, known = np.linspace(55, 77, 33), {"indicator": "cervical-screening", "sex": "Female", "age": "25-64 yrs"}
    score = [{"area": code, "value": 10 + k / 2} for k, code in enumerate(b.codes())]
    frames = [
        *(b.proportions(shares, 40_000, period=period, **known) for period in ("2014", "2015")),
        *(b.proportions(shares / 10, 3000, indicator="recorded-diabetes", period=str(2010 + k)) for k in range(4)),
        b.proportions(shares / 3, 2000, indicator="smoking-adults", period="2011"),
        b.proportions(shares, 4000, indicator="bowel-screening", period="2015"),
        b.rows(score, indicator="deprivation-score", period="2019"),
    ]
    store = application.server.config["VARIATION_SERVED"].store
    store.load(frames, LoadInfo("all.csv", "all", "tidy", "a test"), b.Counted(rows_read=len(pd.concat(frames))))


@pytest.fixture
def nothing(application: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store in which nothing is loaded."""
    store = application.server.config["VARIATION_SERVED"].store
    monkeypatch.setattr(type(store), "snapshot", lambda _self: None)


@pytest.mark.parametrize("path", [path for path in PAGES if path not in STANDING])
@pytest.mark.usefixtures("nothing")
def test_a_page_says_in_words_that_nothing_is_loaded(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "No figures are loaded yet" in answer.text


@pytest.mark.parametrize("path", STANDING)
@pytest.mark.usefixtures("nothing")
def test_a_page_of_what_people_keep_stands_without_figures(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert PAGES[path][0] in answer.text


@pytest.mark.parametrize("name", FILES)
@pytest.mark.usefixtures("nothing")
def test_a_file_of_nothing_is_refused_with_how_to_load(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/download/{name}")
    assert answer.status_code == 503
    assert "variation load" in answer.text


@pytest.mark.parametrize(
    ("path", "query"), [(path, query) for path, (_, own) in PAGES.items() for query in (*HOSTILE, *own)]
)
@pytest.mark.usefixtures("loaded")
def test_no_query_brings_a_page_down(client: FlaskClient, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200
    assert PAGES[path][0] in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.usefixtures("loaded")
def test_no_query_brings_the_drawing_of_explore_down(client: FlaskClient, query: str) -> None:
    callbacks = Callbacks.read(client.get("/_dash-dependencies").data)
    answer = client.post(CALLBACKS, data=callbacks.draw(f"?{query}"), content_type="application/json")
    assert answer.status_code == 200


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("name", FILES)
@pytest.mark.usefixtures("loaded")
def test_no_query_brings_a_file_down(client: FlaskClient, name: str, query: str) -> None:
    answer = client.get(f"/download/{name}?{query}")
    if answer.status_code == 404:
        assert answer.text == "No priority has an indicator at this level.\n"
        return
    assert answer.status_code == 200
    kind = name.partition(".")[2]
    assert re.fullmatch(rf'attachment; filename="[a-z0-9-]+\.{kind}"', answer.headers["Content-Disposition"])
