import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from variation.methods import funnel
from variation.methods.dispersion import MINIMUM_AREAS, chance_square, standardise, truncate, winsorise
from variation.methods.funnel_limits import LIMITS, MEASURES
from variation.methods.significance import NO_DATA

BOUNDS = ("lower_95", "upper_95", "lower_998", "upper_998")


def boroughs(seed: int = 1, *, share: float = 0.1, between: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = rng.integers(300, 20_000, 33)
    return rng.binomial(n, np.clip(rng.normal(share, between, 33), 0.001, 0.999)), n


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("overdispersion", ["none", "multiplicative", "additive"])
def test_an_area_is_judged_by_the_very_line_that_is_drawn(measure, kind, overdispersion):
    x, n = boroughs(between=0.02)
    found = funnel.funnel(x, n, measure, limits=kind, overdispersion=overdispersion, multiplier=100)
    drawn = funnel.limits(
        n,
        measure,
        found.target,
        limits=kind,
        overdispersion=str(found.adjusted),
        dispersion=float(found.dispersion),
        tau2=float(found.tau2),
        multiplier=100,
    )
    for bound in BOUNDS:
        np.testing.assert_allclose(getattr(drawn, bound), getattr(found, bound), rtol=1e-13)
    status = (found.value > drawn.upper_95).astype(int) + (found.value > drawn.upper_998)
    status -= (found.value < drawn.lower_95).astype(int) + (found.value < drawn.lower_998)
    np.testing.assert_array_equal(found.status, status)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LIMITS), st.sampled_from(MEASURES), st.floats(0.02, 0.9), st.integers(20, 20_000))
def test_limits_hold_the_target_and_narrow_as_areas_grow(kind, measure, target, n):
    sizes = np.array([n, 4 * n, 16 * n])  # a step of four is more than the unevenness of exact limits
    found = funnel.limits(sizes, measure, target, limits=kind)
    for low, high in ((found.lower_95, found.upper_95), (found.lower_998, found.upper_998)):
        assert (low <= target).all()
        assert (high >= target * (1 - 1e-12)).all() or kind in ("exact", "quantile")
        assert (np.diff(high - low) < 0).all()
    assert (found.lower_998 <= found.lower_95).all()
    assert (found.upper_998 >= found.upper_95).all()


def false_alarms(kind: str, measure: str, n: int, share: float) -> tuple[float, float]:
    """Exact probability that an area like the target is called different at 95 % and at 99.8 %."""
    most = n if measure == "proportion" else int(n * share + 15 * np.sqrt(n * share) + 30)
    x = np.arange(most + 1)
    chance = stats.binom.pmf(x, n, share) if measure == "proportion" else stats.poisson.pmf(x, n * share)
    # a set of areas of one size, one with each possible count
    status = funnel.funnel(x, np.full(len(x), n), measure, share, limits=kind).status
    return chance[status != 0].sum(), chance[np.abs(status) == 2].sum()


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_exact_limits_are_exact_tests_never_above_nominal_and_close_below_it(measure):
    found = np.array([false_alarms("exact", measure, n, 0.1) for n in range(200, 2_200, 40)])
    assert (found <= [0.05, 0.002]).all()
    assert (found.mean(axis=0) > [0.042, 0.0016]).all()


def test_interpolated_limits_give_nominal_false_alarms_on_average_but_put_too_many_above():
    found = np.array([false_alarms("interpolated", "proportion", n, 0.1) for n in range(200, 2_200, 40)])
    assert found.mean(axis=0) == pytest.approx([0.05, 0.002], rel=0.05)


def test_a_full_score_is_no_outlier_where_it_is_usual():
    found = funnel.funnel([39.0, 996], [39.0, 1000], "proportion", 0.996)
    assert found.status.tolist() == [0, 0]
    assert found.p_value[0] > 0.5
    assert funnel.funnel([39.0], [39.0], "proportion", 0.996, limits="interpolated").status.tolist() == [2]


@pytest.mark.parametrize("measure", ["proportion", "rate"])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.5])
def test_quantile_limits_never_give_more_false_alarms_than_nominal(measure, share):
    found = np.array([false_alarms("quantile", measure, n, share) for n in (10, 25, 60, 150, 400, 1_000)])
    assert (found <= np.array([0.05, 0.002]) + 1e-12).all()


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_every_kind_of_limit_gives_about_nominal_false_alarms_in_areas_of_usual_size(kind, measure):
    # 200 to 900 expected events; approximations are skewed at 99.8 %, hence the wider band there
    found = np.array([false_alarms(kind, measure, n, 0.1) for n in range(2_000, 9_000, 200)]).mean(axis=0)
    assert 0.043 < found[0] < 0.054
    assert 0.0014 < found[1] < 0.0027


