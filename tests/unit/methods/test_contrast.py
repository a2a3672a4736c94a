"""Differences and spans."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from variation.methods import intervals
from variation.methods.contrast import difference, span


def test_a_difference_of_proportions_is_newcombes_tenth_method():
    one, other = intervals.proportion(56, 70), intervals.proportion(48, 80)
    found = difference((one.value, one.lower, one.upper), (other.value, other.lower, other.upper))
    assert (round(float(found.value), 4), round(float(found.lower), 4), round(float(found.upper), 4)) == (
        0.2,
        0.0524,
        0.3339,
    )


def test_turning_a_difference_round_turns_its_limits():
    one, other = ([5.0, 7.0], [4.0, 6.5], [7.0, 8.0]), ([3.0, 9.0], [2.5, 8.0], [3.2, 11.0])
    there, back = difference(one, other), difference(other, one)
    np.testing.assert_allclose(there.lower, -back.upper)
    np.testing.assert_allclose(there.upper, -back.lower)


def test_a_difference_with_an_absent_figure_is_absent():
    found = difference(([np.nan, 2.0], [1.0, 1.0], [3.0, 3.0]), ([1.0, 1.0], [0.0, 0.0], [2.0, 2.0]))
    assert np.isnan(found.value[0])
    assert found.value[1] == 1


def test_the_span_names_both_ends_and_holds_the_truth_when_figures_are_precise():
    value = np.array([80.0, 82.0, np.nan, 79.0, 84.5, 81.0, 83.0])
    found = span(value, value - 0.01, value + 0.01)
    assert (found.lowest, found.highest, found.areas) == (3, 4, 6)
    assert found.lower <= found.value <= found.upper
    assert found.upper - found.lower < 0.1


def test_chance_is_taken_out_of_the_span():
    rng = np.random.default_rng(3)
    value = 80 + rng.standard_normal(33)
    found = span(value, value - 1.96, value + 1.96)  # all that is seen is chance
    assert found.lower < 1
    assert found.upper < found.value


def test_few_areas_have_a_span_without_limits_and_none_have_none():
    few = span([1.0, 2.0], [0.5, 1.5], [1.5, 2.5])
    assert few.value == 1
    assert np.isnan(few.lower)
    assert span([np.nan], [np.nan], [np.nan]).lowest == -1
    with pytest.raises(ValueError, match="one set"):
        span([[1.0]], [[0.5]], [[1.5]])


@pytest.mark.parametrize(
    ("first", "second"),
    [((50, 0.1), (80, 0.3)), ((20, 0.5), (20, 0.5)), ((200, 0.02), (300, 0.05)), ((30, 0.9), (400, 0.95))],
)
def test_a_difference_covers_about_as_often_as_it_says(first, second):
    # exact coverage, by enumeration of both counts
    (n, p), (m, q) = first, second
    a, b = np.arange(n + 1)[:, None], np.arange(m + 1)
    one, other = intervals.proportion(a, np.full(a.shape, n)), intervals.proportion(b, np.full(b.shape, m))
    found = difference((one.value, one.lower, one.upper), (other.value, other.lower, other.upper))
    chance = stats.binom.pmf(a, n, p) * stats.binom.pmf(b, m, q)
    covered = chance[(found.lower <= p - q) & (p - q <= found.upper)].sum()
    assert 0.94 < covered < 0.97


@pytest.mark.parametrize("areas", [8, 33])
@pytest.mark.parametrize("spread", [0.3, 1.0, 3.0])
def test_a_span_covers_the_distance_of_true_levels_about_as_often_as_it_says(spread, areas):
    rng = np.random.default_rng(11)
    covered = 0
    for seed in range(300):
        se, true = rng.uniform(0.5, 1.5, areas), rng.normal(10, spread, areas)
        seen = true + se * rng.standard_normal(areas)
        found = span(seen, seen - 1.96 * se, seen + 1.96 * se, draws=300, seed=seed)
        covered += found.lower <= np.ptp(true) <= found.upper
    assert 0.9 < covered / 300 < 0.99
