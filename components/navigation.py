"""The bar on top of every page, and the line at its foot."""

from __future__ import annotations

import json

import dash
from dash import dcc, html

from variation.analyses.chart_pages import CHART_PAGES

NAME = "London Variation Atlas"
_TAKES = json.dumps({page.path: dict(page.takes) for page in CHART_PAGES.values()})  # for assets/page-follow.js


def layout(usual_footprint: html.P | None = None) -> html.Div:
    """What stands around every page; the line about a usual footprint comes with the page as it is sent only."""
    main = [html.Div(usual_footprint, id="usual-footprint"), dash.page_container]
    return html.Div([navigation(), html.Main(main, id="main", tabIndex=-1), attribution()])


def navigation() -> html.Header:
    """Links to every page, in the order that the pages ask for."""
    pages = [page for page in dash.page_registry.values() if page.get("order") is not None]
    links = [
        dcc.Link(page["name"], href=page["path"], className="nav-link", id=f"nav-{page['module'].split('.')[-1]}")
        for page in sorted(pages, key=lambda page: page["order"])
    ]
    return html.Header(
        [
            html.A("Skip to the charts", href="#main", className="skip"),
            dcc.Link(NAME, href="/", className="brand"),
            html.Nav(links, **{"aria-label": "Pages", "data-takes": _TAKES}),
        ],
        className="top",
    )


def attribution() -> html.Footer:
    """Who the boundaries are from; the licence asks for it wherever they are drawn."""
    return html.Footer(
        html.P(
            "Boundaries: Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
            "Contains OS data © Crown copyright and database right. "
            "Each chart names the source of its figures. Findings say where areas differ, never why."
        ),
        className="foot",
    )
