"""The scatter of two indicators, held on its specification."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests import builders
from variation.analyses.relation import relate_comparisons
from variation.analyses.selection import Selection
from variation.figures.relation import draw_relation
from variation.figures.theme import PICKED, STATUS_COLOURS

RNG = np.random.default_rng(1)
X = RNG.normal(20, 4, 33)
Y = 80 - 0.5 * X + RNG.normal(0, 1, 33)
Y[4] += 9


def drawn(of=builders.USUAL, area=(), **changes):
    selection = Selection(indicator=of.id, level="borough", period="2016", sex="Persons", area=area)
    y = builders.comparison(Y, of=of, selection=selection, **changes)
    relation = relate_comparisons(builders.comparison(X), y)
    return relation, draw_relation(relation)


def trace(figure, name):
    return next(t for t in figure["data"] if t["name"] == name)


def test_points_are_the_areas_with_both_figures_and_carry_their_codes():
    relation, figure = drawn()
    points = trace(figure, "areas")
    assert points["customdata"] == relation.y.code.tolist()
    assert points["x"] == pytest.approx(X.tolist(), rel=1e-4)
    assert len(points["hovertext"]) == 33
    json.dumps(figure, allow_nan=False)


@pytest.mark.parametrize(("polarity", "status"), [("high", 1), ("low", 1), ("none", 1)])
def test_an_area_off_the_line_has_a_colour_and_a_shape_of_its_own(polarity, status):
    relation, figure = drawn(builders.indicator(polarity=polarity))
    marker = trace(figure, "areas")["marker"]
    assert relation.verdict[4] == status
    assert marker["color"][4] == STATUS_COLOURS[polarity][status]
    assert marker["symbol"][4] == "triangle-up"
    within = np.flatnonzero(relation.verdict == 0)[0]
    assert marker["symbol"][within] == "circle"


def test_the_line_and_its_band_are_those_of_the_analysis():
    relation, figure = drawn()
    assert trace(figure, "line")["y"] == pytest.approx(relation.band[[0, -1]].tolist(), rel=1e-4)
    assert max(trace(figure, "band")["y"]) == pytest.approx(relation.band_upper.max(), rel=1e-4)


def test_names_are_those_off_the_line_and_picked_first_and_then_where_there_is_room():
    relation, figure = drawn(area=(str(builders.codes()[10]),))
    chief = trace(figure, "chief names")
    assert len(chief["text"]) == 1 + int((relation.verdict != 0).sum())
    assert PICKED[0] in chief["textfont"]["color"]
    assert trace(figure, "areas")["marker"]["line"]["width"][10] == 3
    assert 0 < len(trace(figure, "names")["text"]) < 33
    assert figure["data"][-1]["name"] == "names"  # a narrow page hides the last


def test_a_picked_area_is_named_where_there_is_no_room_too():
    x = np.array([1.0, 9, *[5.0] * 12])
    y = np.array([1.0, 8, *np.linspace(4.9, 5.1, 12)])
    selection = Selection(indicator="checks", level="borough", period="2016", area=(builders.codes()[7],))
    figure = draw_relation(relate_comparisons(builders.comparison(x), builders.comparison(y, selection=selection)))
    assert builders.comparison(x).name[7] in trace(figure, "chief names")["text"]


def test_points_are_sized_by_denominators():
    _, figure = drawn(denominator=np.linspace(1000, 9000, 33))
    size = trace(figure, "areas")["marker"]["size"]
    assert size[-1] == pytest.approx(24)
    assert size == sorted(size)


def test_without_any_pair_nothing_is_drawn():
    nothing = builders.comparison([np.nan, np.nan])
    assert draw_relation(relate_comparisons(nothing, nothing))["data"] == []
