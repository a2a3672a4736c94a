"""Readers and writers at the same time, and a load that is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from tests.integration import killed_load
from tests.store_frames import frame, info, row
from variation.errors import StoreError
from variation.store import PackText, engine, open_store

AREAS = 33


def whole(store):
    """The values of the latest snapshot, which must be one and the same number everywhere."""
    snapshot = store.snapshot()
    found = {float(v) for s in store.series(snapshot) for v in store.history(snapshot, s.id).value}
    assert len(found) == 1
    return found.pop()


def many(value, number=AREAS):
    return frame(*(row(area=f"E{i:03}", value=value) for i in range(number)))


def test_readers_see_the_old_snapshot_until_a_load_is_done(store):
    store.load([many(1)], info("a"))
    halfway, go_on = Event(), Event()

    def slow():
        yield many(2)
        halfway.set()
        assert go_on.wait(30)
        yield many(2)

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(store.load, slow(), info("b"))
        assert halfway.wait(30)
        assert store.snapshot().id == 1
        assert whole(store) == 1
        go_on.set()
        assert loading.result(60).superseded == AREAS
    assert store.snapshot().id == 2
    assert whole(store) == 2


def test_readers_never_see_half_a_load(store):
    store.load([many(0)], info("0"))
    stop = Event()

    def read():
        seen = []
        while not stop.is_set():
            seen.append(whole(store))
        return seen

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        for value in range(1, 9):
            store.load([many(value)], info(str(value)))
        stop.set()
        for reader in readers:
            seen = reader.result(60)
            assert seen == sorted(seen)


def test_loads_at_the_same_time_follow_one_another(database, store):
    start = Barrier(4)

    def load(value):
        other = open_store(database)
        start.wait(30)
        summary = other.load([many(value)], info(str(value)))
        other.close()
        return summary

    with ThreadPoolExecutor(4) as pool:
        summaries = list(pool.map(load, [1, 2, 3, 4]))
    assert sorted(s.snapshot for s in summaries) == [1, 2, 3, 4]
    assert sorted(s.new for s in summaries) == [0, 0, 0, AREAS]
    last = max(summaries, key=lambda s: s.snapshot)
    assert whole(store) == summaries.index(last) + 1


def test_who_saves_while_a_load_runs_is_told_what_is_true_and_nothing_of_the_machine(sqlite, monkeypatch):
    monkeypatch.setattr(engine, "SAVE_SECONDS", 0)
    store = open_store(sqlite)
    with engine.writing(engine.connect(sqlite)):
        for save in (
            lambda: store.lists.add("areas", "North", "E09000007"),
            lambda: store.packs.add(PackText("P", "", "", ""), "Made"),
        ):
            with pytest.raises(StoreError) as error:
                save()
            assert error.value.public == "A load is running; nothing was saved. Try again in a minute."
    store.lists.add("areas", "North", "E09000007")
    store.close()


def test_a_database_that_is_away_is_named_to_who_runs_the_atlas_alone(sqlite, tmp_path):
    store = open_store(sqlite)
    store._engines.reader.dispose()
    (tmp_path / "atlas.db").rename(tmp_path / "elsewhere")
    (tmp_path / "atlas.db").mkdir()
    for ask, said in (
        (store.snapshot, "The atlas cannot reach its database. Try again in a minute."),
        (
            lambda: store.lists.add("areas", "North", "E09000007"),
            "The atlas cannot reach its database; nothing was saved. Try again in a minute.",
        ),
    ):
        with pytest.raises(StoreError, match=str(tmp_path)) as error:
            ask()
        assert error.value.public == said


def test_the_same_file_loaded_twice_at_the_same_time_is_loaded_once(database):
    start = Barrier(2)

    def load(_):
        store = open_store(database)
        start.wait(30)
        summary = store.load([many(1)], info("same"))
        store.close()
        return summary

    with ThreadPoolExecutor(2) as pool:
        summaries = list(pool.map(load, range(2)))
    assert sorted(s.known for s in summaries) == [False, True]


def test_stores_opened_at_the_same_time_make_the_tables_once(database):
    start = Barrier(4)

    def begin(_):
        start.wait(30)
        store = open_store(database)
        found = store.snapshot()
        store.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(begin, range(4))) == [None] * 4


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        pytest.param("chunk 0", 0, id="while the first rows are staged"),
        pytest.param("chunk 3", 0, id="while later rows are staged"),
        pytest.param("staged", 0, id="when the file has been read"),
        pytest.param("staged", 0.1, id="while rows are compared"),
        pytest.param("staged", 0.4, id="while versions are written"),
        pytest.param("staged", 0.8, id="towards the end"),
    ],
)
def test_a_load_that_is_killed_leaves_the_earlier_snapshot_whole(database, store, project, line, seconds):
    store.load(killed_load.frames(1), info("1"))
    command = [sys.executable, killed_load.__file__, database, "2"]
    environment = os.environ | {"PYTHONPATH": str(project)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    for said in process.stdout:
        if said.strip() == line:
            break
    time.sleep(seconds)
    process.kill()
    process.communicate()
    if process.returncode == 0:  # it was done before the blow fell
        assert whole(store) == 2
    else:
        assert whole(store) == store.snapshot().id  # the earlier one; or all of the new one, when only exit was missing
    if line.startswith("chunk"):
        assert store.snapshot().id == 1
    store.load(killed_load.frames(3), info("3"))
    assert whole(store) == 3
