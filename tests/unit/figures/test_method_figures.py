"""Figures drawn straight from methods: what Plotly takes, in order, with nothing lost."""

from __future__ import annotations

import json

import numpy as np
import plotly.graph_objects as go
import pytest

from scripts.method_pictures import PICTURES
from variation.figures.caterpillar import Points, draw_caterpillar
from variation.figures.control_chart import draw_control_chart
from variation.figures.scatter import Cloud, draw_scatter
from variation.methods import spc


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_the_methods_is_a_figure_that_says_it_is_simulated(name):
    figure = PICTURES[name]()
    text = json.dumps(figure, allow_nan=False)
    assert "simulated" in text
    assert len(go.Figure(figure).data) >= 1


def test_rows_stand_in_order_of_value_and_gaps_are_left_out():
    value = np.array([3.0, 1.0, np.nan, 2.0])
    figure = draw_caterpillar(["a", "b", "c", "d"], [Points("x", value, value - 1, value + 1)], "unit")
    assert figure["layout"]["yaxis"]["ticktext"] == ["b", "d", "a"]
    assert figure["data"][0]["x"] == [1, 2, 3]
    assert figure["data"][0]["error_x"]["array"] == [1, 1, 1]
    assert figure["layout"]["xaxis"]["title"]["text"] == "unit"


def test_special_causes_are_marked_by_shape_and_named():
    value = np.array([10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 30.0])
    figure = draw_control_chart(spc.xmr(value, "down", baseline=12), value, [str(k) for k in range(13)], "days")
    marks = {trace["name"]: trace for trace in figure["data"] if trace["mode"] == "markers"}
    assert marks["Special cause: concern"]["x"] == ["12"]
    assert marks["Special cause: concern"]["marker"]["symbol"] == "triangle-down"
    assert len(marks["Common cause"]["x"]) == 12


def test_a_chart_without_limits_still_shows_its_points():
    value = np.arange(5.0)
    figure = draw_control_chart(spc.xmr(value), value, list("abcde"), "days")
    assert figure["data"][0]["y"] == [None] * 5
    assert figure["data"][-1]["y"] == [0, 1, 2, 3, 4]


def test_weights_are_areas_of_points():
    cloud = Cloud(np.array([0.0, 1]), np.array([1.0, 2]), weight=np.array([100.0, 25]))
    sizes = draw_scatter(cloud, "x", "y")["data"][0]["marker"]["size"]
    assert sizes[0] == pytest.approx(2 * sizes[1])
