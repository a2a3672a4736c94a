"""What was planted in simulated extracts is found by the methods, and what was not planted is seldom "found".

The simulation shares no code with the methods. Power and false alarms measured here stand in docs/data-shipped.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from variation.indicators import Indicator, load_catalogue
from variation.methods.funnel import funnel
from variation.methods.spc import xmr
from variation.simulation import Block, Places, Simulation, london

SEEDS = range(3)
SIGNIFICANT = 0.344  # correlation of 33 pairs at the 5 % level
MEASURE = {"proportion": "proportion", "rate": "rate", "ratio": "rate"}


@pytest.fixture(scope="module")
def places(data: Path) -> Places:
    return london(data)


@pytest.fixture(scope="module")
def indicators(data: Path) -> dict[str, Indicator]:
    return {i.id: i for i in load_catalogue(data).indicators.values() if i.illustrative is not None}


def simulations(indicators: dict[str, Indicator], places: Places, strength: float = 1.0) -> list[Simulation]:
    return [Simulation(list(indicators.values()), places, seed=seed, strength=strength) for seed in SEEDS]


def own_level(made: Simulation, indicators: dict[str, Indicator]) -> Iterator[tuple[Indicator, Block]]:
    """The blocks of at least 30 areas."""
    for block in made.blocks():
        if len(block.area) >= 30 and block.level in indicators[block.indicator].levels:
            yield indicators[block.indicator], block


def test_planted_outliers_are_outside_the_funnel_and_few_others_are(indicators, places) -> None:
    """Additive over-dispersion, 99.8 %: areas differ anyway, so an outlier is one that differs more than they do."""
    crude = {name: indicator for name, indicator in indicators.items() if indicator.crude}
    found, others = [], []
    for made in simulations(crude, places):
        planted = {(o.indicator, o.level, o.area): 2 if o.direction == "high" else -2 for o in made.truth().outliers}
        for indicator, block in own_level(made, crude):
            result = funnel(
                block.figures.count[0, :, -1],
                block.figures.denominator[0, :, -1],
                MEASURE[indicator.measure],
                overdispersion="additive",
            )
            for area, status in zip(block.area.tolist(), result.status.tolist(), strict=True):
                key = (indicator.id, block.level, area)
                if key in planted:
                    found.append(status == planted[key])
                elif status in {-2, -1, 0, 1, 2}:
                    others.append(abs(status) == 2)
    assert len(found) > 50
    assert np.mean(found) > 0.95
    assert np.mean(others) < 0.02


def test_areas_that_differ_by_chance_alone_stay_inside_the_exact_funnel(indicators, places) -> None:
    """With no scatter between areas, the plain funnel flags about what over-dispersion of 1.2 to 2 makes it flag."""
    flat = {
        name: replace(indicator, illustrative=replace(numbers, low=numbers.median, high=numbers.median))
        for name, indicator in indicators.items()
        if indicator.crude and (numbers := indicator.illustrative)
    }
    flagged: dict[str, list[bool]] = {"none": [], "multiplicative": []}
    for made in simulations(flat, places, strength=0):
        for indicator, block in own_level(made, flat):
            counts = block.figures.count[0, :, -1], block.figures.denominator[0, :, -1]
            for kind, seen in flagged.items():
                status = funnel(*counts, MEASURE[indicator.measure], overdispersion=kind).status
                seen.extend((np.abs(status[status != 9]) == 2).tolist())
    plain, adjusted = (float(np.mean(seen)) for seen in flagged.values())
    assert 0.005 < plain < 0.03
    assert adjusted < 0.01
    assert adjusted < 0.7 * plain


def correlations(made: Simulation, indicators: dict[str, Indicator]) -> dict[tuple[str, str], float]:
    """Correlation of the last period's values with deprivation, by indicator and level."""
    deprivation = made.truth().deprivation
    found = {}
    for indicator, block in own_level(made, indicators):
        value = block.figures.value[0, :, -1]
        there = ~np.isnan(value) & (block.area != "E09000001")
        along = [deprivation[area] for area in block.area[there].tolist()]
        found[indicator.id, block.level] = float(np.corrcoef(along, value[there])[0, 1])
    return found


def test_planted_gradients_are_recovered_with_their_direction(indicators, places) -> None:
    planted, others = [], []
    for made in simulations(indicators, places):
        direction = {(g.indicator, g.level): 1 if g.direction == "up" else -1 for g in made.truth().gradients}
        for key, correlation in correlations(made, indicators).items():
            if key in direction:
                planted.append(direction[key] * correlation)
            else:
                others.append(abs(correlation))
    assert len(planted) > 30
    assert np.mean(np.array(planted) > SIGNIFICANT) > 0.9
    assert np.mean(planted) > 0.6
    assert np.mean(np.array(others) > SIGNIFICANT) < 0.05


def test_planted_shifts_are_signalled_within_eight_periods_and_seldom_elsewhere(indicators, places) -> None:
    """The same window and direction are looked at in all other areas of the same indicator."""
    long = {
        name: indicator
        for name, indicator in indicators.items()
        if indicator.frequency == "month" and indicator.illustrative.periods >= 30
    }
    found, others = [], []
    for made in simulations(long, places):
        shifts = made.truth().shifts
        for block in made.blocks():
            planted = {s.area: s for s in shifts if (s.indicator, s.level) == (block.indicator, block.level)}
            if not planted:
                continue
            starts = [period.start for period in block.periods]
            example = next(iter(planted.values()))
            for area, values in zip(block.area.tolist(), block.figures.value[0], strict=True):
                shift = planted.get(area, example)
                first = starts.index(shift.start)
                signals = xmr(values).direction[first : first + 8] == (1 if shift.direction == "up" else -1)
                (found if area in planted else others).append(bool(signals.any()))
    assert len(found) > 50
    assert np.mean(found) > 0.93
    assert np.mean(others) < 0.15
