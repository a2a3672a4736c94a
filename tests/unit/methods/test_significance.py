import numpy as np
import pytest

from variation.methods import intervals, significance
from variation.methods.significance import NO_DATA, against_interval


def test_a_benchmark_on_a_limit_is_similar():
    assert against_interval(12.0, 10, 14, 10) == 0
    assert against_interval(12.0, 10, 14, 14) == 0


@pytest.mark.parametrize(("benchmark", "status"), [(8.8, 2), (9.95, 1), (12, 0), (14.1, -1), (16, -2)])
def test_five_answers_by_how_far_the_benchmark_lies_outside(benchmark, status):
    assert against_interval(12.0, 10, 14, benchmark, "mean") == status


def test_published_998_limits_are_used_where_they_are_given():
    arguments = ([12.0, 12], [10, 10], [14, 14], 9.9, "mean")
    assert against_interval(*arguments).tolist() == [1, 1]
    assert against_interval(*arguments, limits_998=([9.95, np.nan], [15, np.nan])).tolist() == [2, 1]


def derived(found: intervals.Interval, scale: str) -> np.ndarray:
    """99.8 % limits from the 95 % ones, as shares of the value."""
    sides = (found.lower[0], found.upper[0])
    return np.array([significance._stretch(found.value, side, scale, 1) for side in sides]) / found.value


@pytest.mark.parametrize(("scale", "within"), [("rate", 0.011), ("proportion", 0.005)])
def test_derived_998_limits_are_close_to_the_true_ones(scale, within):
    x = np.array([50.0, 80, 400, 5_000])
    kind = intervals.proportion if scale == "proportion" else intervals.rate
    found = kind(x, 3 * x, [0.95, 0.998])
    true = np.array([found.lower[1], found.upper[1]]) / found.value
    np.testing.assert_allclose(derived(found, scale), true, atol=within)


def test_the_cube_root_is_closer_to_the_true_limits_of_a_rate_than_the_linear_scale():
    found = intervals.rate([25.0, 100], [1, 1], [0.95, 0.998], multiplier=1)
    true = np.array([found.lower[1], found.upper[1]]) / found.value
    assert (np.abs(derived(found, "rate") - true) < np.abs(derived(found, "mean") - true)).all()


def test_nothing_and_everything_fall_back_to_the_linear_scale():
    assert against_interval([0.0, 100.0], [0, 96], [4, 100], [9, 80], "proportion", multiplier=100).tolist() == [-2, 2]
    assert against_interval(0.0, 0, 4, 9, "rate") == -2


def test_absent_figures_are_no_data():
    status = against_interval([np.nan, 1, 1, 1], [0, np.nan, 0, 0], [2, 2, np.nan, 2], 1)
    assert status.tolist() == [NO_DATA, NO_DATA, NO_DATA, 0]
    assert status.dtype == np.int8
    assert (against_interval([1.0], [0], [2], np.nan) == NO_DATA).all()


def test_the_five_answers_come_about_as_often_as_they_say_when_nothing_differs():
    rng = np.random.default_rng(1)
    x = rng.poisson(150, 20_000)
    found = intervals.rate(x, np.full(len(x), 1_000), multiplier=1)
    status = against_interval(found.value, found.lower, found.upper, 0.15)
    # nominal 5 % and 0.2 %; standard errors 0.15 % and 0.03 %
    assert (status != 0).mean() == pytest.approx(0.05, abs=0.006)
    assert (np.abs(status) == 2).mean() == pytest.approx(0.002, abs=0.0012)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: against_interval(1, 2, 0, 1), "lower"),
        (lambda: against_interval(1, 0, 2, 1, "odds"), "scale"),
        (lambda: against_interval(1, 0, 2, 1, multiplier=-1), "multiplier"),
        (lambda: against_interval([1, 2], [0, 1, 2], 2, 1), "value"),
    ],
)
def test_misuse_names_the_argument(call, named):
    with pytest.raises(ValueError, match=named):
        call()
