"""Numbers in a figure: short, and null where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from variation.figures.arrays import middle_year, plain, significant, thinned


def test_absent_and_infinite_figures_become_null() -> None:
    assert plain([1.23456, np.nan, np.inf], 2) == [1.23, None, None]
    assert significant([123456.0, np.nan], 3) == [123000.0, None]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [(201601, 201612, 2016.5), (201604, 201703, 2016.75), (201804, 201804, 2018.292), (201201, 201412, 2013.5)],
)
def test_a_period_is_drawn_at_its_middle(start: int, end: int, expected: float) -> None:
    assert middle_year(start, end) == expected


@pytest.mark.parametrize("count", [1, 2, 7, 8, 16, 81])
def test_ticks_are_few_and_hold_the_last_period(count: int) -> None:
    ticks = thinned(count, 7)
    assert len(ticks) <= 7
    assert ticks[-1] == count - 1
