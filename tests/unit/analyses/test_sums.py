"""What adds up is what is known to: each relation is held against places, ages and periods in words."""

from __future__ import annotations

import numpy as np
import pytest

from variation import geography
from variation.analyses import sums

YEAR, QUARTERS = (201604, 201703), [(201604, 201606), (201607, 201609), (201610, 201612), (201701, 201703)]


def named(axis):
    labels, found = axis
    return {labels[total]: [labels[part] for part in parts] for total, parts in found}


def test_areas_of_each_level_add_up_to_london():
    """Each borough is worth a power of two: sums that agree have the same boroughs."""
    labels, found = sums.areas(frozenset(geography.LEVELS))
    worth: dict[object, float] = {a.code: 2.0**k for k, a in enumerate(geography.areas("borough"))}
    (shared,) = [labels[total] for total, _ in found if labels[total] in worth]
    pieces = [label for label in labels if isinstance(label, tuple)]
    assert [borough for borough, _ in pieces] == [shared, shared] == ["E09000033"] * 2
    worth |= {pieces[0]: worth[shared] / 4, pieces[1]: worth[shared] * 3 / 4}
    for total, parts in found:
        if all(labels[part] in worth for part in parts):
            value = sum(worth[labels[part]] for part in parts)
            assert worth.setdefault(labels[total], value) == value
    by_level = {level: sum(worth[a.code] for a in geography.areas(level)) for level in geography.LEVELS}
    assert set(by_level.values()) == {2.0**33 - 1}
    for total, parts in found:
        assert worth.setdefault(labels[total], 2.0**33 - 1) == sum(worth[labels[part]] for part in parts)


def test_levels_that_are_not_held_have_no_sums():
    labels, found = sums.areas(frozenset({"ccg"}))
    assert not [label for label in labels if isinstance(label, tuple) or label.startswith("E09")]
    assert len(found) == 6  # London and five STPs


def test_persons_are_men_and_women_where_two_of_the_three_are_held():
    assert named(sums.sexes(["Female", "Persons"])) == {"Persons": ["Male", "Female"]}
    assert sums.sexes(["Female"]) == (["Female"], [])


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (["All ages", "<75 yrs", "75+ yrs"], {"All ages": ["<75 yrs", "75+ yrs"]}),
        (["All ages", "65+ yrs"], {"All ages": [(0, 65), "65+ yrs"]}),
        (["0-4 yrs", "< 1 yr", "1-4 yrs"], {"0-4 yrs": ["< 1 yr", "1-4 yrs"]}),
        (["65", "65-66 yrs"], {"65-66 yrs": ["65", (66, 67)]}),
        (["<75 yrs", "65+ yrs"], {"<75 yrs": [(0, 65), (65, 75)], "65+ yrs": [(65, 75), (75, np.inf)]}),
        (["All ages", "All"], {"All": ["All ages"]}),
        (["All ages", "6-8 weeks", "6 months-64 yrs"], {}),
        (["16-64 yrs", "65+ yrs"], {}),
    ],
)
def test_ages_add_up_where_their_words_say_so(held, found):
    assert named(sums.ages(held)) == found


def test_a_year_is_its_quarters_and_what_is_missing_of_them():
    assert named(sums.periods([YEAR, *QUARTERS])) == {YEAR: QUARTERS}
    (parts,) = named(sums.periods([YEAR, *QUARTERS[:3]])).values()
    assert parts[:3] == QUARTERS[:3]
    assert len(parts) == 4


@pytest.mark.parametrize(
    ("held", "sizes"),
    [
        ([YEAR, *QUARTERS], [5]),
        (QUARTERS, [1, 1, 1, 1]),
        ([(201301, 201512), (201401, 201612), (201501, 201712)], [1, 1, 1]),  # pools of three years alone
        ([(201301, 201512), (201401, 201612), (201301, 201312), (201601, 201612)], [4]),
        ([YEAR, (201001, 201012), QUARTERS[3]], [1, 2]),
        ([(201601, 201612), YEAR], [1, 1]),
        ([], []),
    ],
)
def test_periods_tell_of_one_another_once_one_lies_in_another(held, sizes):
    groups = sums.joined(held)
    assert [len(group) for group in groups] == sizes
    assert sorted(m for group in groups for m in group) == sorted(held)
