"""The overview's tables as plain rows: the heat table, the ranking, what is held; assets/page-overview.js draws them.

They are thousands of cells. As components they would make every change of the page take seconds, since Dash asks all
components of a page at each; as rows they are a third of the size of their HTML and drawn in some milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from dash import ClientsideFunction, Input, Output, clientside_callback, dcc, html

from components.graph import numbers_of
from variation import geography
from variation.analyses.overview import Fresh, Line, Overview
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
COMPARED = {
    "b2": "better, 99.8 % limits",
    "b1": "better, 95 % limits",
    "w1": "worse, 95 % limits",
    "w2": "worse, 99.8 % limits",
    "l2": "lower, 99.8 % limits",
    "l1": "lower, 95 % limits",
    "h1": "higher, 95 % limits",
    "h2": "higher, 99.8 % limits",
}
"""What the class of a cell means, for those that are unlike the benchmark."""

Cell = list[Any]  # text, class, title, what it is sorted by; the last may be left out
Table = dict[str, Any]

# Dash calls a function for a page that it makes anew only where that page has an output of it; this one is never set
clientside_callback(ClientsideFunction("atlas", "drawTables"), Output("heat", "title"), Input("page-tables", "data"))


def table_store(tables: Mapping[str, Table]) -> dcc.Store:
    """The tables of the page by the id of their place."""
    return dcc.Store(id="page-tables", data=dict(tables))


def table_place(table_id: str, label: str, *, kind: str = "", csv: str = "") -> html.Div:
    """Where a table is drawn; it scrolls by itself. `csv` is the address of its figures where it shows marks only."""
    described: dict[str, Any] = {"aria-label": label, **numbers_of(table_id, csv=csv)}
    return html.Div(id=table_id, className=f"scroll {kind}".strip(), tabIndex=0, role="region", **described)


def heat_table(o: Overview) -> Table:
    """The heat table of the page that is asked for."""
    areas = shown_areas(o)
    return {
        "kind": "heat heat-value" if o.choice.show == "value" else "heat",
        "caption": "Indicators by area; pointing at a cell tells its value, interval and period",
        "heads": [
            ["Indicator"],
            ["Good", "", "Which way is good"],
            ["Period", "", "Latest well-filled period"],
            ["Spread", "", "Spread beyond chance, of the mean"],
            ["Outside", "", "Areas outside 99.8 % limits"],
            ["Better / worse", "", "Of these, better and worse"],
            ["Change", "", "Did areas draw apart or together"],
        ],
        "areas": [[code, short] for code, short in areas.items()],
        "words": COMPARED,
        "groups": [[name, [_heat_row(line, o, areas) for line in lines]] for name, lines in o.groups],
    }


def ranking_table(o: Overview) -> Table:
    """All indicators whose spread can be told, the greatest first."""
    return {
        "kind": "sortable listing",
        "caption": "Indicators ranked by spread beyond chance",
        "heads": [
            ["Indicator", "", "", True],
            ["Rank", "number", "", True, "ascending"],
            ["Domain", "", "", True],
            ["Spread beyond chance", "number", "", True],
            ["Variance beyond chance", "number", "", True],
            ["Areas outside", "number", "", True],
            ["Worse", "number", "", True],
            ["Period", "", "", True],
        ],
        "groups": [["", [_ranked(line) for line in o.ranking]]],
    }


def fresh_table(o: Overview) -> Table:
    """What is held of each indicator at each level."""
    levels = [geography.LEVEL_NAMES[level][1] for level in geography.LEVELS]
    heads: list[list[Any]] = [["Indicator", "", "", True]]
    for many in levels:
        heads += [[f"{many}: period", "", "", True], ["With a figure", "number", "", True]]
    rows = [
        {
            **_head(line),
            "cells": [c for level in geography.LEVELS for c in _held(o.fresh[line.indicator.id].get(level))],
        }
        for line in o.lines
    ]
    return {
        "kind": "sortable listing",
        "caption": "Latest well-filled period of each indicator by level, and how many areas have a figure",
        "heads": heads,
        "groups": [["", rows]],
    }


def shown_areas(o: Overview) -> dict[str, str]:
    """Short names by code of the areas of the footprint."""
    c = o.lines[0].comparison
    held = set(c.code[c.inside].tolist())
    return {a.code: _short(a.short_name) for a in geography.areas(o.choice.selection.level) if a.code in held}


def explore_link(line: Line) -> str:
    """The address of an indicator in Explore, as it is compared here."""
    c = line.comparison
    wanted = Selection(indicator=c.indicator.id, level=c.level, within=c.selection.within, benchmark=c.benchmark.kind)
    return wanted.address("/")


def overview_link(o: Overview, **changes: str | int) -> str:
    """The address of this page with some choices changed."""
    own = {"show": o.choice.show, "sort": o.choice.sort, "page": o.page, "fresh": o.choice.fresh, **changes}
    return o.choice.selection.address("/overview", **{**own, "page": "" if own["page"] == 1 else own["page"]})


def overview_file(o: Overview) -> str:
    """The address of the figures of all indicators chosen, as a CSV."""
    return overview_link(o, show="", page=1, fresh="").replace("/overview", "/download/overview.csv", 1)


def marks(line: Line) -> list[list[str]]:
    """What must be known before an indicator's name is read: text and class of each mark."""
    found = [["illustrative", "mark"]] if line.comparison.illustrative else []
    return [*found, [f"against {line.instead}", "mark versus"]] if line.instead else found


