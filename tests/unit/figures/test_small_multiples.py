"""Small multiples on one plane: each series lies in its own panel, at the height of its figure."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests import builders
from variation.analyses.multiples import arrange
from variation.figures.small_multiples import draw_multiples, figure_height


def multiples(areas=7, periods=6, frequency="year", **changes):
    rng = np.random.default_rng(1)
    value = rng.normal(50, 5, (areas, periods))
    past = builders.history(value, **changes)
    of = builders.indicator(frequency=frequency)
    status = [2, -2, 0, 1, -1, 0, 2][:areas]
    return arrange(builders.comparison(value[:, -1], status, of=of, period=past.period[-1]), past, "name")


def traces(figure, name):
    return [t for t in figure["data"] if t["name"] == name]


def series(figure, m):
    names = {p.name for p in m.panels}
    return [t for t in figure["data"] if t["name"] in names]


def test_each_series_lies_in_its_own_panel():
    m = multiples()
    figure = draw_multiples(m, 3)
    frames = traces(figure, "frames")[0]
    for k, trace in enumerate(series(figure, m)):
        bottom, top = min(frames["y"][6 * k : 6 * k + 5]), max(frames["y"][6 * k : 6 * k + 5])
        left, right = min(frames["x"][6 * k : 6 * k + 5]), max(frames["x"][6 * k : 6 * k + 5])
        assert bottom <= min(trace["y"]) <= max(trace["y"]) <= top
        assert left < trace["x0"] < trace["x0"] + 5 * trace["dx"] < right


def test_equal_figures_have_equal_heights_in_all_panels():
    m = multiples()
    figure = draw_multiples(m, 3)
    marks = figure["layout"]["yaxis"]
    low = [float(t.replace("−", "-")) for t in marks["ticktext"]]
    scale = np.polyfit(low[: len(low) // 3], marks["tickvals"][: len(low) // 3], 1)
    first = series(figure, m)[0]
    assert first["y"] == pytest.approx(np.polyval(scale, m.panels[0].value).tolist(), abs=0.01)


def test_the_last_point_is_marked_by_status_with_its_letter_beside_the_name():
    figure = draw_multiples(multiples(), 3)
    last, names = traces(figure, "last")[0], traces(figure, "names")[0]
    by_code = dict(zip(last["customdata"], last["marker"]["symbol"], strict=True))
    assert by_code[builders.codes()[0]] == "triangle-up"
    assert by_code[builders.codes()[2]] == "circle"
    assert sum("▲" in text for text in names["text"]) == 2
    assert sum("▽" in text for text in names["text"]) == 1


def test_the_benchmark_is_dashed_in_every_panel_and_absent_where_there_is_none():
    assert len(traces(draw_multiples(multiples(), 3), "benchmark")) == 7
    assert traces(draw_multiples(multiples(), 3), "benchmark")[0]["line"]["dash"] == "dash"
    none = multiples(benchmark=np.full(6, np.nan))
    assert traces(draw_multiples(none, 3), "benchmark") == []


def test_limits_are_drawn_for_controlled_series_only():
    assert traces(draw_multiples(multiples(), 3), "limits") == []
    figure = draw_multiples(multiples(periods=24, frequency="month"), 3)
    assert traces(figure, "limits")[0]["fill"] == "toself"
    assert len(traces(figure, "mean")[0]["x"]) == 7 * 3


def test_every_point_or_only_the_last_is_told():
    m = multiples()
    assert all(len(t["customdata"]) == 6 for t in series(draw_multiples(m, 3), m))
    assert series(draw_multiples(m, 3, all_points=False), m) == []
    assert len(traces(draw_multiples(m, 3, all_points=False), "areas")) == 7


def test_years_apart_keep_their_distance():
    months = np.array([201001, 201101, 201601])
    m = multiples(periods=3, start=months, end=months + 11)
    x = series(draw_multiples(m, 3), m)[0]["x"]
    assert (x[2] - x[1]) / (x[1] - x[0]) == pytest.approx(5, rel=0.01)


@pytest.mark.parametrize(("areas", "periods"), [(1, 1), (2, 3), (7, 2)])
def test_few_areas_and_periods_are_drawn_too(areas, periods):
    json.dumps(draw_multiples(multiples(areas, periods), 6), allow_nan=False)


def test_nothing_to_draw_is_an_empty_figure():
    past = builders.history([[np.nan, np.nan]])
    assert draw_multiples(arrange(builders.comparison([np.nan]), past, "name"), 3)["data"] == []


def test_height_follows_the_rows():
    assert figure_height(33, 6) < figure_height(33, 2)
    assert figure_height(6, 6) == figure_height(1, 6)
