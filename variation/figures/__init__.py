"""Figures: a result in, a Plotly figure out, as a plain dictionary; nothing here asks the store or knows Dash."""

from variation.figures.bars import draw_bars
from variation.figures.funnel import draw_funnel
from variation.figures.map import draw_map
from variation.figures.trend import draw_trend

__all__ = ["draw_bars", "draw_funnel", "draw_map", "draw_trend"]
