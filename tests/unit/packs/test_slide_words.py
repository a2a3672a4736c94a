"""Text for slides: cleaned, measured, shrunk before it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from variation.packs.slides.words import clean, fit, fit_title, plain, shorten, width, wrap


@given(st.text(max_size=300))
def test_a_cleaned_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("t")
    element.text = clean(text)
    assert "\x00" not in etree.tostring(element, encoding="unicode")


def test_tags_of_figures_go_and_other_angle_brackets_stay() -> None:
    assert plain("<b>Camden</b><br>61.4 %") == "Camden 61.4 %"
    assert plain("fewer than <5 of 10>") == "fewer than <5 of 10>"


@given(st.text(alphabet="abc WM,.", min_size=1, max_size=400), st.floats(60, 400))
def test_no_wrapped_line_is_wider_than_its_room(text: str, room: float) -> None:
    assert all(width(line, 12) <= room for line in wrap(text, 12, room))


@given(st.text(alphabet="abcdef ghi", max_size=4000))
def test_a_fitted_text_is_never_higher_than_its_place(text: str) -> None:
    fitted = fit(text, 300, 60, (20, 18))
    assert len(wrap(fitted.text, fitted.size, 300)) * fitted.size * 1.2 <= 60.5


def test_a_text_shrinks_before_it_is_cut() -> None:
    text = "Words that fill a line and a half at the larger size"
    fitted = fit(text, 380, 22, (20, 16, 14))
    assert (fitted.text, fitted.size) == (text, 16)


def test_a_title_takes_one_line_at_a_smaller_size_rather_than_two() -> None:
    title = "Six boroughs screen fewer women than chance explains"
    room = width(title, 29, bold=True)
    assert fit_title(title, room, 80, (32, 30, 28)).size == 28
    assert fit_title(title, room, 80, (32, 30, 28)).lines == 1


@pytest.mark.parametrize("lines", [1, 2])
def test_a_cut_text_ends_with_an_ellipsis_after_a_whole_word(lines: int) -> None:
    cut = shorten("one two three four five six seven eight nine ten", 12, 60, lines)
    assert cut.endswith("…")
    assert set(cut.removesuffix("…").split()) <= {"one", "two", "three", "four", "five", "six", "seven", "eight"}
