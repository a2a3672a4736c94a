"""What is withheld cannot be had from totals less what is shown: of areas, levels, sexes, ages and periods."""

from __future__ import annotations

import numpy as np
import pytest

from variation import geography
from variation.analyses.withholding import Held, withheld

YEAR = (201601, 201612)
CODES = {level: [area.code for area in geography.areas(level)] for level in geography.LEVEL_NAMES}
MANY = np.full(33, 400.0)
CITY = CODES["borough"].index("E09000001")


def held(count, level="borough", *, sex="Persons", age="All ages", months=(YEAR,), size=9_000.0, ours=True):
    counts = np.asarray(count, dtype=float).reshape(len(CODES[level]), len(months))
    return Held(level, sex, age, months, counts, np.full(counts.shape, size), np.full(counts.shape, ours))


def masks(*parts, complements=True, simulated=False):
    return withheld(parts, complements=complements, simulated=simulated)


def mask(*parts, **options):
    return masks(*parts, **options)[0][:, 0]


def boroughs(**counts):
    """400 in each borough but those named, e.g. E09000001=3."""
    return np.array([counts.get(code, 400.0) for code in CODES["borough"]])


def summed(counts, level, rest=0.0):
    """Counts of areas of a coarser level as sums of boroughs; `rest` where none lies wholly in one."""
    at = dict(zip(CODES["borough"], counts, strict=True))
    members = [geography.members(code, "borough") for code in CODES[level]]
    return np.array([sum(at[m] for m in inside) or rest for inside in members])


def test_nothing_small_withholds_nothing():
    assert not mask(held(MANY)).any()


