"""Ranked bars: the areas from highest to lowest value, each with its 95 % interval and its difference's colour."""

from __future__ import annotations

from typing import Any

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Comparison, Floats
from variation.figures.arrays import plain
from variation.figures.theme import (
    PICKED,
    SECONDARY,
    STATUS_COLOURS,
    STATUS_LETTERS,
    TEXT,
    axis,
    layout,
    polarity_key,
)

SIMILAR_BAR = "#C3CBD0"
_FEWEST = 6  # bars that the chart has room for at least, so that few areas do not become blocks


def draw_bars(comparison: Comparison) -> dict[str, Any]:
    """Ranked horizontal bars of the areas inside the footprint that have a value."""
    c = comparison
    shown = np.flatnonzero(np.isfinite(c.value) & c.inside)
    rows = shown.tolist()  # in order of name, as every other part of the answer has them: repeats compress well
    place = np.argsort(np.argsort(c.value[shown], kind="stable")).tolist()  # 0, the lowest value, is at the bottom
    return {
        "data": [_bars(c, rows, place)] if rows else [],
        "layout": layout(
            margin={"l": 132, "r": 16, "t": 6, "b": 44},
            bargap=0.25,
            xaxis=axis(c.indicator.unit, rangemode="tozero", nticks=6, separatethousands=True),
            yaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=place,
                ticktext=[_name(c, i) for i in rows],
                tickfont={"size": 11, "color": TEXT},
                range=[min(0, len(rows) - _FEWEST) - 0.6, len(rows) - 0.4],
            ),
            shapes=_benchmark_line(c),
        ),
    }


def _bars(c: Comparison, rows: list[int], place: list[int]) -> dict[str, Any]:
    palette = {**STATUS_COLOURS[polarity_key(c.indicator.polarity)], 0: SIMILAR_BAR, NO_DATA: SIMILAR_BAR}
    digits = c.indicator.decimals
    value, lower, upper = c.value[rows], c.lower[rows], c.upper[rows]
    return {
        "type": "bar",
        "orientation": "h",
        "x": plain(value, digits),
        "y": place,
        "customdata": c.code[rows].tolist(),
        "hoverinfo": "none",
        "marker": {
            "color": [palette[s] for s in c.status[rows].tolist()],
            **_edges(c, rows),
        },
        **_intervals(value, lower, upper, digits),
    }


def _intervals(value: Floats, lower: Floats, upper: Floats, digits: int) -> dict[str, Any]:
    """The intervals, where there are any: those of nothing would be drawn as dots."""
    if not (np.isfinite(lower) & np.isfinite(upper)).any():
        return {}
    return {
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": plain(upper - value, digits),
            "arrayminus": plain(value - lower, digits),
            "color": SECONDARY,
            "thickness": 1,
            "width": 2,
        }
    }


def _edges(c: Comparison, rows: list[int]) -> dict[str, Any]:
    """A coloured edge round the bars of picked areas."""
    picked = {code: PICKED[k] for k, code in enumerate(c.selection.area)}
    if not picked:
        return {}
    codes = c.code[rows].tolist()
    width = [2 if code in picked else 0 for code in codes]
    return {"line": {"color": [picked.get(code, TEXT) for code in codes], "width": width}}


def _name(c: Comparison, index: int) -> str:
    """The area's short name with the symbol of its difference, in bold where it is picked."""
    name = geography.area(str(c.code[index])).short_name
    status = int(c.status[index])
    text = name if status == NO_DATA else f"{name} {STATUS_LETTERS[status]}".strip()
    return f"<b>{text}</b>" if c.code[index] in c.selection.area else text


def _benchmark_line(c: Comparison) -> list[dict[str, Any]]:
    if not np.isfinite(c.benchmark.value):
        return []
    return [
        {
            "type": "line",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": round(c.benchmark.value, 5),
            "x1": round(c.benchmark.value, 5),
            "line": {"color": TEXT, "width": 1.2, "dash": "dash"},
        }
    ]
