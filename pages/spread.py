"""Spread: how far areas lie apart, how much is more than chance, where it lies, what closing it would be worth."""

from __future__ import annotations

from typing import Any

import dash
import numpy as np
from dash import dcc, html

from components.chart_part import numbers_table
from components.charts import figure_store, page_select
from components.finding import Finding, finding_section, said
from components.kept_page import kept_page
from components.sheet import sheet_bar
from components.spread_parts import areas, over_time, worth
from components.usual_footprint import footprint_select
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.results import Option
from variation.analyses.spread_panel import SpreadChoice, SpreadPanel, choose_spread, spread_panel
from variation.findings import spread_words as words
from variation.findings.words import BADGES
from variation.indicators import Catalogue
from variation.store import Snapshot, Store

dash.register_page(
    __name__, path="/spread", name=CHART_PAGES["/spread"].name, title="Spread · London Variation Atlas", order=7
)


def layout(**query: Any) -> html.Div:
    """The page for a query; made once for each snapshot and choice."""
    return kept_page(query, choose_spread, _page)


def _page(choice: SpreadChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> html.Div:
    p = spread_panel(choice, catalogue, store, snapshot)
    c = p.comparison
    figures: dict[str, Any] = {}
    few = words.few_areas_words(p)
    parts = [_numbers(p), over_time(p, figures), _where(p), areas(p, figures), worth(p, figures)]
    return html.Div(
        [
            *_bar(p),
            said(p.choice.choices.messages),
            finding_section(
                Finding(
                    f"How far apart {words.place_words(p)} lie: {c.indicator.short_name}, {c.period}",
                    words.spread_finding(p),
                    words.spread_source(p),
                    badge=BADGES[c.indicator.polarity],
                    illustrative=c.illustrative,
                )
            ),
            html.P(
                dcc.Link("Show the map, the funnel and the trend in Explore", href=c.selection.address("/")),
                className="onwards",
            ),
            html.P(few, className="message") if few else None,
            *parts,
            figure_store(figures),
        ],
        className="text-page spread illustrative" if c.illustrative else "text-page spread",
    )


def _bar(p: SpreadPanel) -> list[Any]:
    c, s = p.choice.choices, p.comparison.selection
    footprints = c.footprints
    if s.within not in {o.value for o in footprints}:
        footprints = (*footprints, Option(s.within, "Own pick of areas"))
    areas = (Option("", "None"), *c.areas)
    again = ("period", "sex", "age", "within", "area")
    return sheet_bar(
        [
            page_select("indicator", "Indicator", c.indicators, s.indicator, drops=again),
            page_select("level", "Areas", c.levels, s.level, drops=again),
            footprint_select(s.level, footprints, s.within),
            page_select("period", "Period", c.periods, s.period),
            page_select("sex", "Sex", c.sexes, s.sex, drops=("age", "period")),
            page_select("age", "Age", c.ages, s.age, drops=("period",)),
            page_select("area", "Mark an area", areas, s.area[0] if s.area else ""),
        ]
    )


def _numbers(p: SpreadPanel) -> html.Section:
    if not p.measures:
        return html.Section([html.H2("Every measure of spread"), html.P(p.no_measures)], className="part")
    counted = p.basis == "counts"
    heads = ["Measure", "As seen", *(["If counted again (95 %)"] if counted else []), "True levels (95 %)"]
    rows = [
        [name, seen, *([_span(low, high)] if counted else []), _span(true_low, true_high)]
        for name, seen, low, high, true_low, true_high in words.measure_rows(p)
    ]
    many = sum(1 for m in p.measures if not np.isnan(m.estimate))
    basis = {
        "counts": "From counts. “If counted again”: the same areas in another such period. “True levels”: chance taken "
        "out; it stretches quotients, so what is seen may lie above. Variances as seen weigh areas by their people; "
        "those of true levels count every area alike and have a row of their own.",
        "limits": "From published values and their limits, since no counts fit the values. Chance stretches quotients, "
        "so what is seen may lie above the limits of true levels.",
        "": p.no_measures,
    }[p.basis]
    return html.Section(
        [
            html.H2("Every measure of spread"),
            html.Details(
                [
                    html.Summary(f"Show {many} measures with their intervals"),
                    html.P(basis),
                    numbers_table(heads, rows, "Measures of spread"),
                ],
                className="fold",
                id="measures",
            ),
        ],
        className="part",
    )


def _span(low: str, high: str) -> str:
    return low if low == "–" else f"{low} to {high}"


def _where(p: SpreadPanel) -> html.Section:
    return html.Section(
        [
            html.H2("Where the variation lies"),
            html.P(words.split_words(p), id="split-words"),
            html.P(words.clustering_words(p), id="clustering-words"),
        ],
        className="part",
    )
