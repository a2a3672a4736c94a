"""The heat table: indicators as rows, areas as columns, one plain cell for each; and what a row says beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dash import dcc, html

from variation import geography
from variation.analyses.overview import Line, Overview
from variation.analyses.results import NO_DATA, Comparison
from variation.analyses.selection import Selection
from variation.figures.theme import STATUS_LETTERS
from variation.findings import overview as words
from variation.findings.numbers import format_number

# status -> class of a cell, by which way is good; assets/page-overview.css has their colours
CLASSES = {
    "low": {-2: "b2", -1: "b1", 0: "s0", 1: "w1", 2: "w2"},
    "high": {-2: "w2", -1: "w1", 0: "s0", 1: "b1", 2: "b2"},
    "none": {-2: "l2", -1: "l1", 0: "s0", 1: "h1", 2: "h2"},
}
MISSING, NOT_COMPARED = "x0", "n0"
_HEADS = (
    ("Good", "Which way is good"),
    ("Period", "Latest well-filled period"),
    ("Spread", "Spread beyond chance, of the mean"),
    ("Outside", "Areas outside 99.8 % limits"),
    ("Better / worse", "Of these, better and worse"),
    ("Change", "Did areas draw apart or together"),
)


def heat_table(o: Overview) -> html.Div:
    """The heat table of the page that is asked for."""
    areas = shown_areas(o)
    return html.Div(
        html.Table(
            [
                html.Caption(
                    "Indicators by area; pointing at a cell tells its value, interval and period",
                    className="visually-hidden",
                ),
                html.Thead(html.Tr([*_heads(), *(_area_head(code, name) for code, name in areas.items())])),
                *(_group(name, lines, o, areas) for name, lines in o.groups),
            ],
            className="heat heat-value" if o.choice.show == "value" else "heat",
        ),
        className="scroll heat-frame",
        id="heat",
        tabIndex=0,
        role="region",
        **{"aria-label": "Heat table: indicators by area"},
    )


def shown_areas(o: Overview) -> dict[str, str]:
    """Short names by code of the areas of the footprint."""
    c = o.lines[0].comparison
    held = set(c.code[c.inside].tolist())
    return {a.code: _short(a.short_name) for a in geography.areas(o.choice.selection.level) if a.code in held}


def explore_link(line: Line) -> str:
    """The address of an indicator in Explore, as it is compared here."""
    c = line.comparison
    wanted = Selection(indicator=c.indicator.id, level=c.level, within=c.selection.within, benchmark=c.benchmark.kind)
    return f"/?{wanted.to_query()}"


def overview_link(o: Overview, **changes: str | int) -> str:
    """The address of this page with some choices changed."""
    usual = {"show": "", "sort": "", "page": 1, "fresh": ""}
    ours = {"show": o.choice.show, "sort": o.choice.sort, "page": o.page, "fresh": o.choice.fresh, **changes}
    pairs = [(name, str(value)) for name, value in ours.items() if value != usual[name]]
    return "/overview?" + "&".join(part for part in (o.choice.selection.to_query(), urlencode(pairs)) if part)


def indicator_head(line: Line) -> html.Th:
    """The head of a row: a link to Explore, marked where figures are illustrative or held against something else."""
    link = dcc.Link(words.title(line), href=explore_link(line), title=line.indicator.name)
    return html.Th([*marks(line), link], scope="row")


def marks(line: Line) -> list[html.Span]:
    """What must be known before an indicator's name is read."""
    found = [html.Span("illustrative", className="mark")] if line.comparison.illustrative else []
    if line.instead:
        found.append(html.Span(f"against {line.instead}", className="mark versus"))
    return found


def _heads() -> list[html.Th]:
    return [
        html.Th("Indicator", scope="col"),
        *(html.Th(label, scope="col", title=meaning) for label, meaning in _HEADS),
    ]


def _area_head(code: str, name: str) -> html.Th:
    return html.Th(html.Span(name), scope="col", className="area", **{"data-code": code})


def _group(name: str, lines: Sequence[Line], o: Overview, areas: Mapping[str, str]) -> html.Tbody:
    rows = [_row(line, o, areas) for line in lines]
    if name:
        width = 1 + len(_HEADS) + len(areas)
        rows.insert(0, html.Tr(html.Th(html.Span(name), colSpan=width, scope="rowgroup"), className="group"))
    return html.Tbody(rows)


def _row(line: Line, o: Overview, areas: Mapping[str, str]) -> html.Tr:
    outside, sides = words.outside_words(line)
    change, why = words.change_words(line)
    return html.Tr(
        [
            indicator_head(line),
            html.Td(words.good(line)),
            html.Td(line.comparison.period, className="period"),
            html.Td(words.percent(line.surveyed.relative), className=f"bar bar-{line.bar}"),
            html.Td(outside),
            html.Td(sides),
            html.Td(change, title=why, className="text"),
            *_cells(line.comparison, o.choice.show, areas),
        ]
    )


def _cells(c: Comparison, show: str, areas: Mapping[str, str]) -> list[html.Td]:
    titles = words.cell_titles(c, areas)
    places = {code: i for i, code in enumerate(c.code.tolist())}
    cells = []
    for code in areas:
        text, kind = _cell(c, places[code], show)
        cells.append(html.Td(text, className=kind, title=titles[code], **{"data-code": code}))
    return cells


def _cell(c: Comparison, i: int, show: str) -> tuple[str, str]:
    """Text and class of a cell."""
    status, value = int(c.status[i]), float(c.value[i])
    if not math.isfinite(value):
        return STATUS_LETTERS[NO_DATA], MISSING
    if show == "fifths":
        fifth = int(c.quintile[i])
        return (str(fifth + 1), f"q{fifth}") if fifth != NO_DATA else ("–", NOT_COMPARED)
    known = status != NO_DATA
    kind = CLASSES.get(c.indicator.polarity, CLASSES["none"])[status] if known else NOT_COMPARED
    letter = STATUS_LETTERS[status] if known else ""
    if show == "value":
        return f"{format_number(value, c.indicator.decimals)}{letter}", kind
    return letter if known else "–", kind


def _short(name: str) -> str:
    return name.removeprefix("NHS ").removesuffix(" CCG")
