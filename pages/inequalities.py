"""Inequalities: the gradient over the deprivation of boroughs, differences by sex and age, and what is not held."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from components.charts import figure_store, page_select
from components.finding import Finding, finding_section, said
from components.inequality_parts import adjusted_part, gradient_part, groups_part, life_part, not_held_part
from components.kept_page import kept_page
from components.sheet import sheet_bar
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.inequalities import Inequalities, InequalityChoice, choose_inequality, inequalities
from variation.analyses.results import Option
from variation.findings import inequality_words as words
from variation.findings.words import BADGES
from variation.indicators import Catalogue
from variation.store import Snapshot, Store

dash.register_page(
    __name__,
    path="/inequalities",
    name=CHART_PAGES["/inequalities"].name,
    title="Inequalities · London Variation Atlas",
    order=6,
)


def layout(**query: Any) -> html.Div:
    """The page for a query; made once for each snapshot and choice."""
    return kept_page(query, choose_inequality, _page)


def _page(choice: InequalityChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> html.Div:
    i = inequalities(choice, catalogue, store, snapshot)
    c = i.comparison
    figures: dict[str, Any] = {}
    parts = [gradient_part(i, figures), adjusted_part(i), groups_part(i), life_part(i), not_held_part(i)]
    sex = f" ({c.selection.sex})" if c.selection.sex != "Persons" else ""
    return html.Div(
        [
            *_bar(i),
            said(i.choice.messages),
            finding_section(
                Finding(
                    f"Inequalities: {c.indicator.short_name}{sex}, {c.period}",
                    words.inequality_finding(i),
                    words.inequality_source(i),
                    badge=BADGES[c.indicator.polarity],
                    illustrative=c.illustrative,
                )
            ),
            html.P(
                [
                    dcc.Link("Map, funnel and trend in Explore", href=c.selection.address("/")),
                    " · ",
                    dcc.Link("How far apart boroughs lie", href=c.selection.address("/spread")),
                ],
                className="onwards",
            ),
            *parts,
            figure_store(figures),
        ],
        className="text-page inequalities illustrative" if c.illustrative else "text-page inequalities",
    )


def _bar(i: Inequalities) -> list[Any]:
    c, s = i.choice.choices, i.comparison.selection
    traits = i.choice.traits if i.choice.trait else (Option("", "None that fits is loaded"), *i.choice.traits)
    return sheet_bar(
        [
            page_select("indicator", "Indicator", i.choice.indicators, s.indicator, drops=("period", "sex", "age")),
            page_select("trait", "Deprivation", traits, i.choice.trait),
            page_select("period", "Period", c.periods, s.period),
            page_select("sex", "Sex", c.sexes, s.sex, drops=("age", "period")),
            page_select("age", "Age", c.ages, s.age, drops=("period",)),
        ]
    )
