"""Standardised rates against PHStatsMethods, and their coverage by simulation."""

import numpy as np
import pandas as pd
import PHStatsMethods
import pytest

from variation.methods import standardisation

AREAS = 200


def generated(seed):
    """Counts and people by area and age, some areas with few events."""
    rng = np.random.default_rng(seed)
    people = rng.integers(50, 20_000, (AREAS, 19)).astype(float)
    rate = np.geomspace(2e-4, 5e-2, 19) * rng.lognormal(0, 0.5, (AREAS, 1)) * rng.choice([0.003, 0.1, 1], (AREAS, 1))
    return rng.poisson(people * rate).astype(float), people


def frame(count, people, **columns):
    area = np.repeat([f"a{i:03d}" for i in range(AREAS)], 19)
    return pd.DataFrame({"area": area, "x": count.ravel(), "n": people.ravel(), **columns})


def limits(table):
    """Value, lower and upper of a table with one confidence level."""
    lower, upper = (next(c for c in table if c.startswith(side)) for side in ("lower", "upper"))
    return table["Value"].to_numpy(), table[lower].to_numpy(), table[upper].to_numpy()


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_direct_rates_are_those_of_phstatsmethods_to_the_last_digits(confidence):
    count, people = generated(1)
    df = frame(count, people, standard=np.tile(standardisation.ESP2013, AREAS))
    theirs = PHStatsMethods.ph_dsr(df, "x", "n", "standard", "area", confidence=confidence, euro_standard_pops=False)
    ours = standardisation.direct(count, people, confidence=confidence)
    assert (count.sum(axis=1) < 10).sum() > 5
    for mine, other in zip((ours.value, ours.lower, ours.upper), limits(theirs), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-11)


@pytest.mark.parametrize(
    ("function", "options", "ours"),
    [
        (PHStatsMethods.ph_ISRatio, {"refvalue": 100}, standardisation.indirect_ratio),
        (PHStatsMethods.ph_ISRate, {}, standardisation.indirect_rate),
    ],
)
def test_indirect_ratios_and_rates_are_those_of_phstatsmethods(function, options, ours):
    count, people = generated(2)
    count[:, 10] += 1  # it refuses areas without events
    reference = count.sum(axis=0), people.sum(axis=0)
    df = frame(count, people, rx=np.tile(reference[0], AREAS), rn=np.tile(reference[1], AREAS))
    theirs = function(df, "x", "n", "rx", "rn", "area", **options)
    found = ours(count, people, *reference)
    np.testing.assert_allclose(found.observed, theirs["Observed"], rtol=1e-12)
    np.testing.assert_allclose(found.expected, theirs["Expected"], rtol=1e-12)
    for mine, other in zip((found.value, found.lower, found.upper), limits(theirs), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-11)


def coverage(interval, truth):
    return float(((interval.lower <= truth) & (truth <= interval.upper)).mean())


def test_direct_intervals_cover_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(3)
    people, rate = rng.integers(500, 3000, 19).astype(float), np.geomspace(2e-4, 2e-2, 19)
    truth = 100_000 * (standardisation.ESP2013 * rate).sum() / standardisation.ESP2013.sum()
    found = standardisation.direct(rng.poisson(people * rate, (20_000, 19)).astype(float), people)
    assert 0.945 < coverage(found, truth) < 0.965


def test_repeated_events_are_covered_only_by_the_interval_made_for_them():
    rng = np.random.default_rng(4)
    people, rate = np.full(19, 2000.0), np.geomspace(2e-4, 1e-2, 19)
    often = np.array([0.6, 0.2, 0.1, 0.06, 0.04])  # share of persons with 1 … 5 events
    persons = rng.poisson((people * rate)[:, None] * often, (10_000, 19, 5)).astype(float)
    mean = (often * np.arange(1, 6)).sum()
    truth = 100_000 * (standardisation.ESP2013 * rate * mean).sum() / standardisation.ESP2013.sum()
    right = standardisation.direct_dependent(persons, people)
    wrong = standardisation.direct(persons @ np.arange(1.0, 6.0), people)
    assert 0.93 < coverage(right, truth) < 0.965
    assert coverage(wrong, truth) < 0.85
