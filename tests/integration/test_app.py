"""The HTTP side: what is answered, under which headers, to whom."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask.testing import FlaskClient

from benchmarks.asking import CALLBACKS, Callbacks
from tests import builders
from variation.store import LoadInfo

FOREIGN = {"Origin": "https://elsewhere.example"}


def load(application: Any, shares: list[float], name: str) -> None:
    """Load one period of a proportion that the catalogue knows."""
    served = application.server.config["VARIATION_SERVED"]
    frame = builders.proportions(shares, indicator="recorded-diabetes", period="2013")
    served.store.load([frame], LoadInfo(name, name, "tidy", "a test"), builders.Counted(rows_read=len(frame)))


def test_an_empty_store_is_not_healthy(client: FlaskClient) -> None:
    assert client.get("/health").status_code == 503


@pytest.fixture(scope="module")
def loaded(application: Any) -> None:
    load(application, [5.0 + k / 10 for k in range(33)], "first")


@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def draw(self, client: FlaskClient, search: str, **headers: str) -> Any:
        callbacks = Callbacks.read(client.get("/_dash-dependencies").data)
        return client.post(CALLBACKS, data=callbacks.draw(search), content_type="application/json", headers=headers)

    def test_health_names_the_snapshot(self, client: FlaskClient) -> None:
        answer = client.get("/health")
        assert answer.status_code == 200
        assert answer.json["snapshot"] >= 1

    def test_pages_allow_no_inline_script_but_those_named_by_hash(self, client: FlaskClient) -> None:
        policy = client.get("/").headers["Content-Security-Policy"]
        scripts = re.search(r"script-src ([^;]*)", policy)[1]  # type: ignore[index]
        assert "unsafe" not in scripts
        assert "sha256-" in scripts
        assert "default-src 'self'" in policy

    def test_every_answer_forbids_guessing_its_kind(self, client: FlaskClient) -> None:
        for address in ("/", "/health", "/_dash-layout", "/no/such/page"):
            assert client.get(address).headers["X-Content-Type-Options"] == "nosniff"

    def test_a_callback_of_another_site_is_refused(self, client: FlaskClient) -> None:
        assert self.draw(client, "?indicator=recorded-diabetes", **FOREIGN).status_code == 403
        assert self.draw(client, "?indicator=recorded-diabetes", Origin="http://localhost").status_code == 200

    def test_a_kept_answer_is_the_answer(self, client: FlaskClient) -> None:
        plain = self.draw(client, "?indicator=recorded-diabetes").json
        first, second = (self.draw(client, "?indicator=recorded-diabetes", **{"Accept-Encoding": "br"}) for _ in "12")
        assert first.data == second.data
        assert json.loads(brotli.decompress(first.data)) == plain

    def test_a_new_load_changes_what_is_answered(self, application: Any, client: FlaskClient) -> None:
        before = self.draw(client, "?indicator=recorded-diabetes", **{"Accept-Encoding": "br"}).data
        load(application, [9.0] * 33, "second")
        assert self.draw(client, "?indicator=recorded-diabetes", **{"Accept-Encoding": "br"}).data != before

    def test_downloads_are_named_after_what_they_hold(self, client: FlaskClient) -> None:
        for kind in ("csv", "xlsx"):
            answer = client.get(f"/download/areas.{kind}?indicator=recorded-diabetes")
            assert f"recorded-diabetes-borough-2013.{kind}" in answer.headers["Content-Disposition"]
        assert client.get("/download/areas.exe").status_code == 404

    def test_files_are_the_same_however_compressed_and_kept_for_ever(
        self, application: Any, client: FlaskClient
    ) -> None:
        address = application.server.config["VARIATION_SERVED"].boundaries["borough"]
        plain = client.get(address)
        assert "immutable" in plain.headers["Cache-Control"]
        assert brotli.decompress(client.get(address, headers={"Accept-Encoding": "br"}).data) == plain.data
        assert gzip.decompress(client.get(address, headers={"Accept-Encoding": "gzip"}).data) == plain.data
        assert client.get("/files/000000000000/borough.geojson").status_code == 404

    def test_nothing_but_our_own_addresses_is_named_in_the_page(self, client: FlaskClient) -> None:
        assert re.findall(r'(?:src|href)="(?![/#])', client.get("/").text) == []


def test_charts_are_drawn_in_one_place_where_sharing_with_another_company_is_off(project: Path) -> None:
    scripts = {path.name: path.read_text() for path in (project / "assets").glob("*.js")}
    assert "showSendToCloud: false" in scripts["charts.js"]
    assert [name for name, text in scripts.items() if re.search(r"Plotly\.(react|newPlot|plot)\(", text)] == [
        "charts.js"
    ]
    sources = [*(project / "pages").glob("*.py"), *(project / "components").glob("*.py"), project / "app.py"]
    assert not any("dcc.Graph(" in path.read_text() for path in sources)


def test_pages_that_depend_on_more_than_the_snapshot_are_never_kept(application: Any) -> None:
    import dash

    kept = {page["path"]: page.get("kept", True) for page in dash.page_registry.values()}
    assert not kept["/lists"]
    assert not kept["/start"]
    assert kept["/"]


def test_a_page_that_shows_a_passing_problem_is_not_kept(
    application: Any, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from variation.errors import StoreError
    from variation.store import Store

    def locked(*_: Any, **__: Any) -> Any:
        raise StoreError("The database is locked for a moment.")

    load(application, [5.0] * 33, "for a problem")
    address = "/definitions?indicator=recorded-diabetes&unseen=1"
    with monkeypatch.context() as patch:
        patch.setattr(Store, "series", locked)
        patch.setattr(Store, "sources", locked)
        patch.setattr(Store, "loads", locked)
        assert "locked for a moment" in client.get(address).text
    assert "locked for a moment" not in client.get(address).text


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("address", ["/?indicator=recorded-diabetes", "/overview", "/area?area=E09000030"])
def test_a_page_of_one_snapshot_is_the_same_each_time_and_compressed_whole(client: FlaskClient, address: str) -> None:
    plain = client.get(address).get_data()
    answers = [client.get(address, headers={"Accept-Encoding": "br"}) for _ in range(2)]
    assert [answer.headers["Content-Encoding"] for answer in answers] == ["br", "br"]
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in answers)
    assert [brotli.decompress(answer.get_data()) for answer in answers] == [plain, plain]


@pytest.mark.usefixtures("loaded")
def test_a_new_load_is_shown_though_pages_are_kept(application: Any, client: FlaskClient) -> None:
    address, headers = "/?indicator=recorded-diabetes", {"Accept-Encoding": "br"}
    before = brotli.decompress(client.get(address, headers=headers).get_data())
    load(application, [7.0 + k / 10 for k in range(33)], "a later load")
    after = brotli.decompress(client.get(address, headers=headers).get_data())
    assert b"7.0" in after
    assert before != after
