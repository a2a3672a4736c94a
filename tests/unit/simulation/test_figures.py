"""Counts become published figures: pooled, with limits, small ones hidden."""

from __future__ import annotations

import numpy as np
import pytest

from variation.simulation.figures import Tally, byar, figures, tally, wilson
from variation.simulation.scale import scale, to_link


def tallied(top: list[float], bottom: float = 100.0) -> Tally:
    counts = np.array(top, dtype=np.float64)[None, None, :]
    return Tally(counts, np.full(counts.shape, bottom), np.zeros(counts.shape))


def test_counts_from_one_to_four_are_hidden_and_their_denominator_kept(build) -> None:
    shown = figures(build(), tallied([0, 1, 4, 5]), small=True)
    assert np.isnan(shown.count).tolist() == [[[False, True, True, False]]]
    for hidden in (shown.value, shown.lower, shown.upper):
        assert np.array_equal(np.isnan(hidden), np.isnan(shown.count))
    assert not np.isnan(shown.denominator).any()


def test_london_and_england_hide_no_counts(build) -> None:
    assert not np.isnan(figures(build(), tallied([1, 2]), small=False).value).any()


def test_a_standardised_rate_is_published_without_counts_and_not_below_ten_events(build) -> None:
    rate = build(measure="standardised rate", unit="per 100,000", multiplier=100_000.0)
    shown = figures(rate, tallied([9, 10], bottom=50_000), small=True)
    assert np.isnan(shown.count).all()
    assert np.isnan(shown.denominator).all()
    assert np.isnan(shown.value).tolist() == [[[True, False]]]
    assert shown.lower[0, 0, 1] < shown.value[0, 0, 1] == 20 < shown.upper[0, 0, 1]


def test_pooled_years_are_rolling_sums() -> None:
    pooled = tallied([1, 2, 4, 8]).pooled(3)
    assert pooled.top.tolist() == [[[7, 14]]]
    assert pooled.bottom.tolist() == [[[300, 300]]]


def test_wilson_limits_are_those_of_the_formula() -> None:
    lower, upper = wilson(np.array([0.0, 5.0, 20.0]), np.array([20.0, 20.0, 20.0]))
    assert lower == pytest.approx([0, 0.1119, 0.8389], abs=1e-4)
    assert upper == pytest.approx([0.1611, 0.4687, 1], abs=1e-4)


def test_byar_limits_are_near_the_exact_ones() -> None:
    lower, upper = byar(np.array([0.0, 10.0, 100.0]))
    assert lower == pytest.approx([0, 4.8, 81.4], abs=0.1)
    assert upper == pytest.approx([3.7, 18.4, 121.6], abs=0.1)


@pytest.mark.parametrize(
    ("measure", "multiplier", "median", "sampling"),
    [("proportion", 100.0, 20.0, 0.2 * 0.8 * 400), ("rate", 1000.0, 200.0, 0.2 * 400)],
)
def test_counts_scatter_more_than_chance_alone(build, measure, multiplier, median, sampling) -> None:
    indicator = build(measure=measure, multiplier=multiplier, median=median, low=median / 2, high=median * 2)
    made = scale(indicator, 33, dispersion=1.8)
    shape = (1, 20_000, 1)
    drawn = tally(
        np.random.default_rng(5),
        indicator,
        np.full(shape, float(to_link(median, made.link))),
        np.full(shape, 400.0),
        made,
    )
    assert drawn.top.mean() == pytest.approx(80, rel=0.02)
    assert drawn.top.var() == pytest.approx(1.8 * sampling, rel=0.1)
