"""The parts of the page Spread that have charts: over time, area by area, what closing the gap would be worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from dash import dcc, html

from components.chart_part import chart_part, number_cell, numbers_table
from components.charts import page_select, sortable_head
from components.graph import Words
from variation import geography
from variation.analyses.results import Option
from variation.analyses.spread_panel import DECILES, SpreadPanel
from variation.figures.boxes import draw_boxes
from variation.figures.caterpillar import Points
from variation.figures.deciles import draw_deciles
from variation.figures.levels import draw_areas
from variation.findings import spread_explanations as explained
from variation.findings import spread_words as words
from variation.findings.numbers import format_count, format_interval, format_number
from variation.findings.words import capital

_LEVELS = (Option("", "As published"), Option("shrunken", "Chance taken out"))
_OVERLAP = "Pooled periods share years: neighbouring boxes are not independent, and are not tested as if they were. "
_NO_TARGET = (
    "A size of the difference, not a target: it takes levels with chance taken out, and says neither what could be "
    "done nor at what cost. An area may have good reason to differ."
)


def over_time(p: SpreadPanel, figures: dict[str, Any]) -> html.Div:
    """Boxes and deciles of the areas in each period, with picked areas."""
    c, h = p.comparison, p.history
    known = np.flatnonzero(np.isfinite(p.boxes).all(axis=0)).tolist()
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
    months = [(int(s), int(e)) for s, e in zip(h.start, h.end, strict=True)]
    place = {code: k for k, code in enumerate(h.code.tolist())}
    picked = [(code, geography.area(code).short_name, h.value[place[code]]) for code in c.selection.area]
    figures["spread-boxes"] = draw_boxes(h.period, months, p.boxes, c.indicator.unit)
    figures["spread-deciles"] = draw_deciles(h.period, months, p.deciles, picked, c.indicator.unit)
    overlap = _OVERLAP if h.overlapping else ""
    first, last = known[0], known[-1]

    def put(value: float) -> str:
        return format_number(value, c.indicator.decimals)

    ends = [
        f"{h.period[k]}: 5th {put(p.boxes[0, k])}, median {put(p.boxes[2, k])}, 95th {put(p.boxes[4, k])}."
        for k in dict.fromkeys((first, last))
    ]
    box_alt = f"Percentiles of {words.place_words(p)} by period. {' '.join(ends)}"
    marked = f" {' and '.join(name for _, name, _ in picked)} marked." if picked else ""
    rows = [[h.period[k], *(put(v) for v in p.boxes[:, k]), *(put(a[2][k]) for a in picked)] for k in known]
    tenths = [[h.period[k], *(put(v) for v in p.deciles[:, k])] for k in known]
    heads = ["Period", f"5th ({c.indicator.unit})", "25th", "Median", "75th", "95th", *(a[1] for a in picked)]
    return html.Div(
        [
            chart_part(
                "spread-boxes",
                Words(
                    f"Is the spread closing? {h.period[first]} to {h.period[last]}",
                    box_alt,
                    f"{overlap}Box: 25th to 75th percentile of areas; line: 5th to 95th; diamond: median.",
                ),
                explained.explain_boxes(p),
                numbers_table(heads, rows, "Percentiles of areas by period"),
            ),
            chart_part(
                "spread-deciles",
                Words(
                    f"Deciles of {words.place_words(p)}, {h.period[first]} to {h.period[last]}",
                    f"Nine deciles of {words.place_words(p)} from {h.period[first]} to {h.period[last]}.{marked}",
                    f"{overlap}Each dotted line: a tenth of areas lies between it and the next; thick: the median."
                    + ("" if picked else " Mark an area above to see its line."),
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
    shown = c.inside & np.isfinite(c.value)
    raw = Points("As published", *(np.where(shown, part, np.nan) for part in (c.value, c.lower, c.upper)))
    series = [raw]
    if s is not None:
        drawn = Points("Chance taken out", s.value, s.lower, s.upper)
        main, other = (drawn, raw) if p.choice.levels == "shrunken" else (raw, drawn)
        series = [main, Points(other.label, other.value, hollow=True)]
    names = [geography.area(code).short_name for code in c.code.tolist()]
    against = c.benchmark.value if np.isfinite(c.benchmark.value) else None
    name = c.benchmark.name if against is not None else ""
    figures["spread-areas"] = draw_areas(
        c.code.tolist(), names, series, c.indicator.unit, line=against, line_label=name
    )
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
            number_cell(f"{p.rank_low[k]:.0f} to {p.rank_high[k]:.0f}" if has else "–", p.rank_low[k]),
            number_cell(words.percent(float(p.worst[k])) if has else "–", p.worst[k]),
        ]
        rows.append(html.Tr(cells, **{"data-code": code}))
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sortable", id="spread-ranks")
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Areas and their ranks"})


def _explore(p: SpreadPanel, code: str) -> str:
    return f"/?{p.comparison.selection.with_(area=(code,)).to_query()}"


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
    if w.found is None or not round(w.found.total):
        return html.Section(top, className="part")
    o = w.found
    some = np.flatnonzero(np.nan_to_num(o.events) >= 1)
    order = some[np.argsort(-o.events[some], kind="stable")].tolist()
    events = np.where(np.nan_to_num(o.events) >= 1, o.events, np.nan)
    names = [geography.area(code).short_name for code in c.code.tolist()]
    what = "Events above the benchmark" if c.indicator.polarity == "low" else "Events short of the benchmark"
    figures["spread-worth"] = draw_areas(c.code.tolist(), names, [Points(what, events, o.lower, o.upper)], what)
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
            html.P(_NO_TARGET, className="caution"),
            chart_part(
                "spread-worth",
                Words(
                    f"{what}, by area, {c.period}",
                    f"{len(order)} areas fall short of the level of {w.name}.",
                    "Lines: 95 % intervals.",
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