def test_arcsine_limits_do_flag_too_many_small_areas_of_a_rare_event_and_exact_ones_do_not():
    sizes = range(15, 150, 3)
    arcsine = np.mean([false_alarms("arcsine", "proportion", n, 0.03)[0] for n in sizes])
    exact = np.mean([false_alarms("exact", "proportion", n, 0.03)[0] for n in sizes])
    assert arcsine > 0.1
    assert 0.01 < exact < 0.05


def test_areas_that_differ_by_chance_alone_are_hardly_ever_given_wider_limits():
    rng = np.random.default_rng(10)
    n = np.broadcast_to(rng.integers(500, 20_000, 33), (400, 33))
    x = rng.binomial(n, 0.15)
    found = funnel.funnel(x, n, "proportion", overdispersion="multiplicative")
    # winsorised z² of chance alone has mean about 0.67 and standard deviation 0.14 over 33 areas
    assert found.dispersion.mean() == pytest.approx(0.67, abs=0.05)
    assert (found.adjusted == "multiplicative").mean() < 0.05


@pytest.mark.parametrize("overdispersion", ["multiplicative", "additive"])
def test_of_areas_that_truly_differ_a_tenth_or_less_stays_outside_widened_95_limits(overdispersion):
    rng = np.random.default_rng(11)
    n = np.broadcast_to(rng.integers(5_000, 9_000, 33), (200, 33))
    x = rng.binomial(n, np.clip(rng.normal(0.2, 0.02, n.shape), 0, 1))
    plain = funnel.funnel(x, n, "proportion")
    wide = funnel.funnel(x, n, "proportion", overdispersion=overdispersion)
    assert (plain.status != 0).mean() > 0.5
    # winsorising takes the outer tenths in, so φ is about a third too small and limits about a fifth too narrow
    assert 0.03 < (wide.status != 0).mean() < 0.13


def test_multiplicative_limits_lie_root_phi_times_as_far_from_the_target():
    x, n = boroughs(between=0.02)
    plain, wide = funnel.funnel(x, n, "proportion"), funnel.funnel(x, n, "proportion", overdispersion="multiplicative")
    inside = wide.lower_998 > 0
    ratio = (wide.lower_998 - wide.target) / (plain.lower_998 - plain.target)
    np.testing.assert_allclose(ratio[inside], np.sqrt(wide.dispersion), rtol=1e-10)
    assert str(wide.note).startswith("Limits are widened by √φ")


def test_over_dispersion_is_refused_with_the_reason_below_ten_areas():
    x, n = boroughs(between=0.05)
    few = funnel.funnel(x[:9], n[:9], "proportion", overdispersion="multiplicative")
    assert MINIMUM_AREAS == 10
    assert few.adjusted == "none"
    assert few.areas == 9
    assert str(few.note) == "Over-dispersion needs at least 10 areas with figures; there are 9."
    np.testing.assert_array_equal(few.upper_95, funnel.funnel(x[:9], n[:9], "proportion").upper_95)


def test_the_target_is_the_pooled_value_of_the_areas_unless_one_is_given():
    x, n = boroughs()
    assert funnel.funnel(x, n, "rate", multiplier=1_000).target == pytest.approx(1_000 * x.sum() / n.sum())
    assert funnel.funnel(x, n, "rate", 120, multiplier=1_000).target == pytest.approx(120)


def test_absent_figures_are_no_data_and_leave_the_others_as_they_are():
    x, n = boroughs()
    gap_x, gap_n = np.append(x, [np.nan, 5, 0]), np.append(n, [100, np.nan, 0])
    with_gaps, whole = funnel.funnel(gap_x, gap_n, "proportion"), funnel.funnel(x, n, "proportion")
    np.testing.assert_array_equal(with_gaps.status[:-3], whole.status)
    assert (with_gaps.status[-3:] == NO_DATA).all()
    assert np.isnan(with_gaps.value[-3:]).all()
    assert with_gaps.dispersion == whole.dispersion
    assert with_gaps.areas == 33


def test_sets_of_areas_are_each_judged_on_their_own():
    one, two = boroughs(2), boroughs(3, share=0.3, between=0.05)
    x, n = np.array([one[0], two[0]]), np.array([one[1], two[1]])
    for overdispersion in ("none", "multiplicative", "additive"):
        both = funnel.funnel(x, n, "proportion", overdispersion=overdispersion)
        for row in range(2):
            alone = funnel.funnel(x[row], n[row], "proportion", overdispersion=overdispersion)
            np.testing.assert_allclose(both.upper_998[row], alone.upper_998, rtol=1e-13)
            np.testing.assert_array_equal(both.status[row], alone.status)
            assert both.tau2[row] == pytest.approx(float(alone.tau2), rel=1e-10)


