"""What pages other than Explore share: their choices, their charts, their heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html

from components.choice_items import USUAL, choice_items
from components.finding import keep_link, pack_link
from variation.analyses.results import Option
from variation.findings.words import unbroken

# The output is never written: without one Dash does not call it again when a page is made anew
clientside_callback(
    ClientsideFunction("atlas", "drawPage"), Output("page-drawn", "title"), Input("page-figures", "data")
)


def figure_store(figures: Mapping[str, dict[str, Any]]) -> html.Div:
    """The figures of a page by the id of their card (`components.graph.graph_card`); assets/charts.js draws them."""
    return html.Div([dcc.Store(id="page-figures", data=dict(figures)), html.Div(id="page-drawn", hidden=True)])


def page_select(
    choice: str, label: str, options: Sequence[Option], value: str, *, drops: Sequence[str] = ()
) -> html.Div:
    """A choice of a page: what is chosen goes into the page's address, and the page is asked for anew.

    Parameters
    ----------
    choice : its name in the query
    drops : other choices that mean nothing once this one changes
    """
    items = choice_items(options)
    return html.Div(
        [
            html.Label(label, htmlFor=f"page-{choice}"),
            dbc.Select(id=f"page-{choice}", options=items, value=value or USUAL, size="sm"),
        ],
        className="filter",
        **{"data-page-choice": choice, "data-drops": ",".join(drops)},
    )


def page_bar(choices: Sequence[html.Div], label: str = "Choose what is shown") -> html.Form:
    """The row of choices on top of a page."""
    return html.Form(html.Div(choices, className="filters-row"), className="filters", **{"aria-label": label})


def page_heading(
    heading: str, sentence: str, source: str, *, badge: str = "", illustrative: bool = False
) -> html.Section:
    """Heading, finding, which way is good, source; saved pictures take their words from here."""
    return html.Section(
        [
            html.H1(heading, id="heading"),
            html.P(
                [
                    html.Span("Illustrative", id="ribbon", className="ribbon", hidden=not illustrative),
                    html.Span(unbroken(sentence), id="sentence"),
                ],
                className="sentence",
            ),
            html.P(
                [
                    html.Span(badge, id="badge", className="badge-direction", hidden=not badge),
                    html.Span(source, id="source", className="source"),
                    " ",
                    keep_link(),
                    " ",
                    pack_link(),
                ],
                className="sources",
            ),
        ],
        id="finding",
        className="finding illustrative" if illustrative else "finding",
    )


def sortable_head(label: str, *, number: bool = False, sorted_: str = "") -> html.Th:
    """A header that sorts its table (`class="sortable"`); cells may carry data-value, the number they sort by."""
    return html.Th(
        html.Button(label, type="button"),
        scope="col",
        className="number" if number else "text",
        **({"aria-sort": sorted_} if sorted_ else {}),
    )
