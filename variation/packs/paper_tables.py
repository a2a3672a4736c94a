"""Tables on paper: columns as wide as their words ask for, cut where a page is too narrow, long notes numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from variation.findings.rows import Column, Table
from variation.packs.drawing.words import width_of
from variation.packs.sheets import cell_text

PORTRAIT, LANDSCAPE = 493.0, 761.0  # pt between the margins of paper.typ
PAGE_SIZE, APPENDIX_SIZE = 8.5, 7.5  # pt of letters
_INSET = 9.0  # pt on both sides of a cell's words
_NAMED = 2  # columns at most that say whose row it is, repeated where a table is cut
_NAMES = ("area_code", "area", "code", "name")  # keys of such columns


@dataclass(frozen=True)
class Widths:
    """Of a column in pt: the longest word of its title and cells, and all of the longest."""

    least: float
    whole: float


def tables_of(table: Table, room: float, size: float) -> list[dict[str, Any]]:
    """A table as the template takes it, in as many parts as the room in pt asks for."""
    if not table.rows:
        return []
    texts = [[cell_text(c, column) for c, column in zip(row, table.columns, strict=True)] for row in table.rows]
    widths = [_widths(column, [row[k] for row in texts], size) for k, column in enumerate(table.columns)]
    return [
        {
            "head": [table.columns[k].title for k in pick],
            "rows": [[row[k] for k in pick] for row in texts],
            "right": [table.columns[k].decimals is not None for k in pick],
            "widths": _shared([widths[k] for k in pick], room),
            "size": size,
        }
        for pick in _picks(table.columns, widths, room)
    ]


def with_numbered_notes(table: Table) -> tuple[Table, list[str]]:
    """The table with numbers in place of its notes, and the notes: the same long note often stands in every row."""
    place = next((k for k, column in enumerate(table.columns) if column.key == "note"), None)
    if place is None:
        return table, []
    notes = list(dict.fromkeys(str(row[place]) for row in table.rows if row[place]))
    rows = tuple(
        (*row[:place], f"{notes.index(str(row[place])) + 1}" if row[place] else "", *row[place + 1 :])
        for row in table.rows
    )
    return Table(table.columns, rows), [f"Note {k}: {note}" for k, note in enumerate(notes, start=1)]


def _widths(column: Column, texts: Sequence[str], size: float) -> Widths:
    """A number is not broken; other words may be, between one another."""
    parts = texts if column.decimals is not None else [word for text in texts for word in text.split()]
    least = max((width_of(part, size) for part in parts), default=0.0)
    least = max([least, *(width_of(f"<b>{word}</b>", size) for word in column.title.split())])
    whole = max([least, width_of(f"<b>{column.title}</b>", size), *(width_of(text, size) for text in texts)])
    return Widths(least + _INSET, whole + _INSET)


def _picks(columns: Sequence[Column], widths: Sequence[Widths], room: float) -> Iterator[list[int]]:
    """Which columns each part has: those that name the row, and as many others as fit."""
    named = [k for k, column in enumerate(columns[:_NAMED]) if column.key in _NAMES or k == 0]
    pick = list(named)
    for k in range(len(columns)):
        if k in named:
            continue
        if len(pick) > len(named) and sum(widths[i].least for i in (*pick, k)) > room:
            yield pick
            pick = list(named)
        pick.append(k)
    yield pick


def _shared(widths: Sequence[Widths], room: float) -> list[float]:
    """Widths that fill the room: each column its longest word, and of the rest as its words ask for."""
    spare = room - sum(width.least for width in widths)
    wanted = sum(width.whole - width.least for width in widths)
    if spare <= 0:
        return [width.least * room / (room - spare) for width in widths]
    if wanted >= spare:
        return [width.least + (width.whole - width.least) * spare / wanted for width in widths]
    left = spare - wanted  # goes to the column that has most to say
    longest = max(range(len(widths)), key=lambda k: widths[k].whole)
    return [width.whole + (left if k == longest else 0.0) for k, width in enumerate(widths)]
