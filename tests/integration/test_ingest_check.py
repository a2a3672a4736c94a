"""The command `check`, as a person runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from variation.commands.check import check

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "ingest"


@pytest.fixture
def run(monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("VARIATION_DATA", str(FIXTURES / "data"))
    monkeypatch.setenv("COLUMNS", "300")

    def running(*args: object) -> Result:
        result = CliRunner().invoke(check, [str(arg) for arg in args])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return running


def test_a_file_in_order_can_be_loaded(run) -> None:
    result = run(FIXTURES / "clean.csv")
    assert result.exit_code == 0
    assert "nothing to report. 3 rows read: 3 taken, 0 skipped, 0 in error. The file can be loaded." in " ".join(
        result.stdout.split()
    )


def test_warnings_are_told_and_do_not_fail(run) -> None:
    result = run(FIXTURES / "area-name.csv")
    assert result.exit_code == 0
    assert "row 2, area: Camden LB" in result.stdout


def test_errors_are_told_with_row_column_value_expected_and_remedy_and_fail(run) -> None:
    result = run(FIXTURES / "clean.csv", FIXTURES / "number.csv")
    assert result.exit_code == 1
    for words in ("row 3, value: half", "Expected a number", "Correct the cell.", "cannot be loaded until"):
        assert words in " ".join(result.stdout.split())


def test_a_file_that_cannot_be_read_is_a_sentence_and_the_others_are_still_checked(run, tmp_path) -> None:
    result = run(tmp_path / "nothing.csv", FIXTURES / "clean.csv")
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert "there is no such file" in result.stderr
    assert "3 rows read" in result.stdout


def test_csv_has_every_problem_with_its_place_and_remedy(run) -> None:
    result = run("--format", "csv", FIXTURES / "number.csv", FIXTURES / "sex.csv")
    problems = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 1
    assert [(Path(p["path"]).name, p["row"], p["column"], p["value"], p["rule"]) for p in problems] == [
        ("number.csv", "3", "value", "half", "number"),
        ("number.csv", "4", "value", "12,5", "number"),
        ("sex.csv", "3", "sex", "Robots", "sex"),
    ]
    assert all(p["severity"] and p["expected"] and p["remedy"] for p in problems)


def test_csv_and_json_have_all_problems_and_the_table_the_first(run, tmp_path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("indicator,area,period,value\n" + "share,E09000007,2016/17,bad\n" * 200, encoding="utf-8")
    problems = json.loads(run("--format", "json", path).stdout)[0]["problems"]
    assert [p["row"] for p in problems if p["rule"] == "number"] == list(range(2, 202))
    assert "200" in run(path).stdout
    assert "195 more: see all with --format csv" in run(path).stdout


def test_json_describes_each_file(run, tmp_path) -> None:
    result = run("--format", "json", FIXTURES / "duplicate.csv", tmp_path / "nothing.csv")
    read, refused = json.loads(result.stdout)
    assert result.exit_code == 2
    assert read["format"] == "tidy"
    assert read["rows"] == {"read": 2, "loaded": 1, "skipped": 1, "rejected": 0}
    assert read["counts"] == {"duplicate": 1}
    assert len(read["sha256"]) == 64
    assert "no such file" in refused["refused"]


def test_a_folder_stands_for_its_tables_and_a_note_in_it_is_left_out(run, tmp_path) -> None:
    (tmp_path / "good.csv").write_bytes((FIXTURES / "clean.csv").read_bytes())
    (tmp_path / "README.md").write_text("What these files are.", encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "3 rows read" in result.stdout
    assert "README.md" in result.stderr


def test_a_file_that_cannot_be_read_has_its_line_in_the_csv_too(run, tmp_path) -> None:
    result = run("--format", "csv", tmp_path / "nothing.csv", FIXTURES / "number.csv")
    first, *rest = csv.DictReader(io.StringIO(result.stdout))
    assert (first["rule"], first["severity"]) == ("unreadable", "error")
    assert "no such file" in first["remedy"]
    assert len(rest) == 2


def test_a_format_can_be_forced(run) -> None:
    assert run("--as", "phof", FIXTURES / "phof.csv").exit_code == 0
    refused = run("--as", "fingertips", FIXTURES / "phof.csv")
    assert refused.exit_code == 2
    assert "No header of the format fingertips" in refused.stderr


def test_a_broken_data_folder_is_a_sentence(run, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("VARIATION_DATA", str(tmp_path))
    result = run(FIXTURES / "clean.csv")
    assert result.exit_code == 2
    assert "is not a folder" in result.stderr


@pytest.mark.parametrize("length", [0, 1, 7, 40, 200, 700])
@pytest.mark.parametrize("name", ["fingertips.csv", "phof.csv", "clean.csv"])
def test_a_file_cut_or_scrambled_anywhere_never_ends_in_a_traceback(run, name, length, tmp_path) -> None:
    data = (FIXTURES / name).read_bytes()
    for number, content in enumerate(
        (data[:length], data[length:], data[::-1], data[:length] + b"\x00\xff\x81" + data)
    ):
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(content)
        assert run(path).exit_code in {0, 1, 2}
