from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.methods import shrinkage, spread
from variation.methods.spread import between_areas


def test_ratios_of_a_plain_set_are_those_of_its_order_statistics():
    x, n = np.arange(1, 22.0) * 10, np.full(21, 1_000.0)
    found = spread.spread(x, n, "rate")
    value = x / n
    assert found.extremal_quotient == pytest.approx(21)
    assert found.fold_5_95 == pytest.approx(np.quantile(value, 0.95) / np.quantile(value, 0.05))
    assert found.iqr_ratio == pytest.approx(np.quantile(value, 0.75) / np.quantile(value, 0.25))
    assert found.fold_without_five == pytest.approx(16 / 6)
    assert found.coefficient_of_variation == pytest.approx(value.std(ddof=1) / value.mean())
    assert found.weighted_cv == pytest.approx(value.std() / value.mean())
    assert found.areas == 21


def test_the_systematic_component_is_mcphersons_by_hand():
    observed, expected = np.array([120.0, 80, 100]), np.array([100.0, 100, 100])
    # mean of (0.04, 0.04, 0) less 1/100
    found = spread.spread(observed, [1_000, 1_000, 1_000], "rate", expected)
    assert found.systematic_component == pytest.approx(0.08 / 3 - 0.01)


def test_chance_alone_gives_a_systematic_component_about_nought_and_may_give_less():
    rng = np.random.default_rng(1)
    n = np.broadcast_to(rng.integers(2_000, 20_000, 33), (300, 33))
    found = spread.spread(rng.poisson(n * 0.02), n, "rate")
    assert found.systematic_component.mean() == pytest.approx(0, abs=3e-4)
    assert (found.systematic_component < 0).any()
    assert np.isfinite(found.systematic_component).all()
    assert found.chance_share.mean() == pytest.approx(0.93, abs=0.07)
    assert np.median(found.i_squared) < 0.15


@pytest.mark.parametrize("measure", ["rate", "ratio"])
def test_planted_differences_between_areas_are_measured(measure):
    rng = np.random.default_rng(2)
    n = np.broadcast_to(rng.integers(20_000, 90_000, 33), (300, 33))
    x = rng.poisson(n * 0.02 * np.exp(rng.normal(0, 0.2, n.shape)))
    found = spread.spread(x, n, measure)
    assert found.tau2.mean() == pytest.approx(0.04, rel=0.1)
    assert found.systematic_component.mean() == pytest.approx(0.04, rel=0.15)
    assert found.i_squared.min() > 0.9
    assert found.chance_share.max() < 0.2


def test_shares_and_variances_are_never_negative():
    found = spread.spread([10, 10, 10], [100, 100, 100], "proportion")
    assert found.tau2 == 0
    assert found.i_squared == 0
    assert found.chance_share == 1
    assert found.systematic_component < 0


def test_an_area_without_events_makes_the_extremal_quotient_infinite():
    found = spread.spread([0, 5, 9], [10, 10, 10], "rate")
    assert found.extremal_quotient == np.inf
    assert np.isfinite(found.tau2)


def test_ten_areas_are_too_few_to_leave_five_out_at_each_end():
    x = np.arange(1, 12.0)
    assert np.isnan(spread.spread(x[:10], np.full(10, 20), "rate").fold_without_five)
    assert spread.spread(x, np.full(11, 20), "rate").fold_without_five == 1


def test_absent_figures_are_left_out():
    x, n = np.array([3.0, 5, 9, 12]), np.array([100.0, 90, 80, 120])
    whole = spread.spread(x, n, "proportion")
    gaps = spread.spread(np.append(x, [np.nan, 4]), np.append(n, [50, np.nan]), "proportion")
    for name in ("extremal_quotient", "fold_5_95", "iqr_ratio", "tau2", "systematic_component", "chance_share"):
        assert getattr(gaps, name) == pytest.approx(float(getattr(whole, name)))
    assert np.isnan(spread.spread([5, np.nan], [9, 9], "rate").tau2)


def test_sets_of_areas_are_each_measured_on_their_own():
    rng = np.random.default_rng(3)
    n = rng.integers(100, 900, (4, 20)).astype(float)
    x = rng.binomial(n.astype(int), 0.3).astype(float)
    x[1, 3] = np.nan
    both = spread.spread(x, n, "proportion")
    for row in range(4):
        alone = spread.spread(x[row], n[row], "proportion")
        for name in ("fold_without_five", "weighted_cv", "i_squared", "iqr_ratio"):
            assert getattr(both, name)[row] == pytest.approx(float(getattr(alone, name)))


