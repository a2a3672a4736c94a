"""Start: three doors, one search, what is new since an earlier load, how fresh the figures are."""

from __future__ import annotations

from typing import Any

import dash
import dash_bootstrap_components as dbc
from dash import dcc, html

from components.finding import problem
from components.lists import kept_footprint
from components.serving import served
from variation import geography
from variation.analyses.inventory import inventory
from variation.analyses.lookup import Found, look_up
from variation.analyses.news import News, NewsLine, news
from variation.analyses.own_lists import footprints
from variation.errors import VariationError

dash.register_page(
    __name__, path="/start", name="Start", title="Start · London Variation Atlas", order=0, kept=False
)  # not kept: it shows this browser's own footprint

_LONGEST = 80  # characters of a search
_MOST_NEWS, _MOST_LOADS = 25, 30


def layout(**query: Any) -> html.Div:
    """The page; `find` is a search, `since` the load that news are counted from."""
    s = served()
    text, since = _first(query.get("find"))[:_LONGEST], _first(query.get("since"))
    snapshot = s.snapshot()
    try:
        held = inventory(s.catalogue, s.store, snapshot)
        found = look_up(text, s.catalogue, s.store, snapshot) if text else None
        told = news(s.catalogue, s.store, snapshot, int(since) if _is_number(since) else None)
    except VariationError as error:
        return html.Div([problem("Nothing is loaded yet", str(error), link="/data", link_text="How to load")])
    published = sum(1 for h in held if not h.illustrative)
    label = snapshot.label if snapshot else ""
    return html.Div(
        [
            html.H1("Where does care differ across London for no good reason?", id="heading"),
            html.P(
                f"{published} indicators show published figures and {len(held) - published} illustrative ones. "
                f"Figures as loaded: {label}.",
                className="sentence",
                id="freshness",
            ),
            None if published else _nothing_real(),
            _search(text),
            _results(text, found) if found is not None else None,
            _doors(kept_footprint()),
            _news(told, since),
        ],
        className="text-page start",
    )


def _first(value: Any) -> str:
    text = value if isinstance(value, str) else next((v for v in value or () if isinstance(v, str)), "")
    return text.strip()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _nothing_real() -> html.P:
    return html.P(
        [
            html.Span("Illustrative", className="ribbon"),
            "All figures shown are simulated and say nothing about any place. Load published ones with ",
            html.Code("python -m variation load FILE …"),
            ", or see ",
            dcc.Link("how to load your own extracts", href="/data"),
            ".",
        ],
        className="message",
        role="note",
    )


def _search(text: str) -> html.Form:
    box = dbc.Input(
        id="start-find", name="find", type="search", value=text, placeholder="e.g. Camden, diabetes", size="sm"
    )
    return html.Form(
        [
            html.Label("Find an area, an indicator or a priority", htmlFor="start-find"),
            html.Div(
                [box, html.Button("Find", type="submit", className="btn btn-primary btn-sm")], className="search-row"
            ),
        ],
        action="/start",
        method="get",
        **{"data-plain": "yes"},
        role="search",
    )


def _results(text: str, found: Found) -> html.Section:
    groups = (
        ("Areas", [(f"{a.name} ({geography.LEVEL_NAMES[a.level][0]})", f"/area?area={a.code}") for a in found.areas]),
        (
            "Indicators",
            [
                (
                    h.indicator.short_name + (" (illustrative)" if h.illustrative else ""),
                    f"/?indicator={h.indicator.id}",
                )
                for h in found.indicators
            ],
        ),
        ("Priorities", [(p.name, f"/overview?priority={p.code}") for p in found.priorities]),
    )
    shown = [
        html.Div([html.H3(name), html.Ul([html.Li(dcc.Link(words, href=href)) for words, href in links])])
        for name, links in groups
        if links
    ]
    said = f"Found for “{text}”: {found.count}" if shown else f"Nothing is found for “{text}”; try fewer or other words"
    return html.Section([html.H2("Found"), html.P(said, role="status"), html.Div(shown, className="found")], id="found")


