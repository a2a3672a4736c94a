"""Points of two figures against one another with a line through them: gradients, Lorenz curves, Moran's plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import significant
from variation.figures.theme import BLUE, SECONDARY, SIMILAR_DOT, TEXT, axis, layout

Floats = NDArray[np.float64]
_DIGITS = 5
_LARGEST = 26.0  # px across, of the heaviest point


@dataclass(frozen=True)
class Cloud:
    """What is drawn: points (n,) with labels ("" for none), and a line (m,) through them."""

    x: Floats
    y: Floats
    labels: Sequence[str] = ()
    weight: Floats | None = None
    line_x: Floats | None = None
    line_y: Floats | None = None
    joined: bool = False


def draw_scatter(cloud: Cloud, x_title: str, y_title: str, *, equal: bool = False) -> dict[str, Any]:
    """Points sized by weight, the line, and the line of equality where asked for."""
    traces = [_points(cloud)]
    if cloud.line_x is not None and cloud.line_y is not None:
        traces.insert(0, _line(cloud.line_x, cloud.line_y, TEXT, "solid"))
    if equal:
        ends = np.array([0.0, 1.0])
        traces.insert(0, _line(ends, ends, SIMILAR_DOT, "dash"))
    return {
        "data": traces,
        "layout": layout(
            margin={"l": 64, "r": 20, "t": 12, "b": 52},
            xaxis=axis(x_title, nticks=6, separatethousands=True),
            yaxis=axis(y_title, nticks=6, separatethousands=True),
        ),
    }


def _points(cloud: Cloud) -> dict[str, Any]:
    size: Any = 9
    if cloud.weight is not None:
        size = significant(_LARGEST * np.sqrt(cloud.weight / np.nanmax(cloud.weight)), 3)
    return {
        "type": "scatter",
        "mode": "lines+markers" if cloud.joined else "markers+text" if any(cloud.labels) else "markers",
        "x": significant(cloud.x, _DIGITS),
        "y": significant(cloud.y, _DIGITS),
        "text": list(cloud.labels),
        "textposition": "top center",
        "textfont": {"size": 11, "color": TEXT},
        "marker": {"size": size, "color": BLUE, "opacity": 0.8, "line": {"width": 1, "color": SECONDARY}},
        "line": {"color": BLUE, "width": 1.5},
        "hoverinfo": "none",
    }


def _line(x: Floats, y: Floats, colour: str, dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": significant(x, _DIGITS),
        "y": significant(y, _DIGITS),
        "line": {"color": colour, "width": 1.5, "dash": dash},
        "hoverinfo": "skip",
    }
