"""Names on drawings: where they fit, which go where they do not, and how they are read against lines."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tests.packs_figures import EVERY
from tests.unit.packs.test_drawing import SVG, drawn, extent, groups, inside, scatter, words
from variation.figures.theme import STATUS_COLOURS
from variation.packs.drawing.canvas import draw_on_canvas
from variation.packs.drawing.map_names import Spot, draw_names
from variation.packs.drawing.traces import Label
from variation.packs.drawing.words import Style

LINE = np.array([[0.0, 0.0], [200.0, 200.0]])
SQUARE = np.array([[20.0, 20.0], [180.0, 20.0], [180.0, 180.0], [20.0, 180.0], [20.0, 20.0]])


def named(text, ring, *lines):
    """What is drawn of a name in the middle of an area, with the place of its middle."""
    middle = (float(ring[:, 0].mean()), float(ring[:, 1].mean()))
    spot = Spot(Label(*middle, text, Style(11, "#000000"), "middle center", 1.0, firm=True), (ring,), lines)
    return ET.fromstring(draw_on_canvas(lambda canvas: draw_names(canvas, [spot]), 200, 200, 1.0))


def test_a_name_stands_on_a_map_only_where_its_area_holds_it():
    assert words(named("Barnet", SQUARE)) == ["Barnet"]
    assert words(named("Barnet", SQUARE / 10)) == []
    alone = named("Barnet<br>▲", SQUARE / 10)
    assert words(alone) == []
    assert len(inside(alone, "names", "use")) == 1


def test_a_name_makes_room_for_a_line_across_the_map():
    (plain,) = named("Barnet", SQUARE).iter(f"{SVG}text")
    (moved,) = named("Barnet", SQUARE, LINE).iter(f"{SVG}text")
    assert extent(plain)[:2] != extent(moved)[:2]
    left, baseline, long, size, _ = extent(moved)
    corners = [(left, baseline), (left + long, baseline), (left, baseline - 0.7 * size), (left + long, baseline - size)]
    assert len({x > y for x, y in corners}) == 1  # all on one side of the line


@pytest.mark.parametrize("statuses", [(-1, -2), (-2, -1)])
def test_where_names_compete_those_outside_the_wide_limits_stay(statuses):
    palette = STATUS_COLOURS["high"]
    texts = {-1: "A name that is long", -2: "Another that is long"}
    trace = {
        "mode": "markers+text",
        "x": [1, 1.0001],
        "y": [5, 5],
        "text": [texts[status] for status in statuses],
        "textposition": "top center",
        "marker": {"size": 9, "color": [palette[status] for status in statuses]},
    }
    layout = {"xaxis": {"range": [0, 2], "visible": False}, "yaxis": {"range": [0, 10], "visible": False}}
    svg = drawn({**scatter(**trace), "layout": layout}, 150, 38)
    assert [text.text for text in inside(svg, "names", "text")] == [texts[-2]]


def test_a_benchmark_is_named_at_the_end_of_its_line_where_points_crowd_its_beginning():
    line = {"type": "scatter", "mode": "lines+text", "x": [0, 10], "y": [5, 5], "line": {"color": "#000000"}}
    named_line = {**line, "text": ["London 5 %", ""], "textposition": "top right", "cliponaxis": False}
    points = {"type": "scatter", "mode": "markers", "marker": {"size": 9, "color": "#005EB8"}}
    crowd = {**points, "x": [0.3, 0.6, 0.9, 1.2], "y": [5.2, 4.8, 5.2, 4.8]}
    layout = {"yaxis": {"range": [0, 10]}, "xaxis": {"range": [0, 10]}}
    for traces, beginning in (([named_line], True), ([named_line, crowd], False)):
        svg = drawn({"data": traces, "layout": layout}, 600, 300)
        (text,) = inside(svg, "names", "text")
        assert (extent(text)[0] < 300) is beginning


def test_names_in_a_plane_have_a_white_edge_against_lines_behind_them():
    (names,) = groups(drawn(EVERY["funnel"]()), "names")
    assert "paint-order: stroke" in names.get("style")
