"""A page's choices that become a sheet over the page on a phone (assets/view.js opens and closes it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from components.charts import page_bar


def sheet_bar(choices: Sequence[html.Div]) -> list[Any]:
    """The button that opens the sheet, which only a narrow page shows, and the bar with the choices."""
    opens = html.Button("Change view", type="button", id="filters-open", className="btn btn-primary sheet-only")
    closes = html.Button(
        "Done",
        type="button",
        id="filters-close",
        className="btn btn-primary sheet-only",
        **{"data-sheet": "close"},
    )
    return [html.Div(opens, className="sheet-bar"), page_bar([closes, *choices])]
