"""Life expectancy: its edges, its reasons, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from variation.methods.life_expectancy import STARTS, life_expectancy

PEOPLE = np.full(20, 10_000.0)
DEATHS = np.geomspace(2, 2500, 20)


def test_twenty_bands_are_usual():
    assert len(STARTS) == 20
    assert STARTS[:3] == (0, 1, 5)
    assert STARTS[-1] == 90


def test_one_death_rate_at_all_ages_gives_its_reciprocal_nearly():
    found = life_expectancy(np.full(100, 2000.0), np.full(100, 100_000.0), np.arange(100.0))
    assert found.value[1] == pytest.approx(50, rel=1e-3)  # the first year is treated apart


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda d, n: d.__setitem__(3, np.nan), "absent"),
        (lambda d, n: n.__setitem__(3, 0), "no population"),
        (lambda d, n: d.__setitem__(3, 10_001), "more deaths"),
        (lambda d, n: n.__imul__(0.025), "5,000"),
    ],
)
def test_an_area_without_a_table_says_why(change, word):
    deaths, people = DEATHS.copy() / 50, PEOPLE.copy()
    if word == "more deaths":
        deaths[2] = 1
    change(deaths, people)
    if word == "no population":
        deaths[3] = 0
    found = life_expectancy([deaths, DEATHS], [people, PEOPLE])
    assert word in str(found.reason[0])
    assert np.isnan(found.value[0]).all()
    assert str(found.reason[1]) == ""
    assert np.isfinite(found.value[1]).all()


def test_just_above_the_least_population_there_is_a_table():
    people = np.full(20, 250.05)
    assert str(life_expectancy(DEATHS / 40, people).reason) == ""
    assert str(life_expectancy(DEATHS / 40, np.full(20, 250.0)).reason) != ""


def test_an_interval_of_more_than_twenty_years_is_not_shown():
    deaths = np.zeros(20)
    deaths[-1] = 1.0
    assert np.isnan(life_expectancy(deaths, PEOPLE).value).all()


def test_nobody_dying_in_the_open_band_has_no_value():
    deaths = DEATHS.copy()
    deaths[-1] = 0
    assert np.isnan(life_expectancy(deaths, PEOPLE).value).all()


def test_two_confidence_levels_at_once():
    found = life_expectancy([DEATHS, DEATHS], PEOPLE, confidence=[0.95, 0.998])
    assert found.lower.shape == (2, 2, 20)
    assert (found.lower[1] < found.lower[0]).all()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: life_expectancy(DEATHS, PEOPLE, [0, 1]), "starts"),
        (lambda: life_expectancy([1.0, 2], [10.0, 10], [1, 2]), "starts"),
        (lambda: life_expectancy([1.0, 2], [10.0, 10], [0, 0]), "starts"),
        (lambda: life_expectancy([-1.0, 2], [10.0, 10], [0, 1]), "deaths|count"),
        (lambda: life_expectancy([1.0, 2], [10.0, 10], [0, 1], confidence=0), "confidence"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@given(arrays(np.float64, 20, elements=st.integers(1, 900).map(float)), st.integers(0, 19))
def test_one_more_death_at_any_age_shortens_life_at_birth(deaths, age):
    deaths = deaths + np.eye(20)[-1] * 900  # enough in the open band for an interval that is shown
    more = deaths.copy()
    more[age] += 1
    one, other = life_expectancy(deaths, PEOPLE), life_expectancy(more, PEOPLE)
    assert other.value[0] < one.value[0]
    assert (one.lower < one.value).all()


def test_a_band_that_nobody_survives_still_has_limits_before_it():
    deaths = DEATHS.copy()
    deaths[11] = 4_500.0
    found = life_expectancy(deaths, PEOPLE)
    assert np.isfinite(found.value[:12]).all()
    assert np.isfinite(found.lower[:12]).all()
    assert np.isnan(found.value[12:]).all()


def test_no_answer_at_any_age_has_a_reason():
    nobody, few = DEATHS.copy(), np.zeros(20)
    nobody[-1], few[-1] = 0, 1
    found = life_expectancy([nobody, few, DEATHS], PEOPLE)
    assert "open band" in str(found.reason[0])
    assert "20 years" in str(found.reason[1])
    assert str(found.reason[2]) == ""
