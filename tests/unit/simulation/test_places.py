"""The parts of London add up to its areas, and agree with the geography."""

from __future__ import annotations

import numpy as np
import pytest

from variation.geography import areas, members, neighbours
from variation.simulation import Places, synthetic
from variation.simulation.places import smoothed


def totals(places: Places, level: str) -> dict[str, float]:
    found = places.levels[level]
    return dict(zip(found.code.tolist(), found.total(places.population[None, :, None])[0, :, 0].tolist(), strict=True))


@pytest.mark.parametrize("level", ["borough", "ccg", "stp"])
def test_parts_make_every_area_of_a_level_and_no_other(places: Places, level: str) -> None:
    assert set(places.levels[level].code) == {area.code for area in areas(level)}
    assert sum(totals(places, level).values()) == pytest.approx(places.population.sum())


def test_a_stp_has_the_people_of_its_boroughs_and_of_its_ccgs(places: Places) -> None:
    for name in ("borough", "ccg"):
        fine = totals(places, name)
        for code, people in totals(places, "stp").items():
            assert sum(fine[member] for member in members(code, name)) == pytest.approx(people)


def test_westminster_is_split_between_two_ccgs_and_is_one_borough(places: Places) -> None:
    borough, ccg = places.levels["borough"], places.levels["ccg"]
    of_westminster = borough.code[borough.belongs] == "E09000033"
    assert set(ccg.code[ccg.belongs[of_westminster]]) == {"E38000031", "E38000202"}
    assert not borough.single[of_westminster].any()


def test_parts_lie_beside_the_neighbours_of_their_borough(places: Places) -> None:
    borough = places.levels["borough"]
    code = borough.code[borough.belongs]
    borders = neighbours("borough")
    for part, beside in enumerate(places.beside):
        assert {str(c) for c in code[beside]} - {code[part]} == set(borders[code[part]])


def test_deprivation_is_standardised(places: Places) -> None:
    assert places.deprivation.mean() == pytest.approx(0)
    assert places.deprivation.std() == pytest.approx(1)


def test_coarsened_places_are_the_stps_with_all_the_people(places: Places) -> None:
    coarse = places.coarsened("stp")
    assert len(coarse) == 5
    assert coarse.population.sum() == pytest.approx(places.population.sum())
    assert set(coarse.levels) == {"stp", "region"}


@pytest.mark.parametrize("number", [1, 2, 7, 1000])
def test_any_number_of_areas_can_be_made_up(number: int) -> None:
    made = synthetic(number)
    assert len(made) == len(set(made.levels["borough"].code)) == number
    assert made.beside.min() >= 0
    assert made.beside.max() < number


def test_fewer_than_one_area_is_refused() -> None:
    with pytest.raises(ValueError, match="number of areas is 0"):
        synthetic(0)


def test_smoothing_makes_neighbours_alike() -> None:
    made = synthetic(900)
    noise = smoothed(np.random.default_rng(1).standard_normal((1, 900)), made.beside)[0]
    assert np.corrcoef(noise, noise[made.beside[:, 1]])[0, 1] > 0.5
