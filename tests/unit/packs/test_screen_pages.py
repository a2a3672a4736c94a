"""Where charts stand on a screen, and how large they are drawn."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.composed_pack import view
from tests.packs_figures import multiples
from variation.packs.screen_pages import Page, page_of


def shapes(page: Page) -> list[tuple[list[str], bool]]:
    return [([picture.chart.id for picture in screen.pictures], screen.beside) for screen in page.screens]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), [([], False)]),
        (("map",), [(["map"], True)]),
        (("map", "funnel"), [(["map", "funnel"], False)]),
        (("map", "funnel", "trend"), [(["map", "funnel"], False), (["trend"], True)]),
        (("bars", "map"), [(["bars"], True), (["map"], True)]),
    ],
)
def test_two_charts_stand_side_by_side_and_one_or_a_long_one_large(
    names: tuple[str, ...], expected: list[tuple[list[str], bool]]
) -> None:
    assert shapes(page_of(3, view(*names), "")) == expected


def test_a_chart_of_many_panels_or_columns_has_the_whole_width() -> None:
    funnel = view("funnel").charts[0]
    columns = {"xaxis": {**funnel.figure["layout"]["xaxis"], "tickvals": [*range(33)], "ticktext": ["A"] * 33}}
    for figure in (multiples(33), {**funnel.figure, "layout": {**funnel.figure["layout"], **columns}}):
        many = replace(funnel, id="many", figure=figure)
        page = page_of(3, view(charts=(funnel, many, funnel)), "")
        assert shapes(page) == [(["funnel"], True), (["many"], False), (["funnel"], True)]
    assert page.screens[1].pictures[0].width > 1800


def test_charts_go_to_a_screen_of_their_own_where_words_leave_too_little() -> None:
    wordy = view("map", "funnel", findings=("A long sentence. " * 30,) * 3)
    assert shapes(page_of(3, wordy, "")) == [([], False), (["map", "funnel"], False)]


def test_charts_are_smaller_the_more_words_there_are_but_never_lower_than_can_be_read() -> None:
    heights = [
        page_of(3, view("map", "funnel", findings=("A sentence of some length for the board.",) * n), "")
        .screens[0]
        .pictures[0]
        .height
        for n in range(5)
    ]
    assert heights == sorted(heights, reverse=True)
    assert min(heights) >= 480


def test_notes_stand_below_charts_where_they_leave_them_room() -> None:
    assert page_of(3, view("map", "funnel", message="", decision=""), "").screens[0].noted
    assert page_of(3, view("map"), "").screens[0].noted
    wordy = view("map", "funnel", findings=("A sentence of some length, of which there are a few on a page. " * 3,) * 3)
    assert not page_of(3, wordy, "").screens[0].noted
    assert not page_of(3, view("bars"), "").screens[0].noted


def test_all_text_of_a_chart_is_drawn_at_24_px_or_more() -> None:
    for screen in page_of(3, view("bars", "map", "funnel", "trend"), "").screens:
        for picture in screen.pictures:
            sizes = [float(size) for size in re.findall(r"font(?:-size)?: ?(?:[a-z]+ )*([\d.]+)px", picture.svg)]
            assert sizes
            assert min(sizes) >= 24, picture.chart.id
