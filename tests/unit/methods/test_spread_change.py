import numpy as np
import pytest

from variation.methods import intervals, spread_change


def two_periods(seed, first, last, *, areas=33, likeness=0.8):
    """Counts and denominators of areas whose true levels have the given spreads in two periods."""
    rng = np.random.default_rng(seed)
    n = rng.integers(5_000, 40_000, areas)
    one = rng.standard_normal(areas)
    two = likeness * one + np.sqrt(1 - likeness**2) * rng.standard_normal(areas)
    levels = 0.02 * np.exp([first * one, last * two])
    return rng.poisson(n * levels), np.array([n, n])


def test_areas_that_draw_apart_are_called_wider_and_the_reverse_narrower():
    x, n = two_periods(1, 0.1, 0.25)
    found = spread_change.change(x, n, "rate")
    assert found.direction == "wider"
    assert found.first == pytest.approx(0.1, abs=0.03)
    assert found.last == pytest.approx(0.25, abs=0.06)
    assert found.lower < found.last - found.first < found.upper
    assert spread_change.change(x[::-1], n[::-1], "rate").direction == "narrower"


def test_spreads_that_do_not_change_are_called_changing_about_as_often_as_five_in_a_hundred():
    called = [
        spread_change.change(*two_periods(seed, 0.15, 0.15), "rate", draws=300).direction != "none"
        for seed in range(200)
    ]
    # 200 sets: standard error 1.5 %
    assert 0.005 < np.mean(called) < 0.10


def test_a_doubled_spread_is_found_nearly_always_in_33_areas():
    found = [
        spread_change.change(*two_periods(seed, 0.1, 0.2), "rate", draws=300).direction == "wider" for seed in range(60)
    ]
    assert np.mean(found) > 0.9


def test_more_chance_in_one_period_is_not_taken_for_more_spread():
    rng = np.random.default_rng(4)
    n = rng.integers(20_000, 40_000, 33)
    level = 0.02 * np.exp(rng.normal(0, 0.15, 33))
    few = n // 25
    x = np.array([rng.poisson(n * level), rng.poisson(few * level)])
    assert spread_change.change(x, np.array([n, few]), "rate").direction == "none"


@pytest.mark.parametrize(("areas", "tails"), [(10, None), (33, None), (33, 4)])
def test_a_fifth_of_the_persons_raises_no_false_alarms_with_few_areas_or_heavy_tails(areas, tails):
    called = []
    for seed in range(200):
        rng = np.random.default_rng(seed)
        n = np.round(rng.lognormal(9, 0.6, areas))
        away = rng.standard_normal((2, areas)) if tails is None else rng.standard_t(tails, (2, areas)) / np.sqrt(2)
        levels = 0.02 * np.exp(0.15 * np.array([away[0], 0.8 * away[0] + 0.6 * away[1]]))
        both = np.array([n, np.round(n / 5)])
        called.append(spread_change.change(rng.poisson(both * levels), both, "rate", draws=300).direction != "none")
    # nominal 0.05, 200 sets: standard error 0.015; Pitman and Morgan's test on ranks alarms 48 times in 100
    assert np.mean(called) < 0.12


def test_values_with_limits_give_nearly_what_counts_give():
    x, n = two_periods(5, 0.1, 0.3)
    i = intervals.rate(x, n)
    counted = spread_change.change(x, n, "rate")
    published = spread_change.change_of_limits(i.value, i.lower, i.upper)
    assert published.direction == counted.direction == "wider"
    # the two weigh areas differently: by events expected, and by the width of the published interval
    assert published.last == pytest.approx(counted.last, rel=0.2)


def test_shares_in_per_cent_are_compared_on_their_own_scale():
    rng = np.random.default_rng(6)
    n = np.full((2, 20), 5_000)
    p = np.clip(0.5 + np.array([[0.02], [0.1]]) * rng.standard_normal((2, 20)), 0.05, 0.95)
    x = rng.binomial(n, p)
    i = intervals.proportion(x, n)
    found = spread_change.change_of_limits(100 * i.value, 100 * i.lower, 100 * i.upper, "proportion", multiplier=100)
    assert found.direction == spread_change.change(x, n, "proportion").direction == "wider"


def test_the_same_question_has_the_same_answer():
    x, n = two_periods(7, 0.1, 0.1)
    assert spread_change.change(x, n, "rate") == spread_change.change(x, n, "rate")


def test_few_areas_with_both_periods_are_not_tested_and_the_reason_is_given():
    x, n = two_periods(8, 0.1, 0.4, areas=12)
    x = x.astype(float)
    x[0, :3] = np.nan
    found = spread_change.change(x, n, "rate")
    assert found.direction == ""
    assert np.isnan(found.lower)
    assert found.reason == "A change in spread needs at least 10 areas with figures in both periods; 9 have."


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: spread_change.change([[1, 2]], [[3, 4]], "rate"), "count"),
        (lambda: spread_change.change([[1], [2]], [[3], [4]], "mean"), "measure"),
        (lambda: spread_change.change_of_limits([1.0], [1.0], [1.0]), "value"),
        (lambda: spread_change.change_of_limits([[1.0], [1]], [[1.0], [1]], [[1.0], [1]], "odds"), "scale"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


def test_one_area_far_out_in_both_periods_does_not_raise_the_alarm_rate():
    def with_city(seed):
        x, n = two_periods(seed, 0.15, 0.15)
        n = n.copy()
        n[:, 0] = 900
        x[:, 0] = np.random.default_rng(seed).poisson(900 * 0.08, 2)  # four times the others, and small
        return x, n

    called = [spread_change.change(*with_city(seed), "rate").direction != "none" for seed in range(200)]
    assert np.mean(called) < 0.10


def test_sums_give_the_spread_that_the_plain_formula_gives():
    from variation.methods.spread import between_areas

    rng = np.random.default_rng(9)
    y, s2 = rng.normal(3, 0.2, (2, 12)), rng.uniform(0.001, 0.02, (2, 12))
    drawn = rng.integers(0, 12, (50, 12))
    times = np.array([np.bincount(row, minlength=12) for row in drawn], dtype=float)
    plain = np.sqrt(between_areas(y[:, drawn], s2[:, drawn])[0])
    np.testing.assert_allclose(spread_change._resampled(y, s2, times), plain, atol=1e-9)


@pytest.mark.parametrize(("counts", "which"), [([[0] * 12, [3, 9] * 6], "first"), ([[3, 9] * 6, [0] * 12], "last")])
def test_a_period_without_any_event_is_no_period_to_compare_with(counts, which):
    found = spread_change.change(counts, [[500] * 12] * 2, "rate")
    assert found.direction == ""
    assert np.isnan([found.lower, found.upper]).all()
    assert found.reason == f"Spread in the {which} period is unknown: nothing was counted in any area."
