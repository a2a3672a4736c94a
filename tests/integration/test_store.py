"""What a store promises, on both kinds of database."""

import math

import numpy as np
import pytest
from sqlalchemy import create_engine, text

from tests.store_frames import frame, info, row
from variation.errors import StoreError
from variation.store import open_store


class Counts:
    rows_read, rows_skipped, rows_rejected = 10, 3, 2


def only(store):
    """The one series of a store's latest snapshot."""
    (series,) = store.series(store.snapshot())
    return series


def values(store, snapshot=None):
    return store.history(snapshot or store.snapshot(), only(store).id).value.tolist()


def test_a_new_store_has_no_snapshot_and_no_loads(store):
    assert store.snapshot() is None
    assert store.loads() == []


def test_what_was_loaded_is_read_back_with_its_figures_and_gaps(store):
    store.load([frame(row(area="B", value=2.5, count=5, denominator=200, note="checked"), row(area="A"))], info())
    read = store.areas_of(store.snapshot(), only(store).id, only(store).periods[0].id)
    assert read.area.tolist() == ["A", "B"]
    assert read.period.tolist() == ["2016", "2016"]
    assert (read.start[0], read.end[0]) == (201601, 201612)
    np.testing.assert_array_equal(read.value, [np.nan, 2.5])
    np.testing.assert_array_equal(read.count, [np.nan, 5])
    np.testing.assert_array_equal(read.denominator, [np.nan, 200])
    np.testing.assert_array_equal(read.upper, [np.nan, np.nan])
    assert read.note.tolist() == ["", "checked"]


def test_a_series_says_for_each_period_how_many_areas_have_a_value_and_counts(store):
    rows = [
        row(area="A", value=1, count=1, denominator=9),
        row(area="B", value=1, count=1),
        row(area="C", note="suppressed"),
        row(area="A", period="2014-16", start=201401, end=201612, value=1),
        row(area="A", period="2015", start=201501, end=201512, value=1),
    ]
    store.load([frame(*rows)], info())
    periods = [(p.label, p.areas, p.with_counts) for p in only(store).periods]
    assert periods == [("2015", 1, 0), ("2014-16", 1, 0), ("2016", 2, 1)]


def test_series_differ_by_indicator_level_sex_age_category_and_status(store):
    changes = [
        {},
        {"indicator": "other"},
        {"level": "ccg"},
        {"sex": "Male"},
        {"age": "65+"},
        {"category": "Deprivation: 1"},
        {"indicator": "third", "status": "illustrative"},
    ]
    store.load([frame(*(row(value=1, **c) for c in changes))], info())
    assert len(store.series(store.snapshot())) == len(changes)


def test_the_same_content_is_loaded_once(store):
    store.load([frame(row(value=1))], info("a"))
    again = store.load(iter([]), info("a"))
    assert again.known
    assert again.snapshot == store.snapshot().id == 1
    assert len(store.loads()) == 1


def test_the_same_content_read_as_another_format_is_another_load(store):
    store.load([frame(row(value=1))], info("a", format="tidy"))
    assert not store.load([frame(row(value=2))], info("a", format="other")).known


def test_loading_again_when_asked_finds_everything_unchanged(store):
    store.load([frame(row(value=1), row(area="B"))], info("a"))
    summary = store.load([frame(row(value=1), row(area="B"))], info("a"), again=True)
    assert (summary.known, summary.new, summary.superseded, summary.unchanged) == (False, 0, 0, 2)
    assert values(store) == pytest.approx([1, math.nan], nan_ok=True)


def test_a_changed_row_supersedes_and_the_earlier_snapshot_still_reads_as_it_did(store):
    store.load([frame(row(value=1), row(area="B", value=5))], info("a"))
    before = store.snapshot()
    summary = store.load([frame(row(value=2), row(area="C", value=6))], info("b"))
    assert (summary.new, summary.superseded, summary.unchanged) == (1, 1, 0)
    assert values(store, before) == [1, 5]
    assert values(store) == [2, 5, 6]


def test_a_figure_that_disappears_or_gains_a_note_is_a_change(store):
    store.load([frame(row(value=1), row(area="B", value=1))], info("a"))
    summary = store.load([frame(row(), row(area="B", value=1, note="revised"))], info("b"))
    assert summary.superseded == 2


def test_of_rows_repeated_within_a_file_the_last_counts_and_the_others_are_counted(store):
    frames = [frame(row(value=1), row(value=2)), frame(row(value=3), row(area="B", value=9))]
    summary = store.load(frames, info())
    assert (summary.new, summary.duplicates) == (2, 2)
    assert values(store) == [3, 9]


def test_a_load_that_fails_midway_changes_nothing(store):
    store.load([frame(row(value=1))], info("a"))

    def broken():
        yield frame(row(value=2), row(indicator="fresh", area="Z", note="fresh", value=3))
        raise RuntimeError("the file ends here")

    with pytest.raises(RuntimeError, match="ends here"):
        store.load(broken(), info("b"))
    assert store.snapshot().id == 1
    assert values(store) == [1]
    assert store.load([frame(row(value=2))], info("b")).superseded == 1


def test_frames_that_lack_a_column_are_refused(store):
    with pytest.raises(ValueError, match="missing: upper"):
        store.load([frame(row()).drop(columns="upper")], info())


def test_an_empty_file_is_a_load_without_observations(store):
    summary = store.load([frame(), frame(row(value=1)).iloc[:0]], info())
    assert summary.new == 0
    assert store.series(store.snapshot()) == ()


