"""A priority's indicators along its pathway: three columns of strips, an area at the same place in each."""

from __future__ import annotations

import numpy as np
from dash import dcc, html

from components.charts import page_select
from components.finding import said
from components.graph import explanation, numbers_of, table_head
from variation import geography
from variation.analyses.options import DOMAIN_NAMES
from variation.analyses.pathway import Pathway, tally_statuses
from variation.analyses.results import NO_DATA, Comparison, Option
from variation.analyses.selection import Selection, address_of
from variation.figures.theme import STATUS_LETTERS, STATUS_WORDS, polarity_key
from variation.findings.explanations import explain_pathway
from variation.findings.listings import pathway_source
from variation.findings.numbers import format_number, format_value
from variation.findings.rows import difference_words
from variation.findings.words import BADGES, areas_word, capital, counted, listing, unbroken

FORMS = (Option("", "Strips"), Option("table", "Table"))
_LETTERS = {"Better": "b", "Worse": "w", "Higher": "u", "Lower": "d"}
_NONE = {"access": "waiting or reach", "practice": "what is done", "outcome": "what comes of it"}


def pathway_section(p: Pathway, form: str, within: str) -> html.Section:
    """The whole section: its choices, its words, the strips or the table."""
    shown = _table(p) if form == "table" else html.Div([_column(p, d) for d in p.steps], className="pathway-columns")
    return html.Section(
        [
            table_head("pathway", f"Pathway: {p.priority.name}"),
            said([p.message]) if p.message else None,
            html.P(unbroken(_sentence(p)), className="pathway-words"),
            html.Div(
                [
                    page_select("priority", "Priority or condition", p.priorities, p.priority.code),
                    page_select("form", "Shown as", FORMS, form),
                ],
                className="filters-row",
            ),
            html.P(unbroken(_how(p, within, form)), className="card-note", id="pathway-note"),
            explanation(explain_pathway(p, form)),
            html.Div(shown, **numbers_of("pathway", csv=_file(p, within))),
        ],
        id="pathway-card",
        className="text-page pathway",
        **{"aria-labelledby": "pathway-title", "data-said": _sentence(p), "data-source": pathway_source(p)},
    )


def status_class(status: int, polarity: str) -> str:
    """A cell's style: b better, w worse, u higher, d lower (2 beyond 99.8 %, 1 beyond 95 %), s similar, n none."""
    if status == NO_DATA:
        return "n"
    if status == 0:
        return "s"
    return f"{_LETTERS[STATUS_WORDS[polarity_key(polarity)][status]]}{abs(status)}"


def _sentence(p: Pathway) -> str:
    """How many areas differ at each step."""
    parts = []
    for domain, found in p.steps.items():
        if not found:
            continue
        apart = sum(int((np.abs(c.status[c.inside]) == 2).sum()) for c in found)
        judged = sum(int((c.status[c.inside] != NO_DATA).sum()) for c in found)
        parts.append(f"{domain} {apart} of {judged}")
    told = listing(parts)
    mark = "Some figures are illustrative. " if any(c.illustrative for found in p.steps.values() for c in found) else ""
    return f"{mark}Figures that differ from London's beyond 99.8 % limits, of those compared: {told}."


def _how(p: Pathway, within: str, form: str) -> str:
    where = "" if not within or "," in within else f" in {geography.area(within).name}"
    one = f"one {areas_word(p.level, 1)}{where}, by STP and name"
    shown = (
        f"Each column is one indicator, each row {one}."
        if form == "table"
        else f"Each strip is one indicator, each place in it {one}, in the same order everywhere; pointing at a place "
        "lights it in all strips."
    )
    return (
        f"{shown} ▲ higher and ▼ lower than London (filled: beyond 99.8 % limits, open: beyond 95 %); blue better, "
        "orange worse, green and purple without judgement; white: not compared or no figure. Standing side by side "
        "does not say that one step leads to the next."
    )


