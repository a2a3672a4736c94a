"""Benjamini-Hochberg: by hand, at its edges, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variation.methods.false_discovery import benjamini_hochberg


def test_five_tests_by_hand():
    found = benjamini_hochberg([0.01, 0.02, 0.03, 0.04, 0.5])
    np.testing.assert_allclose(found.adjusted, [0.05, 0.05, 0.05, 0.05, 0.5])
    assert found.found.tolist() == [True, True, True, True, False]


def test_a_gap_is_no_test():
    gap = benjamini_hochberg([0.02, np.nan, 0.04])
    np.testing.assert_allclose(gap.adjusted, [0.04, np.nan, 0.04])
    assert not gap.found[1]


def test_each_set_stands_alone():
    both = benjamini_hochberg([[0.01, 0.5], [0.04, 0.04]])
    np.testing.assert_allclose(both.adjusted, [[0.02, 0.5], [0.04, 0.04]])


@pytest.mark.parametrize(
    ("p", "level", "name"),
    [(0.3, 0.05, "p_value"), ([1.2], 0.05, "p_value"), ([0.2], 1, "level"), ([-0.1], 0.1, "p_value")],
)
def test_misuse_names_the_argument(p, level, name):
    with pytest.raises(ValueError, match=name):
        benjamini_hochberg(p, level)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_values_are_never_smaller_and_keep_their_order(p):
    found = benjamini_hochberg(p)
    assert (found.adjusted >= np.array(p) - 1e-12).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(found.adjusted[order]) >= -1e-12).all()
