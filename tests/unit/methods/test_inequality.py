"""Slope and relative index of inequality: edges, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.methods.inequality import ridits, slope

TENTHS = np.arange(1.0, 11)
EVEN = np.full(10, 1000.0)


def test_a_straight_climb_is_its_own_slope():
    found = slope(50 + 3 * TENTHS, EVEN, TENTHS)
    assert found.sii == pytest.approx(30)
    assert found.intercept == pytest.approx(51.5)
    assert found.rii == pytest.approx(81.5 / 51.5)
    assert found.r_squared == pytest.approx(1)


def test_ridits_are_the_middles_of_unequal_groups_and_ties_share_theirs():
    np.testing.assert_allclose(ridits(np.array([10.0, 30, 60]), np.array([1.0, 2, 3])), [0.05, 0.25, 0.7])
    np.testing.assert_allclose(ridits(np.array([10.0, 30, 60]), np.array([1.0, 1, 3])), [0.2, 0.2, 0.7])


def test_the_order_of_groups_does_not_matter_and_its_direction_turns_the_sign():
    value, people = np.array([7.0, 9, 4, 6, 5]), np.array([10.0, 20, 30, 20, 20])
    rank = np.array([2.0, 1, 5, 3, 4])
    one = slope(value, people, rank)
    back = slope(value[::-1], people[::-1], rank[::-1])
    turned = slope(value, people, -rank)
    assert one.sii == pytest.approx(float(back.sii)) == pytest.approx(-float(turned.sii))
    assert one.rii == pytest.approx(1 / float(turned.rii))


def test_standard_errors_widen_the_limits_in_proportion():
    value = 50 + 3 * TENTHS
    small, large = (slope(value, EVEN, TENTHS, np.full(10, e)) for e in (0.5, 2.0))
    assert (large.sii_upper - large.sii_lower) / (small.sii_upper - small.sii_lower) == pytest.approx(4, rel=0.01)
    assert small.sii_lower < 30 < small.sii_upper


def test_lines_on_the_log_and_logit_scale_fit_what_is_straight_there():
    b = (TENTHS - 0.5) / 10
    rate = slope(np.exp(1 + 0.7 * b), EVEN, TENTHS, scale="log", transform=True)
    assert rate.rii == pytest.approx(np.exp(0.7))
    share = slope(1 / (1 + np.exp(1 - 2 * b)), EVEN, TENTHS, scale="logit", transform=True)
    ends = 1 / (1 + np.exp(1)), 1 / (1 + np.exp(-1))
    assert share.sii == pytest.approx(ends[1] - ends[0])


def test_several_sets_and_two_confidence_levels_at_once():
    value = np.array([50 + 3 * TENTHS, 80 - 2 * TENTHS + np.sin(TENTHS)])
    found = slope(value, EVEN, TENTHS, np.full(10, 1.0), confidence=[0.95, 0.998])
    assert found.sii.shape == (2,)
    assert found.sii_lower.shape == (2, 2)
    assert (found.sii_lower[1] < found.sii_lower[0]).all()


@pytest.mark.parametrize(
    ("value", "word"), [(np.array([1.0, 2]), "3 groups of different rank"), (np.array([1.0, np.nan, 3, 4]), "absent")]
)
def test_what_cannot_be_answered_says_why(value, word):
    found = slope(value, np.ones(len(value)), np.arange(len(value)))
    assert word in str(found.reason)
    assert np.isnan(found.sii)
    assert np.isnan(found.rii_upper)


def test_a_line_that_passes_nought_has_no_ratio():
    assert np.isnan(slope(TENTHS - 3, EVEN, TENTHS).rii)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: slope(TENTHS, EVEN * 0, TENTHS), "population"),
        (lambda: slope(TENTHS, EVEN, TENTHS, scale="rate"), "scale"),
        (lambda: slope(TENTHS - 1, EVEN, TENTHS, scale="log"), "value"),
        (lambda: slope(TENTHS, EVEN, TENTHS, scale="logit"), "value"),
        (lambda: slope(TENTHS, EVEN, TENTHS, -EVEN), "standard_error"),
        (lambda: slope(TENTHS, EVEN[:4], TENTHS), "population"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.floats(1, 90), st.integers(10, 900)), min_size=4, max_size=12), st.floats(0.5, 3))
def test_the_slope_scales_with_the_value_and_the_ratio_does_not(groups, factor):
    value, people = np.array(groups).T
    rank = np.arange(len(value))
    one, other = slope(value, people, rank), slope(value * factor, people, rank)
    assert other.sii == pytest.approx(float(one.sii) * factor, abs=1e-6)
    if np.isfinite(one.rii) and one.intercept > 1:
        assert other.rii == pytest.approx(float(one.rii), rel=1e-6)


@pytest.mark.parametrize("rank", [np.ones(6), [1, 1, 1, 2, 2, 2]])
def test_groups_that_are_not_in_order_have_no_slope(rank):
    found = slope(np.full(6, 10.0), np.ones(6), rank)
    assert "different rank" in str(found.reason)
    assert np.isnan(found.sii)
    assert np.isnan(found.rii_upper)
