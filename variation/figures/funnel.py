"""The funnel plot: each area's value against its size, with the limits that chance alone would keep to."""

from __future__ import annotations

import math
import textwrap
from typing import Any

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Comparison, Funnel
from variation.figures.arrays import finite, plain, significant
from variation.figures.labels import UNNAMED, place_labels
from variation.figures.theme import (
    PICKED,
    SECONDARY,
    SIMILAR_DOT,
    STATUS_COLOURS,
    STATUS_SYMBOLS,
    TEXT,
    WHITE,
    axis,
    layout,
    polarity_key,
)
from variation.findings.numbers import format_value

_SIZE = (430.0, 230.0)  # px of the plot at 1440, for which labels are placed
_TITLE_LINE = 44  # characters that fit below the plot on a phone
_LOG_FROM = 30  # range of sizes from which the axis is logarithmic


def draw_funnel(comparison: Comparison) -> dict[str, Any]:
    """The funnel of a comparison; an empty figure where it has none (the page says why)."""
    c = comparison
    if c.funnel is None:
        return {"data": [], "layout": layout(xaxis={"visible": False}, yaxis={"visible": False})}
    shown = np.isfinite(c.value) & np.isfinite(c.denominator) & (c.denominator > 0) & c.inside
    sizes = c.denominator[shown]
    log = len(sizes) > 1 and float(sizes.max() / sizes.min()) > _LOG_FROM
    x_range = _x_range(sizes, log=log)
    y_range = _y_range(c, shown, x_range)
    x_title = _x_title(c)
    digits = max(0, math.ceil(-math.log10((y_range[1] - y_range[0]) / 500)))  # half a pixel
    traces = [*_limits(c.funnel, digits), _benchmark(c, x_range), _points(c, shown, x_range, y_range, log=log)]
    return {
        "data": traces,
        "layout": layout(
            margin={"l": 60, "r": 14, "t": 10, "b": 60 if "<br>" in x_title else 46},
            xaxis=axis(
                x_title,
                type="log" if log else "linear",
                range=plain(np.log10(x_range) if log else x_range),
                showgrid=False,
                tickangle=0,
                **_ticks(x_range, log=log),
            ),
            yaxis=axis(c.indicator.unit, range=plain(y_range), nticks=6, separatethousands=True),
        ),
    }


def _x_title(c: Comparison) -> str:
    words = c.indicator.denominator
    if len(words) > 60:
        return "Size of area (denominator)"
    return "<br>".join(textwrap.wrap(f"{words[:1].upper()}{words[1:]}", _TITLE_LINE))


def _x_range(sizes: np.ndarray, *, log: bool) -> tuple[float, float]:
    low, high = float(sizes.min()), float(sizes.max())
    if log:
        return low / 1.3, high * 1.3
    margin = (high - low) * 0.08 or high * 0.1
    return max(0.0, low - margin), high + margin


def _ticks(x_range: tuple[float, float], *, log: bool) -> dict[str, Any]:
    """Ticks at 1 and 3 times powers of ten on a logarithmic axis (fewer where many), Plotly's own on a linear one."""
    if not log:
        return {"nticks": 6, "tickformat": ","}
    low, high = x_range
    steps: tuple[int, ...] = (1, 3) if high / low < 1000 else (1,)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = [s * 10**p for p in powers for s in steps if low <= s * 10**p <= high]
    return {"tickvals": values, "ticktext": [f"{v:,.0f}" for v in values]}


def _y_range(c: Comparison, shown: np.ndarray, x_range: tuple[float, float]) -> tuple[float, float]:
    """All points, and the 99.8 % limits from the smallest area on; a small area must not flatten the rest."""
    assert c.funnel is not None
    drawn = c.funnel.denominator >= x_range[0]
    values = np.append(c.value[shown], c.benchmark.value)
    spread = float(values.max() - values.min()) or abs(float(values.max())) * 0.1 or 1.0
    floor, ceiling = float(values.min()) - spread, float(values.max()) + spread
    lows = [max(v, floor) for v in finite(c.funnel.lower_998[drawn].tolist())]
    highs = [min(v, ceiling) for v in finite(c.funnel.upper_998[drawn].tolist())]
    low, high = min([*values.tolist(), *lows]), max([*values.tolist(), *highs])
    margin = (high - low) * 0.06
    bottom = low - margin
    return (max(0.0, bottom) if low >= 0 else bottom), high + margin


