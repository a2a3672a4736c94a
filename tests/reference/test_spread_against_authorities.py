"""Spread against statsmodels, and McPherson's systematic component against his own kind of table."""

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from variation.methods.published_spread import published_spread
from variation.methods.shrinkage import empirical_bayes
from variation.methods.spread import between_areas, spread


def test_tau2_and_i2_are_those_of_statsmodels_cut_off_at_nought():
    rng = np.random.default_rng(1)
    for _ in range(200):
        k = int(rng.integers(3, 40))
        y, s2 = rng.normal(0, rng.uniform(0, 0.4), k), rng.uniform(0.005, 0.1, k)
        with np.errstate(invalid="ignore"):  # its own root of a negative τ²
            theirs = combine_effects(y, s2, method_re="dl")
        tau2, i2 = between_areas(y, s2)
        assert tau2 == pytest.approx(max(theirs.tau2, 0), abs=1e-12)
        assert i2 == pytest.approx(max(theirs.i2, 0), abs=1e-12)


def test_published_spread_is_that_of_the_levels_and_errors_themselves():
    rng = np.random.default_rng(2)
    y, s = rng.normal(4, 0.2, 33), rng.uniform(0.02, 0.1, 33)
    z = 1.959963984540054
    found = published_spread(np.exp(y), np.exp(y - z * s), np.exp(y + z * s))
    theirs = combine_effects(y, s**2, method_re="dl")
    assert found.tau2 == pytest.approx(max(theirs.tau2, 0))
    assert found.i_squared == pytest.approx(max(theirs.i2, 0))


def naive_gini(value, weight):
    """Mean absolute difference of two persons' values over twice the mean."""
    pairs = np.abs(value[:, None] - value) * weight[:, None] * weight
    return pairs.sum() / weight.sum() ** 2 / 2 / (value @ weight / weight.sum())


def test_gini_is_half_the_relative_mean_difference():
    rng = np.random.default_rng(3)
    for _ in range(50):
        n = rng.integers(100, 9000, 20).astype(float)
        x = rng.poisson(n * rng.lognormal(-3, 0.5, 20)).astype(float)
        assert spread(x, n, "rate").gini == pytest.approx(naive_gini(x / n, n))


@pytest.mark.parametrize("measure", ["rate", "proportion"])
def test_shrunken_values_are_nearer_the_truth_than_raw_ones(measure):
    rng = np.random.default_rng(4)
    n = rng.integers(50, 3000, (300, 33))
    true = np.clip(rng.normal(0.2, 0.03, n.shape), 0.02, 0.6)
    x = rng.binomial(n, true) if measure == "proportion" else rng.poisson(n * true)
    found = empirical_bayes(x, n, measure)
    raw, shrunken = ((x / n - true) ** 2).mean(), ((found.value - true) ** 2).mean()
    assert shrunken < 0.8 * raw
    covered = ((found.lower <= true) & (true <= found.upper)).mean()
    assert 0.92 < covered < 0.96
