"""The table of a profile: a row an indicator, with the spine that shows where the area lies among the others."""

from __future__ import annotations

import math
from itertools import groupby
from typing import Any

from dash import html

from variation.analyses.cache import Cache
from variation.analyses.profile import Line, Profile
from variation.analyses.selection import Selection
from variation.figures.sparkline import sparkline
from variation.figures.spine import Spine, spine
from variation.findings.numbers import format_interval, format_number
from variation.findings.profile_words import compared_words, course_words, spine_words, trend_words, value_words

_kept: Cache[html.Div] = Cache(8)
_HEADS = (
    ("Indicator", "text"),
    ("Period", "text wide"),
    ("Value", "number"),
    ("95 % interval", "number wide"),
    ("London", "number"),
    ("England", "number"),
    ("Worst or lowest", "number end"),
    ("Worse ← → Better", "spine-head"),
    ("Best or highest", "number end"),
    ("Compared with", "text"),
    ("Over time", "text"),
    ("Recent trend", "text"),
    ("Rank", "number wide"),
)


def explore_address(line: Line, p: Profile) -> str:
    """The line's indicator in Explore, with the area picked."""
    asked = Selection(indicator=line.indicator.id, level=p.level, area=(p.place.code,), benchmark=p.benchmark.lower())
    return asked.address("/")


def profile_table(p: Profile) -> html.Div:
    """All lines, by domain; scrolls sideways where the screen is narrow. Kept: thousands of cells take a while."""
    return _kept.get(p, (), lambda: _table(p))


def _table(p: Profile) -> html.Div:
    heads = [
        html.Th(f"{words} {p.benchmark}" if words == "Compared with" else words, scope="col", className=kind)
        for words, kind in _HEADS
    ]
    bodies = [
        html.Tbody([_group(domain), *(_row(line, p) for line in lines)])
        for domain, lines in groupby(p.lines, key=lambda line: line.indicator.domain)
    ]
    caption = html.Caption(f"All indicators of {p.place.name}", className="visually-hidden")
    table = html.Table([caption, html.Thead(html.Tr(heads)), *bodies], className="figures profile-table")
    label = {"aria-label": f"All indicators of {p.place.name}"}
    return html.Div(table, className="scroll", tabIndex=0, role="region", **label)


def _group(domain: str) -> html.Tr:
    return html.Tr(html.Th(domain.capitalize(), colSpan=len(_HEADS), scope="rowgroup"), className="group")


def _row(line: Line, p: Profile) -> html.Tr:
    digits = line.indicator.decimals
    drawn = spine(line)
    ends = (drawn.left, drawn.right) if drawn else (math.nan, math.nan)
    arrow, trend = trend_words(line)
    number = "number" if line.held else "absent"
    cells = [
        _name(line, p),
        html.Td(line.period, className="text wide"),
        html.Td(value_words(line), className=number),
        html.Td(format_interval(line.lower, line.upper, line.indicator), className="number wide"),
        html.Td(_shown(line.london, digits, "*" if line.summed else ""), className="number"),
        html.Td(_shown(line.england, digits), className="number"),
        html.Td(_shown(ends[0], digits), className="number end"),
        _spine_cell(line, drawn, p),
        html.Td(_shown(ends[1], digits), className="number end"),
        html.Td(compared_words(line, p.benchmark), className="text"),
        _course_cell(line, p),
        html.Td(f"{arrow} {trend}" if arrow else "", className=f"text {line.moving}".rstrip()),
        html.Td(_rank(line), className="number wide"),
    ]
    return html.Tr(cells)


def _name(line: Line, p: Profile) -> html.Th:
    whom = [part for part in (line.sex, line.age) if part not in ("Persons", "All ages")]
    parts: list[Any] = [html.A(line.indicator.short_name, href=explore_address(line, p))]
    if line.illustrative:
        parts.append(html.Span("Illustrative", className="mark-illustrative"))
    parts.append(html.Small(", ".join([*whom, line.indicator.unit])))
    return html.Th(parts, scope="row", className="text")


def _spine_cell(line: Line, drawn: Spine | None, p: Profile) -> html.Td:
    words = html.Span(spine_words(line, p.place.name, p.benchmark), className="spine-words")
    if drawn is None:
        return html.Td(words if line.held else "", className="spine")
    parts = [
        html.I(className="range", style={"left": _percent(drawn.start), "width": _percent(drawn.width)}),
        html.I(className="half", style={"left": _percent(drawn.half_start), "width": _percent(drawn.half_width)}),
    ]
    if line.held:
        style = {"left": _percent(drawn.mark), "color": drawn.colour}
        parts.append(
            html.B(
                drawn.shape, className="similar" if line.status == 0 else None, style=style, **{"aria-hidden": "true"}
            )
        )
    return html.Td([*parts, words], className="spine lined" if drawn.lined else "spine")


def _course_cell(line: Line, p: Profile) -> html.Td:
    drawn = sparkline(line.course)
    if drawn is None:
        return html.Td("", className="course")
    words = html.Span(course_words(line, p.place.name, p.benchmark), className="spine-words")
    paths = {"data-line": drawn.line, "data-benchmark": drawn.benchmark, "data-end": drawn.end}
    return html.Td(words, className="course", **paths)


def _percent(share: float) -> str:
    return f"{share:.1f}%"


def _shown(value: float, decimals: int, mark: str = "") -> str:
    return f"{format_number(value, decimals)}{mark}" if math.isfinite(value) else ""


def _rank(line: Line) -> str:
    if not (line.held and math.isfinite(line.rank_low)):
        return ""
    low, high = int(line.rank_low), int(line.rank_high)
    return f"{low} of {line.areas}" if low == high else f"{low}–{high} of {line.areas}"
