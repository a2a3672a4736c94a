from datetime import UTC, datetime

from variation.store import Latest, Snapshot


def test_a_snapshot_is_named_by_its_day_and_load():
    assert Snapshot(12, datetime(2026, 11, 4, 9, 30, tzinfo=UTC)).label == "4 Nov 2026, load 12"


def test_the_latest_observation_can_be_taken_apart_as_a_tuple():
    series, period, value, count, denominator, lower, upper, note = Latest(1, 2, 3.0, 4.0, 5.0, 6.0, 7.0, "n")
    assert (series, period, value, count, denominator, lower, upper, note) == (1, 2, 3.0, 4.0, 5.0, 6.0, 7.0, "n")
