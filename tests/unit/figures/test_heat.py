"""The grid of indicators by areas: a cell for each figure, and a mark wherever something differs or is absent."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests import builders as b
from variation.analyses.results import NO_DATA
from variation.figures.heat import draw_heat
from variation.figures.theme import STATUS_COLOURS, WHITE


def drawn(*statuses, **changes):
    rows = [
        (f"Row {k}", b.comparison([50.0 + s for s in status], status, **changes)) for k, status in enumerate(statuses)
    ]
    return draw_heat(rows)


def test_each_indicator_has_a_cell_for_each_area_and_the_first_is_on_top():
    figure = drawn([0, 2, -2], [1, 0, 0])
    cells = figure["data"][0]
    assert cells["x"] == [0, 1, 2] * 2
    assert [base + height / 2 for base, height in zip(cells["base"], cells["y"], strict=True)] == pytest.approx(
        [1, 1, 1, 0, 0, 0]
    )
    assert figure["layout"]["yaxis"]["ticktext"] == ["Row 1", "Row 0"]


def test_a_cell_has_the_colour_of_its_difference_by_which_way_is_good():
    statuses = [-2, -1, 0, 1, 2]
    for polarity in ("high", "low", "none"):
        cells = drawn(statuses, of=b.indicator(polarity=polarity))["data"][0]
        assert cells["marker"]["color"] == [STATUS_COLOURS[polarity][s] for s in statuses]


def test_what_differs_has_a_mark_of_its_direction_so_that_colour_is_not_alone():
    marks = drawn([-2, -1, 0, 1, 2])["data"][1]
    assert marks["x"] == [0, 1, 3, 4]
    assert marks["marker"]["symbol"] == ["triangle-down", "triangle-down", "triangle-up", "triangle-up"]
    assert marks["marker"]["color"][0] == marks["marker"]["color"][3] == WHITE


def test_an_absent_figure_is_an_empty_white_cell_and_one_not_compared_has_a_dot():
    figure = draw_heat([("Row", b.comparison([np.nan, 50, 50], [NO_DATA, NO_DATA, 0]))])
    assert figure["data"][0]["marker"]["color"][:2] == [WHITE, WHITE]
    assert figure["data"][1]["x"] == [1]
    assert figure["data"][1]["marker"]["symbol"] == ["circle"]


def test_areas_outside_the_footprint_are_left_out():
    inside = np.array([True, False, True])
    assert drawn([2, 2, 2], inside=inside)["data"][0]["x"] == [0, 1]


def test_nothing_to_show_is_an_empty_figure_that_can_be_sent():
    assert json.loads(json.dumps(draw_heat([]), allow_nan=False))["data"] == []
