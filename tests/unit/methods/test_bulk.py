"""Many sets at once give what one at a time gives, in the hard cases too."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.methods import intervals
from variation.methods.bulk import judge
from variation.methods.funnel import funnel


def generated(seed, shape, measure):
    rng = np.random.default_rng(seed)
    n = np.floor(np.exp(rng.uniform(0, 10, shape))) + 1
    share = rng.beta(0.5, 2, (*shape[:-1], 1)) * np.exp(rng.normal(0, 0.3, shape))
    x = rng.binomial(n.astype(int), np.clip(share, 0, 1)) if measure == "proportion" else rng.poisson(n * share)
    x = x.astype(float)
    x[..., 0], n[..., 1], x[..., 2] = np.nan, np.nan, 0
    return x, n


@pytest.mark.parametrize("measure", ["proportion", "rate", "ratio"])
def test_blocks_and_threads_change_nothing(measure, monkeypatch):
    monkeypatch.setattr("variation.methods.bulk.BLOCK", 500)
    x, n = generated(1, (4, 30, 40), measure)
    found = judge(x, n, measure, multiplier=100)
    plain = funnel(x, n, measure, multiplier=100)
    np.testing.assert_array_equal(found.status, plain.status)
    np.testing.assert_allclose(found.value, plain.value)
    np.testing.assert_allclose(found.target, plain.target)
    if measure == "proportion":
        i = intervals.proportion(x, n)
        np.testing.assert_allclose(found.lower, 100 * i.lower)
    else:
        np.testing.assert_allclose(found.upper, intervals.rate(x, n, multiplier=100).upper)


def test_a_target_of_ones_own_and_fractional_counts():
    x, n = generated(2, (20, 12), "rate")
    for counts in (x, x + 0.3):
        found, plain = judge(counts, n, "rate", 0.2), funnel(counts, n, "rate", np.full(20, 0.2))
        np.testing.assert_array_equal(found.status, plain.status)
    each = np.linspace(0.1, 0.5, 20)
    np.testing.assert_array_equal(judge(x, n, "rate", each).status, funnel(x, n, "rate", each).status)


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_fractional_denominators_have_the_status_of_the_drawn_limits(measure):
    rng = np.random.default_rng(5)
    n = np.round(rng.uniform(1, 400, (200, 30)), 2)
    x = np.minimum(rng.poisson(n * 0.2), np.floor(n)).astype(float)
    np.testing.assert_array_equal(judge(x, n, measure).status, funnel(x, n, measure).status)


def test_one_set_and_no_areas():
    assert judge([3.0, 4], [10.0, 10], "proportion").status.shape == (2,)
    assert judge(np.empty((3, 0)), np.empty((3, 0)), "rate").status.shape == (3, 0)
    with pytest.raises(ValueError, match="count"):
        judge(3.0, 4.0, "rate")


# around the places where a count is settled without its tail, and where nothing or everything happens
@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["proportion", "rate"]),
    st.lists(st.integers(1, 4000), min_size=3, max_size=8),
    st.one_of(st.floats(1e-4, 0.9999), st.sampled_from([0.0, 1.0, 0.5, 0.025, 0.001])),
    st.floats(-6, 6),
)
def test_status_is_that_of_the_drawn_limits(measure, sizes, target, z):
    n = np.array(sizes, dtype=float)
    sd = np.sqrt(n * target * ((1 - target) if measure == "proportion" else 1))
    x = np.clip(np.round(n * target + z * sd + np.arange(len(n)) % 3 - 1), 0, n)
    plain = funnel(x, n, measure, target)
    np.testing.assert_array_equal(judge(x, n, measure, target).status, plain.status)


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_every_count_of_small_and_middling_areas_has_the_status_of_the_drawn_limits(measure):
    for size in (1, 2, 5, 20, 60, 300):
        x = np.arange(size + 1.0)
        for target in (0.01, 0.05, 0.3, 0.5, 0.97):
            n = np.full(len(x), float(size))
            np.testing.assert_array_equal(judge(x, n, measure, target).status, funnel(x, n, measure, target).status)
