"""Own lists over HTTP: saved, shared by link, renamed, deleted; what cannot be kept is refused with a sentence."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import dash
import pytest
from flask import Flask, request

from components.first_page import render
from components.lists import register_lists
from components.remembered import LISTS, MOST_REMEMBERED
from components.serving import KEY, Served
from tests import builders
from variation import geography
from variation.indicators import load_catalogue
from variation.settings import Settings
from variation.store import LoadInfo, open_store


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Flask]:
    """The forms' addresses on a store of two loads, without the application around them."""
    store = open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    first = builders.proportions([5.0] * 33, 200, indicator="recorded-diabetes", period="2013")
    second = builders.proportions([5.0] * 32 + [6.0], 200, indicator="recorded-diabetes", period="2013")
    for name, frame in (("a", first), ("b", second)):
        store.load([frame], LoadInfo(f"{name}.csv", name, "tidy", "a test"), builders.Counted(rows_read=33))
    server = Flask("lists")
    settings = Settings.from_env()
    server.config[KEY] = Served(settings, store, load_catalogue(settings.data), {})
    register_lists(server)
    yield server
    store.close()


def page(server: Flask, name: str, address: str, cookie: str = "") -> str:
    """HTML of a page of this server."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dash, "register_page", lambda *_a, **_k: None)
        module = importlib.import_module(f"pages.{name}")
    with server.test_request_context(address, headers={"Cookie": cookie} if cookie else {}):
        many = request.args.to_dict(flat=False)
        return render(module.layout(**{k: v[0] if len(v) == 1 else v for k, v in many.items()}))


def save(server: Flask, **form: object) -> str:
    """Save a list; returns where the answer leads."""
    answer = server.test_client().post("/lists/save", data=form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def version(server: Flask, list_id: str) -> str:
    """The version that a page of the list would send along."""
    found = server.config[KEY].store.lists.get(list_id)
    return str(found.version)


def made(server: Flask, **form: object) -> str:
    """Save a list; returns its id."""
    return save(server, **form).split("list=")[1].split("&")[0]


def change(server: Flask, list_id: str, do: str, **form: str) -> str:
    """Press a button of the list's page as it is now; returns where the answer leads."""
    sent = {"id": list_id, "version": version(server, list_id), "do": do, **form}
    answer = server.test_client().post("/lists/change", data=sent)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def items(html: str) -> list[str]:
    """What a list's page lists, in order."""
    return re.findall(r'data-key="([^"]*)"', html)


def test_items_are_added_moved_and_removed_and_a_removal_is_undone(server: Flask) -> None:
    list_id = made(server, kind="areas", name="North", chosen=["E09000007", "E09000003"])
    change(server, list_id, "add", item="Haringey")
    change(server, list_id, "move:0:E09000014")
    html = page(server, "lists", f"/lists?list={list_id}")
    assert items(html) == ["E09000014", "E09000007", "E09000003"]
    assert "Area list of 3 areas" in html
    where = change(server, list_id, "remove::E09000007")
    html = page(server, "lists", where.split("#")[0])
    assert items(html) == ["E09000014", "E09000003"]
    assert "Removed: Camden." in html
    sent = dict(re.findall(r'<input id="undo-\w+" name="(\w+)" type="hidden" value="([^"]*)"', html))
    assert server.test_client().post("/lists/change", data=sent).status_code == 303
    assert items(page(server, "lists", f"/lists?list={list_id}")) == ["E09000014", "E09000007", "E09000003"]


def test_a_list_can_be_emptied_and_filled_again(server: Flask) -> None:
    list_id = made(server, kind="indicators", name="One", chosen=["recorded-diabetes"])
    where = change(server, list_id, "remove::recorded-diabetes")
    assert "The list is empty." in page(server, "lists", where.split("#")[0])
    found = page(server, "lists", f"/lists?list={list_id}&find=diabetis")
    assert 'value="add::recorded-diabetes"' in found
    change(server, list_id, "add::recorded-diabetes")
    assert items(page(server, "lists", f"/lists?list={list_id}")) == ["recorded-diabetes"]


