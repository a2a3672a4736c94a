"""Funnel limits against scipy's quantiles, the formulas that others use, and PHStatsMethods."""

import numpy as np
import pandas as pd
import PHStatsMethods
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from variation.methods import derived_counts, funnel
from variation.methods.dispersion import estimate
from variation.methods.significance import NO_DATA
from variation.methods.spread import between_areas

TAILS = {"lower_95": 0.025, "upper_95": 0.975, "lower_998": 0.001, "upper_998": 0.999}
SIZES = np.unique(np.round(np.geomspace(1, 300_000, 600)))


def binomial_quantile(p: float, n: np.ndarray, share: float) -> np.ndarray:
    """The smallest integer with P(R ≤ r) > p."""
    r = stats.binom.ppf(p, n, share)
    return np.where(stats.binom.cdf(r, n, share) <= p, r + 1, r)


@pytest.mark.parametrize(
    ("kind", "lower", "upper"),
    [
        ("normal", 0, 0.2006),
        ("quantile", 0, 0.25),  # the exact binomial quantile 5/20; "exact" interpolates between 4/20 and this
        ("exact", 0, 0.25),
        ("interpolated", 0, 0.2351),
        ("arcsine", 0, 0.2921),
        ("wilson", 0.0044, 0.3865),
    ],
)
def test_limits_at_a_share_of_one_in_twenty_and_twenty_persons(kind, lower, upper):
    found = funnel.limits([20], "proportion", 0.05, limits=kind)
    assert found.lower_998[0] == pytest.approx(lower, abs=5e-5)
    assert found.upper_998[0] == pytest.approx(upper, abs=5e-5)


def test_all_kinds_of_limit_agree_to_six_in_ten_thousand_at_ten_thousand_persons():
    found = [funnel.limits([10_000], "proportion", 0.05, limits=kind) for kind in funnel.LIMITS]
    assert np.ptp([f.upper_998[0] for f in found]) < 0.0006
    assert np.ptp([f.lower_998[0] for f in found]) < 0.0006


@pytest.mark.parametrize("share", [1e-4, 0.03, 0.2, 0.5, 0.97])
@pytest.mark.parametrize("name", TAILS)
def test_limits_of_proportions_are_scipys_quantiles_and_spiegelhalters_interpolation_of_them(share, name):
    p = TAILS[name]
    r = binomial_quantile(p, SIZES, share)
    at, below = stats.binom.cdf(r, SIZES, share), stats.binom.cdf(r - 1, SIZES, share)
    expected = np.clip((r - (at - p) / (at - below)) / SIZES, 0, 1)
    found = getattr(funnel.limits(SIZES, "proportion", share, limits="interpolated"), name)
    np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-12)
    for kind in ("exact", "quantile"):
        np.testing.assert_allclose(
            getattr(funnel.limits(SIZES, "proportion", share, limits=kind), name), r / SIZES, rtol=1e-14
        )


@pytest.mark.parametrize("p", [0.025, 0.001])
def test_exact_limits_of_rates_and_ratios_satisfy_the_gamma_quantiles(p):
    expected = np.geomspace(0.5, 1e6, 400)
    found = funnel.limits(expected, "ratio", 1)
    lower = (found.lower_95 if p == 0.025 else found.lower_998) * expected
    upper = (found.upper_95 if p == 0.025 else found.upper_998) * expected
    some = lower > 0
    np.testing.assert_allclose(stats.gamma.ppf(1 - p, lower[some] + 1), expected[some], rtol=1e-8)
    np.testing.assert_allclose(stats.gamma.ppf(p, upper), expected, rtol=1e-8)


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_quantile_limits_of_few_events_are_scipys(measure):
    expected = np.linspace(0.3, 60, 300)
    if measure == "rate":
        found = funnel.limits(expected, "rate", 1, limits="quantile")
        for name, p in TAILS.items():
            np.testing.assert_array_equal(np.round(getattr(found, name) * expected), stats.poisson.ppf(p, expected))
    else:
        n = np.arange(5, 400.0)
        found = funnel.limits(n, "proportion", 0.1, limits="quantile")
        for name, p in TAILS.items():
            np.testing.assert_array_equal(np.round(getattr(found, name) * n), binomial_quantile(p, n, 0.1))


