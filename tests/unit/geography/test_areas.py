"""What lies in what."""

from __future__ import annotations

import pytest

from variation.errors import UnknownArea
from variation.geography import (
    ENGLAND,
    LEVEL_NAMES,
    LEVELS,
    LONDON,
    MERGERS,
    area,
    areas,
    find,
    footprints,
    members,
)

CITY, HACKNEY, KENSINGTON, WESTMINSTER = "E09000001", "E09000012", "E09000020", "E09000033"
CITY_AND_HACKNEY, WEST_LONDON, CENTRAL_LONDON = "E38000035", "E38000202", "E38000031"
NORTH_WEST, NORTH_CENTRAL = "E54000027", "E54000028"


@pytest.mark.parametrize(("level", "number"), [("borough", 33), ("ccg", 32), ("stp", 5), ("region", 1), ("country", 1)])
def test_london_has_its_areas_at_each_level(level, number):
    assert len(areas(level)) == number
    assert [a.name for a in areas(level)] == sorted(a.name for a in areas(level))
    assert all(a.level == level for a in areas(level))


def test_codes_and_ods_codes_are_unique_and_short_names_unique_within_a_level():
    everywhere = [a for level in LEVEL_NAMES for a in areas(level)]
    assert len({a.code for a in everywhere}) == len(everywhere)
    with_ods = [a.ods for a in everywhere if a.ods]
    assert len(set(with_ods)) == len(with_ods)
    for level in LEVELS:
        assert len({a.short_name for a in areas(level)}) == len(areas(level))


def test_short_names_fit_a_map():
    assert max(len(a.short_name) for level in LEVELS for a in areas(level)) <= 16


def test_every_ccg_has_an_ods_code_and_lived_from_april_2013_until_its_merger():
    ends = {old: merger.from_month for merger in MERGERS for old in merger.old}
    for ccg in areas("ccg"):
        assert len(ccg.ods) == 3
        assert ccg.from_month == 201304
        assert ccg.to_month == ends[ccg.code] - 1, "the month before an April merger"


def test_every_borough_and_ccg_lies_in_exactly_one_stp():
    for level in ("borough", "ccg"):
        homes = {a.code: [p for p in a.parents if area(p).level == "stp"] for a in areas(level)}
        assert {len(stps) for stps in homes.values()} == {1}
        counted = [code for stp in areas("stp") for code in members(stp.code, level)]
        assert sorted(counted) == sorted(homes)


def test_the_stps_hold_the_boroughs_that_they_are_known_for():
    held = {stp.short_name: len(members(stp.code, "borough")) for stp in areas("stp")}
    assert held == {"North Central": 5, "North East": 8, "North West": 8, "South East": 6, "South West": 6}
    assert {area(code).name for code in members(NORTH_CENTRAL, "borough")} == {
        "Barnet",
        "Camden",
        "Enfield",
        "Haringey",
        "Islington",
    }


def test_a_ccg_is_one_whole_borough_but_for_the_three_exceptions():
    exceptions = {CITY_AND_HACKNEY, WEST_LONDON, CENTRAL_LONDON}
    for ccg in areas("ccg"):
        if ccg.code not in exceptions:
            (borough,) = members(ccg.code, "borough")
            assert area(borough).parents == (ccg.parents[0], ccg.code)


def test_city_and_hackney_is_the_city_and_hackney():
    assert set(members(CITY_AND_HACKNEY, "borough")) == {CITY, HACKNEY}


def test_west_london_is_kensington_and_part_of_westminster():
    assert members(WEST_LONDON, "borough") == (KENSINGTON,)
    assert WEST_LONDON in area(WESTMINSTER).parents


def test_central_london_is_the_rest_of_westminster_and_holds_no_whole_borough():
    assert members(CENTRAL_LONDON, "borough") == ()
    assert set(area(WESTMINSTER).parents) == {NORTH_WEST, WEST_LONDON, CENTRAL_LONDON}


def test_westminster_is_a_whole_member_of_its_stp():
    assert WESTMINSTER in members(NORTH_WEST, "borough")


def test_london_and_england_hold_every_area_and_an_area_holds_itself():
    for level in LEVELS:
        everywhere = tuple(a.code for a in areas(level))
        assert members(LONDON, level) == members(ENGLAND, level) == everywhere
    assert members(NORTH_WEST, "stp") == (NORTH_WEST,)
    assert members(CITY_AND_HACKNEY, "stp") == ()


def test_a_view_is_limited_by_areas_that_hold_at_least_two_of_it():
    stps = [a.code for a in areas("stp")]
    assert [a.code for a in footprints("borough")] == [*stps, CITY_AND_HACKNEY]
    assert [a.code for a in footprints("ccg")] == stps
    assert footprints("stp") == footprints("region") == ()


def test_each_merged_ccg_covers_exactly_one_stp():
    assert {m.new_ods: m.from_month for m in MERGERS} == {
        "93C": 202004,
        "72Q": 202004,
        "36L": 202004,
        "A3A8R": 202104,
        "W2U3Z": 202104,
    }
    for merger in MERGERS:
        assert set(merger.old) == set(members(merger.stp, "ccg"))
    assert len({m.stp for m in MERGERS}) == len(areas("stp"))


def test_an_extract_of_2020_21_has_eighteen_ccgs():
    alive = [ccg for ccg in areas("ccg") if (ccg.to_month or 0) >= 202012]
    assert len(alive) + sum(m.from_month <= 202012 for m in MERGERS) == 18


def test_unknown_codes_and_levels_are_refused_in_a_sentence():
    with pytest.raises(UnknownArea, match="No area has the ONS code 'E09000099'"):
        area("E09000099")
    with pytest.raises(UnknownArea, match="There is no level 'ward'; the levels are borough"):
        areas("ward")
    with pytest.raises(UnknownArea):
        members(find("Camden").code, "ward")