def _column(p: Pathway, domain: str) -> html.Section:
    found = p.steps[domain]
    nothing = f"No indicator of this priority is about {_NONE[domain]} for {areas_word(p.level)}."
    return html.Section(
        [
            html.H3(DOMAIN_NAMES[domain]),
            *[_strip(p, c) for c in found],
            None if found else html.P(nothing, className="card-note"),
        ],
        className="pathway-column",
    )


def _strip(p: Pathway, c: Comparison) -> html.Div:
    tallied = [f"{n} {words}" for words, n in tally_statuses(c).items() if n]
    told = f"{c.indicator.short_name}, {c.period}: {counted(c.level, len(p.rows))}, {listing(tallied)}"
    mark = [html.Span("Illustrative", className="ribbon")] if c.illustrative else []
    when = f"{_sex(c)}{c.period} · {BADGES[c.indicator.polarity].lower()}"
    judged = any(int(c.status[i]) != NO_DATA for i in p.rows)
    return html.Div(
        [
            html.P(
                [
                    dcc.Link(c.indicator.short_name, href=_address(c)),
                    html.Span(when if judged else f"{when} · nothing to compare with", className="strip-when"),
                    *mark,
                ],
                className="strip-name",
            ),
            html.Div([_cell(c, i) for i in p.rows], className="strip", role="img", **{"aria-label": told}),
        ],
        className="strip-of",
    )


def _sex(c: Comparison) -> str:
    return f"{c.selection.sex}, " if c.selection.sex not in ("", "Persons") else ""


def _cell(c: Comparison, i: int) -> html.Span:
    status = int(c.status[i])
    known = np.isfinite(c.value[i])
    figure = format_value(float(c.value[i]), c.indicator) if known else str(c.note[i]) or "no figure"
    return html.Span(
        STATUS_LETTERS[status] if status != NO_DATA or not known else "",
        className=status_class(status, c.indicator.polarity),
        title=f"{geography.area(str(c.code[i])).short_name}: {figure}",
        **{"data-code": str(c.code[i])},
    )


def _file(p: Pathway, within: str) -> str:
    return address_of("/download/pathway.csv", {"priority": p.priority.code, "level": p.level, "within": within})


def _address(c: Comparison) -> str:
    s = c.selection
    sex = s.sex if s.sex != "Persons" else ""
    return Selection(indicator=s.indicator, level=s.level, within=s.within, sex=sex).address("/")


def _table(p: Pathway) -> html.Div:
    """The same figures, a row an area."""
    columns = [(domain, c) for domain, found in p.steps.items() for c in found]
    groups = [
        html.Th(DOMAIN_NAMES[d], colSpan=len(found), scope="colgroup", className="text")
        for d, found in p.steps.items()
        if found
    ]
    heads = [
        html.Th(
            [c.indicator.short_name, html.Br(), f"{c.period} ({c.indicator.unit})"], scope="col", className="number"
        )
        for _, c in columns
    ]
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(str(p.name[i]), href=f"/area?area={p.code[i]}"), scope="row", className="text"),
                *[_figure(c, i) for _, c in columns],
            ],
            **{"data-code": str(p.code[i])},
        )
        for i in p.rows
    ]
    level = html.Th(geography.LEVEL_NAMES[p.level][0], scope="col", rowSpan=2, className="text")
    table = html.Table(
        [html.Thead([html.Tr([level, *groups]), html.Tr(heads)]), html.Tbody(rows)], className="figures pathway-table"
    )
    label = f"{capital(p.priority.name)}: all figures of the pathway"
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})


def _figure(c: Comparison, i: int) -> html.Td:
    status = int(c.status[i])
    if not np.isfinite(c.value[i]):
        return html.Td("–", className="number n", title=str(c.note[i]))
    letter = STATUS_LETTERS[status] if status != NO_DATA else ""
    text = format_number(float(c.value[i]), c.indicator.decimals)
    return html.Td(
        f"{text} {letter}".strip(),
        className=f"number {status_class(status, c.indicator.polarity)}",
        title=difference_words(status, c.indicator),
    )
