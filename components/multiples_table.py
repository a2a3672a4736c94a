"""The series of small multiples as tables: where each area stands, and its figures of all periods."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import numpy as np
from dash import dcc, html

from components.charts import sortable_head
from components.graph import numbers_of
from components.pathway import status_class
from variation import geography
from variation.analyses.multiples import AreaPanel, Multiples
from variation.analyses.results import NO_DATA
from variation.figures.theme import STATUS_LETTERS
from variation.findings.multiples import change_words, special_words
from variation.findings.numbers import format_interval, format_number
from variation.findings.rows import difference_words

MOST_PERIODS = 12  # in the table of all periods; a file has them all


def standing_table(m: Multiples) -> html.Div:
    """Each area's last figure, its interval, its difference, its change and trend, in the order of the panels."""
    c = m.comparison
    heads = [
        sortable_head(geography.LEVEL_NAMES[c.level][0]),
        sortable_head(f"Latest ({c.indicator.unit})", number=True),
        html.Th("95 % interval", scope="col", className="number"),
        sortable_head(f"Against {c.benchmark.name}"),
        sortable_head("Change since first", number=True),
        sortable_head("Control chart" if m.controlled else "Recent trend"),
    ]
    rows = [_standing(m, p) for p in m.panels]
    return _framed(heads, rows, f"Where each area stands in {c.period}", "figures sortable")


def _standing(m: Multiples, p: AreaPanel) -> html.Tr:
    c, digits = m.comparison, m.comparison.indicator.decimals
    letter = STATUS_LETTERS[p.status] if p.status != NO_DATA else ""
    interval = format_interval(
        float(m.history.lower[p.row, p.last]), float(m.history.upper[p.row, p.last]), c.indicator
    )
    when = "" if m.history.period[p.last] == c.period else f" ({m.history.period[p.last]})"
    picked = c.selection.area
    moves = special_words(p) if m.controlled else m.history.recent[p.row].verdict
    return html.Tr(
        [
            html.Th(dcc.Link(p.name, href=f"/area?area={p.code}"), scope="row", className="text"),
            html.Td(
                f"{format_number(p.latest, digits)}{when}", className="number", **{"data-value": f"{p.latest:.6g}"}
            ),
            html.Td(interval, className="number"),
            html.Td(
                html.Span(
                    f"{letter} {difference_words(p.status, c.indicator)}".strip(),
                    className=f"off {status_class(p.status, c.indicator.polarity)}",
                ),
                className="text",
                **{"data-value": "" if p.status == NO_DATA else str(p.status)},
            ),
            html.Td(
                change_words(p, m),
                className="number",
                **{"data-value": f"{p.change:.6g}" if np.isfinite(p.change) else ""},
            ),
            html.Td(moves, className="text"),
        ],
        **{"data-code": p.code},
        **({"className": f"picked picked-{picked.index(p.code)}"} if p.code in picked else {}),
    )


def periods_details(m: Multiples) -> html.Details:
    """All figures drawn, the latest periods on the page and all of them in a file."""
    h, digits = m.history, m.comparison.indicator.decimals
    first = max(0, len(h.period) - MOST_PERIODS)
    heads = [html.Th(geography.LEVEL_NAMES[m.comparison.level][0], scope="col", className="text")]
    heads += [html.Th(period, scope="col", className="number") for period in h.period[first:]]
    lines = [(h.benchmark_name, "", h.benchmark)] if np.isfinite(h.benchmark).any() else []
    lines += [(p.name, p.code, p.value) for p in m.panels]
    rows = [
        html.Tr(
            [
                html.Th(name, scope="row", className="text"),
                *[html.Td(_figure(float(v), digits), className="number") for v in values[first:]],
            ],
            **({"data-code": code} if code else {}),
        )
        for name, code, values in lines
    ]
    told = f"The latest {MOST_PERIODS} of {len(h.period)} periods; " if first else "All periods; "
    return html.Details(
        [
            html.Summary("View as table"),
            html.P([told, *_files(m)], className="card-note"),
            _framed(heads, rows, "Figures of all areas by period", "figures"),
        ],
        className="all-periods",
        **numbers_of("multiples", "multiples-narrow", csv=_csv(m)),
    )


def _files(m: Multiples) -> list[Any]:
    book = html.A("all figures as a workbook", href=f"/download/areas.xlsx?{_address(m)}")
    return [book, " or ", html.A("as CSV", href=_csv(m)), "."]


def _csv(m: Multiples) -> str:
    return m.comparison.selection.with_(period="").address("/download/periods.csv")


def _framed(heads: list[html.Th], rows: list[html.Tr], label: str, kind: str) -> html.Div:
    table = html.Table(
        [html.Caption(label, className="visually-hidden"), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className=kind,
    )
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})


def _figure(value: float, digits: int) -> str:
    return format_number(value, digits) if np.isfinite(value) else "–"


def _address(m: Multiples) -> str:
    s = m.comparison.selection
    return urlencode([(k, getattr(s, k)) for k in ("indicator", "level", "within", "sex", "age") if getattr(s, k)])
