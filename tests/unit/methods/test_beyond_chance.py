import numpy as np
import pytest

from variation.methods import beyond_chance, intervals, published_spread, spread


def boroughs(between: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    n = rng.integers(5_000, 30_000, 33).astype(float)
    return rng.poisson(n * 0.02 * np.exp(rng.normal(0, between, 33))).astype(float), n


def test_from_counts_it_is_what_spread_says_beside_the_pooled_value():
    x, n = boroughs(0.2)
    found, all_of_it = beyond_chance.of_counts(x, n, "rate"), spread.spread(x, n, "rate")
    assert found.excess == pytest.approx(1 - all_of_it.chance_share)
    assert found.relative == pytest.approx(all_of_it.sd_between * n.sum() / x.sum())
    assert 0.15 < found.relative < 0.25
    assert beyond_chance.of_counts(*boroughs(0), "rate").relative < 0.05


def test_from_limits_it_is_tau_of_logarithms_or_tau_over_the_mean():
    x, n = boroughs(0.2)
    parts = intervals.rate(x, n)
    limits = (parts.value, parts.lower, parts.upper)
    rate, plain = beyond_chance.of_limits(*limits, "rate"), beyond_chance.of_limits(*limits, "mean")
    assert rate.relative == pytest.approx(published_spread.published_spread(*limits, "rate").tau2 ** 0.5)
    assert plain.relative == pytest.approx(rate.relative, rel=0.2)
    assert rate.excess == pytest.approx(beyond_chance.of_counts(x, n, "rate").excess, abs=0.05)


def test_where_nothing_was_counted_nothing_can_be_told():
    assert np.isnan(beyond_chance.of_counts([0, 0, 0], [5, 5, 5], "rate").relative)
    assert np.isnan(beyond_chance.of_limits([-1, 1], [-2, 0], [0, 2], "mean").relative)
