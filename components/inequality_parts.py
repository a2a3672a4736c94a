"""The parts of the page Inequalities: gradient over deprivation, its slope over time, groups, life expectancy."""

from __future__ import annotations

from typing import Any

import numpy as np
from dash import dcc, html

from components.chart_part import chart_part, number_cell, numbers_table
from components.charts import sortable_head
from components.graph import Words
from variation.analyses.groups import GroupDifference
from variation.analyses.inequalities import Gradient, Inequalities
from variation.analyses.life_spans import LifeSpan
from variation.figures.inequality_charts import draw_boroughs, draw_slope_periods
from variation.findings import inequality_words as words
from variation.findings.explanations import explain_gradient, explain_slopes
from variation.findings.numbers import format_count, format_number
from variation.findings.words import capital, unbroken


def gradient_part(i: Inequalities, figures: dict[str, Any]) -> html.Div | html.Section:
    """Boroughs from the least to the most deprived with the line, and its slope in each period."""
    g = i.gradient
    if g is None:
        return html.Section(
            [
                html.H2("By deprivation of boroughs"),
                html.P(i.no_gradient, id="no-gradient"),
                html.P(dcc.Link("What is loaded, and how to load more", href="/data")),
            ],
            className="part",
        )
    return html.Div([_boroughs(i, g, figures), _slopes(i, g, figures)], className="pair")


def _boroughs(i: Inequalities, g: Gradient, figures: dict[str, Any]) -> html.Div:
    c, of, order = i.comparison, i.comparison.indicator, g.order
    figures["gradient"] = draw_boroughs(i, g)
    alt = f"{words.line_alt(i, g)} {words.gradient_words(i)}"
    title = f"{of.short_name}, {c.period}, from the least to the most deprived borough"
    size = " Points are sized by people." if g.weighted else ""
    said = Words(title, alt, f"{words.line_words(i)}{size}")
    return chart_part("gradient", said, explain_gradient(i), _listed(i, g, order), height=340)


def _listed(i: Inequalities, g: Gradient, order: list[int]) -> html.Div:
    c, trait = i.comparison, g.trait.indicator
    heads = [
        sortable_head("Borough"),
        sortable_head(f"{trait.short_name}, {g.trait.period} ({trait.unit})", number=True, sorted_="ascending"),
        sortable_head(f"{c.indicator.unit}, {c.period}", number=True),
        *([sortable_head(capital(c.indicator.denominator) or "Denominator", number=True)] if g.weighted else []),
    ]
    rows = []
    for k in order:
        code = str(c.code[k])
        link = dcc.Link(str(c.name[k]), href=f"/?{c.selection.with_(area=(code,)).to_query()}")
        cells = [
            html.Th(link, scope="row"),
            number_cell(format_number(g.trait.value[k], trait.decimals), g.trait.value[k]),
            number_cell(format_number(c.value[k], c.indicator.decimals), c.value[k]),
            *([number_cell(format_count(g.people[k]), g.people[k])] if g.weighted else []),
        ]
        rows.append(html.Tr(cells, **{"data-code": code}))
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sortable")
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Boroughs by deprivation"})


def _slopes(i: Inequalities, g: Gradient, figures: dict[str, Any]) -> html.Div:
    of = i.comparison.indicator
    figures["slopes"] = draw_slope_periods(i, g)
    rows = [
        [
            s.period,
            words.difference_words(s.sii, s.sii_lower, s.sii_upper, of),
            words.ratio_words(s.rii, s.rii_lower, s.rii_upper),
            str(s.areas),
        ]
        for s in g.slopes
    ]
    heads = ["Period", "Slope index (95 %)", "Relative index (95 %)", "Boroughs"]
    table = numbers_table(heads, rows, "Slope and relative index of inequality by period")
    title = f"Difference between the most and the least deprived end, {g.slopes[0].period} to {g.slopes[-1].period}"
    return chart_part(
        "slopes", Words(title, words.slopes_alt(i, g), words.slopes_note(g)), explain_slopes(i), table, height=340
    )


def adjusted_part(i: Inequalities) -> html.Section | None:
    """What is left of the spread once deprivation is allowed for."""
    if i.gradient is None:
        return None
    outliers = words.outlier_words(i)
    return html.Section(
        [
            html.H2("Once deprivation is allowed for"),
            html.P(words.adjusted_words(i), id="adjusted-words"),
            html.P(outliers) if outliers else None,
        ],
        className="part",
    )


def groups_part(i: Inequalities) -> html.Section:
    """Differences by sex and age, in words and by borough."""
    of = i.comparison.indicator
    if not i.differences:
        return html.Section(
            [
                html.H2("By sex and age"),
                html.P(
                    f"{of.short_name} is held for one group only ({i.comparison.selection.sex}, "
                    f"{i.comparison.selection.age}) in {i.comparison.period}, so groups cannot be compared."
                ),
            ],
            className="part",
        )
    return html.Section(
        [
            html.H2("By sex and age"),
            *(part for d in i.differences for part in (html.P(words.group_words(d, of)), _difference_table(i, d))),
        ],
        className="part",
    )


def _difference_table(i: Inequalities, d: GroupDifference) -> html.Details:
    c = i.comparison
    heads = [
        sortable_head("Borough"),
        sortable_head(f"{d.first} ({c.indicator.unit})", number=True),
        sortable_head(d.second, number=True),
        sortable_head(f"{d.second} less {d.first.lower()} (95 %)", number=True, sorted_="descending"),
    ]
    known = np.flatnonzero(np.isfinite(d.value))
    rows = []
    for k in known[np.argsort(-d.value[known], kind="stable")].tolist():
        cells = [
            html.Th(str(c.name[k]), scope="row"),
            number_cell(format_number(d.first_value[k], c.indicator.decimals), d.first_value[k]),
            number_cell(format_number(d.second_value[k], c.indicator.decimals), d.second_value[k]),
            number_cell(words.difference_words(d.value[k], d.lower[k], d.upper[k], c.indicator), d.value[k]),
        ]
        rows.append(html.Tr(cells, **{"data-code": str(c.code[k])}))
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sortable")
    label = f"{d.second} less {d.first}, by borough"
    frame = html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})
    return html.Details([html.Summary(f"{label}: {len(rows)} boroughs"), frame], className="fold")


def life_part(i: Inequalities) -> html.Section | None:
    """How far boroughs lie apart in life expectancy, whatever the indicator above."""
    if not i.life:
        return None
    within = (
        html.P(
            [
                "Within each borough, between the most and the least deprived neighbourhoods, the publisher gives a ",
                dcc.Link("gap in life expectancy", href="/?indicator=life-expectancy-inequality"),
                ".",
            ]
        )
        if i.within_boroughs
        else None
    )
    rows = [html.Li(_life(s)) for s in i.life]
    return html.Section(
        [html.H2("Life expectancy: how far boroughs lie apart"), html.Ul(rows), within], className="part"
    )


def _life(s: LifeSpan) -> list[Any]:
    who = s.sex.lower() if s.sex != "Persons" else "persons"
    return [
        html.B(f"{s.indicator.short_name}, {who}, {s.period}: "),
        unbroken(f"{words.life_words(s)}."),
    ]


def not_held_part(i: Inequalities) -> html.Section:
    """What the data does not hold."""
    return html.Section(
        [html.H2("What these figures cannot say"), *(html.P(text) for text in words.not_held_words(i))],
        className="part",
    )
