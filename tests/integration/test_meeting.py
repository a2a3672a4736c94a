"""Board packs over HTTP: the meeting and the files, when data changes, and where there is none."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests import builders
from variation.store import LoadInfo

PACK = """
title = "Diabetes"
[[pages]]
view = "/?indicator=recorded-diabetes"
[[pages]]
heading = "Why"
text = "People differ."
"""


@pytest.fixture(autouse=True)
def packs(application: Any, tmp_path: Path) -> Iterator[Path]:
    """A folder with one pack in place of the shipped ones."""
    config = application.server.config
    usual = config["VARIATION_SERVED"]
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "diabetes.toml").write_text(PACK)
    config["VARIATION_SERVED"] = replace(usual, settings=replace(usual.settings, data=tmp_path))
    yield folder
    config["VARIATION_SERVED"] = usual


def load(application: Any, share: float, name: str) -> None:
    store = application.server.config["VARIATION_SERVED"].store
    frame = builders.proportions([share + k / 10 for k in range(33)], indicator="recorded-diabetes", period="2013")
    store.load([frame], LoadInfo(name, name, "tidy", "a test"), builders.Counted(rows_read=len(frame)))


def test_an_empty_store_is_said_in_words(client: FlaskClient) -> None:
    answer = client.get("/meeting/diabetes")
    assert answer.status_code == 503
    assert "variation load" in answer.text


@pytest.fixture
def loaded(application: Any) -> None:
    load(application, 5.0, "a load of the meeting")


@pytest.mark.usefixtures("loaded")
class TestLoaded:
    def test_the_meeting_is_the_pack_under_a_policy_of_its_own(self, client: FlaskClient) -> None:
        answer = client.get("/meeting/diabetes")
        assert answer.status_code == 200
        assert "<title>Diabetes · " in answer.text
        assert 'href="/?indicator=recorded-diabetes' in answer.text
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_who_has_the_page_is_not_sent_it_again_until_data_changes(
        self, application: Any, client: FlaskClient
    ) -> None:
        first = client.get("/meeting/diabetes")
        have = {"If-None-Match": first.headers["ETag"]}
        assert client.get("/meeting/diabetes", headers=have).status_code == 304
        load(application, 9.0, "another load of the meeting")
        after = client.get("/meeting/diabetes", headers=have)
        assert after.status_code == 200
        assert after.text != first.text

    def test_a_changed_pack_is_shown_as_it_is_now(self, client: FlaskClient, packs: Path) -> None:
        (packs / "diabetes.toml").write_text(PACK.replace("People differ.", "Places differ."))
        assert "Places differ." in client.get("/meeting/diabetes").text

    def test_an_unknown_pack_is_said_in_words(self, client: FlaskClient) -> None:
        for address in ("/meeting/nothing", "/packs/nothing.xlsx"):
            answer = client.get(address)
            assert answer.status_code == 404
        assert "There is no such board pack" in client.get("/meeting/nothing").text

    def test_a_pack_that_cannot_be_read_says_where(self, client: FlaskClient, packs: Path) -> None:
        (packs / "diabetes.toml").write_text("title = 3")
        answer = client.get("/meeting/diabetes")
        assert answer.status_code == 503
        assert "diabetes.toml: 'title' is 3" in answer.text

    def test_files_are_named_after_pack_and_data(self, client: FlaskClient) -> None:
        answer = client.get("/packs/diabetes.xlsx")
        assert answer.status_code == 200
        named = answer.headers["Content-Disposition"]
        assert named.startswith('attachment; filename="diabetes-')
        assert named.endswith('.xlsx"')
        assert "1 Recorded diabetes by borough," in load_workbook(io.BytesIO(answer.data)).sheetnames

    def test_workbook_and_meeting_have_the_numbers_of_the_data(self, application: Any, client: FlaskClient) -> None:
        load(application, 7.0, "a load of known numbers")
        book = load_workbook(io.BytesIO(client.get("/packs/diabetes.xlsx").data))
        rows = [[cell.value for cell in row] for row in book["1 Recorded diabetes by borough,"].iter_rows()]
        value = {row[0]: row[2] for row in rows if str(row[0]).startswith("E09")}
        assert value == {code: pytest.approx(7.0 + k / 10) for k, code in enumerate(builders.codes())}
        page = client.get("/meeting/diabetes").text
        appendix = page[page.index('id="figures-3-1"') :]
        shown = re.findall(r'<td>(E09\d+)</td><td>[^<]*</td><td class="number">([\d.]+)</td>', appendix)
        assert {code: float(text) for code, text in shown} == value

    def test_a_file_for_a_mail_offers_no_live_pages(self, client: FlaskClient) -> None:
        answer = client.get("/packs/diabetes.html")
        assert answer.headers["Content-Disposition"].endswith('.html"')
        assert 'class="live"' not in answer.text

    def test_a_medium_that_is_not_there_is_said_in_words(self, client: FlaskClient) -> None:
        answer = client.get("/packs/diabetes.docx")
        assert answer.status_code == 404
        assert "docx" in answer.text
