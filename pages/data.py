"""About the data: which figures are published, which illustrative, what was loaded, how to load the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash
from dash import html

from components.finding import problem
from components.serving import served
from variation import geography
from variation.analyses.inventory import Held, inventory
from variation.errors import VariationError
from variation.findings.words import short_day
from variation.store import LoadRecord

dash.register_page(
    __name__, path="/data", name="About the data", title="About the data · London Variation Atlas", order=9
)

_MOST_LOADS = 30


def layout(**query: Any) -> html.Div:
    """The page; what is loaded is read afresh each time."""
    s = served()
    try:
        held = inventory(s.catalogue, s.store, s.snapshot())
        loads = s.store.loads()
    except VariationError as error:
        return html.Div([problem("Nothing is loaded yet", str(error)), _how_to_load()])
    published = [h for h in held if not h.illustrative]
    illustrative = [h for h in held if h.illustrative]
    return html.Div(
        [
            html.H1("About the data"),
            html.P(
                f"{len(published)} indicators show published figures; {len(illustrative)} show illustrative ones. "
                "Illustrative figures are simulated at the level and spread of the real ones. They show what the "
                "atlas does and say nothing about any place; they are marked wherever they appear, and vanish when "
                "published figures of the indicator are loaded."
            ),
            _how_to_load(),
            html.H2(f"Published ({len(published)})"),
            _indicators(published, "Published indicators"),
            html.H2(f"Illustrative ({len(illustrative)})"),
            _indicators(illustrative, "Illustrative indicators"),
            html.H2("Loads, newest first"),
            _loads(sorted(loads, key=lambda record: record.id, reverse=True)[:_MOST_LOADS]),
        ],
        className="text-page",
    )


def _how_to_load() -> html.Section:
    return html.Section(
        [
            html.H2("Load your own extracts"),
            html.P(
                "A file is checked first, then taken in whole or not at all. Formats are recognised: the atlas's own "
                "tidy CSV, the Fingertips download, the Public Health Outcomes Framework download, and every source "
                "that has a recipe in data/sources; as .csv, .xlsx or .xls, zipped or not."
            ),
            html.Pre("python -m variation check FILE …\npython -m variation load FILE …"),
            html.P(
                ["Or name a folder in ", html.Code("VARIATION_EXTRACTS"), "; its files are loaded at every start."],
            ),
        ]
    )


def _indicators(held: Sequence[Held], label: str) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(html.A(h.indicator.short_name, href=f"/?indicator={h.indicator.id}"), scope="row"),
                html.Td(h.indicator.domain.capitalize()),
                html.Td(", ".join(geography.LEVEL_NAMES[level][0] for level in h.levels)),
                html.Td(h.first if h.first == h.last else f"{h.first} to {h.last}"),
                html.Td(str(h.periods), className="number"),
                html.Td(html.A(h.indicator.source, href=h.indicator.source_url, rel="noreferrer")),
            ]
        )
        for h in held
    ]
    return _table(("Indicator", "Domain", "Levels", "Periods", "Number", "Source"), rows, numbers={4}, label=label)


def _loads(loads: Sequence[LoadRecord]) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Td(str(r.id), className="number"),
                html.Td(f"{short_day(r.loaded_at)} {r.loaded_at:%H:%M}"),
                html.Td(r.path.replace("\\", "/").rsplit("/", 1)[-1]),
                html.Td(r.format),
                html.Td(f"{r.rows_loaded:,}", className="number"),
                html.Td(f"{r.rows_skipped:,}", className="number"),
                html.Td(html.Code(r.sha256[:12])),
            ]
        )
        for r in loads
    ]
    heads = ("Load", "When (UTC)", "File", "Format", "Rows loaded", "Skipped", "Hash")
    return _table(heads, rows, numbers={0, 4, 5}, label="Loads")


def _table(heads: Sequence[str], rows: list[html.Tr], *, numbers: set[int], label: str) -> html.Div:
    if not rows:
        return html.Div(html.P("None."))
    cells = [html.Th(h, scope="col", className="number" if i in numbers else None) for i, h in enumerate(heads)]
    table = html.Table([html.Thead(html.Tr(cells)), html.Tbody(rows)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})
