"""Board packs as a list: this browser's own, those that are shipped, and the form that makes another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from flask import request

from components.pack_editor import STATES, cover_fields, shown_as
from components.pack_fields import NOTHING_TYPED, Fields, Typed, button, post
from components.pack_pages import address
from components.packs import remembered_packs, shipped_packs
from components.remembered import MOST_REMEMBERED
from components.serving import Served
from variation.findings.words import short_day
from variation.packs import Pack
from variation.packs.records import date_words
from variation.store import KeptPack

GROUPS = {"": "London", "domain-": "Domains", "stp-": "STPs", "priorities-": "Priority frameworks"}
_LONGEST = 80  # characters of a search
WHO = (
    "There are no accounts. A pack is reached by its link: whoever has the editing link can change it, whoever has the "
    f"reading link can see it. This browser remembers the last {MOST_REMEMBERED} packs made or kept in it, in a cookie "
    "that says nothing about you; packs of others are not listed."
)


def pack_list(s: Served, *, find: str = "", done: str = "", typed: Typed = NOTHING_TYPED) -> html.Div:
    """All of it; `find` limits both lists."""
    find = find[:_LONGEST]
    own = [kept for kept in remembered_packs(s) if _found(find, kept.title, kept.board)]
    packs, faults = shipped_packs(s)
    shipped = [pack for pack in packs if _found(find, pack.title, pack.board)]
    return html.Div(
        [
            html.H1("Board packs", id="heading"),
            html.P("Deleted.", className="message", role="status") if done == "deleted" else None,
            html.P(
                "Pages that run a meeting: the same figures on screen, paper and slides, tied to one load of data.",
                className="sentence",
            ),
            html.Div([_search(find), html.A("Make a pack", href="#new")], className="pack-find"),
            html.H2("Your packs", id="own"),
            html.Ul([_own(kept) for kept in own], className="pack-list") if own else html.P(_none(find, "made here")),
            html.Details([html.Summary("Who can see a pack?"), html.P(WHO, className="hint")]),
            html.H2("Packs of the atlas", id="shipped"),
            html.P("Always with the newest figures. Copy one to change its pages, sign it off and record decisions."),
            *(_groups(shipped) if shipped else [html.P(_none(find, "shipped"))]),
            *(html.P(fault, className="message") for fault in faults),
            _new(packs, own, typed),
        ],
        className="text-page lists packs",
    )


def _found(find: str, *texts: str) -> bool:
    return find.casefold() in " ".join(texts).casefold()


def _none(find: str, what: str) -> str:
    return f"No pack {what} has “{find}” in its title or board." if find else f"No pack is {what} yet."


def _search(find: str) -> html.Form:
    box = dbc.Input(id="packs-find", name="find", type="search", value=find, size="sm")
    return html.Form(
        [
            html.Label("Find a pack by its title or board", htmlFor="packs-find"),
            html.Div([box, button("Find")], className="search-row"),
        ],
        action="/packs",
        method="get",
        role="search",
        **{"data-plain": "yes"},
    )


def _own(kept: KeptPack) -> html.Li:
    when = date_words(kept.meeting) or "no date yet"
    told = ", ".join(part for part in (kept.board, when, f"changed {short_day(kept.changed_at)}") if part)
    made = Fields(f"again-{kept.id}")
    again = post(
        [made.hidden("id", kept.id), button("Duplicate for the next meeting", look="btn-outline-primary")], "duplicate"
    )
    name = html.A("Edit", href=address(kept), className="btn btn-sm btn-outline-primary", **_label("Edit", kept.title))
    return html.Li(
        [
            html.H3(html.A(kept.title, href=address(kept))),
            html.P([html.Span(STATES[kept.state], className=f"mark state-{kept.state}"), f" {told}"]),
            html.Div([shown_as(kept.reading, title=kept.title), name, again], className="row-of-buttons"),
        ]
    )


def _label(words: str, title: str) -> dict[str, str]:
    return {"aria-label": f"{words}: {title}"}


def _groups(packs: Sequence[Pack]) -> list[html.Section]:
    """The packs by what their names begin with, each group under a small heading."""
    found = []
    for begins, heading in GROUPS.items():
        among = [pack for pack in packs if _group(pack.name) == begins]
        if among:
            listed = html.Ul([_shipped(pack) for pack in among], className="pack-list shipped")
            found.append(html.Section([html.H3(heading, className="pack-group"), listed]))
    return found


def _group(name: str) -> str:
    return next((begins for begins in GROUPS if begins and name.startswith(begins)), "")


def _shipped(pack: Pack) -> html.Li:
    many = "1 page" if len(pack.pages) == 1 else f"{len(pack.pages)} pages"
    made = Fields(f"copy-{pack.name}")
    copy = button("Copy to edit", look="btn-outline-primary", **_label("Copy to edit", pack.title))
    return html.Li(
        [
            html.Div(
                [
                    html.H4(pack.title),
                    html.P(f"{many}, for {pack.purpose}." + (f" {pack.board}." if pack.board else "")),
                ],
                className="pack-told",
            ),
            html.Div(
                [shown_as(pack.name, title=pack.title), post([made.hidden("copy", pack.name), copy], "make")],
                className="row-of-buttons",
            ),
        ]
    )


def _new(packs: Sequence[Pack], own: Sequence[KeptPack], typed: Typed) -> html.Section:
    made = Fields("make", typed)
    starts = [("", "Nothing: an empty pack"), *((p.name, p.title) for p in packs), *((k.id, k.title) for k in own)]
    extra: list[Any] = _from_page(made, typed)
    return html.Section(
        [
            html.H2("Make a pack", id="new"),
            post(
                [
                    made.wrong(),
                    made.choice("copy", "Start from", starts),
                    html.P("A copy keeps its cover where you leave a field empty.", className="hint"),
                    *cover_fields(made, Pack("pack", "")),
                    *extra,
                    button("Make the pack"),
                ],
                "make",
                id="make",
            ),
        ]
    )


def _from_page(made: Fields, typed: Typed) -> list[Any]:
    """Where a chart page's link led here without a script: its address as the first page."""
    referrer = request.referrer or ""
    here = request.path == "/packs" and "add" in request.args and referrer.startswith(request.host_url)
    view = typed.of("make").value("view", referrer if here else "")
    if not view:
        return []
    return [made.line("view", "First page: address of the view", view), made.line("message", "Its headline message")]
