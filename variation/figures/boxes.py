"""How far areas lie apart in each period: a box for the middle half, a line for the middle nine tenths, the median.

plotly's own box plot is not in the part of it that the atlas serves, and its whiskers follow another rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import middle_year, significant, thinned
from variation.figures.theme import DARK_BLUE, SECONDARY, SEQUENTIAL, TEXT, axis, layout

Floats = NDArray[np.float64]
_DIGITS = 5
_TICK_ROOM = 260  # px for tick labels at the narrowest
MANY = 40  # periods from which boxes lose their outline and medians shrink
_SHARE = 0.6  # of the room between two periods that a box takes


def draw_boxes(
    periods: Sequence[str], months: Sequence[tuple[int, int]], percentiles: Floats, unit: str
) -> dict[str, Any]:
    """Boxes over time.

    Parameters
    ----------
    periods : (m,) labels; months : first and last month (yyyymm) of each
    percentiles : (5, m) the 5th, 25th, 50th, 75th and 95th; NaN leaves a gap
    unit : title of the value axis
    """
    known = np.flatnonzero(np.isfinite(percentiles).all(axis=0)).tolist()
    years = [middle_year(*months[k]) for k in known]
    low, lower, middle, upper, high = (percentiles[row, known] for row in range(5))
    texts = [
        f"{periods[k]}<br>95th percentile {h:.4g}<br>75th {u:.4g}<br>Median {m:.4g}<br>25th {q:.4g}<br>5th {w:.4g}"
        for k, h, u, m, q, w in zip(known, high, upper, middle, lower, low, strict=True)
    ]
    return {
        "data": [_whiskers(years, low, high), _boxes(years, lower, upper, texts), _medians(years, middle)],
        "layout": layout(
            margin={"l": 60, "r": 16, "t": 10, "b": 34},
            xaxis=time_axis(years, [periods[k] for k in known]),
            yaxis=axis(unit, nticks=6, separatethousands=True),
            barmode="overlay",
            hovermode="closest",
        ),
    }


def time_axis(years: Sequence[float], labels: Sequence[str]) -> dict[str, Any]:
    """An axis of periods that names as many as there is room for."""
    longest = max((len(label) for label in labels), default=1)
    ticks = thinned(len(years), max(2, _TICK_ROOM // (longest * 8))) if years else []
    return axis(
        "",
        showgrid=False,
        tickvals=[years[k] for k in ticks],
        ticktext=[labels[k] for k in ticks],
        tickangle=0,
    )


def _whiskers(years: list[float], low: Floats, high: Floats) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for year, one, other in zip(years, significant(low, _DIGITS), significant(high, _DIGITS), strict=True):
        x += [year, year, None]
        y += [one, other, None]
    line = {"color": SECONDARY, "width": 1.5 if len(years) <= MANY else 0.8}
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "5th to 95th",
        "x": x,
        "y": y,
        "line": line,
        "hoverinfo": "skip",
    }


def _boxes(years: list[float], lower: Floats, upper: Floats, texts: list[str]) -> dict[str, Any]:
    gap = float(np.diff(years).min()) if len(years) > 1 else 1.0
    return {
        "type": "bar",
        "name": "25th to 75th",
        "x": years,
        "base": significant(lower, _DIGITS),
        "y": significant(upper - lower, _DIGITS),
        "width": round(_SHARE * gap, 4),
        "marker": {"color": SEQUENTIAL[1], "line": {"color": SECONDARY, "width": 1 if len(years) <= MANY else 0}},
        "hovertext": texts,
        "hoverinfo": "text",
    }


def _medians(years: list[float], middle: Floats) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "Median",
        "x": years,
        "y": significant(middle, _DIGITS),
        "line": {"color": DARK_BLUE, "width": 1},
        "marker": {
            "size": 6 if len(years) <= MANY else 3,
            "symbol": "diamond",
            "color": DARK_BLUE,
            "line": {"color": TEXT, "width": 0.5},
        },
        "hoverinfo": "skip",
    }
