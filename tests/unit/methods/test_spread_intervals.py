"""Intervals of spread, its split by footprint, and spread from published limits."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from variation.methods import intervals
from variation.methods.published_spread import published_spread
from variation.methods.spread import Spread, spread
from variation.methods.spread_intervals import counted_again, spread_intervals
from variation.methods.spread_within import split

N = np.random.default_rng(0).integers(4_000, 30_000, 33).astype(float)


def counted(seed, sd, *, n=N, level=0.02, groups=None):
    rng = np.random.default_rng(seed)
    away = rng.normal(0, sd, len(n)) + (0 if groups is None else groups)
    return rng.poisson(n * level * np.exp(away)).astype(float)


def test_each_measure_lies_within_its_interval():
    found = spread_intervals(counted(1, 0.2), N, "rate")
    for name in (field.name for field in fields(Spread)):
        low, value, high = (getattr(part, name) for part in (found.lower, found.estimate, found.upper))
        assert low <= value <= high, name


def test_a_seed_gives_the_same_interval_and_another_nearly_the_same():
    one, same, other = (spread_intervals(counted(1, 0.2), N, "rate", seed=s).upper.tau2 for s in (1, 1, 2))
    assert one == same
    assert other == pytest.approx(float(one), rel=0.1)
    assert other != one


def test_more_confidence_is_wider_and_proportions_work_too():
    x = np.random.default_rng(2).binomial(N.astype(int), 0.3).astype(float)
    narrow, wide = (spread_intervals(x, N, "proportion", confidence=c) for c in (0.8, 0.99))
    assert wide.lower.extremal_quotient < narrow.lower.extremal_quotient
    assert wide.upper.extremal_quotient > narrow.upper.extremal_quotient


def test_gaps_are_left_out_and_one_area_has_no_interval():
    x = counted(3, 0.2)
    x[:3] = np.nan
    whole, without = spread_intervals(x, N, "rate"), spread_intervals(x[3:], N[3:], "rate")
    assert whole.upper.tau2 == pytest.approx(float(without.upper.tau2))
    assert np.isnan(spread_intervals([3.0, np.nan], [10.0, 10], "rate").upper.tau2)


def test_a_measure_that_may_be_infinite_has_an_infinite_limit():
    assert spread_intervals([0.0, 1, 2, 3], [50.0, 50, 50, 50], "rate").upper.extremal_quotient == np.inf


def test_repetitions_of_the_count_fall_within_as_often_as_documented():
    rng = np.random.default_rng(4)
    held = []
    for _ in range(100):
        true = 0.02 * np.exp(rng.normal(0, 0.15, 33))
        found = spread_intervals(rng.poisson(N * true), N, "rate", draws=300)
        again = spread(rng.poisson(N * true), N, "rate")
        held.append(
            [
                getattr(found.lower, m) <= getattr(again, m) <= getattr(found.upper, m)
                for m in ("fold_5_95", "tau2", "gini")
            ]
        )
    assert (np.mean(held, axis=0) > 0.84).all()
    assert (np.mean(held, axis=0) < 0.99).all()


GROUPS = np.repeat(["a", "b", "c", "d", "e"], [7, 7, 7, 6, 6])


def test_shares_add_up_and_planted_differences_lie_where_they_were_put():
    rng = np.random.default_rng(5)
    by_group = rng.normal(0, 0.3, 5)[np.unique(GROUPS, return_inverse=True)[1]]
    between = split(counted(6, 0, groups=by_group), N, GROUPS, "rate")
    within = split(counted(7, 0.3), N, GROUPS, "rate")
    for found in (between, within):
        assert found.between + found.within + found.chance == pytest.approx(1)
    assert between.between > 0.9
    assert within.within > 0.6
    assert within.within_lower < within.within < within.within_upper


def test_chance_alone_is_called_chance():
    shares = [split(counted(s, 0), N, GROUPS, "rate", draws=10).chance for s in range(60)]
    assert np.mean(shares) > 0.75


def test_areas_of_no_footprint_are_left_out_and_one_footprint_is_not_split():
    groups = GROUPS.copy()
    groups[0] = ""
    assert split(counted(8, 0.2), N, groups, "rate").areas == 32
    alone = split(counted(8, 0.2), N, np.full(33, "a"), "rate")
    assert np.isnan(alone.between)
    assert alone.groups == 1
    with pytest.raises(ValueError, match="group"):
        split(counted(8, 0.2), N, GROUPS[:5], "rate")


def test_published_limits_give_nearly_what_counts_give():
    x = counted(9, 0.25)
    i = intervals.rate(x, N)
    from_counts, published = spread(x, N, "rate"), published_spread(i.value, i.lower, i.upper)
    assert published.tau2 == pytest.approx(float(from_counts.tau2), rel=0.15)
    assert published.i_squared == pytest.approx(float(from_counts.i_squared), abs=0.03)
    assert published.extremal_quotient == pytest.approx(float(from_counts.extremal_quotient))


def test_chance_alone_in_published_limits_is_called_chance():
    x = counted(10, 0)
    i = intervals.rate(x, N)
    found = published_spread(i.value, i.lower, i.upper)
    assert found.chance_share > 0.7
    assert found.i_squared < 0.35


def test_areas_without_limits_count_in_quotients_only():
    found = published_spread([1.0, 2, 9], [0.8, 1.7, np.nan], [1.2, 2.3, np.nan])
    assert found.extremal_quotient == 9
    assert found.areas == 3
    assert np.isfinite(found.tau2)
    with pytest.raises(ValueError, match="scale"):
        published_spread([1.0], [1.0], [1.0], "counts")


MEASURED = [f.name for f in fields(Spread) if f.name not in ("areas", "fold_without_five", "systematic_component_log")]


@pytest.mark.parametrize("measure", ["rate", "proportion"])
def test_the_true_limits_hold_the_spread_of_the_true_levels(measure):
    rng = np.random.default_rng(11)
    n = N / 3
    held = []
    for _ in range(100):
        true = 0.02 * np.exp(rng.normal(0, 0.15, 33))
        x = rng.poisson(n * true) if measure == "rate" else rng.binomial(n.astype(int), true)
        found = spread_intervals(x, np.floor(n), measure, draws=300)
        whole = spread(true * n * 1e9, n * 1e9, measure)
        truth = {name: getattr(whole, name) for name in ("extremal_quotient", "fold_5_95", "gini")}
        truth |= {"systematic_component": whole.systematic_component, "sd_between": true.std(ddof=1)}
        chance = (true @ n / n.sum() / n).mean()
        truth |= {"chance_share": chance / (chance + true.var(ddof=1))}
        held.append([getattr(found.true_lower, m) <= t <= getattr(found.true_upper, m) for m, t in truth.items()])
    # nominal 0.95; 100 sets: standard error 0.022
    assert (np.mean(held, axis=0) > 0.87).all()


def test_chance_alone_stretches_quotients_beyond_their_true_limits():
    above = []
    for seed in range(30):
        found = spread_intervals(counted(seed, 0, n=N / 10), N / 10, "rate", draws=300)
        above.append(found.estimate.extremal_quotient > found.true_upper.extremal_quotient)
        assert found.true_lower.tau2 < 0.003
        assert found.true_upper.chance_share > 0.9
    assert np.mean(above) > 0.9


def test_true_limits_are_in_order_and_there_are_none_of_four_areas():
    found = spread_intervals(counted(12, 0.2), N, "rate")
    for name in MEASURED:
        assert getattr(found.true_lower, name) <= getattr(found.true_upper, name), name
    few = spread_intervals(counted(12, 0.2)[:4], N[:4], "rate")
    assert np.isnan(few.true_upper.tau2)
    assert np.isfinite(few.upper.tau2)
    assert np.isnan(spread_intervals(np.zeros(6), N[:6], "rate").true_upper.tau2)


def test_alike_areas_have_limits_too():
    found = spread_intervals(np.full(9, 50.0), np.full(9, 1_000.0), "rate")
    assert 1 < found.true_upper.extremal_quotient < 2


@pytest.mark.parametrize(("between", "within"), [(0.2, 0.05), (0.1, 0.15), (0.03, 0.2)])
def test_limits_of_the_shares_hold_those_of_the_true_levels(between, within):
    rng = np.random.default_rng(13)
    n, place = N / 4, np.unique(GROUPS, return_inverse=True)[1]
    held = []
    for seed in range(120):
        true = 0.02 * np.exp(rng.normal(0, between, 5)[place] + rng.normal(0, within, 33))
        found = split(rng.poisson(n * true), n, GROUPS, "rate", draws=200, seed=seed)
        mean = true @ n / n.sum()
        centre = (np.bincount(place, true * n) / np.bincount(place, n))[place]
        parts = np.array([n @ (centre - mean) ** 2, n @ (true - centre) ** 2, 32 * mean])
        truth = dict(zip(("between", "within", "chance"), parts / parts.sum(), strict=True))
        held.append([getattr(found, f"{s}_lower") <= t <= getattr(found, f"{s}_upper") for s, t in truth.items()])
    # nominal 0.95; 120 sets: standard error 0.02
    assert (np.mean(held, axis=0) > 0.87).all()


def test_areas_dealt_at_random_are_found_by_chance_only_as_often_as_the_p_value_says():
    found = [split(counted(seed, 0.2), N, GROUPS, "rate", draws=99) for seed in range(200)]
    p = np.array([part.p_value for part in found])
    assert 0.01 < (p <= 0.05).mean() < 0.1
    assert np.mean([part.between for part in found]) == pytest.approx(np.mean([f.if_random for f in found]), abs=0.02)
    by_group = np.array([-0.3, -0.1, 0, 0.1, 0.3])[np.unique(GROUPS, return_inverse=True)[1]]
    assert split(counted(6, 0.05, groups=by_group), N, GROUPS, "rate").p_value < 0.01


@pytest.mark.parametrize("measure", ["rate", "proportion"])
def test_shares_are_those_of_sums_area_by_area(measure):
    x, total = counted(16, 0.2, groups=np.linspace(-0.2, 0.2, 33)), N.sum()
    m = x.sum() / total
    chance = m * (1 - m) if measure == "proportion" else m
    between = within = 0.0
    for group in "abcde":
        inside = np.flatnonzero(group == GROUPS)
        rate = x[inside].sum() / N[inside].sum()
        between += N[inside].sum() * (rate - m) ** 2
        within += sum(N[i] * (x[i] / N[i] - rate) ** 2 for i in inside)
    found = split(x, N, GROUPS, measure, draws=10)
    assert found.between == pytest.approx((between - 4 * chance) / (between + within))
    assert found.within == pytest.approx((within - 28 * chance) / (between + within))
    other = split(x, N, np.char.add(GROUPS, "x"), measure, draws=10)
    assert other == found


def test_nothing_counted_has_no_shares():
    found = split(np.zeros(33), N, GROUPS, "rate")
    assert np.isnan(found.between)
    assert np.isnan(found.chance_upper)


def test_shares_have_no_limits_with_two_groups_and_proportions_split_too():
    two = np.where(np.arange(33) < 16, "a", "b")
    found = split(counted(14, 0.2), N, two, "rate")
    assert np.isnan(found.between_upper)
    assert np.isfinite(found.within)
    x = np.random.default_rng(15).binomial(N.astype(int), 0.3).astype(float)
    found = split(x, N, GROUPS, "proportion")
    assert found.between_lower <= found.between <= found.between_upper
    assert found.chance_lower <= found.chance <= found.chance_upper


@pytest.mark.parametrize("seed", range(3))
def test_fractional_denominators_of_high_shares_are_counted_again_within_them(seed):
    # before, rounding them up let a draw have more events than persons
    rng = np.random.default_rng(seed)
    n = np.round(rng.uniform(20, 60, 33), 1)
    x = np.round(n * rng.uniform(0.85, 0.99, 33), 1)
    again = counted_again(x, n, "proportion", 500, seed)
    assert (again <= n).all()
    assert (again / n).mean() == pytest.approx((x / n).mean(), abs=0.01)
    found = spread_intervals(x, n, "proportion")
    assert 1 <= found.lower.iqr_ratio <= found.upper.iqr_ratio
    tiny = spread_intervals([0, 0.1, 0.2, 0.3, 0.1, 0.3], [0.4] * 6, "proportion")
    assert np.isfinite(tiny.lower.gini)


@pytest.mark.parametrize("measure", ["proportion", "rate"])
def test_areas_that_all_have_everything_have_limits_without_a_warning(measure):
    found = spread_intervals([5] * 6, [5] * 6, measure)
    assert found.estimate.extremal_quotient == 1
    assert found.true_lower.extremal_quotient >= 1
