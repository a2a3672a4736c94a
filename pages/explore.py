"""Explore: one indicator's map, funnel, trend, ranking and table, linked."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import dash
from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html, no_update

from components.filters import VIEW_CHOICES, filter_bar, key_of, search_controls, view_controls
from components.finding import finding_section
from components.graph import graph_card, option_select
from components.kept_page import nothing_yet
from components.sheet import sheet_opener
from components.table import table_card
from components.view import Shown, show
from variation.analyses.chart_pages import CHART_PAGES
from variation.errors import VariationError

dash.register_page(__name__, path="/", name=CHART_PAGES["/"].name, title="Explore · London Variation Atlas", order=1)

COLOURS = (
    ("difference", "Difference"),
    ("quintiles", "Fifths of areas"),
    ("breaks", "Natural breaks"),
    ("continuous", "Value"),
)
MAPS = (("map", "Map"), ("tiles", "Equal tiles"))
DISPERSIONS = (
    ("none", "Limits: chance only"),
    ("multiplicative", "Limits: wider by φ"),
    ("additive", "Limits: wider by τ²"),
)
SCALES = (("auto", "Scale to lines"), ("zero", "From zero"))
BANDS = (("off", "No intervals"), ("on", "Intervals"))

# which controls a change of each choice may change, and which charts it leaves as they are
_SEARCH_CHANGES = {"all", "priority", "domain"}
_VIEW_CHANGES = _SEARCH_CHANGES | {"indicator", "level", "within", "sex", "age"}
_STAYS = {
    "area": ("map",),
    "map": ("funnel", "trend", "bars"),
    "colour": ("funnel", "trend", "bars"),
    "dispersion": ("trend",),
    "scale": ("map", "funnel", "bars"),
    "bands": ("map", "funnel", "bars"),
}


def layout(**query: Any) -> html.Div:
    """The page for a view's query; whatever the query holds, something sensible is shown."""
    try:
        shown = show(query)
    except VariationError as error:
        return nothing_yet(error)
    s = shown.choices.selection
    return html.Div(
        [
            dcc.Store(id="view"),
            dcc.Store(id="told", data={**shown.told, "figures": shown.figures}),
            sheet_opener(),
            filter_bar(shown.choices),
            finding_section(shown.finding, live=True),
            html.Div(
                [
                    graph_card(
                        "map",
                        shown.words["map"],
                        controls=[
                            option_select("colour", "Colour areas by", COLOURS, s.colour),
                            option_select("map", "Shape of the map", MAPS, s.map),
                        ],
                        key=True,
                        explained=True,
                    ),
                    graph_card(
                        "funnel",
                        shown.words["funnel"],
                        controls=[option_select("dispersion", "Limits of the funnel", DISPERSIONS, s.dispersion)],
                        explained=True,
                    ),
                    graph_card(
                        "trend",
                        shown.words["trend"],
                        controls=[
                            option_select("scale", "Vertical scale", SCALES, s.scale),
                            option_select("bands", "Intervals of picked areas", BANDS, s.bands),
                        ],
                        explained=True,
                        csv="/download/periods.csv",
                    ),
                    graph_card("bars", shown.words["bars"], height=shown.told["height"], explained=True),
                    table_card(),
                ],
                id="charts",
                className="charts illustrative" if shown.finding.illustrative else "charts",
            ),
            html.Div(id="lit", className="visually-hidden", role="status", **{"aria-live": "polite"}),
        ],
        className="explore",
    )


clientside_callback(ClientsideFunction("atlas", "tell"), Output("table", "title"), Input("told", "data"))


# As few outputs as will do: each costs the browser a pass through the page. The figures, all words and the figures of
# the table come in one, which assets/table.js draws and writes where they belong; the ranking, below the first screen,
# when the charts above it have been painted.
@callback(
    Output("told", "data"),
    Output("filters-search", "children"),
    *[Output(f"filter-{choice}", "children") for choice in VIEW_CHOICES],
    Input("view", "data"),
    prevent_initial_call=True,
)
def draw(view: dict[str, Any]) -> tuple[Any, ...]:
    """Redraw what a change of the view changes."""
    changed = view.get("changed", "all")
    shown = show({key: values[0] for key, values in parse_qs(view.get("search", "").lstrip("?")).items()})
    stays = _STAYS.get(changed, ())
    return (
        {**shown.told, "figures": {chart: figure for chart, figure in shown.figures.items() if chart not in stays}},
        search_controls(shown.choices) if changed in _SEARCH_CHANGES else no_update,
        *_new_controls(shown, view.get("keys") if changed in _VIEW_CHANGES else None),
    )


def _new_controls(shown: Shown, keys: Any) -> list[Any]:
    """The controls that the page does not have yet; `keys` are of those it has, None leaves all as they are."""
    if not isinstance(keys, dict):
        return [no_update] * len(VIEW_CHOICES)
    controls = view_controls(shown.choices)
    return [no_update if keys.get(c) == key_of(controls[c]) else controls[c] for c in VIEW_CHOICES]
