"""Indicators by areas: a cell for each, coloured by its difference, with a mark so that colour is never alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Comparison
from variation.figures.theme import SECONDARY, STATUS_COLOURS, STATUS_SYMBOLS, TEXT, WHITE, axis, layout, polarity_key

_CELL = 0.92  # of the room that a cell has
_NAME = 6.2  # px of a letter of a row's name
_BEYOND = 2  # status of an area outside 99.8 % limits


def draw_heat(rows: Sequence[tuple[str, Comparison]]) -> dict[str, Any]:
    """The cells, the first row on top.

    Parameters
    ----------
    rows : name and comparison of each indicator; all of the same level and footprint
    """
    places = np.flatnonzero(rows[0][1].inside).tolist() if rows else []
    cells = [(x, len(rows) - 1 - k, c, i) for k, (_, c) in enumerate(rows) for x, i in enumerate(places)]
    names = [geography.area(str(rows[0][1].code[i])).short_name for i in places]
    longest = max((len(name) for name, _ in rows), default=0)
    return {
        "data": [_cells(cells), _marks(cells)] if cells else [],
        "layout": layout(
            margin={"l": round(16 + _NAME * longest), "r": 8, "t": 8, "b": 130},
            bargap=0,
            barmode="overlay",
            xaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=list(range(len(names))),
                ticktext=[_short(name) for name in names],
                tickangle=-90,
                range=[-0.5, len(names) - 0.5],
            ),
            yaxis=axis(
                "",
                showgrid=False,
                ticks="",
                tickvals=list(range(len(rows))),
                ticktext=[name for name, _ in reversed(rows)],
                tickfont={"size": 12, "color": TEXT},
                range=[-0.5, len(rows) - 0.5],
            ),
        ),
    }


def _cells(cells: Sequence[tuple[int, int, Comparison, int]]) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": "Difference",
        "x": [x for x, *_ in cells],
        "base": [round(y - _CELL / 2, 2) for _, y, *_ in cells],
        "y": [_CELL] * len(cells),
        "width": _CELL,
        "marker": {
            "color": [STATUS_COLOURS[polarity_key(c.indicator.polarity)][int(c.status[i])] for _, _, c, i in cells],
            "line": {"width": 0},
        },
        "hoverinfo": "skip",
    }


def _marks(cells: Sequence[tuple[int, int, Comparison, int]]) -> dict[str, Any]:
    """Triangles for what differs, a dot for a figure that is not compared, nothing where there is none."""
    marked = [(x, y, int(c.status[i])) for x, y, c, i in cells if int(c.status[i]) != 0 and np.isfinite(c.value[i])]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "Higher or lower",
        "x": [x for x, *_ in marked],
        "y": [y for _, y, _ in marked],
        "marker": {
            "size": [4 if s == NO_DATA else 7 for *_, s in marked],
            "symbol": ["circle" if s == NO_DATA else STATUS_SYMBOLS[s] for *_, s in marked],
            "color": [SECONDARY if s == NO_DATA else WHITE if abs(s) == _BEYOND else TEXT for *_, s in marked],
        },
        "hoverinfo": "skip",
    }


def _short(name: str) -> str:
    return name.removeprefix("NHS ").removesuffix(" CCG")