def _head(line: Line) -> dict[str, Any]:
    return {
        "name": words.title(line),
        "href": explore_link(line),
        "title": line.indicator.name,
        "marks": marks(line),
    }


def _heat_row(line: Line, o: Overview, areas: Mapping[str, str]) -> dict[str, Any]:
    outside, sides = words.outside_words(line)
    change, why = words.change_words(line)
    cells: list[Cell] = [
        [words.good(line)],
        [line.comparison.period, "period"],
        [words.percent(line.surveyed.relative), f"bar bar-{line.bar}"],
        [outside],
        [sides],
        [change, "text", why],
    ]
    return {**_head(line), "cells": cells, "areas": _area_cells(line.comparison, o.choice.show, areas)}


def _area_cells(c: Comparison, show: str, areas: Mapping[str, str]) -> dict[str, Any]:
    places = [i for i in np.flatnonzero(c.inside).tolist() if str(c.code[i]) in areas]
    text, kind = zip(*(_area_cell(c, i, show) for i in places), strict=True)
    return {"text": text, "kind": kind, "said": [words.cell_words(c, i) for i in places], "period": c.period}


def _area_cell(c: Comparison, i: int, show: str) -> tuple[str, str]:
    """Text and class of a cell."""
    status, value = int(c.status[i]), float(c.value[i])
    if not math.isfinite(value):
        return STATUS_LETTERS[NO_DATA], MISSING
    if show == "fifths":
        fifth = int(c.fifths.of[i])
        return (str(fifth + 1), f"q{fifth}") if fifth != NO_DATA else ("–", NOT_COMPARED)
    known = status != NO_DATA
    kind = CLASSES.get(c.indicator.polarity, CLASSES["none"])[status] if known else NOT_COMPARED
    letter = STATUS_LETTERS[status] if known else ""
    if show == "value":
        return f"{format_number(value, c.indicator.decimals)}{letter}", kind
    return letter if known else "–", kind


def _ranked(line: Line) -> dict[str, Any]:
    r = line.surveyed
    judged = line.indicator.polarity in ("high", "low") and line.judged > 0
    outside, worse = r.outside if line.judged else "", r.worse if judged else ""
    cells: list[Cell] = [
        [str(line.rank), "number"],
        [line.indicator.domain.capitalize()],
        [words.percent(r.relative), f"bar bar-{line.bar}", "", round(r.relative, 5)],
        [words.percent(r.excess), "number", "", round(r.excess, 5) if math.isfinite(r.excess) else ""],
        [words.outside_words(line)[0], "number", "", outside],
        [str(worse) if judged else "–", "number", "", worse],
        [line.comparison.period, "", "", line.comparison.end],
    ]
    return {**_head(line), "cells": cells}


def _held(found: Fresh | None) -> tuple[Cell, Cell]:
    if found is None:
        return ["–", "", "", ""], ["–", "number", "", ""]
    partly = "number partly" if found.areas < found.of else "number"
    return [found.period, "", "", found.end], [f"{found.areas} of {found.of}", partly, "", found.areas]


def _short(name: str) -> str:
    return name.removeprefix("NHS ").removesuffix(" CCG")
