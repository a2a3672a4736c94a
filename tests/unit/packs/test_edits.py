"""Changes of a pack: what was typed becomes the pack or a sentence beside its field; nothing hostile gets through."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.errors import PackError
from variation.packs import Pack, PackPage, edits
from variation.packs.files import parse_pack, write_pack
from variation.packs.forms import Refused, clean
from variation.packs.model import ACTIONS, CHANGED, LONGEST, MOST_PAGES, TEXT, VIEW, Edit

COVER = {"title": "North", "purpose": "noting"}


def view(name, **more):
    return PackPage(VIEW, view=f"/?indicator={name}", **more)


def pack(*names):
    return Pack("p", "P", pages=tuple(view(name) for name in names))


def order(made):
    return [page.view.partition("=")[2] for page in made.pages]


@pytest.mark.parametrize(
    ("place", "to", "after"),
    [(0, 1, "bac"), (2, 0, "cab"), (1, 1, "abc"), (0, 99, "bca"), (2, -5, "cab")],
)
def test_a_page_moves_and_the_others_keep_their_order(place, to, after):
    assert order(edits.moved(pack(*"abc"), place, to)) == list(after)


def test_a_page_that_is_not_there_cannot_be_moved_removed_or_edited():
    for step in (
        lambda: edits.moved(pack("a"), 1, 0),
        lambda: edits.removed(pack("a"), -1),
        lambda: edits.with_page(pack("a"), 7, {}, ()),
    ):
        with pytest.raises(PackError, match="no such page"):
            step()


def test_a_pack_holds_no_more_pages_than_may_be():
    full = pack(*(["a"] * MOST_PAGES))
    with pytest.raises(PackError, match=str(MOST_PAGES)):
        edits.added(full, view("b"))
    assert len(edits.duplicated(full, 3).pages) == MOST_PAGES


def test_a_cover_takes_dates_as_browsers_and_as_people_write_them():
    for typed in ("2026-12-01", "1/12/2026", " 01/12/2026 "):
        assert edits.with_cover(pack(), {**COVER, "date": typed}).date == date(2026, 12, 1)
    assert edits.with_cover(pack(), {**COVER, "date": ""}).date is None


def test_a_cover_names_the_load_that_the_board_saw_last():
    made = edits.with_cover(pack(), {**COVER, "previous": "12"})
    assert made.previous == 12
    assert edits.with_cover(made, COVER).previous == 12
    assert edits.with_cover(made, {**COVER, "previous": ""}).previous == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"previous": "-1"}, "previous"),
        ({"title": "  "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"date": "31/2/2026"}, "date"),
        ({"date": "soon"}, "date"),
        ({"purpose": "<script>"}, "purpose"),
        ({"within": "E99"}, "within"),
        ({"action": "x" * (LONGEST + 1)}, "action"),
    ],
)
def test_a_cover_that_cannot_be_kept_says_so_beside_the_field(typed, field):
    with pytest.raises(Refused) as refused:
        edits.with_cover(pack(), {**COVER, **typed})
    assert list(refused.value.fields) == [field]


def test_all_faults_of_a_form_are_said_at_once():
    with pytest.raises(Refused) as refused:
        edits.with_cover(pack(), {"title": "", "date": "x", "purpose": "y"})
    assert set(refused.value.fields) == {"title", "date", "purpose"}


def test_sentences_left_as_generated_go_on_following_the_figures():
    same = edits.with_page(pack("a"), 0, {}, [("One.", "One."), ("Two.", " Two. "), ("", "")])
    assert same.pages[0].edited == ()
    changed = edits.with_page(pack("a"), 0, {}, [("One.", "Other."), ("Two.", ""), ("", "Third."), ("Four.", "Four.")])
    assert changed.pages[0].edited == (("One.", "Other."), ("Two.", ""), ("", "Third."))


def test_a_page_with_too_many_sentences_is_refused_and_none_is_cut_off():
    many = [("", f"Sentence {n}.") for n in range(edits.MOST_FINDINGS + 1)]
    with pytest.raises(PackError, match="12 sentences"):
        edits.with_page(pack("a"), 0, {}, many)
    fewer = edits.with_page(pack("a"), 0, {}, [*many[1:], ("Old.", "")])
    assert fewer.pages[0].edited == (*many[1:], ("Old.", ""))


def test_a_text_page_needs_heading_and_text_and_a_view_does_not():
    made = edits.added(pack(), PackPage(TEXT, heading="H", text="T"))
    with pytest.raises(Refused) as refused:
        edits.with_page(made, 0, {}, ())
    assert set(refused.value.fields) == {"heading", "text"}
    assert edits.with_page(pack("a"), 0, {"message": "M"}, ()).pages[0].message == "M"


def test_charts_are_kept_in_order_and_once():
    made = edits.with_page(pack("a"), 0, {"chart-1": "bars", "chart-2": "bars"}, ())
    assert made.pages[0].charts == ("bars",)


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ({"chart-1": "map", "chart-2": "trend"}, ("map", "trend", "bars")),
        ({"chart-1": "funnel", "chart-2": "trend"}, ("funnel", "trend", "bars")),
        ({"chart-1": "bars", "chart-2": ""}, ("bars",)),
        ({"chart-1": "", "chart-2": ""}, ()),
        ({}, ("map", "trend", "bars")),
    ],
)
def test_charts_that_no_field_names_stay_when_a_page_is_saved(typed, after):
    made = edits.with_page(Pack("p", "P", pages=(view("a", charts=("map", "trend", "bars")),)), 0, typed, ())
    assert made.pages[0].charts == after


def test_a_duplicate_has_the_same_pages_new_sentences_and_says_first_what_changed():
    old = Pack(
        "p",
        "P",
        date=date(2026, 1, 1),
        pages=(view("a", edited=(Edit("Was.", "Old."),), message="Why?"), PackPage(ACTIONS)),
    )
    new = edits.duplicated(old, 12)
    assert [page.kind for page in new.pages] == [CHANGED, VIEW, ACTIONS]
    assert (new.pages[1].edited, new.pages[1].message) == ((), "Why?")
    assert (new.previous, new.date, new.draft) == (12, None, True)
    assert [page.kind for page in edits.duplicated(new, 13).pages] == [CHANGED, VIEW, ACTIONS]


def test_a_page_is_found_again_where_others_moved_or_edited_it():
    a, b = view("a"), view("b", message="x")
    assert edits.place_of(b, Pack("p", "P", pages=(b, a))) == 0
    assert edits.place_of(b, Pack("p", "P", pages=(a, view("b", message="other")))) == 1
    assert edits.place_of(b, Pack("p", "P", pages=(a,))) is None
    assert edits.place_of(b, Pack("p", "P", pages=(view("b", message="one"), view("b", message="two")))) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://atlas.example/spread?indicator=a&level=ccg#x", "/spread?indicator=a&level=ccg"),
        (" /?indicator=a ", "/?indicator=a"),
        ("/?find=two words", "/?find=two%20words"),
        ("http://atlas.example/", "/"),
    ],
)
def test_the_address_of_a_view_is_kept_without_its_host(typed, kept):
    assert edits.view_address(typed, "atlas.example") == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://www.google.com/", "www.google.com, not of this atlas"),
        ("//evil.com/", "evil.com, not of this atlas"),
        ("https://fingertips.phe.org.uk/?foo=1", "fingertips.phe.org.uk"),
        ("https://atlas.example:81/", "atlas.example:81"),
        ("/?indicator=a&indicator=b", "names indicator more than once"),
        ("/overview?domain=access&domain=outcome", "names domain more than once"),
        ("/?indicator=a&map=cube", "cube"),
    ],
)
def test_an_address_of_another_site_or_with_choices_that_cannot_be_used_is_refused_by_name(typed, said):
    with pytest.raises(Refused, match=re.escape(said)):
        edits.view_address(typed, "atlas.example")


@pytest.mark.parametrize(
    ("address", "shown", "kept"),
    [
        ("/", "/?indicator=a&level=ccg&period=2015", "/?indicator=a"),
        ("/?level=ccg", "/?indicator=a&level=ccg", "/?level=ccg&indicator=a"),
        ("/?indicator=b", "/?indicator=b&level=ccg", "/?indicator=b"),
        ("/area", "/area?area=E09000007", "/area?area=E09000007"),
        ("/overview", "/overview?level=ccg", "/overview"),
    ],
)
def test_a_view_without_its_subject_is_kept_with_the_one_that_was_shown(address, shown, kept):
    assert edits.with_subject(address, shown) == kept


@pytest.mark.parametrize("typed", ["", "javascript:alert(1)", "x", "data:text/html,x", "http://[", "/" + "x" * 3000])
def test_what_is_no_address_of_ours_is_refused(typed):
    with pytest.raises(Refused):
        edits.view_address(typed)


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_kept_and_read_again_or_is_refused(text):
    try:
        made = edits.with_cover(pack("a"), {**COVER, "title": text, "action": text})
        made = edits.with_page(made, 0, {"message": text, "notes": text}, [("x", text)])
        made = edits.added(made, edits.page_of_kind(TEXT, {"heading": text, "text": text}))
    except Refused:
        assert not clean(text) or len(clean(text)) > 200
        return
    assert parse_pack(write_pack(made), made.name) == made


@given(st.text(max_size=100))
def test_a_name_made_of_any_title_is_a_name(title):
    assert parse_pack(write_pack(pack()), edits.slug(title)).name == edits.slug(title)


def test_a_page_of_a_kind_that_is_not_there_is_refused():
    for kind in ("", VIEW, "<b>"):
        with pytest.raises(PackError):
            edits.page_of_kind(kind, {})
