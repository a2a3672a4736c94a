"""Files that draw the areas, and facts about their shapes."""

from __future__ import annotations

import pytest

from variation.errors import UnknownArea
from variation.geography import (
    LEVELS,
    LONDON,
    areas,
    boundary_file,
    find,
    label_point,
    label_room,
    neighbours,
    outline_file,
    tile_label,
)


def around(name, level="borough"):
    return {find(code).name for code in neighbours(level)[find(name, level).code]}


@pytest.mark.parametrize("level", LEVELS)
def test_neighbours_are_mutual_and_everyone_has_some(level):
    near = neighbours(level)
    assert set(near) == {a.code for a in areas(level)}
    for code, others in near.items():
        assert others
        assert code not in others
        assert all(code in near[other] for other in others)


def test_the_neighbours_of_the_city_are_those_it_meets_by_land_and_across_the_thames():
    assert around("City of London") == {
        "Camden",
        "Hackney",
        "Islington",
        "Lambeth",
        "Southwark",
        "Tower Hamlets",
        "Westminster",
    }


def test_the_thames_joins_what_faces_across_it():
    assert "Havering" in around("Bexley")
    assert "Wandsworth" in around("Kensington and Chelsea")
    assert "Camden" not in around("Lambeth")


def test_ccgs_split_by_westminster_are_neighbours():
    assert "NHS West London CCG" in around("Central London", "ccg")


def test_the_stps_are_neighbours_as_in_life():
    assert around("South West London", "stp") == {"North West London", "South East London"}


def test_every_mapped_area_has_a_label_place_with_room():
    for level in LEVELS:
        for place in areas(level):
            lon, lat = label_point(place.code)
            assert -0.52 < lon < 0.34
            assert 51.28 < lat < 51.70
            assert label_room(place.code) > 0.01
    assert all(label_room(a.code, tiles=True) > 0.09 for a in areas("borough"))


def test_the_city_has_little_room_and_bromley_much():
    room = {a.name: label_room(a.code) for a in areas("borough")}
    assert room["City of London"] < 0.04
    assert max(room, key=room.get) == "Bromley"


def test_the_city_has_as_much_room_as_any_other_on_the_tiles():
    assert len({label_room(a.code, tiles=True) for a in areas("borough")}) == 1


def test_each_level_has_a_file_and_the_boroughs_have_tiles():
    for level in LEVELS:
        assert boundary_file(level).name == f"{level}.geojson"
    assert boundary_file("borough", tiles=True).is_file()
    assert outline_file().is_file()
    assert outline_file(tiles=True).is_file()


def test_what_has_no_map_is_refused_in_a_sentence():
    with pytest.raises(UnknownArea, match="There is no tile map of the level 'ccg'"):
        boundary_file("ccg", tiles=True)
    with pytest.raises(UnknownArea, match="There is no map of the level 'region'"):
        boundary_file("region")
    with pytest.raises(UnknownArea, match="London is not on the map"):
        label_point(LONDON)
    with pytest.raises(UnknownArea, match="NHS Camden CCG is not on the tile map"):
        label_room("E38000027", tiles=True)


def test_every_tile_has_a_label_of_its_own_in_three_letters():
    labels = [tile_label(a.code) for a in areas("borough")]
    assert len(set(labels)) == 33
    assert {len(label) for label in labels} == {3}
    assert tile_label(find("Camden").code) == "CAM"
    with pytest.raises(UnknownArea, match="North Central London has no tile"):
        tile_label("E54000028")