def test_each_load_is_recorded_with_who_what_and_how_many_rows(store):
    store.load([frame(row(value=1), row(area="B", value=1))], info("abc", path="x.csv", who="anna"), Counts())
    store.load([frame(row(value=2))], info("def"))
    newest, first = store.loads()
    assert (first.id, first.path, first.sha256, first.who, first.format) == (1, "x.csv", "abc", "anna", "tidy")
    assert (first.rows_read, first.rows_loaded, first.rows_skipped, first.rows_rejected) == (10, 2, 3, 2)
    assert (first.new, newest.superseded, newest.id) == (2, 1, 2)
    assert store.snapshot().loaded_at == newest.loaded_at
    assert newest.loaded_at.tzinfo is not None


def test_illustrative_series_disappear_where_the_indicator_has_published_figures(store):
    store.load(
        [frame(row(status="illustrative", value=1), row(indicator="b", status="illustrative", value=1))], info("a")
    )
    before = store.snapshot()
    store.load([frame(row(level="ccg", value=2))], info("b"))
    assert [(s.indicator, s.status) for s in store.series(before)] == [("a", "illustrative"), ("b", "illustrative")]
    assert [(s.indicator, s.status) for s in store.series(store.snapshot())] == [
        ("b", "illustrative"),
        ("a", "published"),
    ]
    assert len(store.latest(store.snapshot(), "A")) == 2


def test_a_published_benchmark_alone_hides_no_illustrative_series(store):
    england = row(level="country", area="E92000001", value=2)
    store.load([frame(row(status="illustrative", value=1), england)], info())
    assert len(store.series(store.snapshot())) == 2


def test_the_latest_of_an_area_is_its_latest_period_of_each_series(store):
    rows = [
        row(value=1, period="2015", start=201501, end=201512),
        row(value=2, count=3, denominator=4, lower=1, upper=5, note="n"),
        row(indicator="b", period="2014", start=201401, end=201412),
        row(area="B", value=9),
    ]
    store.load([frame(*rows)], info())
    first, second = store.latest(store.snapshot(), "A")
    assert first[2:] == (2, 3, 4, 1, 5, "n")
    assert math.isnan(second.value)
    assert store.latest(store.snapshot(), "nowhere") == []


def test_an_older_period_loaded_later_does_not_become_the_latest(store):
    store.load([frame(row(value=2))], info("a"))
    store.load([frame(row(value=1, period="2015", start=201501, end=201512))], info("b"))
    assert store.latest(store.snapshot(), "A")[0].value == 2


def test_a_series_without_rows_in_a_snapshot_reads_as_empty(store):
    store.load([frame(row(value=1))], info("a"))
    before = store.snapshot()
    store.load([frame(row(indicator="b", value=1))], info("b"))
    later = next(s for s in store.series(store.snapshot()) if s.indicator == "b")
    assert len(store.history(before, later.id)) == 0
    assert len(store.series(before)) == 1


def test_two_stores_on_one_database_see_each_others_loads(database, store):
    other = open_store(database)
    other.load([frame(row(area="NEW", value=1, note="a new word"))], info("a"))
    assert store.history(store.snapshot(), only(store).id).note.tolist() == ["a new word"]
    assert store.latest(store.snapshot(), "NEW")[0].value == 1
    other.close()


def test_a_connection_that_the_server_closed_is_replaced(postgresql):
    store = open_store(postgresql)
    with store._engines.reader.connect() as connection:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    _execute(postgresql, f"SELECT pg_terminate_backend({pid}, 5000)")
    assert store.snapshot() is None
    store.close()


def test_a_database_of_another_version_is_refused_with_what_to_do(database):
    open_store(database).close()
    _execute(database, "UPDATE atlas_schema SET version = 99")
    with pytest.raises(StoreError, match="of version 99, this atlas reads version 1; keep that database"):
        open_store(database)


def test_a_database_with_tables_of_something_else_is_refused(database):
    _execute(database, "CREATE TABLE observation (x INTEGER)")
    with pytest.raises(StoreError, match=r"not the atlas's own \(observation\)"):
        open_store(database)


def test_a_database_may_hold_other_tables_beside_ours(database):
    _execute(database, "CREATE TABLE something_else (x INTEGER)")
    assert open_store(database).snapshot() is None


def _execute(url, statement):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("these are my notes, not a database\n" * 40)
    with pytest.raises(StoreError, match="file is not a database"):
        open_store(f"sqlite:///{path}")


def test_a_server_that_does_not_answer_is_said_without_the_password():
    with pytest.raises(StoreError, match="cannot be used") as error:
        open_store("postgresql://anna:secret@127.0.0.1:1/atlas?connect_timeout=2")
    assert "secret" not in str(error.value)
    assert "DATABASE_URL" in str(error.value)


def test_the_hot_questions_are_searches_by_key(sqlite):
    store = open_store(sqlite)
    store.load([frame(row(value=1))], info())
    queries = store._queries
    engine = create_engine(sqlite)
    plans = {}
    with engine.connect() as connection:
        for name in ("areas_of", "history", "latest"):
            query = getattr(queries, name)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query.sql}", tuple(1 for _ in query.order))
            plans[name] = " ".join(str(step[3]) for step in plan)
    engine.dispose()
    assert "PRIMARY KEY (series_id=? AND period_id=?)" in plans["areas_of"]
    assert "PRIMARY KEY (series_id=?)" in plans["history"]
    assert "PRIMARY KEY (area_id=?" in plans["latest"]
    assert "SCAN" not in " ".join(plans.values())


def test_a_series_knows_which_loads_brought_what_holds(store):
    store.load([frame(row(area="A", value=1), row(area="B", value=2), row(area="C", value=3))], info("first"))
    store.load([frame(row(area="A", value=1), row(area="B", value=9))], info("second"))
    newest = store.snapshot()
    assert store.sources(newest, only(store).id) == {1: 2, 2: 1}
    assert store.sources(type(newest)(1, newest.loaded_at), only(store).id) == {1: 3}
