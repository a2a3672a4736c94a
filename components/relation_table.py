"""The areas of a scatter as a table: both figures, what the line gives, how far the area lies off it."""

from __future__ import annotations

import numpy as np
from dash import dcc, html

from components.charts import sortable_head
from variation import geography
from variation.analyses.relation import Relation
from variation.findings.numbers import ABSENT, format_interval, format_number
from variation.findings.relation import verdict_words

_CLASSES = {"Better": "b1", "Worse": "w1", "Higher": "u1", "Lower": "d1"}


def relation_table(r: Relation) -> html.Div:
    """Areas of the footprint, those that do best against the line first."""
    x, y = r.x.indicator, r.y.indicator
    heads = [
        sortable_head(geography.LEVEL_NAMES[r.y.level][0]),
        sortable_head(f"{x.short_name} ({x.unit})", number=True),
        sortable_head(f"{y.short_name} ({y.unit})", number=True),
        sortable_head("95 % interval", number=True),
        sortable_head("By the line", number=True),
        sortable_head("Difference", number=True, sorted_="descending"),
        sortable_head("95 % range by the others", number=True),
        sortable_head("Against the line"),
    ]
    rows = [_row(r, i) for i in r.best_first]
    caption = html.Caption("Each area's two figures and its distance from the line", className="visually-hidden")
    table = html.Table([caption, html.Thead(html.Tr(heads)), html.Tbody(rows)], className="figures sortable")
    label = "Areas and their distance from the line"
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})


def _row(r: Relation, i: int) -> html.Tr:
    code, digits = str(r.y.code[i]), r.y.indicator.decimals
    known = np.isfinite(r.line.residual[i])
    words = verdict_words(int(r.verdict[i]), r.y.indicator) if known else "Not compared"
    low, high = float(r.line.low[i]), float(r.line.high[i])
    return html.Tr(
        [
            html.Th(dcc.Link(str(r.y.name[i]), href=f"/area?area={code}"), scope="row", className="text"),
            _number(float(r.x.value[i]), r.x.indicator.decimals),
            _number(float(r.y.value[i]), digits),
            html.Td(format_interval(float(r.y.lower[i]), float(r.y.upper[i]), r.y.indicator), className="number"),
            _number(float(r.line.expected[i]), digits),
            _number(float(r.line.residual[i]), digits, signed=True),
            html.Td(format_interval(low, high, r.y.indicator), className="number", **{"data-value": _plain(low)}),
            html.Td(html.Span(words, className=f"off {_CLASSES.get(words.split()[0], '')}".strip()), className="text"),
        ],
        **{"data-code": code},
    )


def _number(value: float, decimals: int, *, signed: bool = False) -> html.Td:
    text = format_number(value, decimals)
    sign = "+" if signed and value > 0 and text.strip("0.,") else ""
    absent = text == ABSENT
    return html.Td("–" if absent else f"{sign}{text}", className="number", **{"data-value": _plain(value)})


def _plain(value: float) -> str:
    return f"{value:.6g}" if np.isfinite(value) else ""
