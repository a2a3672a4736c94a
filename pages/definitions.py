"""Definitions: find an indicator, read what it means, see how its figures came here, take them away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import dash
from dash import dcc, html

from components.charts import sortable_head
from components.finding import problem
from components.forms import first_text, search_form
from components.refusals import public
from components.serving import Served, served
from variation import geography
from variation.analyses.definitions import Definition, define, find
from variation.analyses.inventory import Held
from variation.errors import VariationError
from variation.findings.words import short_day
from variation.indicators import Catalogue

dash.register_page(
    __name__, path="/definitions", name="Definitions", title="Definitions · London Variation Atlas", order=8
)

POLARITY = {
    "high": "High is good.",
    "low": "Low is good.",
    "none": "No direction is better: differences are shown, not judged.",
}
_LONGEST = 80  # characters of a search


def layout(**query: Any) -> html.Div:
    """The search, or one indicator."""
    s = served()
    asked, text = first_text(query.get("indicator")), first_text(query.get("find"))[:_LONGEST]
    try:
        if asked in s.catalogue.indicators:
            return _one(define(asked, s.catalogue, s.store, s.snapshot()), s.catalogue)
        message = f"There is no indicator “{asked[:_LONGEST]}”; all are listed." if asked else ""
        return _list(s, text, message)
    except VariationError as error:
        return html.Div(problem("Nothing is loaded yet", public(error), link="/data", link_text="About the data"))


def _list(s: Served, text: str, message: str) -> html.Div:
    found = find(text, s.catalogue, s.store, s.snapshot())
    many = "1 indicator" if len(found) == 1 else f"{len(found)} indicators"
    said = f"{many} found for “{text}”." if text else f"{many} held."
    return html.Div(
        [
            html.H1("Definitions", id="heading"),
            html.P(message, className="message", role="status") if message else None,
            search_form(
                "/definitions",
                "find",
                "Find an indicator",
                text,
                placeholder="e.g. diabetes",
                beside=[
                    html.P(
                        "Words may be short or misspelt: “cerv screning” finds cervical screening.", className="hint"
                    )
                ],
                role="search",
            ),
            html.P(said, role="status", id="definitions-found"),
            html.P(
                [
                    "All as a table for programs: ",
                    html.A("indicators (CSV)", href="/api/v1/indicators?format=csv"),
                    ", ",
                    html.A("areas (CSV)", href="/api/v1/areas?format=csv"),
                    "; ",
                    html.A("the whole interface", href="/api/v1"),
                    ".",
                ],
                className="hint",
            ),
            _table(found) if found else html.P("Fewer or other words may find it."),
        ],
        className="text-page definitions",
    )


def _table(found: Sequence[Held]) -> html.Div:
    heads = ("Indicator", "Domain", "Levels", "Periods", "Figures", "Source")
    rows = [
        html.Tr(
            [
                html.Th(dcc.Link(h.indicator.short_name, href=f"/definitions?indicator={h.indicator.id}"), scope="row"),
                html.Td(h.indicator.domain.capitalize()),
                html.Td(", ".join(geography.LEVEL_NAMES[level][0] for level in h.levels)),
                html.Td(h.first if h.first == h.last else f"{h.first} to {h.last}"),
                html.Td("Illustrative" if h.illustrative else "Published"),
                html.Td(h.indicator.source),
            ]
        )
        for h in found
    ]
    table = html.Table([html.Thead(html.Tr([sortable_head(h) for h in heads])), html.Tbody(rows)], className="sortable")
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": "Indicators"})


def _one(d: Definition, catalogue: Catalogue) -> html.Div:
    i = d.indicator
    priorities = "; ".join(f"{p.name} ({catalogue.framework_of(p.code)})" for p in d.priorities)
    levels = {s.level for s in d.series}
    return html.Div(
        [
            html.P(dcc.Link("All definitions", href="/definitions")),
            html.H1(i.name, id="heading"),
            html.P(i.definition, className="sentence"),
            _actions(i.id, sorted(levels)),
            _pairs(
                [
                    ("Why it matters", i.rationale),
                    ("Which way is good", POLARITY[i.polarity]),
                    ("Domain", i.domain.capitalize()),
                    ("Measure", f"{i.measure.capitalize()}, in {i.unit}"),
                    ("Count", i.numerator),
                    ("Denominator", i.denominator),
                    ("95 % limits", i.interval),
                    ("How often", i.frequency.capitalize()),
                    ("Caveat", i.caveat),
                    ("Priorities served", priorities),
                    ("Licence", i.licence),
                ]
            ),
            html.P(["Source: ", html.A(i.source, href=i.source_url, rel="noreferrer"), "."]),
            html.H2("What is held"),
            _held(d),
            html.H2("Remarks beside figures"),
            html.Ul([html.Li(f"{note} ({times:,})") for note, times in d.notes]) if d.notes else html.P("None."),
            html.H2("How these figures were made"),
            html.P(
                "Each file was read as text, its rows checked by the rules of the documents, codes and periods brought "
                "to one form, and taken in whole. Nothing was estimated or filled in; where the publisher gives counts "
                "only, the value and its limits are computed from them."
            ),
            _provenance(d),
        ],
        className="text-page definitions",
    )


def _actions(indicator: str, levels: Sequence[str]) -> html.P:
    links: list[Any] = [
        dcc.Link("Explore", href=f"/?indicator={indicator}", className="btn btn-primary btn-sm"),
        html.A(
            "All figures (CSV)",
            href=f"/api/v1/values?indicator={indicator}&format=csv",
            className="btn btn-sm btn-outline-primary",
        ),
    ]
    links += [
        html.A(
            f"{geography.LEVEL_NAMES[level][1]}, latest (XLSX with definitions)",
            href=f"/download/areas.xlsx?indicator={indicator}&level={level}",
            className="btn btn-sm btn-outline-primary",
        )
        for level in levels
    ]
    return html.P(links, className="actions")


def _pairs(pairs: Sequence[tuple[str, str]]) -> html.Dl:
    return html.Dl([part for name, text in pairs if text for part in (html.Dt(name), html.Dd(text))])


def _held(d: Definition) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(geography.LEVEL_NAMES[s.level][1], scope="row"),
                html.Td(s.sex),
                html.Td(s.age),
                html.Td(f"{s.periods[0]} to {s.periods[-1]}" if len(s.periods) > 1 else s.periods[0]),
                html.Td(str(len(s.periods)), className="number"),
                html.Td(s.status.capitalize()),
            ]
        )
        for s in d.series
    ]
    heads = ("Level", "Sex", "Age", "Periods", "Number", "Figures")
    return _plain_table(heads, rows, "What is held")


def _provenance(d: Definition) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Td(str(s.load.id), className="number"),
                html.Td(f"{short_day(s.load.loaded_at)} {s.load.loaded_at:%H:%M}"),
                html.Td(PurePath(s.load.path.replace("\\", "/")).name),
                html.Td(s.load.format),
                html.Td(f"{s.figures:,}", className="number"),
                html.Td(html.Code(s.load.sha256[:16])),
            ]
        )
        for s in d.sources
    ]
    heads = ("Load", "When (UTC)", "File", "Format", "Figures that hold", "SHA-256 begins")
    return _plain_table(heads, rows, "Where figures came from")


def _plain_table(heads: Sequence[str], rows: list[html.Tr], label: str) -> html.Div:
    numbers = ("Number", "Load", "Figures that hold")
    cells = [html.Th(h, scope="col", className="number" if h in numbers else None) for h in heads]
    table = html.Table([html.Thead(html.Tr(cells)), html.Tbody(rows)])
    return html.Div(table, className="scroll", tabIndex=0, role="region", **{"aria-label": label})
