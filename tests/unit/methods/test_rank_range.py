"""Ranks come as ranges, and the ranges hold what they promise."""

from __future__ import annotations

import numpy as np

from variation.methods.ranking import rank_range


def test_areas_apart_have_one_rank_and_areas_alike_share_theirs():
    value = np.array([10.0, 20.0, 21.0, 30.0])
    low, high = rank_range(value, value - 2, value + 2, np.ones(4, dtype=bool))
    assert low.tolist() == [4, 2, 2, 1]
    assert high.tolist() == [4, 3, 3, 1]


def test_areas_outside_or_without_interval_are_not_ranked():
    value = np.array([10.0, 20.0, 30.0])
    upper = np.array([12.0, np.nan, 32.0])
    low, high = rank_range(value, value - 2, upper, np.array([True, True, False]))
    assert np.isnan(low[1:]).all()
    assert (low[0], high[0]) == (1, 2)


def test_a_range_holds_the_true_rank_in_at_least_95_of_100_draws():
    rng = np.random.default_rng(20)
    n, draws, error = 33, 400, 1.0
    for spread in (0.0, 1.0, 4.0):
        truth = rng.normal(0, spread, n)
        rank = n - np.argsort(np.argsort(truth))
        held = []
        for _ in range(draws):
            value = truth + rng.normal(0, error, n)
            low, high = rank_range(value, value - 1.96 * error, value + 1.96 * error, np.ones(n, dtype=bool))
            held.append((low <= rank) & (rank <= high))
        assert np.mean(held) >= 0.95