def test_normal_limits_of_proportions_are_what_phstatsmethods_draws():
    rng = np.random.default_rng(6)
    n = rng.integers(500, 50_000, 60)
    x = rng.binomial(n, 0.3)
    theirs = PHStatsMethods.calculate_funnel_limits(
        pd.DataFrame({"x": x, "n": n}), "x", "proportion", 100, denom_col="n", metadata=False
    )
    n_drawn = theirs["Population"].to_numpy()
    ours = funnel.limits(n_drawn, "proportion", 100 * x.sum() / n.sum(), limits="normal", multiplier=100)
    np.testing.assert_allclose(ours.lower_998, theirs["lower_3s_limit"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(ours.upper_998, theirs["upper_3s_limit"], rtol=1e-9)
    np.testing.assert_allclose(ours.lower_95, theirs["lower_2s_limit"], rtol=1e-9, atol=1e-9)


def standardised_rates(seed: int, areas: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    population = rng.integers(20_000, 300_000, areas)
    count = rng.poisson(population * 0.004 * np.exp(rng.normal(0, 0.15, areas)))
    # the ages of each area put its standardised rate above or below its crude one
    return pd.DataFrame({"x": count, "rate": 1e5 * count / population * np.exp(rng.normal(0, 0.1, areas))})


def test_limits_of_standardised_rates_are_what_phstatsmethods_draws():
    df = standardised_rates(10, 40)
    theirs = PHStatsMethods.calculate_funnel_limits(
        df, "x", "rate", 100_000, rate="rate", rate_type="dsr", years_of_data=1, metadata=False
    )
    made = derived_counts.derived_denominator(df["x"], df["rate"])
    target = float(funnel.funnel(made.count, made.denominator, "rate", multiplier=100_000).target)
    assert target == pytest.approx(theirs["baseline"][0], rel=1e-12)
    for side in ("lower", "upper"):
        for width, name in (("2s", "95"), ("3s", "998")):
            at = theirs[f"{side}_{width}_population_1_year"]
            ours = getattr(funnel.limits(at, "rate", target, multiplier=100_000), f"{side}_{name}")
            np.testing.assert_allclose(ours, theirs[f"{side}_{width}_limit"], rtol=2e-5)  # they halve to 1e-7


def test_standardised_rates_are_called_different_as_phstatsmethods_does():
    df = standardised_rates(11, 1_500)
    df.loc[:4, "x"] = 3
    theirs = PHStatsMethods.assign_funnel_significance(
        df.copy(), "x", "rate", rate="rate", rate_type="dsr", multiplier=100_000
    )["significance"]
    words = {"High (0.001)": 2, "High (0.025)": 1, "Not significant": 0, "Low (0.025)": -1, "Low (0.001)": -2}
    expected = theirs.map(words).fillna(NO_DATA).to_numpy()
    # their target holds areas of few events too, ours only those that are judged
    target = 1e5 * df["x"].sum() / (1e5 * df["x"] / df["rate"]).sum()
    made = derived_counts.derived_denominator(df["x"], df["rate"])
    found = funnel.funnel(made.count, made.denominator, "rate", target, multiplier=100_000)
    assert (found.status[:5] == NO_DATA).all()
    assert (np.abs(expected[5:]) >= 1).sum() > 200
    # they judge by Byar's limits and draw exact ones: 2 in 1,000 may lie between the two
    assert (found.status != expected).sum() <= 3


def test_between_area_variance_is_that_of_statsmodels_where_it_is_not_negative():
    rng = np.random.default_rng(7)
    for sets in range(50):
        s2 = rng.uniform(0.01, 0.05, 20)
        y = rng.normal(0, np.sqrt(s2 + (0.02 if sets % 2 else 0.0)))
        theirs = combine_effects(y, s2, method_re="chi2")
        tau2, i_squared = between_areas(y, s2)
        assert tau2 == pytest.approx(max(theirs.tau2, 0), abs=1e-12)
        assert i_squared == pytest.approx(max(theirs.i2, 0), abs=1e-12)


def trusts():
    """Observed and expected events of 40 trusts that differ by a tenth beyond chance, and their common ratio."""
    rng = np.random.default_rng(8)
    expected = rng.uniform(200, 3_000, 40)
    observed = rng.poisson(expected * np.exp(rng.normal(0, 0.1, 40))).astype(float)
    return observed, expected, observed.sum() / expected.sum()


def test_additive_variance_of_winsorised_z_step_by_step():
    observed, expected, target = trusts()
    z = np.sqrt(expected * target) * np.log(observed / (expected * target))
    low, high = np.quantile(z, [0.1, 0.9])
    phi = np.mean(np.clip(z, low, high) ** 2)
    w = expected * target
    tau2 = max((40 * phi - 39) / (w.sum() - (w**2).sum() / w.sum()), 0)
    found = funnel.funnel(observed, expected, "ratio", overdispersion="additive")
    assert found.tau2 == pytest.approx(tau2, rel=1e-12)
    s = np.sqrt(1 / w + tau2)
    np.testing.assert_allclose(found.upper_998, target * np.exp(stats.norm.ppf(0.999) * s), rtol=1e-12)
    np.testing.assert_allclose(found.lower_95, target * np.exp(-stats.norm.ppf(0.975) * s), rtol=1e-12)


def test_additive_variance_of_truncated_z_follows_the_shmi_step_by_step():
    """NHS Digital's SHMI specification, as FunnelPlotR reads it: extremes give neither z, nor weight, nor number."""
    observed, expected, target = trusts()
    order = np.argsort(np.log(observed / (expected * target)) * np.sqrt(expected))
    kept = order[4:-4]  # a tenth of 40 at each end
    w = expected[kept] * target
    q = (w * np.log(observed[kept] / w) ** 2).sum()
    tau2 = (q - (len(kept) - 1)) / (w.sum() - (w**2).sum() / w.sum())
    found = funnel.funnel(observed, expected, "ratio", overdispersion="additive", extremes="truncate")
    assert found.areas == 32
    assert found.tau2 == pytest.approx(tau2, rel=1e-12)
    assert found.tau2 < funnel.funnel(observed, expected, "ratio", overdispersion="additive").tau2
    s = np.sqrt(1 / (expected * target) + tau2)
    np.testing.assert_allclose(found.upper_998, target * np.exp(stats.norm.ppf(0.999) * s), rtol=1e-12)


def test_multiplicative_dispersion_is_the_mean_of_squared_winsorised_z():
    rng = np.random.default_rng(9)
    n = rng.integers(500, 9_000, 33).astype(float)
    x = rng.binomial(n.astype(int), np.clip(rng.normal(0.2, 0.03, 33), 0, 1)).astype(float)
    target = np.full(33, x.sum() / n.sum())
    z = 2 * np.sqrt(n) * (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(target)))
    phi = np.mean(np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2)
    assert estimate(x, n, target, "proportion", 0.1).dispersion == pytest.approx(phi, rel=1e-12)


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_planted_outliers_are_found_as_often_as_their_distance_says(measure):
    # an area whose true level lies d standard errors out is outside a limit z away with probability Φ(d − z)
    rng = np.random.default_rng(21)
    n = np.full((4000, 33), 20_000.0)
    level = np.full(n.shape, 0.1)
    level[:, 0] += 4 * np.sqrt(0.1 * (0.9 if measure == "proportion" else 1) / 20_000)
    x = (rng.binomial(n.astype(int), level) if measure == "proportion" else rng.poisson(n * level)).astype(float)
    found = funnel.funnel(x, n, measure, 0.1)
    assert (found.status[:, 0] >= 1).mean() == pytest.approx(stats.norm.cdf(4 - 1.96), abs=0.015)
    assert (found.status[:, 0] == 2).mean() == pytest.approx(stats.norm.cdf(4 - 3.09), abs=0.025)
    assert (np.abs(found.status[:, 1:]) >= 1).mean() == pytest.approx(0.05, abs=0.004)
    assert (np.abs(found.status[:, 1:]) == 2).mean() == pytest.approx(0.002, abs=0.0006)
