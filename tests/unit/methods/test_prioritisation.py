"""Scores of options, and how far their order depends on the weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variation.methods.prioritisation import score

M = np.array([[10.0, 1], [5, 3], [0, 2]])


def test_scores_by_hand():
    found = score(M, [3, 1])
    np.testing.assert_allclose(found.score, [0.75, 0.625, 0.125])
    assert found.rank.tolist() == [1, 2, 3]
    np.testing.assert_allclose(score(M, [3, 1], direction=[-1, 1]).score, [0, 0.625, 0.875])


def test_ranks_instead_of_values():
    far = np.array([[1000.0], [2], [1], [0]])
    np.testing.assert_allclose(score(far, [1], scaling="rank").score, [1, 2 / 3, 1 / 3, 0])


def test_an_option_best_at_everything_is_first_whatever_the_weights():
    found = score([[3.0, 3, 3], [2, 1, 2], [1, 2, 1]], [1, 1, 1])
    assert (found.rank_low[0], found.rank_high[0], found.first[0]) == (1, 1, 1)


def test_a_close_call_depends_on_the_weights_and_less_so_when_they_are_steady():
    close = np.array([[1.0, 0], [0, 1], [0.2, 0.2]])
    loose, steady = score(close, [0.55, 0.45], steadiness=5), score(close, [0.55, 0.45], steadiness=5000)
    assert (loose.rank_low[0], loose.rank_high[0]) == (1, 3)
    assert 0.3 < loose.first[0] < 0.9
    assert steady.first[0] > 0.99


def test_the_stated_steadiness_is_that_of_the_weights_drawn():
    drawn = np.random.default_rng(1).dirichlet(20 * np.array([0.25, 0.75]), 100_000)[:, 0]
    assert drawn.std() == pytest.approx(0.09, abs=0.006)


def test_unknown_criteria_are_left_out_and_too_little_known_is_not_ranked():
    found = score([[1.0, np.nan], [0, 1], [np.nan, np.nan]], [1, 1])
    assert found.score.tolist()[:2] == [1, 0.25]  # only one option is known on the second criterion
    assert found.known.tolist() == [0.5, 1, 0]
    assert np.isnan(found.rank[2])
    assert found.rank_high[:2].max() == 2


def test_a_criterion_that_is_the_same_for_all_is_worth_a_half_to_each():
    assert score([[1.0, 4], [0, 4]], [1, 1]).score.tolist() == [0.75, 0.25]


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"matrix": [1.0, 2]}, "matrix"),
        ({"weights": [1]}, "weights"),
        ({"weights": [0, 0]}, "weights"),
        ({"direction": [1, 0]}, "direction"),
        ({"scaling": "z"}, "scaling"),
        ({"steadiness": 0}, "steadiness"),
    ],
)
def test_misuse_names_the_argument(change, name):
    with pytest.raises(ValueError, match=name):
        score(**{"matrix": M, "weights": [1, 1], **change})


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(*[st.floats(-9, 9)] * 3), min_size=2, max_size=8), st.floats(0.1, 9))
def test_ranges_hold_the_rank_and_the_scale_of_weights_does_not_matter(rows, factor):
    one, other = score(rows, [2, 1, 1]), score(rows, np.array([2, 1, 1]) * factor)
    assert (one.rank_low <= one.rank).all()
    assert (one.rank <= one.rank_high).all()
    np.testing.assert_allclose(one.score, other.score)
