"""A spine has the benchmark in its middle, better to the right, and everything inside its cell."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests import builders as b
from variation.analyses.course import course
from variation.analyses.profile import Line
from variation.analyses.results import NO_DATA
from variation.figures.spine import MIDDLE, spine
from variation.figures.theme import STATUS_COLOURS


def line(value: float = 60, *, polarity: str = "high", benchmark: float = 50, status: int = 2, **changes) -> Line:
    """A line among areas from 20 to 60, of which the middle half lies from 40 to 55."""
    usual = {
        "indicator": b.indicator(polarity=polarity),
        "sex": "Persons",
        "age": "All ages",
        "period": "2016",
        "illustrative": False,
        "value": value,
        "lower": value - 1,
        "upper": value + 1,
        "note": "",
        "london": benchmark,
        "england": math.nan,
        "benchmark": benchmark,
        "summed": False,
        "status": status,
        "judged_by": "funnel",
        "lowest": 20,
        "lower_quarter": 40,
        "upper_quarter": 55,
        "highest": 60,
        "areas": 33,
        "rank_low": 1,
        "rank_high": 2,
        "recent": b.trend_of(),
        "course": course(b.history([[value - 5, value]]), b.codes(number=1)[0], np.array([benchmark, benchmark])),
    }
    return Line(**{**usual, **changes})


@pytest.mark.parametrize(("polarity", "to_the_right"), [("high", True), ("low", False), ("none", True)])
def test_better_is_to_the_right(polarity, to_the_right):
    drawn = spine(line(60, polarity=polarity))
    assert (drawn.mark > MIDDLE) is to_the_right
    assert (drawn.left, drawn.right) == ((20, 60) if to_the_right else (60, 20))
    assert drawn.colour == STATUS_COLOURS[polarity][2]


def test_the_farther_end_reaches_the_edge_and_both_sides_have_one_scale():
    drawn = spine(line())
    assert drawn.start == pytest.approx(2)
    assert drawn.start + drawn.width == pytest.approx(50 + 48 / 3)
    assert (drawn.half_start, drawn.half_start + drawn.half_width) == pytest.approx((50 - 16, 50 + 8))
    assert drawn.mark == pytest.approx(50 + 16)


@pytest.mark.parametrize("benchmark", [0, 20, 35, 60, 100])
@pytest.mark.parametrize("polarity", ["high", "low"])
def test_nothing_leaves_the_cell_wherever_the_benchmark_lies(benchmark, polarity):
    drawn = spine(line(25, benchmark=benchmark, polarity=polarity))
    assert drawn.width > 0
    assert 0 <= drawn.start <= drawn.half_start
    assert drawn.half_start + drawn.half_width <= drawn.start + drawn.width + 1e-9
    assert drawn.start + drawn.width <= 100
    assert drawn.start <= drawn.mark <= drawn.start + drawn.width


def test_without_a_benchmark_the_middle_of_the_range_is_no_line():
    drawn = spine(line(40, benchmark=math.nan, status=NO_DATA))
    assert not drawn.lined
    assert drawn.mark == pytest.approx(MIDDLE)


def test_areas_that_are_all_alike_have_no_spine():
    assert spine(line(20, highest=20)) is None


def test_status_is_told_by_shape_too():
    shapes = {status: spine(line(status=status)).shape for status in (-2, 0, 2, NO_DATA)}
    assert len(set(shapes.values())) == 4
