"""A small line stops where figures are missing, stays inside its box, and has one scale with its benchmark."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
import pytest

from variation.analyses.course import Course
from variation.figures.sparkline import HEIGHT, WIDTH, sparkline

NONE = math.nan


def course(value: Sequence[float], benchmark: Sequence[float] = (), years: Sequence[int] = ()) -> Course:
    """One figure a year from 2010 on, or in the years that are given."""
    when = np.array(years or range(2010, 2010 + len(value)))
    return Course(
        period=tuple(map(str, when)),
        start=when * 100 + 1,
        end=when * 100 + 12,
        value=np.array(value, dtype=float),
        benchmark=np.array(benchmark or [NONE] * len(value), dtype=float),
        joined=np.concatenate([[False], np.diff(when) == 1]),
    )


def strokes(path: str) -> list[list[tuple[int, int]]]:
    """The points of each stroke of a path."""
    found: list[list[tuple[int, int]]] = []
    for letter, x, y in re.findall(r"([Ml])(-?\d+)[ ]?(-?\d+)", path):
        here = (int(x), int(y))
        if letter == "M":
            found.append([here])
        else:
            before = found[-1][-1]
            found[-1].append((before[0] + here[0], before[1] + here[1]))
    return found


def test_a_whole_series_is_one_stroke_from_left_to_right_that_ends_at_the_mark() -> None:
    drawn = sparkline(course([1, 3, 2]))
    assert drawn is not None
    ((first, second, last),) = strokes(drawn.line)
    assert first[0] < second[0] < last[0]
    assert second[1] < last[1] < first[1]  # downwards is less
    assert drawn.end == f"{last[0]} {last[1]}"
    assert drawn.benchmark == ""


@pytest.mark.parametrize(
    ("value", "years", "lengths"),
    [
        ([1, 2, NONE, 3, 4], (), [2, 2]),
        ([1, NONE, 2, NONE, 3], (), [1, 1, 1]),
        ([1, 2, 3], (2010, 2011, 2014), [2, 1]),
        ([NONE, 1, 2], (), [2]),
    ],
)
def test_a_gap_stays_a_gap(value: list[float], years: Sequence[int], lengths: list[int]) -> None:
    drawn = sparkline(course(value, years=years))
    assert drawn is not None
    assert [len(stroke) for stroke in strokes(drawn.line)] == lengths


@pytest.mark.parametrize("value", [[], [1], [NONE, NONE], [NONE, 1]])
def test_fewer_than_two_figures_draw_nothing(value: list[float]) -> None:
    assert sparkline(course(value)) is None


@pytest.mark.parametrize(
    ("value", "benchmark"),
    [([5, 5], ()), ([0, 1e9], (-1e9, 2)), ([1, 2, NONE], (0, NONE, 9)), ([-3, -2.5], (1e-9, 1e-9))],
)
def test_every_point_lies_inside(value: list[float], benchmark: Sequence[float]) -> None:
    drawn = sparkline(course(value, benchmark))
    assert drawn is not None
    for x, y in [point for path in (drawn.line, drawn.benchmark) for stroke in strokes(path) for point in stroke]:
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_the_benchmark_has_the_scale_of_the_area() -> None:
    drawn = sparkline(course([10, 20], [20, 10]))
    assert drawn is not None
    ((low, high),), ((high_too, low_too),) = strokes(drawn.line), strokes(drawn.benchmark)
    assert (low[1], high[1]) == (low_too[1], high_too[1])
