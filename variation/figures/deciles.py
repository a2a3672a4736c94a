"""Deciles of the areas over time, as quiet lines with a strong median, and the lines of picked areas across them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import middle_year, significant
from variation.figures.boxes import time_axis
from variation.figures.theme import BLUE, PICKED, SECONDARY, axis, layout

Floats = NDArray[np.float64]
_DIGITS = 5
_MEDIAN = 4  # its place among the nine


def draw_deciles(
    periods: Sequence[str],
    months: Sequence[tuple[int, int]],
    deciles: Floats,
    picked: Sequence[tuple[str, str, Floats]],
    unit: str,
) -> dict[str, Any]:
    """Deciles over time with picked areas.

    Parameters
    ----------
    periods : (m,) labels; months : first and last month (yyyymm) of each
    deciles : (9, m), from the 10th to the 90th percentile
    picked : code, name and (m,) values of up to three areas
    unit : title of the value axis
    """
    years = [middle_year(*m) for m in months]
    lines = [_decile(years, deciles[row], row) for row in range(len(deciles))]
    areas = [_area(years, periods, place, *area) for place, area in enumerate(picked)]
    return {
        "data": [*lines, *areas],
        "layout": layout(
            margin={"l": 60, "r": 112, "t": 10, "b": 34},
            xaxis=time_axis(years, periods),
            yaxis=axis(unit, nticks=6, separatethousands=True),
            hovermode="closest",
        ),
    }


def _decile(years: list[float], values: Floats, row: int) -> dict[str, Any]:
    median = row == _MEDIAN
    name = {0: "10th", _MEDIAN: "Median", 8: "90th"}.get(row, "")
    return {
        "type": "scatter",
        "mode": "lines+text" if name else "lines",
        "name": f"{10 * (row + 1)}th percentile",
        "x": years,
        "y": significant(values, _DIGITS),
        "line": {"color": BLUE, "width": 2.5 if median else 1, "dash": "solid" if median else "dot"},
        "text": _at_one(values, name, 0),
        "textposition": "top right",
        "textfont": {"size": 11, "color": SECONDARY},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _area(
    years: list[float], periods: Sequence[str], place: int, code: str, name: str, values: Floats
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": name,
        "x": years,
        "y": significant(values, _DIGITS),
        "customdata": [code] * len(years),
        "line": {"color": PICKED[place], "width": 2.5},
        "marker": {"size": 5, "color": PICKED[place]},
        "text": _at_one(values, f" {name}", -1),
        "textposition": "middle right",
        "textfont": {"size": 11, "color": PICKED[place]},
        "cliponaxis": False,
        "hovertext": [f"{name}, {period}: {value:.4g}" for period, value in zip(periods, values.tolist(), strict=True)],
        "hoverinfo": "text",
    }


def _at_one(values: Floats, name: str, which: int) -> list[str]:
    """The name at the first (0) or last (-1) known point: deciles are named on the left, areas on the right."""
    known = np.flatnonzero(np.isfinite(values))
    texts = [""] * len(values)
    if len(known) and name:
        texts[int(known[which])] = name
    return texts
