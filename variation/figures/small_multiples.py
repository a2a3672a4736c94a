"""Small multiples: a panel an area on the same axes, drawn on one plane so that thirty cost little more than one.

A subplot each would need an axis pair each, which Plotly lays out one by one. Here panel (row, column) takes the square
from (column, −row) on, gaps apart, and series are scaled into it; the figure's own axes carry the labels of the edges.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.multiples import AreaPanel, Multiples
from variation.analyses.results import NO_DATA
from variation.figures.arrays import middle_year, significant
from variation.figures.theme import (
    BLUE,
    LINE,
    PICKED,
    SECONDARY,
    SIMILAR,
    SIMILAR_DOT,
    STATUS_COLOURS,
    STATUS_LETTERS,
    STATUS_SYMBOLS,
    TEXT,
    WHITE,
    axis,
    layout,
    polarity_key,
)
from variation.findings.numbers import format_number, format_value

ROW = 118  # px a row of panels
EDGE = 44  # px above and below
_GAP_X, _GAP_Y = 0.08, 0.36  # of a panel's width and height; the name stands in the gap above it
_DIGITS = 3  # decimals of a panel's height: finer than a pixel
_TICKS = 4
_STEPS = (1, 2, 2.5, 5, 10)
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Plane:
    """Where panels lie: their columns, and the figures that stand at the bottom and the top of each."""

    columns: int
    panels: int
    years: Floats
    low: float
    high: float

    @property
    def rows(self) -> int:
        """Rows of panels."""
        return max(1, math.ceil(self.panels / self.columns))

    def left(self, k: int) -> float:
        """Left edge of panel k."""
        return (k % self.columns) * (1 + _GAP_X)

    def bottom(self, k: int) -> float:
        """Bottom edge of panel k."""
        return -(k // self.columns) * (1 + _GAP_Y) - 1

    def x(self, k: int) -> list[float | None]:
        """The periods of panel k."""
        first, last = self.years[0], self.years[-1]
        share = (self.years - first) / (last - first) if last > first else np.full(len(self.years), 0.5)
        return significant(self.left(k) + 0.04 + 0.92 * share, 5)

    def across(self, k: int) -> dict[str, Any]:
        """The periods of panel k as a trace has them: first and step where they are evenly spaced, which is shorter."""
        x = self.x(k)
        steps = np.diff(self.years)
        if len(steps) and np.ptp(steps) < 0.03 * steps.mean():
            return {"x0": x[0], "dx": float(f"{0.92 / len(steps):.6g}")}
        return {"x": x}

    def y(self, k: int, values: Floats) -> list[float | None]:
        """Figures of panel k, those beyond its edges at the edge; None where there is none."""
        share = np.clip((values - self.low) / (self.high - self.low), 0, 1)
        return [round(v, _DIGITS) if math.isfinite(v) else None for v in (self.bottom(k) + share).tolist()]


def figure_height(panels: int, columns: int) -> int:
    """Height of the figure in px."""
    return EDGE + ROW * max(1, math.ceil(panels / columns))


def draw_multiples(multiples: Multiples, columns: int, *, all_points: bool = True) -> dict[str, Any]:
    """All panels in so many columns.

    Parameters
    ----------
    columns : at least 1; fewer are drawn where there are fewer panels
    all_points : whether each point tells its figure when pointed at, or only the last of a series (half the size)
    """
    m = multiples
    if not m.panels:
        return {"data": [], "layout": layout()}
    low, high = _range(m)
    years = np.array([middle_year(int(s), int(e)) for s, e in zip(m.history.start, m.history.end, strict=True)])
    plane = Plane(min(columns, len(m.panels)), len(m.panels), years, low, high)
    traces = [_frames(plane), *(_limits(m, plane) if m.controlled else []), *_benchmarks(m, plane)]
    traces += [_series(m, p, plane, k, told=all_points) for k, p in enumerate(m.panels)]
    return {"data": [*traces, _last(m, plane), _names(m, plane), _ends(m, plane)], "layout": _layout(plane)}


def _range(m: Multiples) -> tuple[float, float]:
    """One range for all panels; what lies beyond it of control limits is cut off."""
    shown = np.concatenate([*(p.value for p in m.panels), m.history.benchmark])
    known = shown[np.isfinite(shown)]
    low, high = float(known.min()), float(known.max())
    room = 0.05 * (high - low or abs(high) or 1.0)
    start = 0.0 if m.comparison.selection.scale == "zero" and low >= 0 else low - room
    return (max(start, 0.0) if low >= 0 else start), high + room


def _frames(plane: Plane) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for k in range(plane.panels):
        left, bottom = plane.left(k), plane.bottom(k)
        x += [left, left + 1, left + 1, left, left, None]
        y += [bottom, bottom, bottom + 1, bottom + 1, bottom, None]
    return _joined("frames", {"x": x}, y, {"color": LINE, "width": 1})


def _limits(m: Multiples, plane: Plane) -> list[dict[str, Any]]:
    """The area within control limits, and the mean, of each panel that has them."""
    around: tuple[list[float | None], list[float | None]] = ([], [])
    centre: tuple[list[float | None], list[float | None]] = ([], [])
    for k, p in enumerate(m.panels):
        known = np.flatnonzero(np.isfinite(p.centre))
        if not len(known):
            continue
        ends = [int(known[0]), int(known[-1])]
        x = [plane.x(k)[i] for i in ends]
        lower, upper, mean = (plane.y(k, part[ends]) for part in (p.lower, p.upper, p.centre))
        around[0].extend([x[0], x[1], x[1], x[0], x[0], None])
        around[1].extend([lower[0], lower[1], upper[1], upper[0], lower[0], None])
        centre[0].extend([*x, None])
        centre[1].extend([*mean, None])
    filled = _joined("limits", {"x": around[0]}, around[1], {"width": 0})
    return [
        {**filled, "fill": "toself", "fillcolor": SIMILAR},
        _joined("mean", {"x": centre[0]}, centre[1], {"color": SIMILAR_DOT, "width": 1}),
    ]


def _benchmarks(m: Multiples, plane: Plane) -> list[dict[str, Any]]:
    if not np.isfinite(m.history.benchmark).any():
        return []
    line = {"color": TEXT, "width": 1, "dash": "dash"}
    return [_joined("benchmark", plane.across(k), plane.y(k, m.history.benchmark), line) for k in range(plane.panels)]


def _joined(name: str, across: dict[str, Any], y: list[float | None], line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        **across,
        "y": y,
        "line": line,
        "hoverinfo": "skip",
        "connectgaps": False,
    }


def _mark(m: Multiples, p: AreaPanel, usual: str) -> str:
    """The colour of an area that is picked, as every chart has it; of others the usual one."""
    picked = m.comparison.selection.area
    return PICKED[picked.index(p.code)] if p.code in picked else usual


def _series(m: Multiples, p: AreaPanel, plane: Plane, k: int, *, told: bool) -> dict[str, Any]:
    lone = np.isfinite(p.value).sum() == 1
    picked = p.code in m.comparison.selection.area
    trace = _joined(
        "areas", plane.across(k), plane.y(k, p.value), {"color": _mark(m, p, BLUE), "width": 3 if picked else 1.5}
    )
    if lone or not told:
        return trace
    decimals = m.comparison.indicator.decimals
    said = [f"{period}: {format_number(v, decimals)}" for period, v in zip(m.history.period, p.value, strict=True)]
    more = {
        "name": p.name,
        "text": said,
        "customdata": [p.code] * len(p.value),
        "hovertemplate": "%{fullData.name}<br>%{text}<extra></extra>",
    }
    return {key: value for key, value in trace.items() if key != "hoverinfo"} | more


def _last(m: Multiples, plane: Plane) -> dict[str, Any]:
    """The last point of each series, by status."""
    palette = STATUS_COLOURS[polarity_key(m.comparison.indicator.polarity)]
    status = [p.status if p.status != NO_DATA else 0 for p in m.panels]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "last",
        "x": [plane.x(k)[p.last] for k, p in enumerate(m.panels)],
        "y": [plane.y(k, p.value)[p.last] for k, p in enumerate(m.panels)],
        "customdata": [p.code for p in m.panels],
        "hoverinfo": "text",
        "hovertext": [_told(m, p) for p in m.panels],
        "cliponaxis": False,
        "marker": {
            "size": 9,
            "symbol": [STATUS_SYMBOLS[s] for s in status],
            "color": [palette[s] if s else SIMILAR_DOT for s in status],
            "line": {"width": 1, "color": [TEXT if s else WHITE for s in status]},
        },
    }


def _told(m: Multiples, p: AreaPanel) -> str:
    return f"{p.name}<br>{m.history.period[p.last]}: {format_value(p.latest, m.comparison.indicator)}"


def _names(m: Multiples, plane: Plane) -> dict[str, Any]:
    any_picked = bool(m.comparison.selection.area)
    return {
        "type": "scatter",
        "mode": "text",
        "name": "names",
        "x": [plane.left(k) for k in range(plane.panels)],
        "y": [plane.bottom(k) + 1.0 for k in range(plane.panels)],
        "text": [_title(m, p) for p in m.panels],
        "textposition": "top right",
        "textfont": {"size": 12, "color": [_mark(m, p, TEXT) for p in m.panels] if any_picked else TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _title(m: Multiples, p: AreaPanel) -> str:
    """The area's name, its last figure and the letter of its status."""
    letter = STATUS_LETTERS[p.status] if p.status != NO_DATA else ""
    figure = format_number(p.latest, m.comparison.indicator.decimals)
    return f"{geography.area(p.code).short_name} <b>{figure}</b> {letter}".strip()


