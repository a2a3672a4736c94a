"""The words around a pack that every medium says alike: its cover, its marks, the question it puts to the board."""

from __future__ import annotations

import re
from dataclasses import replace

from variation.findings.rows import Table
from variation.findings.words import day
from variation.packs.model import ACTIONS, CHANGED, TEXT
from variation.packs.sheets import NO_TABLE, Composed, Sheet

BOARD, DATE, STATE, SIGNED = "Board", "Date", "State", "Sign-off"
EDITED = "(edited by the author)"
_WORD = re.compile(r"[\w'-]+")
_JOINING = frozenset({"a", "by", "in", "of", "on", "the"})
STATES = {
    "draft": "Draft: not signed off",
    "reviewed": "Draft: reviewed, not yet released",
    "withdrawn": "Withdrawn: not to be used",
    "released": "Released",
}


def mark(composed: Composed) -> str:
    """The word that stands on every page: DRAFT, WITHDRAWN or none."""
    if composed.state == "withdrawn":
        return "WITHDRAWN"
    return "DRAFT" if composed.pack.draft and composed.state != "released" else ""


def state_words(composed: Composed) -> str:
    """How far its sign-off has come, "" where there is nothing to say of it."""
    return STATES[composed.state] if mark(composed) or composed.state != "draft" else ""


def cover_lines(composed: Composed) -> list[tuple[str, str]]:
    """What the cover says below the title: pairs of a heading and its text, without empty ones."""
    pack = composed.pack
    lines = (
        (BOARD, pack.board),
        (DATE, day(pack.date) if pack.date else ""),
        ("Author", pack.author),
        ("Purpose", f"For {pack.purpose}"),
        ("Action required", pack.action),
        (STATE, state_words(composed)),
        *((SIGNED, line) for line in composed.signed),
        ("Snapshot", f"{composed.label}. Every figure in this pack is as it stood then."),
    )
    return [(heading, text) for heading, text in lines if text]


def tables_behind(sheet: Sheet) -> list[tuple[str, Table]]:
    """The whole tables of a page for an appendix, each with what it shows, "" for the page itself.

    Of decisions and actions none where the page has all of them.
    """
    if shows_records(sheet) and sheet.short.rows == sheet.table.rows:
        return []
    found = [("", sheet.table), *((further.title, further.table) for further in sheet.more)]
    return [(title, table) for title, table in found if table.rows]


def record_behind(composed: Composed) -> Table:
    """The record for an appendix, empty where a page has it; a frozen page has it as it was at the release."""
    on_page = any(shows_records(sheet) and sheet.table == composed.records for sheet in composed.sheets)
    return NO_TABLE if on_page else composed.records


def on_paper(composed: Composed) -> Composed:
    """The pack as it is printed: without the page on what changed where no earlier load is named to compare with."""
    kept = tuple(sheet for sheet in composed.sheets if sheet.kind != CHANGED or composed.pack.previous)
    return replace(composed, sheets=kept)


def headline(sheet: Sheet) -> str:
    """What contents and lists of pages call a page: its message, else its heading."""
    return sheet.message or sheet.heading


def heading_adds(sheet: Sheet) -> str:
    """What a page's heading says that its message does not, to stand beside it; "" for nothing.

    Parts between commas go that have no word of their own: of "TB incidence by borough, 2012-14" the years stay beside
    "TB incidence: which boroughs differ?".
    """
    if not sheet.message:
        return ""
    said = _WORD.findall(sheet.message.casefold())
    parts = [part for part in sheet.heading.split(", ") if not _is_said(part, said)]
    return ", ".join(parts)


def _is_said(part: str, said: list[str]) -> bool:
    """Whether each word of a part stands among those said, in the singular or the plural."""
    words = [word for word in _WORD.findall(part.casefold()) if word not in _JOINING]
    return all(any(one in (word, f"{word}s", word.removesuffix("s")) for one in said) for word in words)


def decision_line(sheet: Sheet) -> str:
    """What the board is asked to decide on a page, "" for nothing."""
    return f"Decision asked for: {sheet.decision}" if sheet.decision else ""


def is_edited(sheet: Sheet, sentence: str) -> bool:
    """Whether a sentence stands in place of what the data gave."""
    return sheet.kind != TEXT and sentence not in sheet.generated


def shows_records(sheet: Sheet) -> bool:
    """Whether a page is the one that lists decisions and actions."""
    return sheet.kind == ACTIONS
