"""Simulated series have the level, spread and structure that an indicator's file asks for."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from variation.simulation import Block, Places
from variation.simulation.series import blocks

CCG = {"levels": ("ccg", "stp"), "level": "ccg"}


def by_level(indicator, places: Places, seed: int = 11, **options) -> dict[str, Block]:
    return {block.level: block for block in blocks(indicator, places, seed=seed, **options)}


def test_areas_london_and_england_have_rows_for_every_period(build, places: Places) -> None:
    found = by_level(build(), places)
    assert {name: block.rows for name, block in found.items()} == {"borough": 165, "region": 5, "country": 5}


def test_england_is_left_out_where_the_file_knows_no_figure(build, places: Places) -> None:
    assert "country" not in by_level(build(england=None), places)


def test_no_count_exceeds_its_denominator_in_a_proportion(build, places: Places) -> None:
    shown = by_level(build(low=96.0, median=98.5, high=99.9), places, strength=0)["borough"].figures
    there = ~np.isnan(shown.count)
    assert (shown.count[there] <= shown.denominator[there]).all()
    assert (shown.value[there] <= 100).all()


def test_counts_and_denominators_are_whole(build, places: Places) -> None:
    shown = by_level(build(measure="rate", unit="per 1,000", multiplier=1000.0), places)["borough"].figures
    for numbers in (shown.count, shown.denominator):
        there = numbers[~np.isnan(numbers)]
        assert np.array_equal(there, np.rint(there))


def test_limits_hold_the_value(build, places: Places) -> None:
    for measure in ("proportion", "rate", "ratio", "standardised rate", "mean", "count"):
        shown = by_level(build(measure=measure, id=f"made-up-{measure}"), places)["borough"].figures
        there = ~np.isnan(shown.value)
        assert there.any()
        assert (shown.lower[there] <= shown.value[there]).all()
        assert (shown.value[there] <= shown.upper[there]).all()


def test_ccg_counts_add_up_to_their_stp(build, places: Places) -> None:
    found = by_level(build(**CCG), places)
    ccg, stp = places.levels["ccg"], places.levels["stp"]
    parent = {str(ccg.code[c]): str(stp.code[s]) for c, s in zip(ccg.belongs, stp.belongs, strict=True)}
    for n, code in enumerate(found["stp"].area.tolist()):
        inside = [parent[member] == code for member in found["ccg"].area.tolist()]
        assert np.array_equal(found["ccg"].figures.count[:, inside].sum(axis=1), found["stp"].figures.count[:, n])


def test_london_is_the_sum_of_its_areas(build, places: Places) -> None:
    found = by_level(build(**CCG), places)
    assert np.array_equal(found["stp"].figures.count.sum(axis=1), found["region"].figures.count[:, 0])


def test_persons_are_the_sum_of_both_sexes(build, places: Places) -> None:
    block = by_level(build(sexes=("Persons", "Female", "Male"), **CCG), places)["ccg"]
    assert [sex for sex, _, _ in block.groups] == ["Persons", "Female", "Male"]
    persons, female, male = block.figures.count
    assert np.array_equal(persons, female + male)


def test_pooled_periods_share_years_and_so_are_alike(build, places: Places) -> None:
    pooled = build(frequency="pooled", pooled_years=3, first="2010-12", periods=4, **CCG)
    block = by_level(pooled, places)["ccg"]
    assert [p.label for p in block.periods] == ["2010-12", "2011-13", "2012-14", "2013-15"]
    for earlier, later in pairwise(block.periods):
        assert later.start == earlier.start + 100 < earlier.end
    near = np.corrcoef(block.figures.value[0, :, 0], block.figures.value[0, :, 1])[0, 1]
    assert near > 0.9


def test_the_city_of_london_is_mostly_missing_and_never_large(build, places: Places) -> None:
    missing = []
    for n in range(40):
        block = by_level(build(id=f"made-up-{n}"), places)["borough"]
        city = block.area.tolist().index("E09000001")
        missing.append(bool(block.missing[city]))
        if not missing[-1]:
            size = block.figures.denominator[0, :, -1]
            assert size[city] < np.median(size) / 10
        else:
            assert np.isnan(block.figures.value[:, city]).all()
            assert block.absent(city) == "not published"
    assert 0.6 < np.mean(missing) < 0.95


@pytest.mark.parametrize("measure", ["proportion", "rate", "standardised rate", "mean"])
def test_level_and_spread_are_those_of_the_table(build, places: Places, measure: str) -> None:
    middle, low, high = [], [], []
    for n in range(60):
        indicator = build(measure=measure, id=f"made-up-{n}", multiplier=100.0)
        last = by_level(indicator, places, strength=0)["borough"].figures.value[0, :, -1]
        middle.append(np.nanmedian(last))
        low.append(np.nanmin(last[1:]))
        high.append(np.nanmax(last[1:]))
    assert np.mean(middle) == pytest.approx(60, rel=0.03)
    assert np.mean(low) == pytest.approx(40, rel=0.08)
    assert np.mean(high) == pytest.approx(75, rel=0.06)


def test_the_same_seed_gives_the_same_figures_and_another_seed_others(build, places: Places) -> None:
    one, same, other = (by_level(build(), places, seed=seed)["borough"].figures.value for seed in (1, 1, 2))
    assert np.array_equal(one, same, equal_nan=True)
    assert not np.array_equal(one, other, equal_nan=True)


def test_further_groups_change_nothing_in_the_first_and_have_names_of_their_own(build, places: Places) -> None:
    alone = by_level(build(), places)["borough"]
    more = [b for b in blocks(build(), places, seed=11, groups=4) if b.level == "borough"]
    assert np.array_equal(alone.figures.value, more[0].figures.value, equal_nan=True)
    named = [category for block in more for _, _, category in block.groups]
    assert named == ["", "Simulated group: 1", "Simulated group: 2", "Simulated group: 3"]


def test_an_indicator_of_stps_alone_is_simulated_for_the_five_of_them(build, places: Places) -> None:
    found = by_level(build(levels=("stp",), level="stp"), places)
    assert found["stp"].figures.value.shape == (1, 5, 5)
    assert not np.isnan(found["stp"].figures.value).any()


def test_monthly_events_follow_the_seasons(build, places: Places) -> None:
    monthly = build(measure="rate", multiplier=1000.0, frequency="month", first="Apr 2013", periods=72, **CCG)
    whole = by_level(monthly, places, strength=0)["region"].figures.value[0, 0]
    of_year = whole.reshape(6, 12).mean(axis=0)
    assert 0.03 < of_year.max() / of_year.min() - 1 < 0.15
