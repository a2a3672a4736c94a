"""Traces of a Plotly figure as series of a native chart: lines, points by their class, bars that float."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from variation import geography
from variation.errors import UnknownArea
from variation.figures.theme import SECONDARY, SIMILAR_DOT, STATUS_COLOURS, STATUS_WORDS, TEXT, WHITE
from variation.packs.slides.chart_model import Errors, Marker, Numbers, Series, Stroke
from variation.packs.slides.words import plain

Trace = Mapping[str, Any]
UPPER = " (upper)"  # second of two lines that the key names once
_PT = 0.75  # of a px
_LIMITS = {1: "95 % limits", 2: "99.8 % limits"}


def _status_words() -> dict[str, str]:
    """What a colour says of an area; a colour says the same whichever way is good."""
    found = {SIMILAR_DOT: "Similar"}
    for key, words in STATUS_WORDS.items():
        for status in (-2, -1, 1, 2):
            found[STATUS_COLOURS[key][status]] = f"{words[status]} ({_LIMITS[abs(status)]})"
    return found


STATUS_OF = _status_words()


def series_of(traces: Sequence[Trace]) -> list[Series]:
    """The series of scatter traces, those of polygons as outlines; empty traces give none."""
    found: list[Series] = []
    for number, trace in enumerate(traces, start=1):
        if trace["type"] == "scatter" and len(up(trace)):
            found += _scatter(trace, trace_name(trace, number))
    return found


def across(trace: Trace) -> list[Any]:
    """Positions along x, computed where the trace gives the first and the step."""
    if "x" in trace:
        return list(trace["x"])
    first, step = trace.get("x0", 0), trace.get("dx", 1)
    return [first + k * step for k in range(len(trace["y"]))]


def up(trace: Trace) -> list[Any]:
    """Values along y."""
    return list(trace.get("y", ()))


def trace_name(trace: Trace, number: int) -> str:
    """What a trace is called: its own name, else its first text."""
    texts = [plain(text) for text in listed(trace.get("text")) if text and plain(text)]
    name = plain(str(trace.get("name") or ""))
    if name in ("", "benchmark", "picked"):
        name = next(iter(texts), name or f"Series {number}")
    return name[:1].upper() + name[1:]


def area_names(codes: Any) -> tuple[str, ...]:
    """Names of areas by code; "" for what is no code."""
    return tuple(area_name(code) for code in listed(codes))


def area_name(code: Any) -> str:
    """The name of an area, "" for what is no area's code."""
    try:
        return geography.area(str(code)).name
    except UnknownArea:
        return ""


def listed(value: Any) -> list[Any]:
    """A list, of one where a single value was given, of none where nothing was."""
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def each(value: Any, count: int, otherwise: Any) -> list[Any]:
    """A property of each of so many points, whether it was given once or for each."""
    if isinstance(value, (list, tuple)):
        return [*value[:count], *[otherwise] * (count - len(value))]
    return [otherwise if value is None else value] * count


def _scatter(trace: Trace, name: str) -> Iterator[Series]:
    mode = str(trace.get("mode", "markers"))
    if "lines" in mode:
        yield from _lines(trace, name, marked="markers" in mode)
    elif "markers" in mode and (trace.get("marker") or {}).get("opacity") != 0:
        yield from _points(trace, name)


def lying_intervals(series: Sequence[Series]) -> list[Series]:
    """Series whose error bars along x are lines of a series of their own, in front of it.

    LibreOffice draws no error bars of own lengths along x; a line with gaps is drawn by all.
    """
    found: list[Series] = []
    for one in series:
        bars = one.errors
        if bars is None or bars.axis != "x":
            found.append(one)
            continue
        x: list[float | None] = []
        y: list[float | None] = []
        names: list[str] = []
        for k, (middle, high) in enumerate(zip(one.x, one.y, strict=True)):
            plus, minus = bars.plus[k], bars.minus[k]
            if middle is None or plus is None or minus is None:
                continue
            x += [round(middle - minus, 10), round(middle + plus, 10), round(middle + plus, 10)]
            y += [high, high, None]
            names += [one.names[k] if one.names else ""] * 2 + [""]
        line = Series(f"{one.name}: interval", tuple(x), tuple(y), tuple(names), stroke=bars.stroke, keyed=False)
        found += [line, replace(one, errors=None)]
    return found


def _lines(trace: Trace, name: str, *, marked: bool) -> Iterator[Series]:
    """A line; a line of many areas with a gap after each becomes one of each."""
    line = trace.get("line") or {}
    stroke = Stroke(
        solid(str(line.get("color") or SECONDARY)), float(line.get("width", 1.5)), line.get("dash", "solid")
    )
    if not line.get("width", 1) or trace.get("fill") == "toself":
        stroke = Stroke(_edge(str(trace.get("fillcolor") or SECONDARY)), 0.75, "dot")
    marker = None
    if marked:
        size, colour = (trace.get("marker") or {}).get("size", 4), (trace.get("marker") or {}).get("color")
        single = colour if isinstance(colour, str) else stroke.colour
        marker = Marker("circle", float(size if isinstance(size, (int, float)) else 4), solid(single))
    codes = listed(trace.get("meta"))
    x, y = across(trace), up(trace)
    if len(codes) > 1 and len(x) % len(codes) == 0 and any(v is None for v in x):
        length = len(x) // len(codes)
        for k, code in enumerate(codes):
            part = slice(k * length, (k + 1) * length - 1)
            yield Series(area_name(code) or str(code), _whole(x[part]), _values(y[part]), stroke=stroke, marker=marker)
        return
    names = area_names(trace.get("customdata"))
    named = bool(trace.get("name")) and trace.get("showlegend") is not False
    keyed = named and not (name.endswith(UPPER) or any(text and plain(text) for text in listed(trace.get("text"))))
    yield Series(
        name, _whole(x), _values(y), names, stroke=stroke, marker=marker, errors=error_bars(trace), keyed=keyed
    )


