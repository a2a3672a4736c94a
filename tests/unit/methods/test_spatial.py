"""Moran's I: its ends, its edges, its clusters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation import geography
from variation.methods.spatial import autocorrelation

LINE = [[j for j in (i - 1, i + 1) if 0 <= j < 12] for i in range(12)]


def grid(side):
    at = [(i, j) for i in range(side) for j in range(side)]
    return [[k for k, (a, b) in enumerate(at) if abs(a - i) + abs(b - j) == 1] for i, j in at]


def test_halves_are_clustered_and_a_chessboard_is_the_opposite():
    halves = autocorrelation(np.repeat([0.0, 1.0], 6), LINE)
    chess = autocorrelation(np.tile([0.0, 1.0], 6), LINE)
    assert halves.moran_i > 0.7 > -0.9 > chess.moran_i
    assert halves.p_value < 0.01
    assert chess.p_value < 0.01
    assert halves.expected == pytest.approx(-1 / 11)


def test_local_parts_make_up_the_whole():
    found = autocorrelation(np.random.default_rng(1).normal(size=36), grid(6))
    assert found.local.mean() * 36 / 35 == pytest.approx(found.moran_i)


def test_the_heart_of_a_planted_cluster_is_found_and_named():
    value = np.random.default_rng(2).normal(0, 0.3, (8, 8))
    value[1:4, 1:4] += 3
    found = autocorrelation(value.ravel(), grid(8))
    named = found.cluster.reshape(8, 8)
    assert named[2, 2] == "high-high"
    assert (named[5:, 5:] != "").sum() == 0


def test_an_area_unlike_its_neighbours_is_named_an_island_of_another_kind():
    value = np.random.default_rng(3).normal(0, 0.2, (7, 7))
    value[2:5, 2:5] += 3
    value[3, 3] = -3
    found = autocorrelation(value.ravel(), grid(7))
    assert found.cluster.reshape(7, 7)[3, 3] == "low-high"


def test_islands_and_gaps_take_no_part():
    value = np.append(np.repeat([0.0, 1.0], 6), [5.0, np.nan])
    joined = [*[[*others] for others in LINE], [], [0]]
    joined[0] = [*joined[0], 13]
    found = autocorrelation(value, joined)
    assert found.areas == 12
    assert found.moran_i == pytest.approx(autocorrelation(np.repeat([0.0, 1.0], 6), LINE).moran_i)
    assert np.isnan(found.local[12:]).all()


@pytest.mark.parametrize(("value", "word"), [(np.ones(12), "same"), ([1.0, 2] * 3 + [np.nan] * 6, "too few")])
def test_what_cannot_be_answered_says_why(value, word):
    found = autocorrelation(value, LINE)
    assert word in found.reason
    assert np.isnan(found.moran_i)
    assert (found.cluster == "").all()


@pytest.mark.parametrize("joined", [LINE[:5], [[12]] * 12, [[i] for i in range(12)]])
def test_unfit_neighbours_are_refused_by_name(joined):
    with pytest.raises(ValueError, match="neighbours"):
        autocorrelation(np.arange(12.0), joined)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.1, 50), st.floats(-90, 90))
def test_unit_and_origin_do_not_matter(scale, level):
    value = np.random.default_rng(4).normal(size=25)
    one = autocorrelation(value, grid(5), permutations=99)
    other = autocorrelation(value * scale + level, grid(5), permutations=99)
    assert one.moran_i == pytest.approx(other.moran_i)
    assert one.p_value == other.p_value


def test_the_order_of_areas_does_not_matter():
    value, joined = np.random.default_rng(5).normal(size=25), grid(5)
    order = np.random.default_rng(6).permutation(25)
    back = np.argsort(order)
    moved = autocorrelation(value[order], [[int(back[j]) for j in joined[i]] for i in order])
    straight = autocorrelation(value, joined)
    assert moved.moran_i == pytest.approx(straight.moran_i)
    np.testing.assert_allclose(moved.local, straight.local[order])


def test_boroughs_across_the_thames_are_neighbours_unless_one_asks_for_land_only():
    both, land = geography.neighbours("borough"), geography.neighbours("borough", across_thames=False)
    tower_hamlets, southwark = "E09000030", "E09000028"
    assert southwark in both[tower_hamlets]
    assert southwark not in land[tower_hamlets]
    assert all(set(land[code]) <= set(both[code]) for code in both)
    assert all(land.values())
