"""Adjusted spread: what traits explain, and what they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from variation.methods.adjusted import spread_after
from variation.methods.spread import spread

K = 33
TRAIT = np.random.default_rng(0).normal(20, 6, K)
N = np.random.default_rng(1).integers(8_000, 30_000, K).astype(float)


def counted(seed, by_trait, other, measure="rate"):
    rng = np.random.default_rng(seed)
    level = 0.05 * np.exp(by_trait * (TRAIT - TRAIT.mean()) / TRAIT.std(ddof=1) + rng.normal(0, other, K))
    return (rng.binomial(N.astype(int), level) if measure == "proportion" else rng.poisson(N * level)).astype(float)


def test_a_trait_that_makes_all_the_difference_leaves_nearly_none():
    found = spread_after(counted(2, 0.3, 0.0), N, TRAIT, "rate")
    assert found.tau2 == pytest.approx(0.09, rel=0.4)
    assert found.tau2_after < 0.003
    assert found.explained > 0.95
    assert found.lower[0] < 0.3 < found.upper[0]
    assert found.p_value[0] < 1e-6


def test_a_trait_of_no_matter_explains_little():
    shares = [spread_after(counted(seed, 0.0, 0.2), N, TRAIT, "rate").explained for seed in range(60)]
    assert np.mean(shares) < 0.06


def test_tau2_before_is_that_of_spread():
    x = counted(3, 0.2, 0.1, "proportion")
    assert spread_after(x, N, TRAIT, "proportion").tau2 == pytest.approx(float(spread(x, N, "proportion").tau2))


def test_a_planted_area_stands_out_after_what_its_trait_explains():
    x = counted(4, 0.3, 0.05)
    x[7] *= 1.6
    found = spread_after(x, N, TRAIT, "rate")
    assert np.argmax(found.z) == 7
    assert found.z[7] > 3


def test_the_unit_and_origin_of_a_trait_do_not_matter():
    x = counted(5, 0.2, 0.1)
    one, other = spread_after(x, N, TRAIT, "rate"), spread_after(x, N, TRAIT * 9 - 4, "rate")
    np.testing.assert_allclose(one.coefficient, other.coefficient)
    assert one.tau2_after == pytest.approx(other.tau2_after)


def test_gaps_are_left_out_and_too_few_areas_refused():
    x = counted(6, 0.2, 0.1)
    x[0] = np.nan
    gap = spread_after(x, N, TRAIT, "rate")
    assert gap.areas == 32
    assert np.isnan(gap.residual[0])
    few = spread_after(x[:9], N[:9], TRAIT[:9], "rate")
    assert "too few" in few.reason
    assert np.isnan(few.tau2_after)
    assert "same in all" in spread_after(x, N, np.ones(K), "rate").reason


def test_misuse_names_the_argument():
    with pytest.raises(ValueError, match="traits"):
        spread_after(N / 10, N, TRAIT[:5], "rate")
    with pytest.raises(ValueError, match="measure"):
        spread_after(N / 10, N, TRAIT, "mean")


def test_traits_that_say_the_same_and_counts_of_nothing_are_refused():
    x = counted(7, 0.2, 0.1)
    alike = spread_after(x, N, np.column_stack([TRAIT, 2 * TRAIT]), "rate")
    assert "say the same" in alike.reason
    assert np.isnan(alike.coefficient).all()
    assert "No area has an event" in spread_after(np.zeros(K), N, TRAIT, "rate").reason
    other = np.random.default_rng(8).normal(size=K)
    assert spread_after(x, N, np.column_stack([TRAIT, other]), "rate").reason == ""


def test_status_says_which_areas_lie_outside_limits_about_their_traits():
    rng = np.random.default_rng(5)
    trait, n = rng.normal(size=33), np.full(33, 5_000.0)
    x = np.round(n * 0.1 * np.exp(0.1 * trait))
    x[4], x[9] = 2 * x[4], 0.5 * x[9]
    found = spread_after(x, n, trait, "rate")
    expected = np.sign(found.z) * ((np.abs(found.z) > 1.959964).astype(int) + (np.abs(found.z) > 3.090232))
    np.testing.assert_array_equal(found.status, expected)
    assert (found.status[4], found.status[9]) == (2, -2)
    assert (spread_after(x[:5], n[:5], trait[:5], "rate").status == 9).all()
