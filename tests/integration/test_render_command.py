"""`python -m variation render`: packs become files, whole or not at all."""

from __future__ import annotations

import io

import pypdf
import pytest
from click.testing import CliRunner

from tests import builders
from variation.commands import cli
from variation.commands.render import write_whole
from variation.packs import keeping
from variation.packs.files import parse_pack
from variation.store import Line, open_store

PACK = """
title = "Board"
[[pages]]
heading = "Why"
text = "Words."
[[pages]]
view = "/?indicator=checks"
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command on a store with one load."""
    monkeypatch.setattr("variation.commands.render.load_catalogue", lambda _: builders.catalogue())
    builders.loaded(tmp_path, [builders.proportions([0.4, 0.5, 0.6])]).close()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'atlas.db'}")
    (tmp_path / "board.toml").write_text(PACK, encoding="utf-8")
    return lambda *options: CliRunner().invoke(cli, ["render", *map(str, options)])


def test_a_pack_file_becomes_a_file_of_each_medium_named_after_it(run, tmp_path):
    out = tmp_path / "new" / "folder"
    result = run(tmp_path / "board.toml", "--to", "pdf", "--out", out)
    assert [path.name for path in out.iterdir()] == ["board.pdf"]
    assert str(out / "board.pdf") in result.output
    assert "Words." in pypdf.PdfReader(out / "board.pdf").pages[2].extract_text()


def test_a_page_that_cannot_be_shown_is_named_and_ends_with_1(run, tmp_path):
    (tmp_path / "stale.toml").write_text(PACK.replace("/?", "/nowhere?"), encoding="utf-8")
    result = run(tmp_path / "stale.toml", "--out", tmp_path)
    assert result.exit_code == 1
    assert "stale, page 2: The page /nowhere cannot stand in a pack" in result.stderr
    assert (tmp_path / "stale.pdf").is_file()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("board.toml", "--to", "doc"), "--to is 'doc'; it can be pdf"),
        (("board.toml", "--to", ","), "--to is ','; it can be pdf"),
        (("board.toml", "--snapshot", "9"), "There is no load 9"),
        (("board.toml", "--footprint", "E99"), "No area has the ONS code 'E99'"),
        (("board.toml", "--template", "none.potx"), "none.potx, which is not a file"),
        (("board.toml", "--template", "board.toml"), "--template is for slides only"),
        (("gone.toml",), "gone.toml cannot be read"),
        (("no-such-pack",), "There is no pack 'no-such-pack'"),
        (("no-such-pack", "--footprint", "E54000028"), "--footprint is for pack files"),
        (("no-such-pack", "--snapshot", "1"), "--snapshot is for pack files"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_writes_nothing(run, tmp_path, monkeypatch, options, words):
    monkeypatch.chdir(tmp_path)
    result = run(*options, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert result.stderr.strip().startswith("Error: ")
    assert words in result.stderr
    assert not (tmp_path / "out").exists()


def test_an_earlier_load_can_be_shown_again(run, tmp_path):
    builders.loaded(tmp_path, [builders.proportions([0.9, 0.9, 0.9], period="2017", start=201701, end=201712)]).close()
    for number in (1, 2):
        run(tmp_path / "board.toml", "--out", tmp_path / str(number), "--snapshot", number)
    first, second = (pypdf.PdfReader(tmp_path / f"{n}" / "board.pdf").pages[0].extract_text() for n in (1, 2))
    assert "load 1" in first
    assert "load 2" in second


def test_a_footprint_names_the_file_and_the_title(run, tmp_path):
    run(tmp_path / "board.toml", "--out", tmp_path, "--footprint", "E54000028")
    assert "Board: North Central London" in pypdf.PdfReader(tmp_path / "board-north-central-london.pdf").metadata.title


def test_a_file_that_fails_half_way_leaves_what_stood_there(tmp_path, run, monkeypatch):
    (tmp_path / "board.pdf").write_bytes(b"as it was")
    monkeypatch.setattr("variation.packs.pdf.write_pdf", lambda _: 1 / 0)
    assert run(tmp_path / "board.toml", "--out", tmp_path).exit_code == 2
    assert (tmp_path / "board.pdf").read_bytes() == b"as it was"
    with pytest.raises(TypeError):
        write_whole(tmp_path / "board.pdf", io.StringIO("not bytes"))
    assert (tmp_path / "board.pdf").read_bytes() == b"as it was"
    assert not list(tmp_path.glob(".board*"))


def test_a_written_file_can_be_read_by_those_who_may_read_its_neighbours(tmp_path):
    write_whole(tmp_path / "a.bin", b"abc")
    (tmp_path / "b.bin").write_bytes(b"abc")
    assert (tmp_path / "a.bin").read_bytes() == b"abc"
    assert (tmp_path / "a.bin").stat().st_mode == (tmp_path / "b.bin").stat().st_mode


def test_a_kept_pack_becomes_a_file_by_either_of_its_ids(run, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'atlas.db'}")
    kept = keeping.make(parse_pack(PACK, "board"), store, "Made")
    store.pack_records.add(kept.id, [Line("decision", "Why", "Agreed by all")])
    store.close()
    for number, pack_id in enumerate((kept.id, kept.reading)):
        assert run(pack_id, "--out", tmp_path / str(number)).exit_code == 0
        read = pypdf.PdfReader(tmp_path / str(number) / "board.pdf")
        assert "Agreed by all" in "".join(page.extract_text() for page in read.pages)
