"""A sheet laid out for a screen of 1920 × 1080: which charts stand where, and drawn how large."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from markupsafe import Markup

from variation.packs.drawing import draw_svg
from variation.packs.sheets import Chart, Sheet

COVER_AND_CONTENTS = 2  # pages before the first sheet
TEXT_SCALE = 2.2  # makes the charts' smallest text, of 11 px, legible from the back of a room: 24 px
# px of a page's body and of what stands in it; meeting.css has the same
_WIDTH, _HEIGHT = 1808, 970
_COLUMN = 560  # of text beside a single chart
_GAP = 40
_BETWEEN = 18  # of two parts of the text
_CAPTION = 48
_LEAST, _LEAST_PANELS = (
    480,
    620,
)  # height of charts below words; where these leave less, charts get a screen of their own
_HEADLINE, _KICKER, _FINDING, _SMALL = (54, 1.1), (30, 1.2), (32, 1.3), (24, 1.25)  # px of type; lines' distance in it
_STEPS = (1.0, 0.92, 0.84, 0.76)  # of the type, before charts go elsewhere
_CHARACTER = 0.53  # of the type's size: mean width of a character of Liberation Sans in English text
_MANY = 16  # names on an axis, or panels, above which a chart needs the whole height or width
_CLASS = re.compile(r' class="[^"]*"')
_ID = re.compile(r'(\bid="|href="#|url\(#)')


@dataclass(frozen=True)
class Picture:
    """A chart as it is drawn for the screen, in px."""

    chart: Chart
    svg: Markup
    width: int
    height: int


@dataclass(frozen=True)
class Room:
    """Height for charts in px, and whether their notes have a place below them."""

    height: int
    noted: bool


@dataclass(frozen=True)
class Screen:
    """One screen of a page and the charts on it.

    beside : whether the one chart stands beside the text, large, and not below it over the whole width
    noted : whether there is room for the charts' notes
    """

    pictures: tuple[Picture, ...] = ()
    beside: bool = False
    noted: bool = False


@dataclass(frozen=True)
class Page:
    """A sheet, its number, and its screens; the first has the sheet's words.

    link : address of the live page, "" for none
    """

    number: int
    sheet: Sheet
    screens: tuple[Screen, ...]
    link: str

    @property
    def title(self) -> str:
        """What lists call it: several pages may show the same view, so the message belongs to it."""
        return f"{self.sheet.heading}: {self.sheet.message}" if self.sheet.message else self.sheet.heading


def page_of(number: int, sheet: Sheet, live: str) -> Page:
    """The page of a sheet.

    Parameters
    ----------
    live : what stands before addresses of the atlas, "" to offer none
    """
    rows = _rows(sheet.charts)
    room = _beside_room(rows[0]) if rows and _is_beside(rows[0]) else _room_below(rows[0], sheet) if rows else None
    screens = [_screen(rows.pop(0), number, room) if room else Screen()]
    screens += [_screen(row, number, _own_room(row, sheet)) for row in rows]
    link = f"{live.rstrip('/')}{sheet.address}" if live and sheet.address else ""
    return Page(number, sheet, tuple(screens), link)


def _rows(charts: tuple[Chart, ...]) -> list[tuple[Chart, ...]]:
    """Charts in pairs, but those that need the whole height or width alone."""
    rows: list[tuple[Chart, ...]] = []
    for chart in charts:
        if rows and len(rows[-1]) == 1 and not any(_is_tall(c) or _is_wide(c) for c in (chart, rows[-1][0])):
            rows[-1] = (*rows[-1], chart)
        else:
            rows.append((chart,))
    return rows


def _is_tall(chart: Chart) -> bool:
    return _names(chart, "yaxis") > _MANY


def _is_wide(chart: Chart) -> bool:
    return _has_panels(chart) or (_names(chart, "xaxis") > _MANY and not _is_tall(chart))


def _has_panels(chart: Chart) -> bool:
    """Whether it has many small charts, whose names stand over them in place of labels on an axis."""
    if _axis(chart, "xaxis").get("showticklabels") is not False:
        return False
    return any(t.get("mode") == "text" and len(t.get("x", ())) > _MANY // 2 for t in chart.figure["data"])


def _names(chart: Chart, axis: str) -> int:
    return len(_axis(chart, axis).get("ticktext", ()))


def _axis(chart: Chart, name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = chart.figure.get("layout", {}).get(name, {})
    return found


def _is_beside(row: tuple[Chart, ...]) -> bool:
    return len(row) == 1 and not _is_wide(row[0])


def _screen(row: tuple[Chart, ...], number: int, room: Room) -> Screen:
    size = (_column(row), room.height)
    pictures = tuple(_picture(chart, f"p{number}-{chart.id}-", size) for chart in row)
    return Screen(pictures, _is_beside(row), room.noted)


def _column(row: tuple[Chart, ...]) -> int:
    """Width of each chart of a row."""
    if _is_beside(row):
        return _WIDTH - _COLUMN - _GAP
    return _WIDTH if len(row) == 1 else (_WIDTH - _GAP) // 2


def _beside_room(row: tuple[Chart, ...]) -> Room:
    """All the height, less the note; a chart with many names needs it all."""
    height = _HEIGHT - _CAPTION
    return Room(height, noted=False) if _is_tall(row[0]) else Room(height - _notes(row), noted=True)


def _room_below(row: tuple[Chart, ...], sheet: Sheet) -> Room | None:
    """What a page's words leave, as far as can be told before they are set; None where it is too little.

    The charts' notes stand below them where that leaves room enough, else in the document only.
    """
    words = [(sheet.heading, _KICKER if sheet.message else _HEADLINE), (sheet.message, _HEADLINE)]
    words += [(sentence, _FINDING) for sentence in (*sheet.findings, sheet.decision)]
    words += [(sheet.source, _SMALL)]
    least = _LEAST_PANELS if _has_panels(row[0]) else _LEAST
    for noted, step in product((True, False), _STEPS):
        taken = sum(_set(text, _WIDTH, kind, step) + _BETWEEN for text, kind in words if text)
        left = _HEIGHT - _CAPTION - _BETWEEN - taken - (_notes(row) if noted else 0)
        if left >= least:
            return Room(left, noted)
    return None


def _own_room(row: tuple[Chart, ...], sheet: Sheet) -> Room:
    """On a screen without other words than the heading and the source."""
    if _is_beside(row):
        return _beside_room(row)
    taken = sum(_set(text, _WIDTH, kind, 1) for text, kind in ((sheet.heading, _KICKER), (sheet.source, _SMALL)))
    return Room(max(_LEAST, _HEIGHT - _CAPTION - taken - 3 * _BETWEEN - _notes(row)), noted=True)


def _notes(row: tuple[Chart, ...]) -> int:
    """Height of the notes of a row, the longest of which counts."""
    heights = [_set(chart.note, _column(row), _SMALL, 1) + _BETWEEN for chart in row if chart.note]
    return max(heights, default=0)


def _set(text: str, width: int, kind: tuple[int, float], step: float) -> int:
    """Height in px of a text set in a width, in type of a size and with lines of a distance."""
    size = max(24, math.floor(kind[0] * step))
    return math.ceil(math.ceil(len(text) * size * _CHARACTER / width) * size * kind[1])


def _picture(chart: Chart, prefix: str, size: tuple[int, int]) -> Picture:
    width, height = size
    drawn = draw_svg(chart.figure, width, height, text=TEXT_SCALE)
    return Picture(chart, _inline(drawn, prefix), width, height)


def _inline(svg: str, prefix: str) -> Markup:
    """A drawing as a part of a page: without its own preamble, its names apart from those of every other drawing."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = _CLASS.sub("", body)  # the page's styles are not for what is in a chart
    named = _ID.sub(lambda found: found[0] + prefix, body)
    return Markup(named.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704  drawn by us
