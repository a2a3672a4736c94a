"""The gradient as it is drawn."""

from __future__ import annotations

import json

import numpy as np

from variation.figures.gradient import Gradient, Slopes, draw_gradient, draw_slopes
from variation.figures.labels import UNNAMED


def test_points_stand_at_their_place_and_the_line_joins_both_ends():
    g = Gradient(
        place=np.array([0.1, 0.5, 0.9]),
        value=np.array([1.0, 2.0, 9.0]),
        weight=np.array([100.0, 400.0, 400.0]),
        code=["A", "B", "C"],
        name=["a", "b", "c"],
        hover=["one", "two", "three"],
        ends=(1.0, 4.0),
    )
    line, points = draw_gradient(g, "%", labels=1)["data"]
    assert (line["x"], line["y"]) == ([0, 100], [1.0, 4.0])
    assert points["x"] == [10.0, 50.0, 90.0]
    assert points["customdata"] == ["A", "B", "C"]
    assert points["text"] == [UNNAMED, UNNAMED, "c"]  # the one furthest from the line
    assert points["marker"]["size"][1] == 2 * points["marker"]["size"][0]
    json.dumps(line)


def test_slopes_have_their_limits_and_a_line_at_nought():
    figure = draw_slopes(
        Slopes(["2015", "2016"], [(201501, 201512), (201601, 201612)], np.array([2.0, 3.0]), np.array([1.0, 2.5]),
               np.array([3.0, 4.5])), "%",
    )  # fmt: skip
    assert figure["data"][0]["error_y"]["array"] == [1.0, 1.5]
    assert figure["data"][0]["error_y"]["arrayminus"] == [1.0, 0.5]
    assert figure["layout"]["shapes"][0]["y0"] == 0
    json.dumps(figure)
