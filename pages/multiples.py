"""Small multiples: the series of every area of a footprint on the same axes, sorted, with the benchmark in each."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.charts import figure_store, page_select
from components.finding import Finding, finding_section, said
from components.graph import Words, graph_card
from components.kept_page import kept_page
from components.multiples_table import periods_details, standing_table
from components.sheet import sheet_bar
from components.usual_footprint import footprint_select
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.multiples import COLUMNS, SORTS, Multiples, MultiplesChoices, choose_multiples, multiply
from variation.analyses.results import Option
from variation.figures.small_multiples import draw_multiples, figure_height
from variation.findings.explanations import explain_multiples
from variation.findings.multiples import MultiplesWords, describe_multiples
from variation.indicators import Catalogue
from variation.store import Snapshot, Store

dash.register_page(
    __name__,
    path="/multiples",
    name=CHART_PAGES["/multiples"].name,
    title="Small multiples · London Variation Atlas",
    order=5,
)

SCALES = (Option("", "To the lines"), Option("zero", "From zero"))
WIDE, NARROW = 6, 2  # columns where none are asked for, of a wide and of a narrow page


def layout(**query: Any) -> html.Div:
    """The page for a query; whatever it holds, something sensible is shown."""
    return kept_page(query, choose_multiples, _page)


def _page(chosen: MultiplesChoices, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> html.Div:
    m = multiply(chosen.view.selection, chosen.sort, catalogue, store, snapshot)
    words = describe_multiples(m)
    illustrative = m.comparison.illustrative
    cards, figures = _charts(m, words, chosen.columns)
    return html.Div(
        [
            *_bar(chosen),
            said(chosen.messages),
            finding_section(
                Finding(words.heading, words.sentence, words.source, badge=words.badge, illustrative=illustrative)
            ),
            html.Div(cards, className="page-charts illustrative" if illustrative else "page-charts"),
            html.Section(
                [html.H2("Where each area stands", id="standing-title"), standing_table(m), periods_details(m)],
                className="text-page standing",
                **{"aria-labelledby": "standing-title"},
            ),
            figure_store(figures),
        ],
        className="multiples",
    )


def _charts(m: Multiples, words: MultiplesWords, columns: int) -> tuple[list[Any], dict[str, dict[str, Any]]]:
    """One card; or, where columns follow the page's width, one for wide and one for narrow pages."""
    wanted = {"multiples": columns} if columns else {"multiples": WIDE, "multiples-narrow": NARROW}
    shown = Words("Each area on the same axes", words.alt, words.note)
    cards = [
        html.Div(
            graph_card(name, shown, height=figure_height(len(m.panels), number), explained=explain_multiples(m)),
            className="any-page" if columns else "narrow-page" if number == NARROW else "wide-page",
        )
        for name, number in wanted.items()
    ]
    return cards, {name: draw_multiples(m, number, all_points=name == "multiples") for name, number in wanted.items()}


def _bar(chosen: MultiplesChoices) -> list[Any]:
    view, s = chosen.view, chosen.view.selection
    own = () if s.within in {o.value for o in view.footprints} else (Option(s.within, "Own pick of areas"),)
    return sheet_bar(
        [
            page_select("indicator", "Indicator", view.indicators, s.indicator, drops=("sex", "age")),
            page_select("level", "Level", view.levels, s.level, drops=("within", "area")),
            footprint_select(s.level, (*view.footprints, *own), s.within),
            page_select("area", "Mark an area", (Option("", "None"), *view.areas), s.area[0] if s.area else ""),
            *([page_select("sex", "Sex", view.sexes, s.sex)] if len(view.sexes) > 1 else []),
            *([page_select("age", "Age", view.ages, s.age)] if len(view.ages) > 1 else []),
            page_select("benchmark", "Compared with", view.benchmarks, s.benchmark),
            page_select("order", "In order of", SORTS, chosen.sort),
            page_select("columns", "Columns", COLUMNS, str(chosen.columns or "")),
            page_select("scale", "Scale", SCALES, "" if s.scale == "auto" else s.scale),
        ]
    )
