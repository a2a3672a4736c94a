"""Where charts stand on a screen, and how large they are drawn."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests import builders as b
from tests.packs_figures import multiples
from tests.packs_made import view
from variation.figures.heat import draw_heat
from variation.packs.screen_pages import Page, page_of


def shapes(page: Page) -> list[tuple[list[str], bool]]:
    return [([picture.chart.id for picture in screen.pictures], screen.beside) for screen in page.screens]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), [([], False)]),
        (("map",), [(["map"], True)]),
        (("map", "funnel"), [(["map", "funnel"], False)]),
        (("map", "funnel", "trend"), [(["map", "funnel"], False), (["trend"], False)]),
        (("bars", "map"), [(["bars"], True), (["map"], False)]),
        (("map", "bars"), [(["map"], True), (["bars"], True)]),
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
        assert shapes(page) == [(["funnel"], True), (["many"], False), (["funnel"], False)]
    assert page.screens[1].pictures[0].width > 1800


SENTENCE = "A sentence of some length, of which there are a few on a page. "


@pytest.mark.parametrize("times", [3, 4, 5])
def test_where_two_charts_have_no_room_below_the_words_the_first_stands_beside_them(times: int) -> None:
    page = page_of(3, view("map", "funnel", findings=(SENTENCE * times,) * 3), "")
    assert shapes(page) == [(["map"], True), (["funnel"], False)]
    assert page.screens[0].pictures[0].width > 900


def test_the_column_of_words_is_wider_the_more_they_are() -> None:
    columns = [page_of(3, view("map", findings=(SENTENCE * n,) * 3), "").screens[0].column for n in (1, 4, 5)]
    assert columns == sorted(set(columns))


def test_charts_go_to_a_screen_of_their_own_where_words_fill_one() -> None:
    wordy = view("map", "funnel", findings=("A long sentence. " * 60,) * 3)
    assert shapes(page_of(3, wordy, "")) == [([], False), (["map", "funnel"], False)]


def test_words_without_room_for_panels_have_the_figures_in_short_beside_them() -> None:
    panels = replace(view("funnel").charts[0], figure=multiples(33))
    few, many = (view(charts=(panels,), findings=(SENTENCE * n,)) for n in (1, 9))
    table = few.table
    short = type(table)(table.columns, table.rows[:8])
    pages = [page_of(3, replace(sheet, short=short), "") for sheet in (few, many)]
    assert [page.tabled for page in pages] == [not page.screens[0].pictures for page in pages]
    assert pages[1].tabled


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
    long = tuple(replace(chart, note=SENTENCE * 3) for chart in view("map", "funnel").charts)
    wordy = page_of(3, view(charts=long, findings=(SENTENCE * 4,) * 2), "").screens[0]
    assert len(wordy.pictures) == 2
    assert not wordy.noted
    assert not page_of(3, view("bars"), "").screens[0].noted


@pytest.mark.parametrize("sentences", range(1, 9))
def test_rows_of_a_heat_table_are_named_at_24_px_or_more_however_many_words_stand_above(sentences: int) -> None:
    rows = [(f"Indicator of a long name, {k}", b.comparison([50.0 + k] * 33)) for k in range(12)]
    heat = replace(view("funnel").charts[0], figure=draw_heat(rows), note="")
    drawn_large(page_of(3, view(charts=(heat,), findings=(SENTENCE * sentences,)), ""))


def test_all_text_of_a_chart_is_drawn_at_24_px_or_more() -> None:
    drawn_large(page_of(3, view("bars", "map", "funnel", "trend"), ""))


def drawn_large(page: Page) -> None:
    """Hold that no chart of a page has text below 24 px."""
    assert any(screen.pictures for screen in page.screens)
    for screen in page.screens:
        for picture in screen.pictures:
            sizes = [float(size) for size in re.findall(r"font(?:-size)?: ?(?:[a-z]+ )*([\d.]+)px", picture.svg)]
            assert sizes
            assert min(sizes) >= 24, picture.chart.id
