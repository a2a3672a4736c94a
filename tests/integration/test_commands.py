"""The command line as a person meets it: another process, real exit codes, no traceback."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest


@pytest.fixture
def run(project, sqlite):
    """Run `python -m variation` in the project."""

    def start(*arguments, **environment):
        env = os.environ | {"DATABASE_URL": sqlite} | environment
        command = [sys.executable, "-m", "variation", *arguments]
        return subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, timeout=120, check=False)

    return start


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/atlas?connect_timeout=2"}, "cannot be used"),
        ({"DATABASE_URL": "oracle://somewhere"}, "DATABASE_URL names a oracle database"),
        ({"PORT": "eight"}, "PORT is 'eight'"),
        ({"VARIATION_EXTRACTS": "/nowhere"}, "VARIATION_EXTRACTS names /nowhere"),
        ({"VARIATION_DATA": "/nowhere"}, "VARIATION_DATA names /nowhere"),
    ],
)
def test_a_wrong_setting_is_a_sentence_without_a_traceback(run, setting, says):
    result = run("loads", **setting)
    assert result.returncode == 2
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_cannot_be_written_is_a_sentence(run, tmp_path):
    (tmp_path / "notes.db").write_text("not a database, only notes\n" * 50)
    result = run("loads", DATABASE_URL=f"sqlite:///{tmp_path}/notes.db")
    assert (result.returncode, "Traceback" in result.stderr) == (2, False)
    assert "file is not a database" in result.stderr


def test_an_unknown_command_is_said(run):
    result = run("laod")
    assert result.returncode == 2
    assert "No such command 'laod'" in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="gunicorn does not run on Windows")
def test_serve_loads_the_folders_named_reports_a_refused_file_and_answers(project, sqlite, tmp_path):
    folder, data = tmp_path / "mine", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    for entry in (project / "data").iterdir():
        if entry.name != "extracts":
            (data / entry.name).symlink_to(entry)
    (folder / "good.csv").write_text("indicator,area,period,value\nrecorded-diabetes,E09000007,2013/14,5\n")
    (folder / "shopping.csv").write_text("item,price\nbread,1.20\n")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = os.environ | {
        "DATABASE_URL": sqlite,
        "PORT": str(port),
        "VARIATION_EXTRACTS": str(folder),
        "VARIATION_DATA": str(data),
        "COLUMNS": "200",
    }
    command = [sys.executable, "-m", "variation", "serve"]
    process = subprocess.Popen(command, cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == f"London Variation Atlas: http://127.0.0.1:{port}\n"
        health = _fetch(f"http://127.0.0.1:{port}/health", process)
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=90)
    assert "load 1" in health
    assert "shopping.csv: No header of a known format" in errors


def _fetch(address, process):
    for _ in range(240):
        assert process.poll() is None, process.stderr.read()
        try:
            with urllib.request.urlopen(address, timeout=90) as answer:
                return answer.read().decode()
        except ConnectionError:
            time.sleep(0.25)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.25)
    raise AssertionError(f"{address} did not answer")
