"""The paper pack, read back: pages, words, bookmarks, tags, vectors."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from tests.packs_made import FIVE_THINGS, LABEL, RECORDS, TABLE, chart, composed, text_page, view
from variation.findings.rows import Column, Table
from variation.packs.model import ACTIONS, FIVE
from variation.packs.pdf import write_pdf
from variation.packs.sheets import Sheet, from_json, to_json

HOSTILE = r"#let x = $y$ *bold* _it_ \n \back @ref <label> `code` // no [b] {c} ~ -- --- ... 'a' " + '"q" & %'


@pytest.fixture(scope="module")
def shown():
    given = "14 of 33 boroughs are worse."
    return composed(
        text_page(f"First paragraph.\nSecond line.\n\n{HOSTILE}"),
        view("map", "funnel", findings=("A person wrote this.", given), generated=(given,), table=TABLE),
        view("tiles", "bars", heading="Health checks by borough, ranked", table=TABLE),
        view("funnel", "trend", "relation", "boxes", heading="Four of them", illustrative=True, table=TABLE),
        view("multiples", heading="One alone", table=TABLE),
        Sheet(kind=FIVE, heading="Five things to know", findings=FIVE_THINGS),
        Sheet(kind="view", heading="This view cannot be shown", problem="The page /nowhere cannot stand in a pack."),
        Sheet(kind=ACTIONS, heading="Decisions and actions", table=RECORDS, short=RECORDS),
        records=RECORDS,
    )


class Read:
    """A PDF read back: its parts, and the words of each page in one line."""

    def __init__(self, shown):
        self.pdf = pypdf.PdfReader(io.BytesIO(write_pdf(shown)))
        self.root = self.pdf.trailer["/Root"]
        self.words = [re.sub(r"\s+", " ", page.extract_text()) for page in self.pdf.pages]

    def pages_with(self, words):
        return [k for k, page in enumerate(self.words) if words in page]


@pytest.fixture(scope="module")
def made(shown):
    return Read(shown)


def tags(read):
    """Every structure element as (tag, alternative text)."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for kid in node:
                walk(kid)
        elif hasattr(node, "get") and "/S" in node:
            found.append((node["/S"], node.get("/Alt")))
            if "/K" in node:
                walk(node["/K"])

    walk(read.root["/StructTreeRoot"]["/K"])
    return found


def outline(read):
    def titles(items):
        return [one for item in items for one in (titles(item) if isinstance(item, list) else [item.title])]

    return titles(read.pdf.outline)


def test_it_is_a_tagged_document_in_british_english_with_its_title(made):
    root = made.root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.pdf.metadata.title == "Where care differs"
    assert made.pdf.metadata.author == "Network team"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_every_chart_has_its_alternative_text(made, shown):
    said = [alt for tag, alt in tags(made) if tag == "/Figure"]
    assert said == [c.alt for sheet in shown.sheets for c in sheet.charts]


def test_tables_have_headers_and_headings_their_level(made):
    found = {tag for tag, _ in tags(made)}
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/P", "/L"} <= found


def test_bookmarks_name_every_page_and_the_appendix(made, shown):
    named = outline(made)
    headings = [sheet.heading for sheet in shown.sheets]
    assert named[: len(headings)] == headings
    assert {"Appendix: definitions", "Health checks", "Appendix: all figures"} <= set(named)


def test_each_view_takes_one_page_and_contents_say_which(made, shown):
    contents = made.words[1]
    for sheet in shown.sheets:
        first = made.pages_with(sheet.heading)
        page = next(k for k in first if k > 1)
        assert re.search(rf"{re.escape(sheet.heading)}[ .]*{page + 1}\b", contents)
    assert made.pages_with("All figures: in the appendix.") == [3, 4, 5, 6]


def test_the_foot_of_every_page_says_title_snapshot_and_place(made):
    count = len(made.words)
    for k, page in enumerate(made.words, start=1):
        assert f"Where care differs · Snapshot: {LABEL} · page {k} of {count}" in page


def test_the_cover_says_who_meets_when_and_what_for(made):
    cover = made.words[0]
    for words in ("Clinical board", "24 November 2026", "For decision", "Agree the next review.", LABEL):
        assert words in cover


def test_text_prints_as_it_stands(made):
    assert HOSTILE in made.words[2]
    assert "First paragraph." in made.words[2]


def test_a_hostile_text_in_any_place_prints_as_it_stands():
    sheet = view("funnel", heading=HOSTILE, message=HOSTILE, decision=HOSTILE, findings=(HOSTILE,), source=HOSTILE)
    sheet = replace(sheet, charts=(chart("funnel", title=HOSTILE, note=HOSTILE, alt=HOSTILE),))
    read = Read(composed(sheet, title=HOSTILE, action=HOSTILE))
    assert HOSTILE in read.words[0]
    assert read.words[2].count(HOSTILE) >= 7
    assert read.pdf.metadata.title == HOSTILE
    assert [alt for tag, alt in tags(read) if tag == "/Figure"] == [HOSTILE]


