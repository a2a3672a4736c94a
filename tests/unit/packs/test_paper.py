"""What a paper pack says, before it is set: tables, marks, letters."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.packs_made import TABLE, composed, text_page, view
from variation.findings.rows import Column, Table
from variation.packs.drawing.words import width_of
from variation.packs.paper import mark, paper, paragraphs, printable
from variation.packs.paper_tables import LANDSCAPE, PORTRAIT, tables_of, with_numbered_notes
from variation.packs.pdf import arrange
from variation.packs.sheets import Titled

WORDS = "a sentence that is far too long for one line of one column of a table on paper, and goes on for a while"


def said(composed):
    return paper(composed, [{} for _ in composed.sheets])


@pytest.mark.parametrize("room", [PORTRAIT, LANDSCAPE])
def test_columns_fill_the_room_and_no_number_is_broken(room):
    columns = (Column("area", "Borough"), Column("v", "Value (per 100,000 people)", 1), Column("w", "Remark"))
    (made,) = tables_of(Table(columns, (("Hammersmith and Fulham", 1234567.8, WORDS), ("City", None, ""))), room, 8.5)
    assert sum(made["widths"]) == pytest.approx(room)
    assert made["rows"][0][1] == "1,234,567.8"
    assert made["widths"][1] >= width_of("1,234,567.8", 8.5) + 8
    assert made["widths"][2] > made["widths"][0] > width_of("Hammersmith and Fulham", 8.5)
    assert made["right"] == [False, True, False]


def test_a_table_too_wide_for_its_page_is_cut_into_parts_that_lose_nothing():
    columns = (*TABLE.columns[:2], *(Column(f"m{k}", f"Month {k}", 1) for k in range(60)))
    parts = tables_of(Table(columns, (("E09000007", "Camden", *map(float, range(60))),)), PORTRAIT, 8.5)
    assert len(parts) > 1
    assert [head for part in parts for head in part["head"][2:]] == [f"Month {k}" for k in range(60)]
    assert all(part["head"][:2] == ["Code", "Borough"] for part in parts)
    assert all(sum(part["widths"]) == pytest.approx(PORTRAIT) for part in parts)


def test_a_word_wider_than_the_page_does_not_widen_the_page():
    (made,) = tables_of(Table((Column("area", "Area"),), (("W" * 200,),)), PORTRAIT, 8.5)
    assert sum(made["widths"]) == pytest.approx(PORTRAIT)


def test_long_notes_are_numbered_once_each():
    table, notes = with_numbered_notes(TABLE)
    assert [row[-1] for row in table.rows] == ["1", "1", ""]
    assert notes == ["Note 1: modelled from what the publisher gives for neighbourhoods"]
    plain = Table(TABLE.columns[:2], (("E09000007", "Camden"),))
    assert with_numbered_notes(plain) == (plain, [])


def test_the_appendix_has_each_table_once_and_the_further_ones_of_a_page():
    more = (Titled("Periods", Table(TABLE.columns[:2], (("E09000007", "Camden"),))),)
    made = said(
        composed(view("funnel", heading="One"), view("trend", heading="One"), view("bars", heading="Two", more=more))
    )
    assert [table["heading"] for table in made["tables"]] == ["One", "Two", "Two: Periods"]


def test_everything_said_is_plain_data():
    json.dumps(said(composed(text_page("Words."), view("funnel"))), allow_nan=False)


@pytest.mark.parametrize(
    ("draft", "state", "word"),
    [
        (True, "draft", "DRAFT"),
        (True, "reviewed", "DRAFT"),
        (True, "released", ""),
        (False, "draft", ""),
        (False, "withdrawn", "WITHDRAWN"),
    ],
)
def test_the_mark_follows_the_state(draft, state, word):
    assert mark(composed(draft=draft, state=state)) == word


def test_paragraphs_are_parted_by_empty_lines_and_keep_theirs():
    assert paragraphs("One\ntwo\n\n\n three \n  \nfour") == [["One", "two"], ["three"], ["four"]]
    assert paragraphs("") == []


def test_letters_that_can_be_printed_are_left_alone_and_others_replaced():
    assert printable("Ŵ ≥ △ 漢\x07\ttab\nline") == "Ŵ ≥ △ □  tab\nline"


def test_charts_stand_side_by_side_only_where_one_names_many_areas_or_there_are_many():
    assert arrange(view("map", "funnel")).columns == 1
    assert arrange(view("map", "bars")).columns == 2
    assert arrange(view("map", "funnel", "trend")).columns == 2
    assert arrange(view("trend")).height is not None
    assert arrange(view("map")).height is None
    assert arrange(replace(view("map"), charts=())).shares == ()
