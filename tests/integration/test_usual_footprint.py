"""The usual footprint and own lists on pages: led to where an address names none; nobody else's is ever shown."""

from __future__ import annotations

from typing import Any

import brotli
import lxml.html
import pytest
from flask.testing import FlaskClient

from benchmarks.asking import CALLBACKS, HEADERS, Callbacks
from components.serving import KEY
from tests import builders
from variation.store import LoadInfo

NORTH_CENTRAL = "E54000028"
PAGES = ("/", "/overview", "/compare", "/multiples", "/spread")
OWN = "E09000003,E09000007"  # what the area list chooses


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
    assert said(html) == "Limited to your usual footprint, North Central London · Show all London · Change it"
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
    assert said(answer.text) == ""


def said(html: str) -> str:
    """The line about the footprint as a reader sees it; "" where it is hidden."""
    line = lxml.html.fromstring(html).get_element_by_id("usual-footprint-line")
    for part in line.xpath(".//*[@hidden]"):
        part.drop_tree()
    return "" if "hidden" in line.attrib else str(line.text_content())


@pytest.mark.parametrize("path", PAGES)
def test_any_footprint_is_said_and_left_with_one_click(listed: str, visitor: FlaskClient, path: str) -> None:
    html = visitor.get(f"{path}?level=borough&within={NORTH_CENTRAL}").text
    assert said(html) == "Limited to North Central London · Show all London"
    leave = lxml.html.fromstring(html).get_element_by_id("leave-footprint")
    assert leave.get("href") == f"{path}?level=borough"
    assert said(visitor.get(f"{path}?within={OWN}").text) == "Limited to 2 chosen areas · Show all London"


@pytest.mark.parametrize("query", ["", "within=E12000007", "within=E54000099", f"within={NORTH_CENTRAL}&level=stp"])
def test_nothing_is_said_where_no_footprint_limits(listed: str, visitor: FlaskClient, query: str) -> None:
    assert said(visitor.get(f"/?{query}").text) == ""


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
    assert own.count('<option value="E09000003,E09000007"') == 1
    assert "My &lt;i&gt;north" not in application.server.test_client().get(address).text


def test_a_list_that_was_renamed_is_called_so_at_once(listed: str, application: Any, visitor: FlaskClient) -> None:
    visitor.set_cookie("atlas-lists", listed)
    assert "My &lt;i&gt;north" in visitor.get("/").text
    lists = application.server.config[KEY].store.lists
    lists.rename(listed, "Our north")
    assert "Our north</option>" in visitor.get("/").text
    lists.rename(listed, "My <i>north</i>")


def routed(visitor: FlaskClient, path: str, search: str = "") -> str:
    """The content of a page as a browser that is here already asks for it, compressed and so kept."""
    body = Callbacks.read(visitor.get("/_dash-dependencies").data).route(search, path)
    answer = visitor.post(CALLBACKS, data=body, headers={**HEADERS, "Accept-Encoding": "br"})
    assert answer.status_code == 200
    return brotli.decompress(answer.data).decode()


def redrawn(visitor: FlaskClient, search: str) -> str:
    """What a change of a view on Explore changes, asked for as a browser does."""
    body = Callbacks.read(visitor.get("/_dash-dependencies").data).draw(search)
    answer = visitor.post(CALLBACKS, data=body, headers={**HEADERS, "Accept-Encoding": "br"})
    assert answer.status_code == 200
    return brotli.decompress(answer.data).decode()


@pytest.mark.parametrize("path", ["/", "/overview", "/spread"])
def test_nobody_is_answered_a_page_with_the_own_things_of_another(
    listed: str, application: Any, visitor: FlaskClient, path: str
) -> None:
    other = application.server.test_client()
    visitor.set_cookie("atlas-lists", listed)
    other.set_cookie("atlas-footprint", NORTH_CENTRAL)
    own, others, nobodys = (routed(who, path) for who in (visitor, other, application.server.test_client()))
    assert OWN in own
    assert OWN not in others + nobodys
    everywhere = '"value":"E12000007"'
    assert everywhere in others
    assert everywhere not in own + nobodys


def test_nobody_is_answered_a_view_with_the_own_things_of_another(
    listed: str, application: Any, visitor: FlaskClient
) -> None:
    visitor.set_cookie("atlas-lists", listed)
    other = application.server.test_client()
    for search in ("?indicator=recorded-diabetes", "?indicator=recorded-diabetes&level=borough"):
        assert OWN in redrawn(visitor, search)
        assert OWN not in redrawn(other, search)
        visitor, other = other, visitor
        visitor.set_cookie("atlas-lists", listed)
        other.delete_cookie("atlas-lists")


@pytest.mark.parametrize("path", ["/lists", "/lists/", "//lists"])
def test_the_page_of_own_lists_is_never_that_of_another(
    listed: str, application: Any, visitor: FlaskClient, path: str
) -> None:
    visitor.set_cookie("atlas-lists", listed)
    assert listed in routed(visitor, path)
    assert listed not in routed(application.server.test_client(), path)