def _ends(m: Multiples, plane: Plane) -> dict[str, Any]:
    """The first and the last year, below the lowest panel of each column."""
    first, last = str(int(m.history.start[0]) // 100), str(int(m.history.end[-1]) // 100)
    lowest = range(max(0, plane.panels - plane.columns), plane.panels)
    ends = [(k, share, text, side) for k in lowest for share, text, side in ((0, first, "right"), (1, last, "left"))]
    if first == last:
        ends = [(k, share, text, side) for k, share, text, side in ends if share == 0]
    return {
        "type": "scatter",
        "mode": "text",
        "name": "years",
        "x": [plane.left(k) + share for k, share, _, _ in ends],
        "y": [plane.bottom(k) - 0.03 for k, _, _, _ in ends],
        "text": [text for _, _, text, _ in ends],
        "textposition": [f"bottom {side}" for _, _, _, side in ends],
        "textfont": {"size": 11, "color": SECONDARY},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _layout(plane: Plane) -> dict[str, Any]:
    marks = _nice(plane.low, plane.high)
    rows = [plane.bottom(r * plane.columns) for r in range(plane.rows)]
    decimals = _decimals(marks)
    return layout(
        margin={"l": 52, "r": 10, "t": 6, "b": 26},
        hovermode="closest",
        xaxis=axis(
            "",
            showgrid=False,
            showline=False,
            ticks="",
            showticklabels=False,
            range=[-0.01, plane.left(plane.columns - 1) + 1.01],
        ),
        yaxis=axis(
            "",
            showgrid=False,
            showline=False,
            ticks="",
            tickvals=[b + (v - plane.low) / (plane.high - plane.low) for b in rows for v in marks],
            ticktext=[format_number(v, decimals) for _ in rows for v in marks],
            tickfont={"size": 11, "color": SECONDARY},
            range=[rows[-1] - 0.05, _GAP_Y],
        ),
    )


def _decimals(marks: list[float]) -> int:
    """As many as tell the marks apart."""
    return next((d for d in range(5) if all(abs(v - round(v, d)) < 1e-9 * max(1, abs(v)) for v in marks)), 5)


def _nice(low: float, high: float) -> list[float]:
    """Two to five round figures within a range."""
    rough = (high - low) / _TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(s * size for s in _STEPS if s * size >= rough * 0.999)
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
