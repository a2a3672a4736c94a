"""Any figure of points, lines and floating bars as one native XY chart; words that such charts lack are labels.

Native axes of numbers carry no words. Names of periods or areas along an axis, and texts beside lines, are therefore
labels of points without a mark, in series of their own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from variation.figures.theme import TEXT
from variation.packs.slides.chart_model import (
    XY,
    Axis,
    Plot,
    Series,
    Stroke,
    at_share,
    decimals,
    round_axis,
    share,
)
from variation.packs.slides.native_series import (
    STATUS_OF,
    Trace,
    across,
    each,
    floating,
    listed,
    lying_intervals,
    series_of,
    solid,
    trace_name,
    up,
)
from variation.packs.slides.native_words import LINE, SIZE, Words, ends, label_points, notes, tick_words, written
from variation.packs.slides.words import plain, shorten, width, wrap

Figure = Mapping[str, Any]
_KEY_SHARE = 0.2  # of a chart's height; a key that takes more loses the classes, whose marks the map's key explains


def draw_xy(figure: Figure, size: tuple[float, float], corner: str = "Area") -> Plot:
    """The native chart of a figure, for a place of `size` (width, height) pt.

    Parameters
    ----------
    corner : what the first column of the workbook names
    """
    layout = figure["layout"]
    traces = _numbered(figure["data"], layout)
    _name_ticks(layout)
    lines = lying_intervals(series_of(traces))
    x, y = (_axis(layout.get(f"{side}axis") or {}, traces, side) for side in ("x", "y"))
    y = replace(y, title=_turned(y.title, size[1]))
    words = [*notes(layout, x, y), *ends(traces)]
    legend = bool(layout.get("showlegend")) or any(s.name in STATUS_OF.values() for s in lines)
    if legend and LINE * _key_rows(_key_widths(lines), size[0]) > size[1] * _KEY_SHARE:
        lines = [replace(s, keyed=s.keyed and s.name not in STATUS_OF.values()) for s in lines]
    margins = _margins(layout, lines, words, (x, y), size, legend=legend)
    room = (size[0] - margins[0] - margins[2], size[1] - margins[1] - margins[3])
    marks = [_rule(shape, x, y, k) for k, shape in enumerate(listed(layout.get("shapes")), start=1)]
    bars = [
        floating(trace, trace_name(trace, k), _bar_width(trace, x, y, room))
        for k, trace in enumerate(traces, start=1)
        if trace["type"] == "bar"
    ]
    named = label_points(lines, traces, x, y, room)
    helpers = [*written(words, x, y, room), *tick_words(layout, x, y, room)]
    return Plot(
        XY,
        _longest_first((*bars, *[mark for mark in marks if mark], *named, *helpers)),
        _unlabelled(x, layout, "x"),
        _unlabelled(y, layout, "y"),
        margins,
        corner=corner,
        legend=legend,
    )


def _longest_first(series: tuple[Series, ...]) -> tuple[Series, ...]:
    """The series with most points in front: LibreOffice drops lines that come before a longer series."""
    if not series:
        return series
    most = max(series, key=lambda s: len(s.x))
    return series if len(most.x) <= len(series[0].x) else (most, *[s for s in series if s is not most])


def _numbered(traces: Sequence[Trace], layout: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Traces whose categories are numbered from 0; the layout is given their names as texts of the axis."""
    words = list(dict.fromkeys(v for t in traces for v in (across(t) if up(t) else []) if isinstance(v, str)))
    if not words:
        return [dict(trace) for trace in traces]
    place = {word: k for k, word in enumerate(words)}
    axis = layout["xaxis"]
    axis.setdefault("tickvals", list(range(len(words))))
    axis.setdefault("ticktext", words)
    return [{**trace, "x": [place[v] for v in trace.get("x", ())]} for trace in traces]


def _name_ticks(layout: Mapping[str, Any]) -> None:
    """Texts for those ticks that a figure sets without naming them."""
    for side in ("x", "y"):
        axis = layout.get(f"{side}axis") or {}
        if axis.get("tickvals") and not axis.get("ticktext"):
            axis["ticktext"] = [f"{v:,g}" for v in axis["tickvals"]]


def _turned(title: str, height: float) -> str:
    """The title of the upright axis on at most two lines of the plot's height."""
    room = max(60.0, height - 70)
    lines = wrap(title.replace("\n", " "), SIZE, room)
    return "\n".join([*lines[:1], *([shorten(" ".join(lines[1:]), SIZE, room)] if lines[1:] else [])])


