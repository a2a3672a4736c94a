"""Parts of pages that show several charts: a chart with its numbers below it, tables of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from dash import html

from components.graph import Words, graph_card, numbers_of


def chart_part(card_id: str, said: Words, explained: str, table: html.Div, *, height: int = 300) -> html.Div:
    """A chart with the words on how to read it, and the same numbers as a table on demand."""
    fold = html.Details([html.Summary("View as table"), table], className="fold", **numbers_of(card_id))
    return html.Div([graph_card(card_id, said, height=height, explained=explained), fold], className="chart-part")


def number_cell(text: str, value: float) -> html.Td:
    """A cell with the number that it sorts by; what is unknown sorts last."""
    return html.Td(text, className="number", **{"data-value": "" if np.isnan(value) else f"{value:.6g}"})


def numbers_table(
    heads: Sequence[str], rows: Sequence[Sequence[str]], label: str, codes: Sequence[str] = ()
) -> html.Div:
    """A table whose first column names the row and whose others are numbers.

    Parameters
    ----------
    codes : of the areas that the rows are about, so that they light up with the charts
    """
    head = [html.Th(h, scope="col", className="number" if i else None) for i, h in enumerate(heads)]
    body = [
        html.Tr(
            [html.Th(row[0], scope="row"), *(html.Td(cell, className="number") for cell in row[1:])],
            **({"data-code": codes[k]} if codes else {}),
        )
        for k, row in enumerate(rows)
    ]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(body)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})
