"""Two indicators of the same areas against one another: points, the line through them, its 95 % band, names."""

from __future__ import annotations

from typing import Any

import numpy as np

from variation import geography
from variation.analyses.relation import Relation
from variation.analyses.results import Comparison
from variation.figures.arrays import significant
from variation.figures.labels import place_labels
from variation.figures.theme import (
    PICKED,
    SIMILAR,
    SIMILAR_DOT,
    STATUS_COLOURS,
    STATUS_SYMBOLS,
    TEXT,
    WHITE,
    axis,
    layout,
    polarity_key,
)
from variation.findings.numbers import format_value

_DIGITS = 5
_SMALLEST, _LARGEST, _PLAIN = 7.0, 24.0, 10.0  # px across
_PLOT = (620.0, 400.0)  # px in which names are placed
_ROOM = 0.07  # of the range, on each side


def draw_relation(relation: Relation) -> dict[str, Any]:
    """The scatter of a relation; without points where no area has both figures."""
    r = relation
    rows = np.flatnonzero(r.used).tolist()
    ranges = [_range(c.value[rows]) for c in (r.x, r.y)] if rows else [(0.0, 1.0), (0.0, 1.0)]
    traces = [*_line(r), _points(r, rows), *_names(r, rows, ranges)] if rows else []
    return {
        "data": traces,
        "layout": layout(
            margin={"l": 66, "r": 16, "t": 10, "b": 54},
            hovermode="closest",
            xaxis=axis(axis_title(r.x), nticks=7, separatethousands=True, range=list(ranges[0])),
            yaxis=axis(axis_title(r.y), nticks=7, separatethousands=True, range=list(ranges[1])),
        ),
    }


def axis_title(c: Comparison) -> str:
    """What an axis shows: "Smoking prevalence, 2014 (%)"."""
    sex = f", {c.selection.sex.lower()}" if c.selection.sex not in ("", "Persons") else ""
    return f"{c.indicator.short_name}{sex}, {c.period} ({c.indicator.unit})"


def _range(values: np.ndarray) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = (high - low or abs(high) or 1.0) * _ROOM
    return float(f"{low - room:.5g}"), float(f"{high + room:.5g}")


def _line(r: Relation) -> list[dict[str, Any]]:
    if not len(r.band_x):
        return []
    around = {
        "type": "scatter",
        "mode": "lines",
        "name": "band",
        "x": significant(np.concatenate([r.band_x, r.band_x[::-1]]), _DIGITS),
        "y": significant(np.concatenate([r.band_upper, r.band_lower[::-1]]), _DIGITS),
        "fill": "toself",
        "fillcolor": SIMILAR,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    centre = {
        "type": "scatter",
        "mode": "lines",
        "name": "line",
        "x": significant(r.band_x[[0, -1]], _DIGITS),
        "y": significant(r.band[[0, -1]], _DIGITS),
        "line": {"color": TEXT, "width": 1.5},
        "hoverinfo": "skip",
    }
    return [around, centre]


def _points(r: Relation, rows: list[int]) -> dict[str, Any]:
    palette = STATUS_COLOURS[polarity_key(r.y.indicator.polarity)]
    verdict = r.verdict[rows].tolist()
    picked = _picked(r)
    codes = r.y.code[rows].tolist()
    edges = [picked.get(code, TEXT if v else WHITE) for code, v in zip(codes, verdict, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "areas",
        "x": significant(r.x.value[rows], _DIGITS),
        "y": significant(r.y.value[rows], _DIGITS),
        "customdata": codes,
        "hoverinfo": "text",
        "hovertext": [_told(r, i) for i in rows],
        "cliponaxis": False,
        "marker": {
            "size": _sizes(r, rows),
            "symbol": [STATUS_SYMBOLS[v] for v in verdict],
            "color": [palette[v] if v else SIMILAR_DOT for v in verdict],
            "opacity": 0.9,
            "line": {"width": [3 if code in picked else 1 for code in codes], "color": edges},
        },
    }


def _picked(r: Relation) -> dict[str, str]:
    return {code: PICKED[k] for k, code in enumerate(r.y.selection.area)}


def _names(r: Relation, rows: list[int], ranges: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """Names of picked areas and of those off the line; then, last, of others, which a narrow page hides."""
    picked = _picked(r)
    chief = {k for k, i in enumerate(rows) if r.verdict[i] or r.y.code[i] in picked}
    places = dict.fromkeys(chief, "top center") | _labels(r, rows, ranges)  # these are named, room or not
    size = _sizes(r, rows)
    return [
        {
            "type": "scatter",
            "mode": "markers+text",  # unseen points, so that names keep clear of those seen
            "name": name,
            "marker": {"opacity": 0, "size": [size[k] for k in shown] if isinstance(size, list) else size},
            "x": significant(r.x.value[[rows[k] for k in shown]], _DIGITS),
            "y": significant(r.y.value[[rows[k] for k in shown]], _DIGITS),
            "text": [_name(str(r.y.code[rows[k]])) for k in shown],
            "textposition": [places[k] for k in shown],
            "textfont": {"size": 11, "color": [picked.get(str(r.y.code[rows[k]]), TEXT) for k in shown]},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
        for name, shown in (("chief names", sorted(chief)), ("names", sorted(places.keys() - chief)))
    ]


def _sizes(r: Relation, rows: list[int]) -> list[float | None] | float:
    """Area of a point in proportion to what it is weighed by, within what can be seen and told apart."""
    if not r.weighed_by:
        return _PLAIN
    weight = r.weight[rows]
    return significant(np.clip(_LARGEST * np.sqrt(weight / weight.max()), _SMALLEST, _LARGEST), 3)


def _labels(r: Relation, rows: list[int], ranges: list[tuple[float, float]]) -> dict[int, str]:
    """Picked areas first, then those off the line, then the others by distance from it, where there is room."""
    pixels = [
        tuple(
            size * (float(c.value[i]) - low) / (high - low)
            for c, (low, high), size in zip((r.x, r.y), ranges, _PLOT, strict=True)
        )
        for i in rows
    ]
    residual = np.nan_to_num(np.abs(r.line.residual[rows]))

    def merit(k: int) -> tuple[bool, bool, float]:
        return (r.y.code[rows[k]] not in r.y.selection.area, not r.verdict[rows[k]], -float(residual[k]))

    wanted = [(k, _name(str(r.y.code[rows[k]]))) for k in sorted(range(len(rows)), key=merit)]
    return place_labels([(x, y) for x, y in pixels], wanted, _PLOT)


def _name(code: str) -> str:
    return geography.area(code).short_name


def _told(r: Relation, i: int) -> str:
    lines = [f"<b>{r.y.name[i]}</b>"]
    lines += [f"{c.indicator.short_name}: {format_value(float(c.value[i]), c.indicator)}" for c in (r.x, r.y)]
    if np.isfinite(r.line.expected[i]):
        lines.append(f"By the line: {format_value(float(r.line.expected[i]), r.y.indicator)}")
    return "<br>".join(lines)
