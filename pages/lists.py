"""My lists: named lists of areas and of indicators, and views, each reached by its own link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html
from flask import request

from components.finding import problem
from components.lists import remembered
from components.serving import Served, served
from variation import geography
from variation.analyses.own_lists import KINDS, LONGEST_NAME, MOST_INDICATORS, contents
from variation.errors import VariationError
from variation.store import OwnList

dash.register_page(
    __name__, path="/lists", name="My lists", title="My lists · London Variation Atlas", order=10, kept=False
)  # not kept: lists change without a load

_DONE = {"saved": "Saved. Keep the link: it is the only way back to the list.", "renamed": "Renamed."}
WHO = (
    "There are no accounts. Whoever has a list's link can see, rename and delete it, so send it only to people who may "
    "do so, and name no patient or person in it. This browser remembers the ids of the last 20 lists saved in it, in a "
    "cookie that says nothing about you."
)


def layout(**query: Any) -> html.Div:
    """One list where `list` names it, else those of this browser and the forms that make new ones."""
    s = served()
    list_id, done, ask = (_first(query.get(name)) for name in ("list", "done", "ask"))
    try:
        if list_id:
            found = s.store.lists.get(list_id)
            return _missing() if found is None else _one(found, s, done, ask)
        return _all(s, done)
    except VariationError as error:
        return html.Div(problem("Lists cannot be read", str(error), link="/start", link_text="Start"))


def _first(value: Any) -> str:
    text = value if isinstance(value, str) else next((v for v in value or () if isinstance(v, str)), "")
    return text.strip()


def _missing() -> html.Div:
    sentence = "There is no such list: it was deleted, or the link is not whole."
    return html.Div(problem("No such list", sentence, link="/lists", link_text="My lists"))


def _hidden(list_id: str, field: str, name: str, value: str) -> dbc.Input:
    return dbc.Input(id=f"{field}-{list_id}", name=name, type="hidden", value=value, size="sm")


def _button(words: str, look: str = "btn-primary") -> html.Button:
    return html.Button(words, type="submit", className=f"btn btn-sm {look}")


def _one(found: OwnList, s: Served, done: str, ask: str) -> html.Div:
    held = contents(found.kind, found.content, s.catalogue)
    link = f"{request.host_url}lists?list={found.id}"
    return html.Div(
        [
            html.P(dcc.Link("All my lists", href="/lists")),
            html.H1(found.name, id="heading"),
            html.P(_DONE[done], className="message", role="status") if done in _DONE else None,
            html.P(f"{KINDS[found.kind]}, changed {found.changed_at:%d %b %Y}.", className="sentence"),
            _delete(found) if ask == "delete" else None,
            html.P(html.A("Open in Explore", href=held.address, className="btn btn-primary")) if held.address else None,
            html.Ul([html.Li(dcc.Link(a.name, href=f"/area?area={a.code}")) for a in held.areas])
            if held.areas
            else None,
            html.Ul([html.Li(dcc.Link(i.short_name, href=f"/?indicator={i.id}")) for i in held.indicators])
            if held.indicators
            else None,
            html.H2("Share"),
            html.P(["Link to this list: ", html.Code(link)]),
            html.P(WHO, className="hint"),
            html.H2("Change"),
            html.Form(
                [
                    html.Label("Name", htmlFor="rename"),
                    html.Div(
                        [
                            dbc.Input(id="rename", name="name", type="text", value=found.name, size="sm"),
                            _hidden(found.id, "rename", "id", found.id),
                            _button("Rename"),
                        ],
                        className="search-row",
                    ),
                ],
                action="/lists/rename",
                method="post",
                **{"data-plain": "yes"},
            ),
            None
            if ask == "delete"
            else html.P(dcc.Link("Delete this list …", href=f"/lists?list={found.id}&ask=delete")),
        ],
        className="text-page lists",
    )


def _delete(found: OwnList) -> html.Form:
    return html.Form(
        [
            html.P(f"Delete “{found.name}”? Its link stops working for everybody who has it.", className="message"),
            html.Div(
                [
                    _hidden(found.id, "delete", "id", found.id),
                    _hidden(found.id, "sure", "sure", "yes"),
                    _button("Delete"),
                    dcc.Link("Keep it", href=f"/lists?list={found.id}", className="btn btn-sm btn-outline-primary"),
                ],
                className="search-row",
            ),
        ],
        action="/lists/delete",
        method="post",
        **{"data-plain": "yes"},
        id="sure",
    )


def _all(s: Served, done: str) -> html.Div:
    kept = [found for list_id in remembered() if (found := s.store.lists.get(list_id)) is not None]
    return html.Div(
        [
            html.H1("My lists", id="heading"),
            html.P("Deleted.", className="message", role="status") if done == "deleted" else None,
            html.P("Name areas, indicators or a view of Explore once, and open or share them by a link."),
            html.P(WHO, className="hint"),
            html.H2("Saved in this browser"),
            _table(kept) if kept else html.P("Nothing yet."),
            html.H2("New area list"),
            _form("areas", [_choice("areas", _areas()), _pasted("areas", "Or paste names or codes, one a line")]),
            html.H2("New indicator list"),
            _form("indicators", [_choice("indicators", _indicators(s))]),
            html.H2("New view"),
            _form("view", [_pasted("view", "Link of Explore, copied from the browser's address")]),
        ],
        className="text-page lists",
    )


def _table(kept: Sequence[OwnList]) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(k.name, href=f"/lists?list={k.id}"), scope="row"),
                html.Td(KINDS[k.kind]),
                html.Td(f"{k.changed_at:%d %b %Y}"),
            ]
        )
        for k in kept
    ]
    head = html.Tr([html.Th(h, scope="col") for h in ("List", "Kind", "Changed")])
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Saved lists"})


def _form(kind: str, fields: Sequence[Any]) -> html.Form:
    return html.Form(
        [
            _hidden(kind, "kind", "kind", kind),
            html.Label(f"Name, at most {LONGEST_NAME} characters", htmlFor=f"name-{kind}"),
            dbc.Input(id=f"name-{kind}", name="name", type="text", size="sm"),
            *fields,
            _button(f"Save {KINDS[kind].lower()}"),
        ],
        action="/lists/save",
        method="post",
        **{"data-plain": "yes"},
        id=f"new-{kind}",
    )


def _choice(kind: str, groups: Sequence[html.Optgroup]) -> html.Div:
    hint = {"areas": "all of one level", "indicators": f"at most {MOST_INDICATORS}"}[kind]
    return html.Div(
        [
            html.Label(f"Choose {kind} ({hint}); Ctrl or ⌘ with a click adds one", htmlFor=f"chosen-{kind}"),
            html.Select(
                list(groups), id=f"chosen-{kind}", name="chosen", multiple=True, size=9, className="form-select"
            ),
        ]
    )


def _areas() -> list[html.Optgroup]:
    return [
        html.Optgroup(
            [html.Option(a.short_name, value=a.code) for a in geography.areas(level)],
            label=geography.LEVEL_NAMES[level][1],
        )
        for level in geography.LEVELS
    ]


def _indicators(s: Served) -> list[html.Optgroup]:
    listed = sorted(s.catalogue.indicators.values(), key=lambda i: (i.domain, i.short_name.casefold()))
    return [
        html.Optgroup(
            [html.Option(i.short_name, value=i.id) for i in listed if i.domain == domain], label=domain.capitalize()
        )
        for domain in dict.fromkeys(i.domain for i in listed)
    ]


def _pasted(kind: str, label: str) -> html.Div:
    return html.Div(
        [
            html.Label(label, htmlFor=f"text-{kind}"),
            html.Textarea(id=f"text-{kind}", name="text", rows=3, maxLength=4000, className="form-control"),
        ]
    )
