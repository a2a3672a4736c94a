"""Peers: the nearest areas, by a naive second way, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from variation.methods.peers import middle, nearest

X = np.random.default_rng(1).normal(size=(20, 4)) * [1, 10, 100, 0.1] + 5


def test_distances_are_those_of_standardised_variables():
    found = nearest(X, 3)
    z = X / X.std(axis=0, ddof=1)
    apart = cdist(z, z) / 2  # the root of the mean over four variables
    np.fill_diagonal(apart, np.inf)
    np.testing.assert_array_equal(found.index, np.argsort(apart, axis=1)[:, :3])
    np.testing.assert_allclose(found.distance, np.sort(apart, axis=1)[:, :3])
    np.testing.assert_allclose(found.difference[4, 0], z[found.index[4, 0]] - z[4])
    assert (found.shared == 4).all()


def test_a_weight_of_nought_leaves_a_variable_out():
    without = nearest(X[:, :3], 5)
    weighted = nearest(X, 5, weights=[1, 1, 1, 0])
    np.testing.assert_array_equal(weighted.index, without.index)
    np.testing.assert_allclose(weighted.distance, without.distance)


def test_units_do_not_matter():
    np.testing.assert_array_equal(nearest(X, 4).index, nearest(X * [3, 0.1, 7, 1000], 4).index)


def test_an_outlier_moves_robust_scaling_less():
    far = X.copy()
    far[0, 0] = 1e4
    usual, robust = (nearest(far, 5, scaling=how).index[1:] for how in ("sd", "mad"))
    before = nearest(X, 5, scaling="mad").index[1:]
    agree = [(now == before).mean() for now in (usual, robust)]
    assert agree[1] > agree[0]


def test_missing_variables_are_left_out_of_the_pair_and_counted():
    gap = X.copy()
    gap[3, 0] = np.nan
    found = nearest(gap, 5)
    assert (found.shared[3] == 3).all()
    assert np.isnan(found.difference[3, :, 0]).all()
    gap[3, :3] = np.nan
    alone = nearest(gap, 5)
    assert "Too few" in str(alone.reason[3])
    assert (alone.index[3] == -1).all()
    assert 3 not in alone.index[[i for i in range(20) if i != 3]]


def test_more_peers_than_there_are_others_leaves_places_empty():
    found = nearest(X[:3], 5)
    assert (found.index[:, 2:] == -1).all()
    assert np.isnan(found.distance[:, 2:]).all()
    assert found.difference.shape == (3, 5, 4)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: nearest(X[:1]), "variables"),
        (lambda: nearest(np.ones((5, 2))), "variables"),
        (lambda: nearest(X, 0), "count"),
        (lambda: nearest(X, weights=[1, 2]), "weights"),
        (lambda: nearest(X, scaling="rank"), "scaling"),
        (lambda: nearest(X, least=0), "least"),
    ],
)
def test_misuse_names_the_argument(call, name):
    with pytest.raises(ValueError, match=name):
        call()


def test_the_middle_of_peers_needs_half_of_them():
    assert middle([4.0, 1, 9, np.nan]) == 4
    assert middle([4.0, 1, np.nan, np.nan]) == 2.5
    assert np.isnan(middle([4.0, np.nan, np.nan]))
    assert np.isnan(middle([]))