def test_estimates_without_limits_are_left_out_of_the_variance_between_areas():
    y, s2 = np.array([0.1, 0.4, 0.9, 3.0]), np.array([0.01, 0.02, 0.01, np.nan])
    assert between_areas(y, s2)[0] == between_areas(y[:3], s2[:3])[0]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: spread.spread([1, 2], [3, 4], "mean"), "measure"),
        (lambda: spread.spread([5, 2], [3, 4], "proportion"), "count"),
        (lambda: spread.spread(5, 6, "rate"), "count"),
        (lambda: spread.spread([1, 2], [3, 4], "rate", [1, 2, 3]), "expected"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


def test_gini_by_hand_and_at_its_ends():
    found = spread.spread([10.0, 30], [100.0, 100], "rate")
    assert found.gini == pytest.approx(0.25)  # the Lorenz curve passes (0.5, 0.25)
    assert spread.spread([10.0, 10], [100.0, 100], "rate").gini == pytest.approx(0)
    assert spread.spread([0.0, 0, 10], [100.0, 100, 100], "rate").gini == pytest.approx(2 / 3)


def test_gini_weighs_areas_by_their_people_and_leaves_gaps_out():
    whole = spread.spread([10.0, 30, np.nan], [100.0, 300, 50], "rate")
    assert whole.gini == pytest.approx(0)
    assert whole.areas == 2


def test_nine_deciles_and_the_log_form():
    x, n = np.arange(1, 22.0) * 10, np.full(21, 1_000.0)
    found = spread.spread(x, n, "rate")
    assert found.fold_10_90 == pytest.approx(np.quantile(x, 0.9) / np.quantile(x, 0.1))
    e = x.mean()
    assert found.systematic_component_log == pytest.approx(np.mean(np.log(x / e) ** 2) - 1 / e)


@pytest.mark.parametrize(("measure", "level"), [("proportion", 0.3), ("rate", 0.02)])
def test_between_variance_is_what_was_planted(measure, level):
    rng = np.random.default_rng(8)
    n = rng.integers(5_000, 30_000, (400, 33))
    true = level * (1 + rng.normal(0, 0.1, n.shape))
    x = rng.binomial(n, true) if measure == "proportion" else rng.poisson(n * true)
    found = spread.spread(x, n, measure).between_variance
    assert found.mean() == pytest.approx((0.1 * level) ** 2, rel=0.05)


def test_paule_and_mandel_find_what_was_planted_and_leave_gaps_out():
    rng = np.random.default_rng(9)
    n = rng.integers(2_000, 90_000, (300, 33)).astype(float)
    x = rng.poisson(n * 0.02 * np.exp(rng.normal(0, 0.2, n.shape))).astype(float)
    found = spread.spread(x, n, "rate", estimator="paule-mandel").tau2
    assert found.mean() == pytest.approx(0.04, rel=0.05)
    gap = np.insert(x[0], 4, np.nan), np.insert(n[0], 4, 500)
    assert spread.spread(*gap, "rate", estimator="paule-mandel").tau2 == pytest.approx(found[0])
    assert np.isnan(spread.spread([3, np.nan], [9, 9], "rate", estimator="paule-mandel").tau2)
    assert spread.spread([5, 5, 5], [90, 90, 90], "rate", estimator="paule-mandel").tau2 == 0
    with pytest.raises(ValueError, match="estimator"):
        spread.spread(x, n, "rate", estimator="reml")


def test_the_standard_deviation_between_areas_is_in_the_unit_of_the_value():
    found = spread.spread([100.0, 300, 500], [1e4, 1e4, 1e4], "rate")
    # variance of 0.01, 0.03, 0.05 less the chance variance 0.03/10 000
    assert found.sd_between == pytest.approx(np.sqrt(0.0004 - 0.03 / 1e4))


PAIRS = st.lists(st.tuples(st.integers(1, 500), st.integers(1_000, 90_000)), min_size=11, max_size=40)
PLAIN = [f.name for f in fields(spread.Spread) if f.name not in ("areas", "chance_share")]


@pytest.mark.parametrize("measure", ["rate", "proportion"])
def test_between_variance_is_that_of_its_formula_where_one_area_has_nearly_all_events(measure):
    # before it was cut at what a prior may have: a standard deviation of .0118 instead of .0287
    x, n = np.append(np.zeros(11), 100.0), np.full(12, 1_000.0)
    mean = 100 / 12_000
    chance = mean * (1 - mean) if measure == "proportion" else mean
    expected = ((n * (x / n - mean) ** 2).sum() - 11 * chance) / (n.sum() - (n**2).sum() / n.sum())
    found = spread.spread(x, n, measure)
    assert found.between_variance == pytest.approx(expected, rel=1e-12)
    assert found.sd_between == pytest.approx(np.sqrt(expected), rel=1e-12)
    assert shrinkage.empirical_bayes(x, n, measure).between < expected / 2


SCALE_FREE = [name for name in PLAIN if name not in ("between_variance", "sd_between")]


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_areas_does_not_matter(pairs, random):
    mixed = random.sample(pairs, len(pairs))
    one, other = (spread.spread(*np.array(part, dtype=float).T, "rate") for part in (pairs, mixed))
    for name in PLAIN:
        # roots of near nought lose half their digits
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-6, atol=1e-7)


