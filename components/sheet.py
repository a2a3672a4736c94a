"""A page's choices that become a sheet over the page on a phone (assets/view.js opens and closes it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from components.charts import page_bar

_LOOK = "btn btn-primary sheet-only"


def sheet_opener() -> html.Div:
    """The button that opens the sheet, which only a narrow page shows."""
    opens = html.Button("Change view", type="button", id="filters-open", className=_LOOK)
    return html.Div(opens, className="sheet-bar")


def sheet_closer() -> html.Button:
    """The button inside the sheet that closes it."""
    return html.Button("Done", type="button", id="filters-close", className=_LOOK, **{"data-sheet": "close"})


def sheet_bar(choices: Sequence[html.Div]) -> list[Any]:
    """The button that opens the sheet and the bar with the choices."""
    return [sheet_opener(), page_bar([sheet_closer(), *choices])]
