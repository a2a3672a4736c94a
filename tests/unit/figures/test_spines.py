"""The spines of a profile as a chart: the same places as in the table's cells."""

from __future__ import annotations

import math

from tests.unit.figures.test_spine import line
from variation.analyses.results import NO_DATA
from variation.figures.spine import MIDDLE, spine
from variation.figures.spines import draw_spines


def test_each_line_has_its_range_its_middle_half_and_its_mark_where_the_spine_has_them():
    lines = [line(60), line(30, status=-2)]
    ranges, halves, marks = draw_spines(lines, "London")["data"]
    for k, of in enumerate(lines):
        found = spine(of)
        assert found is not None
        assert ranges["base"][k] == round(found.start, 1)
        assert ranges["x"][k] == round(found.width, 1)
        assert halves["base"][k] == round(found.half_start, 1)
        assert marks["x"][k] == round(found.mark, 1)
    assert marks["y"] == [1, 0]  # the first line on top


def test_better_is_to_the_right_whichever_way_is_good():
    high, low = line(60, polarity="high"), line(30, polarity="low", status=-2)
    marks = draw_spines([high, low], "London")["data"][2]
    assert all(x > MIDDLE for x in marks["x"])
    assert marks["marker"]["symbol"] == ["triangle-up", "triangle-down"]


def test_the_benchmark_is_named_in_the_middle_and_illustrative_lines_are_marked():
    figure = draw_spines([line(illustrative=True)], "England")
    assert figure["layout"]["xaxis"]["ticktext"][1] == "England"
    assert figure["layout"]["yaxis"]["ticktext"] == ["Health checks (illustrative)"]


def test_lines_without_a_figure_or_without_a_range_are_left_out():
    assert draw_spines([line(math.nan, status=NO_DATA), line(lowest=60, highest=60)], "London")["data"] == []
