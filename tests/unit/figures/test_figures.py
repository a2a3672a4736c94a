"""Figures are what Plotly takes, hold what the result holds, and mark status by more than colour."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from tests import builders
from variation.analyses.results import NO_DATA, Comparison, Funnel
from variation.analyses.selection import CHOICES, Selection
from variation.figures import draw_bars, draw_funnel, draw_map, draw_trend
from variation.figures.theme import SEQUENTIAL, STATUS_COLOURS

ADDRESSES = {name: f"/{name}.geojson" for name in ("borough", "ccg", "stp", "borough-tiles", "borough-tiles-stp")}


def funnel(areas: int = 33) -> Funnel:
    sizes = np.linspace(100, 5000, 50)
    error = np.sqrt(50 * 50 / sizes)
    return Funnel(sizes, 50 - 2 * error, 50 + 2 * error, 50 - 3 * error, 50 + 3 * error, 1.0, 0.0, areas, "none", "")


def comparison(**changes: Any) -> Comparison:
    values = changes.pop("value", np.linspace(40, 60, 33))
    status = changes.pop("status", np.resize([-2, -1, 0, 1, 2], 33))
    return builders.comparison(values, status, **{"funnel": funnel(), **changes})


def selecting(c: Comparison, **choices: Any) -> Comparison:
    return replace(c, selection=c.selection.with_(**choices))


def test_every_figure_is_one_that_plotly_accepts_and_json_can_carry() -> None:
    c = selecting(comparison(), area=("E09000007", "E09000019"), bands="on")
    history = builders.history(np.linspace(40, 60, 33 * 6).reshape(33, 6))
    for figure in (draw_map(c, ADDRESSES), draw_funnel(c), draw_trend(c, history), draw_bars(c)):
        go.Figure(figure)
        json.dumps(figure, allow_nan=False)


def test_the_map_colours_each_area_by_its_status() -> None:
    c = comparison()
    areas = draw_map(c, ADDRESSES)["data"][0]
    colour_of = {round(stop * len(areas["colorscale"]) / 2): colour for stop, colour in areas["colorscale"][::2]}
    worse = [code for code, z in zip(areas["locations"], areas["z"], strict=True) if colour_of[z] == "#B35806"]
    assert worse == c.code[c.status == -2].tolist()  # high is good, so below is worse


@pytest.mark.parametrize("colour", [c for c in CHOICES["colour"] if c != "continuous"])  # which has no classes
def test_the_key_counts_every_area_once(colour: str) -> None:
    c = comparison(value=np.append(np.linspace(40, 60, 32), np.nan), status=np.append(np.zeros(32, int), NO_DATA))
    key = draw_map(selecting(c, colour=colour), ADDRESSES)["layout"]["meta"]["legend"]
    assert sum(line["count"] for line in key) == 33


@pytest.mark.parametrize("colour", ["quintiles", "breaks"])
@pytest.mark.parametrize(("areas", "classes"), [(5, 2), (8, 4), (33, 5)])
def test_few_areas_have_few_classes(colour: str, areas: int, classes: int) -> None:
    c = comparison(value=np.linspace(40, 60, areas), status=np.zeros(areas, int))
    key = draw_map(selecting(c, colour=colour), ADDRESSES)["layout"]["meta"]["legend"]
    assert [line["label"] for line in key if line["count"]] == [line["label"] for line in key]
    assert len(key) == classes
    assert (key[0]["colour"], key[-1]["colour"]) == (SEQUENTIAL[0], SEQUENTIAL[-1])


def test_three_areas_are_coloured_by_value() -> None:
    c = comparison(value=np.array([40.0, 50, 60]), status=np.zeros(3, int))
    key = draw_map(selecting(c, colour="quintiles"), ADDRESSES)["layout"]["meta"]["legend"]
    assert [line["label"] for line in key] == ["40.0 %", "to", "60.0 %"]


def test_a_class_of_one_value_is_told_as_one() -> None:
    c = comparison(value=np.array([3.9] * 4 + [5.0, 6, 7, 8]), status=np.zeros(8, int))
    key = draw_map(selecting(c, colour="quintiles"), ADDRESSES)["layout"]["meta"]["legend"]
    assert "3.9" in [line["label"] for line in key]


def test_boundaries_are_an_address_and_never_inside_the_figure() -> None:
    figure = draw_map(comparison(), ADDRESSES)
    assert figure["data"][0]["geojson"] == "/borough.geojson"
    assert len(json.dumps(figure)) < 40_000


def test_tiles_replace_the_shapes_of_boroughs() -> None:
    figure = draw_map(selecting(comparison(), map="tiles"), ADDRESSES)
    assert figure["data"][0]["geojson"] == "/borough-tiles.geojson"


def test_areas_outside_the_footprint_fade_on_the_map_and_leave_the_other_charts() -> None:
    inside = np.arange(33) < 10
    c = comparison(inside=inside)
    areas = draw_map(c, ADDRESSES)["data"][0]
    strong = {colour for _, colour in areas["colorscale"]} & set(STATUS_COLOURS["high"].values())
    steps = [colour for _, colour in areas["colorscale"][::2]]
    assert all((steps[z] in strong) == is_in for z, is_in in zip(areas["z"], inside, strict=True))
    assert len(draw_bars(c)["data"][0]["x"]) == 10
    assert len(draw_funnel(c)["data"][-1]["x"]) == 10


def test_no_funnel_draws_nothing_rather_than_something_wrong() -> None:
    assert draw_funnel(comparison(funnel=None, no_funnel="Standardised."))["data"] == []


def test_the_funnel_says_status_by_shape_as_well_as_colour() -> None:
    c = comparison()
    points = draw_funnel(c)["data"][-1]
    up = {s for s, status in zip(points["marker"]["symbol"], c.status, strict=True) if status > 0}
    down = {s for s, status in zip(points["marker"]["symbol"], c.status, strict=True) if status < 0}
    assert up == {"triangle-up"}
    assert down == {"triangle-down"}


def test_picked_areas_are_named_in_the_funnel_and_at_the_end_of_their_line() -> None:
    c = selecting(comparison(), area=("E09000007",))
    history = builders.history(np.full((33, 3), 50.0))
    named = draw_funnel(c)["data"][-1]["text"]
    lines = [trace for trace in draw_trend(c, history)["data"] if trace.get("name") == "picked"]
    assert "Camden" in named
    assert [line["text"][-1] for line in lines] == [" Camden"]


def test_bars_rank_from_highest_to_lowest_upwards() -> None:
    x = draw_bars(comparison())["data"][0]["x"]
    assert x == sorted(x)


@pytest.mark.parametrize("draw", [draw_funnel, draw_bars, lambda c: draw_map(c, ADDRESSES)])
def test_nothing_known_of_any_area_is_still_a_figure(draw: Any) -> None:
    c = comparison(value=np.full(33, np.nan), status=np.full(33, NO_DATA), funnel=None)
    go.Figure(draw(c))


def test_one_area_is_still_a_figure() -> None:
    c = builders.comparison([50.0], [0], funnel=funnel(1), selection=Selection(indicator="checks", level="borough"))
    for figure in (draw_map(c, ADDRESSES), draw_funnel(c), draw_bars(c)):
        go.Figure(figure)


def test_no_text_of_a_point_is_empty_since_a_later_view_could_not_fill_it() -> None:
    c = selecting(comparison(), area=("E09000007",))
    history = builders.history(np.full((33, 3), 50.0))
    traces = [*draw_funnel(c)["data"], *draw_trend(c, history)["data"], *draw_map(c, ADDRESSES)["data"]]
    texts = [text for trace in traces for text in trace.get("text", ())]
    assert "Camden" in texts
    assert "" not in texts


def test_the_only_area_shown_is_named_at_the_end_of_its_line() -> None:
    c = comparison()
    one = replace(c, inside=c.code == "E09000007")
    lines = [t for t in draw_trend(one, builders.history(np.full((33, 3), 50.0)))["data"] if t.get("name") == "picked"]
    assert [line["text"][-1] for line in lines] == [" Camden"]


def test_one_period_is_no_trend() -> None:
    assert draw_trend(comparison(), builders.history(np.full((33, 1), 50.0)))["data"] == []


def test_words_of_a_break_have_room_above_the_trend() -> None:
    history = builders.history(np.full((33, 3), 50.0))
    broken = replace(history, breaks=((int(history.start[1]), "CCGs merged"),))
    assert draw_trend(comparison(), broken)["layout"]["margin"]["t"] >= 20
    assert draw_trend(comparison(), history)["layout"]["margin"]["t"] < 20


def test_names_at_the_ends_of_lines_close_together_go_apart() -> None:
    c = selecting(comparison(), area=("E09000007", "E09000010"))
    value = np.linspace(40, 60, 33 * 3).reshape(33, 3)
    value[[c.code.tolist().index(code) for code in c.selection.area], -1] = 50.0, 50.2
    traces = draw_trend(c, builders.history(value))["data"]
    places = [t["textposition"] for t in traces if t.get("name") == "picked"]
    assert len(set(places)) == 2


def test_bars_without_intervals_draw_none() -> None:
    c = comparison()
    none = replace(c, lower=np.full(33, np.nan), upper=np.full(33, np.nan))
    assert "error_x" in draw_bars(c)["data"][0]
    assert "error_x" not in draw_bars(none)["data"][0]


def test_a_picked_area_is_named_in_the_funnel_however_full_it_is() -> None:
    c = selecting(comparison(value=np.full(33, 50.0), status=np.zeros(33, dtype=int)), area=("E09000007",))
    points = draw_funnel(c)["data"][-1]
    assert "Camden" in points["text"]


def test_names_that_need_a_wide_funnel_are_listed() -> None:
    figure = draw_funnel(comparison())
    points, wide = figure["data"][-1], figure["layout"]["meta"]["wide"]
    named = {k for k, text in enumerate(points["text"]) if text.strip()}
    assert set(wide) < named
