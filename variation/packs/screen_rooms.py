"""How much room a screen of 1920 × 1080 leaves for charts: below words, beside them, or on a screen of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from variation.packs.sheets import Chart, Sheet

# px of a page's body and of what stands in it; meeting.css has the same
WIDTH, HEIGHT = 1808, 970
GAP = 40
_BETWEEN = 18  # of two parts of the text
_CAPTION = 48
_ROW = 46  # of a table
_MARKS = 44  # which way is good, and the draft's mark, where they have a line of their own
_MOST_MARKS = 600  # px of their width beside a headline
_FRAME = 38  # about a decision, to both sides; half of it above and below
# height of charts below words; where words leave less, charts stand beside them
_LEAST, _LEAST_PANELS = 480, 620
_PANEL, _ABREAST = 105, 5  # height of a panel below whose name there is room; panels side by side as packs draw them
_HEADLINE, _KICKER, _FINDING, _SMALL = (54, 1.1), (30, 1.2), (32, 1.3), (24, 1.25)  # px of type; lines' distance in it
_NARROW_HEADLINE = (46, 1.1)  # beside a chart
_STEPS = (1.0, 0.92, 0.84, 0.76)  # of the type, before charts go elsewhere
_COLUMNS = (560, 680, 800)  # of words beside a chart: the first that holds them
_CHARACTER = 0.53  # of the type's size: mean width of a character of Liberation Sans in English text
_ROWS = 24  # px of a name below another
_TURNED = -90  # degrees of names that stand on end
_MANY = 16  # names on an axis, or panels, above which a chart needs the whole height or width


@dataclass(frozen=True)
class Room:
    """Room for one row of charts, in px.

    width : of each chart
    column : of the words that stand beside one chart, 0 where words stand above
    noted : whether the charts' notes have a place below them
    sourced : whether the source has one
    """

    width: int
    height: int
    column: int = 0
    noted: bool = True
    sourced: bool = True


def is_tall(chart: Chart) -> bool:
    """Whether it has so many names below one another that it needs the whole height."""
    return _names(chart, "yaxis") > _MANY


def is_wide(chart: Chart) -> bool:
    """Whether it needs the whole width."""
    return _has_panels(chart) or (_names(chart, "xaxis") > _MANY and not is_tall(chart))


def _has_panels(chart: Chart) -> bool:
    """Whether it has many small charts, whose names stand over them in place of labels on an axis."""
    return _axis(chart, "xaxis").get("showticklabels") is False and _panels(chart) > _MANY // 2


def _panels(chart: Chart) -> int:
    """How many names stand over parts of it."""
    return max((len(t.get("x", ())) for t in chart.figure["data"] if t.get("mode") == "text"), default=0)


def _names(chart: Chart, axis: str) -> int:
    return len(_axis(chart, axis).get("ticktext", ()))


def _axis(chart: Chart, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = chart.figure.get("layout", {}).get(name, {})
    return found


def room_below(row: Sequence[Chart], sheet: Sheet) -> Room | None:
    """What a page's words leave, as far as can be told before they are set; None where it is too little.

    The charts' notes stand below them where that leaves room enough, else in the document only.
    """
    words = [(sheet.heading, _KICKER if sheet.message else _HEADLINE), (sheet.message, _HEADLINE)]
    words += [(sentence, _FINDING) for sentence in (*sheet.findings, sheet.decision)]
    words += [(sheet.source, _SMALL)]
    least = max(_least(chart) for chart in row)
    for noted, step in product((True, False), _STEPS):
        taken = sum(_set(text, WIDTH, kind, step) + _BETWEEN for text, kind in words if text)
        left = HEIGHT - _CAPTION - _BETWEEN - taken - (_notes(row, _width(row)) if noted else 0)
        if left >= least:
            return Room(_width(row), left, noted=noted)
    return None


def _least(chart: Chart) -> int:
    """Height of a chart below which its names would be smaller than 24 px, or it could not be read."""
    if _has_panels(chart):
        return max(_LEAST_PANELS, _PANEL * math.ceil(_panels(chart) / _ABREAST))
    below = max((len(name) for name in _axis(chart, "xaxis").get("ticktext", ())), default=0)
    turned = _axis(chart, "xaxis").get("tickangle") == _TURNED
    return max(_LEAST, _ROWS * _names(chart, "yaxis") + (math.ceil(24 * _CHARACTER * below) + GAP if turned else 0))


def holds_table(sheet: Sheet) -> bool:
    """Whether the figures in short have a place below a page's words where its charts have a screen of their own."""
    words = [(sheet.heading, _KICKER), (sheet.message, _HEADLINE), (sheet.source, _SMALL)]
    words += [(sentence, _FINDING) for sentence in (*sheet.findings, sheet.decision)]
    taken = sum(_set(text, WIDTH, kind, _STEPS[-1]) + _BETWEEN for text, kind in words if text)
    return taken + _ROW * (1 + len(sheet.short.rows)) <= HEIGHT


