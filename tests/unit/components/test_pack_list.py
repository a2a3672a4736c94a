"""The list of board packs: what it says of each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from components.first_page import render
from components.pack_list import _own
from variation.packs.words import STATES
from variation.store import KeptPack

CHANGED = datetime(2026, 12, 1, tzinfo=UTC)


def test_days_are_written_as_on_every_page() -> None:
    kept = KeptPack("a" * 32, "b" * 32, "North", "", "2026-12-03", 1, "draft", 0, 0, CHANGED, CHANGED)
    assert "3 Dec 2026, changed 1 Dec 2026" in render(_own(kept))


@pytest.mark.parametrize("state", STATES)
def test_a_state_is_called_as_on_paper(state: str) -> None:
    kept = KeptPack("a" * 32, "b" * 32, "North", "", "", 1, state, 0, 0, CHANGED, CHANGED)
    assert f">{STATES[state]}</span>" in render(_own(kept))