def _limits(funnel: Funnel, digits: int) -> list[dict[str, Any]]:
    """Two bands, quiet fills between their lines: 99.8 % outside, 95 % within."""
    x = significant(funnel.denominator, 4)

    def line(values: np.ndarray, dash: str, **more: Any) -> dict[str, Any]:
        return {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": plain(values, digits),
            "line": {"color": SECONDARY, "width": 1, "dash": dash},
            "hoverinfo": "skip",
            **more,
        }

    fill_998, fill_95 = "rgba(0,94,184,0.05)", "rgba(0,94,184,0.07)"
    return [
        line(funnel.lower_998, "solid"),
        line(funnel.upper_998, "solid", fill="tonexty", fillcolor=fill_998),
        line(funnel.lower_95, "dot"),
        line(funnel.upper_95, "dot", fill="tonexty", fillcolor=fill_95),
    ]


def _benchmark(c: Comparison, x_range: tuple[float, float]) -> dict[str, Any]:
    ends = plain([x_range[0] + (x_range[1] - x_range[0]) * 1e-4, x_range[1]])  # a label on the very edge is not drawn
    return {
        "type": "scatter",
        "mode": "lines+text",
        "x": ends,
        "y": [round(c.benchmark.value, 5)] * 2,
        "text": [f"{c.benchmark.name} {format_value(c.benchmark.value, c.indicator)}", UNNAMED],
        "textposition": "top right",
        "textfont": {"size": 11, "color": TEXT},
        "line": {"color": TEXT, "width": 1.2},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _points(
    c: Comparison,
    shown: np.ndarray,
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    log: bool,
) -> dict[str, Any]:
    where = np.flatnonzero(shown).tolist()
    statuses = c.status.tolist()
    palette = STATUS_COLOURS[polarity_key(c.indicator.polarity)]
    picked = {code: PICKED[k] for k, code in enumerate(c.selection.area)}
    texts, places = _names(c, where, x_range, y_range, log=log)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "areas",
        "x": plain(c.denominator[where], 0),
        "y": plain(c.value[where], c.indicator.decimals + 1),
        "text": texts,
        "textposition": places,
        "textfont": {"size": 11, "color": [picked.get(str(c.code[i]), TEXT) for i in where] if picked else TEXT},
        "customdata": c.code[where].tolist(),
        "hoverinfo": "none",
        "marker": {
            "opacity": 1,
            "size": [11 if c.code[i] in picked else 9 if statuses[i] not in (0, NO_DATA) else 7 for i in where],
            "symbol": [STATUS_SYMBOLS.get(statuses[i], "circle") for i in where],
            "color": [SIMILAR_DOT if statuses[i] in (0, NO_DATA) else palette[statuses[i]] for i in where],
            "line": {
                "color": [picked.get(str(c.code[i]), SECONDARY if abs(statuses[i]) == 1 else WHITE) for i in where],
                "width": [2 if c.code[i] in picked else 0.8 for i in where] if picked else 0.8,
            },
        },
        "cliponaxis": False,
    }


def _names(
    c: Comparison,
    where: list[int],
    x_range: tuple[float, float],
    y_range: tuple[float, float],
    *,
    log: bool,
) -> tuple[list[str], list[str]]:
    """Names of picked areas and of those outside the limits, the furthest out first, where there is room."""
    across = [math.log(v) if log else v for v in x_range]

    def pixel(i: int) -> tuple[float, float]:
        x = math.log(c.denominator[i]) if log else float(c.denominator[i])
        return (
            (x - across[0]) / (across[1] - across[0]) * _SIZE[0],
            (float(c.value[i]) - y_range[0]) / (y_range[1] - y_range[0]) * _SIZE[1],
        )

    def importance(place: int) -> tuple[bool, int, float]:
        i = where[place]
        return (
            str(c.code[i]) not in c.selection.area,
            -abs(int(c.status[i])),
            -abs(float(c.value[i]) - c.benchmark.value),
        )

    wanted = [
        (k, geography.area(str(c.code[i])).short_name)
        for k, i in enumerate(where)
        if c.code[i] in c.selection.area or c.status[i] not in (0, NO_DATA)
    ]
    wanted.sort(key=lambda item: importance(item[0]))
    placed = place_labels([pixel(i) for i in where], wanted, _SIZE)
    names = dict(wanted)
    texts = [names[k] if k in placed else UNNAMED for k in range(len(where))]
    return texts, [placed.get(k, "top center") for k in range(len(where))]