def test_a_point_on_a_limit_counts_as_within_it():
    at = funnel.limits([20], "proportion", 5, limits="quantile", multiplier=100)
    x = np.arange(21)
    found = funnel.funnel(x, np.full(21, 20), "proportion", 5, limits="quantile", multiplier=100)
    assert found.value[5] == at.upper_998[0]
    assert found.status[5] == 1
    assert found.status[6] == 2


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("kind", LIMITS)
def test_impossible_and_certain_events_have_defined_limits(measure, kind):
    for target in (0.0, 1.0):
        found = funnel.limits([1, 50], measure, target, limits=kind)
        assert np.isfinite([getattr(found, bound) for bound in BOUNDS]).all()
    found = funnel.funnel([0, 0], [10, 20], measure, limits=kind)
    assert (found.status == 0).all()


def test_planted_outliers_are_found():
    x, n = boroughs(4)
    x[5], x[20] = n[5] * 0.2, n[20] * 0.03
    found = funnel.funnel(x, n, "proportion", overdispersion="multiplicative")
    assert found.status[5] == 2
    assert found.status[20] == -2


def test_extremes_are_drawn_in_to_the_quantiles_and_no_further():
    z = np.array([-9.0, -1, -0.5, 0, 0.2, 0.5, 0.7, 1, 1.1, 8, np.nan])
    drawn = winsorise(z, 0.1)
    low, high = np.quantile(z[:-1], [0.1, 0.9])
    np.testing.assert_allclose(drawn[:-1], np.clip(z[:-1], low, high))
    assert np.isnan(drawn[-1])
    assert winsorise(z, 0) is z


def test_extremes_that_are_left_out_are_those_at_and_beyond_the_quantiles():
    z = np.array([[-9.0, -1, -0.5, 0, 0.2, 0.5, 0.7, 1, 1.1, 8, 8, np.nan], np.full(12, np.nan)])
    left = truncate(z, 0.1)
    np.testing.assert_array_equal(left[0], [np.nan, np.nan, -0.5, 0, 0.2, 0.5, 0.7, 1, 1.1, *[np.nan] * 3])
    assert np.isnan(left[1]).all()
    assert truncate(z, 0) is z


def test_limits_are_not_widened_by_what_too_few_areas_are_left_to_tell():
    x, n = boroughs(4)
    few = funnel.funnel(x[:12], n[:12], "proportion", overdispersion="additive", extremes="truncate")
    assert few.areas == 8
    assert few.adjusted == "none"
    assert "there are 8" in str(few.note)


@pytest.mark.parametrize("overdispersion", ["multiplicative", "additive"])
@pytest.mark.parametrize(("low", "high"), [(0.5, 3), (2, 8), (3, 12), (20, 80), (300, 900)])
def test_areas_that_differ_by_chance_alone_are_as_seldom_called_over_dispersed_where_events_are_few(
    low, high, overdispersion
):
    # before: 74 % of sets at 0.5 to 3 expected events, 30 % (additive) at 2 to 8, where 5 to 7 % is usual
    rng = np.random.default_rng(31)
    expected = rng.uniform(low, high, (500, 33))
    found = funnel.funnel(rng.poisson(expected), expected, "ratio", overdispersion=overdispersion)
    assert (found.adjusted == overdispersion).mean() < 0.1


@pytest.mark.parametrize("overdispersion", ["multiplicative", "additive"])
@pytest.mark.parametrize("n", [20, 60, 200, 300, 3_000])
def test_rare_outcomes_of_small_areas_are_seldom_called_over_dispersed(n, overdispersion):
    sizes = np.full((500, 33), n)
    x = np.random.default_rng(32).binomial(sizes, 0.98)
    found = funnel.funnel(x, sizes, "proportion", overdispersion=overdispersion)
    assert (found.adjusted == overdispersion).mean() < 0.1


def test_a_planted_area_is_not_hidden_by_over_dispersion_that_small_numbers_feign():
    sizes = np.full((200, 33), 60)
    x = np.random.default_rng(33).binomial(sizes, 0.02)
    x[:, 0] = 9
    found = funnel.funnel(x, sizes, "proportion", overdispersion="additive")
    assert (found.status[:, 0] == 2).all()


def test_over_dispersion_of_few_expected_events_is_refused_with_the_reason():
    n = np.full(33, 100.0)
    few, enough = (
        funnel.funnel(np.tile([share - 2.0, share, share + 2], 11), n, "proportion", overdispersion="multiplicative")
        for share in (4, 5)
    )
    assert few.adjusted == "none"
    assert str(few.note) == (
        "Over-dispersion needs at least 5 expected events (of the rarer outcome) in the middle area; there are 4.0."
    )
    assert "no more than chance" in str(enough.note)


