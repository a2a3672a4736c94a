import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from variation.methods import intervals

counts = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)).map(lambda pair: (pair[0], pair[0] + pair[1] + 1))


@given(counts, st.sampled_from([0.8, 0.95, 0.998]))
def test_a_proportion_lies_within_its_limits_and_they_lie_between_nought_and_one(pair, confidence):
    found = intervals.proportion(*pair, confidence)
    assert 0 <= found.lower <= found.value <= found.upper <= 1
    assert found.upper > found.lower


@given(st.floats(0, 1e6), st.floats(0.5, 1e7))
def test_a_rate_lies_within_its_limits(count, denominator):
    found = intervals.rate(count, denominator)
    assert 0 <= found.lower <= found.value < found.upper


@given(counts, st.integers(2, 50))
def test_limits_of_the_same_proportion_narrow_as_the_denominator_grows(pair, times):
    x, n = pair
    one, many = intervals.proportion(x, n), intervals.proportion(x * times, n * times)
    assert many.upper - many.lower < one.upper - one.lower


@given(counts)
def test_a_higher_confidence_gives_a_wider_interval_on_both_sides(pair):
    found = intervals.proportion(*pair, [0.95, 0.998])
    assert found.lower[1] <= found.lower[0]
    assert found.upper[1] >= found.upper[0]


def test_several_confidences_at_once_are_each_on_its_own():
    x, n = np.array([[0, 3, 40.0], [7, np.nan, 90]]), np.array([[10, 9, 100.0], [8, 9, 400]])
    for kind in (intervals.proportion, intervals.rate):
        both = kind(x, n, (0.95, 0.998))
        assert both.value.shape == (2, 3)
        assert both.lower.shape == (2, 2, 3)
        for place, confidence in enumerate((0.95, 0.998)):
            np.testing.assert_array_equal(both.upper[place], kind(x, n, confidence).upper)


def test_no_events_have_a_lower_limit_of_nought_and_an_upper_one_above_it():
    assert intervals.proportion(0, 20).lower == 0
    assert intervals.proportion(0, 20).upper == pytest.approx(0.16113, abs=1e-5)
    assert intervals.rate(0, 1_000, multiplier=1_000).lower == 0
    assert intervals.rate(0, 1_000, multiplier=1_000).upper == pytest.approx(3.6889, abs=1e-4)


def test_all_events_have_an_upper_limit_of_one():
    assert intervals.proportion(20, 20).upper == 1


def test_the_unknown_stays_unknown():
    found = intervals.proportion([np.nan, 1, 0, None], [5, np.nan, 0, 3])
    assert np.isnan([found.value, found.lower, found.upper]).all()
    found = intervals.rate([np.nan, 1, 0], [5, np.nan, 0])
    assert np.isnan([found.value, found.lower, found.upper]).all()
    assert np.isnan(intervals.mean(3.0, 1.0, 1).lower)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: intervals.proportion(-1, 5), "count"),
        (lambda: intervals.proportion(6, 5), "count must not be above denominator"),
        (lambda: intervals.proportion(1, -5), "denominator"),
        (lambda: intervals.proportion([1, 2], [1, 2, 3]), "count .* denominator"),
        (lambda: intervals.proportion("many", 5), "count"),
        (lambda: intervals.rate(1, np.inf), "denominator"),
        (lambda: intervals.rate(1, 5, 95), "confidence"),
        (lambda: intervals.rate(1, 5, multiplier=0), "multiplier"),
        (lambda: intervals.mean(1, -1, 5), "sd"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()


@pytest.mark.parametrize(("share", "n"), [(0.02, 50), (0.1, 200), (0.5, 30), (0.9, 1_000)])
def test_wilson_covers_about_as_often_as_it_says(share, n):
    # exact coverage, by enumeration; Wilson's lies within a few per cent of nominal (Brown, Cai, DasGupta 2001)
    x = np.arange(n + 1)
    found = intervals.proportion(x, np.full(n + 1, n))
    covered = stats.binom.pmf(x, n, share)[(found.lower <= share) & (share <= found.upper)].sum()
    assert 0.92 < covered < 0.985


@pytest.mark.parametrize(("share", "n"), [(0.02, 50), (0.1, 200), (0.5, 30), (0.9, 1_000)])
def test_wilson_covers_about_as_often_as_it_says_at_higher_levels_too(share, n):
    x = np.arange(n + 1)
    found = intervals.proportion(x, np.full(n + 1, n), [0.99, 0.998])
    chance = stats.binom.pmf(x, n, share)
    missed = 1 - (chance * ((found.lower <= share) & (share <= found.upper))).sum(axis=1)
    # Wilson misses up to 1.8 times as often as it says where few events are expected, half as often elsewhere
    assert (missed < [0.019, 0.0036]).all()
    assert (missed > [0.004, 0.001]).all()


@pytest.mark.parametrize("expected", [0.5, 3, 9.7, 12, 40, 800])
def test_the_interval_of_a_rate_covers_at_least_as_often_as_it_says_at_higher_levels_too(expected):
    x = np.arange(0, int(expected + 15 * np.sqrt(expected) + 30))
    found = intervals.rate(x, np.ones(len(x)), [0.99, 0.998], multiplier=1)
    covered = (stats.poisson.pmf(x, expected) * ((found.lower <= expected) & (expected <= found.upper))).sum(axis=1)
    assert (covered >= [0.99, 0.998]).all()
    assert (covered <= [1, 0.99999]).all()


@pytest.mark.parametrize("n", [3, 8, 30])
def test_the_interval_of_a_mean_covers_as_often_as_it_says(n):
    values = np.random.default_rng(n).normal(50, 10, (40_000, n))
    found = intervals.mean(values.mean(axis=1), values.std(axis=1, ddof=1), np.full(40_000, n), [0.95, 0.998])
    covered = ((found.lower <= 50) & (found.upper >= 50)).mean(axis=1)
    assert covered == pytest.approx([0.95, 0.998], abs=0.0045)
    assert covered[1] == pytest.approx(0.998, abs=0.0009)


@pytest.mark.parametrize("expected", [0.5, 3, 9.7, 40, 800])
def test_the_interval_of_a_rate_covers_at_least_about_as_often_as_it_says(expected):
    x = np.arange(0, int(expected + 12 * np.sqrt(expected) + 20))
    found = intervals.rate(x, np.ones(len(x)), multiplier=1)
    covered = stats.poisson.pmf(x, expected)[(found.lower <= expected) & (expected <= found.upper)].sum()
    assert 0.948 < covered <= 1
