"""What a NumPy mask hides is withheld: no method may read it."""

import numpy as np
import pytest

from variation.methods import disclosure, funnel, intervals
from variation.methods.arguments import numbers

MASKED = np.ma.masked_array([3, 50], [True, False])


@pytest.mark.parametrize("values", [MASKED, [np.ma.masked, 50], [MASKED[0], MASKED[1]], MASKED.tolist()])
def test_what_is_masked_is_absent(values):
    np.testing.assert_array_equal(numbers("count", values), [np.nan, 50])


@pytest.mark.parametrize("values", [[MASKED, [1, 2]], (MASKED, (1, 2)), np.ma.stack([MASKED, [1, 2]])])
def test_what_is_masked_in_one_of_several_rows_is_absent(values):
    np.testing.assert_array_equal(numbers("count", values), [[np.nan, 50], [1, 2]])


def test_what_is_no_number_is_allowed_under_a_mask_only():
    cells = np.array(["*", 7], dtype=object)
    np.testing.assert_array_equal(numbers("count", np.ma.masked_array(cells, [True, False])), [np.nan, 7])
    with pytest.raises(ValueError, match="count must hold numbers"):
        numbers("count", np.ma.masked_array(cells, [False, False]))


def test_no_method_gives_a_masked_count_away():
    for found in (intervals.proportion(MASKED, [100, 100]), intervals.rate(MASKED, [100, 100])):
        assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()
    assert np.isnan(funnel.funnel(MASKED, [100, 100], "proportion", target=0.3).value[0])
    assert disclosure.suppress(MASKED).status[0] == disclosure.ABSENT
    assert np.isnan(disclosure.rounded(np.ma.masked_array([30, 50], [True, False]))[0])


def test_masked_figures_and_masked_permissions_are_blank():
    (value,) = disclosure.blank([True, True], np.ma.masked_array([0.3, 0.5], [True, False]))
    np.testing.assert_array_equal(value, [np.nan, 0.5])
    (value,) = disclosure.blank(np.ma.masked_array([True, True], [True, False]), [0.3, 0.5])
    np.testing.assert_array_equal(value, [np.nan, 0.5])
