"""Ranked bars: the areas from highest to lowest value, each with its 95 % interval and its difference's colour."""

from __future__ import annotations

from typing import Any

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Comparison
from variation.figures.arrays import plain
from variation.figures.hover import describe_area
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
    order = shown[np.argsort(c.value[shown], kind="stable")]  # Plotly draws the first category at the bottom
    rows = order.tolist()
    return {
        "data": [_bars(c, rows)] if rows else [],
        "layout": layout(
            margin={"l": 132, "r": 16, "t": 6, "b": 44},
            bargap=0.25,
            xaxis=axis(c.indicator.unit, rangemode="tozero", nticks=6, separatethousands=True),
            yaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=list(range(len(rows))),
                ticktext=[_name(c, i) for i in rows],
                tickfont={"size": 11, "color": TEXT},
                range=[min(0, len(rows) - _FEWEST) - 0.6, len(rows) - 0.4],
            ),
            shapes=_benchmark_line(c),
        ),
    }


def _bars(c: Comparison, rows: list[int]) -> dict[str, Any]:
    palette = {**STATUS_COLOURS[polarity_key(c.indicator.polarity)], 0: SIMILAR_BAR, NO_DATA: SIMILAR_BAR}
    digits = c.indicator.decimals + 1
    value, lower, upper = c.value[rows], c.lower[rows], c.upper[rows]
    picked = {code: PICKED[k] for k, code in enumerate(c.selection.area)}
    return {
        "type": "bar",
        "orientation": "h",
        "x": plain(value, digits),
        "y": list(range(len(rows))),
        "customdata": c.code[rows].tolist(),
        "hovertext": [describe_area(c, i) for i in rows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [palette[s] for s in c.status[rows].tolist()],
            "line": {
                "color": [picked.get(str(c.code[i]), "rgba(0,0,0,0)") for i in rows],
                "width": [2 if c.code[i] in picked else 0 for i in rows],
            },
        },
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": plain(upper - value, digits),
            "arrayminus": plain(value - lower, digits),
            "color": SECONDARY,
            "thickness": 1,
            "width": 2,
        },
    }


def _name(c: Comparison, index: int) -> str:
    """The area's short name with the symbol of its difference, in bold where it is picked."""
    name = geography.area(str(c.code[index])).short_name
    text = f"{name} {STATUS_LETTERS.get(int(c.status[index]), '')}".strip()
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
