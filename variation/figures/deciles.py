"""Deciles of the areas over time, as quiet lines with a strong median, and the lines of picked areas across them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.figures.arrays import middle_year, significant
from variation.figures.boxes import MANY, time_axis
from variation.figures.theme import BLUE, PICKED, SECONDARY, axis, layout

Floats = NDArray[np.float64]
_DIGITS = 5
_MEDIAN = 4  # its place among the nine
_NAMED = {0: "10th", _MEDIAN: "Median", 8: "90th"}
_NAME_HEIGHT = 0.07  # of the range of what is drawn that a name takes


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
    ends = [(_last(deciles[row]), name, SECONDARY) for row, name in _NAMED.items()]
    ends += [(_last(values), name, PICKED[place]) for place, (_, name, values) in enumerate(picked)]
    drawn = np.concatenate([deciles.ravel(), *(values for _, _, values in picked)])
    return {
        "data": [*lines, *areas],
        "layout": layout(
            margin={"l": 60, "r": 112, "t": 10, "b": 34},
            xaxis=time_axis(years, periods),
            yaxis=axis(unit, nticks=6, separatethousands=True),
            hovermode="closest",
            annotations=_names(ends, float(np.nanmax(drawn) - np.nanmin(drawn))),
        ),
    }


def _decile(years: list[float], values: Floats, row: int) -> dict[str, Any]:
    median = row == _MEDIAN
    return {
        "type": "scatter",
        "mode": "lines",
        "name": f"{10 * (row + 1)}th percentile",
        "x": years,
        "y": significant(values, _DIGITS),
        "line": {"color": BLUE, "width": 2.5 if median else 1, "dash": "solid" if median else "dot"},
        "hoverinfo": "skip",
    }


def _area(
    years: list[float], periods: Sequence[str], place: int, code: str, name: str, values: Floats
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": years,
        "y": significant(values, _DIGITS),
        "customdata": [code] * len(years),
        "line": {"color": PICKED[place], "width": 2.5},
        "marker": {"size": 5 if len(years) <= MANY else 3, "color": PICKED[place]},
        "hovertext": [f"{name}, {period}: {value:.4g}" for period, value in zip(periods, values.tolist(), strict=True)],
        "hoverinfo": "text",
    }


def _last(values: Floats) -> float:
    known = values[np.isfinite(values)]
    return float(known[-1]) if len(known) else float("nan")


def _names(ends: Sequence[tuple[float, str, str]], height: float) -> list[dict[str, Any]]:
    """Names beside the ends of lines, pushed upwards where they would cover one another."""
    least = _NAME_HEIGHT * (height or 1.0)
    at = -np.inf
    names = []
    for value, name, colour in sorted(end for end in ends if np.isfinite(end[0])):
        at = max(value, at + least)
        names.append(
            {
                "xref": "paper",
                "x": 1,
                "xanchor": "left",
                "xshift": 4,
                "y": significant(np.array([at]), _DIGITS)[0],
                "text": name,
                "showarrow": False,
                "font": {"size": 11, "color": colour},
            }
        )
    return names
