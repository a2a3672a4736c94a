"""The slides around the pages: title, contents, and the definitions at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from variation.packs.sheets import Definition, Sheet
from variation.packs.slides.deck import Deck
from variation.packs.slides.parts import add_strip
from variation.packs.slides.shapes import Box, Type, add_text
from variation.packs.slides.tables import draw_table, paged_rows
from variation.packs.slides.words import LEADING, clean, shorten
from variation.packs.words import cover_lines

_SIZES = (20, 18, 16, 14)
_SPACED = 1.2  # lines of the contents apart
_TOLD = {  # what a board needs of a definition; the rest is in the workbook and on paper
    "Definition",
    "Which way is good",
    "Count",
    "Denominator",
    "95 % limits",
    "Compared with",
    "How areas are judged",
    "Status",
    "Source",
    "Small numbers",
    "Snapshot",
}
_NOBODY = Sheet(kind="text", heading="")


def add_cover(deck: Deck) -> None:
    """The title slide."""
    composed = deck.composed
    title = composed.pack.title
    lines = [f"{heading}: {text}" for heading, text in cover_lines(composed)]
    if composed.illustrative:
        lines.append("Some figures are ILLUSTRATIVE (simulated); they are marked where they stand.")
    kept = [clean(line).replace("\n", " ") for line in (deck.mark, *lines) if line]
    deck.add_cover(title, kept, "\n".join([clean(title), *kept]))


def add_contents(deck: Deck) -> None:
    """What the pages are, by number, with what is asked of the board."""
    titles = [
        clean(sheet.message or sheet.heading).replace("\n", " ") + (" (for decision)" if sheet.decision else "")
        for sheet in deck.composed.sheets
    ]
    body = deck.body
    most = int(body.height / (_SIZES[-1] * LEADING * _SPACED))
    for start in range(0, len(titles), most):
        part = titles[start : start + most]
        size = next((s for s in _SIZES if len(part) * s * LEADING * _SPACED <= body.height), _SIZES[-1])
        slide, body = deck.add("Contents" if not start else "Contents, continued")
        body = add_strip(slide, body, "", _NOBODY, mark=deck.mark)
        lines = [shorten(f"{start + k}  {title}", size, body.width) for k, title in enumerate(part, start=1)]
        _spread(slide.shapes, body, lines, size)


def _spread(shapes: Any, body: Box, lines: Sequence[str], size: float) -> None:
    text = add_text(shapes, body, lines, Type(size), name="Contents")
    for paragraph in text.text_frame.paragraphs:
        paragraph.line_spacing = _SPACED


def add_definitions(deck: Deck, definitions: Sequence[Definition]) -> None:
    """A slide, or as many as it takes, for each indicator shown."""
    for definition in definitions:
        rows = [[head, text] for head, text in definition.pairs if head in _TOLD and text]
        body = deck.body.from_top(30)
        head = ["What", "In words"]
        notes = "\n".join(f"{name}: {text}" for name, text in definition.pairs)
        size = next((s for s in (14, 12) if len(paged_rows([head, *rows], body.width, body.height, s)) == 1), 12)
        pages = paged_rows([head, *rows], body.width, body.height, size)
        for number, page in enumerate(pages, start=1):
            of = f", {number} of {len(pages)}" if len(pages) > 1 else ""
            slide, place = deck.add(f"Definition: {definition.name}{of}", notes)
            place = add_strip(slide, place, "", _NOBODY, mark=deck.mark)
            alt = f"Definition of {definition.name}: {len(page) - 1} rows of a heading and its text."
            draw_table(slide, page, [False, False], place, alt, size)
