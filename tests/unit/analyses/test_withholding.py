"""What is withheld cannot be had from London's or an STP's figure less the areas shown."""

from __future__ import annotations

import numpy as np
import pytest

from variation import geography
from variation.analyses.withholding import withheld

CODES = np.array([area.code for area in geography.areas("borough")])
MANY = np.full((33, 1), 400.0)
OURS = np.ones((33, 1), dtype=bool)


def mask(count, ours=OURS):
    return withheld(np.asarray(count, dtype=float), np.full((33, count.shape[1]), 9_000.0), ours, CODES, "borough")


def test_nothing_small_withholds_nothing():
    assert not mask(MANY).any()


@pytest.mark.parametrize(("count", "kept"), [(0, True), (1, False), (4, False), (5, True)])
def test_a_small_count_takes_another_of_its_stp_with_it(count, kept):
    counts = MANY.copy()
    counts[3] = count
    found = mask(counts)[:, 0]
    assert found[3] != kept
    if not kept:
        stp = next(s for s in geography.areas("stp") if CODES[3] in geography.members(s.code, "borough"))
        partners = set(CODES[found]) - {CODES[3]}
        assert len(partners) == 1
        assert partners <= set(geography.members(stp.code, "borough"))


def test_two_small_ones_of_one_stp_hide_one_another_only_if_their_sum_leaves_both_open():
    counts = MANY.copy()
    stp = geography.areas("stp")[0]
    two = [int(np.flatnonzero(code == CODES)[0]) for code in geography.members(stp.code, "borough")[:2]]
    counts[two] = [[1], [1]]  # a sum of 2 tells both
    assert mask(counts)[:, 0].sum() > 2


def test_published_figures_are_left_as_published():
    counts = MANY.copy()
    counts[3] = 2
    assert not mask(counts, ~OURS).any()


def test_only_the_period_with_a_small_count_is_touched():
    counts = np.hstack([MANY, MANY])
    counts[3, 1] = 2
    found = mask(counts, np.ones((33, 2), dtype=bool))
    assert found.sum(axis=0).tolist() == [0, 2]
