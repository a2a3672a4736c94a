"""The slides around the pages: title, contents, and the definitions at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE

from variation.packs.sheets import Definition, Sheet
from variation.packs.slides.deck import Deck
from variation.packs.slides.parts import add_strip
from variation.packs.slides.shapes import Type, add_text
from variation.packs.slides.tables import draw_table, paged_rows
from variation.packs.slides.words import LEADING, clean, shorten, width
from variation.packs.words import cover_lines

_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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


def add_contents(deck: Deck) -> list[tuple[Any, Any]]:
    """What the pages are, with what is asked of the board: the slide and run of each line, for `link_contents`."""
    found = []
    titles = [
        clean(sheet.message or sheet.heading).replace("\n", " ") + (" (for decision)" if sheet.decision else "")
        for sheet in deck.composed.sheets
    ]
    body = deck.body
    most = int(body.height / (_SIZES[-1] * LEADING * _SPACED))
    for start in range(0, len(titles), most):
        part = titles[start : start + most]
        size = next((s for s in _SIZES if len(part) * s * LEADING * _SPACED <= body.height), _SIZES[-1])
        slide, body = deck.add("Contents" if not start else "Contents (continued)")
        body = add_strip(slide, body, "", _NOBODY, mark=deck.mark)
        room = body.width - width("000  ", size)
        text = add_text(slide.shapes, body, [shorten(title, size, room) for title in part], Type(size), name="Contents")
        for paragraph in text.text_frame.paragraphs:
            paragraph.line_spacing = _SPACED
            found.append((slide, paragraph.runs[0]))
    return found


def link_contents(lines: Sequence[tuple[Any, Any]], starts: Sequence[tuple[int, Any]]) -> None:
    """Give each line the number of the slide that its page begins on, and a link to it."""
    for (slide, run), (number, target) in zip(lines, starts, strict=True):
        run.text = f"{number}  {run.text}"
        link = run._r.get_or_add_rPr().get_or_add_hlinkClick()
        link.set(_LINK, slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE))
        link.set("action", "ppaction://hlinksldjump")


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
