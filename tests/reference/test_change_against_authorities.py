"""Trends and control charts against scipy, and how often they raise false alarms and find what was planted."""

import numpy as np
import pytest
from scipy import stats

from variation.methods import attribute_charts, spc
from variation.methods.mann_kendall import mann_kendall
from variation.methods.spc_rules import RULES, last_marks


def test_tau_slope_and_limits_are_those_of_scipy():
    rng = np.random.default_rng(1)
    for _ in range(300):
        y = rng.normal(0, 3, rng.integers(8, 25)).round(rng.integers(0, 3)) + 0.2 * np.arange(1)
        ours = mann_kendall(y)
        theirs = stats.theilslopes(y)
        if np.ptp(y) == 0:
            continue
        assert ours.tau == pytest.approx(stats.kendalltau(np.arange(len(y)), y).statistic)
        assert ours.slope == pytest.approx(theirs.slope)
        # the ranks of scipy's limits are clipped to the slopes there are, ours are then left open
        assert (ours.lower, ours.upper) == pytest.approx((theirs.low_slope, theirs.high_slope))


def test_the_z_without_its_correction_is_that_of_scipys_asymptotic_test():
    rng = np.random.default_rng(2)
    for _ in range(200):
        y = rng.normal(0, 2, 20).round(1)
        ours = mann_kendall(y)
        z = stats.norm.isf(stats.kendalltau(np.arange(20), y, method="asymptotic").pvalue / 2)
        root = (abs(ours.s) - 1) / abs(ours.z) if ours.z else None
        assert root is None or abs(ours.s) / root == pytest.approx(z, rel=1e-9)


def test_mann_kendall_raises_no_more_false_alarms_than_it_says():
    rng = np.random.default_rng(3)
    for points, low, high in ((6, 0.01, 0.06), (12, 0.035, 0.055), (36, 0.04, 0.055)):
        share = (mann_kendall(rng.normal(size=(20_000, points))).p_value < 0.05).mean()
        assert low < share < high, points


def test_false_alarms_of_each_rule_of_the_xmr_chart():
    # in-control normal series of 24 points: share of series whose last point each rule marks
    rng = np.random.default_rng(4)
    rule, _ = last_marks(rng.normal(size=(100_000, 24)))
    share = {name: (rule == k).mean() for k, name in enumerate(RULES)}
    assert 0.002 < share["outside"] < 0.012  # limits are estimated, so above the 0.0027 of known ones
    assert share["trend"] < 0.0008  # 2/7! = 0.0004
    assert 0.0007 < share["two of three"] < 0.003  # 0.001 about known limits
    assert 0.006 < share["shift"] < 0.02  # 2/2^7 = 0.0156 about a known centre
    assert share[""] > 0.97


@pytest.mark.parametrize(("shift", "found"), [(1.0, 0.5), (2.0, 0.95)])
def test_planted_shifts_of_eight_points_are_found(shift, found):
    rng = np.random.default_rng(5)
    series = rng.normal(size=(3000, 32))
    series[:, 24:] += shift
    marked = [np.any(spc.xmr(row, baseline=24).rule[24:] != "") for row in series]
    assert np.mean(marked) > found


def test_a_p_prime_chart_of_chance_alone_is_a_p_chart_and_alarms_as_rarely():
    rng = np.random.default_rng(6)
    cases = rng.integers(800, 3000, (2000, 30))
    charts = [attribute_charts.p_prime(rng.binomial(n, 0.2), n) for n in cases]
    assert np.mean([c.sigma_z for c in charts]) == pytest.approx(1, abs=0.02)
    assert np.mean([(c.rule == "outside").mean() for c in charts]) < 0.01


def test_where_months_differ_beyond_chance_a_p_chart_alarms_everywhere_and_p_prime_does_not():
    rng = np.random.default_rng(7)
    cases = np.full((500, 30), 50_000)
    share = 0.2 + rng.normal(0, 0.01, cases.shape)
    counts = rng.binomial(cases, share)
    plain = [attribute_charts.p_prime(x, n, between=False).rule for x, n in zip(counts, cases, strict=True)]
    prime = [attribute_charts.p_prime(x, n).rule for x, n in zip(counts, cases, strict=True)]
    assert np.mean([(rule == "outside").mean() for rule in plain]) > 0.4
    assert np.mean([(rule == "outside").mean() for rule in prime]) < 0.01


def test_a_planted_shift_is_found_by_both_charts_of_counts():
    rng = np.random.default_rng(8)
    cases = np.full(36, 2000)
    share = np.where(np.arange(36) < 26, 0.10, 0.14)
    for chart in (attribute_charts.p_prime, attribute_charts.u_prime):
        found = [chart(rng.binomial(cases, share), cases).rule[26:] for _ in range(200)]
        assert np.mean([np.any(rule != "") for rule in found]) > 0.95


@pytest.mark.parametrize("chart", [attribute_charts.p_prime, attribute_charts.u_prime])
@pytest.mark.parametrize("beyond", [0.0, 0.003])
def test_false_alarms_of_each_rule_of_p_prime_and_u_prime_charts(chart, beyond):
    # months of different size, by chance alone and with differences beyond it: how often the last point is marked
    rng = np.random.default_rng(8)
    cases = rng.integers(8_000, 24_000, (1_500, 30))
    level = 0.05 + beyond * rng.standard_normal(cases.shape)
    counts = rng.binomial(cases, level) if chart is attribute_charts.p_prime else rng.poisson(cases * level)
    marked = np.array([chart(x, n).rule[-1] for x, n in zip(counts, cases, strict=True)])
    share = {rule: (marked == rule).mean() for rule in RULES}
    assert 0.0005 < share["outside"] < 0.012
    assert share["trend"] < 0.003
    assert share["two of three"] < 0.006
    assert 0.003 < share["shift"] < 0.02
    assert share[""] > 0.97


def marked_as_nhsrplotthedots(y: np.ndarray) -> np.ndarray:
    """Points that the R package marks (without its screening), rule by rule: one outside is not near a limit."""
    centre, reach = y.mean(), 2.66 * np.abs(np.diff(y)).mean()
    outside, side = np.abs(y - centre) > reach, np.sign(y - centre)
    near = (np.abs(y - centre) > reach * 2 / 3) & ~outside
    marked = outside.copy()
    for start in range(len(y) - 6):
        seven = slice(start, start + 7)
        marked[seven] |= abs(side[seven].sum()) == 7 or abs(np.sign(np.diff(y[seven])).sum()) == 6
    for start in range(len(y) - 2):
        three = slice(start, start + 3)
        marked[three] |= near[three] & (near[three].sum() >= 2 and abs(side[three].sum()) == 3)
    return marked


@pytest.mark.parametrize(
    ("points", "moved", "by", "least", "most"),
    [(24, 0, 0, 0.0005, 0.01), (32, 8, 2, 0.03, 0.065), (26, 2, 3, 0.08, 0.135)],
    ids=["in control", "the last eight 2 sd up", "the last two 3 sd up"],
)
def test_an_outside_point_counts_towards_two_of_three_which_marks_a_little_more_than_the_r_package(
    points, moved, by, least, most
):
    rng = np.random.default_rng(9)
    series = rng.normal(size=(1_000, points))
    series[:, points - moved :] += by
    ours = np.array([spc.xmr(y).rule != "" for y in series])
    theirs = np.array([marked_as_nhsrplotthedots(y) for y in series])
    assert (ours >= theirs).all()
    assert least < (ours != theirs).any(axis=1).mean() < most
