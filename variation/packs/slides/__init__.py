"""A composed pack as slides of 16:9: native charts, maps of shapes, native tables, all of which a person can edit.

`write_pptx` reads a `Composed` and nothing else. Text is measured and shrunk or cut to its place; what is cut stands
whole in the speaker's notes. The same pack gives the same file, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from variation.packs.model import ACTIONS, KINDS, VIEW
from variation.packs.sheets import Composed, Sheet
from variation.packs.slides.cover import add_contents, add_cover, add_definitions
from variation.packs.slides.deck import Deck
from variation.packs.slides.page import add_tables, add_view, add_written
from variation.packs.words import on_paper, record_behind

__all__ = ["write_pptx"]


def write_pptx(
    composed: Composed, template: Path | None = None, *, progress: Callable[[int, int], None] | None = None
) -> bytes:
    """The slides of a composed pack.

    Parameters
    ----------
    template : an organisation's .potx or .pptx, whose master, fonts and colours of text are kept; None for our own
    progress : called with the number of pages done and of all pages, after each

    Raises
    ------
    PackError
        When the template cannot be opened.
    """
    composed = on_paper(composed)
    deck = Deck(composed, template)
    add_cover(deck)
    add_contents(deck)
    for number, sheet in enumerate(composed.sheets, start=1):
        add_page = add_view if sheet.kind == VIEW else add_written
        add_page(deck, sheet)
        if progress:
            progress(number, len(composed.sheets))
    record = Sheet(kind=ACTIONS, heading=KINDS[ACTIONS])
    add_tables(deck, record_behind(composed), record, record.heading)
    add_definitions(deck, composed.definitions)
    return deck.save()
