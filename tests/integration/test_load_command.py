"""`python -m variation load`: whole or not at all, once, and said in words."""

from __future__ import annotations

import csv
import gzip
import zipfile

import pytest
from click.testing import CliRunner

from variation.commands import cli
from variation.store import open_store

HEADER = ("indicator", "area", "period", "value", "count", "denominator")


@pytest.fixture
def load(database, monkeypatch):
    """Run the command against an empty database, of each kind in turn."""
    monkeypatch.setenv("DATABASE_URL", database)
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(cli, ["load", *map(str, arguments)])


@pytest.fixture
def extract(tmp_path):
    """Write a tidy extract of boroughs and give its path."""

    def write(name, *rows):
        path = tmp_path / name
        opened = gzip.open if name.endswith(".gz") else open
        with opened(path, "wt", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        return path

    return write


GOOD = ("recorded-diabetes", "E09000007", "2013/14", "5", "50", "1000")
OTHER = ("recorded-diabetes", "E09000008", "2013/14", "6", "60", "1000")
BAD = ("recorded-diabetes", "E09000009", "2013/14", "7", "2000", "1000")


def shown(database):
    store = open_store(database)
    snapshot = store.snapshot()
    found = [] if snapshot is None else [len(store.history(snapshot, s.id)) for s in store.series(snapshot)]
    loads = store.loads()
    store.close()
    return sum(found), loads


def test_a_good_extract_is_loaded_and_summed_up(load, extract, database):
    result = load(extract("good.csv", GOOD, OTHER))
    assert result.exit_code == 0, result.output
    assert "load 1" in result.output
    observations, (record,) = shown(database)
    assert observations == 2
    assert (record.rows_read, record.rows_loaded, record.rows_rejected, record.format) == (2, 2, 0, "tidy")
    assert record.path.endswith("good.csv")
    assert record.who
    assert len(record.sha256) == 64


def test_an_extract_that_is_known_is_not_loaded_again(load, extract, database):
    path = extract("good.csv", GOOD)
    load(path)
    result = load(path)
    assert result.exit_code == 0
    assert "known since load 1" in result.output
    assert len(shown(database)[1]) == 1
    assert load("--again", path).exit_code == 0
    assert len(shown(database)[1]) == 2


def test_an_extract_with_an_error_is_refused_whole_with_its_place_and_what_to_do(load, extract, database):
    result = load(extract("bad.csv", GOOD, BAD))
    assert result.exit_code == 1
    assert "refused" in result.output
    assert "1 of 2 rows are in error, so none was loaded" in result.output
    assert "row 3" in result.output
    assert "'2000'" in result.output
    assert "python -m variation check" in result.output
    assert shown(database) == (0, [])


def test_the_good_rows_are_loaded_when_bad_ones_may_be_rejected(load, extract, database):
    result = load("--reject-bad-rows", extract("bad.csv", GOOD, BAD))
    assert result.exit_code == 0, result.output
    observations, (record,) = shown(database)
    assert (observations, record.rows_read, record.rows_loaded, record.rows_rejected) == (1, 2, 1, 1)


def test_on_a_narrow_terminal_names_and_counts_stand_whole(load, extract, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    result = load(extract("recorded-diabetes-of-two-boroughs-in-2013-14.csv", GOOD, OTHER))
    assert "recorded-diabetes-of-two-boroughs-in-2013-14.csv: tidy, load 1" in result.output
    assert "2 read, 2 loaded, 0 skipped, 0 rejected, 2 new" in result.output


def test_an_error_within_an_archive_names_the_member(load, extract, tmp_path):
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("first.csv", "second.csv"):
            archive.write(extract(name, BAD), name)
    result = load(path)
    assert "first.csv, row 2, column" in result.output
    assert "second.csv, row 2, column" in result.output


def test_a_refused_file_does_not_stop_the_others(load, extract, database):
    result = load(extract("bad.csv", BAD), extract("good.csv.gz", GOOD))
    assert result.exit_code == 1
    assert shown(database)[0] == 1


def test_a_folder_is_loaded_without_the_notes_in_it(load, extract, tmp_path, database):
    (tmp_path / "README.md").write_text("# About these files\n")
    extract("a.csv", GOOD)
    extract("b.csv", OTHER)
    result = load(tmp_path)
    assert result.exit_code == 0, result.output
    assert "README.md is not an extract: left alone" in result.output
    assert shown(database)[0] == 2


def test_only_notes_is_no_error_and_loads_nothing(load, tmp_path, database):
    (tmp_path / "README.md").write_text("# About these files\n")
    assert load(tmp_path / "README.md").exit_code == 0
    assert shown(database) == (0, [])


def test_a_file_without_a_row_that_can_be_loaded_is_refused_with_the_reason(load, extract, database):
    result = load(extract("elsewhere.csv", ("recorded-diabetes", "E08000003", "2013/14", "5", "50", "1000")))
    assert result.exit_code == 1
    assert "none of its 1 rows could be loaded" in result.output
    assert shown(database) == (0, [])


def test_a_file_of_no_known_format_is_refused(load, tmp_path):
    path = tmp_path / "shopping.csv"
    path.write_text("item,price\nbread,1.20\n")
    result = load(path)
    assert result.exit_code == 1
    assert "No header of a known format" in result.output


def test_an_unknown_format_or_missing_file_is_said(load, extract, tmp_path):
    assert load("--as", "nonsense", extract("good.csv", GOOD)).exit_code == 1
    result = load(tmp_path / "missing.csv")
    assert (result.exit_code, "no such file or folder" in result.output) == (2, True)


def test_the_history_of_loads_names_file_and_account(load, extract):
    assert "Nothing has been loaded" in CliRunner().invoke(cli, ["loads"]).output
    load(extract("good.csv", GOOD))
    result = CliRunner().invoke(cli, ["loads"])
    assert result.exit_code == 0
    assert "tidy" in result.output
    assert "load" in result.output
