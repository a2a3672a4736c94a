"""The parts of the page Spread that have charts: over time, area by area, what closing the gap would be worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from dash import dcc, html

from components.chart_part import chart_part, number_cell, numbers_table
from components.charts import page_select, sortable_head
from components.graph import Words
from variation.analyses.results import Option
from variation.analyses.spread_panel import DECILES, SpreadPanel
from variation.figures.spread_charts import (
    draw_spread_areas,
    draw_spread_boxes,
    draw_spread_deciles,
    draw_spread_worth,
)
from variation.findings import spread_charts as told
from variation.findings import spread_explanations as explained
from variation.findings import spread_words as words
from variation.findings.alternatives import INTERVALS
from variation.findings.numbers import format_count, format_interval, format_number
from variation.findings.words import capital, counted

_LEVELS = (Option("", "As published"), Option("shrunken", "Chance taken out"))


def over_time(p: SpreadPanel, figures: dict[str, Any]) -> html.Div:
    """Boxes and deciles of the areas in each period, with picked areas."""
    c, h = p.comparison, p.history
    known, picked = p.known, p.picked
    if not known:
        return html.Div(
            html.Section(
                [
                    html.H2("Over time"),
                    html.P("Percentiles need ten areas with a figure in a period; none has so many."),
                ],
                className="part",
            )
        )
    figures["spread-boxes"] = draw_spread_boxes(p)
    figures["spread-deciles"] = draw_spread_deciles(p)
    first, last = known[0], known[-1]

    def put(value: float) -> str:
        return format_number(value, c.indicator.decimals)

    rows = [[h.period[k], *(put(v) for v in p.boxes[:, k]), *(put(a[2][k]) for a in picked)] for k in known]
    tenths = [[h.period[k], *(put(v) for v in p.deciles[:, k])] for k in known]
    heads = ["Period", f"5th ({c.indicator.unit})", "25th", "Median", "75th", "95th", *(a[1] for a in picked)]
    return html.Div(
        [
            chart_part(
                "spread-boxes",
                Words(
                    f"Is the spread closing? {h.period[first]} to {h.period[last]}",
                    told.boxes_alt(p),
                    told.boxes_note(p),
                ),
                explained.explain_boxes(p),
                numbers_table(heads, rows, "Percentiles of areas by period"),
            ),
            chart_part(
                "spread-deciles",
                Words(
                    f"Deciles of {words.place_words(p)}, {h.period[first]} to {h.period[last]}",
                    told.deciles_alt(p),
                    told.deciles_note(p) + ("" if picked else " Mark an area above to see its line."),
                ),
                explained.explain_deciles(p),
                numbers_table(
                    ["Period", f"10th ({c.indicator.unit})", *(f"{d}th" for d in DECILES[1:])],
                    tenths,
                    "Deciles of areas by period",
                ),
            ),
        ],
        className="pair",
    )


def areas(p: SpreadPanel, figures: dict[str, Any]) -> html.Section:
    """Areas with intervals, as published or with chance taken out, and how sure their ranks are."""
    c, s = p.comparison, p.shrunken
    figures["spread-areas"] = draw_spread_areas(p)
    fifth = "highest" if c.indicator.polarity not in ("high", "low") else "worst"
    return html.Section(
        [
            page_select("levels", "Figures", _LEVELS, "" if p.choice.levels == "raw" else p.choice.levels)
            if s is not None
            else None,
            chart_part(
                "spread-areas",
                Words(
                    f"{capital(words.place_words(p))}, highest first, {c.period}",
                    f"{p.areas} areas with 95 % intervals; ranks and figures are in the table.",
                    words.shrunken_words(p),
                ),
                explained.explain_areas(p),
                _ranks(p, fifth),
                height=80 + 17 * max(8, p.areas),
            ),
        ],
        className="part areas",
    )


def _ranks(p: SpreadPanel, fifth: str) -> html.Div:
    c, s = p.comparison, p.shrunken
    heads = [
        sortable_head("Area"),
        sortable_head(f"As published ({c.indicator.unit})", number=True),
        sortable_head("95 % interval", number=True),
        *([sortable_head("Chance taken out", number=True)] if s is not None else []),
        sortable_head("Rank", number=True, sorted_="ascending"),
        sortable_head("Rank may be", number=True),
        sortable_head(f"Chance of {fifth} fifth", number=True),
    ]
    rows = []
    for k in np.lexsort((c.name, p.rank)).tolist():
        if not (c.inside[k] and np.isfinite(c.value[k])):
            continue
        code = str(c.code[k])
        has = bool(np.isfinite(p.rank[k]))
        cells = [
            html.Th(dcc.Link(str(c.name[k]), href=_explore(p, code)), scope="row"),
            number_cell(format_number(c.value[k], c.indicator.decimals), c.value[k]),
            number_cell(format_interval(c.lower[k], c.upper[k], c.indicator) or "–", c.lower[k]),
            *([number_cell(format_number(s.value[k], c.indicator.decimals), s.value[k])] if s is not None else []),
            number_cell(f"{p.rank[k]:.0f}" if has else "–", p.rank[k]),
            number_cell(f"{c.rank_low[k]:.0f} to {c.rank_high[k]:.0f}" if has else "–", c.rank_low[k]),
            number_cell(words.percent(float(p.worst[k])) if has else "–", p.worst[k]),
        ]
        rows.append(html.Tr(cells, **{"data-code": code}))
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sortable", id="spread-ranks")
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Areas and their ranks"})


def _explore(p: SpreadPanel, code: str) -> str:
    return p.comparison.selection.with_(area=(code,)).address("/")


def worth(p: SpreadPanel, figures: dict[str, Any]) -> html.Section:
    """What reaching a benchmark would be worth, by area, with the caution that it is no target."""
    w, c = p.worth, p.comparison
    top = [
        html.H2("What closing the gap would be worth"),
        page_select(
            "against", "If areas reached the level of", _usual(w.options), "" if w.against == "pooled" else w.against
        )
        if w.found is not None
        else None,
        html.P(words.worth_words(p), id="worth-words"),
    ]
    if w.found is None or not round(w.found.total) or not p.short.any():
        return html.Section(top, className="part")
    o = w.found
    some = np.flatnonzero(p.short)
    order = some[np.argsort(-o.events[some], kind="stable")].tolist()
    what = told.events_words(c.indicator)
    figures["spread-worth"] = draw_spread_worth(p)
    rows = [
        [
            c.name[k],
            format_count(o.events[k]),
            f"{format_count(o.lower[k])} to {format_count(o.upper[k])}",
            words.percent(o.share[k]),
        ]
        for k in order
    ]
    return html.Section(
        [
            *top,
            html.P(told.NO_TARGET, className="caution"),
            chart_part(
                "spread-worth",
                Words(
                    f"{what}, by area, {c.period}",
                    f"{counted(c.level, len(order))} short of the level of {w.name}.",
                    INTERVALS,
                ),
                explained.explain_worth(p),
                numbers_table(
                    ["Area", "Events", "95 % interval", "Share"],
                    rows,
                    f"{what}, by area",
                    codes=[str(c.code[k]) for k in order],
                ),
                height=90 + 17 * max(6, len(order)),
            ),
        ],
        className="part",
    )


def _usual(options: Sequence[Option]) -> list[Option]:
    return [Option("" if o.value == "pooled" else o.value, o.label, o.group, o.reason) for o in options]
