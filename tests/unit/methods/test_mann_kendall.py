"""Mann-Kendall and Sen's slope: edges, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.methods.mann_kendall import mann_kendall

SERIES = st.lists(st.integers(-50, 50).map(float), min_size=5, max_size=14)


def test_a_rise_at_every_step_has_all_pairs_rising():
    found = mann_kendall(np.arange(10.0))
    assert (found.s, found.tau, found.slope) == (45, 1, 1)
    assert found.z == pytest.approx(44 / np.sqrt(125))


def test_a_constant_series_has_no_trend_and_no_nan_where_there_is_an_answer():
    found = mann_kendall(np.full(8, 3.0))
    assert (found.s, found.p_value, found.slope) == (0, 1, 0)
    assert np.isnan(found.tau)


def test_fewer_than_five_figures_have_no_answer():
    found = mann_kendall([[1.0, 2, 3, 4, np.nan], [1, 2, 3, 4, 5]])
    assert np.isnan(found.z).tolist() == [True, False]
    assert found.points.tolist() == [4, 5]


def test_gaps_keep_their_place_in_time():
    assert mann_kendall([0.0, 1, 2, np.nan, np.nan, 5, 6]).slope == pytest.approx(1)


def test_too_few_pairs_leave_the_slopes_interval_open():
    found = mann_kendall([3.0, 1, 2, 5, 4], confidence=0.999)
    assert (found.lower, found.upper) == (-np.inf, np.inf)


@pytest.mark.parametrize(
    ("call", "name"), [(lambda: mann_kendall(3.0), "values"), (lambda: mann_kendall([1], 2), "conf")]
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@given(SERIES, st.floats(0.1, 9), st.floats(-9, 9))
def test_scale_and_level_change_only_the_slope(series, scale, level):
    one, other = mann_kendall(series), mann_kendall(np.array(series) * scale + level)
    assert one.s == other.s
    assert other.slope == pytest.approx(one.slope * scale, abs=1e-9)


@given(SERIES)
def test_time_backwards_turns_the_trend_round(series):
    one, other = mann_kendall(series), mann_kendall(series[::-1])
    assert one.s == -other.s
    assert one.slope == pytest.approx(-other.slope)
    assert one.p_value == pytest.approx(float(other.p_value))


@pytest.mark.parametrize(("points", "most"), [(6, 0.99), (10, 0.96), (20, 0.96)])
def test_the_slopes_interval_covers_at_least_about_as_often_as_it_says(points, most):
    # ranks are whole numbers, so that with few points it holds more often than asked
    series = np.random.default_rng(points).normal(size=(20_000, points)) + 0.1 * np.arange(points)
    found = mann_kendall(series)
    covered = ((found.lower <= 0.1) & (found.upper >= 0.1)).mean()
    assert 0.945 < covered < most
