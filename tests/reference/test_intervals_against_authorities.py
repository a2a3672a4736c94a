"""Intervals against PHStatsMethods, statsmodels and printed tables."""

import numpy as np
import PHStatsMethods
import pytest
from PHStatsMethods import confidence_intervals as ph
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from variation.methods import intervals

ROWS = 3_000
CONFIDENCES = (0.95, 0.998)


def generated(seed: int, *, most: int = 200_000) -> tuple[np.ndarray, np.ndarray]:
    """Counts and denominators with many small ones, zeros and full counts among them."""
    rng = np.random.default_rng(seed)
    n = np.floor(np.exp(rng.uniform(0, np.log(most), ROWS))) + 1
    x = rng.binomial(n.astype(int), rng.beta(0.5, 2, ROWS)).astype(float)
    x[:50], x[50:100] = 0, n[50:100]
    return x, n


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_wilson_is_that_of_phstatsmethods_to_the_last_digits(confidence):
    x, n = generated(1)
    ours = intervals.proportion(x, n, confidence)
    theirs = np.array([ph.wilson(a, b, confidence) for a, b in zip(x, n, strict=True)])
    np.testing.assert_allclose(ours.lower, theirs[:, 0], rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(ours.upper, theirs[:, 1], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_wilson_is_that_of_statsmodels(confidence):
    x, n = generated(2)
    ours = intervals.proportion(x, n, confidence)
    lower, upper = proportion_confint(x, n, alpha=1 - confidence, method="wilson")
    np.testing.assert_allclose(ours.lower, lower, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(ours.upper, upper, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_byar_and_exact_limits_are_those_of_phstatsmethods_wherever_it_gives_any(confidence):
    x, _ = generated(3)
    x = x[x > 0]  # it refuses 0
    ours = intervals.rate(x, np.ones_like(x), confidence, multiplier=1)
    lower = [ph.byars_lower(a, confidence) for a in x]
    upper = [ph.byars_upper(a, confidence) for a in x]
    assert (x < 10).sum() > 200
    np.testing.assert_allclose(ours.lower, lower, rtol=1e-12)
    np.testing.assert_allclose(ours.upper, upper, rtol=1e-12)


def test_fractional_counts_switch_from_exact_to_byar_at_ten_as_in_phstatsmethods():
    x = np.linspace(9.5, 10.5, 101)
    ours = intervals.rate(x, np.ones_like(x), multiplier=1)
    np.testing.assert_allclose(ours.lower, [ph.byars_lower(a) for a in x], rtol=1e-12)
    np.testing.assert_allclose(ours.upper, [ph.byars_upper(a) for a in x], rtol=1e-12)


def test_student_interval_is_that_of_phstatsmethods_and_scipy():
    rng = np.random.default_rng(4)
    n = rng.integers(2, 500, ROWS)
    mean, sd = rng.normal(50, 20, ROWS), rng.gamma(2, 5, ROWS)
    ours = intervals.mean(mean, sd, n)
    half = [ph.student_t_dist(int(k), s) for k, s in zip(n, sd, strict=True)]
    np.testing.assert_allclose(ours.upper - mean, half, rtol=1e-9)
    lower, upper = stats.t.interval(0.95, n - 1, mean, sd / np.sqrt(n))
    np.testing.assert_allclose(ours.lower, lower, rtol=1e-9)
    np.testing.assert_allclose(ours.upper, upper, rtol=1e-9)


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_four_examples_of_newcombe_1998_table_1(x, n, lower, upper):
    found = intervals.proportion(x, n)
    assert found.lower == pytest.approx(lower, abs=5e-5)
    assert found.upper == pytest.approx(upper, abs=5e-5)


@pytest.mark.parametrize(
    ("x", "lower", "upper"),
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (2, 0.242, 7.225), (5, 1.623, 11.668), (9, 4.115, 17.085)],
)
def test_few_events_have_the_exact_limits_of_pearson_and_hartley_table_40(x, lower, upper):
    found = intervals.rate(x, 1, multiplier=1)
    assert found.lower == pytest.approx(lower, abs=5e-4)
    assert found.upper == pytest.approx(upper, abs=5e-4)


def test_byar_stays_within_half_a_per_cent_of_the_exact_limits_from_ten_events_on():
    x = np.arange(10, 2_000.0)
    found = intervals.rate(x, np.ones_like(x), multiplier=1)
    np.testing.assert_allclose(found.lower, stats.chi2.ppf(0.025, 2 * x) / 2, rtol=5e-3)
    np.testing.assert_allclose(found.upper, stats.chi2.ppf(0.975, 2 * x + 2) / 2, rtol=5e-3)


def test_a_table_of_proportions_is_that_of_phstatsmethods():
    import pandas as pd

    x, n = generated(5, most=5_000)
    table = PHStatsMethods.ph_proportion(pd.DataFrame({"x": x[:500], "n": n[:500]}), "x", "n", multiplier=100)
    ours = intervals.proportion(x[:500], n[:500])
    np.testing.assert_allclose(100 * ours.value, table["Value"], rtol=1e-12)
    np.testing.assert_allclose(100 * ours.lower, table["lower_95_ci"], rtol=1e-12, atol=1e-12)
