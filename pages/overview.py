"""Overview: all indicators of a level side by side, to see where variation is greatest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash
from dash import dcc, html

from components.charts import figure_store, page_select
from components.finding import Finding, finding_section, said
from components.graph import explanation, numbers_of, table_head
from components.heat_table import (
    explore_link,
    fresh_table,
    heat_table,
    marks,
    overview_file,
    overview_link,
    ranking_table,
    table_place,
    table_store,
)
from components.kept_page import kept_page
from components.sheet import sheet_bar
from components.usual_footprint import footprint_select
from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.overview import STANDINGS, TRENDS, UNTESTED, WORSENING, Line, Overview, overview
from variation.analyses.overview_choice import SHOWS, SORTS, OverviewChoice, overview_choice
from variation.analyses.standing import WORSE
from variation.findings import overview as words
from variation.indicators import Catalogue
from variation.store import Snapshot, Store

dash.register_page(
    __name__, path="/overview", name=CHART_PAGES["/overview"].name, title="Overview · London Variation Atlas", order=2
)

_STANDINGS = {"worse": "Worse than England", "similar": "Like England", "better": "Better than England"}
_TRENDS = {
    "worsening": "Getting worse",
    "steady": "No change",
    "improving": "Getting better",
    "untested": "Trend not tested",
}


def layout(**query: Any) -> html.Div:
    """The page for a query; made once for each snapshot and choice."""
    return kept_page(query, overview_choice, _page)


def _page(choice: OverviewChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> html.Div:
    o = overview(choice, catalogue, store, snapshot)
    greatest = o.greatest
    return html.Div(
        [
            *_bar(o.choice),
            table_store(
                {
                    "heat": heat_table(o),
                    "ranking": ranking_table(o),
                    **({"held": fresh_table(o)} if o.choice.fresh else {}),
                }
            ),
            said(o.choice.messages),
            finding_section(
                Finding(
                    "Where is variation greatest?",
                    words.finding(o),
                    words.source(o),
                    illustrative=bool(greatest and greatest.comparison.illustrative),
                )
            ),
            _heat(o),
            _ranking(o),
            _matrix(o),
            _fresh(o),
            figure_store({}),  # the scripts offer to save what stands here
        ],
        className="overview",
    )


def _bar(c: OverviewChoice) -> list[Any]:
    s = c.selection
    again = ("page",)
    return sheet_bar(
        [
            page_select("level", "Areas", c.levels, s.level, drops=again),
            footprint_select(s.level, c.footprints, s.within, drops=again),
            page_select(
                "benchmark", "Compare with", c.benchmarks, "" if s.benchmark == "london" else s.benchmark, drops=again
            ),
            page_select("priority", "Priority", c.priorities, s.priority, drops=again),
            page_select("domain", "Domain", c.domains, s.domain, drops=again),
            page_select("show", "Show", SHOWS, c.show),
            page_select("sort", "Sort by", SORTS, c.sort, drops=again),
        ]
    )


def _heat(o: Overview) -> html.Section:
    kinds = ("q0", "q1", "q2", "q3", "q4") if o.choice.show == "fifths" else ()
    if kinds:
        labels = ("1 lowest fifth", "2", "3", "4", "5 highest fifth")
        key = list(zip(kinds, ("",) * 5, labels, strict=True))
    else:
        key = [
            ("w2", "▲▼", "worse, 99.8 % limits"),
            ("w1", "△▽", "worse, 95 %"),
            ("s0", "", "similar"),
            ("b1", "△▽", "better, 95 %"),
            ("b2", "▲▼", "better, 99.8 %"),
            ("l2", "▼", "lower, not judged"),
            ("h2", "▲", "higher, not judged"),
            ("n0", "–", "not compared"),
        ]
    key.append(("x0", "×", "no figure"))
    return html.Section(
        [
            table_head("heat", "Indicators by area", _pages(o)),
            html.P([html.Span([html.B(mark, className=kind), label]) for kind, mark, label in key], className="marks"),
            explanation(words.explain_heat(o)),
            table_place("heat", "Heat table: indicators by area", kind="heat-frame", csv=overview_file(o)),
        ],
        className="part",
        id="heat-card",
    )


def _pages(o: Overview) -> html.Nav:
    links = [
        html.Span(f"Page {k}", className="here", **{"aria-current": "page"})
        if k == o.page
        else dcc.Link(f"Page {k}", href=overview_link(o, page=k))
        for k in range(1, o.pages + 1)
    ]
    on_page = sum(len(lines) for _, lines in o.groups)
    return html.Nav(
        [html.Span(f"{on_page} of {len(o.lines)} indicators"), *(links if o.pages > 1 else [])],
        className="pages",
        **_label("Pages of the heat table"),
    )


def _ranking(o: Overview) -> html.Section:
    left = f" {len(o.unranked)} have neither counts nor limits to tell it from." if o.unranked else ""
    return html.Section(
        [
            table_head("ranking", "Ranked by spread beyond chance"),
            html.P(f"{len(o.ranking)} indicators can be ranked.{left} A rank is no judgement of its importance."),
            explanation(words.explain_ranking(o)),
            table_place("ranking", "Indicators ranked by spread beyond chance", kind="listing-frame"),
        ],
        className="part",
        id="ranking-card",
    )


def _matrix(o: Overview) -> html.Section:
    whole = o.place if o.place == "London" else f"{o.place} as a whole"
    heads = [html.Th(whole, scope="col"), *(html.Th(_TRENDS[t], scope="col") for t in TRENDS)]
    rows = [
        html.Tr(
            [
                html.Th(_STANDINGS[place], scope="row"),
                *(_placed(o.matrix[place, t], place, t) for t in TRENDS),
            ]
        )
        for place in STANDINGS
    ]
    return html.Section(
        [
            table_head("matrix", "Worse and worsening"),
            html.P(
                f"{whole} against England in the latest period (99.8 % limits), and its own recent trend. "
                "Many figures pool years or are standardised, so their trend is not tested. "
                f"{len(o.unplaced)} of {len(o.lines)} indicators stand nowhere here: England or {whole} has no figure "
                "for the period, or no direction is better."
            ),
            explanation(words.explain_matrix(o)),
            html.Div(
                html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="matrix"),
                className="scroll",
                tabIndex=0,
                role="region",
                **_label("Indicators by standing against England and recent trend"),
                **numbers_of("matrix"),
            ),
        ],
        className="part",
        id="matrix-card",
    )


def _placed(lines: Sequence[Line], place: str, trend: str) -> html.Td:
    """The indicators of one cell; those whose trend is not tested, mostly many, are folded away."""
    if not lines:
        return html.Td("none", className="none")
    items = [html.Li([*_marks(line), dcc.Link(words.title(line), href=explore_link(line))]) for line in lines]
    if trend == UNTESTED:
        name = f"{_STANDINGS[place]}, trend not tested"
        return html.Td(html.Details([html.Summary(f"{len(lines)} indicators", **_label(name)), html.Ul(items)]))
    alarm = (place, trend) == (WORSE, WORSENING)
    return html.Td([html.B(str(len(lines))), html.Ul(items)], className="alarm" if alarm else None)


def _marks(line: Line) -> list[html.Span]:
    return [html.Span(text, className=kind) for text, kind in marks(line)]


def _fresh(o: Overview) -> html.Section:
    """The table of what is held, sent only where it was asked for: it is as long as the catalogue."""
    opened = o.choice.fresh == "yes"
    link = html.A(
        "Hide it" if opened else f"Show it for {len(o.lines)} indicators",
        href=f"{overview_link(o, fresh='' if opened else 'yes')}#fresh",
        className="btn btn-outline-primary btn-sm",
    )
    place = table_place("held", "Freshness and completeness of each indicator", kind="listing-frame")
    title = "Freshness and completeness"
    head = table_head("held", title) if opened else html.H2(title)
    told = html.P("The latest well-filled period at each level, and how many areas have a figure in it.")
    return html.Section(
        [head, told, link, place if opened else None],
        className="part",
        id="fresh",
    )


def _label(name: str) -> dict[str, Any]:
    return {"aria-label": name}