@given(PAIRS, st.floats(0.01, 100))
def test_the_unit_of_the_denominator_does_not_matter_to_measures_without_unit(pairs, unit):
    x, n = np.array(pairs, dtype=float).T
    one, other = spread.spread(x, n, "rate"), spread.spread(x, n * unit, "rate")
    for name in SCALE_FREE:
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-6, atol=1e-7)
    np.testing.assert_allclose(one.sd_between, other.sd_between * unit, rtol=1e-4, atol=1e-6)


@given(PAIRS)
def test_quotients_are_one_or_more_and_shares_between_nought_and_one(pairs):
    found = spread.spread(*np.array(pairs, dtype=float).T, "rate")
    for name in ("extremal_quotient", "fold_5_95", "fold_10_90", "fold_without_five", "iqr_ratio"):
        assert getattr(found, name) >= 1 - 1e-12
    assert found.extremal_quotient >= found.fold_5_95 - 1e-9 >= found.fold_10_90 - 2e-9 >= found.iqr_ratio - 3e-9
    for name in ("gini", "i_squared", "chance_share"):
        assert -1e-9 <= getattr(found, name) <= 1


def test_fewer_persons_behind_the_same_levels_add_to_chance_and_not_to_true_spread():
    rng = np.random.default_rng(10)
    n = rng.integers(20_000, 90_000, (300, 33)).astype(float)
    level = 0.02 * np.exp(rng.normal(0, 0.2, n.shape))
    many, few = (spread.spread(rng.poisson(m * level), m, "rate") for m in (n, n / 10))
    assert few.chance_share.mean() > 4 * many.chance_share.mean()
    assert few.tau2.mean() == pytest.approx(many.tau2.mean(), rel=0.1)
    assert few.systematic_component.mean() == pytest.approx(many.systematic_component.mean(), rel=0.1)
    assert few.coefficient_of_variation.mean() > 1.05 * many.coefficient_of_variation.mean()


def test_a_standard_deviation_leaves_gaps_out():
    found = spread.standard_deviation(np.array([[1.0, 2, np.nan, 6], [3, np.nan, np.nan, np.nan]]))
    assert found[0] == pytest.approx(np.sqrt(7))
    assert np.isnan(found[1])


def test_percentiles_are_linear_between_areas_and_need_as_many_as_asked():
    value = [[0.0, 10, np.nan, 20, 30], [1, np.nan, np.nan, np.nan, np.nan]]
    np.testing.assert_array_equal(spread.percentiles(value, (0, 25, 50, 100)), [[0, 1], [7.5, 1], [15, 1], [30, 1]])
    np.testing.assert_array_equal(spread.percentiles(value, (50,), least=2), [[15, np.nan]])
    assert np.isnan(spread.percentiles([], (5, 95))).tolist() == [True, True]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: spread.percentiles(3.0, (5,)), "value"),
        (lambda: spread.percentiles([3.0], (101,)), "places"),
        (lambda: spread.percentiles([3.0], 5), "places"),
        (lambda: spread.percentiles([3.0], (5,), least=0), "least"),
    ],
)
def test_misuse_of_percentiles_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()
