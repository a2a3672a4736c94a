"""Compare indicators: two figures of the same areas against one another, and one priority's pathway below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import dash
from dash import html

from components.charts import figure_store, page_heading, page_select
from components.finding import said
from components.graph import Words, graph_card, numbers_of
from components.kept_page import kept_page
from components.pathway import FORMS, pathway_section
from components.relation_table import relation_table
from components.sheet import sheet_bar
from components.usual_footprint import footprint_select
from variation.analyses.pathway import follow_pathway
from variation.analyses.relation import Pair, Relation, choose_pair, relate
from variation.analyses.selection import Selection
from variation.figures.relation import draw_relation
from variation.findings.explanations import explain_relation
from variation.findings.relation import describe_relation
from variation.findings.words import unbroken
from variation.indicators import Catalogue
from variation.store import Snapshot, Store

dash.register_page(
    __name__,
    path="/compare",
    name="Compare",
    title="Compare indicators · London Variation Atlas",
    order=4,
)

_HEIGHT = 470
_HOW = (
    "The difference is the area's figure less what the line gives at its other figure. An area is called better or "
    "worse than expected where it lies outside the 95 % range that the line through all the other areas leaves for it: "
    "by chance alone one area in twenty does. What the line leaves open may have many reasons; it is a place to begin "
    "to ask."
)


def layout(**query: Any) -> html.Div:
    """The page for a query; whatever it holds, something sensible is shown."""
    return kept_page(query, _choose, _page, nothing="Nothing to compare yet")


class _Choice(NamedTuple):
    pair: Pair
    priority: str
    form: str


def _choose(query: Mapping[str, Any], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> _Choice:
    asked, _ = Selection.from_query({"priority": query.get("priority")})
    form = "table" if query.get("form") == "table" else FORMS[0].value
    return _Choice(choose_pair(query, catalogue, store, snapshot), asked.priority, form)


def _page(choice: _Choice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> html.Div:
    pair, priority, form = choice
    relation = relate(pair, catalogue, store, snapshot)
    words = describe_relation(relation)
    illustrative = relation.x.illustrative or relation.y.illustrative
    pathway = follow_pathway(pair.y.with_(priority=priority), catalogue, store, snapshot)
    title = f"{relation.y.indicator.short_name} against {relation.x.indicator.short_name}"
    return html.Div(
        [
            *_bar(pair),
            said(pair.messages),
            page_heading(words.heading, words.sentence, words.source, badge=words.badge, illustrative=illustrative),
            html.Ul([html.Li(unbroken(caution)) for caution in words.cautions], className="cautions"),
            html.Div(
                graph_card(
                    "relation",
                    Words(title, words.alt, unbroken(words.note)),
                    height=_HEIGHT,
                    explained=explain_relation(relation),
                ),
                className="page-charts illustrative" if illustrative else "page-charts",
            ),
            html.Section(
                [
                    html.H2(_question(relation), id="off-title"),
                    html.P(unbroken(_HOW), className="card-note"),
                    relation_table(relation),
                ],
                className="text-page off-the-line",
                **{"aria-labelledby": "off-title", **numbers_of("relation")},
            ),
            pathway_section(pathway, form, pair.y.within) if pathway else None,
            figure_store({"relation": draw_relation(relation)}),
        ],
        className="compare",
    )


def _question(relation: Relation) -> str:
    if relation.y.indicator.polarity == "none":
        return "Which areas lie off the line?"
    return "Who does better than the line leads one to expect?"


def _bar(pair: Pair) -> list[Any]:
    x, y = pair.x, pair.y
    sexes = [
        page_select(f"{axis}sex", f"Sex, {words}", offered, s.sex)
        for axis, words, offered, s in (
            ("y", "upwards", pair.sexes_y, y),
            ("x", "across", pair.sexes_x, x),
        )
        if len(offered) > 1
    ]
    picked = y.area[0] if y.area else ""
    return sheet_bar(
        [
            page_select("y", "Indicator, upwards", pair.indicators, y.indicator, drops=("ysex",)),
            page_select("x", "Against, across", pair.indicators, x.indicator, drops=("xsex",)),
            *sexes,
            page_select("level", "Level", pair.levels, y.level, drops=("within", "area")),
            footprint_select(y.level, pair.footprints, y.within),
            page_select("area", "Pick an area", pair.areas, picked),
        ]
    )
