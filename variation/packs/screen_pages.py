"""A sheet laid out for a screen of 1920 × 1080: which charts stand where, and drawn how large."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from variation.packs.drawing import draw_svg
from variation.packs.screen_rooms import Room, holds_table, is_tall, is_wide, own_room, room_below, room_beside
from variation.packs.sheets import Chart, Sheet
from variation.packs.words import heading_adds, headline

COVER_AND_CONTENTS = 2  # pages before the first sheet
TEXT_SCALE = 2.2  # makes the charts' smallest text, of 11 px, legible from the back of a room: 24 px
_CLASS = re.compile(r' class="[^"]*"')
_ID = re.compile(r'(\bid="|href="#|url\(#)')
Row = tuple[Chart, ...]


@dataclass(frozen=True)
class Picture:
    """A chart as it is drawn for the screen, in px."""

    chart: Chart
    svg: Markup
    width: int
    height: int


@dataclass(frozen=True)
class Screen:
    """One screen of a page and the charts on it.

    column : px of the words beside the one chart, 0 where they stand above
    noted : whether there is room for the charts' notes
    sourced : whether there is room for the source
    """

    pictures: tuple[Picture, ...] = ()
    column: int = 0
    noted: bool = False
    sourced: bool = True

    @property
    def beside(self) -> bool:
        """Whether the one chart stands beside the text and not below it."""
        return self.column > 0


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
        """What lists call it: several pages may show the same view, so the message comes first."""
        return headline(self.sheet)

    @property
    def tabled(self) -> bool:
        """Whether the first screen has the figures in short, as evidence beside the words."""
        return not self.sheet.charts or (not self.screens[0].pictures and holds_table(self.sheet))

    @property
    def more(self) -> str:
        """What its heading says beyond that."""
        return heading_adds(self.sheet)


def page_of(number: int, sheet: Sheet, live: str) -> Page:
    """The page of a sheet.

    Parameters
    ----------
    live : what stands before addresses of the atlas, "" to offer none
    """
    screens = tuple(_screen(row, number, room) for row, room in _laid_out(sheet))
    link = f"{live.rstrip('/')}{sheet.address}" if live and sheet.address else ""
    return Page(number, sheet, screens, link)


def _laid_out(sheet: Sheet) -> list[tuple[Row, Room | None]]:
    """What each screen shows and the room for it. The first chart stands with the words wherever they leave it room.

    Words stand above the first charts where these are large enough there; else beside the first alone; only where not
    even that goes, on a screen of their own.
    """
    rows = _rows(sheet.charts)
    if not rows:
        return [((), None)]
    first = rows[0]
    lone = len(first) == 1 and not is_wide(first[0])
    if not lone and (room := room_below(first, sheet)):
        return [(first, room), *_alone(rows[1:], sheet)]
    if room := room_beside(first[0], sheet):
        return [(first[:1], room), *_alone(_rows(sheet.charts[1:]), sheet)]
    return [((), None), *_alone(rows, sheet)]


def _alone(rows: list[Row], sheet: Sheet) -> list[tuple[Row, Room | None]]:
    return [(row, own_room(row, sheet)) for row in rows]


def _rows(charts: Row) -> list[Row]:
    """Charts in pairs, but those that need the whole height or width alone."""
    rows: list[Row] = []
    for chart in charts:
        if rows and len(rows[-1]) == 1 and not any(is_tall(c) or is_wide(c) for c in (chart, rows[-1][0])):
            rows[-1] = (*rows[-1], chart)
        else:
            rows.append((chart,))
    return rows


def _screen(row: Row, number: int, room: Room | None) -> Screen:
    if room is None:
        return Screen()
    size = (room.width, room.height)
    pictures = tuple(_picture(chart, f"p{number}-{chart.id}-", size) for chart in row)
    return Screen(pictures, room.column, room.noted, room.sourced)


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
