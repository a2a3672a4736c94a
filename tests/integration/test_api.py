"""The interface for programs: what screens show, in one line of pandas; problems that name the parameter."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient

from components.api import PREFIX, ROUTES, openapi, register_api
from components.guard import register_guard
from components.serving import KEY, Served
from tests import builders
from variation import geography
from variation.indicators import load_catalogue
from variation.settings import Settings
from variation.store import LoadInfo, Store, open_store

VALUES = f"{PREFIX}/values?indicator=recorded-diabetes"


def serving(folder: Path) -> tuple[Flask, Store]:
    """The interface alone, on an empty store."""
    store = open_store(f"sqlite:///{folder / 'atlas.db'}")
    server = Flask("api")
    settings = Settings.from_env()
    server.config[KEY] = Served(settings, store, load_catalogue(settings.data), {})
    register_guard(server)
    register_api(server)
    return server, store


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    server, store = serving(tmp_path_factory.mktemp("api"))
    shown = {"2012": [5.0] * 33, "2013": [6.0] * 33}
    frames = [builders.proportions(s, indicator="recorded-diabetes", period=p) for p, s in shown.items()]
    frame = pd.concat(frames)
    store.load([frame], LoadInfo("a", "a", "tidy", "a test"), builders.Counted(rows_read=len(frame)))
    return server.test_client()


def test_values_are_read_by_pandas_in_one_line_and_are_those_loaded(client: FlaskClient) -> None:
    found = pd.read_csv(io.StringIO(client.get(f"{VALUES}&format=csv").text))
    assert len(found) == 66
    assert set(found["area"]) == {area.code for area in geography.areas("borough")}
    assert found.groupby("period")["value"].mean().round(6).tolist() == [5.0, 6.0]
    np.testing.assert_allclose(found["value"], 100 * found["count"] / found["denominator"], rtol=0.01)
    assert len(set(found["snapshot"])) == 1


def test_json_holds_the_same(client: FlaskClient) -> None:
    answer = client.get(f"{VALUES}&period=2013&area=E09000007").json
    assert [row["value"] for row in answer["values"]] == [6.0]
    assert answer["values"][0]["name"] == "Camden"
    assert answer["unit"] == "%"


def test_an_indicator_says_what_is_held_of_it(client: FlaskClient) -> None:
    answer = client.get(f"{PREFIX}/indicator?indicator=recorded-diabetes").json
    assert answer["series"][0]["periods"] == ["2012", "2013"]
    assert answer["polarity"] == "none"
    assert [i["id"] for i in client.get(f"{PREFIX}/indicators").json["indicators"]] == ["recorded-diabetes"]


def test_areas_know_what_they_lie_in(client: FlaskClient) -> None:
    found = client.get(f"{PREFIX}/areas?level=borough").json["areas"]
    assert len(found) == 33
    camden = next(area for area in found if area["code"] == "E09000007")
    assert "E54000028" in camden["within"]


def test_the_benchmarks_are_rows_of_their_own(tmp_path: Path) -> None:
    server, store = serving(tmp_path)
    named = {"indicator": "recorded-diabetes", "period": "2013"}
    frames = [builders.proportions([6.0] * 33, **named), builders.london(7.0, **named), builders.england(8.0, **named)]
    store.load(frames, LoadInfo("a", "a", "tidy", "a test"), builders.Counted(rows_read=35))
    client = server.test_client()
    for code, level, value in (("E12000007", "region", 7.0), ("E92000001", "country", 8.0)):
        rows = client.get(f"{VALUES}&area={code}").json["values"]
        assert [(row["level"], row["value"]) for row in rows] == [(level, value)]
        assert client.get(f"{VALUES}&level={level}").json["values"] == rows
    series = client.get(f"{PREFIX}/indicator?indicator=recorded-diabetes").json["series"]
    assert [s["level"] for s in series] == ["borough", "region", "country"]


@pytest.mark.parametrize("name", ["indicators", "areas"])
def test_catalogues_are_read_by_pandas_in_one_line(client: FlaskClient, name: str) -> None:
    found = pd.read_csv(io.StringIO(client.get(f"{PREFIX}/{name}?format=csv").text), keep_default_na=False)
    listed = client.get(f"{PREFIX}/{name}").json[name]
    assert found.iloc[:, 0].tolist() == [next(iter(item.values())) for item in listed]
    assert list(found.columns) == list(listed[0])


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("values", 400, "indicator is missing"),
        ("values?indicator=nonsense", 404, "no indicator 'nonsense'"),
        ("values?indicator=recorded-diabetes&level=ward", 400, "level can be"),
        ("values?indicator=recorded-diabetes&colour=red", 400, "no parameter 'colour'"),
        ("values?indicator=recorded-diabetes&indicator=x", 400, "2 times"),
        ("values?indicator=recorded-diabetes&area=E99999999", 404, "No figures"),
        ("values?indicator=recorded-diabetes&format=xml", 400, "json, csv"),
        ("indicators?domain=%00", 400, "domain can be"),
        ("wards", 404, "nothing at"),
    ],
)
def test_problems_are_json_and_name_the_parameter(client: FlaskClient, query: str, status: int, word: str) -> None:
    answer = client.get(f"{PREFIX}/{query}")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert word in answer.json["problem"]


def test_nothing_but_get_is_answered(client: FlaskClient) -> None:
    assert client.post(VALUES).status_code == 405


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get(VALUES)
    again = client.get(VALUES, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_an_answer_that_says_something_else_of_the_same_figures_is_sent_again(client: FlaskClient) -> None:
    address = f"{PREFIX}/indicator?indicator=recorded-diabetes"
    have = {"If-None-Match": client.get(address).headers["ETag"]}
    assert client.get(address, headers=have).status_code == 304
    config = client.application.config
    usual = config[KEY]
    defined = replace(usual.catalogue.indicators["recorded-diabetes"], definition="Defined otherwise.")
    indicators = {**usual.catalogue.indicators, defined.id: defined}
    config[KEY] = replace(usual, catalogue=replace(usual.catalogue, indicators=indicators))
    again = client.get(address, headers=have)
    config[KEY] = usual
    assert again.status_code == 200
    assert again.json["definition"] == "Defined otherwise."


def test_the_document_lists_every_route_and_parameter(client: FlaskClient) -> None:
    document = client.get(f"{PREFIX}/openapi.json").json
    assert document == openapi()
    assert set(document["paths"]) == {PREFIX + route.path for route in ROUTES}
    for route in ROUTES:
        listed = [p["name"] for p in document["paths"][PREFIX + route.path]["get"]["parameters"]]
        assert listed == [p.name for p in route.parameters]
    links = client.get(PREFIX).json["links"]
    assert [link["path"] for link in links] == [PREFIX + route.path for route in ROUTES]


def test_an_empty_store_says_how_to_load(tmp_path: Path) -> None:
    server, _ = serving(tmp_path)
    answer = server.test_client().get(VALUES)
    assert answer.status_code == 503
    assert "variation load" in answer.json["problem"]
