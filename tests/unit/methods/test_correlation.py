"""Correlation and the line: its edges, and what must hold whatever the figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.methods.correlation import band, correlate, line

FIGURES = st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=6, max_size=40)


def cloud(n=33, slope=0.6, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.normal(20, 4, n)
    return x, 3 + slope * x + rng.normal(0, 2, n)


def test_a_straight_row_of_points_is_a_correlation_of_one_and_its_own_limits():
    found = correlate([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])
    assert (found.pearson, found.pearson_lower, found.pearson_upper) == pytest.approx((1, 1, 1))
    assert found.spearman == pytest.approx(1)


def test_differences_too_small_to_be_squared_correlate_all_the_same():
    found = correlate([0, 1, 2], [0, 1e-266, 2e-266])
    assert found.pearson == pytest.approx(1)


def test_spearman_looks_at_the_order_only():
    x, y = np.arange(1.0, 9), np.exp(np.arange(1.0, 9))
    found = correlate(x, y)
    assert found.spearman == pytest.approx(1)
    assert found.pearson < 0.9


def test_areas_without_one_of_the_figures_are_left_out():
    x, y = cloud()
    with_gaps = correlate([*x, np.nan, 5], [*y, 4, np.nan])
    plain = correlate(x, y)
    assert with_gaps.n == 33
    assert with_gaps.pearson == pytest.approx(plain.pearson)
    assert np.isnan(with_gaps.without[33:]).all()


@pytest.mark.parametrize(("n", "said"), [(0, "there are 0"), (3, "there are 3")])
def test_too_few_areas_have_a_reason_and_no_limits(n, said):
    found = correlate(np.arange(n), np.arange(n) ** 2)
    assert said in found.reason
    assert np.isnan([found.pearson_lower, found.spearman_upper]).all()
    assert np.isnan(line(np.arange(n), np.arange(n) ** 2).slope)


def test_a_figure_that_is_the_same_everywhere_goes_with_nothing():
    found = correlate([4, 4, 4, 4, 4], [1, 2, 3, 4, 5])
    assert np.isnan(found.pearson)
    assert "same in all areas" in found.reason
    assert np.isnan(line([4, 4, 4, 4, 4], [1, 2, 3, 4, 5]).slope)


def test_what_one_area_does_to_the_correlation_is_told():
    x, y = cloud(20, slope=0)
    found = correlate([*x, 200], [*y, 200])
    assert found.pearson > 0.9
    assert found.without[-1] == pytest.approx(correlate(x, y).pearson)
    assert found.without[:-1].min() > 0.9


def test_an_area_off_the_line_is_outside_and_cannot_hide_by_pulling_the_line():
    x, y = cloud()
    y[7] += 12
    y[9] -= 12
    found = line(x, y)
    assert found.outside[7] == 1
    assert found.outside[9] == -1
    assert found.residual[7] < y[7] - found.low[7]
    assert found.outside.sum() == 0


def test_by_chance_alone_one_area_in_twenty_is_outside():
    named = [np.abs(line(*cloud(33, 0.3, seed)).outside).mean() for seed in range(400)]
    assert np.mean(named) == pytest.approx(0.05, abs=0.008)


def test_an_area_that_alone_fixes_the_slope_is_not_judged():
    found = line([0, 0, 0, 0, 1], [1, 2, 3, 2, 9])
    assert np.isnan(found.high[4])
    assert found.outside[4] == 0


def test_the_band_is_narrowest_at_the_mean_and_widens_away_from_it():
    x, y = cloud()
    fitted = line(x, y)
    centre, lower, upper = band(fitted, [x.mean() - 8, x.mean(), x.mean() + 8])
    width = upper - lower
    assert width[1] < width[0]
    assert width[0] == pytest.approx(width[2])
    assert centre[1] == pytest.approx(y.mean())


@pytest.mark.parametrize(
    ("x", "y", "culprit"),
    [([1, 2, 3], [1, 2], "one length"), ([[1, 2]], [[1, 2]], "one length"), (["a"], [1], "x"), ([1], [np.inf], "y")],
)
def test_misuse_is_named(x, y, culprit):
    with pytest.raises(ValueError, match=culprit):
        correlate(x, y)


def test_a_confidence_outside_nought_to_one_is_refused():
    with pytest.raises(ValueError, match="confidence"):
        correlate([1, 2, 3, 4], [2, 1, 4, 3], confidence=95)


@given(FIGURES)
@settings(max_examples=80, deadline=None)
def test_limits_hold_the_coefficient_and_stay_within_one(pairs):
    x, y = np.array(pairs).T
    found = correlate(x, y)
    for r, low, high in (
        (found.pearson, found.pearson_lower, found.pearson_upper),
        (found.spearman, found.spearman_lower, found.spearman_upper),
    ):
        if np.isfinite(r):
            assert -1 <= low <= r <= high <= 1
    turned = correlate(y, x)
    assert turned.pearson == pytest.approx(found.pearson, nan_ok=True)


@given(st.integers(5, 60), st.floats(0.5, 0.999))
@settings(max_examples=40, deadline=None)
def test_more_areas_and_less_confidence_make_limits_narrower(n, confidence):
    x, y = cloud(n)
    twice = correlate(np.tile(x, 2), np.tile(y, 2), confidence)
    once = correlate(x, y, confidence)
    wide = correlate(x, y, (1 + confidence) / 2)
    width = once.pearson_upper - once.pearson_lower
    assert twice.pearson_upper - twice.pearson_lower < width < wide.pearson_upper - wide.pearson_lower
