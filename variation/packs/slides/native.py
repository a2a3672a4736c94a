"""Which native charts a figure becomes."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from variation.packs.sheets import Chart
from variation.packs.slides import native_bars, native_multiples, native_trend
from variation.packs.slides.chart_model import Plot
from variation.packs.slides.heat_grid import is_heat
from variation.packs.slides.native_rows import halves, rows_of
from variation.packs.slides.native_series import UPPER
from variation.packs.slides.native_xy import draw_xy

Figure = Mapping[str, Any]
_GEO = ("choropleth", "scattergeo")
CHART, MAP, GRID, PANELS, TABLE, NOTHING = "chart", "map", "grid", "panels", "table", "nothing"


def kind_of(chart: Chart) -> str:
    """How a chart stands on a slide: as native charts, a map of shapes, a grid of cells, small charts, or a table."""
    traces = chart.figure["data"]
    if not traces:
        return NOTHING
    if any(trace["type"] in _GEO for trace in traces):
        return MAP
    if is_heat(chart.figure):
        return GRID
    if native_multiples.is_multiples(chart.figure):
        return PANELS if len(native_multiples.panels(chart.figure)) <= native_multiples.MOST else TABLE
    return CHART


def is_wide(chart: Chart) -> bool:
    """Whether a chart needs the whole width of a slide."""
    if kind_of(chart) in (GRID, PANELS, TABLE):
        return True
    figure = chart.figure
    if kind_of(chart) == MAP or not figure["data"]:
        return False
    if native_bars.is_bars(figure):
        return len(figure["data"][0].get("y", ())) > native_bars.MOST
    return rows_of(figure) > native_bars.MOST


def plots(chart: Chart, size: tuple[float, float]) -> list[Plot]:
    """The native charts of a chart, side by side in a place of `size` (width, height) pt."""
    figure = chart.figure
    if native_bars.is_bars(figure):
        across = size[0] / 2 - 8 if is_wide(chart) else size[0]
        return native_bars.draw_bars(figure, (across, size[1]))
    if native_trend.is_trend(figure):
        return [native_trend.draw_trend(figure, size)]
    drawn = copy.deepcopy(dict(figure))
    if chart.id == "funnel":
        _name_limits(drawn)
    if is_wide(chart):
        return [draw_xy(half, (size[0] / 2 - 8, size[1])) for half in halves(drawn)]
    return [draw_xy(drawn, size)]


def _name_limits(figure: dict[str, Any]) -> None:
    """Names for the four lines of a funnel, which on screen are told apart by their dash alone."""
    for trace in figure["data"]:
        if trace.get("mode") == "lines" and not trace.get("name"):
            dotted = (trace.get("line") or {}).get("dash") == "dot"
            side = UPPER if trace.get("fill") == "tonexty" else ""
            trace["name"] = f"{'95' if dotted else '99.8'} % limits{side}"
