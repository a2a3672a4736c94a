"""Correlation against scipy, the line and its band against scipy and statsmodels, Spearman's interval by simulation."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from variation.methods.correlation import band, correlate, line


def clouds():
    rng = np.random.default_rng(1)
    for n in (5, 12, 33, 135):
        x = rng.lognormal(3, 0.4, n)
        yield x, (40 - 0.4 * x + rng.normal(0, 4, n)).round(1)


CLOUDS = [pytest.param(x, y, id=f"{len(x)} areas") for x, y in clouds()]


@pytest.mark.parametrize(("x", "y"), CLOUDS)
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_pearson_with_its_interval_is_that_of_scipy(x, y, confidence):
    theirs = stats.pearsonr(x, y)
    interval = theirs.confidence_interval(confidence)
    ours = correlate(x, y, confidence)
    assert ours.pearson == pytest.approx(theirs.statistic)
    assert (ours.pearson_lower, ours.pearson_upper) == pytest.approx((interval.low, interval.high))


@pytest.mark.parametrize(("x", "y"), CLOUDS)
def test_spearman_is_that_of_scipy_with_ties_too(x, y):
    assert correlate(x.round(-1), y.round()).spearman == pytest.approx(
        stats.spearmanr(x.round(-1), y.round()).statistic
    )


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.85])
def test_the_interval_of_spearman_holds_the_truth_as_often_as_it_says(rho):
    rng = np.random.default_rng(2)
    truth = 6 / np.pi * np.arcsin(rho / 2)  # of two normal figures
    held = 0
    for _ in range(2000):
        u, e = rng.normal(size=(2, 33))
        found = correlate(u, rho * u + np.sqrt(1 - rho**2) * e)
        held += found.spearman_lower <= truth <= found.spearman_upper
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


@pytest.mark.parametrize(("x", "y"), CLOUDS)
def test_the_line_is_that_of_scipy(x, y):
    theirs, ours = stats.linregress(x, y), line(x, y)
    reach = stats.t.ppf(0.975, len(x) - 2) * theirs.stderr
    assert ours.slope == pytest.approx(theirs.slope)
    assert ours.intercept == pytest.approx(theirs.intercept)
    assert (ours.slope_lower, ours.slope_upper) == pytest.approx((theirs.slope - reach, theirs.slope + reach))
    assert ours.share == pytest.approx(theirs.rvalue**2)


@pytest.mark.parametrize(("x", "y"), CLOUDS)
def test_the_band_and_who_is_outside_are_those_of_statsmodels(x, y):
    model = sm.OLS(y, sm.add_constant(x)).fit()
    frame = model.get_prediction(sm.add_constant(x)).summary_frame(alpha=0.05)
    fitted = line(x, y)
    centre, lower, upper = band(fitted, x)
    np.testing.assert_allclose(centre, frame["mean"])
    np.testing.assert_allclose(lower, frame["mean_ci_lower"])
    np.testing.assert_allclose(upper, frame["mean_ci_upper"])
    studentised = model.get_influence().resid_studentized_external
    reach = stats.t.ppf(0.975, len(x) - 3)
    np.testing.assert_array_equal(fitted.outside, np.sign(studentised) * (np.abs(studentised) > reach))
    half = (fitted.high - fitted.low) / 2
    np.testing.assert_allclose((y - (fitted.high + fitted.low) / 2) / half * reach, studentised)
