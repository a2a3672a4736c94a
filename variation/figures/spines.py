"""The spines of an area's profile as one chart, for media that have no table cells to draw them in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from variation.analyses.profile import Line
from variation.analyses.results import NO_DATA
from variation.figures.spine import MIDDLE, Spine, spine
from variation.figures.theme import GREY, LINE, SECONDARY, STATUS_SYMBOLS, TEXT, axis, layout

_NAME = 6.2  # px of a letter of a row's name
_SIMILAR = SECONDARY  # the ground colour of similar areas cannot be seen as a mark


def draw_spines(lines: Sequence[Line], benchmark: str) -> dict[str, Any]:
    """A row for each line that has a spine, the first on top: range, middle half, the area's mark; better to the right.

    Parameters
    ----------
    benchmark : name of what stands in the middle
    """
    drawn = [(line, found) for line in lines if line.held and (found := spine(line)) is not None]
    rows = [(len(drawn) - 1 - k, line, found) for k, (line, found) in enumerate(drawn)]
    names = [line.indicator.short_name + (" (illustrative)" if line.illustrative else "") for line, _ in drawn]
    ranges = [(y, s.start, s.start + s.width) for y, _, s in rows]
    halves = [(y, s.half_start, s.half_start + s.half_width) for y, _, s in rows]
    traces = [_bars("Range of the areas", ranges, LINE), _bars("Middle half", halves, GREY), _marks(rows)]
    return {
        "data": traces if rows else [],
        "layout": layout(
            margin={"l": round(16 + _NAME * max((len(n) for n in names), default=0)), "r": 12, "t": 8, "b": 44},
            barmode="overlay",
            xaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=[8, MIDDLE, 92],
                ticktext=["← Worse", benchmark, "Better →"],
                range=[0, 100],
            ),
            yaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=[y for y, *_ in rows],
                ticktext=names,
                tickfont={"size": 12, "color": TEXT},
                range=[-0.6, len(rows) - 0.4],
            ),
            shapes=[
                {
                    "type": "line",
                    "x0": MIDDLE,
                    "x1": MIDDLE,
                    "y0": 0,
                    "y1": 1,
                    "yref": "paper",
                    "line": {"color": TEXT, "width": 1.2, "dash": "dash"},
                }
            ],
        ),
    }


def _bars(name: str, spans: Sequence[tuple[int, float, float]], colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": [y for y, *_ in spans],
        "base": [round(low, 1) for _, low, _ in spans],
        "x": [round(high - low, 1) for _, low, high in spans],
        "width": 0.5,
        "marker": {"color": colour, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _marks(rows: Sequence[tuple[int, Line, Spine]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "The area",
        "x": [round(s.mark, 1) for _, _, s in rows],
        "y": [y for y, *_ in rows],
        "marker": {
            "size": 12,
            "symbol": ["diamond" if line.status == NO_DATA else STATUS_SYMBOLS[line.status] for _, line, _ in rows],
            "color": [s.colour if line.status not in (0, NO_DATA) else _SIMILAR for _, line, s in rows],
            "line": {"color": TEXT, "width": 0.6},
        },
        "hoverinfo": "skip",
    }
