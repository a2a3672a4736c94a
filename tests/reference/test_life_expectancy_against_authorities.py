"""Life expectancy against the figures that PHEindicatormethods holds itself to, and its coverage by simulation."""

import numpy as np

from variation.methods.life_expectancy import STARTS, life_expectancy

# Deaths, people and expected answers: PHEindicatormethods (UKHSA), tests/testthat/testLifeExpectancy.R, data frame df1.
_YOUNGER = (7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601)
_OLDER = (50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936)
PEOPLE = np.array([*_YOUNGER, *_OLDER], dtype=float)
DEATHS = np.array(
    [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937], dtype=float
)
VALUE = {
    0: 80.16960813,
    1: 79.36245674,
    5: 75.44193645,
    40: 41.24505636,
    65: 18.76856852,
    85: 6.163942934,
    90: 6.16210635,
}
LOWER = {
    0: 79.88268548,
    1: 79.0898816,
    5: 75.17407307,
    40: 41.00842831,
    65: 18.57570352,
    85: 5.978358351,
    90: 5.887683386,
}
UPPER = {
    0: 80.45653078,
    1: 79.63503188,
    5: 75.70979983,
    40: 41.48168441,
    65: 18.96143352,
    85: 6.349527517,
    90: 6.436529314,
}


def test_values_and_limits_are_those_of_pheindicatormethods():
    found = life_expectancy(DEATHS, PEOPLE)
    # its limits were made with 1.96 standard errors, ours with 1.95996: they differ from the sixth digit on
    for computed, expected, digits in ((found.value, VALUE, 8), (found.lower, LOWER, 5), (found.upper, UPPER, 5)):
        at = [STARTS.index(age) for age in expected]
        np.testing.assert_allclose(computed[at], list(expected.values()), rtol=0, atol=10.0**-digits)


def plain_table(deaths, people):
    """Life expectancy at birth, written as one would by hand."""
    alive, total = 100_000.0, 0.0
    for i, start in enumerate(STARTS):
        rate = deaths[i] / people[i]
        if i == len(STARTS) - 1:
            return (total + alive / rate) / 100_000
        width, lived = STARTS[i + 1] - start, 0.1 if i == 0 else 0.5
        dying = width * rate / (1 + width * (1 - lived) * rate)
        total += width * (alive * (1 - dying) + lived * alive * dying)
        alive *= 1 - dying
    raise AssertionError


def test_many_areas_at_once_are_the_same_as_one_by_one():
    rng = np.random.default_rng(1)
    people = rng.integers(3_000, 30_000, (500, 20)).astype(float)
    deaths = rng.binomial(people.astype(int), DEATHS / PEOPLE).astype(float)
    deaths[:, -1] += 1
    found = life_expectancy(deaths, people)
    np.testing.assert_allclose(found.value[:, 0], [plain_table(d, n) for d, n in zip(deaths, people, strict=True)])


def test_intervals_cover_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(2)
    people = PEOPLE / 20
    truth = plain_table(DEATHS, PEOPLE)
    deaths = np.minimum(rng.poisson(DEATHS / 20, (20_000, 20)), people).astype(float)
    found = life_expectancy(deaths, people)
    covered = (found.lower[:, 0] <= truth) & (truth <= found.upper[:, 0])
    assert 0.93 < covered.mean() < 0.96
