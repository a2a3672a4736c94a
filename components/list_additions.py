"""What can be added to an own list: by a search that forgives misspelling, from a select, or as a link."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from components.forms import area_groups, button, hidden, indicator_groups, plain_form, search_form
from components.serving import Served
from variation import geography
from variation.analyses.lookup import look_up
from variation.analyses.own_lists import THINGS, Contents
from variation.findings.words import areas_word
from variation.store import OwnList

LONGEST_SEARCH = 80  # characters


def additions(found: OwnList, held: Contents, text: str, s: Served) -> list[Any]:
    """The part of a list's page that adds to it; `text` is a search."""
    one, many = THINGS[found.kind]
    heading = html.H2(f"Add {many}", id="add")
    if found.kind == "view":
        return [heading, _link(found)]
    groups = _groups(found, held, s)
    return [
        heading,
        _search(found, text, one, held.level),
        *(_results(found, held, text, s) if text else ()),
        plain_form(
            "/lists/change",
            [
                hidden("add-id", "id", found.id),
                hidden("add-do", "do", "add"),
                html.Label(f"Or choose the {one}", htmlFor="add-item"),
                html.Div(
                    [
                        html.Select(
                            groups,
                            id="add-item",
                            name="item",
                            className="form-select form-select-sm",
                            autoComplete="off",
                        ),
                        button("Add"),
                    ],
                    className="search-row",
                ),
            ],
        ),
    ]


def _groups(found: OwnList, held: Contents, s: Served) -> list[html.Optgroup]:
    without = {item.key for item in held.items}
    if found.kind == "indicators":
        return indicator_groups(s.catalogue, without)
    return area_groups((held.level,) if held.level else geography.LEVELS, without)


def _search(found: OwnList, text: str, one: str, level: str) -> html.Form:
    only = f" (the list is of {areas_word(level)})" if level else ""
    return search_form(
        "/lists#add",
        "add-find",
        f"Find the {one} by words or code; they may be misspelt{only}",
        text,
        beside=[hidden("find-list", "list", found.id)],
        role="search",
        **{"aria-label": f"Find the {one} to add"},
    )


def _results(found: OwnList, held: Contents, text: str, s: Served) -> list[Any]:
    """What the search found, each with a button that adds it."""
    result = look_up(text, s.catalogue, s.store, s.snapshot())
    if found.kind == "areas":
        fitting = [a for a in result.areas if held.level in ("", a.level)]
        named = [(a.code, f"{a.name} ({geography.LEVEL_NAMES[a.level][0]})") for a in fitting]
    else:
        named = [(h.indicator.id, h.indicator.short_name) for h in result.indicators]
    if not named:
        return [html.P(f"Nothing that fits is found for “{text}”; try fewer or other words.", role="status")]
    without = {item.key for item in held.items}
    return [
        html.P(f"Found for “{text}”: {len(named)}", role="status"),
        html.Ul([_result(key, name, held=key in without) for key, name in named], className="own-items"),
    ]


def _result(key: str, name: str, *, held: bool) -> html.Li:
    add = button("Add", "do", f"add::{key}", form="change", **{"aria-label": f"Add {name}"})
    return html.Li([html.Span(name, className="own-name"), html.Span("in the list") if held else add])


def _link(found: OwnList) -> html.Div:
    form = plain_form(
        "/lists/change",
        [
            hidden("add-id", "id", found.id),
            hidden("add-do", "do", "add"),
            html.Label("Link of a page with charts, copied from the browser's address", htmlFor="add-item"),
            dbc.Input(id="add-item", name="item", type="text", size="sm"),
            html.Label("Its name; left empty, it is called after what it shows", htmlFor="add-name"),
            html.Div(
                [dbc.Input(id="add-name", name="name", type="text", size="sm"), button("Add")], className="search-row"
            ),
        ],
    )
    return html.Div([html.P("“Keep this view” on a page with charts adds it here too."), form])
