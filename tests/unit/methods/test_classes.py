from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.methods import classes
from variation.methods.significance import NO_DATA


def test_quintiles_of_33_boroughs_have_six_or_seven_members_each():
    found = classes.quintiles(np.arange(33.0))
    assert np.bincount(found.of).tolist() == [7, 7, 6, 7, 6]
    assert found.bounds[0].tolist() == [0, 6]
    assert found.bounds[4].tolist() == [27, 32]


def test_areas_with_the_same_value_are_never_split():
    found = classes.quintiles([1, 2, 2, 2, 2, 2, 2, 3, 4, 5])
    assert len(set(found.of[1:7].tolist())) == 1


def test_fewer_values_than_classes_have_no_class():
    found = classes.quintiles([1, 2, 3, np.nan, 4])
    assert (found.of == NO_DATA).all()
    assert np.isnan(found.bounds).all()


@pytest.mark.parametrize("kind", [classes.quintiles, classes.natural_breaks])
def test_absent_values_have_no_class_and_do_not_move_the_others(kind):
    value = np.random.default_rng(1).normal(size=40)
    with_gaps = kind(np.insert(value, [0, 20], np.nan))
    assert (with_gaps.of[[0, 21]] == NO_DATA).all()
    np.testing.assert_array_equal(np.delete(with_gaps.of, [0, 21]), kind(value).of)


def within(value, edges):
    parts = np.split(value, edges)
    return sum(((part - part.mean()) ** 2).sum() for part in parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-1_000, 1_000), min_size=3, max_size=12), st.integers(2, 4))
def test_natural_breaks_are_the_best_of_all_partitions(numbers, number):
    value = np.sort(np.array(numbers, dtype=float))
    found = classes.natural_breaks(value, number)
    mine = sum(((part - part.mean()) ** 2).sum() for c in set(found.of) if len(part := value[found.of == c]))
    best = min(
        (within(value, edges) for k in range(1, number) for edges in combinations(range(1, len(value)), k)), default=0
    )
    assert mine == pytest.approx(min(best, within(value, ())), abs=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_natural_breaks_keep_the_order_of_values(numbers):
    value = np.array(numbers)
    found = classes.natural_breaks(value)
    order = np.argsort(value, kind="stable")
    assert (np.diff(found.of[order].astype(int)) >= 0).all()
    for place, (low, high) in enumerate(found.bounds):
        members = value[found.of == place]
        assert (np.isnan(low) and not len(members)) or (low == members.min() and high == members.max())


def test_clear_groups_are_found():
    value = [1, 1.1, 1.2, 10, 10.1, 20, 20.2, 30, 30.1, 40]
    assert classes.natural_breaks(value).of.tolist() == [0, 0, 0, 1, 1, 2, 2, 3, 3, 4]


def test_three_different_values_make_three_classes():
    found = classes.natural_breaks([5, 5, 7, 9, 9, 9])
    assert found.of.tolist() == [0, 0, 1, 2, 2, 2]
    assert np.isnan(found.bounds[3:]).all()


def test_no_values_have_no_breaks():
    assert classes.natural_breaks([np.nan, np.nan]).of.tolist() == [NO_DATA, NO_DATA]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: classes.natural_breaks(np.arange(1_001.0)), "value"),
        (lambda: classes.quintiles([[1.0]]), "value"),
        (lambda: classes.quintiles([1.0], 1), "classes"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


def test_a_parent_with_fewer_areas_than_quantiles_has_none_and_gaps_stay():
    found = classes.quantiles([3.0, 1, 2, 9, np.nan, 5], 3, ["a", "a", "a", "b", "a", "b"])
    np.testing.assert_array_equal(found, [3, 1, 2, np.nan, np.nan, np.nan])


@pytest.mark.parametrize(
    ("arguments", "name"), [(([[1.0]],), "value"), (([1.0, 2], 1), "number"), (([1.0, 2], 2, ["a"]), "within")]
)
def test_misuse_of_quantiles_names_the_argument(arguments, name):
    with pytest.raises(ValueError, match=name):
        classes.quantiles(*arguments)


def test_an_area_without_a_parent_has_no_quantile():
    found = classes.quantiles([1.0, 2, 3, 4], 2, ["a", "a", None, float("nan")])
    np.testing.assert_array_equal(found, [1, 2, np.nan, np.nan])


def test_quantiles_are_those_of_the_formula_with_ties_gaps_and_parents():
    # area by area from the definition, where ours finds the cuts between quantiles first
    rng = np.random.default_rng(9)
    for number in (2, 5, 10, 33, 100):
        value = np.round(rng.normal(size=140), 1)
        value[rng.random(140) < 0.1] = np.nan
        parent = np.repeat(["a", "b", "c", "d"], 35)
        for within in (None, parent):
            found = classes.quantiles(value, number, within)
            for at in range(140):
                family = value if within is None else value[parent == parent[at]]
                known = family[~np.isnan(family)]
                n, rank = len(known), 1 + (known < value[at]).sum()
                expected = max(np.floor(number + 1 - np.ceil((n + 1 - rank) / (n / number))), 1)
                if np.isnan(value[at]) or n < number:
                    expected = np.nan
                np.testing.assert_equal(found[at], expected)
