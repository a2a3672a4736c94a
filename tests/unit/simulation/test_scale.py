"""Effects add up on a scale that keeps values possible, and the table's numbers come back from it."""

from __future__ import annotations

import numpy as np
import pytest

from variation.errors import CatalogueError
from variation.simulation.scale import from_link, link_of, scale, slope, to_link

LINKS = ("logit", "log", "identity")


@pytest.mark.parametrize("link", LINKS)
def test_values_come_back_from_the_link_scale(link: str) -> None:
    values = np.array([0.5, 12.0, 97.0])
    assert from_link(to_link(values, link), link) == pytest.approx(values)


@pytest.mark.parametrize("link", LINKS)
def test_the_slope_is_what_a_small_step_does(link: str) -> None:
    values = np.array([3.0, 50.0, 90.0])
    step = (from_link(to_link(values, link) + 1e-6, link) - values) / 1e-6
    assert slope(values, link) == pytest.approx(step, rel=1e-4)


@pytest.mark.parametrize(
    ("changes", "link"),
    [
        ({"measure": "proportion"}, "logit"),
        ({"measure": "rate"}, "log"),
        ({"measure": "mean", "unit": "years"}, "log"),
        ({"measure": "mean", "unit": "%"}, "logit"),
        ({"measure": "mean", "unit": "points", "low": -5.0}, "identity"),
    ],
)
def test_each_measure_has_the_scale_that_keeps_it_possible(build, changes: dict[str, object], link: str) -> None:
    assert link_of(build(**changes)) == link


def test_chance_and_movement_are_taken_out_of_the_scatter_in_the_table(build) -> None:
    large, small = (scale(build(denominator=size), 33, 1.5) for size in (1_000_000.0, 150.0))
    assert large.noise < small.noise
    assert small.between < large.between
    assert small.unrest(1) == pytest.approx(large.unrest(1), rel=0.05)


def test_a_lowest_value_of_nothing_is_not_taken_for_a_level(build) -> None:
    assert np.isfinite(scale(build(low=0.0), 33, 1.5).down)
    assert np.isfinite(scale(build(high=100.0), 33, 1.5).up)


def test_smaller_areas_are_more_restless(build) -> None:
    made = scale(build(), 33, 1.5)
    assert made.restlessness(0.25) > made.restlessness(1) > made.restlessness(4)


def test_an_indicator_without_a_table_is_refused_with_the_file_to_mend(build) -> None:
    from dataclasses import replace

    with pytest.raises(CatalogueError, match=r"data/indicators/made-up\.toml has no \[illustrative\] table"):
        scale(replace(build(), illustrative=None), 33, 1.5)
