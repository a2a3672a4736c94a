"""What closing the gap is worth: points, limits, edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.methods import shrinkage
from variation.methods.opportunity import opportunity

N = np.array([1000.0, 2000, 4000, 8000])
X = np.array([150.0, 240, 400, 800])


def test_events_above_a_target_by_hand():
    found = opportunity(X, N, "rate", 0.1, "low", levels="counted")
    np.testing.assert_allclose(found.events, [50, 40, 0, 0])
    assert found.total == 90
    np.testing.assert_allclose(found.share, [5 / 9, 4 / 9, 0, 0])
    assert found.areas_for_half == 1
    assert found.benchmark_lower == found.benchmark == 0.1


def test_missing_events_where_high_is_good():
    found = opportunity(X, N, "proportion", 0.13, "high", levels="counted")
    np.testing.assert_allclose(found.events, [0, 20, 120, 240])


def test_the_pooled_benchmark_is_all_areas_and_its_limits_hold_it():
    found = opportunity(X, N, "rate", "pooled", "low", levels="counted")
    assert found.benchmark == pytest.approx(X.sum() / N.sum())
    assert found.benchmark_lower < found.benchmark < found.benchmark_upper


def test_the_best_fifth_is_the_lowest_or_the_highest_together():
    x, n = np.arange(1.0, 11) * 10, np.full(10, 1000.0)
    assert opportunity(x, n, "rate", "best fifth", "low", levels="counted").benchmark == pytest.approx(0.015)
    assert opportunity(x, n, "rate", "best fifth", "high", levels="counted").benchmark == pytest.approx(0.095)


def test_others_figures_bring_their_own_uncertainty():
    sure = opportunity(X, N, "rate", (1_000_000, 10_000_000), "low")
    unsure = opportunity(X, N, "rate", (10, 100), "low")
    assert sure.benchmark == pytest.approx(0.1, rel=1e-3)
    assert unsure.benchmark == pytest.approx(0.1, rel=0.2)
    assert unsure.total_upper - unsure.total_lower > 2 * (sure.total_upper - sure.total_lower)


def test_an_area_at_the_benchmark_or_better_has_nothing_to_gain_and_limits_say_how_sure_that_is():
    found = opportunity(X, N, "rate", 0.2, "low", levels="counted")
    assert (found.events == 0).all()
    assert found.total == 0
    assert (found.share == 0).all()
    assert (found.areas_for_half, found.half_low) == (0, 0)
    assert (found.lower == 0).all()


def test_shrunken_levels_find_nothing_where_areas_differ_by_chance_alone():
    rng = np.random.default_rng(1)
    n = rng.integers(2_000, 9_000, 33).astype(float)
    x = rng.poisson(n * 0.05).astype(float)
    counted, shrunken = (opportunity(x, n, "rate", "pooled", "low", levels=how) for how in ("counted", "shrunken"))
    assert shrunken.total < counted.total
    assert shrunken.total_lower <= shrunken.total <= shrunken.total_upper


def test_gaps_are_left_out_and_a_seed_repeats():
    gap = opportunity([*X, np.nan], [*N, 100], "rate", "pooled", "low")
    assert np.isnan(gap.events[-1])
    whole = opportunity(X, N, "rate", "pooled", "low")
    np.testing.assert_array_equal(gap.upper[:4], whole.upper)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"benchmark": "the best"}, "benchmark"),
        ({"benchmark": 1.2}, "benchmark"),
        ({"benchmark": (3, 0)}, "benchmark"),
        ({"polarity": "none"}, "polarity"),
        ({"levels": "raw"}, "levels"),
        ({"count": [np.nan] * 4}, "count"),
        ({"confidence": 0}, "confidence"),
    ],
)
def test_misuse_names_the_argument(change, name):
    usual = {"count": X, "denominator": N, "measure": "proportion", "benchmark": 0.1, "polarity": "low"}
    with pytest.raises(ValueError, match=name):
        opportunity(**{**usual, **change})


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(60, 900)), min_size=2, max_size=9))
def test_limits_hold_the_point_and_shares_add_up(areas):
    x, n = np.array(areas, dtype=float).T
    for kind in ("pooled", "best fifth"):
        found = opportunity(x, n, "proportion", kind, "low")
        assert (found.lower <= found.events).all()
        assert (found.events <= found.upper).all()
        assert found.share.sum() == pytest.approx(1) or found.total == 0
        assert found.half_low <= found.half_high


def test_each_area_may_have_its_own_others():
    pairs = np.array([[100.0, 1000], [200, 1000], [100, 1000], [50, 1000]])
    found = opportunity(X, N, "rate", pairs, "low", levels="counted")
    np.testing.assert_allclose(found.events, [50, 0, 0, 400])
    same = opportunity(X, N, "rate", np.tile([100.0, 1000], (4, 1)), "low", levels="counted")
    np.testing.assert_allclose(same.events, opportunity(X, N, "rate", 0.1, "low", levels="counted").events)


def test_limits_of_the_total_hold_it_where_areas_hardly_differ():
    n = np.full(33, 15_000.0)
    x = np.random.default_rng(1).poisson(n * 0.05)
    for levels in ("counted", "shrunken"):
        found = opportunity(x, n, "rate", "pooled", "low", levels=levels)
        assert found.total_lower <= found.total <= found.total_upper


@pytest.mark.parametrize(
    ("measure", "benchmark"), [("proportion", "pooled"), ("rate", "pooled"), ("rate", "best fifth")]
)
def test_areas_that_differ_no_more_than_chance_have_nothing_to_gain_and_no_areas_for_half(measure, benchmark):
    # before, a mean that rounding had moved made some areas 1e-13 of an event, and shares of it
    rng = np.random.default_rng(7)
    alike = 0
    for _ in range(20):
        n = rng.integers(5_000, 30_000, 33).astype(float)
        x = rng.binomial(n.astype(int), 0.05).astype(float)
        if shrinkage.empirical_bayes(x, n, measure).between > 0:
            continue
        alike += 1
        found = opportunity(x, n, measure, benchmark, "low")
        assert (found.total, found.total_lower, found.total_upper) == (0, 0, 0)
        assert (found.areas_for_half, found.half_low, found.half_high) == (0, 0, 0)
        assert (found.share == 0).all()
        assert (found.upper == 0).all()
    assert alike > 3
