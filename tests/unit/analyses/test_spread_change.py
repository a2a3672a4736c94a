"""Which periods, areas and figures a change of spread is told from, and how it is told."""

from __future__ import annotations

import numpy as np
import pytest

from tests import builders as b
from variation.analyses.panel import Panel
from variation.analyses.results import SpreadChange
from variation.analyses.spread_change import describe_spread, spread_change

START = np.array([201001, 201101])
END = np.array([201012, 201112])
SIZE = 20_000.0
PROPORTION = b.indicator(measure="proportion", multiplier=100)
STANDARDISED = b.indicator(measure="standardised rate", multiplier=100_000)


def panel(value, *, limits=None, counts=True, start=START, end=END):
    """Areas by two periods; 95 % limits so far from the value on either side."""
    value = np.asarray(value, dtype=float)
    n, absent = len(value), np.full(value.shape, np.nan)
    return Panel(
        code=np.array([f"E{k:08d}" for k in range(n)]),
        name=np.array([f"Area {k}" for k in range(n)]),
        period=("2010", "2011"),
        start=start,
        end=end,
        value=value,
        count=np.round(value / 100 * SIZE) if counts else absent,
        denominator=np.where(np.isnan(value), np.nan, SIZE) if counts else absent,
        lower=absent if limits is None else value - limits,
        upper=absent if limits is None else value + limits,
        note=np.full(value.shape, ""),
        computed=np.zeros(value.shape, dtype=bool),
    )


def changed(first, last, indicator=PROPORTION, **options):
    base = np.random.default_rng(5).normal(0, 1, 33)
    found = panel(np.column_stack([40 + first * base, 40 + last * base]), **options)
    return spread_change(found, np.ones(33, dtype=bool), indicator)


def test_spread_that_doubles_is_seen_in_counts():
    found = changed(2, 4)
    assert (found.direction, found.first, found.last, found.areas) == ("apart", "2010", "2011", 33)
    assert found.sd_last / found.sd_first == pytest.approx(2)


def test_published_limits_serve_where_values_do_not_follow_counts():
    assert changed(2, 5, STANDARDISED, counts=False, limits=0.8).direction == "apart"
    assert changed(5, 2, STANDARDISED, counts=False, limits=0.8).direction == "together"


def test_chance_is_not_taken_for_spread():
    assert changed(2, 2.2, STANDARDISED, counts=False, limits=30.0).direction == "none"


def test_values_without_their_uncertainty_are_not_compared():
    assert changed(2, 9, STANDARDISED, counts=False) is None


@pytest.mark.parametrize(("known", "compared"), [(9, False), (10, True)])
def test_ten_areas_are_needed(known, compared):
    value = np.full((33, 2), np.nan)
    value[:known] = np.linspace(20, 60, known)[:, None] + [0, 1]
    found = spread_change(panel(value), np.ones(33, dtype=bool), PROPORTION)
    assert (found is not None) == compared


def test_only_areas_of_the_footprint_count():
    value = np.linspace(20, 60, 33)[:, None] + np.zeros(2)
    assert spread_change(panel(value), np.arange(33) < 9, PROPORTION) is None
    assert spread_change(panel(value), np.arange(33) < 20, PROPORTION).areas == 20


def test_periods_that_share_a_month_are_not_compared():
    assert changed(2, 4, start=START, end=np.array([201101, 201112])) is None


def told(direction, first, last):
    return describe_spread(SpreadChange(direction, "2010", "2011", first, last, 33), PROPORTION, "borough")


def test_the_numbers_are_told_when_they_go_the_same_way():
    assert "standard deviation 3.00, then 4.00" in told("apart", 3, 4) or "3.0, then 4.0" in told("apart", 3, 4)
    assert told("apart", 4, 3).endswith("grew further apart, once chance is taken out (95 % level).")
    assert told("together", 4, 3).startswith("Between 2010 and 2011 the boroughs drew together (standard deviation")
    assert "neither together nor apart" in told("none", 3, 4)
