"""Small multiples on slides: several small native charts, or, of many areas, a native table of ends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from variation.figures.theme import BLUE
from variation.findings.rows import Column, Table
from variation.packs.slides.chart_model import LINES, Axis, Numbers, Plot, Series, Stroke, decimals, round_axis
from variation.packs.slides.native_series import listed, up
from variation.packs.slides.words import plain, width

Figure = Mapping[str, Any]
MOST = 9  # areas that get a chart each
_SIZE = 12
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


@dataclass(frozen=True)
class Panel:
    """One area: its name, and its figure as shown in each period (None where there is none)."""

    name: str
    periods: tuple[str, ...]
    shown: tuple[str, ...]
    values: Numbers


def is_multiples(figure: Figure) -> bool:
    """Whether a figure is one of panels on a plane whose points say their figures."""
    traces = figure["data"]
    return bool(traces) and traces[0].get("name") == "frames" and bool(panels(figure))


def panels(figure: Figure) -> list[Panel]:
    """The panels of a figure; the plane's own heights are no figures, so the words of the points are read."""
    return [
        _panel(str(t.get("name")), [str(s) for s in t["text"]])
        for t in figure["data"]
        if t.get("hovertemplate") and t.get("customdata") and isinstance(t.get("text"), list)
    ]


def _panel(name: str, texts: list[str]) -> Panel:
    pairs = [text.rpartition(": ") for text in texts]
    shown = tuple(figure for _, _, figure in pairs)
    return Panel(plain(name), tuple(period for period, _, _ in pairs), shown, tuple(_number(text) for text in shown))


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text.replace("−", "-"))
    return float(found.group().replace(",", "")) if found else None


def draw_panels(figure: Figure, size: tuple[float, float]) -> list[tuple[str, Plot]]:
    """A name and a chart for each panel, all on the same axis, for places of `size` (width, height) pt."""
    found = panels(figure)
    known = [v for panel in found for v in panel.values if v is not None]
    y = round_axis("", min(known, default=0.0), max(known, default=1.0), labels=3, grid=True)
    left = width(f"{y.high:,.{decimals(y.step)}f}", _SIZE) + 10
    return [(panel.name, _plot(panel, y, left, size)) for panel in found]


def _plot(panel: Panel, y: Axis, left: float, size: tuple[float, float]) -> Plot:
    n = len(panel.periods)
    places = tuple(float(k) for k in range(n))
    area = Series(panel.name, places, panel.values, stroke=Stroke(BLUE, 2))
    longest = width(max(panel.periods, key=len), _SIZE) + 12
    every = max(1, n - 1) if longest * 2 <= size[0] - left else n
    return Plot(LINES, (area,), Axis("", 0, n - 1, every), y, (left, 6, 18, _SIZE * 1.8), panel.periods, "Period")


def ends_table(figure: Figure) -> Table:
    """First and last figure of each area, as shown on screen."""
    found = panels(figure)
    first, last = found[0].periods[0], found[0].periods[-1]
    columns = (Column("area", "Area"), Column("first", first), Column("last", last))
    rows = tuple((panel.name, panel.shown[0], panel.shown[-1]) for panel in found)
    return Table(columns, rows)


def panel_titles(figure: Figure) -> list[str]:
    """What stands above each panel on screen: short name, last figure, letter of its status."""
    names = next((trace for trace in figure["data"] if trace.get("name") == "names"), None)
    return [plain(str(text)) for text in listed(names["text"])] if names and up(names) else []
