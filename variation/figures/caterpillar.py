"""Points with their intervals, one below the other: figures, ranks, shrunken values, whatever has an uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import significant
from variation.figures.theme import BLUE, SECONDARY, SIMILAR_DOT, TEXT, WHITE, axis, layout

Floats = NDArray[np.float64]
_DIGITS = 5  # significant ones: finer than a pixel


@dataclass(frozen=True)
class Points:
    """One mark a row: value with limits, arrays (n,); a `hollow` series stands behind, for what it is compared with."""

    label: str
    value: Floats
    lower: Floats | None = None
    upper: Floats | None = None
    hollow: bool = False


def draw_caterpillar(
    names: Sequence[str], series: Sequence[Points], title: str, *, line: float | None = None, line_label: str = ""
) -> dict[str, Any]:
    """Rows in order of the first series' value, the highest on top.

    Parameters
    ----------
    names : of the n rows
    series : what is marked in each row, the first decides the order
    title : of the value axis, with its unit
    line, line_label : a value that all are held against, and its name
    """
    known = np.flatnonzero(np.isfinite(series[0].value))
    order = known[np.argsort(series[0].value[known], kind="stable")]
    rows = list(range(len(order)))
    traces = [_trace(points, order, rows) for points in series]
    shapes = [] if line is None else [_line(line)]
    notes = [] if line is None else [_note(line, line_label)]
    return {
        "data": traces,
        "layout": layout(
            margin={"l": 150, "r": 20, "t": 26 if line_label else 10, "b": 48},
            xaxis=axis(title, nticks=7, separatethousands=True),
            yaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=rows,
                ticktext=[names[i] for i in order.tolist()],
                tickfont={"size": 11, "color": TEXT},
                range=[-0.7, len(rows) - 0.3],
            ),
            shapes=shapes,
            annotations=notes,
            showlegend=len(series) > 1,
            legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom"},
        ),
    }


def _trace(points: Points, order: NDArray[np.intp], rows: list[int]) -> dict[str, Any]:
    value = points.value[order]
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "name": points.label,
        "x": significant(value, _DIGITS),
        "y": rows,
        "hoverinfo": "none",
        "marker": {
            "size": 8,
            "color": WHITE if points.hollow else BLUE,
            "line": {"width": 1.5, "color": SIMILAR_DOT if points.hollow else BLUE},
        },
    }
    if points.lower is not None and points.upper is not None:
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": significant(points.upper[order] - value, _DIGITS),
            "arrayminus": significant(value - points.lower[order], _DIGITS),
            "color": SECONDARY,
            "thickness": 1.2,
            "width": 3,
        }
    return trace


def _line(at: float) -> dict[str, Any]:
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": TEXT, "width": 1.5, "dash": "dash"},
    }


def _note(at: float, text: str) -> dict[str, Any]:
    return {
        "x": at,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": TEXT},
    }
