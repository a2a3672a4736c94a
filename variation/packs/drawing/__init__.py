"""Our Plotly figures as vector drawings, for paper and for meetings: matplotlib writes the SVG, no browser is needed.

A drawing has the figure's points, colours, symbols, order, ranges and tick labels. Where a size asks for it, names make
room for one another; everything else is the figure's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from variation.packs.drawing.canvas import draw_on_canvas
from variation.packs.drawing.maps import draw_geography, is_geography
from variation.packs.drawing.planes import draw_planes

__all__ = ["draw_svg"]


def draw_svg(figure: Mapping[str, Any], width: float, height: float, *, text: float = 1.0) -> str:
    """An SVG element of a figure, with text that can be selected; the same figure and size give the same bytes.

    Parameters
    ----------
    figure : a Plotly figure as dictionary; boundaries named by level ("borough", "stp", "borough-tiles", …)
    width, height : in px (the units of the SVG's viewBox)
    text : factor by which text, marks and lines are larger than on the screen, as for a meeting room

    Raises
    ------
    ValueError
        When the figure has a kind of trace, fill or shape that cannot be drawn: a gap would say something untrue.
    """
    drawn = draw_geography if is_geography(figure) else draw_planes
    return draw_on_canvas(lambda canvas: drawn(canvas, figure), width, height, text)
