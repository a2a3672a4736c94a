import numpy as np
import pytest
from scipy import stats

from variation.methods import intervals, trend

N = np.full(5, 10_000)


def plain_recent(x, n, measure):
    """The test written out for one series, with numpy's own weighted fits."""
    found = intervals.proportion(x, n) if measure == "proportion" else intervals.rate(x, n, multiplier=1)
    se = (found.upper - found.lower) / 3.92
    t = np.arange(5.0)

    def fit(keep):
        coefficients, covariance = np.polyfit(t[keep], found.value[keep], 1, w=1 / se[keep], cov="unscaled")
        return coefficients[0], covariance[0, 0]

    slope, variance = fit(np.full(5, True))
    signs = {np.sign(fit(t != leave)[0]) for leave in t}
    chi = slope**2 / variance
    same = signs == {np.sign(slope)}
    return chi, "none" if chi <= 9.5495 or not same else "up" if slope > 0 else "down"


def test_the_threshold_is_the_998_per_mille_point_of_chi_squared():
    assert abs(trend.THRESHOLD - stats.chi2.ppf(0.998, 1)) < 5e-5


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_many_areas_at_once_are_each_what_a_plain_fit_gives(measure):
    rng = np.random.default_rng(1)
    n = rng.integers(200, 20_000, (300, 5))
    level = np.clip(0.1 + rng.normal(0, 0.01, (300, 1)) * np.arange(5), 0.002, 0.9)
    x = rng.binomial(n, level)
    found = trend.recent(x, n, measure)
    plain = [plain_recent(a, b, measure) for a, b in zip(x, n, strict=True)]
    np.testing.assert_allclose(found.chi_squared, [p[0] for p in plain], rtol=1e-8)
    assert found.direction.tolist() == [p[1] for p in plain]
    assert {"up", "down", "none"} <= set(found.direction.tolist())
    np.testing.assert_allclose(found.p_value, stats.chi2.sf(found.chi_squared, 1), rtol=1e-9)


def test_a_worked_example_by_hand():
    # weights equal: values 1 … 5, limits ± 1.96, so se = 1 each and slope 1 with variance 1/10
    value = np.arange(1.0, 6)
    found = trend.recent_of_limits(value, value - 1.96, value + 1.96)
    assert found.chi_squared == pytest.approx(10)
    assert found.direction == "up"
    assert trend.recent_of_limits(-value, -value - 1.96, -value + 1.96).direction == "down"


def test_only_the_last_five_years_are_tested():
    long = np.concatenate([[9_000, 10], [1_000, 1_010, 990, 1_005, 1_000]])
    assert trend.recent(long, np.full(7, 10_000), "proportion").direction == "none"


@pytest.mark.parametrize("gap", range(5))
def test_a_gap_in_the_last_five_years_leaves_the_area_untested(gap):
    x = np.array([1_000, 1_200, 1_400, 1_600, 1_800.0])
    assert trend.recent(x, N, "rate").direction == "up"
    x[gap] = np.nan
    found = trend.recent(x, N, "rate")
    assert found.direction == ""
    assert np.isnan(found.chi_squared)
    assert np.isnan(found.p_value)


def test_a_gap_before_the_last_five_years_does_not_matter():
    x = np.array([np.nan, 1_000, 1_200, 1_400, 1_600, 1_800])
    assert trend.recent(x, np.full(6, 10_000), "rate").direction == "up"


def test_four_years_are_too_few():
    assert trend.recent([[1, 2, 3, 4]], [[9, 9, 9, 9]], "proportion").direction.tolist() == [""]


def test_one_year_alone_does_not_make_a_trend():
    # significant by χ², but without the last year the slope turns
    x = np.array([1_000, 990, 980, 970, 1_500])
    found = trend.recent(x, N, "proportion")
    assert found.chi_squared > trend.THRESHOLD
    assert found.direction == "none"


def test_no_events_at_all_are_no_change():
    assert trend.recent(np.zeros(5), N, "rate").direction == "none"


def test_series_without_change_are_called_changing_less_often_than_two_in_a_thousand():
    rng = np.random.default_rng(2)
    x = rng.poisson(400, (40_000, 5))
    found = trend.recent(x, np.full((40_000, 5), 10_000), "rate")
    # nominal 0.2 %, less what leave-one-out holds back; 40,000 series have a standard error of 0.022 %
    assert 0.0008 < (found.direction != "none").mean() < 0.0028


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: trend.recent([1], [2], "ratio"), "measure"),
        (lambda: trend.recent([1, 1, 1], [2, 2, 2], "rate", points=2), "points"),
        (lambda: trend.recent(1, 2, "rate"), "value"),
        (lambda: trend.recent_of_limits([1, 1, 1], [2, 0, 0], [1, 2, 2]), "lower"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()
