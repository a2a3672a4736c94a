"""One figure of every module of variation.figures, for whatever has to draw them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from scripts.method_pictures import PICTURES
from tests import builders
from variation import geography
from variation.analyses.multiples import arrange
from variation.analyses.relation import relate_comparisons
from variation.analyses.results import NO_DATA, Comparison, Funnel
from variation.figures import draw_bars, draw_funnel, draw_map, draw_trend
from variation.figures.boxes import draw_boxes
from variation.figures.caterpillar import Points
from variation.figures.deciles import draw_deciles
from variation.figures.gradient import Gradient, Slopes, draw_gradient, draw_slopes
from variation.figures.levels import draw_areas
from variation.figures.relation import draw_relation
from variation.figures.small_multiples import draw_multiples

Figure = dict[str, Any]
BOUNDARIES = {name: name for name in ("borough", "ccg", "stp", "borough-tiles", "borough-tiles-stp")}
NAMES = [area.short_name for area in geography.areas("borough")]
YEARS = 12
PERIODS = [f"{year}" for year in range(2008, 2008 + YEARS)]
MONTHS = [(year * 100 + 1, year * 100 + 12) for year in range(2008, 2008 + YEARS)]


def compared(**choices: Any) -> Comparison:
    """All boroughs, one of each status in turn, the last but one without a figure."""
    values = np.linspace(38, 62, 33)
    values[31] = np.nan
    sizes = np.geomspace(120, 9000, 33)
    curve = np.geomspace(90, 12_000, 60)
    error = np.sqrt(50 * 50 / curve)
    funnel = Funnel(curve, 50 - 2 * error, 50 + 2 * error, 50 - 3 * error, 50 + 3 * error, 1.0, 0.0, 32, "none", "")
    status = np.resize([-2, -1, 0, 1, 2], 33)
    c = builders.comparison(values, status, funnel=funnel, denominator=sizes)
    return replace(c, selection=c.selection.with_(**choices))


def relation() -> Figure:
    """A relation with one area far off the line."""
    rng = np.random.default_rng(1)
    x = rng.normal(20, 4, 33)
    y = 80 - 0.5 * x + rng.normal(0, 1, 33)
    y[4] += 9
    return draw_relation(relate_comparisons(builders.comparison(x), builders.comparison(y)))


def multiples(panels: int = 7) -> Figure:
    """Panels of boroughs, of every status."""
    value = np.random.default_rng(1).normal(50, 5, (panels, YEARS))
    past = builders.history(value)
    status = np.resize([2, -2, 0, 1, -1, NO_DATA, 2], panels)
    return draw_multiples(arrange(builders.comparison(value[:, -1], status, period=past.period[-1]), past, "name"), 3)


def trend() -> Figure:
    """A trend with a picked area, its band, a break and a gap."""
    values = np.linspace(40, 60, 33 * YEARS).reshape(33, YEARS)
    values[3, 4] = np.nan
    past = builders.history(values, breaks=((201407, "New method"),))
    return draw_trend(compared(area=(builders.codes()[3],), bands="on"), past)


def boxes() -> Figure:
    """Boxes with a gap."""
    five = np.sort(np.random.default_rng(2).normal(50, 8, (5, YEARS)), axis=0)
    five[:, 3] = np.nan
    return draw_boxes(PERIODS, MONTHS, five, "%")


def deciles() -> Figure:
    """Deciles with two picked areas."""
    tenths = np.linspace(20, 60, 9)[:, None] + np.linspace(0, 8, YEARS)
    picked = [("E1", "Camden", np.linspace(20, 66, YEARS)), ("E2", "Kensington & Chelsea", np.linspace(64, 67, YEARS))]
    return draw_deciles(PERIODS, MONTHS, tenths, picked, "per 1,000 people")


def areas() -> Figure:
    """Two series of points with intervals."""
    value = np.linspace(3, 12, 33)
    seen = Points("Observed", value, value - 1, value + 1)
    shrunk = Points("With chance taken out", value * 0.8 + 1.5, hollow=True)
    return draw_areas(builders.codes(), NAMES, [seen, shrunk], "% of people", line=7.5, line_label="London")


def gradient() -> Figure:
    """A gradient with people as weights."""
    rng = np.random.default_rng(3)
    place = np.linspace(0.02, 0.98, 33)
    g = Gradient(place, 10 + 5 * place + rng.normal(0, 1, 33), rng.uniform(1e5, 4e5, 33), builders.codes(), NAMES,
                 NAMES, (10.0, 15.0))  # fmt: skip
    return draw_gradient(g, "deaths per 100,000")


def slopes() -> Figure:
    """Slopes over time."""
    value = np.linspace(2, 4, YEARS)
    return draw_slopes(Slopes(PERIODS, MONTHS, value, value - 1, value + 1), "deaths per 100,000")


EVERY: dict[str, Callable[[], Figure]] = {
    "map": lambda: draw_map(compared(area=(builders.codes()[3],)), BOUNDARIES),
    "tiles": lambda: draw_map(compared(map="tiles"), BOUNDARIES),
    "funnel": lambda: draw_funnel(compared(area=(builders.codes()[3],))),
    "trend": trend,
    "bars": lambda: draw_bars(compared(area=(builders.codes()[3],))),
    "relation": relation,
    "multiples": multiples,
    "boxes": boxes,
    "deciles": deciles,
    "areas": areas,
    "gradient": gradient,
    "slopes": slopes,
    **PICTURES,
}
