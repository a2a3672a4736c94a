"""Start: three doors, one search, what is new since an earlier load, what has changed since the last board."""

from __future__ import annotations

from datetime import date
from typing import Any

import dash
from dash import dcc, html

from components.finding import problem
from components.forms import first_text, search_form
from components.news_parts import Since, board_section, news_section
from components.refusals import public
from components.remembered import kept_footprint
from components.serving import Served, served
from components.usual_footprint import footprint_form
from variation import geography
from variation.analyses.inventory import inventory
from variation.analyses.lookup import Found, look_up
from variation.analyses.news import News, news
from variation.analyses.since_board import board_load, since_board
from variation.errors import VariationError
from variation.indicators import Catalogue
from variation.store import Snapshot

dash.register_page(
    __name__, path="/start", name="Start", title="Start · London Variation Atlas", order=0, kept=False
)  # not kept: it shows this browser's own footprint

_LONGEST = 80  # characters of a search, or of a day


def layout(**query: Any) -> html.Div:
    """The page; `find` is a search, `since` the load that news are counted from, `board` that of the last board.

    `visit` is the day when this browser was here last, which assets/page-start.js adds with the load it saw then.
    """
    s = served()
    text, board = (first_text(query.get(name))[:_LONGEST] for name in ("find", "board"))
    since = Since(first_text(query.get("since"))[:_LONGEST], _day(first_text(query.get("visit"))))
    snapshot = s.snapshot()
    try:
        held = inventory(s.catalogue, s.store, snapshot)
        found = look_up(text, s.catalogue, s.store, snapshot) if text else None
        told = news(s.catalogue, s.store, snapshot, int(since.asked) if _is_number(since.asked) else None)
        section = _board(board, told, s, snapshot)
    except VariationError as error:
        return html.Div([problem("Nothing is loaded yet", public(error), link="/data", link_text="How to load")])
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
            _results(text, found, s.catalogue) if found is not None else None,
            _doors(kept_footprint()),
            news_section(told, since),
            section,
        ],
        className="text-page start",
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _board(asked: str, told: News, s: Served, snapshot: Snapshot | None) -> html.Section:
    """What has changed since the board that the address names."""
    found, why_not = board_load(asked, told.loads)
    if found is None or snapshot is None:
        return board_section(told, asked, None, why_not)
    if found.id >= snapshot.id:
        return board_section(told, asked, None, "Nothing has been loaded since then, so nothing has changed.")
    changed = since_board(Snapshot(found.id, found.loaded_at), s.catalogue, s.store, snapshot)
    return board_section(told, asked, changed, "")


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
    label = "Find an area, an indicator or a priority"
    return search_form("/start", "start-find", label, text, placeholder="e.g. Camden, diabetes", role="search")


def _results(text: str, found: Found, catalogue: Catalogue) -> html.Section:
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
        (
            "Priorities",
            [
                (f"{p.name} ({catalogue.framework_of(p.code)})", f"/overview?priority={p.code}")
                for p in found.priorities
            ],
        ),
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
        ("What changed since the last board", "#board"),
        ("What each indicator means", "/definitions"),
        ("What the figures are, and how old", "/data"),
    ]
    return html.Div(
        [
            _door("Clinical lead", "Is a difference real, and who does better?", clinical),
            _door(
                "Network manager", "What about the areas of my footprint?", manager, footprint_form(footprint, "/start")
            ),
            _door("Board", "What should we look at?", board),
        ],
        className="doors",
    )


def _door(who: str, question: str, links: list[tuple[str, str]], more: Any = None) -> html.Section:
    listed = html.Ul([html.Li((html.A if href[0] == "#" else dcc.Link)(words, href=href)) for words, href in links])
    return html.Section([html.H2(who), html.P(question), more, listed])