def room_beside(chart: Chart, sheet: Sheet) -> Room | None:
    """All the height beside a page's words, in the narrowest column that holds them; None where none does."""
    if is_wide(chart):  # the names over panels would be too small
        return None
    found = next((column for column in _COLUMNS if _column_height(sheet, column) <= HEIGHT), None)
    return None if found is None else _beside(chart, found)


def own_room(row: Sequence[Chart], sheet: Sheet) -> Room:
    """Room on a screen without other words than the headline and the source."""
    if len(row) == 1 and is_tall(row[0]) and not is_wide(row[0]):
        return _beside(row[0], _COLUMNS[0])
    width, sourced = _width(row), not _has_panels(row[0])  # whose names need all the height
    taken = _set(sheet.message or sheet.heading, WIDTH - _MOST_MARKS, _KICKER, 1) + 2 * _BETWEEN + _notes(row, width)
    taken += _set(sheet.source, WIDTH, _SMALL, 1) + _BETWEEN if sourced else 0
    return Room(width, max(_LEAST, HEIGHT - _CAPTION - taken), sourced=sourced)


def _width(row: Sequence[Chart]) -> int:
    return WIDTH if len(row) == 1 else (WIDTH - GAP) // 2


def _beside(chart: Chart, column: int) -> Room:
    """All the height less the note; a chart with many names below one another needs that too."""
    width, height = WIDTH - column - GAP, HEIGHT - _CAPTION
    if is_tall(chart):
        return Room(width, height, column, noted=False)
    return Room(width, height - _notes([chart], width), column)


def _column_height(sheet: Sheet, column: int) -> int:
    """Of all words of a page in a column, in the smallest type."""
    step = _STEPS[-1]
    words = [(sheet.heading, _KICKER if sheet.message else _NARROW_HEADLINE, column)]
    words += [(sheet.message, _NARROW_HEADLINE, column)]
    words += [(sentence, _FINDING, column - GAP) for sentence in sheet.findings]
    words += [(sheet.decision and f"Decision asked for: {sheet.decision}", _FINDING, column - _FRAME)]
    words += [(sheet.source, _SMALL, column)]
    taken = sum(_set(text, width, kind, step) + _BETWEEN for text, kind, width in words if text)
    return taken + _MARKS + (_FRAME // 2 if sheet.decision else 0)


def _notes(row: Sequence[Chart], width: int) -> int:
    """Height of the notes of a row, the longest of which counts."""
    heights = [_set(chart.note, width, _SMALL, 1) + _BETWEEN for chart in row if chart.note]
    return max(heights, default=0)


def _set(text: str, width: int, kind: tuple[int, float], step: float) -> int:
    """Height in px of a text set in a width, in type of a size and with lines of a distance."""
    size = max(24, math.floor(kind[0] * step))
    return math.ceil(math.ceil(len(text) * size * _CHARACTER / width) * size * kind[1])