def test_over_dispersion_that_is_there_is_found_where_events_are_few():
    rng = np.random.default_rng(34)
    expected = rng.uniform(5, 20, (500, 33))
    x = rng.poisson(expected * np.exp(rng.normal(-0.125, 0.5, expected.shape)))
    for overdispersion in ("multiplicative", "additive"):
        found = funnel.funnel(x, expected, "ratio", overdispersion=overdispersion)
        assert (found.adjusted == overdispersion).mean() > 0.95


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_mean_square_by_chance_is_that_of_simulated_areas_and_one_where_events_are_many(measure):
    rng = np.random.default_rng(35)
    n = np.array([10.0, 30, 100, 300, 2_000, 5_000])
    target = np.array([0.1, 0.9, 0.03, 0.05, 0.1, 0.5])
    x = (
        rng.binomial(n.astype(int), target, (200_000, 6))
        if measure == "proportion"
        else rng.poisson(n * target, (200_000, 6))
    )
    square = standardise(x, n, target, measure) ** 2
    found = chance_square(n, target, measure)
    error = 5 * square.std(axis=0) / np.sqrt(len(square))
    assert (np.abs(found - square.mean(axis=0))[:4] < error[:4]).all()
    assert found[4:].tolist() == [1, 1]
    assert np.abs(square.mean(axis=0)[4:] - 1).max() < 0.005 + error.max()


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: funnel.funnel([1], [2], "share"), "measure"),
        (lambda: funnel.funnel([1], [2], "rate", limits="loose"), "limits"),
        (lambda: funnel.funnel([1], [2], "rate", overdispersion="some"), "overdispersion"),
        (lambda: funnel.funnel([3], [2], "proportion"), "count"),
        (lambda: funnel.funnel([1], [2], "proportion", 5), "target"),
        (lambda: funnel.funnel([1, 1], [2, 2], "rate", [0.1, 0.2]), "target"),
        (lambda: funnel.funnel([1], [2], "rate", winsorise=0.5), "winsorise"),
        (lambda: funnel.funnel([1], [2], "rate", extremes="drop"), "extremes"),
        (lambda: funnel.funnel(1, 2, "rate"), "count"),
        (lambda: funnel.limits([-1], "rate", 1), "denominator"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_p_values_and_limits_agree_on_who_lies_outside(measure):
    rng = np.random.default_rng(12)
    n = rng.integers(20, 4000, (30, 33)).astype(float)
    x = rng.binomial(n.astype(int), 0.1 * np.exp(rng.normal(0, 0.3, n.shape))).astype(float)
    x[0, 0] = np.nan
    found = funnel.funnel(x, n, measure)
    known = np.isfinite(x)
    np.testing.assert_array_equal(found.p_value[known] < 0.05, np.abs(found.status[known]) >= 1)
    np.testing.assert_array_equal(found.p_value[known] < 0.002, np.abs(found.status[known]) == 2)
    assert np.isnan(found.p_value[0, 0])


@pytest.mark.parametrize("kind", ["multiplicative", "additive"])
@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_over_dispersion_makes_every_p_value_larger_and_uniform_where_areas_only_differ_so(kind, measure):
    rng = np.random.default_rng(13)
    n = rng.integers(2_000, 9_000, (200, 33)).astype(float)
    level = 0.2 * np.exp(rng.normal(0, 0.15, n.shape))
    x = rng.poisson(n * level).astype(float) if measure == "rate" else rng.binomial(n.astype(int), level).astype(float)
    plain, wide = funnel.funnel(x, n, measure), funnel.funnel(x, n, measure, overdispersion=kind, winsorise=0)
    assert (wide.adjusted == kind).all()
    assert (plain.p_value < 0.05).mean() > 0.4
    assert 0.02 < (wide.p_value < 0.05).mean() < 0.08


@pytest.mark.parametrize("kind", ["multiplicative", "additive"])
@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_p_values_and_widened_limits_agree_on_who_lies_outside(kind, measure):
    rng = np.random.default_rng(14)
    n = rng.integers(20, 3_000, (100, 33)).astype(float)
    level = np.clip(0.1 * np.exp(rng.normal(0, 0.6, n.shape)), 0, 1)
    x = rng.binomial(n.astype(int), level).astype(float)
    found = funnel.funnel(x, n, measure, overdispersion=kind)
    assert (found.adjusted == kind).all()
    np.testing.assert_array_equal(found.p_value < 0.05, np.abs(found.status) >= 1)
    np.testing.assert_array_equal(found.p_value < 0.002, np.abs(found.status) == 2)


def test_no_events_where_few_are_expected_are_not_outside_limits_that_allow_for_differences():
    expected = np.append(np.full(20, 100.0), 2.0)
    count = np.append(np.tile([70.0, 130.0], 10), 0.0)
    found = funnel.funnel(count, expected, "ratio", 1, overdispersion="additive")
    assert found.adjusted == "additive"
    assert found.status[-1] == 0
    assert found.lower_95[-1] == 0
