"""Indices of inequality and adjusted spread against statsmodels, and their coverage by simulation."""

import numpy as np
import pytest
import statsmodels.api as sm

from variation.methods.adjusted import spread_after
from variation.methods.inequality import slope
from variation.methods.spread_variance import estimates

TENTHS = np.arange(1.0, 11)


def test_the_slope_is_that_of_weighted_least_squares():
    rng = np.random.default_rng(1)
    for _ in range(100):
        value, people = rng.normal(50, 10, 10), rng.integers(500, 9000, 10).astype(float)
        share = people / people.sum()
        b = np.cumsum(share) - share / 2
        theirs = sm.WLS(value, sm.add_constant(b), weights=share).fit()
        ours = slope(value, people, TENTHS)
        assert ours.sii == pytest.approx(theirs.params[1])
        assert ours.rii == pytest.approx((theirs.params[0] + theirs.params[1]) / theirs.params[0])
        assert ours.r_squared == pytest.approx(theirs.rsquared)
        # regression of y√a on √a and b√a, as the method is usually told, is the same line
        root = np.sqrt(share)
        told = sm.OLS(value * root, np.column_stack([root, b * root])).fit()
        np.testing.assert_allclose(told.params, theirs.params)


def test_limits_from_scatter_are_those_of_weighted_least_squares_nearly():
    rng = np.random.default_rng(2)
    value, people = 60 - 2 * TENTHS + rng.normal(0, 2, 10), rng.integers(500, 9000, 10).astype(float)
    share = people / people.sum()
    theirs = sm.WLS(value, sm.add_constant(np.cumsum(share) - share / 2), weights=share).fit().conf_int()[1]
    ours = slope(value, people, TENTHS)
    width = theirs[1] - theirs[0]
    assert ours.sii_lower == pytest.approx(theirs[0], abs=0.03 * width)
    assert ours.sii_upper == pytest.approx(theirs[1], abs=0.03 * width)


# PHEindicatormethods (UKHSA), the first area of the example of phe_sii: life expectancy by deprivation tenth.
PEOPLE = np.array([7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534], dtype=float)
YEARS = np.array([75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3])
ERRORS = np.array([1.64, 1.58, 1.51, 1.78, 1.7, 1.56, 1.37, 1.4, 2.43, 1.57])


def test_limits_from_standard_errors_are_those_of_the_exact_normal_of_the_slope():
    found = slope(YEARS, PEOPLE, TENTHS, ERRORS)
    share = PEOPLE / PEOPLE.sum()
    x = sm.add_constant(np.cumsum(share) - share / 2)
    hat = np.linalg.inv(x.T @ (x * share[:, None])) @ (x * share[:, None]).T
    error = np.sqrt((hat[1] ** 2) @ ERRORS**2)
    assert found.sii_lower == pytest.approx(found.sii - 1.96 * error, abs=0.15)
    assert found.sii_upper == pytest.approx(found.sii + 1.96 * error, abs=0.15)


@pytest.mark.parametrize("known", [True, False])
def test_intervals_cover_the_true_slope_as_often_as_they_say(known):
    rng = np.random.default_rng(3)
    b = np.arange(0.05, 1, 0.1)
    truth, error = 20 - 6 * b, np.full(10, 1.0)
    held = []
    for seed in range(400):
        found = slope(rng.normal(truth, error), np.ones(10), TENTHS, error if known else None, seed=seed)
        held.append((found.sii_lower <= -6 <= found.sii_upper, found.rii_lower <= 14 / 20 <= found.rii_upper))
    assert (np.mean(held, axis=0) > 0.92).all()
    assert (np.mean(held, axis=0) < 0.98).all()


def test_coefficients_after_adjustment_are_those_of_weighted_least_squares_with_their_variance():
    rng = np.random.default_rng(4)
    trait, n = rng.normal(size=33), rng.integers(8_000, 30_000, 33).astype(float)
    x = rng.poisson(n * 0.05 * np.exp(0.2 * trait + rng.normal(0, 0.1, 33))).astype(float)
    ours = spread_after(x, n, trait, "rate")
    y, s2 = estimates(x, n, n * x.sum() / n.sum(), "rate")
    scaled = (trait - trait.mean()) / trait.std(ddof=1)
    theirs = sm.WLS(y, sm.add_constant(scaled), weights=1 / (s2 + ours.tau2_after)).fit()
    assert ours.coefficient[0] == pytest.approx(theirs.params[1])
    np.testing.assert_allclose(ours.residual, theirs.resid)
    # Knapp and Hartung's variance is that of least squares, but never below the usual one
    assert ours.upper[0] - ours.coefficient[0] >= theirs.conf_int()[1, 1] - theirs.params[1] - 1e-12


def test_what_remains_is_unbiased_and_a_trait_of_no_matter_is_called_so():
    rng = np.random.default_rng(5)
    trait, n = rng.normal(size=33), rng.integers(8_000, 30_000, 33).astype(float)
    after, alarms = [], []
    for _ in range(300):
        x = rng.poisson(n * 0.05 * np.exp(rng.normal(0, 0.15, 33)))
        found = spread_after(x, n, trait, "rate")
        after.append(found.tau2_after)
        alarms.append(found.p_value[0] < 0.05)
    assert np.mean(after) == pytest.approx(0.15**2, rel=0.06)
    assert 0.02 < np.mean(alarms) < 0.085
