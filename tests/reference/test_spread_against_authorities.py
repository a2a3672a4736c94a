"""Spread against statsmodels, and McPherson's systematic component against his own kind of table."""

import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from variation.methods.published_spread import published_spread
from variation.methods.shrinkage import empirical_bayes
from variation.methods.spread import spread
from variation.methods.spread_variance import between_areas, paule_mandel


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


# Thirteen trials of the BCG vaccine (Colditz et al. 1994, JAMA 271, 698-702; table in Berkey et al. 1995, Stat Med 14,
# 395-411): cases and others among the vaccinated, cases and others among the controls
BCG = np.array(
    [
        [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
        [119, 300, 228, 13536, 5036, 1361, 2537, 87886, 7470, 1699, 50448, 2493, 16886],
        [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
        [128, 274, 209, 12619, 5761, 1079, 619, 87892, 7232, 1600, 27197, 2338, 17825],
    ],
    dtype=float,
)


def test_the_thirteen_bcg_trials_have_the_variance_between_them_that_metafor_documents():
    # log risk ratios; the manual of the R package metafor (dat.bcg, rma with DL and PM): Q 152.2330, I² 92.12 %
    cases, others, control_cases, control_others = BCG
    n, m = cases + others, control_cases + control_others
    y, s2 = np.log(cases / n * m / control_cases), 1 / cases - 1 / n + 1 / control_cases - 1 / m
    tau2, i2 = between_areas(y, s2)
    assert tau2 == pytest.approx(0.3088, abs=5e-5)
    assert i2 == pytest.approx(0.9212, abs=5e-5)
    assert 12 / (1 - i2) == pytest.approx(152.2330, abs=5e-5)
    assert paule_mandel(y, s2) == pytest.approx(0.3181, abs=5e-5)


def test_paule_mandel_solves_its_equation_and_is_that_of_statsmodels():
    rng = np.random.default_rng(5)
    y, s2 = rng.normal(0, 0.3, (300, 20)), rng.uniform(0.005, 0.1, (300, 20))
    y[:50] *= 0.3  # many of these have no root above 0
    found = paule_mandel(y, s2)
    for row, tau2 in enumerate(found):
        weight = 1 / (s2[row] + tau2)
        q = weight @ (y[row] - weight @ y[row] / weight.sum()) ** 2
        if tau2 == 0:
            assert q <= 19
            continue
        assert q == pytest.approx(19, abs=1e-9)
        # at its own tolerance: a tighter one makes statsmodels answer 0 when rounding takes its last step past the root
        theirs = combine_effects(y[row], s2[row], method_re="iterated")
        assert tau2 == pytest.approx(theirs.tau2, abs=1e-6)
    assert (found == 0).any()


def test_marshalls_variance_is_that_of_esda_but_for_its_small_sample_term():
    # esda.smoothing.Empirical_Bayes, by its documentation: Σn(r − m)²/Σn − m/n̄, which may fall below 0. Ours divides
    # by Σn − Σn²/Σn and takes k − 1 shares of chance, which is unbiased.
    rng = np.random.default_rng(6)
    n = rng.integers(1_000, 9_000, (2_000, 33)).astype(float)
    x = rng.poisson(n * rng.normal(0.05, 0.01, n.shape).clip(0.001)).astype(float)
    m = x.sum(axis=1) / n.sum(axis=1)
    theirs = (n * (x / n - m[:, None]) ** 2).sum(axis=1) / n.sum(axis=1) - m / n.mean(axis=1)
    ours = spread(x, n, "rate").between_variance
    assert (np.abs(ours / np.maximum(theirs, 1e-9) - 1)).max() < 0.06
    assert ours.mean() == pytest.approx(0.01**2, rel=0.02)
    assert theirs.mean() < ours.mean()
