"""The words around a pack that every medium says alike: its cover, its marks, the question it puts to the board."""

from __future__ import annotations

from variation.packs.model import ACTIONS, VIEW, PackPage
from variation.packs.sheets import Composed, Sheet


def cover_lines(composed: Composed) -> list[tuple[str, str]]:
    """What the cover says below the title: pairs of a heading and its text, without empty ones."""
    pack = composed.pack
    when = f"{pack.date.day} {pack.date:%B %Y}" if pack.date else ""
    state = composed.state.capitalize() if composed.state != "draft" else ""
    lines = (
        ("Board", pack.board),
        ("Date", when),
        ("Author", pack.author),
        ("Purpose", f"For {pack.purpose}"),
        ("Action required", pack.action),
        ("State", state),
        *(("Sign-off", line) for line in composed.signed),
        ("Data", f"Snapshot: {composed.label}"),
    )
    return [(heading, text) for heading, text in lines if text]


def decision_line(sheet: Sheet | PackPage) -> str:
    """What the board is asked to decide on a page, "" for nothing."""
    return f"Decision asked for: {sheet.decision}" if sheet.decision else ""


def is_edited(sheet: Sheet, sentence: str) -> bool:
    """Whether a sentence of a view stands in place of what the data gave."""
    return sheet.kind == VIEW and sentence not in sheet.generated


def shows_records(sheet: Sheet) -> bool:
    """Whether a page is the one that lists decisions and actions."""
    return sheet.kind == ACTIONS
