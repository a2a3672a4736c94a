"""The slides of one page: its message, findings, charts and the decision asked for on the first, the rest on more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from variation.findings.rows import Table
from variation.packs.sheets import Chart, Sheet
from variation.packs.slides import native, tables
from variation.packs.slides.charts import place_chart
from variation.packs.slides.deck import Deck
from variation.packs.slides.parts import add_decision, add_sentences, add_source, add_strip, speaker_notes
from variation.packs.slides.shapes import Box, Type, add_text
from variation.packs.slides.words import LEADING, clean, wrap
from variation.packs.words import EDITED, is_edited, shows_records

_SHARE = 0.36  # of a page with charts that its sentences may take
_BESIDE = 0.42  # of a page's width that the short table takes beside a lone chart
_TEXT_SIZE = 20
_LEAST = 200.0  # pt of height without which charts go to a slide of their own
_TABLE_SIZES = (16, 14, 12)
_STRIP, _SOURCE = 30.0, 51.0  # pt that marks and a long source take of a body
PER_SLIDE = 2  # charts
_PARAGRAPH = 0.5  # of the type's size, after a paragraph


def add_view(deck: Deck, sheet: Sheet) -> None:
    """The slides of a view: all findings, all charts, and the short table where it fits beside a chart."""
    title = sheet.message or sheet.heading
    slide, body = _start(deck, title, sheet)
    if sheet.problem:
        add_text(slide.shapes, body, [sheet.problem], Type(_TEXT_SIZE), name="Why it cannot be shown")
        return
    groups = _grouped(sheet.charts)
    body = add_decision(slide, sheet, add_source(slide, sheet, body))
    most = body.height * (_SHARE if groups else 1)
    body, rest = add_sentences(slide, _said(sheet), body, most)
    if groups and groups[0] and body.height < _LEAST:
        groups.insert(0, ())
    if groups and groups[0]:
        _place(deck, slide, sheet, groups[0], body)
    elif groups:
        _whole_table(slide, sheet.short, sheet, body)
    for number, group in enumerate(groups[1:], start=2):
        more, body = _start(deck, f"{title[:200]} ({number}\u00a0of\u00a0{len(groups)})", sheet)
        body, rest = add_sentences(more, rest, add_source(more, sheet, body), body.height * _SHARE)
        _place(deck, more, sheet, group, body)
    while rest:
        rest = _add_rest(deck, sheet, title, rest)
    if not groups:
        add_tables(deck, sheet.short if sheet.short.rows else sheet.table, sheet, title)


def _said(sheet: Sheet) -> tuple[str, ...]:
    """The sentences, those that the author edited marked as such."""
    return tuple(f"{s} {EDITED}" if is_edited(sheet, s) else s for s in sheet.findings)


def _start(deck: Deck, title: str, sheet: Sheet) -> tuple[Any, Box]:
    """A slide with its title, heading and marks, and the body that is free."""
    slide, body = deck.add(title, speaker_notes(sheet))
    return slide, add_strip(slide, body, sheet.heading if sheet.message else "", sheet, mark=deck.mark)


def _whole_table(slide: Any, table: Table, sheet: Sheet, body: Box) -> bool:
    """A table at the largest size at which all its rows fit; nothing, and False, where they never do."""
    for size in _TABLE_SIZES:
        pages = tables.paged(table, body.width, body.height, size)
        if len(pages) == 1:
            _table(slide, pages[0], table, body, sheet.heading, size)
            return True
    return False


def _add_rest(deck: Deck, sheet: Sheet, title: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    """A slide of the findings that the first had no room for; returns those that are left."""
    slide, body = _start(deck, f"{title[:200]} (continued)", sheet)
    body = add_source(slide, sheet, body)
    return add_sentences(slide, rest, body, body.height)[1]


def _grouped(charts: Sequence[Chart]) -> list[tuple[Chart, ...]]:
    """Charts by slide: two a slide in their order, those that need the whole width alone and not beside sentences."""
    groups: list[tuple[Chart, ...]] = [()] if charts and native.is_wide(charts[0]) else []
    for chart in charts:
        last = groups[-1] if groups else ()
        if last and len(last) < PER_SLIDE and not native.is_wide(chart) and not native.is_wide(last[-1]):
            groups[-1] = (*last, chart)
        else:
            groups.append((chart,))
    return groups


def _place(deck: Deck, slide: Any, sheet: Sheet, charts: Sequence[Chart], body: Box) -> None:
    """Charts side by side; a lone one has the short table at its right, where that fits."""
    if len(charts) == 1 and not native.is_wide(charts[0]):
        across = body.width * _BESIDE
        pages = tables.paged(sheet.short, across, body.height)
        if len(pages) == 1:
            left = Box(body.left, body.top, body.width - across - 20, body.height)
            place_chart(slide, charts[0], left, ground=deck.templated)
            right = Box(left.left + left.width + 20, body.top, across, body.height)
            _table(slide, pages[0], sheet.short, right, sheet.heading)
            return
    for chart, place in zip(charts, body.parted(len(charts), 20), strict=True):
        place_chart(slide, chart, place, ground=deck.templated)


def _table(
    slide: Any, rows: Sequence[Sequence[str]], table: Table, box: Box, heading: str, size: float = tables.SIZE
) -> None:
    numbers = [column.decimals is not None for column in table.columns]
    tables.draw_table(slide, rows, numbers, box, f"Table of {heading}: {len(rows) - 1} rows.", size)


def add_tables(deck: Deck, table: Table, sheet: Sheet, title: str) -> None:
    """A table on as many slides as it needs; none where it has no rows."""
    if not table.rows:
        return
    body = deck.body.from_top(_STRIP).from_bottom(_SOURCE)
    size = next((s for s in _TABLE_SIZES if len(tables.paged(table, body.width, body.height, s)) == 1), tables.SIZE)
    pages = tables.paged(table, body.width, body.height, size)
    for number, rows in enumerate(pages, start=1):
        of = f", {number} of {len(pages)}" if len(pages) > 1 else ""
        slide, place = deck.add(f"{title[:200]}: figures{of}", speaker_notes(sheet))
        place = add_source(slide, sheet, add_strip(slide, place, "", sheet, mark=deck.mark))
        _table(slide, rows, table, place, sheet.heading, size)


def add_written(deck: Deck, sheet: Sheet) -> None:
    """A text, or a page that the atlas wrote itself: its paragraphs, sentences and table; of a record the whole."""
    if sheet.charts or sheet.problem:
        add_view(deck, sheet)
        return
    title = sheet.message or sheet.heading
    paragraphs = [clean(p).strip() for p in sheet.text.split("\n\n") if p.strip()]
    table = sheet.short if sheet.short.rows and not shows_records(sheet) else sheet.table
    rest = tuple(sheet.findings)
    if paragraphs or not (rest or table.rows):
        _add_texts(deck, sheet, title, paragraphs or ["Nothing is recorded for this page."])
    first = not paragraphs
    while rest:
        slide, body = _start(deck, title if first else f"{title[:200]} (continued)", sheet)
        body = add_source(slide, sheet, body)
        body = add_decision(slide, sheet, body) if first else body
        body, rest = add_sentences(slide, rest, body, body.height)
        first = False
        if not rest and table.rows and _whole_table(slide, table, sheet, body):
            return
    add_tables(deck, table, sheet, title)


def _add_texts(deck: Deck, sheet: Sheet, title: str, paragraphs: Sequence[str]) -> None:
    """Paragraphs over as many slides as they need, broken between paragraphs where that can be."""
    slide, body = _start(deck, title, sheet)
    body = add_decision(slide, sheet, add_source(slide, sheet, body))
    top = body.top
    for piece in _pieces(paragraphs, deck.body.width, deck.body.height - 150):
        lines = len(wrap(piece, _TEXT_SIZE, deck.body.width))
        high = lines * _TEXT_SIZE * LEADING
        if top > body.top and top + high > body.bottom:
            slide, body = _start(deck, f"{title[:200]} (continued)", sheet)
            body = add_source(slide, sheet, body)
            top = body.top
        add_text(slide.shapes, Box(body.left, top, body.width, high), piece.split("\n"), Type(_TEXT_SIZE), name="Text")
        top += high + _TEXT_SIZE * _PARAGRAPH


def _pieces(paragraphs: Sequence[str], room: float, height: float) -> list[str]:
    """Paragraphs, the long ones parted at the end of a line."""
    most = max(1, int(height / (_TEXT_SIZE * LEADING)))
    found = []
    for paragraph in paragraphs:
        lines = wrap(paragraph, _TEXT_SIZE, room)
        if len(lines) <= most:
            found.append(paragraph)
            continue
        found += [" ".join(lines[k : k + most]) for k in range(0, len(lines), most)]
    return found
