"""Ticks where plotly.js puts them, saying what it says."""

from __future__ import annotations

import pytest

from variation.packs.drawing.axes import Axis, Extent, axis_range
from variation.packs.drawing.ticks import category_ticks, linear_ticks

THOUSANDS = {"nticks": 6, "separatethousands": True}


# the right-hand sides are what plotly.js 4.1.1 draws
@pytest.mark.parametrize(
    ("spec", "low", "high", "labels"),
    [
        (THOUSANDS, 0, 81, ["0", "20", "40", "60", "80"]),
        (THOUSANDS, 54.9, 80.3, ["55", "60", "65", "70", "75", "80"]),
        ({"nticks": 6}, -0.05, 1.05, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (THOUSANDS, 8.1, 9.9, ["8.5", "9", "9.5"]),
        (THOUSANDS, 900, 3100, ["1,000", "1,500", "2,000", "2,500", "3,000"]),
        (THOUSANDS, 0, 26_000, ["0", "5k", "10k", "15k", "20k", "25k"]),
        (THOUSANDS, 0, 4_400_000, ["0", "1M", "2M", "3M", "4M"]),
        ({"nticks": 6, "tickformat": ","}, 0, 26_000, ["0", "5,000", "10,000", "15,000", "20,000", "25,000"]),
        (THOUSANDS, -7, 6, ["−5", "0", "5"]),
    ],
)
def test_linear_axes_have_round_ticks(spec, low, high, labels):
    assert [text for _, text in linear_ticks(spec, low, high, 300, upright=True)] == labels


def test_categories_are_thinned_evenly_from_the_first():
    names = [f"m{k}" for k in range(30)]
    assert [text for _, text in category_ticks({"nticks": 8}, names, 32.3)] == ["m0", "m5", "m10", "m15", "m20", "m25"]


def test_a_range_leaves_a_twentieth_beyond_marks_and_none_below_nought():
    assert axis_range({}, [Extent(0, 90)], 300) == pytest.approx((-5, 95))
    assert axis_range({"rangemode": "tozero"}, [Extent(10, 95)], 300) == pytest.approx((0, 100))
    assert axis_range({}, [Extent(0, 10, padded=False)], 300) == (0, 10)
    assert axis_range({"range": [1, 2]}, [Extent(0, 10)], 300) == (1, 2)


def test_ticks_beyond_the_range_are_left_out():
    axis = Axis({"tickvals": [0, 5, 10], "ticktext": ["a", "b", "c"]}, 1, 10, 0, 100)
    assert axis.ticks() == [(5, "b"), (10, "c")]
