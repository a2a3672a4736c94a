"""Board packs over HTTP: made, edited, signed off, recorded; a refused form comes back filled; no input does harm."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import dash
import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from components.first_page import render
from components.meeting import register_meeting
from components.pack_posts import LARGEST, register_packs
from components.packs import find_composed
from components.serving import KEY, Served
from tests import builders
from variation.errors import NoData
from variation.indicators import load_catalogue
from variation.packs.model import VIEW
from variation.settings import Settings
from variation.store import LoadInfo, open_store

VIEW_ADDRESS = "/?indicator=recorded-diabetes"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Flask]:
    """The forms' addresses on a store of one load, without the application around them."""
    store = open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    frame = builders.proportions([5.0] * 33, 200, indicator="recorded-diabetes", period="2013")
    store.load([frame], LoadInfo("a.csv", "a", "tidy", "a test"), builders.Counted(rows_read=33))
    server = Flask("packs")
    settings = Settings.from_env()
    server.config[KEY] = Served(settings, store, load_catalogue(settings.data), {})
    register_packs(server)
    yield server
    store.close()


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


def page(server: Flask, address: str, cookie: str = "") -> str:
    """HTML of a page of this server, as a person reads it."""
    name = address.partition("?")[0].strip("/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dash, "register_page", lambda *_a, **_k: None)
        module = importlib.import_module(f"pages.{name}")
    with server.test_request_context(address, headers={"Cookie": cookie} if cookie else {}):
        many = request.args.to_dict(flat=False)
        return unescape(render(module.layout(**{k: v[0] if len(v) == 1 else v for k, v in many.items()})))


def store_of(server: Flask) -> Any:
    return server.config[KEY].store


def make(client: FlaskClient, **form: str) -> str:
    """Make a pack; returns the id that edits it."""
    answer = client.post("/packs/make", data={"title": "North board", "purpose": "noting", **form})
    assert answer.status_code == 303, answer.text
    return re.search(r"pack=([0-9a-f]{32})", answer.headers["Location"])[1]


def send(client: FlaskClient, step: str, pack_id: str, **form: Any) -> Any:
    """Post a form about the pack as it is now, unless the form says what was seen."""
    now = store_of(client.application).packs.get(pack_id)
    return client.post(f"/packs/{step}", data={"id": pack_id, "revision": now.revision if now else 0, **form})


def filled(client: FlaskClient, pages: int = 3) -> str:
    pack_id = make(client)
    for number in range(pages):
        answer = send(client, "add", pack_id, do="view", view=VIEW_ADDRESS, message=f"Message {number}")
        assert answer.status_code == 303, answer.text
    return pack_id


def messages(server: Flask, pack_id: str) -> list[str]:
    return re.findall(r"Message \d", page(server, f"/pack?pack={pack_id}"))


def test_a_pack_is_made_and_listed_in_this_browser_only(server: Flask, client: FlaskClient) -> None:
    answer = client.post(
        "/packs/make", data={"title": "<b>North</b>", "board": "NCL", "date": "2026-12-01", "purpose": "decision"}
    )
    cookie = answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    assert "<b>North</b>" in page(server, "/packs", cookie.split(";")[0])
    assert "<b>North</b>" not in page(server, "/packs")
    shown = page(server, answer.headers["Location"].partition("#")[0])
    assert "1 December 2026, for decision" in shown


def test_pages_are_put_in_another_order_by_each_of_three_ways(server: Flask, client: FlaskClient) -> None:
    pack_id = filled(client)
    for do, focus, order in (
        ("down:0", "down-1", [1, 0, 2]),
        ("up:2", "up-1", [1, 2, 0]),
        ("move:0:2", "down-2", [2, 0, 1]),
        ("up:1", "down-0", [0, 2, 1]),
    ):
        answer = send(client, "order", pack_id, do=do)
        assert answer.status_code == 303
        assert messages(server, pack_id) == [f"Message {n}" for n in order]
        if do.startswith("move"):
            continue
        assert answer.headers["Location"].endswith(f"#{focus}")


def test_a_removed_page_comes_back_by_undo(server: Flask, client: FlaskClient) -> None:
    pack_id = filled(client)
    where = send(client, "order", pack_id, do="remove:1").headers["Location"]
    assert messages(server, pack_id) == ["Message 0", "Message 2"]
    to = re.search(r'name="to" [^>]*value="(\d+)"', page(server, where.partition("#")[0]))[1]
    assert send(client, "restore", pack_id, to=to).status_code == 303
    assert messages(server, pack_id) == ["Message 0", "Message 1", "Message 2"]


def test_a_form_of_too_many_sentences_is_refused_in_words(server: Flask, client: FlaskClient) -> None:
    pack_id = filled(client, 1)
    answer = send(client, "page", pack_id, page="0", do="save", **{f"finding-{n}": f"Said {n}." for n in range(1, 15)})
    assert answer.status_code == 422
    assert "A page may have 12 sentences" in answer.text


def test_a_sentence_is_edited_marked_and_put_back(server: Flask, client: FlaskClient) -> None:
    pack_id = filled(client, 1)
    where = f"/pack?pack={pack_id}&page=1"
    generated = re.search(r'name="generated-1" [^>]*value="([^"]+)"', page(server, where))[1]
    form = {"page": "0", "generated-1": generated, "message": "M", "do": "save"}
    assert send(client, "page", pack_id, **form, **{"finding-1": "Mine <i>."}).status_code == 303
    shown = page(server, where)
    assert "Mine <i>." in shown
    assert f"The figures give: {generated}" in shown
    assert "Sentences edited" in page(server, f"/pack?pack={pack_id}")
    back = send(client, "page", pack_id, **{**form, "do": "revert:1"}, **{"finding-1": "Mine <i>."})
    assert back.headers["Location"].endswith("#page-finding-1")
    assert "The figures give" not in page(server, where)
    assert "Sentences edited" not in page(server, f"/pack?pack={pack_id}")


def test_a_stale_save_of_a_page_gives_the_form_back_filled_for_where_the_page_stands_now(
    server: Flask, client: FlaskClient
) -> None:
    pack_id = filled(client)
    seen = store_of(server).packs.get(pack_id).revision
    send(client, "order", pack_id, do="move:2:0")
    typed = {"page": "2", "message": "Typed & kept", "notes": "Long\nnotes", "do": "save"}
    # the three pages are of one view: the message tells them apart
    answer = client.post("/packs/page", data={"id": pack_id, "revision": seen, **typed})
    shown = unescape(answer.text)
    assert answer.status_code == 409
    assert "nothing was saved over their work" in shown
    assert 'value="Typed & kept"' in shown
    assert "Long\nnotes" in shown
    assert re.search(r'name="page" [^>]*value="0"', shown)
    assert f'value="{seen + 1}"' in shown
    assert messages(server, pack_id) == ["Message 2", "Message 0", "Message 1"]


def test_a_stale_save_keeps_what_its_author_did_not_touch_and_shows_what_is_kept_beside_what_they_did(
    server: Flask, client: FlaskClient
) -> None:
    pack_id = filled(client, 1)
    where = f"/pack?pack={pack_id}&page=1"
    generated = re.search(r'name="generated-1" [^>]*value="([^"]+)"', page(server, where))[1]
    opened = {
        "page": "0",
        "do": "save",
        "revision": store_of(server).packs.get(pack_id).revision,
        "message": "Message 0",
        "heading": "",
        "decision": "",
        "notes": "",
        "chart-1": "",
        "chart-2": "",
        "generated-1": generated,
        "finding-1": generated,
    }
    first = {**opened, "finding-1": "By the first.", "notes": "Hers.", "decision": "Hers too.", "message": "First"}
    assert send(client, "page", pack_id, **first).status_code == 303
    stale = send(client, "page", pack_id, **{**opened, "message": "Second"})
    shown = unescape(stale.text)
    assert stale.status_code == 409
    assert re.search(r'value="Second".*?Kept now: .*?First', shown, re.DOTALL)
    assert shown.count("Kept now: ") == 1
    boxes = dict(re.findall(r'<textarea[^>]*name="([a-z0-9-]+)"[^>]*>([^<]*)', shown))
    assert (boxes["finding-1"], boxes["notes"], boxes["decision"]) == ("By the first.", "Hers.", "Hers too.")
    again = {**opened, **boxes, "message": "Second", "revision": store_of(server).packs.get(pack_id).revision}
    assert send(client, "page", pack_id, **again).status_code == 303
    kept = page(server, where)
    assert all(text in kept for text in ("By the first.", "Hers.", "Hers too.", "Second"))


def test_a_stale_save_of_a_cover_or_a_line_shows_what_is_kept_and_can_be_saved_again(
    server: Flask, client: FlaskClient
) -> None:
    pack_id = filled(client, 1)
    seen = store_of(server).packs.get(pack_id).revision
    cover = {"title": "North board", "purpose": "noting", "author": "", "board": "", "action": ""}
    send(client, "cover", pack_id, **{**cover, "author": "Dr A", "purpose": "decision"})
    stale = send(client, "cover", pack_id, **{**cover, "revision": seen, "purpose": "discussion"})
    assert 'value="Dr A"' in stale.text
    assert re.search(r"Kept now: .*?For decision", stale.text)
    line = {"kind": "action", "line": "Write", "owner": "Dr A", "due": "", "status": "open", "about": ""}
    send(client, "record", pack_id, **line)
    send(client, "record", pack_id, **{**line, "number": "1", "version": "1", "owner": "Dr B"})
    stale = send(client, "record", pack_id, **{**line, "number": "1", "version": "1", "line": "Write again"})
    assert stale.status_code == 409
    form = re.search(r'<form[^>]*id="record-1".*?</form>', stale.text, re.DOTALL)[0]
    assert 'value="Dr B"' in form
    assert re.search(r'name="version"[^>]*value="2"', form)
    assert re.search(r"Kept now: .*?Write<", form)


def test_what_was_typed_for_a_page_that_is_gone_is_shown_to_be_copied(client: FlaskClient) -> None:
    pack_id = make(client)
    send(client, "add", pack_id, do="text", heading="Only", text="x")
    seen = store_of(client.application).packs.get(pack_id).revision
    send(client, "order", pack_id, do="remove:0")
    typed = {"page": "0", "heading": "Only", "text": "Typed text", "do": "save"}
    answer = client.post("/packs/page", data={"id": pack_id, "revision": seen, **typed})
    assert answer.status_code == 409
    assert "Typed text" in answer.text


@pytest.mark.parametrize(
    ("step", "form", "kept", "fault"),
    [
        ("cover", {"title": "", "board": "Kept & shown", "purpose": "noting"}, "Kept & shown", "The title is needed."),
        ("cover", {"title": "T", "date": "32/1/2026", "purpose": "noting"}, "32/1/2026", "is no date"),
        (
            "add",
            {"do": "view", "view": "http://localhost/start", "message": "Typed"},
            "Typed",
            "cannot stand in a pack",
        ),
        ("add", {"do": "view", "view": "hello", "message": "Typed"}, "hello", "Paste the address"),
        ("add", {"do": "text", "heading": "", "text": "Typed"}, "Typed", "The heading is needed."),
        ("record", {"kind": "action", "line": "Do it", "owner": "", "status": "open"}, "Do it", "The owner is needed."),
        ("sign", {"who": "", "note": "Well done"}, "Well done", "Your name is needed."),
    ],
)
def test_a_refused_form_comes_back_filled_with_the_fault_beside_its_field(
    client: FlaskClient, step: str, form: dict[str, str], kept: str, fault: str
) -> None:
    pack_id = filled(client, 1)
    now = store_of(client.application).packs.get(pack_id)
    answer = send(client, step, pack_id, signed="0", snapshot="1", **form)
    shown = unescape(answer.text)
    assert answer.status_code == 422
    assert kept in shown
    assert fault in re.search(r'<label[^>]*class="wrong"[^>]*>.*?</label>', shown)[0]
    assert store_of(client.application).packs.get(pack_id) == now


def test_members_who_open_the_reading_link_are_not_sent_the_presenters_notes(
    server: Flask, client: FlaskClient
) -> None:
    register_meeting(server)
    pack_id = make(client)
    send(client, "add", pack_id, do="text", heading="What next", text="Some words.")
    send(client, "page", pack_id, page="0", heading="What next", text="Some words.", notes="Ask B first.")
    reading = store_of(server).packs.get(pack_id).reading
    assert "Ask B first." in client.get(f"/meeting/{pack_id}").text
    for address in (f"/meeting/{reading}", f"/packs/{reading}.html", f"/packs/{pack_id}.html"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Ask B first." not in answer.text, address


def test_a_pack_is_reviewed_released_and_shown_by_its_reading_id(server: Flask, client: FlaskClient) -> None:
    pack_id = filled(client, 1)
    for signed, who in enumerate(("A Lead", "B Director")):
        answer = send(client, "sign", pack_id, who=who, signed=str(signed), snapshot="1")
        assert answer.status_code == 303, answer.text
    kept = store_of(server).packs.get(pack_id)
    shown = page(server, f"/pack?pack={pack_id}")
    assert "Released by B Director, Regional Medical Director" in shown
    assert 'name="do"' not in shown
    with server.test_request_context("/"):
        assert find_composed(kept.reading).state == "released"
        assert find_composed(kept.reading).snapshot == 1
        assert find_composed(pack_id) == find_composed(kept.reading)
        with pytest.raises(NoData):
            find_composed("0" * 32)
    for step, form in (("order", {"do": "remove:0"}), ("cover", {"title": "x", "purpose": "noting"})):
        assert send(client, step, pack_id, **form).status_code in (409, 422)
    assert send(client, "delete", pack_id).status_code == 400
    assert send(client, "back", pack_id, who="C", note="").status_code == 422
    assert send(client, "back", pack_id, who="C", note="Wrong").status_code == 303
    assert "Withdrawn by C on" in page(server, f"/pack?pack={pack_id}")


def test_an_action_is_recorded_changed_with_its_history_and_carried_to_the_next_board(
    server: Flask, client: FlaskClient
) -> None:
    pack_id = filled(client, 1)
    line = {"kind": "action", "line": "Write <to> them", "owner": "Dr A", "due": "2020-01-01", "status": "open"}
    assert send(client, "record", pack_id, **line).status_code == 303
    assert "Open, overdue" in page(server, f"/pack?pack={pack_id}")
    changed = {**line, "number": "1", "version": "1", "owner": "Dr B"}
    assert send(client, "record", pack_id, **changed).status_code == 303
    stale = send(client, "record", pack_id, **{**changed, "line": "Typed by another"})
    assert stale.status_code == 409
    assert "Typed by another" in stale.text
    assert "Write <to> them; Dr A; Open" in page(server, f"/pack?pack={pack_id}")
    new = re.search(r"pack=(\w+)", send(client, "duplicate", pack_id).headers["Location"])[1]
    shown = page(server, f"/pack?pack={new}")
    assert "Write <to> them" in shown
    assert "What changed since the last board" in shown


def test_a_view_is_added_from_its_page_to_a_new_pack_and_then_to_that(server: Flask, client: FlaskClient) -> None:
    assert client.get("/packs/mine").json == []
    answer = client.post("/packs/offer", data={"pack": "new", "title": "Mine", "view": VIEW_ADDRESS, "chart": "bars"})
    assert answer.json["said"] == "Added to “Mine”."
    (listed,) = client.get("/packs/mine").json
    assert answer.json["address"] == f"/pack?pack={listed['id']}"
    assert client.post("/packs/offer", data={"pack": listed["id"], "view": VIEW_ADDRESS}).status_code == 200
    kept = store_of(server).packs.get(listed["id"])
    content = store_of(server).packs.content(kept.id, kept.revision)
    assert content.count(VIEW_ADDRESS) == 2
    for form, field in (
        ({"pack": "new", "title": "", "view": VIEW_ADDRESS}, "title"),
        ({"pack": listed["id"], "view": "/start"}, "view"),
    ):
        refused = client.post("/packs/offer", data=form)
        assert refused.status_code == 422
        assert list(refused.json["fields"]) == [field]
    assert client.post("/packs/offer", data={"pack": "x", "view": VIEW_ADDRESS}).status_code == 422


def test_a_shipped_pack_is_changed_by_copying_it(server: Flask, client: FlaskClient, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "packs").mkdir(parents=True)
    text = f'title = "Overview"\nboard = "All"\n[[pages]]\nview = "{VIEW_ADDRESS}"\n'
    (folder / "packs" / "overview.toml").write_text(text, encoding="utf-8")
    (folder / "packs" / "broken.toml").write_text("title = 1", encoding="utf-8")
    served = server.config[KEY]
    settings = Settings.from_env({"VARIATION_DATA": str(folder)})
    server.config[KEY] = Served(settings, served.store, served.catalogue, {})
    listed = page(server, "/packs")
    assert "Overview" in listed
    assert "broken.toml: 'title' is 1" in listed
    with server.test_request_context("/"):
        assert [sheet.kind for sheet in find_composed("overview").sheets] == [VIEW]
    copied = make(client, copy="overview", title="")
    shown = page(server, f"/pack?pack={copied}")
    assert "Overview" in shown
    assert "All, no date yet" in shown


def test_shipped_packs_are_listed_in_groups_with_london_first(server: Flask) -> None:
    listed = page(server, "/packs")
    order = [
        "London: where does care differ?",
        "Access: where does",
        "North Central London: where",
        "NHS Long Term Plan",
    ]
    places = [listed.index(title) for title in order]
    assert places == sorted(places)
    assert all(heading in listed for heading in ("Domains", "STPs", "Priority frameworks"))


@pytest.mark.parametrize(
    "step",
    [
        "make",
        "add",
        "order",
        "page",
        "cover",
        "restore",
        "sign",
        "back",
        "record",
        "duplicate",
        "delete",
        "keep",
        "offer",
    ],
)
def test_forms_of_other_sites_and_of_no_pack_are_refused(client: FlaskClient, step: str) -> None:
    there = {"Origin": "https://evil.example"}
    assert client.post(f"/packs/{step}", data={}, headers=there).status_code == 403
    assert client.get(f"/packs/{step}").status_code == 405
    answer = client.post(f"/packs/{step}", data={"id": "' OR 1=1 --"}, headers={"Origin": "http://localhost"})
    assert answer.status_code in (404, 422)
    assert "Traceback" not in answer.text
    assert client.post(f"/packs/{step}", data={"x": "y" * LARGEST}).status_code == 413


@pytest.mark.parametrize(
    "form",
    [
        {"do": "up:<script>"},
        {"do": "move:0"},
        {"do": "move:0:99"},
        {"do": "remove:-1"},
        {"do": "remove:" + "9" * 400},
        {"do": ""},
        {"do": "up:٣"},
    ],
)
def test_no_order_brings_a_pack_down(server: Flask, client: FlaskClient, form: dict[str, str]) -> None:
    pack_id = filled(client, 2)
    answer = send(client, "order", pack_id, **form)
    assert answer.status_code == 422
    assert "<script>" not in answer.text
    assert messages(server, pack_id) == ["Message 0", "Message 1"]


@pytest.mark.parametrize(
    "query",
    ["", "pack=%00", "pack=' OR 1=1 --", "pack=a&pack=b", f"pack={'x' * 5000}", "page=1", "find=<b>&done=<b>", "utm=1"],
)
@pytest.mark.parametrize("name", ["pack", "packs"])
def test_no_link_brings_a_page_down(server: Flask, name: str, query: str) -> None:
    assert "<h1" in page(server, f"/{name}?{query}")


@pytest.mark.parametrize("number", ["0", "4", "-1", "x", "٣", "9" * 400])
def test_a_page_that_is_not_there_is_said_so(server: Flask, client: FlaskClient, number: str) -> None:
    assert "no such page" in page(server, f"/pack?pack={filled(client, 1)}&page={number}")


def test_hostile_texts_are_shown_as_they_were_typed(server: Flask, client: FlaskClient) -> None:
    hostile = "</textarea><script>alert(1)</script> {{7*7}} %s \\u0000 ' \" #"
    pack_id = make(client, title=hostile)
    send(client, "add", pack_id, do="text", heading=hostile, text=hostile)
    raw = client.post("/packs/page", data={"id": pack_id, "revision": "0", "page": "0", "text": hostile}).text
    assert "<script>alert" not in raw
    assert hostile in page(server, f"/pack?pack={pack_id}")
