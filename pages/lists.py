"""My lists: named lists of areas, of indicators and of views, each reached by its own link."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from components.finding import problem
from components.list_additions import LONGEST_SEARCH
from components.list_forms import area_groups, hidden, indicator_groups, plain_form, submit
from components.list_page import WHO, Asked, list_page
from components.lists import NEW
from components.remembered import kept_footprint, remembered_lists
from components.serving import Served, served
from components.usual_footprint import footprint_form
from variation.analyses.inventory import inventory
from variation.analyses.own_lists import KINDS, MOST_INDICATORS, contents
from variation.analyses.own_views import LONGEST_NAME, ListError, checked_address, view_title
from variation.errors import NoData, VariationError
from variation.findings.words import short_day
from variation.store import OwnList

dash.register_page(
    __name__, path="/lists", name="My lists", title="My lists · London Variation Atlas", order=10, kept=False
)  # not kept: lists change without a load

_ASKED = ("done", "ask", "find", "typed", "key", "name", "place")
_LIMITS = {"find": LONGEST_SEARCH, "typed": LONGEST_NAME, "name": LONGEST_NAME}


def layout(**query: Any) -> html.Div:
    """One list where `list` names it, a view to keep where `add` holds it, else all lists of this browser."""
    s = served()
    list_id, address = _first(query.get("list")), _first(query.get("add"))
    asked = Asked(**{name: _first(query.get(name))[: _LIMITS.get(name)] for name in _ASKED})
    try:
        if list_id:
            found = s.store.lists.get(list_id)
            return _missing() if found is None else list_page(found, _held(found, s), asked, s)
        return _keep_view(address, s) if address else _all(s, asked.done)
    except VariationError as error:
        return html.Div(problem("Lists cannot be read", str(error), link="/start", link_text="Start"))


def _first(value: Any) -> str:
    text = value if isinstance(value, str) else next((v for v in value or () if isinstance(v, str)), "")
    return text.strip()


def _held(found: OwnList, s: Served) -> Any:
    try:
        loaded = {held.indicator.id for held in inventory(s.catalogue, s.store, s.snapshot())}
    except NoData:
        loaded = set()
    return contents(found.kind, found.content, s.catalogue, name=found.name, loaded=loaded)


def _missing() -> html.Div:
    sentence = "There is no such list: it was deleted, or the link is not whole."
    return html.Div(problem("No such list", sentence, link="/lists", link_text="My lists"))


def _keep_view(address: str, s: Served) -> html.Div:
    """The question which list a view is to be kept in."""
    try:
        view = checked_address(address, s.catalogue)
    except ListError as error:
        return html.Div(problem("This view cannot be kept", str(error), link="/lists", link_text="My lists"))
    lists = [found for found in remembered_lists() if found.kind == "view"]
    options = [html.Option(found.name, value=found.id) for found in lists]
    form = plain_form(
        "/lists/view",
        [
            hidden("view-address", "address", view),
            html.Label("Name of the view", htmlFor="view-name"),
            dbc.Input(id="view-name", name="name", type="text", value=view_title(view, s.catalogue), size="sm"),
            html.Label("List to keep it in", htmlFor="view-list"),
            html.Select(
                [*options, html.Option("A new list", value=NEW)],
                id="view-list",
                name="list",
                className="form-select form-select-sm",
                autoComplete="off",
            ),
            html.Label("Name of the new list", htmlFor="view-title"),
            dbc.Input(id="view-title", name="title", type="text", value="My views", size="sm"),
            html.P("Used only for a new list.", className="hint"),
            submit("Keep this view"),
        ],
    )
    back = html.P(html.A("Back to the view", href=view))
    return html.Div([html.H1("Keep this view", id="heading"), form, back], className="text-page lists")


def _all(s: Served, done: str) -> html.Div:
    kept = remembered_lists()
    return html.Div(
        [
            html.H1("My lists", id="heading"),
            html.P("Deleted.", className="message", role="status") if done == "deleted" else None,
            html.P(
                "Name areas, indicators or views once, and open or share them by a link. A list of areas is also "
                "offered as a footprint on every page that has one."
            ),
            html.P(WHO, className="hint"),
            html.H2("Saved in this browser"),
            _table(kept, s)
            if kept
            else html.P("Nothing yet. Make a list below, or choose “Keep this view” on a page with charts."),
            html.H2("Usual footprint"),
            footprint_form(kept_footprint(), "/lists"),
            html.H2("New area list"),
            _form("areas", [_choice("areas", area_groups()), _pasted("areas", "Or paste names or codes, one a line")]),
            html.H2("New indicator list"),
            _form("indicators", [_choice("indicators", indicator_groups(s.catalogue))]),
            html.H2("New view list"),
            _form("view", [_pasted("view", "Link of its first view, copied from the browser's address")]),
        ],
        className="text-page lists",
    )


def _table(kept: Sequence[OwnList], s: Served) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(k.name, href=f"/lists?list={k.id}"), scope="row"),
                html.Td(KINDS[k.kind]),
                html.Td(str(len(contents(k.kind, k.content, s.catalogue).items)), className="number"),
                html.Td(short_day(k.changed_at)),
            ]
        )
        for k in kept
    ]
    head = html.Tr([html.Th(h, scope="col", className="number" if h == "Holds" else None) for h in _HEADS])
    table = html.Table([html.Thead(head), html.Tbody(rows)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Saved lists"})


_HEADS = ("List", "Kind", "Holds", "Changed")


def _form(kind: str, fields: Sequence[Any]) -> html.Form:
    return plain_form(
        "/lists/save",
        [
            hidden(f"kind-{kind}", "kind", kind),
            html.Label(f"Name, at most {LONGEST_NAME} characters", htmlFor=f"name-{kind}"),
            dbc.Input(id=f"name-{kind}", name="name", type="text", size="sm"),
            *fields,
            submit(f"Save {KINDS[kind].lower()}"),
        ],
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


def _pasted(kind: str, label: str) -> html.Div:
    return html.Div(
        [
            html.Label(label, htmlFor=f"text-{kind}"),
            html.Textarea(id=f"text-{kind}", name="text", rows=3, maxLength=4000, className="form-control"),
        ]
    )
