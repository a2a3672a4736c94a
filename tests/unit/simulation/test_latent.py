"""True levels are correlated in space, in time and, where planted, with deprivation."""

from __future__ import annotations

import numpy as np
import pytest

from variation.simulation import Places
from variation.simulation.latent import scores, walk


def moran(values: np.ndarray, places: Places) -> float:
    """Moran's I with equal weights over the neighbours of each part."""
    off = values - values.mean()
    pairs = [(n, m) for n, others in enumerate(places.beside) for m in set(others.tolist()) - {n}]
    return len(values) / len(pairs) * sum(off[n] * off[m] for n, m in pairs) / float(off @ off)


def test_neighbours_are_alike_and_mostly_more_than_by_chance(places: Places) -> None:
    found = [moran(field, places) for field in scores(np.random.default_rng(2), 200, places, 0.0)]
    assert np.mean(found) > 0.2
    assert np.mean(np.array(found) > 0) > 0.9


def test_without_a_gradient_deprivation_explains_next_to_nothing(places: Places) -> None:
    found = scores(np.random.default_rng(3), 200, places, 0.0)
    correlation = [np.corrcoef(field, places.deprivation)[0, 1] for field in found]
    assert np.max(np.abs(correlation)) < 0.25


@pytest.mark.parametrize("asked", [-0.8, 0.8])
def test_a_gradient_has_the_correlation_that_was_asked_for(places: Places, asked: float) -> None:
    found = scores(np.random.default_rng(4), 200, places, asked)
    correlation = np.array([np.corrcoef(field, places.deprivation)[0, 1] for field in found])
    assert correlation == pytest.approx(np.full(200, asked), abs=0.15)


def test_scores_spread_like_an_ordered_normal_sample(places: Places) -> None:
    field = scores(np.random.default_rng(5), 1, places, 0.0)[0]
    assert field.mean() == pytest.approx(0, abs=1e-9)
    assert field.max() == pytest.approx(2.09, abs=0.02)


def test_an_area_remembers_its_last_period() -> None:
    steps = walk(np.random.default_rng(6), (500, 40), 0.7)
    assert steps.var() == pytest.approx(1, abs=0.05)
    assert np.corrcoef(steps[:, :-1].ravel(), steps[:, 1:].ravel())[0, 1] == pytest.approx(0.7, abs=0.02)
