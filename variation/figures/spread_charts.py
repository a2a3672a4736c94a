"""The charts of a spread panel: percentiles and deciles over time, areas with intervals, events beyond a benchmark."""

from __future__ import annotations

from typing import Any

import numpy as np

from variation import geography
from variation.analyses.spread_panel import SpreadPanel
from variation.figures.boxes import draw_boxes
from variation.figures.caterpillar import Points
from variation.figures.deciles import draw_deciles
from variation.figures.levels import draw_areas
from variation.findings.spread_charts import events_words


def draw_spread_boxes(p: SpreadPanel) -> dict[str, Any]:
    """The percentiles of the areas in each period."""
    return draw_boxes(p.history.period, _months(p), p.boxes, p.comparison.indicator.unit)


def draw_spread_deciles(p: SpreadPanel) -> dict[str, Any]:
    """The deciles of the areas in each period, with the lines of picked areas."""
    return draw_deciles(p.history.period, _months(p), p.deciles, p.picked, p.comparison.indicator.unit)


def draw_spread_areas(p: SpreadPanel) -> dict[str, Any]:
    """The areas with intervals: the figures chosen as marks, the others, where there are any, hollow beside them."""
    c, s = p.comparison, p.shrunken
    shown = c.inside & np.isfinite(c.value)
    value, lower, upper = (np.where(shown, part, np.nan) for part in (c.value, c.lower, c.upper))
    raw = Points("As published", value, lower, upper)
    series = [raw]
    if s is not None:
        drawn = Points("Chance taken out", s.value, s.lower, s.upper)
        main, other = (drawn, raw) if p.choice.levels == "shrunken" else (raw, drawn)
        series = [main, Points(other.label, other.value, hollow=True)]
    against = c.benchmark.value if np.isfinite(c.benchmark.value) else None
    label = c.benchmark.name if against is not None else ""
    return draw_areas(c.code.tolist(), _names(p), series, c.indicator.unit, line=against, line_label=label)


def draw_spread_worth(p: SpreadPanel) -> dict[str, Any]:
    """The events beyond the benchmark by area, of those behind it; for panels whose worth was found."""
    found, what = p.worth.found, events_words(p.comparison.indicator)
    assert found is not None
    events = np.where(p.short, found.events, np.nan)
    points = Points(what, events, found.lower, found.upper)
    return draw_areas(p.comparison.code.tolist(), _names(p), [points], what)


def _months(p: SpreadPanel) -> list[tuple[int, int]]:
    return [(int(s), int(e)) for s, e in zip(p.history.start, p.history.end, strict=True)]


def _names(p: SpreadPanel) -> list[str]:
    return [geography.area(code).short_name for code in p.comparison.code.tolist()]
