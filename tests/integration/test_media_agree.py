"""Paper, meeting, workbook and slides of one composed pack say the same words and the same numbers.

One pack that ships is written in full; `test_shipped_packs` composes all of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

import pytest

from tests.media_read import (
    html_text,
    numbers_in,
    pdf_text,
    slides_cells,
    slides_charts,
    slides_text,
    squeezed,
    workbook_rows,
)
from variation.findings.rows import Table
from variation.indicators import Catalogue, load_catalogue
from variation.packs import Pack, PackPage, compose, read_pack
from variation.packs.files import pack_files
from variation.packs.model import ACTIONS, CHANGED, FIVE, TEXT, VIEW
from variation.packs.paper import printable
from variation.packs.records import with_records
from variation.packs.rendering import render
from variation.packs.sheets import Composed, Sheet, cell_text
from variation.packs.words import on_paper, tables_behind
from variation.store import Line

MEDIA = ("pdf", "html", "xlsx", *(("pptx",) if find_spec("variation.packs.slides") else ()))
CHARTED = ("funnel", "trend", "bars")  # whose points slides have as numbers
EVERY_VIEW = (
    ("/?indicator=stroke-thrombectomy-30-minutes&area=E09000007", ("map", "funnel", "trend")),
    ("/?indicator=delayed-days-further-nhs-share", ("bars", "trend")),
    ("/overview", ()),
    ("/area?area=E09000007", ()),
    ("/compare?y=life-expectancy-at-birth&x=stroke-thrombectomy-30-minutes", ()),
    ("/multiples?indicator=delayed-days-further-nhs-share", ()),
    ("/inequalities?indicator=life-expectancy-at-birth", ()),
    ("/spread?indicator=delayed-days-assessment-share", ()),
)
RECORD = [Line("action", "Access", f"Look into number {n}", "Clinical lead", "2026-12-01") for n in range(1, 11)]


@dataclass(frozen=True)
class Media:
    """A composed pack, its files by medium, and the words of those that are read as text."""

    composed: Composed
    files: dict[str, bytes]
    texts: dict[str, str]


READ = {"pdf": pdf_text, "html": html_text, "pptx": slides_text}


def written(composed: Composed) -> Media:
    files = {name: render(composed, name) for name in MEDIA}
    return Media(composed, files, {name: READ[name](content) for name, content in files.items() if name in READ})


@pytest.fixture(scope="module")
def catalogue(data) -> Catalogue:
    return load_catalogue(data)


@pytest.fixture(scope="module")
def every_view(catalogue: Catalogue, shipped_store) -> Media:
    """A pack with every kind of page and view, a sentence and a message that a person wrote, and a record."""
    snapshot = shipped_store.snapshot()
    views = [PackPage(VIEW, view, charts=charts, message=f"Message {n}") for n, (view, charts) in enumerate(EVERY_VIEW)]
    views[1] = replace(views[1], findings=("A sentence of ours & <theirs>.",), decision="Who looks into it?")
    text = PackPage(TEXT, heading="Why", text="One *paragraph*.\n\nAnother #1.")
    pages = (PackPage(FIVE), *views, PackPage(CHANGED), PackPage(ACTIONS), text)
    pack = Pack("every", "Every view", board="Senate", previous=snapshot.id - 1, pages=pages)
    made = compose(pack, catalogue, shipped_store, snapshot)
    assert not [sheet.problem for sheet in made.sheets if sheet.problem]
    lines = [replace(line, number=n) for n, line in enumerate(RECORD, start=1)]
    return written(with_records(made, lines, snapshot.loaded_at.date()))


@pytest.fixture(scope="module")
def shipped(data, catalogue: Catalogue, shipped_store) -> Media:
    """A pack that ships."""
    pack = read_pack(pack_files(data / "packs")["london-overview"])
    return written(compose(pack, catalogue, shipped_store, shipped_store.snapshot()))


@pytest.fixture(params=["every_view", "shipped"])
def media(request: pytest.FixtureRequest) -> Media:
    made: Media = request.getfixturevalue(request.param)
    return made


def words_of(sheet: Sheet) -> list[str]:
    paragraphs = [part for part in sheet.text.split("\n\n") if part]
    return [w for w in (sheet.heading, sheet.message, *sheet.findings, *paragraphs, sheet.decision, sheet.source) if w]


def numbers_of(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell, column in zip(row, table.columns, strict=True):
            if isinstance(cell, int | float):
                yield cell_text(cell, column)


def row_texts(table: Table) -> list[str]:
    """Each row as it is read across, squeezed."""
    return [
        squeezed("".join(cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)))
        for row in table.rows
    ]


def test_every_word_of_every_page_stands_in_every_medium(media: Media) -> None:
    cells = [cell for rows in workbook_rows(media.files["xlsx"]).values() for row in rows for cell in row]
    texts = {**media.texts, "xlsx": " ".join(str(cell) for cell in cells)}
    for name, text in ((name, squeezed(text)) for name, text in texts.items()):
        shown = on_paper(media.composed) if name in ("pdf", "pptx") else media.composed
        for sheet in shown.sheets:
            for words in words_of(sheet):
                looked_for = squeezed(printable(words) if name == "pdf" else words)
                assert looked_for in text, (name, sheet.heading, words)


def test_every_number_of_every_table_stands_in_text(media: Media) -> None:
    for name in ("pdf", "html"):
        said = numbers_in(media.texts[name])
        for sheet in media.composed.sheets:
            for table in (sheet.short, *(table for _, table in tables_behind(sheet))):
                missing = set(numbers_of(table)) - said
                assert not missing, (name, sheet.heading)


def test_the_rows_of_a_page_stand_whole_in_the_meeting(media: Media) -> None:
    text = squeezed(media.texts["html"])
    for sheet in media.composed.sheets:
        for table in (sheet.short, *(table for _, table in tables_behind(sheet))):
            for row in row_texts(table):
                assert row in text, (sheet.heading, row)


def test_the_workbook_has_every_table_as_it_is_kept(media: Media) -> None:
    held = workbook_rows(media.files["xlsx"])
    for number, sheet in enumerate(media.composed.sheets, start=1):
        tables = [(f"{number} ", sheet.table)]
        tables += [(f"{number}.{k} ", further.table) for k, further in enumerate(sheet.more, start=1)]
        for prefix, table in tables:
            if not table.rows:
                continue
            (rows,) = [rows for name, rows in held.items() if name.startswith(prefix)]
            width = len(table.columns)
            found = [row[:width] for row in rows]
            top = found.index(tuple(column.title for column in table.columns))
            assert found[top + 1 :] == list(table.rows), sheet.heading


@pytest.mark.skipif("pptx" not in MEDIA, reason="slides are not written yet")
def test_the_tables_of_slides_say_nothing_that_no_table_says(media: Media) -> None:
    composed = media.composed
    tables = [t for s in composed.sheets for t in (s.short, s.table, *(m.table for m in s.more))]
    said = {
        cell_text(c, k) for t in (*tables, composed.records) for r in t.rows for c, k in zip(r, t.columns, strict=True)
    }
    said |= {column.title for t in (*tables, composed.records) for column in t.columns}
    said |= {words for d in composed.definitions for pair in d.pairs for words in pair}
    known = {squeezed(words) for words in said}
    for cell in slides_cells(media.files["pptx"]):
        short = squeezed(cell).removesuffix("…")
        assert short in known or any(words.startswith(short) for words in known) or not _is_number(cell), cell


@pytest.mark.skipif("pptx" not in MEDIA, reason="slides are not written yet")
def test_the_charts_of_slides_have_the_numbers_of_the_figures(media: Media) -> None:
    drawn = slides_charts(media.files["pptx"])
    looked_at = 0
    for sheet in media.composed.sheets:
        for chart in sheet.charts:
            if chart.id not in CHARTED:
                continue
            of_chart = [numbers for name, numbers in drawn if squeezed(name).startswith(squeezed(chart.title)[:30])]
            numbers = set().union(*of_chart)
            missing = {v for v in figure_values(chart.id, chart.figure) if not _among(v, numbers)}
            assert not missing, (sheet.heading, chart.id, sorted(missing)[:5])
            looked_at += 1
    assert looked_at


def figure_values(kind: str, figure: Any) -> set[float]:
    """What the marks of a figure stand for: y of a funnel and a trend, x of bars, which lie."""
    axis = "x" if kind == "bars" else "y"
    found: set[float] = set()
    for trace in figure["data"]:
        if trace.get("mode", "") in ("markers", "lines+markers") or trace["type"] == "bar":
            found |= {float(v) for v in trace.get(axis, ()) if isinstance(v, int | float) and math.isfinite(v)}
    return found


def _among(value: float, numbers: set[float]) -> bool:
    return value in numbers or any(math.isclose(value, number, rel_tol=1e-9, abs_tol=1e-12) for number in numbers)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace("−", "").replace(".", "").isdigit()
