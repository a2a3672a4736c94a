"""The words around a pack: said once, for every medium."""

from __future__ import annotations

import pytest

from tests.composed_pack import RECORDS, composed, view
from variation.findings.rows import Table
from variation.packs.model import ACTIONS, CHANGED, TEXT, Pack, PackPage
from variation.packs.paper import paper
from variation.packs.sheets import NO_TABLE, Composed, Definition, Sheet, Titled
from variation.packs.words import cover_lines, is_edited, on_paper, record_behind, state_words, tables_behind

WHOLE = Table(RECORDS.columns, RECORDS.rows * 12)


def test_paper_says_on_its_cover_what_every_cover_says() -> None:
    made = composed(signed=("Reviewed by A on 24 November 2026",), state="reviewed")
    printed = paper(made, [{} for _ in made.sheets])
    facts = {head: " ".join(" ".join(lines) for lines in words) for head, words in printed["facts"]}
    placed = {"Board": printed["board"], "Date": printed["date"], "State": printed["state"]}
    assert {**facts, **placed, "Sign-off": printed["signed"][0]} == dict(cover_lines(made))


@pytest.mark.parametrize(
    ("state", "words"),
    [("draft", "Draft: not signed off"), ("released", "Released"), ("withdrawn", "Withdrawn: not to be used")],
)
def test_the_state_is_said_alike(state: str, words: str) -> None:
    assert state_words(composed(state=state)) == words


def test_a_record_too_long_for_its_page_stands_whole_behind_it() -> None:
    page = Sheet(kind=ACTIONS, heading="Decisions and actions", table=WHOLE, short=RECORDS)
    assert tables_behind(page) == [("", WHOLE)]
    assert tables_behind(Sheet(kind=ACTIONS, heading="", table=RECORDS, short=RECORDS)) == []


def test_what_was_recorded_after_the_release_stands_behind_the_frozen_page() -> None:
    assert record_behind(composed()) == NO_TABLE
    assert record_behind(composed(records=WHOLE)) == WHOLE
    assert record_behind(composed(view("map"))) == RECORDS


def test_tables_without_rows_do_not_stand_in_an_appendix() -> None:
    more = (Titled("Nothing", NO_TABLE), Titled("Something", RECORDS))
    assert tables_behind(view("map", more=more, table=NO_TABLE)) == [("Something", RECORDS)]


@pytest.mark.parametrize("kind", ["view", CHANGED])
def test_a_sentence_is_edited_where_the_data_did_not_give_it(kind: str) -> None:
    sheet = Sheet(kind=kind, heading="", findings=("Ours.", "Given."), generated=("Given.",))
    assert [is_edited(sheet, f) for f in sheet.findings] == [True, False]
    assert not is_edited(Sheet(kind=TEXT, heading="", findings=("Ours.",)), "Ours.")


def test_an_indicator_is_defined_as_its_first_page_has_it() -> None:
    pages = [view("map", definitions=(Definition("checks", "Checks", (("Of", of),)),)) for of in ("first", "last")]
    assert [d.pairs for d in composed(*pages).definitions] == [(("Of", "first"),)]


def test_the_page_on_what_changed_is_printed_only_where_a_load_to_compare_with_is_named():
    sheets = (Sheet(kind=CHANGED, heading="Changed"), Sheet(kind=TEXT, heading="T"))
    pages = (PackPage(CHANGED), PackPage(TEXT))
    made = [Composed(Pack("p", "P", previous=load, pages=pages), 3, "", sheets) for load in (0, 2)]
    kinds = [[sheet.kind for sheet in on_paper(one).sheets] for one in made]
    assert kinds == [[TEXT], [CHANGED, TEXT]]
