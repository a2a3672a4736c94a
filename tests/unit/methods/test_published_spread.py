"""Spread of standardised rates, from what is published of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.methods.published_spread import published_intervals, published_spread

Z = 1.959963984540054


def rates(seed, sd, k=33):
    """Published rates and limits of areas whose true levels have the spread `sd`, and these levels."""
    rng = np.random.default_rng(seed)
    s = rng.uniform(0.05, 0.15, k)
    true = np.log(300) + rng.normal(0, sd, k)
    y = rng.normal(true, s)
    return (np.exp(y), np.exp(y - Z * s), np.exp(y + Z * s)), true


def test_limits_hold_the_spread_of_the_true_levels():
    held = []
    for seed in range(120):
        shown, true = rates(seed, 0.15)
        found = published_intervals(*shown)
        level = np.exp(true)
        truth = {"tau2": true.var(ddof=1), "extremal_quotient": level.max() / level.min()}
        truth["fold_5_95"] = np.quantile(level, 0.95) / np.quantile(level, 0.05)
        held.append([getattr(found.true_lower, m) <= t <= getattr(found.true_upper, m) for m, t in truth.items()])
    # nominal 0.95; 120 sets: standard error 0.02
    assert (np.mean(held, axis=0) > 0.88).all()


def test_true_limits_are_in_order_and_four_areas_have_none():
    shown, _ = rates(1, 0.2)
    found = published_intervals(*shown)
    for name in ("extremal_quotient", "fold_10_90", "fold_without_five", "tau2", "i_squared", "chance_share"):
        assert getattr(found.true_lower, name) < getattr(found.true_upper, name), name
    few = published_intervals(*(part[:4] for part in shown))
    assert np.isnan(few.true_upper.tau2)
    assert np.isfinite(few.estimate.tau2)
    assert published_intervals(*shown, seed=3).true_upper.tau2 != found.true_upper.tau2


@pytest.mark.parametrize(("scale", "multiplier", "centre", "s"), [("mean", 1, 27.0, 0.5), ("proportion", 100, 60.0, 3)])
def test_means_and_shares_are_measured_on_their_own_scale(scale, multiplier, centre, s):
    rng = np.random.default_rng(2)
    value = centre + rng.normal(0, 2 * s, 33)
    found = published_intervals(value, value - Z * s, value + Z * s, scale, multiplier=multiplier)
    if scale == "mean":
        # the variance seen less that of chance, as all areas have the same limits
        assert found.estimate.tau2 == pytest.approx(value.var(ddof=1) - s**2)
        assert found.estimate.chance_share == pytest.approx(s**2 / value.var(ddof=1))
    assert found.estimate.tau2_paule_mandel == pytest.approx(float(found.estimate.tau2), rel=0.05)
    assert found.true_lower.extremal_quotient < value.max() / value.min()


def test_sets_of_areas_have_no_joint_limits():
    shown, _ = rates(4, 0.1)
    with pytest.raises(ValueError, match="value"):
        published_intervals(*(np.array([part, part]) for part in shown))


@given(st.integers(0, 10_000), st.floats(0.001, 1000))
def test_the_unit_of_a_rate_does_not_matter(seed, unit):
    shown, _ = rates(seed, 0.1, 12)
    one, other = published_spread(*shown), published_spread(*(part * unit for part in shown))
    for name in ("extremal_quotient", "fold_10_90", "tau2", "tau2_paule_mandel", "i_squared", "chance_share"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-6, atol=1e-9)
