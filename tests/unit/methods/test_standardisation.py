"""Standardised rates: what they do at their edges, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from variation.methods import standardisation as s
from variation.methods.standard_populations import AGE_BANDS

POPULATION = np.full(19, 1000.0)


def test_the_standard_has_a_hundred_thousand_people_in_nineteen_bands():
    assert s.ESP2013.sum() == 100_000
    assert len(s.ESP2013) == len(AGE_BANDS) == 19
    assert (AGE_BANDS[0], AGE_BANDS[-2], AGE_BANDS[-1]) == ("0-4", "85-89", "90+")


def test_equal_rates_at_all_ages_give_that_rate_whatever_the_standard():
    found = s.direct(np.full((2, 19), 5.0), POPULATION, np.arange(19))
    np.testing.assert_allclose(found.value, 500.0)
    assert (found.lower < found.value).all()
    assert (found.value < found.upper).all()


def test_weights_of_the_areas_own_people_give_its_crude_rate_and_byars_interval():
    count, people = np.array([3.0, 9, 40]), np.array([100.0, 300, 500])
    found = s.direct(count, people, people)
    from variation.methods import intervals

    crude = intervals.rate(52, 900)
    np.testing.assert_allclose([found.value, found.lower, found.upper], [crude.value, crude.lower, crude.upper])


@pytest.mark.parametrize(("events", "known"), [(9, False), (10, True)])
def test_fewer_than_ten_events_have_no_rate(events, known):
    count = np.zeros(19)
    count[18] = events
    found = s.direct(count, POPULATION)
    assert np.isfinite(found.value) == known
    assert (str(found.reason) == "") == known
    assert known or "10 events" in str(found.reason)


def test_suppressed_counts_and_bands_without_people_have_no_rate_and_a_reason():
    count = np.full((3, 19), 5.0)
    people = np.tile(POPULATION, (3, 1))
    count[0, 3], people[1, 4] = np.nan, 0.0
    found = s.direct(count, people)
    assert np.isnan(found.value).tolist() == [True, True, False]
    assert np.isnan(found.lower).tolist() == [True, True, False]
    assert [bool(r) for r in found.reason] == [True, True, False]


def test_a_band_that_the_standard_ignores_may_be_empty():
    found = s.direct([10.0, 5.0], [100.0, 0.0], [1.0, 0.0], multiplier=1)
    assert found.value == pytest.approx(0.1)


def test_two_confidence_levels_at_once():
    found = s.direct(np.full((3, 19), 5.0), POPULATION, confidence=[0.95, 0.998])
    assert found.lower.shape == (2, 3)
    assert (found.lower[1] < found.lower[0]).all()


def test_events_of_one_person_each_are_independent_events():
    persons = np.full((19, 3), 0.0)
    persons[:, 0] = 4
    alone, once = s.direct(persons[:, 0], POPULATION), s.direct_dependent(persons, POPULATION)
    np.testing.assert_allclose([once.value, once.lower, once.upper], [alone.value, alone.lower, alone.upper])


def test_repeated_events_widen_the_interval_by_the_root_of_the_mean_square():
    persons = np.zeros((19, 2))
    persons[:, 1] = 4  # four persons with two events in each band: variance 16 of 8 events
    twice, plain = s.direct_dependent(persons, POPULATION), s.direct(persons[:, 1] * 2, POPULATION)
    assert twice.value == pytest.approx(float(plain.value))
    assert (twice.upper - twice.value) / (plain.upper - plain.value) == pytest.approx(2**0.5)


def test_an_area_with_the_references_rates_has_a_ratio_of_one_hundred():
    reference = np.array([2.0, 8, 90]), np.array([1000.0, 2000, 3000])
    found = s.indirect_ratio(reference[0] / 10, reference[1] / 10, *reference)
    assert found.value == pytest.approx(100)
    assert found.expected == pytest.approx(10)
    rate = s.indirect_rate(reference[0] / 10, reference[1] / 10, *reference)
    assert rate.value == pytest.approx(100_000 * 100 / 6000)


def test_totals_may_stand_for_counts_by_age_in_a_ratio():
    reference = np.array([2.0, 8, 90]), np.array([1000.0, 2000, 3000])
    people = np.array([[100.0, 200, 300], [300, 200, 100]])
    by_age = np.array([[1.0, 2, 9], [0, 0, 0]])
    whole, parts = s.indirect_ratio([12.0, 0.0], people, *reference), s.indirect_ratio(by_age, people, *reference)
    np.testing.assert_allclose(whole.upper, parts.upper)
    assert whole.lower[1] == 0


def test_nothing_expected_has_no_ratio():
    assert np.isnan(s.indirect_ratio([3.0], [[0.0, 0.0]], [1.0, 1.0], [10.0, 10.0]).value).all()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: s.direct([1.0, 2.0], [10.0, 10.0]), "standard"),
        (lambda: s.direct([1.0, -2.0], [10.0, 10.0], [1, 1]), "count"),
        (lambda: s.direct([1.0], [10.0], [0]), "standard"),
        (lambda: s.direct([1.0], [10.0], [1], confidence=1), "confidence"),
        (lambda: s.direct([1.0], [10.0], [1], multiplier=0), "multiplier"),
        (lambda: s.direct_dependent([1.0], [10.0], [1]), "persons"),
        (lambda: s.indirect_ratio([1.0], [[1.0, 2.0]], [1.0, 1.0], [0.0, 1.0]), "reference_population"),
        (lambda: s.indirect_ratio([1.0], [[1.0, 2.0]], [1.0], [1.0]), "reference_count"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()


@given(
    arrays(np.float64, (4, 19), elements=st.integers(1, 60).map(float)),
    arrays(np.float64, 19, elements=st.floats(0, 9000)),
)
def test_an_interval_holds_its_rate_and_scales_with_the_people(count, standard):
    if standard.sum() < 1:
        return
    one, ten = s.direct(count, POPULATION, standard), s.direct(count, POPULATION * 10, standard)
    assert (one.lower <= one.value + 1e-9).all()
    assert (one.value <= one.upper + 1e-9).all()
    np.testing.assert_allclose(one.value, ten.value * 10)


def test_ages_that_do_not_match_are_refused_and_not_taken_for_totals():
    for shape in ((1, 19), (19, 19)):
        with pytest.raises(ValueError, match="count has shape"):
            s.indirect_ratio(np.ones(shape), np.ones((19, 18)), np.ones(18), np.ones(18))


def test_a_reference_without_events_gives_no_rate_and_no_error():
    assert np.isnan(s.indirect_rate([3.0], [[10.0, 10.0]], [0.0, 0.0], [5.0, 5.0]).value).all()
    assert np.isnan(s.indirect_rate([3.0], [[10.0, 10.0]], [np.nan, 1.0], [5.0, 5.0]).value).all()


@pytest.mark.parametrize("expected", [2, 5, 9, 12, 30, 100])
def test_indirect_intervals_cover_at_least_nearly_what_they_say(expected):
    x = np.random.default_rng(expected).poisson(expected, 20_000).astype(float)
    found = s.indirect_ratio(x, np.full((20_000, 1), 1.0), [float(expected)], [1.0], multiplier=1)
    assert 0.94 < ((found.lower <= 1) & (found.upper >= 1)).mean() < 0.99
