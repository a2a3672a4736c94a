"""The page of one own list: what it holds, each thing with its buttons, and what can be done with the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from flask import request

from components.list_additions import additions
from components.list_forms import hidden, plain_form, submit
from components.lists import list_address
from components.remembered import LISTS, MOST_REMEMBERED, remembered
from components.serving import Served
from variation.analyses.own_lists import KINDS, THINGS, Contents, Item
from variation.findings.words import short_day
from variation.store import OwnList

DONE = {
    "saved": "Saved. Keep the link: it is the only way back to the list.",
    "renamed": "Renamed.",
    "added": "Added.",
    "moved": "Moved.",
    "removed": "Removed.",
    "copied": "This copy is yours: changes of the other list do not reach it, nor its changes the other.",
    "remembered": "This browser remembers the list now.",
}
CONFLICT = (
    "The list was changed in another tab or by somebody else after you opened it, so your change was not made and "
    "nothing is lost. This is the list as it is now; make your change again if it still fits."
)
WHO = (
    "There are no accounts. Whoever has a list's link can see, change and delete it, so send it only to people who may "
    "do so, and name no patient or person in it. This browser remembers the ids of the last "
    f"{MOST_REMEMBERED} lists saved in it, in a cookie that says nothing about you."
)


@dataclass(frozen=True)
class Asked:
    """What the address asks of the page besides the list.

    done : what was done last, one of DONE or "conflict"; ask : "delete" for the question before it
    find : a search of things to add
    typed : a name that a conflict has kept from being saved
    key, name, place : what was removed last, and where it stood
    """

    done: str = ""
    ask: str = ""
    find: str = ""
    typed: str = ""
    key: str = ""
    name: str = ""
    place: str = ""


def list_page(found: OwnList, held: Contents, asked: Asked, s: Served) -> html.Div:
    """The page of a list that there is."""
    one, many = THINGS[found.kind]
    return html.Div(
        [
            html.P(dcc.Link("All my lists", href="/lists")),
            html.H1(found.name, id="heading"),
            *_said(found, asked),
            html.P(
                f"{KINDS[found.kind]} of {len(held.items)} {one if len(held.items) == 1 else many}, "
                f"changed {short_day(found.changed_at)}.",
                className="sentence",
            ),
            _delete(found) if asked.ask == "delete" else None,
            None if found.id in remembered(LISTS) else _of_others(found),
            html.P(html.A("Open in Explore", href=held.address, className="btn btn-primary")) if held.address else None,
            _change_form(found),
            html.H2(f"{many.capitalize()} in the list", id="items", tabIndex=-1),
            _items(found, held.items) if held.items else html.P(f"The list is empty. Add {many} below."),
            *additions(found, held, asked.find, s),
            *_share(found, held),
            html.H2("Change the whole"),
            _rename(found, asked.typed),
            None if asked.ask == "delete" else html.P(_delete_link(found)),
        ],
        className="text-page lists",
    )


def _said(found: OwnList, asked: Asked) -> list[Any]:
    if asked.done == "conflict":
        kept = f" You had typed “{asked.typed}”." if asked.typed else ""
        return [html.P(CONFLICT + kept, className="message", role="alert")]
    if asked.done not in DONE:
        return []
    if asked.done != "removed" or not asked.key:
        return [html.P(DONE[asked.done], className="message", role="status")]
    undo = plain_form(
        "/lists/change",
        [
            *(
                hidden(f"undo-{name}", name, value)
                for name, value in {
                    "id": found.id,
                    "do": "add",
                    "item": asked.key,
                    "name": asked.name,
                    "place": asked.place,
                }.items()
            ),
            html.Span(f"Removed: {asked.name}. ", role="status"),
            html.Button("Undo", type="submit", id="undo", className="btn btn-sm btn-primary"),
        ],
        className="message",
    )
    return [undo]


def _of_others(found: OwnList) -> html.Section:
    """What to do with a list that came by a link."""
    return html.Section(
        [
            html.P(
                "This browser has not saved the list: somebody sent you its link. What you change here changes for "
                "them too; a copy is yours alone."
            ),
            html.Div([_copy(found, "Make my own copy"), _remember(found)], className="search-row"),
        ],
        className="message",
        **{"aria-label": "A list that was shared"},
    )


def _copy(found: OwnList, words: str) -> html.Form:
    return plain_form("/lists/copy", [hidden("copy-id", "id", found.id), submit(words)])


def _remember(found: OwnList) -> html.Form:
    button = submit("Remember it here", "btn-outline-primary")
    return plain_form("/lists/remember", [hidden("remember-id", "id", found.id), button])


def _change_form(found: OwnList) -> html.Form:
    """What the buttons of all items send along; each names this form as its own."""
    fields = [hidden("change-id", "id", found.id), hidden("change-version", "version", found.version)]
    return plain_form("/lists/change", fields, id="change")


def _items(found: OwnList, items: Sequence[Item]) -> html.Ol:
    return html.Ol(
        [_item(found, item, k, len(items) - 1) for k, item in enumerate(items)],
        className="own-items",
        id="own-items",
        **{"aria-label": f"{found.name}: in its order"},
    )


def _item(found: OwnList, item: Item, k: int, last: int) -> html.Li:
    link = dcc.Link if found.kind != "view" else html.A
    named = link(item.name, href=item.address) if item.address else html.Span(item.name)
    stale = html.Span(f" ({item.stale})", className="stale") if item.stale else None
    return html.Li(
        [
            html.Span([named, stale], className="own-name"),
            html.Span(
                [
                    _button("Up", f"move:{k - 1}:{item.key}", f"Move {item.name} up", disabled=k == 0),
                    _button("Down", f"move:{k + 1}:{item.key}", f"Move {item.name} down", disabled=k == last),
                    _button("Remove", f"remove::{item.key}", f"Remove {item.name}"),
                ],
                className="own-buttons",
            ),
            _call(found, item, k) if found.kind == "view" else None,
        ],
        id=f"item-{k}",
        tabIndex=-1,
        **{"data-key": item.key},
    )


def _button(words: str, value: str, label: str, *, disabled: bool = False) -> html.Button:
    return html.Button(
        words,
        type="submit",
        form="change",
        name="do",
        value=value,
        disabled=disabled,
        className="btn btn-sm btn-outline-primary",
        **{"aria-label": label},
    )


def _call(found: OwnList, item: Item, k: int) -> html.Details:
    """A view's name, folded away."""
    fields: Mapping[str, str] = {"id": found.id, "version": found.version, "do": "call", "item": item.key}
    form = plain_form(
        "/lists/change",
        [
            *(hidden(f"call-{name}-{k}", name, value) for name, value in fields.items()),
            html.Label("New name of the view", htmlFor=f"call-{k}"),
            html.Div(
                [
                    dbc.Input(id=f"call-{k}", name="name", type="text", value=item.name, size="sm"),
                    submit("Rename view"),
                ],
                className="search-row",
            ),
        ],
    )
    return html.Details([html.Summary("Rename", **{"aria-label": f"Rename {item.name}"}), form], className="own-call")


