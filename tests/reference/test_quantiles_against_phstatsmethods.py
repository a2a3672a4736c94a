"""Quantile classes against PHStatsMethods, with ties and every number of areas."""

import numpy as np
import pandas as pd
import PHStatsMethods
import pytest

from variation.methods import classes


@pytest.mark.parametrize("number", [3, 4, 5, 9])
def test_quantiles_are_those_of_phstatsmethods_with_and_without_ties(number):
    rng = np.random.default_rng(number)
    for n in [*range(number, 18), 32, 33, 191, 6_856]:
        for value in (rng.normal(size=n), np.round(rng.normal(size=n), 1)):
            theirs = PHStatsMethods.ph_quantile(
                pd.DataFrame({"value": value}), "value", nquantiles=number, invert=False, type="standard"
            )
            np.testing.assert_array_equal(classes.quintiles(value, number).of + 1, theirs["quantile"])


@pytest.mark.parametrize("highest_first", [False, True])
def test_tenths_within_parent_areas_are_those_of_phstatsmethods(highest_first):
    rng = np.random.default_rng(1)
    parent = rng.choice(["a", "b", "c"], 400)
    value = np.round(rng.normal(size=400), 1)
    theirs = PHStatsMethods.ph_quantile(
        pd.DataFrame({"value": value, "parent": parent}), "value", "parent", invert=highest_first, type="standard"
    )
    np.testing.assert_array_equal(classes.quantiles(value, 10, parent, highest_first=highest_first), theirs["quantile"])
