"""The truth says what was planted, in codes and units that a reader of the extract has."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from variation.simulation import Places, Simulation, frames, read_truth

MONTHLY = {"frequency": "month", "first": "Apr 2013", "periods": 48, "levels": ("ccg", "stp"), "level": "ccg"}


def many(build, places: Places, strength: float = 1.0, **changes):
    indicators = [build(id=f"made-up-{n}", **changes) for n in range(40)]
    return Simulation(indicators, places, seed=8, strength=strength)


def test_it_is_read_back_as_it_was_written(build, places: Places, tmp_path: Path) -> None:
    truth = many(build, places, **MONTHLY).truth()
    (tmp_path / "truth.json").write_text(truth.to_json(), encoding="utf-8")
    assert read_truth(tmp_path / "truth.json") == truth
    assert truth.outliers
    assert truth.shifts
    assert truth.gradients


def test_nothing_is_planted_at_strength_0(build, places: Places) -> None:
    truth = many(build, places, strength=0, **MONTHLY).truth()
    assert (truth.outliers, truth.shifts, truth.gradients) == ((), (), ())


def test_only_whole_areas_of_some_size_are_planted(build, places: Places) -> None:
    truth = many(build, places, **MONTHLY).truth()
    planted = {item.area for item in (*truth.outliers, *truth.shifts)}
    assert not planted & {"E38000202", "E38000035"}  # each of two parts: with some of Westminster, with the City
    assert not {item.area for item in many(build, places).truth().outliers} & {"E09000001", "E09000033"}


def test_shifts_leave_a_dozen_periods_on_either_side(build, places: Places) -> None:
    for shift in many(build, places, **MONTHLY).truth().shifts:
        assert 201404 <= shift.start <= 201604


def test_more_deprived_is_worse_wherever_one_way_is_good(build, places: Places) -> None:
    assert {g.direction for g in many(build, places, polarity="high").truth().gradients} == {"down"}
    assert {g.direction for g in many(build, places, polarity="low").truth().gradients} == {"up"}


def test_an_outlier_is_as_far_from_the_middle_as_the_truth_says(build, places: Places) -> None:
    made = many(build, places, denominator=50_000.0)
    for outlier, block in ((o, b) for o in made.truth().outliers for b in made.blocks() if b.indicator == o.indicator):
        if block.level == outlier.level:
            values = block.figures.value[0]
            found = values[block.area.tolist().index(outlier.area)].mean() - np.nanmedian(values)
            assert abs(found - outlier.size) < 0.35 * abs(outlier.size)


def test_deprivation_is_given_for_every_area_of_the_extract(build, places: Places) -> None:
    made = many(build, places)
    areas = {str(a) for frame in frames(made.blocks()) for a in frame.loc[frame["level"] == "borough", "area"]}
    assert areas <= set(made.truth().deprivation)
