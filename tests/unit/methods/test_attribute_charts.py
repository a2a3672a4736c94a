"""p′ and u′ charts: what they share with other charts, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from variation.methods import attribute_charts as charts
from variation.methods import spc

CASES = np.array([900, 1100, 950, 1200, 1000, 980, 1050, 1010, 990, 1150, 870, 1020, 1060, 940, 1000, 1030.0])
LATE = np.array([81, 110, 90, 113, 97, 94, 111, 97, 102, 109, 90, 96, 114, 86, 103, 100.0])


def test_limits_follow_each_months_cases():
    found = charts.p_prime(LATE, CASES, multiplier=100)
    centre = 100 * LATE.sum() / CASES.sum()
    assert found.centre[0] == pytest.approx(centre)
    share = centre / 100
    half = 300 * found.sigma_z * np.sqrt(share * (1 - share) / CASES)
    np.testing.assert_allclose(found.upper, centre + half)
    np.testing.assert_allclose(found.lower, centre - half)


def test_with_equal_denominators_it_is_the_xmr_chart_of_the_proportions():
    found, xmr = charts.p_prime(LATE, 1000), spc.xmr(LATE / 1000)
    np.testing.assert_allclose(found.upper - found.centre, xmr.upper - xmr.centre, rtol=2e-4)  # 2.66 for 3/1.128
    assert found.rule.tolist() == xmr.rule.tolist()


def test_a_plain_chart_has_the_limits_of_chance_alone():
    found = charts.u_prime(LATE, CASES, between=False)
    rate = LATE.sum() / CASES.sum()
    assert found.sigma_z == 1
    np.testing.assert_allclose(found.upper, rate + 3 * np.sqrt(rate / CASES))


def test_a_far_month_is_marked_and_judged():
    late = LATE.copy()
    late[-1] = 300
    found = charts.p_prime(late, CASES, "down", target=0.05)
    assert found.rule[-1] == "outside"
    assert found.special_cause[-1] == "concern"
    assert found.variation == "concern"
    assert charts.p_prime(LATE, CASES, "down", target=0.5).assurance == "pass"
    assert charts.p_prime(LATE, CASES, "down", target=0.01).assurance == "fail"
    assert charts.p_prime(LATE, CASES, "down", target=0.1).assurance == "hit and miss"


def test_limits_stay_within_the_possible():
    found = charts.p_prime([0, 1, 0, 0, 2, 0, 1, 0, 0, 0, 1, 0, 0], np.full(13, 12.0))
    assert (found.lower == 0).all()
    assert (charts.p_prime(12 - np.array([0, 1] * 7), 12.0).upper <= 1).all()


@pytest.mark.parametrize(
    ("count", "cases", "word"),
    [
        (LATE[:11], CASES[:11], "at least 12 points; there are 11"),
        (np.zeros(12), np.ones(12), "the same"),
        (np.where(np.arange(24) % 2, np.nan, 3.0), np.full(24, 9.0), "neighbouring"),
    ],
)
def test_a_series_without_limits_says_why(count, cases, word):
    found = charts.p_prime(count, cases)
    assert word in found.reason
    assert np.isnan(found.upper).all()
    assert (found.rule == "").all()
    assert found.variation == ""


def test_gaps_break_runs_and_have_no_limits():
    late = LATE.copy()
    late[5] = np.nan
    found = charts.p_prime(late, CASES)
    assert np.isnan(found.upper[5])
    assert np.isnan(found.value[5])
    assert np.isfinite(np.delete(found.upper, 5)).all()


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: charts.p_prime([3.0], [2.0]), "count"),
        (lambda: charts.p_prime([[3.0]], [[4.0]]), "count"),
        (lambda: charts.u_prime([-3.0], [2.0]), "count"),
        (lambda: charts.u_prime(LATE, CASES, "better"), "improvement"),
        (lambda: charts.u_prime(LATE, CASES, multiplier=0), "multiplier"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()