def _points(trace: Trace, name: str) -> Iterator[Series]:
    """Points, one series for each look that they have, named by what their colour says."""
    marker = trace.get("marker") or {}
    x, y = across(trace), up(trace)
    n = len(y)
    edges = marker.get("line") or {}
    looks = list(
        zip(
            each(marker.get("color"), n, SIMILAR_DOT),
            each(marker.get("symbol"), n, "circle"),
            each(edges.get("color"), n, ""),
            each(edges.get("width"), n, 0.75),
            strict=True,
        )
    )
    sizes = [float(size) * _PT for size in each(marker.get("size"), n, 8)]
    names = area_names(trace.get("customdata")) or tuple(plain(str(t)) for t in each(trace.get("text"), n, ""))
    names = names if any(names) else ()
    classed = isinstance(marker.get("color"), (list, tuple))
    errors = error_bars(trace)
    for look in dict.fromkeys(looks):
        where = [k for k, other in enumerate(looks) if other == look]
        colour, symbol, edge, width = look
        own = [sizes[k] for k in where]
        picked = bool(classed and len(where) <= 3 and width >= 2 and names)
        called = STATUS_OF.get(str(colour), name) if classed else name
        called = ", ".join(names[k] for k in where) if picked else called
        fill = str(edge) if str(colour) == WHITE and edge else str(colour)  # not every program draws edges
        yield Series(
            called,
            _taken(x, where),
            _taken(y, where),
            tuple(names[k] for k in where) if names else (),
            marker=Marker(symbol, own[0], solid(fill), solid(str(edge)) if edge else "", float(width)),
            sizes=tuple(own) if len(set(own)) > 1 else (),
            errors=_part(errors, where) if errors else None,
            keyed=not picked,
        )


def error_bars(trace: Trace) -> Errors | None:
    """The error bars of a trace along the axis that has them."""
    for side in ("x", "y"):
        bars = trace.get(f"error_{side}")
        if bars and bars.get("array"):
            plus = _values(bars["array"])
            minus = _values(bars.get("arrayminus") or bars["array"])
            if not any(v is not None for v in (*plus, *minus)):
                return None
            stroke = Stroke(solid(str(bars.get("color") or SECONDARY)), float(bars.get("thickness", 1)))
            return Errors(side, plus, minus, stroke)
    return None


def _part(errors: Errors, where: Sequence[int]) -> Errors:
    return Errors(errors.axis, _taken(errors.plus, where), _taken(errors.minus, where), errors.stroke)


def floating(trace: Trace, name: str, point: float) -> Series:
    """Bars that start from a base, as thick lines from there; `point` is the width in pt of one along its axis."""
    lying = trace.get("orientation") == "h"
    places, lengths = (up(trace), across(trace)) if lying else (across(trace), up(trace))
    base = each(trace.get("base"), len(lengths), 0.0)
    colour = (trace.get("marker") or {}).get("color")
    stroke = Stroke(solid(colour if isinstance(colour, str) else SECONDARY), max(1.0, point))
    none = tuple(0.0 for _ in lengths)
    errors = Errors("x" if lying else "y", _values(lengths), none, stroke, capped=False)
    x, y = (base, places) if lying else (places, base)
    return Series(name, _values(x), _values(y), errors=errors)


def _whole(values: Sequence[Any]) -> Numbers:
    """Positions with gaps filled from the one before: a program that meets a gap there counts 1, 2, 3 instead."""
    found: list[float | None] = list(_values(values))
    for k, (before, value) in enumerate(pairwise(found), start=1):
        if value is None:
            found[k] = found[k - 1] if found[k - 1] is not None else before
    return tuple(found)


def _values(values: Sequence[Any]) -> Numbers:
    return tuple(None if v is None else float(v) for v in values)


def _taken(values: Sequence[Any], where: Sequence[int]) -> Numbers:
    return _values([values[k] for k in where])


def solid(colour: str) -> str:
    """A colour as "#RRGGBB", whether written so or as rgb(a); what is neither becomes the colour of text."""
    if colour.startswith("#") and len(colour) == 7:
        return colour
    if colour.startswith("rgb"):
        parts = colour[colour.index("(") + 1 : -1].split(",")[:3]
        return "#" + "".join(f"{int(float(part)):02X}" for part in parts)
    return TEXT


def _edge(fill: str) -> str:
    """The colour of the outline that stands for a filled band."""
    return solid(fill) if fill.startswith("rgb") else SIMILAR_DOT
