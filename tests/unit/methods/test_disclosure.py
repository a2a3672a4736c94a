"""Disclosure control: boundaries, shapes and misuse; whether it holds is put to the attacker in tests/reference."""

import numpy as np
import pytest

from variation.methods import disclosure
from variation.methods.disclosure import ABSENT, PRIMARY, SECONDARY, SHOWN

NAN = np.nan


@pytest.mark.parametrize(
    ("count", "threshold", "zeros", "shown"),
    [
        (0, 8, "shown", True),
        (0, 8, "protected", False),
        (1, 8, "shown", False),
        (7, 8, "shown", False),
        (8, 8, "shown", True),
        (4, 5, "shown", False),
        (5, 5, "shown", True),
        (1, 2, "shown", False),
        (2, 2, "protected", True),
    ],
)
def test_small_means_below_the_threshold(count, threshold, zeros, shown):
    result = disclosure.suppress([count, 40.0], threshold=threshold, zeros=zeros)
    assert result.shown[0] == shown
    assert result.shown[1]
    assert np.isnan(result.count[0]) != shown


@pytest.mark.parametrize(("count", "shown"), [(100, True), (99, False), (93, False), (92, True), (50, True)])
def test_a_complement_is_small_below_the_threshold_too(count, shown):
    assert disclosure.suppress([count], denominator=[100]).shown[0] == shown


def test_everybody_having_the_event_is_protected_when_zeros_are():
    assert not disclosure.suppress([100], denominator=[100], zeros="protected").shown[0]


@pytest.mark.parametrize(
    ("count", "denominator", "low", "high"),
    [(3, 1000, 1, 7), (3, 12, 1, 7), (3, 6, 1, 5), (996, 1000, 993, 999), (9, 12, 5, 11)],
)
def test_the_interval_that_is_promised(count, denominator, low, high):
    result = disclosure.suppress([count], denominator=[denominator])
    assert (result.low[0], result.high[0]) == (low, high)
    assert not result.exposed[0]


def test_a_lone_small_part_takes_a_neighbour_with_it_the_smallest_that_serves():
    result = disclosure.suppress([3, 50, 9, 30, 92], [(4, [0, 1, 2, 3])])
    np.testing.assert_array_equal(result.status, [PRIMARY, SHOWN, SECONDARY, SHOWN, SHOWN])
    np.testing.assert_array_equal(result.count, [NAN, 50, NAN, 30, 92])


def test_two_small_parts_whose_sum_is_too_small_need_a_third():
    result = disclosure.suppress([2, 1, 40, 43], [(3, [0, 1, 2])])
    assert (~result.shown).sum() == 3  # 2 + 1 = 3 would bound both by 3


def test_two_small_parts_whose_sum_is_large_enough_need_none():
    np.testing.assert_array_equal(disclosure.suppress([4, 5, 40, 49], [(3, [0, 1, 2])]).status, [1, 1, 0, 0])


def test_an_area_that_is_another_under_a_second_name_is_withheld_under_both():
    assert disclosure.suppress([12, 30, 12], [(2, [0])]).shown.all()
    assert not disclosure.suppress([4, 30, 4], [(2, [0])]).shown[[0, 2]].any()


def test_a_zero_is_withheld_only_where_little_else_serves():
    np.testing.assert_array_equal(
        disclosure.suppress([3, 0, 9, 12], [(3, [0, 1, 2])]).shown, [False, True, False, True]
    )
    blocked = disclosure.suppress([3, 0, 9, 12], [(3, [0, 1, 2])], published=[False, False, True, True])
    np.testing.assert_array_equal(blocked.shown, [False, False, True, True])


def test_what_published_totals_leave_no_room_for_is_reported_as_exposed():
    result = disclosure.suppress([3, 20, 23], [(2, [0, 1])], published=[False, True, True])
    np.testing.assert_array_equal(result.exposed, [True, False, False])
    assert result.low[0] == result.high[0] == 3
    small_total = disclosure.suppress([2, 3, 5], [(2, [0, 1])], published=[False, False, True])
    assert small_total.exposed.all()
    np.testing.assert_array_equal(small_total.high[:2], [5, 5])


def test_a_small_count_that_is_out_already_stays_shown_and_is_reported():
    result = disclosure.suppress([3, 20], published=[True, False])
    assert result.shown.all()
    np.testing.assert_array_equal(result.exposed, [True, False])


def test_absent_counts_stay_absent_and_may_be_anything_that_fits():
    result = disclosure.suppress([3, NAN, 40, 60], [(3, [0, 1, 2])])
    np.testing.assert_array_equal(result.status, [PRIMARY, ABSENT, SHOWN, SHOWN])
    assert np.isnan(result.count[1])
    assert not result.exposed.any()