def _share(found: OwnList, held: Contents) -> list[Any]:
    link = f"{request.host_url}lists?list={found.id}"
    only = (
        [
            "To let somebody see the areas and change nothing, send what they open instead: ",
            html.Code(f"{request.host_url}{held.address[1:]}"),
        ]
        if held.address
        else None
    )
    return [
        html.H2("Share"),
        html.P(["Link to this list, with the right to change it: ", html.Code(link, id="own-link")]),
        html.P(only) if only else None,
        html.P(WHO, className="hint"),
        _copy(found, "Make a copy") if found.id in remembered(LISTS) else None,
    ]


def _rename(found: OwnList, typed: str) -> html.Form:
    return plain_form(
        "/lists/rename",
        [
            hidden("rename-id", "id", found.id),
            hidden("rename-version", "version", found.version),
            html.Label("Name of the list", htmlFor="rename"),
            html.Div(
                [
                    dbc.Input(id="rename", name="name", type="text", value=typed or found.name, size="sm"),
                    submit("Rename"),
                ],
                className="search-row",
            ),
        ],
    )


def _delete_link(found: OwnList) -> dcc.Link:
    return dcc.Link("Delete this list …", href=list_address(found.id, ask="delete"))


def _delete(found: OwnList) -> html.Form:
    return plain_form(
        "/lists/delete",
        [
            html.P(f"Delete “{found.name}”? Its link stops working for everybody who has it.", className="message"),
            html.Div(
                [
                    hidden("delete-id", "id", found.id),
                    hidden("delete-version", "version", found.version),
                    hidden("delete-sure", "sure", "yes"),
                    submit("Delete"),
                    dcc.Link("Keep it", href=list_address(found.id), className="btn btn-sm btn-outline-primary"),
                ],
                className="search-row",
            ),
        ],
        id="sure",
    )
