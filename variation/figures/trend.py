"""The trend: every area a quiet line, picked areas in colour with their name at the end, the benchmark dashed."""

from __future__ import annotations

from typing import Any

import numpy as np

from variation import geography
from variation.analyses.results import Comparison, History
from variation.figures.arrays import middle_year, plain, thinned
from variation.figures.labels import UNNAMED
from variation.figures.theme import GREY, PICKED, SECONDARY, TEXT, axis, layout

_TICK_ROOM = 300  # px for tick labels at the narrowest
_POINT_LIMIT = 20  # periods up to which points are marked on the lines


def draw_trend(comparison: Comparison, history: History) -> dict[str, Any]:
    """The trend of the areas of a comparison over all periods of its history."""
    years = [middle_year(int(s), int(e)) for s, e in zip(history.start, history.end, strict=True)]
    picked = [np.flatnonzero(history.code == code) for code in comparison.selection.area]
    rows = [int(p[0]) for p in picked if len(p)]
    quiet = [i for i in range(len(history.code)) if i not in rows and comparison.inside[i]]
    digits = comparison.indicator.decimals
    traces: list[dict[str, Any]] = [_quiet_lines(history, quiet, years, digits)]
    if comparison.selection.bands == "on":
        traces += [_band(history, i, years, k) for k, i in enumerate(rows)]
    traces.append(_benchmark(history, years, digits))
    traces += [_picked_line(history, i, years, k, digits) for k, i in enumerate(rows)]
    return {"data": [*traces, _lit()], "layout": _layout(comparison, history, years)}


def _lit() -> dict[str, Any]:
    """An empty line that the page fills with the area pointed at anywhere."""
    line = {"color": TEXT, "width": 2.5}
    return {"type": "scatter", "mode": "lines", "name": "lit", "x": [], "y": [], "line": line, "hoverinfo": "skip"}


def _quiet_lines(history: History, rows: list[int], years: list[float], digits: int) -> dict[str, Any]:
    """One trace for all quiet areas, a gap after each: far quicker to draw than a trace each.

    ``meta`` lists their codes; point i belongs to area i // (periods + 1).
    """
    x: list[float | None] = []
    y: list[float | None] = []
    for i in rows:
        x += [*years, None]
        y += [*plain(history.value[i], digits), None]
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(years) <= _POINT_LIMIT else "lines",
        "name": "areas",
        "x": x,
        "y": y,
        "meta": history.code[rows].tolist(),
        "hoverinfo": "none",
        "line": {"color": GREY, "width": 1},
        "marker": {"size": 3, "color": GREY},
        "connectgaps": False,
    }


def _benchmark(history: History, years: list[float], digits: int) -> dict[str, Any]:
    ends = _end_label(history.benchmark, history.benchmark_name)
    return {
        "type": "scatter",
        "mode": "lines+text",
        "name": "benchmark",
        "x": years,
        "y": plain(history.benchmark, digits),
        "line": {"color": TEXT, "width": 2, "dash": "dash"},
        "text": ends,
        "textposition": "middle right",
        "textfont": {"size": 11, "color": TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _picked_line(history: History, row: int, years: list[float], place: int, digits: int) -> dict[str, Any]:
    colour = PICKED[place]
    name = geography.area(str(history.code[row])).short_name
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": "picked",
        "x": years,
        "y": plain(history.value[row], digits),
        "meta": [str(history.code[row])],
        "line": {"color": colour, "width": 2.5},
        "marker": {"size": 5 if len(years) <= _POINT_LIMIT else 1, "color": colour},
        "text": _end_label(history.value[row], name),
        "textposition": "middle right",
        "textfont": {"size": 11, "color": colour},
        "cliponaxis": False,
        "hoverinfo": "none",
    }


def _band(history: History, row: int, years: list[float], place: int) -> dict[str, Any]:
    """The 95 % interval of a picked area, as a light band round its known periods."""
    known = np.flatnonzero(np.isfinite(history.lower[row]) & np.isfinite(history.upper[row])).tolist()
    colour = PICKED[place]
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [years[k] for k in known] + [years[k] for k in reversed(known)],
        "y": plain(history.upper[row, known]) + plain(history.lower[row, known][::-1]),
        "fill": "toself",
        "fillcolor": f"rgba({red},{green},{blue},0.12)",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _end_label(values: np.ndarray, name: str) -> list[str]:
    known = np.flatnonzero(np.isfinite(values))
    texts = [UNNAMED] * len(values)
    if len(known):
        texts[int(known[-1])] = f" {name}"
    return texts


def _layout(c: Comparison, history: History, years: list[float]) -> dict[str, Any]:
    longest = max((len(label) for label in history.period), default=1)
    ticks = thinned(len(years), max(2, _TICK_ROOM // (longest * 8)))
    zero = c.selection.scale == "zero"
    marks = [
        {
            "type": "line",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": middle_year(month, month),
            "x1": middle_year(month, month),
            "line": {"color": SECONDARY, "width": 1, "dash": "dot"},
            "label": {"text": words, "textangle": 0, "textposition": "end", "font": {"size": 11, "color": SECONDARY}},
        }
        for month, words in history.breaks
    ]
    return layout(
        margin={"l": 60, "r": 104, "t": 10, "b": 34},
        hovermode="closest",
        meta={"periods": list(history.period)},
        shapes=marks,
        xaxis=axis(
            "",
            showgrid=False,
            tickvals=[years[k] for k in ticks],
            ticktext=[history.period[k] for k in ticks],
            tickangle=0,
        ),
        yaxis=axis(c.indicator.unit, nticks=6, separatethousands=True, rangemode="tozero" if zero else "normal"),
    )
