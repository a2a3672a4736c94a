"""The words around a pack that every medium says alike: its cover, its marks, the question it puts to the board."""

from __future__ import annotations

from datetime import date

from variation.packs.model import ACTIONS, VIEW
from variation.packs.sheets import Composed, Sheet

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


def day(value: date | None) -> str:
    """A date in words: "24 November 2026"; "" for none."""
    return f"{value.day} {value:%B %Y}" if value else ""


def cover_lines(composed: Composed) -> list[tuple[str, str]]:
    """What the cover says below the title: pairs of a heading and its text, without empty ones."""
    pack = composed.pack
    state = STATES[composed.state] if mark(composed) or composed.state != "draft" else ""
    lines = (
        ("Board", pack.board),
        ("Date", day(pack.date)),
        ("Author", pack.author),
        ("Purpose", f"For {pack.purpose}"),
        ("Action required", pack.action),
        ("State", state),
        *(("Sign-off", line) for line in composed.signed),
        ("Data", f"Snapshot: {composed.label}"),
    )
    return [(heading, text) for heading, text in lines if text]


def decision_line(sheet: Sheet) -> str:
    """What the board is asked to decide on a page, "" for nothing."""
    return f"Decision asked for: {sheet.decision}" if sheet.decision else ""


def is_edited(sheet: Sheet, sentence: str) -> bool:
    """Whether a sentence of a view stands in place of what the data gave."""
    return sheet.kind == VIEW and sentence not in sheet.generated


def shows_records(sheet: Sheet) -> bool:
    """Whether a page is the one that lists decisions and actions."""
    return sheet.kind == ACTIONS
