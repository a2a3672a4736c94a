"""`packs`: kept packs listed, written to files and read from them, signed; every mistake is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import builders
from variation.commands import cli
from variation.packs import Pack, PackPage, read_pack, write_pack
from variation.packs.model import TEXT
from variation.store import LoadInfo, open_store


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path / 'atlas.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    return address


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["packs", *words])


def ids(url: str) -> list[str]:
    store = open_store(url)
    found = [kept.id for kept in store.packs.all()]
    store.close()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "north.toml"
    path.write_text(
        write_pack(Pack("north", "North", pages=(PackPage(TEXT, heading="H", text="T"),))), encoding="utf-8"
    )
    return path


def test_a_pack_file_is_kept_listed_and_written_again(url: str, file: Path, tmp_path: Path) -> None:
    assert "No pack is kept" in run("list").output
    assert "North is kept as" in run("import", str(file)).output
    (pack_id,) = ids(url)
    assert pack_id in run("list").output
    out = tmp_path / "out.toml"
    assert run("export", pack_id, str(out)).exit_code == 0
    assert read_pack(out).pages == read_pack(file).pages
    again = run("export", pack_id, str(out))
    assert (again.exit_code, "is not written over" in again.output) == (2, True)


def test_a_pack_is_signed_until_it_is_released(url: str, file: Path) -> None:
    run("import", str(file))
    (pack_id,) = ids(url)
    nothing = run("sign", pack_id, "--who", "A")
    assert (nothing.exit_code, "Nothing is loaded" in nothing.output) == (2, True)
    store = open_store(url)
    frame = builders.proportions([5.0] * 33, 200, indicator="recorded-diabetes", period="2013")
    store.load([frame], LoadInfo("a.csv", "a", "tidy", "a test"), builders.Counted(rows_read=33))
    store.close()
    assert "Reviewed by A, clinical lead" in run("sign", pack_id, "--who", "A").output
    assert "Released by B, Regional Medical Director" in run("sign", pack_id, "--who", "B").output
    assert "released" in run("list").output
    closed = run("sign", pack_id, "--who", "C")
    assert (closed.exit_code, "closed" in closed.output) == (2, True)


@pytest.mark.parametrize(
    "words", [("export", "0" * 32, "x.toml"), ("sign", "' OR 1=1", "--who", "A"), ("import", "nowhere.toml")]
)
def test_what_is_not_there_is_said_in_a_sentence(url: str, words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output
    assert "fault" not in answer.output
