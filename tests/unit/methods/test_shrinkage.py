"""Shrunken values: between the raw and the pooled, more so where an area is small."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from variation.methods import intervals
from variation.methods.shrinkage import empirical_bayes

N = np.array([100.0, 400, 2_000, 9_000, 30_000])
X = np.array([35.0, 40, 500, 1_300, 6_500])


@pytest.mark.parametrize("measure", ["proportion", "rate", "ratio"])
def test_values_lie_between_raw_and_pooled_and_small_areas_move_most(measure):
    found = empirical_bayes(X, N, measure)
    pooled, raw = X.sum() / N.sum(), X / N
    assert found.pooled == pytest.approx(pooled)
    assert ((found.value - raw) * (found.value - pooled) <= 0).all()
    np.testing.assert_allclose(found.value, found.weight * raw + (1 - found.weight) * pooled)
    assert (np.diff(found.weight) > 0).all()


def test_intervals_are_the_posteriors_quantiles():
    rate = empirical_bayes(X, N, "rate")
    b = rate.pooled / rate.between
    np.testing.assert_allclose(rate.lower, stats.gamma.ppf(0.025, rate.pooled * b + X, scale=1 / (b + N)))
    share = empirical_bayes(X, N, "proportion", confidence=0.9, multiplier=100)
    m, a = share.pooled / 100, share.between / 1e4
    s = m * (1 - m) / a - 1
    np.testing.assert_allclose(share.upper, 100 * stats.beta.ppf(0.95, m * s + X, (1 - m) * s + N - X))


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_areas_that_differ_no_more_than_chance_share_the_pooled_value_and_its_interval(measure):
    found = empirical_bayes(N * 0.2, N, measure)
    whole = (intervals.proportion if measure == "proportion" else intervals.rate)(N.sum() * 0.2, N.sum())
    scale = 1 if measure == "proportion" else 100_000
    np.testing.assert_allclose(found.value, 0.2)
    assert (found.weight == 0).all()
    np.testing.assert_allclose(found.lower * scale, whole.lower)
    assert found.between == 0


def test_absent_areas_stay_absent_and_do_not_count():
    gap = empirical_bayes([*X, np.nan, 3], [*N, 50, 0], "rate")
    assert np.isnan(gap.value[-2:]).all()
    np.testing.assert_allclose(gap.value[:-2], empirical_bayes(X, N, "rate").value)
    assert np.isnan(empirical_bayes([3.0, np.nan], [10.0, 10], "rate").value).all()


def test_sets_of_areas_are_shrunk_each_to_its_own():
    both = empirical_bayes([X, X[::-1]], [N, N[::-1]], "rate")
    np.testing.assert_allclose(both.value[0], both.value[1][::-1])
    assert both.pooled.shape == (2,)


def test_shares_of_nought_and_all_can_be_shrunk():
    found = empirical_bayes([0.0, 10, 0, 10], [10.0, 10, 10, 10], "proportion")
    assert np.isfinite(found.value).all()
    assert ((found.value >= 0) & (found.value <= 1)).all()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: empirical_bayes(3.0, 4.0, "rate"), "count"),
        (lambda: empirical_bayes([5.0], [4.0], "proportion"), "count"),
        (lambda: empirical_bayes([5.0], [4.0], "mean"), "measure"),
        (lambda: empirical_bayes([5.0], [4.0], "rate", confidence=2), "confidence"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(41, 900)), min_size=2, max_size=12))
def test_an_interval_holds_its_value_and_never_passes_the_possible(areas):
    x, n = np.array(areas, dtype=float).T
    for measure in ("proportion", "rate"):
        found = empirical_bayes(x, n, measure)
        assert (found.lower <= found.value + 1e-12).all()
        assert (found.value <= found.upper + 1e-12).all()
        assert (found.lower >= 0).all()
        assert measure == "rate" or (found.upper <= 1).all()