@pytest.mark.parametrize(("count", "kept"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_small_count_takes_another_of_its_stp_with_it(count, kept):
    found = mask(held(boroughs(E09000003=count)))
    place = CODES["borough"].index("E09000003")
    assert found[place] != kept
    if not kept:
        stp = next(s for s in CODES["stp"] if "E09000003" in geography.members(s, "borough"))
        partners = {code for code, closed in zip(CODES["borough"], found, strict=True) if closed} - {"E09000003"}
        assert len(partners) == 1
        assert partners <= set(geography.members(stp, "borough"))


def test_two_small_ones_of_one_stp_hide_one_another_only_if_their_sum_leaves_both_open():
    first, second = geography.members(CODES["stp"][0], "borough")[:2]
    assert mask(held(boroughs(**{first: 1, second: 1}))).sum() > 2  # a sum of 2 tells both


def test_published_figures_are_left_as_published():
    assert not mask(held(boroughs(E09000003=2), ours=False)).any()


def test_only_the_period_with_a_small_count_is_touched():
    (found,) = masks(held(np.column_stack([MANY, boroughs(E09000003=2)]), months=(YEAR, (201701, 201712))))
    assert found.sum(axis=0).tolist() == [0, 2]


@pytest.mark.parametrize(("count", "kept"), [(1000, True), (999, False), (996, False), (995, True)])
def test_few_without_the_event_are_withheld_like_few_with_it(count, kept):
    part = held(boroughs(E09000001=count), size=1000)
    assert mask(part)[CITY] != kept
    assert not mask(part, complements=False).any()  # of a rate, the rest is no number of people


def test_few_people_are_withheld_and_cannot_be_had_from_all_people_less_the_others():
    part = held(boroughs(E09000001=0))
    part.denominator[CITY] = 3
    assert mask(part, complements=False).sum() == 2


@pytest.mark.parametrize("which", ["Persons", "Male", "Female"])
def test_a_small_count_of_one_sex_is_not_persons_less_the_other(which):
    counts = {"Male": MANY.copy(), "Female": MANY.copy()}
    counts["Female"][CITY] = 3
    counts["Persons"] = counts["Male"] + counts["Female"]
    order = [which, *({"Persons", "Male", "Female"} - {which})]
    found = dict(zip(order, masks(*(held(counts[sex], sex=sex) for sex in order)), strict=True))
    assert found["Female"][CITY]
    assert found["Male"][CITY] or found["Persons"][CITY]
    assert found["Female"].sum() > 1


def test_a_sex_that_is_not_held_is_not_told_by_the_two_that_are():
    men, persons = MANY, boroughs(E09000001=403) + np.where(np.arange(33) == CITY, 0, 400)
    found = masks(held(persons, sex="Persons"), held(men, sex="Male"))
    assert found[0][CITY] or found[1][CITY]
    assert not any(f.any() for f in masks(held(persons), held(men, sex="Male"), simulated=True))


def test_a_ccg_of_two_boroughs_does_not_tell_the_small_one():
    counts = boroughs(E09000001=3)
    by_ccg = summed(counts, "ccg", rest=200)
    fine, coarse = masks(held(counts), held(by_ccg, "ccg"))
    two = CODES["ccg"].index(next(c for c in CODES["ccg"] if "E09000001" in geography.members(c, "borough")))
    hackney = CODES["borough"].index("E09000012")
    assert fine[CITY]
    assert fine[hackney] or coarse[two]


def test_what_is_withheld_is_withheld_under_its_second_name():
    """Most CCGs are one borough."""
    counts = boroughs(E09000003=2)
    fine, coarse = masks(held(counts), held(summed(counts, "ccg", rest=200), "ccg"))
    shown_of_ccg = {
        geography.members(code, "borough")[0]
        for code, closed in zip(CODES["ccg"], coarse[:, 0], strict=True)
        if not closed and len(geography.members(code, "borough")) == 1
    }
    assert "E09000003" not in shown_of_ccg
    closed = {code for code, c in zip(CODES["borough"], fine[:, 0], strict=True) if c}
    assert len(closed) > 1
    assert len(closed - shown_of_ccg) > 1


def test_the_two_ccgs_that_share_westminster_tell_its_count_together():
    counts = boroughs(E09000033=4, E09000020=300)
    by_ccg = summed(counts, "ccg", rest=3)  # Central London: 3 of Westminster's 4
    west = next(k for k, c in enumerate(CODES["ccg"]) if geography.members(c, "borough") == ("E09000020",))
    central = next(k for k, c in enumerate(CODES["ccg"]) if not geography.members(c, "borough"))
    by_ccg[west] += 1
    fine, coarse = masks(held(counts), held(by_ccg, "ccg"))
    kensington = CODES["borough"].index("E09000020")
    assert fine[CODES["borough"].index("E09000033")]
    assert coarse[central]
    assert fine[kensington] or coarse[west]


def test_an_age_band_is_not_all_ages_less_the_others():
    young, old = boroughs(E09000001=2), MANY
    parts = [held(young, age="<75 yrs"), held(old, age="75+ yrs"), held(young + old)]
    found = masks(*parts)
    assert found[0][CITY]
    assert found[1][CITY] or found[2][CITY]
    # "65+ yrs" is no part that "<75 yrs" leaves of all ages
    apart = masks(parts[0], held(old, age="65+ yrs"), parts[2])
    assert apart[0][CITY]


def test_a_quarter_is_not_its_year_less_the_others():
    quarters = tuple((201600 + m, 201602 + m) for m in (1, 4, 7, 10))
    counts = np.column_stack([boroughs(E09000001=2), MANY, MANY, MANY])
    by_quarter, by_year = masks(held(counts, months=quarters), held(counts.sum(axis=1)))
    assert by_quarter[CITY, 0]
    assert by_quarter[CITY, 1:].any() or by_year[CITY, 0]


def test_figures_that_do_not_add_up_are_no_sums():
    """Counts of patients by where they are registered, beside counts by where they live."""
    counts = boroughs(E09000001=3)
    found = masks(held(counts), held(np.full(32, 77.0), "ccg"), held([950.0], "region"))
    assert found[0].sum() == 2
    assert not found[1].any()


def test_a_small_stp_does_not_leave_its_boroughs_open():
    small = dict.fromkeys(geography.members(CODES["stp"][0], "borough"), 0.0)
    counts = boroughs(**{**small, next(iter(small)): 3.0})
    fine, coarse = masks(held(counts), held(summed(counts, "stp"), "stp"))
    assert coarse[0]
    assert coarse.sum() == 2
    assert fine.sum() > 1
