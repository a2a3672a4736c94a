"""What people keep in the store: found by its id alone, hidden when deleted; older databases gain the table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, inspect, text

from tests.store_frames import frame, info, row
from variation.errors import ListChanged, NoData, StoreError
from variation.store import lists, open_store


def test_a_list_is_read_back_by_its_id_only(store):
    made = store.lists.add("areas", "North; DROP TABLE own_list", "E09000007,E09000003")
    found = store.lists.get(made)
    assert (found.kind, found.name, found.content) == (
        "areas",
        "North; DROP TABLE own_list",
        "E09000007,E09000003",
    )
    assert len(made) == lists.ID_LENGTH
    for other in ("", made[:-1], f"{made}x", "%" * lists.ID_LENGTH, "\0" * lists.ID_LENGTH, "é" * lists.ID_LENGTH):
        assert store.lists.get(other) is None


def test_two_lists_of_the_same_name_have_different_ids(store):
    assert store.lists.add("areas", "Same", "E09000007") != store.lists.add("areas", "Same", "E09000007")


def test_a_list_is_renamed_and_its_content_stays(store):
    made = store.lists.add("indicators", "Old", "a,b")
    store.lists.rename(made, "New")
    assert (store.lists.get(made).name, store.lists.get(made).content) == ("New", "a,b")


def test_a_change_made_from_an_older_version_is_refused_and_changes_nothing(store):
    made = store.lists.add("areas", "One", "a,b")
    seen = store.lists.get(made).version
    store.lists.amend(made, lambda now: {"content": f"{now.content},c"}, seen)
    with pytest.raises(ListChanged, match="nothing was saved"):
        store.lists.amend(made, lambda _: {"content": ""}, seen)
    with pytest.raises(ListChanged):
        store.lists.delete(made, seen)
    assert store.lists.get(made).content == "a,b,c"
    store.lists.rename(made, "Two", store.lists.get(made).version)
    assert store.lists.get(made).name == "Two"


def test_a_change_that_fails_leaves_the_list_as_it_was(store):
    made = store.lists.add("areas", "One", "a")

    def fail(_):
        raise NoData("no")

    with pytest.raises(NoData):
        store.lists.amend(made, fail)
    assert store.lists.get(made).content == "a"


def test_additions_at_the_same_time_are_all_kept(store):
    made = store.lists.add("areas", "One", "start")

    def add(word):
        store.lists.amend(made, lambda now: {"content": f"{now.content},{word}"})

    words = [f"w{k}" for k in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, words))
    assert set(store.lists.get(made).content.split(",")) == {"start", *words}


def test_several_lists_are_read_in_the_order_asked_for_without_those_that_are_not(store):
    first, second = store.lists.add("areas", "One", "a"), store.lists.add("areas", "Two", "b")
    store.lists.delete(store.lists.add("areas", "Three", "c"))
    found = store.lists.several([second, "x" * lists.ID_LENGTH, "", "\0", first, second])
    assert [f.name for f in found] == ["Two", "One"]
    assert store.lists.several([]) == []


def test_a_deleted_list_is_hidden_but_kept(store, database):
    made = store.lists.add("view", "Old", "indicator=a")
    store.lists.delete(made)
    assert store.lists.get(made) is None
    with pytest.raises(NoData, match="no such list"):
        store.lists.rename(made, "New")
    engine = create_engine(database)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name, deleted FROM own_list")).all() == [("Old", 1)]
    engine.dispose()


def test_no_more_lists_are_kept_than_the_limit(store, monkeypatch):
    monkeypatch.setattr(lists, "MOST_LISTS", 2)
    for _ in "12":
        store.lists.delete(store.lists.add("areas", "Deleted, so not counted", "E09000007"))
    for _ in "12":
        store.lists.add("areas", "One", "E09000007")
    with pytest.raises(StoreError, match="nothing was saved"):
        store.lists.add("areas", "Two", "E09000007")


def test_a_database_from_before_lists_gains_them_and_loses_nothing(database):
    earlier = open_store(database)
    earlier.load([frame(row(value=1.5))], info())
    earlier.close()
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE own_list"))
    assert "own_list" not in inspect(engine).get_table_names()
    engine.dispose()
    opened = open_store(database)
    made = opened.lists.add("areas", "One", "E09000007")
    assert opened.lists.get(made).name == "One"
    (series,) = opened.series(opened.snapshot())
    assert opened.history(opened.snapshot(), series.id).value.tolist() == [1.5]
    opened.close()


def test_lists_outlive_a_load_and_a_new_opening(database):
    first = open_store(database)
    made = first.lists.add("areas", "One", "E09000007")
    first.load([frame(row(value=1))], info())
    first.close()
    again = open_store(database)
    assert again.lists.get(made).name == "One"
    again.close()


def test_changes_tell_new_figures_from_revised_ones_and_leave_out_unchanged(store):
    store.load([frame(row(area="A", value=1), row(area="B", value=2))], info("a"))
    store.load([frame(row(area="A", value=1), row(area="B", value=3), row(area="C", value=4))], info("b"))
    newest = store.snapshot()
    assert [(c.new, c.revised) for c in store.changes(newest, 1)] == [(1, 1)]
    assert [(c.new, c.revised) for c in store.changes(newest, 0)] == [(3, 0)]
    assert store.changes(newest, 2) == []
