"""The data table: the same areas and figures as the charts, sortable, filterable, to take away.

The rows are drawn by assets/table.js, because thirty rows of Dash components take longer than the four charts.
"""

from __future__ import annotations

import dash_bootstrap_components as dbc
from dash import html

from components.graph import numbers_of


def table_card() -> html.Section:
    """The table of what is shown, with the downloads, whose addresses the script keeps those of the view."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("All figures", id="table-title"),
                    html.Div(
                        [
                            html.Label("Filter areas", htmlFor="table-filter", className="visually-hidden"),
                            dbc.Input(id="table-filter", type="search", placeholder="Filter areas", size="sm"),
                            html.Div(_downloads(), id="table-downloads", className="downloads"),
                        ],
                        className="card-controls",
                    ),
                ],
                className="card-head",
            ),
            html.Div(
                id="table", className="table-frame", tabIndex=0, role="region", **{"aria-label": "Table of the areas"}
            ),
            html.P("", id="table-note", className="card-note"),
        ],
        id="table-card",
        className="card-chart",
        **{"aria-labelledby": "table-title", **numbers_of("map", "funnel", "trend", "bars")},
    )


def _downloads() -> list[html.A]:
    return [
        html.A(
            kind.upper(),
            href=f"/download/areas.{kind}",
            className="btn btn-sm btn-outline-primary",
            **{"data-file": kind, "aria-label": f"Download all figures as {kind.upper()}"},
        )
        for kind in ("csv", "xlsx")
    ]
