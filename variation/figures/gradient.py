"""The gradient over deprivation: areas in their order, the line through them; and its slope over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import middle_year, significant
from variation.figures.boxes import time_axis
from variation.figures.labels import UNNAMED, place_labels
from variation.figures.theme import BLUE, SECONDARY, TEXT, WHITE, axis, layout

Floats = NDArray[np.float64]
_DIGITS = 5
_LARGEST = 22.0  # px across, of the heaviest point
_PLOT = (560.0, 300.0)  # px in which labels must not meet


@dataclass(frozen=True)
class Slopes:
    """Points with limits, a period each: slope index of inequality."""

    periods: Sequence[str]
    months: Sequence[tuple[int, int]]
    value: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class Gradient:
    """Areas (n,) by their place, 0 the least and 1 the most deprived, and the fitted figures at both ends.

    hover : words of each area; labelled : how much each asks for a label, the k highest get one
    """

    place: Floats
    value: Floats
    weight: Floats | None
    code: Sequence[str]
    name: Sequence[str]
    hover: Sequence[str]
    ends: tuple[float, float]


def draw_gradient(g: Gradient, unit: str, *, labels: int = 6) -> dict[str, Any]:
    """Areas from the least to the most deprived, sized by people, those furthest from the line named."""
    size: Any = 9
    if g.weight is not None:
        size = significant(np.maximum(5, _LARGEST * np.sqrt(g.weight / np.nanmax(g.weight))), 3)
    named = _named(g, labels)
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines",
                "name": "Line through the areas",
                "x": [0, 100],
                "y": significant(np.array(g.ends), _DIGITS),
                "line": {"color": TEXT, "width": 1.5},
                "hoverinfo": "skip",
            },
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": "Areas",
                "x": significant(100 * g.place, _DIGITS),
                "y": significant(g.value, _DIGITS),
                "customdata": list(g.code),
                "text": [g.name[k] if k in named else UNNAMED for k in range(len(g.code))],
                "textposition": [named.get(k, "top center") for k in range(len(g.code))],
                "textfont": {"size": 11, "color": TEXT},
                "marker": {"size": size, "color": BLUE, "opacity": 0.75, "line": {"width": 1, "color": SECONDARY}},
                "hovertext": list(g.hover),
                "hoverinfo": "text",
            },
        ],
        "layout": layout(
            margin={"l": 64, "r": 20, "t": 12, "b": 52},
            hovermode="closest",
            xaxis=axis(
                f"Least to most deprived (% of {'boroughs' if g.weight is None else 'people'})",
                range=[-2, 102],
                tickvals=[0, 25, 50, 75, 100],
            ),
            yaxis=axis(unit, nticks=6, separatethousands=True),
        ),
    }


def _named(g: Gradient, labels: int) -> dict[int, str]:
    """Where the names go of the areas furthest from the line."""
    away = np.abs(g.value - (g.ends[0] + (g.ends[1] - g.ends[0]) * g.place))
    low, high = float(g.value.min()), float(g.value.max())
    height = (g.value - low) / ((high - low) or 1.0)
    points = [(float(x) * _PLOT[0], float(y) * _PLOT[1]) for x, y in zip(g.place, height, strict=True)]
    first = np.argsort(-away, kind="stable")[:labels].tolist()
    return place_labels(points, [(k, g.name[k]) for k in first], _PLOT)


def draw_slopes(slopes: Slopes, unit: str) -> dict[str, Any]:
    """The slope in each period with its 95 % limits, against no slope at all."""
    years = [middle_year(*months) for months in slopes.months]
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "name": "Slope",
                "x": years,
                "y": significant(slopes.value, _DIGITS),
                "error_y": {
                    "type": "data",
                    "symmetric": False,
                    "array": significant(slopes.upper - slopes.value, _DIGITS),
                    "arrayminus": significant(slopes.value - slopes.lower, _DIGITS),
                    "color": SECONDARY,
                    "thickness": 1.2,
                    "width": 3,
                },
                "marker": {"size": 8, "color": BLUE, "line": {"width": 1, "color": WHITE}},
                "hovertext": [
                    f"{period}: {value:.4g} ({low:.4g} to {high:.4g})"
                    for period, value, low, high in zip(
                        slopes.periods, slopes.value, slopes.lower, slopes.upper, strict=True
                    )
                ],
                "hoverinfo": "text",
            }
        ],
        "layout": layout(
            margin={"l": 64, "r": 20, "t": 12, "b": 34},
            hovermode="closest",
            xaxis=time_axis(years, slopes.periods),
            yaxis=axis(unit, nticks=6, separatethousands=True, rangemode="tozero"),
            shapes=[
                {
                    "type": "line",
                    "xref": "paper",
                    "x0": 0,
                    "x1": 1,
                    "y0": 0,
                    "y1": 0,
                    "line": {"color": TEXT, "width": 1.5, "dash": "dash"},
                }
            ],
        ),
    }
