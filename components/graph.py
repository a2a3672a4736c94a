"""The one graph card: title, chart, what it says in words, its buttons; assets/charts.js draws into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from variation.findings.words import unbroken

_HOW = "How to read this"
PACK_CHARTS = {
    "spread-boxes": "boxes",
    "spread-deciles": "deciles",
    "spread-areas": "areas",
    "spread-worth": "worth",
    "multiples-narrow": "multiples",
    "profile": "spines",
    "matrix": "",
    "held": "",
    "pathway": "",
}
"""What a board pack calls a chart, by the name of its card, where these differ; "" where no pack shows it."""


@dataclass(frozen=True)
class Words:
    """What a card says beside its chart: the title, a sentence that stands for the picture, a note below it."""

    title: str
    alt: str
    note: str = ""


def graph_card(
    card_id: str,
    words: Words,
    *,
    controls: Sequence[Any] = (),
    key: bool = False,
    height: int | None = None,
    explained: bool | str = False,
    csv: str = "",
) -> html.Section:
    """A chart with everything that belongs to it.

    Parameters
    ----------
    card_id : name of the chart among the view's figures; the card's parts are named after it
    words : title, text alternative and note
    controls : the chart's own options, shown in its header
    key : whether the card has a key that is drawn from the figure's ``layout.meta.legend``
    height : least height of the chart in px, where it follows from the number of areas
    explained : how to read it, in words; True where assets/explain.js makes them in the browser
    csv : file of its figures for the query of the page, where the table with it holds others
    """
    return html.Section(
        [
            html.Div(
                [
                    html.H2(words.title, id=f"{card_id}-title"),
                    html.Div(
                        [*controls, save_place(card_id)],
                        className="card-controls",
                    ),
                ],
                className="card-head",
            ),
            *([html.Div(id=f"{card_id}-key", className="key", **({"aria-hidden": "true"}))] if key else []),
            html.Div(
                html.Div(id=card_id, className="graph"),
                id=f"{card_id}-frame",
                className="graph-frame",
                style={"minHeight": f"{height}px"} if height else None,
                tabIndex=0,
                role="group",
                **(
                    {
                        "data-chart": card_id,
                        "aria-label": f"{words.title}. Arrow keys go from area to area, Enter picks one.",
                        "aria-describedby": f"{card_id}-alt",
                    }
                ),
            ),
            html.P(words.alt, id=f"{card_id}-alt", className="visually-hidden"),
            html.P(words.note, id=f"{card_id}-note", className="card-note"),
            _explained(card_id, explained),
        ],
        id=f"{card_id}-card",
        className="card-chart",
        **{"aria-labelledby": f"{card_id}-title", **({"data-own-file": csv} if csv else {})},
    )


def explanation(words: str, **attributes: str) -> html.Details:
    """How to read a chart or a table, on demand."""
    said = html.P(unbroken(words))
    return html.Details([html.Summary(_HOW), said], className="explain", **attributes)


def _explained(card_id: str, explained: bool | str) -> html.Details | None:
    if isinstance(explained, str):
        return explanation(explained)
    return explanation("", **{"data-explain": card_id}) if explained else None


def table_head(name: str, title: str, *controls: Any) -> html.Div:
    """The header of a table that is a picture of its own, as `graph_card` has it; `name` is what it is saved as."""
    return html.Div(
        [
            html.H2(title, id=f"{name}-title"),
            html.Div([*controls, save_place(name)], className="card-controls"),
        ],
        className="card-head",
    )


def save_place(name: str) -> html.Div:
    """Where assets/export.js offers to save what is called so: a chart, or the element with `numbers_of` it."""
    return html.Div(className="save-place", **{"data-save": name, "data-pack": PACK_CHARTS.get(name, name)})


def numbers_of(*names: str, csv: str = "") -> dict[str, str]:
    """Attributes of the element with the figures of these charts: their CSV is at `csv`, else made of its table."""
    return {"data-numbers-of": " ".join(names), **({"data-csv": csv} if csv else {})}


def option_select(choice: str, label: str, options: Sequence[tuple[str, str]], value: str) -> html.Div:
    """A small select for one choice of the view; the script sends what is chosen."""
    return html.Div(
        [
            html.Label(label, htmlFor=f"choice-{choice}", className="visually-hidden"),
            dbc.Select(
                id=f"choice-{choice}",
                options=[{"label": text, "value": code} for code, text in options],
                value=value,
                size="sm",
            ),
        ],
        className="option",
    )
