"""Kept board packs: revisions are never lost, a stale change is refused, a released pack stays; both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.store_frames import frame, info, row
from variation.errors import NoData, PackChanged, StoreError
from variation.store import Line, PackEvent, PackText, open_store, pack_records, packs
from variation.store.tables import YOUNGER


def words(title="Board", content="title = 'Board'"):
    return PackText(title, "London board", "2026-12-01", content)


def event(kind="signed", revision=1, snapshot=1):
    return PackEvent(
        datetime(2026, 11, 24, tzinfo=UTC), kind, "Reviewed by", "A Person, clinical lead", "", revision, snapshot
    )


def test_a_pack_is_found_by_either_id_and_by_nothing_else(store):
    made = store.packs.add(words("Board'; DROP TABLE kept_pack; --"), "Made")
    assert store.packs.get(made.id) == made == store.packs.shown(made.reading)
    assert made.title == "Board'; DROP TABLE kept_pack; --"
    assert store.packs.get(made.reading) is None
    assert store.packs.shown(made.id) is None
    for other in ("", made.id[:-1], f"{made.id}0", "%" * 32, "\0" * 32, "é" * 32, "' OR 1=1 --"):
        assert store.packs.get(other) is None


def test_every_revision_is_kept_and_the_last_one_holds(store):
    made = store.packs.add(words(content="one"), "Made")
    store.packs.save(made.id, 1, words("Second", "two"), "Title changed")
    found = store.packs.get(made.id)
    assert (found.title, found.revision) == ("Second", 2)
    assert [(r.number, r.what) for r in store.packs.revisions(made.id)] == [(2, "Title changed"), (1, "Made")]
    assert [store.packs.content(made.id, n) for n in (1, 2)] == ["one", "two"]
    with pytest.raises(NoData, match="no such version"):
        store.packs.content(made.id, 3)


def test_a_change_of_an_old_revision_is_refused_and_changes_nothing(store):
    made = store.packs.add(words(content="one"), "Made")
    store.packs.save(made.id, 1, words(content="two"), "First")
    with pytest.raises(PackChanged, match="nothing was saved over their work"):
        store.packs.save(made.id, 1, words(content="three"), "Second")
    assert store.packs.content(made.id, 2) == "two"
    assert store.packs.get(made.id).revision == 2


def test_of_many_who_save_at_once_one_is_let_in(store):
    made = store.packs.add(words(), "Made")

    def save(number):
        try:
            store.packs.save(made.id, 1, words(content=f"by {number}"), "Saved")
        except PackChanged:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(save, range(6))) == 1
    assert store.packs.get(made.id).revision == 2


def test_a_change_takes_sign_offs_away(store):
    made = store.packs.add(words(), "Made")
    store.packs.sign(made.id, event(), signed=0)
    assert (store.packs.get(made.id).state, store.packs.get(made.id).signed) == ("reviewed", 1)
    store.packs.save(made.id, 1, words(), "Changed")
    assert (store.packs.get(made.id).state, store.packs.get(made.id).signed) == ("draft", 0)
    assert [e.kind for e in store.packs.events(made.id)] == ["signed"]


def test_a_revision_is_signed_once_a_step_and_only_while_it_is_the_last(store):
    made = store.packs.add(words(), "Made")
    store.packs.sign(made.id, event(), signed=0)
    for signed, revision in ((0, 1), (1, 2)):
        with pytest.raises(PackChanged):
            store.packs.sign(made.id, event(revision=revision), signed=signed)
    assert len(store.packs.events(made.id)) == 1


def test_a_released_pack_can_be_withdrawn_but_neither_changed_nor_deleted(store):
    made = store.packs.add(words(), "Made")
    with pytest.raises(NoData, match="not been released"):
        store.packs.frozen(made.id)
    store.packs.sign(made.id, event("released", snapshot=7), signed=0, frozen=b"\x00composed\xff")
    found = store.packs.get(made.id)
    assert (found.state, found.snapshot, found.open) == ("released", 7, False)
    with pytest.raises(PackChanged):
        store.packs.save(made.id, 1, words(), "Changed")
    with pytest.raises(PackChanged):
        store.packs.delete(made.id, 1)
    store.packs.turn_back(made.id, event("withdrawn"), "withdrawn")
    assert store.packs.get(made.id).state == "withdrawn"
    assert store.packs.frozen(made.id) == b"\x00composed\xff"
    with pytest.raises(PackChanged):
        store.packs.turn_back(made.id, event("withdrawn"), "withdrawn")
    assert [e.kind for e in store.packs.events(made.id)] == ["released", "withdrawn"]


def test_a_deleted_pack_is_hidden_but_kept(store, database):
    made = store.packs.add(words(), "Made")
    store.packs.delete(made.id, 1)
    assert store.packs.get(made.id) is None
    assert store.packs.shown(made.reading) is None
    assert store.packs.all() == []
    for step in (lambda: store.packs.save(made.id, 1, words(), "x"), lambda: store.packs.existing(made.id)):
        with pytest.raises(NoData, match="no such board pack"):
            step()
    engine = create_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title, deleted FROM kept_pack")).all() == [("Board", 1)]
    engine.dispose()


def test_a_line_of_the_record_keeps_its_versions_and_refuses_a_stale_change(store):
    made = store.packs.add(words(), "Made")
    store.pack_records.add(
        made.id, [Line("action", "Page", "Write", "A", "2026-12-24"), Line("decision", "", "Agreed")]
    )
    first = store.pack_records.lines(made.id)[0]
    done = Line("action", "Page", "Write", "A", "2026-12-24", "done", number=first.number, version=1)
    store.pack_records.change(made.id, done)
    with pytest.raises(PackChanged, match="nothing was saved over it"):
        store.pack_records.change(made.id, done)
    assert [(n.number, n.status) for n in store.pack_records.lines(made.id)] == [(1, "done"), (2, "open")]
    assert [(n.number, n.version, n.status) for n in store.pack_records.versions(made.id)] == [
        (1, 1, "open"),
        (1, 2, "done"),
        (2, 1, "open"),
    ]
    with pytest.raises(NoData, match="no such decision"):
        store.pack_records.change(made.id, Line("action", "", "x", number=9))
    with pytest.raises(NoData, match="no such board pack"):
        store.pack_records.add("0" * 32, [Line("action", "", "x")])


def test_packs_that_were_deleted_leave_room_for_others(store, monkeypatch):
    monkeypatch.setattr(packs, "MOST_PACKS", 2)
    for _ in "12":
        store.packs.delete(store.packs.add(words(), "Made").id, 1)
    assert store.packs.add(words(), "Made")


def test_no_more_is_kept_than_the_limits(store, monkeypatch):
    made = store.packs.add(words(), "Made")
    for name, limit in (("MOST_PACKS", 1), ("MOST_REVISIONS", 1)):
        monkeypatch.setattr(packs, name, limit)
    with pytest.raises(StoreError, match="nothing was saved"):
        store.packs.add(words(), "Made")
    with pytest.raises(StoreError, match="go on with a copy"):
        store.packs.save(made.id, 1, words(), "x")
    monkeypatch.setattr(pack_records, "MOST_LINES", 1)
    with pytest.raises(StoreError, match="nothing was saved"):
        store.pack_records.add(made.id, [Line("action", "", "one"), Line("action", "", "two")])
    assert store.pack_records.lines(made.id) == ()


def test_a_database_from_before_packs_gains_them_and_loses_nothing(database):
    earlier = open_store(database)
    earlier.load([frame(row(value=1.5))], info())
    list_id = earlier.lists.add("areas", "Kept", "E09000007")
    earlier.close()
    engine = create_engine(database)
    later = [table.name for table in YOUNGER if table.name != "own_list"]
    with engine.begin() as connection:
        for name in later:
            connection.execute(text(f"DROP TABLE {name}"))
    engine.dispose()
    opened = open_store(database)
    assert opened.packs.get(opened.packs.add(words(), "Made").id).title == "Board"
    assert opened.lists.get(list_id).name == "Kept"
    (series,) = opened.series(opened.snapshot())
    assert opened.history(opened.snapshot(), series.id).value.tolist() == [1.5]
    opened.close()
    engine = create_engine(database)
    assert set(later) <= set(inspect(engine).get_table_names())
    engine.dispose()