def test_two_relations_of_one_absent_count_tell_of_one_another():
    relations = [(3, [0, 2]), (4, [1, 2])]  # 60 - 107 + 50 is the small one, whatever the absent count
    result = disclosure.suppress([3, 50, NAN, 60, 107], relations)
    np.testing.assert_array_equal(result.status, [PRIMARY, SECONDARY, ABSENT, SHOWN, SHOWN])
    out = disclosure.suppress([3, 50, NAN, 60, 107], relations, published=np.arange(5) > 0)
    np.testing.assert_array_equal(out.exposed, [True, False, False, False, False])
    assert out.low[0] == out.high[0] == 3


def test_an_absent_count_has_no_room_below_zero():
    result = disclosure.suppress([3, NAN, 5], [(2, [0, 1])], published=[False, False, True], threshold=8)
    assert result.exposed[0]
    assert (result.low[0], result.high[0]) == (1, 5)  # 1 to 7 is promised


def test_results_have_the_shape_of_the_counts():
    table = np.array([[12.0, 3, 9], [40, 20, 20], [52, 23, 29]])
    relations = disclosure.across(table.shape, [[(2, [0, 1])], [(0, [1, 2])]])
    result = disclosure.suppress(table, relations)
    for field in ("count", "shown", "status", "low", "high", "exposed"):
        assert getattr(result, field).shape == table.shape
    assert (~result.shown).sum() == 4  # the corners of a rectangle


def test_what_the_first_pass_withheld_needlessly_is_given_back():
    inner = np.array([[8.0, 7, 14], [5, 10, 7], [14, 6, 11]])
    table = np.block([[inner, inner.sum(1, keepdims=True)], [inner.sum(0), inner.sum()]])
    axis = [(3, [0, 1, 2])]
    result = disclosure.suppress(table, disclosure.across((4, 4), [axis, axis]))
    assert (~result.shown).sum() == 7  # eight after the first pass
    assert not result.exposed.any()


def test_nothing_small_nothing_withheld():
    assert disclosure.suppress(np.zeros(4), [(0, [1, 2, 3])]).shown.all()
    assert disclosure.suppress(np.array([])).shown.size == 0


def test_the_answer_is_the_same_each_time_and_leaves_its_arguments_alone():
    table = np.array([3.0, 11, 14, 5, 33])
    relations = [(4, [0, 1, 2, 3])]
    first = disclosure.suppress(table, relations)
    np.testing.assert_array_equal(first.status, disclosure.suppress(table, relations).status)
    np.testing.assert_array_equal(table, [3, 11, 14, 5, 33])


def test_relations_across_a_table_are_those_of_every_line():
    relations = disclosure.across((2, 3), [[], [(0, [1, 2])]])
    assert relations == [(0, [1, 2]), (3, [4, 5])]
    assert disclosure.across((3, 2), [[(2, [0, 1])], []]) == [(4, [0, 2]), (5, [1, 3])]


@pytest.mark.parametrize(
    ("arguments", "culprit"),
    [
        ({"count": [1.5]}, "count must hold whole"),
        ({"count": [-1]}, "count must not be negative"),
        ({"count": [5], "denominator": [4]}, "count must not be above"),
        ({"count": [5], "denominator": [9.5]}, "denominator must hold whole"),
        ({"count": [1, 2, 4], "relations": [(2, [0, 1])]}, "relations do not hold"),
        ({"count": [9, NAN, 4], "relations": [(2, [0, 1])]}, "relations do not hold: no counts in place"),
        ({"count": [1, 2], "relations": [(2, [0, 1])]}, "relations name a cell"),
        ({"count": [1, 2], "relations": [(1, [-2])]}, "relations name a cell"),
        ({"count": [1], "threshold": 1}, "threshold"),
        ({"count": [1], "threshold": 5.5}, "threshold"),
        ({"count": [1], "zeros": "hidden"}, "zeros"),
    ],
)
def test_misuse_is_named(arguments, culprit):
    with pytest.raises(ValueError, match=culprit):
        disclosure.suppress(**arguments)


def test_other_misuse_is_named():
    with pytest.raises(ValueError, match="axes"):
        disclosure.across((2, 3), [[]])
    with pytest.raises(ValueError, match="figure 2"):
        disclosure.blank([True, False], [1.0, 2], [1.0, 2, 3])
    with pytest.raises(ValueError, match="base"):
        disclosure.rounded([3], base=0)


def test_figures_are_blanked_along_leading_axes_too():
    value, limits = disclosure.blank([True, False], [1.0, 2], [[0.5, 1], [3, 4]])
    np.testing.assert_array_equal(value, [1, NAN])
    np.testing.assert_array_equal(limits, [[0.5, NAN], [3, NAN]])


@pytest.mark.parametrize(
    ("count", "expected"), [(0, 0), (1, NAN), (7, NAN), (8, 10), (12, 10), (13, 15), (17, 15), (18, 20), (NAN, NAN)]
)
def test_rounding_keeps_zero_withholds_the_small_and_takes_the_nearest_five(count, expected):
    np.testing.assert_array_equal(disclosure.rounded(count), expected)


def test_rounding_to_another_base_takes_halves_up():
    np.testing.assert_array_equal(disclosure.rounded([14, 15, 25, 4], threshold=5, base=10), [10, 20, 30, NAN])
