"""Kept packs through the domain: a released one is shown again exactly, a reviewed one as reviewed; both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import builders
from variation.errors import NoData, PackChanged, PackError
from variation.indicators import load_catalogue
from variation.packs import Composed, Pack, PackPage, edits, keeping
from variation.packs.model import ACTIONS, TEXT, VIEW
from variation.packs.sheets import to_json
from variation.packs.signing import USUAL
from variation.packs.words import record_behind
from variation.settings import PROJECT
from variation.store import Line, LoadInfo

INDICATOR = "recorded-diabetes"
ON = date(2026, 12, 1)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(PROJECT / "data")


def load(store, name, last):
    counts = [5.0] * 32 + [last]
    frame = builders.proportions(counts, 200, indicator=INDICATOR, period="2013")
    store.load([frame], LoadInfo(f"{name}.csv", name, "tidy", "a test"), builders.Counted(rows_read=33))


@pytest.fixture
def loaded(store):
    load(store, "a", 5.0)
    return store


def pack(**more):
    pages = (PackPage(VIEW, view=f"/?indicator={INDICATOR}", message="Who?"), PackPage(ACTIONS))
    return Pack("p", "North board", **{"board": "North", "date": date(2026, 12, 1), "pages": pages} | more)


def sign(kept, store, catalogue, who="A Person", steps=USUAL):
    """The sign-off that is due, on what is shown."""
    now = store.packs.existing(kept.id)
    snapshot = keeping.shown_snapshot(now, store)
    keeping.sign(now, keeping.Signature(who, now.revision, now.signed, snapshot.id), steps, catalogue, store)
    return store.packs.existing(kept.id)


def released(store, catalogue, made=None):
    kept = keeping.make(made or pack(), store, "Made")
    sign(kept, store, catalogue)
    return sign(kept, store, catalogue, "B Person")


def shown(kept, store, catalogue) -> Composed:
    return keeping.compose_kept(store.packs.existing(kept.id), catalogue, store, on=ON)


def test_a_pack_is_kept_and_read_back_as_it_was(store):
    made = pack(author="Ä \"quoted\" 'one' \\ # $", action="Line\n\nline")
    kept = keeping.make(made, store, "Made")
    assert keeping.pack_of(kept, store) == replace(made, name="north-board")
    assert (kept.title, kept.board, kept.meeting) == ("North board", "North", "2026-12-01")


def test_a_released_pack_is_shown_again_exactly_whatever_was_loaded_since(loaded, catalogue):
    kept = released(loaded, catalogue)
    before = to_json(shown(kept, loaded, catalogue))
    load(loaded, "b", 190.0)
    fresh = keeping.make(pack(), loaded, "Made")
    assert shown(fresh, loaded, catalogue).sheets[0].table != shown(kept, loaded, catalogue).sheets[0].table
    assert to_json(shown(kept, loaded, catalogue)) == before
    assert '"state":"released"' in before
    assert "Released by B Person, Regional Medical Director" in before


def test_a_released_pack_needs_neither_the_data_nor_the_code_that_made_it(loaded, catalogue, monkeypatch):
    kept = released(loaded, catalogue)
    before = shown(kept, loaded, catalogue)

    def refuse(*_, **__):
        pytest.fail("a released pack was composed again")

    monkeypatch.setattr(keeping, "compose", refuse)
    assert shown(kept, loaded, catalogue) == before
    assert not before.pack.draft


def test_a_reviewed_pack_shows_what_was_reviewed_until_it_is_changed(loaded, catalogue):
    kept = keeping.make(pack(), loaded, "Made")
    draft = shown(kept, loaded, catalogue)
    sign(kept, loaded, catalogue)
    load(loaded, "b", 190.0)
    reviewed = shown(kept, loaded, catalogue)
    assert (reviewed.snapshot, reviewed.state) == (1, "reviewed")
    assert reviewed.sheets[0] == draft.sheets[0]
    assert reviewed.signed[0].startswith("Reviewed by A Person, clinical lead on ")
    keeping.change(loaded.packs.existing(kept.id), loaded, lambda p: replace(p, author="B"), "Changed")
    again = shown(kept, loaded, catalogue)
    assert (again.snapshot, again.state, again.signed) == (2, "draft", ())


def test_a_first_sign_off_releases_nothing_though_the_last_one_reads_the_same(loaded, catalogue):
    steps = (USUAL[0], USUAL[0])
    kept = keeping.make(pack(), loaded, "Made")
    assert [sign(kept, loaded, catalogue, who, steps).state for who in ("A", "B")] == ["reviewed", "released"]


def test_nobody_signs_what_was_changed_or_signed_since_they_looked(loaded, catalogue):
    kept = keeping.make(pack(), loaded, "Made")
    seen = keeping.Signature("A", 1, 0, 1)
    keeping.sign(kept, seen, USUAL, catalogue, loaded)
    with pytest.raises(PackChanged):
        keeping.sign(loaded.packs.existing(kept.id), seen, USUAL, catalogue, loaded)
    keeping.change(loaded.packs.existing(kept.id), loaded, lambda p: replace(p, author="B"), "Changed")
    with pytest.raises(PackChanged):
        keeping.sign(loaded.packs.existing(kept.id), replace(seen, signed=1), USUAL, catalogue, loaded)
    assert loaded.packs.existing(kept.id).state == "draft"


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ((), "without pages"),
        ((PackPage(VIEW, view="/?indicator=recorded-diabetes"), PackPage(VIEW, view="/start")), "Page 2"),
    ],
)
def test_a_pack_that_cannot_be_shown_is_not_signed_off(loaded, catalogue, pages, said):
    kept = keeping.make(pack(pages=pages), loaded, "Made")
    with pytest.raises(PackError, match=said):
        sign(kept, loaded, catalogue)
    assert loaded.packs.events(kept.id) == []


def test_a_pack_is_not_signed_on_data_that_was_never_loaded(loaded, catalogue):
    kept = keeping.make(pack(), loaded, "Made")
    with pytest.raises(NoData, match="no load 99"):
        keeping.sign(kept, keeping.Signature("A", 1, 0, 99), USUAL, catalogue, loaded)


def test_what_is_released_is_what_was_reviewed(loaded, catalogue):
    kept = sign(keeping.make(pack(), loaded, "Made"), loaded, catalogue)
    load(loaded, "b", 190.0)
    with pytest.raises(PackError, match="load 1; only those"):
        keeping.sign(kept, keeping.Signature("B", 1, 1, 2), USUAL, catalogue, loaded)
    assert sign(kept, loaded, catalogue).snapshot == 1


def test_a_released_pack_cannot_be_changed_and_a_withdrawn_one_says_why(loaded, catalogue):
    kept = released(loaded, catalogue)
    with pytest.raises(PackChanged):
        keeping.change(kept, loaded, lambda p: replace(p, author="B"), "Changed")
    before = shown(kept, loaded, catalogue)
    keeping.turn_back(kept, keeping.Signature("C Person", 1, 2, 1, "Wrong figures"), loaded)
    after = shown(kept, loaded, catalogue)
    assert after.sheets == before.sheets
    assert after.state == "withdrawn"
    assert after.signed[-1].startswith("Withdrawn by C Person on ")
    assert after.signed[-1].endswith(": Wrong figures")


def test_decisions_taken_after_the_release_are_shown_with_it_and_its_pages_stay(loaded, catalogue):
    kept = released(loaded, catalogue)
    before = shown(kept, loaded, catalogue)
    loaded.pack_records.add(kept.id, [Line("action", "Page", "Write", "A", "2026-11-01")])
    after = shown(kept, loaded, catalogue)
    assert after.sheets == before.sheets
    assert after.records.rows == (("Action", "Write", "Page", "A", "1 Nov 2026", "Open, overdue"),)
    assert record_behind(after) == after.records  # whatever its frozen pages show


def test_the_next_board_sees_the_same_pages_the_open_actions_and_what_the_last_one_saw(loaded, catalogue):
    kept = released(loaded, catalogue)
    done = Line("action", "", "Read", "B", status="done")
    loaded.pack_records.add(kept.id, [Line("action", "Page", "Write", "A", "2026-11-01"), done])
    load(loaded, "b", 190.0)
    new = keeping.duplicate(loaded.packs.existing(kept.id), loaded)
    made = keeping.pack_of(new, loaded)
    assert (new.state, made.previous, made.date) == ("draft", 1, None)
    composed = shown(new, loaded, catalogue)
    assert [sheet.kind for sheet in composed.sheets] == ["changed", "view", "actions"]
    assert composed.snapshot == 2
    row, read = composed.sheets[2].table.rows
    assert (read[0], read[5]) == ("Action", "Done")
    assert row == ("Action", "Write (from North board, 1 Dec 2026)", "Page", "A", "1 Nov 2026", "Open, overdue")
    assert composed.sheets[2].findings == ("1 action is open, and overdue; no decisions are recorded.",)


def test_a_draft_follows_the_newest_data_and_edited_sentences_stay(loaded, catalogue):
    kept = keeping.make(pack(), loaded, "Made")
    first = shown(kept, loaded, catalogue).sheets[0]
    keeping.change(kept, loaded, lambda p: edits.with_page(p, 0, {}, [(first.generated[0], "Mine.")]), "Changed")
    load(loaded, "b", 190.0)
    second = shown(kept, loaded, catalogue).sheets[0]
    assert second.generated != first.generated
    assert (second.findings, second.edited) == (("Mine.",), True)


def test_a_change_that_would_not_read_again_is_not_kept(loaded):
    kept = keeping.make(pack(), loaded, "Made")
    with pytest.raises(PackError, match="purpose"):
        keeping.change(kept, loaded, lambda p: replace(p, purpose="fun"), "Changed")
    bad = PackPage(TEXT, heading="", text="")
    with pytest.raises(PackError, match="heading"):
        keeping.change(kept, loaded, lambda p: edits.added(p, bad), "Changed")
    assert loaded.packs.existing(kept.id).revision == 1