def test_letters_that_no_font_has_do_not_stop_the_pack():
    read = Read(composed(text_page("Emoji 🧬 and 漢字, but ŵ, ł, Ω, ≥ and → stand.\x07")))
    assert "□" in read.words[2]
    assert "ŵ, ł, Ω, ≥ and → stand." in read.words[2]


def test_charts_are_vectors_with_text_that_can_be_selected(made):
    assert not [image for page in made.pdf.pages for image in page.images]
    assert "Westminster" in made.words[4]  # a bar's name
    assert "Women" in made.words[3] or "People invited" in made.words[3]  # an axis' title


def test_only_the_fonts_of_the_atlas_are_used_and_embedded(made):
    found = set()
    for page in made.pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object())
            found.add(re.sub(r"^/[A-Z]{6}\+", "", below["/BaseFont"]))
    assert {re.split(r"[-,]", name)[0] for name in found} <= {"LiberationSans", "DejaVuSans"}


def test_edited_sentences_are_marked_and_generated_ones_are_not(made):
    page = made.words[3]
    assert "A person wrote this. (edited by the author)" in page
    assert "are worse. (edited" not in page
    assert "Decision asked for Agree where to begin." in page


def test_illustrative_figures_are_marked_in_words_on_their_page_in_the_appendix_and_on_the_cover(made):
    marked = made.pages_with("Illustrative: these figures are simulated, not published ones")
    assert marked[0] == 5
    assert len(marked) == 2
    assert "The funnel of it (illustrative)" in made.words[5]
    assert "Some pages show illustrative figures" in made.words[0]


def test_a_draft_is_marked_on_every_page_and_a_signed_pack_on_none():
    sheet = text_page("Words.")
    draft = Read(composed(sheet))
    assert all("DRAFT" in page for page in draft.words)
    signed = ("Released by the Medical Director on 2 December 2026",)
    released = Read(composed(sheet, state="released", signed=signed))
    reviewed = Read(composed(sheet, state="reviewed", signed=("Reviewed by A. Person on 1 December 2026",)))
    withdrawn = Read(composed(sheet, state="withdrawn"))
    assert all("DRAFT" in page for page in reviewed.words)
    assert "Draft: reviewed, not yet released" in reviewed.words[0]
    assert all("WITHDRAWN" in page for page in withdrawn.words)
    assert not any("DRAFT" in page for page in released.words)
    assert signed[0] in released.words[0]


def test_the_appendix_has_every_figure_as_it_is_written_elsewhere(made):
    text = " ".join(made.words[10:])
    for words in ("E09000007 Camden 61.4 1,234 1", "E09000003 Barnet 1,067.0 – 1", "E09000001 City −0.2 12"):
        assert words in text
    assert "Note 1: modelled from what the publisher gives for neighbourhoods" in text


def test_the_record_stands_on_its_page_or_else_in_the_appendix(made):
    assert made.pages_with("Ask the lowest boroughs") == made.pages_with("Clinical lead")
    assert len(made.pages_with("Ask the lowest boroughs")) == 1
    alone = Read(composed(text_page("Words."), records=RECORDS))
    assert len(alone.pages_with("Ask the lowest boroughs")) == 1


def test_a_table_wider_than_a_page_is_cut_and_says_each_time_whose_row_it_is():
    months = tuple(Column(f"m{k}", f"M{k}", 1) for k in range(40))
    rows = tuple(
        (code, name, *(float(100 * r + k) for k in range(40))) for r, (code, name, *_) in enumerate(TABLE.rows)
    )
    wide = Table((*TABLE.columns[:2], *months), rows)
    read = Read(composed(view("funnel", table=wide)))
    text = " ".join(read.words[3:])
    assert text.count("E09000003 Barnet") == 2
    for k in range(40):
        assert f" {100 + k}.0" in text


def test_a_view_with_more_words_than_a_page_still_shows_its_charts():
    long = tuple(f"Sentence {k} says something at length about what was found in these boroughs." for k in range(40))
    read = Read(composed(view("map", "funnel", findings=long)))
    assert len([alt for tag, alt in tags(read) if tag == "/Figure"]) == 2
    assert read.pages_with("Sentence 39 says")


def test_a_pack_without_pages_is_a_cover_and_contents():
    assert len(Read(composed()).words) == 2


def test_the_same_pack_gives_the_same_bytes_also_when_it_was_kept(shown):
    assert write_pdf(shown) == write_pdf(from_json(to_json(shown)))
