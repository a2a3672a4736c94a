"""What cannot be answered is said in words to whoever asks: people, scripts and programs; never by a bare error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from benchmarks.asking import CALLBACKS, HEADERS, Callbacks
from components.refusals import LARGEST
from components.serving import KEY
from variation.store import open_store

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGES = ("/", "/overview", "/area", "/spread", "/lists", "/packs", "/start", "/data", "/no/such/page")
FILES = ("/download/areas.csv", "/download/overview.csv", "/meeting/domain-access", "/packs/domain-access.xlsx")


@pytest.fixture
def routed(client: FlaskClient) -> dict[str, Any]:
    """The request of a page's content, by callback."""
    return dict(json.loads(Callbacks.read(client.get("/_dash-dependencies").data).route("", "/overview")))


@pytest.fixture
def away(application: Any, tmp_path: Path) -> Iterator[Path]:
    """The folder of a database that is no longer there."""
    config = application.server.config
    usual, store = config[KEY], open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    store._engines.reader.dispose()
    (tmp_path / "atlas.db").rename(tmp_path / "elsewhere")
    (tmp_path / "atlas.db").mkdir()
    config[KEY] = replace(usual, store=store)
    yield tmp_path
    config[KEY] = usual


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_a_person_is_told_that_the_database_is_away_on_a_page(client: FlaskClient, away: Path, address: str) -> None:
    client.set_cookie("atlas-lists", "x" * 22)
    answer = client.get(address, headers=BROWSER)
    client.delete_cookie("atlas-lists")
    assert answer.status_code == 503
    assert answer.mimetype == "text/html"
    assert "The atlas cannot reach its database. Try again in a minute." in answer.text
    assert str(away) not in answer.text


@pytest.mark.parametrize("address", ["/lists/save", "/packs/make"])
def test_a_person_whose_form_could_not_be_kept_is_told_that_nothing_was_saved(
    client: FlaskClient, away: Path, address: str
) -> None:
    form = {"kind": "areas", "name": "North", "chosen": "E09000007", "title": "North", "purpose": "noting"}
    answer = client.post(address, data=form, headers=BROWSER)
    assert answer.status_code == 503
    assert "nothing was saved" in answer.text
    assert str(away) not in answer.text


def test_scripts_and_programs_are_told_as_they_read_and_the_log_names_the_database(
    client: FlaskClient, away: Path, routed: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    callback = client.post(CALLBACKS, json=routed, headers={**HEADERS, "Accept-Encoding": "br"})
    program = client.get("/api/v1/indicators")
    health = client.get("/health")
    assert (callback.mimetype, program.mimetype) == ("text/plain", "application/problem+json")
    assert health.json["status"] == "failing"
    for answer in (callback, program, health):
        assert answer.status_code == 503
        assert "cannot reach its database" in answer.text
        assert str(away) not in answer.text
    assert str(away / "atlas.db") in caplog.text


@pytest.mark.parametrize("address", ["/lists/save", "/packs/page", "/packs/offer", CALLBACKS])
def test_what_is_too_large_is_refused_before_it_is_read(client: FlaskClient, address: str) -> None:
    answer = client.post(address, data={"x": "y" * LARGEST}, headers=BROWSER)
    assert answer.status_code == 413
    assert "at most 256 KB" in answer.text


@pytest.mark.parametrize(
    "change",
    [
        {"output": None},
        {"output": "nothing.data"},
        {"output": "page-drawn.title"},
        {"output": ["x"]},
        {"outputs": [{"id": "x", "property": "y"}]},
        {"outputs": 3},
        {"inputs": []},
        {"inputs": "x"},
        {"inputs": [{"id": "_pages_location", "property": "pathname"}] * 2},
        {"inputs": [{"id": "_pages_location", "property": p, "value": 3} for p in ("pathname", "search")]},
        {"inputs": [{"id": "_pages_location", "property": p, "value": "x"} for p in ("pathname", "search")]},
        {"state": [{"id": "x", "property": "y"}]},
        {"changedPropIds": [{}]},
        {"changedPropIds": 3},
    ],
)
def test_a_callback_that_no_page_of_ours_asks_is_refused_in_words(
    client: FlaskClient, routed: dict[str, Any], change: dict[str, Any]
) -> None:
    assert client.post(CALLBACKS, json=routed).status_code == 200
    answer = client.post(CALLBACKS, json={**routed, **change})
    assert answer.status_code == 400
    assert "Load the page again." in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"3", b'"x"', b"\xff", b"[" * 100_000, b'{"output": "x"}'])
def test_a_callback_of_anything_at_all_is_refused_in_words(client: FlaskClient, body: bytes) -> None:
    for kind in ("application/json", "text/plain"):
        answer = client.post(CALLBACKS, data=body, content_type=kind)
        assert answer.status_code == 400
        assert "Load the page again." in answer.text


@pytest.mark.parametrize(
    "view", [None, 3, "x", {"search": 3}, {"changed": []}, {"search": "?level=%00", "keys": "x", "changed": "y"}]
)
def test_no_view_brings_the_callback_of_explore_down(client: FlaskClient, view: Any) -> None:
    asked = json.loads(Callbacks.read(client.get("/_dash-dependencies").data).draw(""))
    asked["inputs"][0]["value"] = view
    fits = isinstance(view, dict) and "keys" in view
    assert client.post(CALLBACKS, json=asked).status_code == (503 if fits else 400)  # nothing is loaded
