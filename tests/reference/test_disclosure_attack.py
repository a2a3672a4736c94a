"""An attacker who has all that is shown and all that adds up tries to narrow what is withheld, by linear programs."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from variation.methods import disclosure, intervals


def attack(shown, count, relations, denominator=None, whole=True, cells=None):
    """Least and largest each withheld count can be: written apart from the code that is attacked."""
    size = count.size
    equations = np.zeros((len(relations), size))
    for row, (total, parts) in enumerate(relations):
        equations[row, total] += 1
        for part in parts:
            equations[row, part] -= 1
    most = np.full(size, 1e5) if denominator is None else np.asarray(denominator, float).ravel()
    low = np.where(shown.ravel(), count.ravel(), 0.0)
    high = np.where(shown.ravel(), count.ravel(), most)
    found = np.column_stack([count.ravel(), count.ravel()]).astype(float)
    for cell in np.flatnonzero(~shown.ravel()) if cells is None else cells:
        for end, sign in enumerate((1, -1)):
            aim = np.zeros(size)
            aim[cell] = sign
            if whole:
                rules = LinearConstraint(equations, 0, 0) if relations else ()
                best = milp(aim, integrality=np.ones(size), bounds=Bounds(low, high), constraints=rules)
            else:
                rest = {"A_eq": equations, "b_eq": np.zeros(len(relations))} if relations else {}
                best = linprog(aim, bounds=np.column_stack([low, high]), **rest)
            assert best.x is not None
            found[cell, end] = best.x[cell]
    return found[:, 0].reshape(count.shape), found[:, 1].reshape(count.shape)


def narrowed(result, count, relations, threshold=8, denominator=None, whole=True):
    """Protected counts that the attacker can tell to be somewhere inside the promised interval."""
    least, most = attack(result.shown, count, relations, denominator, whole)
    small = (count > 0) & (count < threshold)
    bad = small & ((least > 1 + 1e-6) | (most < threshold - 1 - 1e-6))
    if denominator is not None:
        upper = np.minimum(threshold - 1, denominator - 1)
        bad = small & (denominator - count >= threshold) & ((least > 1 + 1e-6) | (most < upper - 1e-6))
        rest = denominator - count
        bad |= (rest > 0) & (rest < threshold) & (count >= threshold) & (most < denominator - 1 - 1e-6)
        lower = np.maximum(1, denominator - threshold + 1)
        bad |= (rest > 0) & (rest < threshold) & (count >= threshold) & (least > lower + 1e-6)
    return bad


def nested(rng, mean, boroughs=6, split=True):
    """Boroughs in areas in London, by sex: with a borough split between two areas, so that those are not its sum."""
    leaves = rng.poisson(mean, (boroughs, 2))
    west = rng.binomial(leaves[0], 0.4)
    middle = np.array([west, leaves[0] - west + leaves[1], leaves[2], leaves[3:].sum(0)])
    area = np.vstack([leaves, middle, leaves.sum(0)])
    table = np.column_stack([area.sum(1), area]).astype(float)
    b = boroughs
    total = b + 4
    parts = [(b + 2, [2]), (b + 3, list(range(3, b))), (total, list(range(b))), (total, [b, b + 1, b + 2, b + 3])]
    return table, disclosure.across(table.shape, [parts, [(0, [1, 2])]])


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), mean=st.sampled_from([1, 4, 9, 15]), threshold=st.sampled_from([3, 5, 8]))
def test_no_count_of_nested_areas_and_sexes_can_be_narrowed(seed, mean, threshold):
    table, relations = nested(np.random.default_rng(seed), mean)
    result = disclosure.suppress(table, relations, threshold=threshold)
    assert not result.exposed.any()
    assert not narrowed(result, table, relations, threshold).any()
    small = (table > 0) & (table < threshold)
    assert not (result.shown & small).any()
    least, most = attack(result.shown, table, relations)  # what is reported as possible is possible
    assert (least[small] <= result.low[small] + 1e-6).all()
    assert (most[small] >= result.high[small] - 1e-6).all()


def test_totals_that_only_go_up_in_twos_are_seen_for_what_they_are():
    """Three totals of three parts, two at a time: linear programs alone would take halves for proof."""
    count = np.array([1.0, 20, 3, 21, 23, 4])
    relations = [(3, [0, 1]), (4, [1, 2]), (5, [0, 2])]
    result = disclosure.suppress(count, relations)
    assert not narrowed(result, count, relations).any()
    fixed = disclosure.suppress(count, relations, published=np.arange(6) // 3 == 1)
    assert fixed.exposed[[0, 2, 5]].all()
    two = disclosure.suppress(count, relations, published=[False, False, False, True, True, False])
    np.testing.assert_array_equal(two.exposed, [False, False, True, False, False, True])  # the third is 2 or more
    least, _ = attack(two.shown, count, relations)
    np.testing.assert_allclose(least[[0, 2, 5]], [0, 2, 2], atol=1e-6)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6), mean=st.sampled_from([3, 12]))
def test_linear_attack_gets_no_further_either(seed, mean):
    table, relations = nested(np.random.default_rng(seed), mean)
    result = disclosure.suppress(table, relations)
    assert not narrowed(result, table, relations, whole=False).any()


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6), mean=st.sampled_from([2, 6, 15]), lost=st.floats(0, 0.4), out=st.sampled_from([0, 0.3])
)
def test_absent_counts_give_nothing_away_either(seed, mean, lost, out):
    """What is absent is one number, whichever relation it stands in; the attacker puts any number there that fits."""
    rng = np.random.default_rng(seed)
    table, relations = nested(rng, mean)
    table[rng.random(table.shape) < lost] = np.nan
    published = rng.random(table.shape) < out
    published[np.isnan(table)] = False
    result = disclosure.suppress(table, relations, published=published)
    np.testing.assert_array_equal(result.status == disclosure.ABSENT, np.isnan(table))
    assert out or not result.exposed.any()
    assert not (narrowed(result, table, relations) & ~result.exposed).any()
    small = (result.status == disclosure.PRIMARY).ravel()
    least, most = attack(result.shown, table, relations, cells=np.flatnonzero(small))
    assert (least.ravel()[small] <= result.low.ravel()[small] + 1e-6).all()  # what is reported as possible is possible
    assert (most.ravel()[small] >= result.high.ravel()[small] - 1e-6).all()


def test_the_attack_succeeds_where_only_small_counts_are_withheld():
    broken = 0
    for seed in range(20):
        table, relations = nested(np.random.default_rng(seed), 12)
        small = (table > 0) & (table < 8)
        if small.any():
            least, most = attack(~small, table, relations)
            broken += bool((small & (least == most)).any())
    assert broken >= 10


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6), hidden=st.floats(0, 1))
def test_more_suppression_never_reveals_more(seed, hidden):
    rng = np.random.default_rng(seed)
    table, relations = nested(rng, 8)
    result = disclosure.suppress(table, relations)
    fewer = result.shown & (rng.random(table.shape) > hidden)
    before, after = attack(result.shown, table, relations), attack(fewer, table, relations)
    withheld = ~result.shown
    assert (after[0][withheld] <= before[0][withheld] + 1e-6).all()
    assert (after[1][withheld] >= before[1][withheld] - 1e-6).all()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.1, 0.5, 0.9]))
def test_complements_are_protected_like_counts(seed, share):
    rng = np.random.default_rng(seed)
    persons = rng.integers(16, 60, 5)
    persons = np.append(persons, persons.sum()).astype(float)
    events = rng.binomial(persons[:5].astype(int), share)
    count = np.append(events, events.sum()).astype(float)
    relations = [(5, [0, 1, 2, 3, 4])]
    result = disclosure.suppress(count, relations, denominator=persons)
    assert not result.exposed.any()
    assert not narrowed(result, count, relations, denominator=persons).any()
    rest = persons - count
    assert not (result.shown & (rest > 0) & (rest < 8)).any()


def test_a_complement_gives_a_count_away_when_it_is_left_out():
    persons, count = np.array([100.0, 80.0, 180.0]), np.array([97.0, 30.0, 127.0])
    careless = disclosure.suppress(count, [(2, [0, 1])])
    careful = disclosure.suppress(count, [(2, [0, 1])], denominator=persons)
    assert careless.shown.all()  # 3 of 100 without the event are there to be seen
    assert (~careful.shown).sum() == 2


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_overlapping_pools_of_years_cannot_be_subtracted(seed):
    rng = np.random.default_rng(seed)
    years = rng.poisson(9, 6).astype(float)
    pools = np.array([years[k : k + 3].sum() for k in range(4)])
    count = np.append(years, pools)
    relations = [(6 + k, [k, k + 1, k + 2]) for k in range(4)]
    result = disclosure.suppress(count, relations)
    assert not narrowed(result, count, relations).any()


def test_pools_alone_give_the_difference_of_years_away():
    """Two pools that share two years: their difference is that of the years at the ends, once one of those is shown."""
    count = np.array([3.0, 20, 20, 15, 43, 55])
    relations = [(4, [0, 1, 2]), (5, [1, 2, 3])]
    shown = np.array([False, False, False, True, True, True])  # the middle years are withheld too, to no avail
    least, most = attack(shown, count, relations)
    assert least[0] == most[0] == 3
    result = disclosure.suppress(count, relations)
    assert not narrowed(result, count, relations).any()


def test_own_footprints_that_differ_by_one_area_are_not_both_shown():
    boroughs = np.array([30.0, 25, 4, 40])
    first, second = boroughs[[0, 1]].sum(), boroughs[[0, 1, 2]].sum()
    count = np.append(boroughs, [first, second])
    relations = [(4, [0, 1]), (5, [0, 1, 2])]
    only_primary = count >= 8
    assert attack(only_primary, count, relations)[0][2] == 4
    result = disclosure.suppress(count, relations)
    assert not narrowed(result, count, relations).any()
    assert not (result.shown[4] and result.shown[5]) or not result.shown[[0, 1]].any()


def test_a_footprint_asked_for_later_is_held_against_what_is_out_already():
    boroughs = np.array([30.0, 25, 4, 40])
    first = disclosure.suppress(boroughs)
    count = np.append(boroughs, 59.0)  # the first three, asked for after the boroughs were shown
    later = disclosure.suppress(count, [(4, [0, 1, 2])], published=np.append(first.shown, False))
    np.testing.assert_array_equal(later.shown, [True, True, False, True, False])
    assert not narrowed(later, count, [(4, [0, 1, 2])]).any()


def test_limits_and_values_give_counts_away_unless_blanked():
    count, persons = np.array([5.0, 60, 65]), np.array([300.0, 400, 700])
    result = disclosure.suppress(count, [(2, [0, 1])])
    rate = intervals.proportion(count, persons)
    # value times denominator is the count; so is the one count whose upper limit this is
    candidates = intervals.proportion(np.arange(8.0), 300).upper
    assert np.abs(candidates - rate.upper[0]).argmin() == count[0]
    assert all(b - a > 1e-3 for a, b in pairwise(candidates))
    shown = disclosure.blank(result.shown, rate.value, rate.lower, rate.upper)
    for figure in shown:
        np.testing.assert_array_equal(np.isnan(figure), ~result.shown)


def test_a_difference_of_rounded_figures_stays_within_the_stated_bound():
    rng = np.random.default_rng(4)
    parts = rng.integers(8, 60, (4000, 5)).astype(float)
    off = disclosure.rounded(parts.sum(1)) - disclosure.rounded(parts[:, 1:]).sum(1) - parts[:, 0]
    assert np.abs(off).max() <= (4 + 1) * 2.5
    assert np.abs(off).max() > 5  # so that the bound says something


def test_rounding_alone_lets_many_withheld_parts_of_two_be_narrowed():
    """As the documentation says: the total and the other part, each within 2, against 1 to 7."""
    rng = np.random.default_rng(7)
    part, other = rng.integers(1, 8, 20_000), rng.poisson(40, 20_000)
    difference = disclosure.rounded(part + other) - disclosure.rounded(other)
    low, high = np.maximum(1, difference - 4), np.minimum(7, difference + 4)
    told = np.isfinite(difference)
    assert ((low <= part) & (part <= high))[told].all()
    assert ((low > 1) | (high < 7))[told].mean() == pytest.approx(0.37, abs=0.02)


@pytest.mark.parametrize("mean", [8, 20, 60])
def test_a_table_as_large_as_london_is_protected_in_seconds(mean):
    """33 boroughs, 5 footprints, London; 3 sexes; 3 ages and all: the attacker tries a sample of what is withheld."""
    rng = np.random.default_rng(mean)
    leaves = rng.poisson(mean * rng.dirichlet(np.full(33, 4.0))[:, None, None] * 33, (33, 2, 3)).astype(float)
    groups = np.array_split(np.arange(33), 5)
    areas = np.concatenate([leaves, [leaves[g].sum(0) for g in groups], leaves.sum(0)[None]])
    sexes = np.concatenate([areas.sum(1, keepdims=True), areas], 1)
    table = np.concatenate([sexes.sum(2, keepdims=True), sexes], 2)
    by_area = [(33 + k, g.tolist()) for k, g in enumerate(groups)] + [(38, list(range(33, 38)))]
    relations = disclosure.across(table.shape, [by_area, [(0, [1, 2])], [(0, [1, 2, 3])]])
    result = disclosure.suppress(table, relations)
    assert not result.exposed.any()
    small = (table > 0) & (table < 8)
    # alone in its rows of three axes, a small count needs the seven other corners of a cube; together they need less
    assert (~result.shown & ~small).sum() <= 7 * small.sum()
    some = rng.choice(np.flatnonzero(small), min(5, small.sum()), replace=False)
    least, most = attack(result.shown, table, relations, cells=some)
    assert (least.ravel()[some] <= 1).all()
    assert (most.ravel()[some] >= 7).all()
