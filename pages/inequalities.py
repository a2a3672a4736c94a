"""Inequalities: the gradient over the deprivation of boroughs, differences by sex and age, and what is not held."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html

from components.charts import figure_store, page_bar, page_heading, page_select
from components.finding import problem
from components.inequality_parts import adjusted_part, gradient_part, groups_part, life_part, not_held_part
from components.serving import served
from variation.analyses.cache import Cache
from variation.analyses.inequalities import Inequalities, choose_inequality, inequalities
from variation.analyses.results import Option
from variation.errors import VariationError
from variation.findings import inequality_words as words
from variation.findings.words import BADGES

dash.register_page(
    __name__,
    path="/inequalities",
    name="Inequalities",
    title="Inequalities · London Variation Atlas",
    order=6,
)

_kept: Cache[html.Div] = Cache(48)


def layout(**query: Any) -> html.Div:
    """The page for a query; made once for each snapshot and choice."""
    s = served()
    snapshot = s.snapshot()
    try:
        choice = choose_inequality(query, s.catalogue, s.store, snapshot)
        key = (snapshot.id if snapshot else 0, id(s.catalogue), choice)
        return _kept.get(s.store, key, lambda: _page(inequalities(choice, s.catalogue, s.store, snapshot)))
    except VariationError as error:
        return html.Div(problem("Nothing to show yet", str(error), link="/data", link_text="About the data"))


def _page(i: Inequalities) -> html.Div:
    c = i.comparison
    figures: dict[str, Any] = {}
    parts = [gradient_part(i, figures), adjusted_part(i), groups_part(i), life_part(i), not_held_part(i)]
    sex = f" ({c.selection.sex})" if c.selection.sex != "Persons" else ""
    links = c.selection.to_query()
    return html.Div(
        [
            html.Div(
                html.Button("Change view", type="button", id="filters-open", className="btn btn-primary sheet-only"),
                className="sheet-bar",
            ),
            _bar(i),
            html.Div([html.P(m, className="message", role="status") for m in i.choice.messages], className="said"),
            page_heading(
                f"Inequalities: {c.indicator.short_name}{sex}, {c.period}",
                words.inequality_finding(i),
                words.inequality_source(i),
                badge=BADGES[c.indicator.polarity],
                illustrative=c.illustrative,
            ),
            html.P(
                [
                    dcc.Link("Map, funnel and trend in Explore", href=f"/?{links}"),
                    " · ",
                    dcc.Link("How far apart boroughs lie", href=f"/spread?{links}"),
                ],
                className="onwards",
            ),
            *parts,
            figure_store(figures),
        ],
        className="text-page inequalities illustrative" if c.illustrative else "text-page inequalities",
    )


def _bar(i: Inequalities) -> html.Form:
    c, s = i.choice.choices, i.comparison.selection
    traits = i.choice.traits if i.choice.trait else (Option("", "None that fits is loaded"), *i.choice.traits)
    return page_bar(
        [
            html.Button(
                "Done",
                type="button",
                id="filters-close",
                className="btn btn-primary sheet-only",
                **{"data-sheet": "close"},
            ),
            page_select("indicator", "Indicator", i.choice.indicators, s.indicator, drops=("period", "sex", "age")),
            page_select("trait", "Deprivation", traits, i.choice.trait),
            page_select("period", "Period", c.periods, s.period),
            page_select("sex", "Sex", c.sexes, s.sex, drops=("age", "period")),
            page_select("age", "Age", c.ages, s.age, drops=("period",)),
        ]
    )
