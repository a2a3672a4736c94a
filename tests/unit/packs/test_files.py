"""Pack files: what is written is read again, and every fault is named with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.errors import PackError
from variation.packs.files import pack_files, parse_pack, read_pack, write_pack
from variation.packs.model import KINDS, PURPOSES, TEXT, VIEW, Pack, PackPage

LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
WORDS = LINE.filter(str.strip)
TEXTS = st.lists(LINE, max_size=3).map("\n".join)


@st.composite
def pages(draw: st.DrawFn) -> PackPage:
    kind = draw(st.sampled_from(sorted(KINDS)))
    return PackPage(
        kind=kind,
        view="/spread?indicator=checks&within=E54000028" if kind == VIEW else "",
        heading=draw(WORDS),
        message=draw(LINE),
        text=draw(TEXTS.filter(str.strip)) if kind == TEXT else "",
        findings=draw(st.none() | st.lists(LINE, max_size=3).map(tuple)),
        charts=draw(st.lists(st.sampled_from(["map", "funnel"]), unique=True).map(tuple)),
        notes=draw(TEXTS),
        decision=draw(LINE),
    )


PACKS = st.builds(
    Pack,
    name=st.just("a-pack"),
    title=WORDS,
    board=LINE,
    date=st.none() | st.dates(),
    author=LINE,
    purpose=st.sampled_from(PURPOSES),
    action=TEXTS,
    draft=st.booleans(),
    previous=st.integers(0, 10_000),
    within=st.sampled_from(["", "E54000028", "E09000007"]),
    pages=st.lists(pages(), max_size=4).map(tuple),
)


@given(PACKS)
def test_what_is_written_is_read_again_whatever_its_words(pack: Pack) -> None:
    assert parse_pack(write_pack(pack), pack.name) == pack


def test_a_file_of_a_person_is_read_with_what_is_usual_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "spring-board.toml"
    path.write_text('title = "Spring"\ndate = 2026-03-01\n[[pages]]\nview = "/?indicator=checks"\n', encoding="utf-8")
    assert read_pack(path) == Pack(
        "spring-board", "Spring", date=date(2026, 3, 1), pages=(PackPage(VIEW, view="/?indicator=checks"),)
    )


FAULTS = {
    "title = 3": r"autumn: 'title' is 3; write a text in quotes",
    'title = ""': r"autumn: a pack has a title",
    'title = "A"\ndate = "soon"': r"'date' is 'soon'; write a date, as 2026-11-24",
    'title = "A"\ndate = 2026-11-24T10:00:00': r"write a date, as 2026-11-24",
    'board = "A"': r"autumn: 'title' is missing; docs/packs.md says what it holds",
    'title = "A"\nname = "b"': r"unknown key 'name'",
    'title = "A"\ndraft = "no"': r"'draft' is 'no'; write true or false",
    'title = "A"\nprevious = true': r"'previous' is True; write a whole number",
    'title = "A"\npurpose = "fun"': r"purpose is 'fun'; it can be noting, discussion, decision",
    'title = "A"\nwithin = "E99"': r"within is 'E99', which is no area's code",
    'title = "A"\ncolour = "red"': r"unknown key 'colour'. Known keys: title, board, date",
    'title = "A"\npages = "all"': r"pages are written as \[\[pages\]\]",
    'title = "A"\n[[pages]]\nkind = "film"': r"autumn, page 1: kind is 'film'; it can be view, text",
    'title = "A"\n[[pages]]\nkind = []': r"autumn, page 1: kind is \[\]; it can be view, text",
    'title = "A"\n[[pages]]\nkind = "view"': r"page 1: a page of kind 'view' names its view",
    'title = "A"\n[[pages]]\nkind = "five"\nview = "/"': r"names its view, others name none",
    'title = "A"\n[[pages]]\nview = "https://example.org/"': r"page 1: view is 'https:.*expected an address",
    'title = "A"\n[[pages]]\nview = "//example.org"': r"page 1: view is '//example.org'",
    'title = "A"\n[[pages]]\nheading = "H"': r"page 1: a text page has a heading and a text",
    'title = "A"\n[[pages]]\nview = "/"\n[[pages]]\nview = "/"\nfindings = "x"': r"page 2: 'findings' is 'x'; write",
    'title = "A"\n[[pages]]\nview = "/"\nnotes = "'
    + "x" * 4001
    + '"': r"page 1: 'notes' is 'x+…; it is longer than 4,000 characters",
    'title = "A"\n' + '[[pages]]\nview = "/"\n' * 61: r"has 61 pages; a pack may have 60",
    "title": r"autumn is not a TOML file",
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: text[:60])
def test_a_fault_is_named_with_page_field_and_what_was_expected(text: str) -> None:
    with pytest.raises(PackError, match=FAULTS[text]):
        parse_pack(text, "autumn")


@pytest.mark.parametrize("name", ["", "A", "a_b", "-a", "a-", "../a", "a b", "a--b"])
def test_a_name_that_could_be_no_file_is_refused(name: str) -> None:
    with pytest.raises(PackError, match="lower-case letters, digits and hyphens"):
        parse_pack('title = "A"', name)


def test_a_file_that_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackError, match=r"odd\.toml cannot be read"):
        read_pack(path)
    with pytest.raises(PackError, match=r"gone\.toml cannot be read"):
        read_pack(tmp_path / "gone.toml")


def test_pack_files_are_found_by_name_in_order(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "note.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert list(pack_files(tmp_path)) == ["a", "b"]
