"""Whatever table of level and spread an indicator file may hold, what is simulated from it is possible."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variation.simulation import Places
from variation.simulation.series import blocks

FIRST = {"month": "Apr 2013", "quarter": "2014/15 Q4", "year": "2009", "pooled": "2010-12"}


@st.composite
def tables(draw) -> dict[str, object]:
    measure = draw(st.sampled_from(["proportion", "rate", "ratio", "standardised rate", "mean", "count"]))
    top = 100.0 if measure == "proportion" else 5000.0
    low, median, high = sorted(draw(st.lists(st.floats(0.01, top), min_size=3, max_size=3)))
    frequency = draw(st.sampled_from(sorted(FIRST)))
    return {
        "measure": measure,
        "low": draw(st.sampled_from([low, 0.0])),
        "median": median,
        "high": high,
        "multiplier": 100.0 if measure == "proportion" else draw(st.sampled_from([1.0, 1000.0, 100_000.0])),
        "denominator": draw(st.floats(0.5, 1e6)),
        "england": draw(st.sampled_from([None, median])),
        "frequency": frequency,
        "first": FIRST[frequency],
        "periods": draw(st.integers(1, 40)),
        "pooled_years": 3 if frequency == "pooled" else 1,
        "levels": draw(st.sampled_from([("borough",), ("ccg", "stp"), ("borough", "ccg", "stp")])),
        "sexes": draw(st.sampled_from([("Persons",), ("Persons", "Female", "Male"), ("Female", "Male")])),
    }


@pytest.mark.filterwarnings("error")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables(), seed=st.integers(0, 1000))
def test_counts_limits_and_notes_are_possible(build, places: Places, table: dict[str, object], seed: int) -> None:
    indicator = build(**table, level=table["levels"][0])
    for block in blocks(indicator, places, seed=seed, groups=2):
        shown = block.figures
        there = ~np.isnan(shown.value)
        assert np.isfinite(shown.value[there]).all()
        assert (shown.lower[there] <= shown.value[there] + 1e-9).all()
        assert (shown.value[there] <= shown.upper[there] + 1e-9).all()
        assert np.isnan(shown.lower[~there]).all()
        counted = ~np.isnan(shown.count)
        assert (shown.count[counted] >= 0).all()
        if indicator.measure == "proportion":
            assert (shown.count[counted] <= shown.denominator[counted]).all()
        if indicator.crude and block.level in table["levels"]:
            assert not ((shown.count > 0) & (shown.count < 5)).any()