def _doors(footprint: str) -> html.Div:
    within = f"?within={footprint}" if footprint else ""
    place = geography.area(footprint).short_name if footprint else "London"
    clinical = [
        ("Explore one indicator on map, funnel and trend", "/"),
        ("How far apart areas lie, and what is chance", "/spread"),
        ("Compare two indicators", "/compare"),
    ]
    manager = [
        (f"Overview of {place}", f"/overview{within}"),
        (
            f"Profile of {place}" if footprint else "Profile of an area",
            f"/area?area={footprint}" if footprint else "/area",
        ),
        ("My lists", "/lists"),
    ]
    board = [
        ("Board packs: pages that run a meeting", "/packs"),
        ("Where variation is greatest", "/overview"),
        ("What each indicator means", "/definitions"),
        ("What the figures are, and how old", "/data"),
    ]
    return html.Div(
        [
            _door("Clinical lead", "Is a difference real, and who does better?", clinical),
            _door("Network manager", "What about the areas of my footprint?", manager, _footprint(footprint)),
            _door("Board", "What should we look at?", board),
        ],
        className="doors",
    )


def _door(who: str, question: str, links: list[tuple[str, str]], more: Any = None) -> html.Section:
    listed = html.Ul([html.Li(dcc.Link(words, href=href)) for words, href in links])
    return html.Section([html.H2(who), html.P(question), more, listed])


def _footprint(chosen: str) -> html.Form:
    options = [html.Option("All London", value="", selected=not chosen)]
    options += [html.Option(a.short_name, value=a.code, selected=a.code == chosen) for a in footprints()]
    return html.Form(
        [
            html.Label("Usual footprint", htmlFor="start-footprint"),
            html.Div(
                [
                    html.Select(
                        options, id="start-footprint", name="within", className="form-select", autoComplete="off"
                    ),
                    html.Button("Keep", type="submit", className="btn btn-primary btn-sm"),
                ],
                className="search-row",
            ),
            html.P("Kept in a cookie of this browser: the footprint's code, nothing about you.", className="hint"),
        ],
        action="/lists/footprint",
        method="post",
        **{"data-plain": "yes"},
    )


def _news(told: News, since: str) -> html.Section:
    before = next((load for load in told.loads if load.id == told.since), None)
    against = f"load {before.id} of {before.loaded_at:%d %b %Y}" if before else "an empty store"
    many = "1 indicator" if len(told.lines) == 1 else f"{len(told.lines)} indicators"
    said = f"{told.new:,} new and {told.revised:,} revised figures in {many} since {against}."
    asked = _is_number(since) and int(since) != told.since
    shown = told.lines[:_MOST_NEWS]
    return html.Section(
        [
            html.H2("What is new"),
            html.P("That load cannot be compared with; the one before the newest is taken.", className="message")
            if asked
            else None,
            html.P(said, id="news"),
            _since(told),
            _table(shown) if shown else html.P("The newest load changed no figure that is shown."),
            html.P(f"The {_MOST_NEWS} with most figures are listed.") if len(told.lines) > _MOST_NEWS else None,
        ]
    )


def _since(told: News) -> html.Form:
    earlier = told.loads[1 : 1 + _MOST_LOADS]
    options = [
        html.Option(f"Load {e.id}, {e.loaded_at:%d %b %Y}", value=str(e.id), selected=e.id == told.since)
        for e in earlier
    ]
    options.append(html.Option("The beginning", value="0", selected=told.since == 0))
    return html.Form(
        [
            html.Label("Since", htmlFor="start-since"),
            html.Div(
                [
                    html.Select(options, id="start-since", name="since", className="form-select", autoComplete="off"),
                    html.Button("Show", type="submit", className="btn btn-primary btn-sm"),
                ],
                className="search-row",
            ),
        ],
        action="/start",
        method="get",
        **{"data-plain": "yes"},
    )


def _table(lines: tuple[NewsLine, ...]) -> html.Div:
    heads = ("Indicator", "Levels", "Latest period changed", "Figures", "New", "Revised")
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(n.indicator.short_name, href=f"/?indicator={n.indicator.id}"), scope="row"),
                html.Td(", ".join(n.levels)),
                html.Td(n.latest),
                html.Td("Illustrative" if n.illustrative else "Published"),
                html.Td(f"{n.new:,}", className="number"),
                html.Td(f"{n.revised:,}", className="number"),
            ]
        )
        for n in lines
    ]
    head = [html.Th(h, scope="col", className="number" if h in ("New", "Revised") else None) for h in heads]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "What is new"})