def test_a_change_from_a_page_that_is_out_of_date_is_said_and_loses_nothing(server: Flask) -> None:
    list_id = made(server, kind="areas", name="North", chosen=["E09000007", "E09000003"])
    old = version(server, list_id)
    change(server, list_id, "add", item="Haringey")
    client = server.test_client()
    for step, form in (
        ("change", {"do": "remove::E09000007"}),
        ("change", {"do": "move:1:E09000007"}),
        ("rename", {"name": "My own words"}),
        ("delete", {"sure": "yes"}),
    ):
        answer = client.post(f"/lists/{step}", data={"id": list_id, "version": old, **form})
        assert answer.status_code == 303
        html = page(server, "lists", answer.headers["Location"])
        assert "nothing is lost" in html
        assert items(html) == ["E09000007", "E09000003", "E09000014"]
        assert ("My own words" in html) == (step == "rename")
    added = client.post("/lists/change", data={"id": list_id, "version": old, "do": "add", "item": "Enfield"})
    assert "done=added" in added.headers["Location"]


def test_a_list_that_is_remembered_again_drives_no_other_out(server: Flask) -> None:
    list_id = made(server, kind="areas", name="First", text="Camden")
    client = server.test_client()
    client.set_cookie(LISTS, ".".join([list_id, *(f"other-{n}" for n in range(MOST_REMEMBERED - 1))]))
    client.post("/lists/remember", data={"id": list_id})
    kept = client.get_cookie(LISTS).value.split(".")
    assert kept[0] == list_id
    assert len(kept) == MOST_REMEMBERED


def test_a_shared_list_can_be_copied_or_remembered(server: Flask) -> None:
    list_id = made(server, kind="areas", name="North", chosen=["E09000007", "E09000003"])
    html = page(server, "lists", f"/lists?list={list_id}")
    assert "somebody sent you its link" in html
    client = server.test_client()
    copied = client.post("/lists/copy", data={"id": list_id}).headers["Location"]
    assert "Copy of North" in page(server, "lists", copied)
    assert list_id not in copied
    remembered = client.post("/lists/remember", data={"id": list_id}).headers["Set-Cookie"]
    own = page(server, "lists", f"/lists?list={list_id}", remembered.split(";")[0])
    assert "somebody sent you its link" not in own
    assert "with the right to change it" in own


def test_a_view_of_any_page_is_kept_in_a_new_list_or_an_old_one_and_renamed(server: Flask) -> None:
    asked = page(server, "lists", "/lists?add=/spread%3Findicator%3Drecorded-diabetes%26area%3DE09000007")
    assert 'value="Spread: Recorded diabetes, Camden"' in asked
    client = server.test_client()
    first = client.post("/lists/view", data={"address": "/spread?indicator=recorded-diabetes", "list": "new"})
    list_id = first.headers["Location"].split("list=")[1].split("&")[0]
    client.post("/lists/view", data={"address": "/overview?level=ccg", "list": list_id, "name": "CCGs"})
    change(server, list_id, "call", item="/overview?level=ccg", name="All CCGs")
    html = unescape(page(server, "lists", f"/lists?list={list_id}"))
    assert items(html) == ["/spread?indicator=recorded-diabetes", "/overview?level=ccg"]
    assert '<a href="/overview?level=ccg">All CCGs</a>' in html
    assert "My views" in html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example/x", "/lists", "/?indicator=nothing", "x" * 5000]
)
def test_what_is_no_view_cannot_be_kept(server: Flask, address: str) -> None:
    assert server.test_client().post("/lists/view", data={"address": address}).status_code == 400
    assert "cannot be kept" in page(server, "lists", f"/lists?{urlencode({'add': address})}")


def test_an_older_list_of_one_view_opens_and_takes_more(server: Flask) -> None:
    list_id = server.config[KEY].store.lists.add("view", "Camden", "indicator=recorded-diabetes&area=E09000007")
    assert items(unescape(page(server, "lists", f"/lists?list={list_id}"))) == [
        "/?indicator=recorded-diabetes&area=E09000007"
    ]
    change(server, list_id, "add", item="/overview")
    assert len(items(page(server, "lists", f"/lists?list={list_id}"))) == 2


def test_what_is_no_longer_known_is_marked_and_can_be_removed(server: Flask) -> None:
    list_id = server.config[KEY].store.lists.add("areas", "Old", "E09999999,E09000007")
    html = page(server, "lists", f"/lists?list={list_id}")
    assert "no longer an area of the atlas" in html
    where = change(server, list_id, "remove::E09999999")
    assert "Undo" not in page(server, "lists", where.split("#")[0])


def test_an_area_list_is_saved_shared_and_opens_explore_limited_to_it(server: Flask) -> None:
    where = save(server, kind="areas", name="My <b>north</b>", chosen=["E09000007", "E09000003"])
    html = page(server, "lists", where)
    assert 'href="/?level=borough&amp;within=E09000003,E09000007"' in html
    assert "My &lt;b&gt;north&lt;/b&gt;" in html
    assert "<b>north" not in html
    assert "Whoever has a list's link" in html