def _axis(axis: Mapping[str, Any], traces: Sequence[Trace], side: str) -> Axis:
    title = plain(str((axis.get("title") or {}).get("text") or ""), "\n")
    log = axis.get("type") == "log"
    grid = bool(axis.get("showgrid", True)) and axis.get("visible", True) is not False
    given = axis.get("range")
    low, high = (10**v if log else float(v) for v in given) if given else _extent(traces, side)
    if axis.get("rangemode") == "tozero":
        low, high = min(0.0, low), max(0.0, high)
    if log or (given and axis.get("tickvals")):
        return Axis(title, low, high, log=log, grid=grid and not log)
    if axis.get("tickvals"):
        room = (high - low) * 0.03
        return Axis(title, low - room, high + room, grid=grid)
    return round_axis(title, low, high, grid=grid)


def _extent(traces: Sequence[Trace], side: str) -> tuple[float, float]:
    """From the lowest to the highest of what is drawn along an axis, error bars and bases with it."""
    found: list[float] = []
    for trace in traces:
        values = across(trace) if side == "x" else up(trace)
        bars = trace.get(f"error_{side}") or {}
        base = trace.get("base") if (trace.get("orientation") == "h") == (side == "x") else None
        for k, value in enumerate(values):
            if value is None:
                continue
            start = float(each(base, k + 1, 0.0)[k]) if base is not None else 0.0
            plus = (bars.get("array") or [])[k : k + 1] or [0]
            minus = (bars.get("arrayminus") or bars.get("array") or [])[k : k + 1] or [0]
            found += [start + value + (plus[0] or 0), (start or value) - (minus[0] or 0)]
    return (min(found), max(found)) if found else (0.0, 1.0)


def _margins(
    layout: Mapping[str, Any],
    lines: Sequence[Series],
    words: Sequence[Words],
    axes: tuple[Axis, Axis],
    size: tuple[float, float],
    *,
    legend: bool,
) -> tuple[float, float, float, float]:
    x, y = axes
    ticks = [plain(str(t)) for t in listed((layout.get("yaxis") or {}).get("ticktext"))]
    if not ticks and y.step:
        ticks = [f"{v:,.{decimals(y.step)}f}" for v in (y.low, y.high)]
    left = (
        max((width(text, SIZE) for text in ticks), default=0)
        + 10
        + (LINE * (y.title.count("\n") + 1.3) if y.title else 0)
    )
    beyond = [w for w in words if w.label.place == "r" and _right_end(w, x)]
    right = max((width(w.label.text, SIZE, bold=w.label.bold) for w in beyond), default=4) + 10
    below = LINE + 6 + LINE * (x.title.count("\n") + 1 if x.title else 0)
    rows = _key_rows(_key_widths(lines), size[0]) if legend else 0
    return min(left, size[0] * 0.45), LINE * rows + (8 if rows else 6), min(right, size[0] * 0.35), below


def _key_widths(lines: Sequence[Series]) -> list[float]:
    return [width(name, SIZE) for name in dict.fromkeys(s.name for s in lines if not s.helper and s.keyed)]


def _key_rows(names: Sequence[float], room: float) -> int:
    """Rows of the legend, whose entries stand in columns as wide as the widest."""
    if not names:
        return 0
    columns = max(1, int(room * 0.9 // (max(names) + 48)))
    return math.ceil(len(names) / columns)


def _right_end(words: Words, x: Axis) -> bool:
    return share(words.x, x) > 0.8


def _unlabelled(axis: Axis, layout: Mapping[str, Any], side: str) -> Axis:
    style = layout.get(f"{side}axis") or {}
    hidden = style.get("visible") is False or style.get("showticklabels") is False
    return replace(axis, shown=not (hidden or style.get("ticktext")))


def _rule(shape: Mapping[str, Any], x: Axis, y: Axis, number: int) -> Series | None:
    """A straight line of the layout, from edge to edge where it is tied to the paper."""
    if shape.get("type") != "line":
        return None
    ends = [
        tuple(
            at_share(float(shape[f"{side}{k}"]), axis)
            if shape.get(f"{side}ref") == "paper"
            else float(shape[f"{side}{k}"])
            for k in (0, 1)
        )
        for side, axis in (("x", x), ("y", y))
    ]
    line = shape.get("line") or {}
    stroke = Stroke(solid(str(line.get("color") or TEXT)), float(line.get("width", 1)), str(line.get("dash", "solid")))
    return Series(f"Line {number}", ends[0], ends[1], stroke=stroke, keyed=False)


def _bar_width(trace: Trace, x: Axis, y: Axis, room: tuple[float, float]) -> float:
    """Width of a bar across its own length, in pt."""
    lying = trace.get("orientation") == "h"
    axis, total = (y, room[1]) if lying else (x, room[0])
    given = trace.get("width")
    own = float(given if isinstance(given, (int, float)) else 0.8)
    return own / (axis.high - axis.low) * total
