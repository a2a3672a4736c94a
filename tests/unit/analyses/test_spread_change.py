"""The test of spread keeps its level, sees what is there, and does not fall for one outlier."""

from __future__ import annotations

import numpy as np
import pytest

from variation.analyses.spread_change import spread_change

START = np.array([201001, 201101])
END = np.array([201012, 201112])


def change(x, y):
    return spread_change(np.column_stack([x, y]), ("2010", "2011"), START, END)


def false_alarms(draw, times=600):
    rng = np.random.default_rng(11)
    return np.mean([change(*draw(rng)).direction != "none" for _ in range(times)])


def test_equal_spread_is_called_unequal_in_about_5_of_100():
    def alike(rng):
        shared = rng.normal(size=33)
        return shared + rng.normal(size=33) * 0.5, shared + rng.normal(size=33) * 0.5

    assert 0.02 < false_alarms(alike) < 0.08


def test_one_far_outlier_does_not_raise_the_alarm_rate():
    def with_city(rng):
        x, y = rng.normal(size=33), rng.normal(size=33)
        x[0], y[0] = 40, 60
        return x, y

    assert false_alarms(with_city) < 0.09


def test_spread_that_doubles_is_seen():
    rng = np.random.default_rng(5)
    x = rng.normal(size=33)
    found = change(x, 2 * x + rng.normal(size=33) * 0.2)
    assert found.direction == "apart"
    assert found.sd_last / found.sd_first == pytest.approx(2, abs=0.2)
    assert found.areas == 33


@pytest.mark.parametrize("known", [0, 9])
def test_fewer_than_ten_areas_are_not_compared(known):
    x = np.full(33, np.nan)
    x[:known] = np.arange(known)
    assert change(x, x) is None


def test_areas_that_never_vary_have_not_changed():
    assert change(np.ones(33), np.ones(33)).direction == "none"


def test_periods_that_share_a_month_are_not_compared():
    value = np.random.default_rng(1).normal(size=(33, 2))
    assert spread_change(value, ("a", "b"), START, np.array([201101, 201112])) is None
