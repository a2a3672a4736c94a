"""The usual footprint and own lists on pages: led to where an address names none; nobody else's is ever shown."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from components.serving import KEY
from tests import builders
from variation.store import LoadInfo

NORTH_CENTRAL = "E54000028"
PAGES = ("/", "/overview", "/compare", "/multiples", "/spread")


@pytest.fixture(scope="module")
def listed(application: Any, client: FlaskClient) -> str:
    """Id of an area list, in a store with figures."""
    store = application.server.config[KEY].store
    frame = builders.proportions([5.0] * 33, 200, indicator="recorded-diabetes", period="2013")
    store.load([frame], LoadInfo("a.csv", "a", "tidy", "a test"), builders.Counted(rows_read=33))
    return str(store.lists.add("areas", "My <i>north</i>", "E09000007,E09000003"))


@pytest.fixture
def visitor(application: Any) -> FlaskClient:
    """A browser of its own, without cookies."""
    return application.server.test_client()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_a_footprint_leads_to_the_usual_one(listed: str, visitor: FlaskClient, path: str) -> None:
    assert visitor.get(path).status_code == 200
    visitor.set_cookie("atlas-footprint", NORTH_CENTRAL)
    led = visitor.get(f"{path}?indicator=recorded-diabetes&utm=a&utm=b")
    assert led.status_code == 302
    assert led.headers["Location"] == f"{path}?indicator=recorded-diabetes&utm=a&utm=b&within={NORTH_CENTRAL}"
    assert led.headers["Cache-Control"] == "no-store"
    html = visitor.get(led.headers["Location"]).text
    assert "Limited to your usual footprint" in html
    assert "within=E12000007" in html


@pytest.mark.parametrize("query", ["within=E54000027", "within=E12000007", "within=", "level=stp"])
def test_an_address_that_names_a_footprint_or_has_none_to_name_stays(
    listed: str, visitor: FlaskClient, query: str
) -> None:
    visitor.set_cookie("atlas-footprint", NORTH_CENTRAL)
    assert visitor.get(f"/?{query}").status_code == 200


def test_a_profile_starts_with_the_usual_footprint(listed: str, visitor: FlaskClient) -> None:
    visitor.set_cookie("atlas-footprint", NORTH_CENTRAL)
    assert visitor.get("/area").headers["Location"] == f"/area?area={NORTH_CENTRAL}"
    assert visitor.get("/area?area=E09000007").status_code == 200


@pytest.mark.parametrize("code", ["E09000007", "<script>", "x" * 4000])
def test_a_cookie_that_is_no_footprint_changes_nothing(listed: str, visitor: FlaskClient, code: str) -> None:
    visitor.set_cookie("atlas-footprint", code)
    answer = visitor.get("/")
    assert answer.status_code == 200
    assert "usual-footprint-line" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_own_area_lists_are_footprints_for_their_browser_alone(
    listed: str, application: Any, visitor: FlaskClient, path: str
) -> None:
    address = f"{path}?within=E09000003,E09000007"
    stps = application.server.config[KEY].store.lists.add("areas", "Two STPs", "E54000027,E54000028")
    visitor.set_cookie("atlas-lists", f"{listed}.{stps}")
    own = visitor.get(address).text
    assert "Two STPs" not in own
    assert '<option value="E09000003,E09000007" selected>My &lt;i&gt;north&lt;/i&gt;</option>' in own
    assert visitor.get(address).headers["Cache-Control"] == "private, no-cache"
    assert own.count('value="E09000003,E09000007"') == 1
    assert "My &lt;i&gt;north" not in application.server.test_client().get(address).text


def test_a_list_that_was_renamed_is_called_so_at_once(listed: str, application: Any, visitor: FlaskClient) -> None:
    visitor.set_cookie("atlas-lists", listed)
    assert "My &lt;i&gt;north" in visitor.get("/").text
    lists = application.server.config[KEY].store.lists
    lists.rename(listed, "Our north")
    assert "Our north</option>" in visitor.get("/").text
    lists.rename(listed, "My <i>north</i>")
