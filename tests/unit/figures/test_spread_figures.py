"""Boxes, deciles and areas: what is drawn is what was given."""

from __future__ import annotations

import json

import numpy as np

from variation.figures.boxes import draw_boxes
from variation.figures.caterpillar import Points
from variation.figures.deciles import draw_deciles
from variation.figures.levels import draw_areas

PERIODS = ("2014", "2015", "2016")
MONTHS = [(201401, 201412), (201501, 201512), (201601, 201612)]


def test_a_box_spans_the_middle_half_and_a_gap_is_left_out():
    five = np.array([[1.0, np.nan, 2], [2, np.nan, 3], [3, np.nan, 4], [5, np.nan, 6], [9, np.nan, 8]])
    figure = draw_boxes(PERIODS, MONTHS, five, "%")
    whiskers, boxes, medians = figure["data"]
    assert (boxes["base"], boxes["y"]) == ([2.0, 3.0], [3.0, 3.0])
    assert whiskers["y"] == [1.0, 9.0, None, 2.0, 8.0, None]
    assert medians["y"] == [3.0, 4.0]
    assert figure["layout"]["xaxis"]["ticktext"] == ["2014", "2016"]
    json.dumps(figure)


def test_deciles_have_nine_lines_and_picked_areas_their_own_colour_and_code():
    tenths = np.arange(27.0).reshape(9, 3)
    figure = draw_deciles(PERIODS, MONTHS, tenths, [("E1", "One", np.array([1.0, np.nan, 2.0]))], "%")
    assert len(figure["data"]) == 10
    area = figure["data"][-1]
    assert area["customdata"] == ["E1"] * 3
    names = {note["text"]: note["y"] for note in figure["layout"]["annotations"]}
    assert (names["90th"], names["Median"]) == (26.0, 14.0)
    assert names["10th"] == 2.0
    assert names["One"] - names["10th"] >= 1.7  # its line ends at 2, too: pushed up
    assert area["y"] == [1.0, None, 2.0]
    assert figure["data"][4]["line"]["width"] > figure["data"][3]["line"]["width"]
    json.dumps(figure)


def test_areas_know_their_code_in_the_order_drawn():
    value = np.array([3.0, np.nan, 1.0])
    figure = draw_areas(["A", "B", "C"], ["a", "b", "c"], [Points("Seen", value, value - 1, value + 1)], "%", line=2.0)
    trace = figure["data"][0]
    assert trace["customdata"] == ["C", "A"]
    assert trace["x"] == [1.0, 3.0]
    assert trace["hovertext"][1] == "a: seen 3 (2 to 4)"
    json.dumps(figure)
