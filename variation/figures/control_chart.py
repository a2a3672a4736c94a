"""The control chart of one series: points, centre, limits, and the marks of special causes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import significant
from variation.figures.theme import GREY, SECONDARY, TEXT, axis, layout
from variation.methods.attribute_charts import AttributeChart
from variation.methods.spc import XmR

_DIGITS = 5
# shape and words beside the colour: none is the only mark
_MARKS = {
    "improvement": ("#2166AC", "triangle-up", "Special cause: improvement"),
    "concern": ("#B35806", "triangle-down", "Special cause: concern"),
    "neutral": ("#542788", "diamond", "Special cause"),
    "": (SECONDARY, "circle", "Common cause"),
}


def draw_control_chart(
    chart: XmR | AttributeChart, value: NDArray[np.float64], periods: Sequence[str], title: str
) -> dict[str, Any]:
    """A control chart; without limits where it has none (`chart.reason` says why).

    Parameters
    ----------
    chart : of the series
    value : (m,) what is drawn, NaN leaves a gap
    periods : labels of the points, in order of time
    title : of the value axis, with its unit
    """
    x = list(periods)
    limits = [
        _limit(x, part, dash) for part, dash in ((chart.upper, "dot"), (chart.centre, "solid"), (chart.lower, "dot"))
    ]
    joined = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": significant(value, _DIGITS),
        "line": {"color": GREY, "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    marked = [
        _marked(x, value, chart.special_cause == kind, kind) for kind in ("", "improvement", "concern", "neutral")
    ]
    return {
        "data": [*limits, joined, *[trace for trace in marked if trace["x"]]],
        "layout": layout(
            margin={"l": 60, "r": 16, "t": 30, "b": 52},
            xaxis=axis("", type="category", nticks=8, showgrid=False, tickangle=0),
            yaxis=axis(title, nticks=6, separatethousands=True),
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        ),
    }


def _limit(x: list[str], part: NDArray[np.float64], dash: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": significant(part, _DIGITS),
        "line": {"color": TEXT, "width": 1, "dash": dash, "shape": "hvh"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _marked(x: list[str], value: NDArray[np.float64], of: NDArray[np.bool_], kind: str) -> dict[str, Any]:
    colour, symbol, words = _MARKS[kind]
    at = np.flatnonzero(of & np.isfinite(value))
    return {
        "type": "scatter",
        "mode": "markers",
        "name": words,
        "x": [x[i] for i in at.tolist()],
        "y": significant(value[at], _DIGITS),
        "marker": {"size": 8, "color": colour, "symbol": symbol},
        "hoverinfo": "none",
    }