def test_an_indicator_list_links_to_each(server: Flask) -> None:
    html = page(server, "lists", save(server, kind="indicators", name="Two", chosen=["recorded-diabetes"]))
    assert 'href="/?indicator=recorded-diabetes"' in html


def test_a_view_opens_as_it_was_copied(server: Flask) -> None:
    link = "https://atlas.example/?indicator=recorded-diabetes&area=E09000007"
    html = page(server, "lists", save(server, kind="view", name="Camden", text=link))
    assert 'href="/?indicator=recorded-diabetes&amp;area=E09000007"' in html


def test_a_list_is_deleted_only_after_it_was_asked(server: Flask) -> None:
    where = save(server, kind="areas", name="North", chosen="E09000007")
    list_id = where.split("list=")[1].split("&")[0]
    client = server.test_client()
    asked = client.post("/lists/delete", data={"id": list_id}).headers["Location"]
    assert "ask=delete" in asked
    assert "Delete “North”?" in page(server, "lists", asked)
    sure = {"id": list_id, "sure": "yes", "version": version(server, list_id)}
    assert client.post("/lists/delete", data=sure).headers["Location"] == "/lists?done=deleted"
    assert "There is no such list" in page(server, "lists", where)
    assert client.post("/lists/rename", data={"id": list_id, "name": "x"}).status_code == 404


def test_a_list_is_renamed_and_this_browser_remembers_it(server: Flask) -> None:
    client = server.test_client()
    made = client.post("/lists/save", data={"kind": "areas", "name": "Old", "chosen": "E09000007"})
    cookie = made.headers["Set-Cookie"]
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    list_id = made.headers["Location"].split("list=")[1].split("&")[0]
    client.post("/lists/rename", data={"id": list_id, "name": "New name", "version": version(server, list_id)})
    assert "New name" in page(server, "lists", "/lists", cookie.split(";")[0])
    assert "New name" not in page(server, "lists", "/lists")


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "areas", "name": "x", "chosen": "<script>alert(1)</script>"},
        {"kind": "areas", "name": "", "chosen": "E09000007"},
        {"kind": "areas", "name": "x\x00y", "chosen": "E09000007"},
        {"kind": "view", "name": "x", "text": "javascript:alert(1)"},
        {"kind": "view", "name": "x", "text": "//evil.example/?indicator=nothing"},
        {"kind": "<b>", "name": "x", "text": "y"},
        {"kind": "indicators", "name": "x", "chosen": "' OR 1=1 --"},
        {"kind": "areas", "name": "x", "text": "E09000007\n" * 5000},
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(server: Flask, form: dict[str, str]) -> None:
    answer = server.test_client().post("/lists/save", data=form)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    assert "<script>" not in answer.text
    assert answer.text.count(".") >= 1


@pytest.mark.parametrize("step", ["save", "change", "rename", "delete", "copy", "remember", "view", "footprint"])
def test_forms_of_other_sites_are_refused(server: Flask, step: str) -> None:
    client = server.test_client()
    assert client.post(f"/lists/{step}", data={}, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(f"/lists/{step}", data={}, headers={"Origin": "http://localhost"}).status_code != 403
    assert client.get(f"/lists/{step}").status_code == 405


def test_a_usual_footprint_is_kept_in_a_cookie_and_offered_on_start(server: Flask) -> None:
    stp = geography.areas("stp")[0]
    client = server.test_client()
    kept = client.post("/lists/footprint", data={"within": stp.code, "back": "https://evil.example"})
    assert kept.headers["Location"] == "/start"
    assert "SameSite=Lax" in kept.headers["Set-Cookie"]
    html = page(server, "start", "/start", kept.headers["Set-Cookie"].split(";")[0])
    assert f'href="/overview?within={stp.code}"' in html
    assert f'href="/area?area={stp.code}"' in html
    assert 'href="/overview?within=' not in page(server, "start", "/start", "atlas-footprint=<script>")
    assert client.post("/lists/footprint", data={"within": "E09000007"}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "list=%00",
        "add=%00",
        "add=a&add=b",
        "list=' OR 1=1 --",
        "list=a&list=b",
        f"list={'x' * 5000}",
        "ask=delete",
        "done=<b>",
    ],
)
def test_no_link_brings_the_page_down(server: Flask, query: str) -> None:
    assert "<h1" in page(server, "lists", f"/lists?{query}")
