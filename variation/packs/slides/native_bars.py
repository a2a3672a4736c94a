"""Ranked bars and plain columns as native bar charts; many bars stand in two charts side by side on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from variation.figures.theme import SECONDARY, TEXT
from variation.packs.slides.chart_model import (
    BARS,
    COLUMNS,
    Axis,
    Errors,
    Mark,
    Numbers,
    Plot,
    Series,
    Stroke,
    decimals,
    round_axis,
)
from variation.packs.slides.native_series import (
    Trace,
    across,
    area_name,
    each,
    error_bars,
    listed,
    solid,
    trace_name,
    up,
)
from variation.packs.slides.words import plain, shorten, width

Figure = Mapping[str, Any]
SIZE = 12
_SMALLEST = 9  # pt of type, where a slide has no room for more
MOST = 18  # bars in one chart
_LONGEST = 190  # pt of a name beside a bar


def is_bars(figure: Figure) -> bool:
    """Whether a figure has bars from nought and nothing else, so that a native bar chart can hold it."""
    traces = figure["data"]
    return len(traces) == 1 and traces[0]["type"] == "bar" and traces[0].get("base") is None


def draw_bars(figure: Figure, size: tuple[float, float], corner: str = "Area") -> list[Plot]:
    """The charts of a figure of bars: one, or two where there are many lying bars, the highest in the first.

    Parameters
    ----------
    size : width and height in pt of the place of each chart
    corner : what the first column of the workbook names
    """
    trace, layout = figure["data"][0], figure["layout"]
    if trace.get("orientation") != "h":
        return [_columns(trace, layout, size, corner)]
    rows = _rows(trace, layout)
    axis = _scale(trace, layout)
    if len(rows) <= MOST:
        return [_lying(trace, layout, rows, axis, size, corner)]
    half = len(rows) // 2
    return [_lying(trace, layout, part, axis, size, corner) for part in (rows[half:], rows[:half])]


def _rows(trace: Trace, layout: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Place in the trace and name of each bar, from the bottom up."""
    axis = layout.get("yaxis") or {}
    names = dict(zip(listed(axis.get("tickvals")), listed(axis.get("ticktext")), strict=False))
    places = up(trace)
    order = sorted(range(len(places)), key=lambda k: places[k]) if _numeric(places) else list(range(len(places)))
    return [(k, plain(str(names.get(places[k], places[k])))) for k in order]


def _numeric(values: list[Any]) -> bool:
    return all(isinstance(v, (int, float)) for v in values)


def _scale(trace: Trace, layout: Mapping[str, Any]) -> Axis:
    """One axis for all bars, from nought to the longest with its interval."""
    errors = error_bars(trace)
    lengths = [v for v in across(trace) if v is not None]
    ends = [*lengths, 0.0]
    if errors:
        ends += [v + (e or 0) for v, e in zip(across(trace), errors.plus, strict=True) if v is not None]
        ends += [v - (e or 0) for v, e in zip(across(trace), errors.minus, strict=True) if v is not None]
    ends += [float(shape["x0"]) for shape in listed(layout.get("shapes")) if _upright(shape)]
    title = plain(str(((layout.get("xaxis") or {}).get("title") or {}).get("text") or ""))
    return round_axis(title, min(ends), max(ends), labels=5, grid=True)


def _upright(shape: Mapping[str, Any]) -> bool:
    return shape.get("type") == "line" and shape.get("x0") is not None and shape.get("x0") == shape.get("x1")


def _lying(
    trace: Trace,
    layout: Mapping[str, Any],
    rows: list[tuple[int, str]],
    axis: Axis,
    size: tuple[float, float],
    corner: str,
) -> Plot:
    where = [k for k, _ in rows]
    below = SIZE * 2.8
    type_size = max(_SMALLEST, min(SIZE, (size[1] - below) / max(len(rows), 1) / 1.25))
    longest = min(_LONGEST, size[0] * 0.45)
    names = tuple(shorten(name, type_size, longest) for _, name in rows)
    left = max((width(name, type_size) for name in names), default=0) + 8
    n = len(across(trace))
    colours = each((trace.get("marker") or {}).get("color"), n, SECONDARY)
    edges = (trace.get("marker") or {}).get("line") or {}
    shades, thick = each(edges.get("color"), n, TEXT), each(edges.get("width"), n, 0)
    series = Series(
        axis.title or "Value",
        tuple(float(k) for k in range(len(rows))),
        _taken(across(trace), where),
        tuple(area_name(listed(trace.get("customdata"))[k]) if trace.get("customdata") else "" for k in where),
        fills=tuple(solid(str(colours[k])) for k in where),
        edges={n: Stroke(solid(str(shades[k])), float(thick[k])) for n, k in enumerate(where) if thick[k]},
        errors=_errors(trace, where),
    )
    mark = next((_mark(shape) for shape in listed(layout.get("shapes")) if _upright(shape)), None)
    right = width(f"{axis.high:,.{decimals(axis.step)}f}", SIZE) / 2 + 4
    margins = (left, 6.0, right, below)
    blank = Axis("", 0, 1)
    return Plot(BARS, (series,), axis, blank, margins, names, corner, mark=mark, text_size=type_size)


def _mark(shape: Mapping[str, Any]) -> Mark:
    line = shape.get("line") or {}
    stroke = Stroke(solid(str(line.get("color") or TEXT)), float(line.get("width", 1)), str(line.get("dash", "solid")))
    return Mark(float(shape["x0"]), stroke)


def _errors(trace: Trace, where: list[int]) -> Errors | None:
    errors = error_bars(trace)
    if errors is None:
        return None
    return Errors(errors.axis, _taken(list(errors.plus), where), _taken(list(errors.minus), where), errors.stroke)


def _taken(values: list[Any], where: list[int]) -> Numbers:
    return tuple(None if values[k] is None else float(values[k]) for k in where)


def _columns(trace: Trace, layout: Mapping[str, Any], size: tuple[float, float], corner: str) -> Plot:
    """Upright bars, as of a histogram."""
    axis = layout.get("xaxis") or {}
    names = dict(zip(listed(axis.get("tickvals")), listed(axis.get("ticktext")), strict=False))
    places, values = across(trace), up(trace)
    categories = tuple(plain(str(names.get(p, f"{p:,g}" if isinstance(p, (int, float)) else p))) for p in places)
    known = [float(v) for v in values if v is not None]
    title = plain(str(((layout.get("yaxis") or {}).get("title") or {}).get("text") or ""))
    scale = round_axis(title, min([0.0, *known]), max([0.0, *known]), grid=True)
    below = plain(str((axis.get("title") or {}).get("text") or ""))
    colours = each((trace.get("marker") or {}).get("color"), len(values), SECONDARY)
    series = Series(
        trace_name(trace, 1),
        tuple(float(k) for k in range(len(values))),
        _taken(values, list(range(len(values)))),
        fills=tuple(solid(str(c)) for c in colours),
        errors=error_bars(trace),
    )
    left = width(f"{scale.high:,.{decimals(scale.step)}f}", SIZE) + 28
    longest = max((width(c, SIZE) for c in categories), default=1) + 8
    every = max(1, -(-longest * len(categories) // (size[0] - left - 12)))
    margins = (left, 8.0, 12.0, SIZE * (3.2 if below else 1.8))
    return Plot(COLUMNS, (series,), Axis(below, 0, 1, every), scale, margins, categories, corner)


def evenly(values: list[float]) -> bool:
    """Whether values lie about equally far apart."""
    steps = [b - a for a, b in pairwise(values)]
    return not steps or max(steps) < 1.5 * min(steps)
