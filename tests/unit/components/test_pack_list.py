"""The list of board packs: what it says of each."""

from __future__ import annotations

from datetime import UTC, datetime

from components.first_page import render
from components.pack_list import _own
from variation.store import KeptPack

CHANGED = datetime(2026, 12, 1, tzinfo=UTC)


def test_days_are_written_as_on_every_page() -> None:
    kept = KeptPack("a" * 32, "b" * 32, "North", "", "2026-12-03", 1, "draft", 0, 0, CHANGED, CHANGED)
    assert "3 Dec 2026, changed 1 Dec 2026" in render(_own(kept))
