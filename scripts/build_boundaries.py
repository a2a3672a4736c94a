"""Rebuild the boundaries in data/boundaries, and the neighbours and labels in data/geography, from their sources.

    python scripts/build_boundaries.py [r-cran-spdata.deb]

One coverage of 34 pieces (32 boroughs and the two halves of Westminster) is cut, cleared of tidal creeks, simplified
and rounded; each level is then dissolved from it, so that the levels nest exactly: docs/decisions/0002-boundaries.md.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from boundary_sources import DEGREES, GRID, PROJECT, read_boroughs, read_westminster
from map_facts import borders, place_label, write_labels

sys.path.insert(0, str(PROJECT))

from variation.geography import Area, area, areas

CREEK = 30  # metres: water narrower than twice this is closed
TOLERANCE = 50  # metres, of shapely.coverage_simplify
SNAP = 0.01  # metres: grid on which the borders are noded
DECIMALS = 5  # of a degree, about one metre
WESTMINSTER, WEST, CENTRAL = "E09000033", "E38000202", "E38000031"
ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right"
)


def main() -> None:
    """Build, write and report."""
    package = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    pieces = cut_pieces(read_boroughs(package), *read_westminster())
    drawn = simplify(pieces)
    labels, neighbours = [], []
    for level in ("borough", "ccg", "stp"):
        shapes = dissolve(drawn, level)
        labels += write_level(level, shapes)
        neighbours += borders(dissolve(pieces, level))
        print(f"{level}: {len(shapes)} areas, {shapely.get_num_coordinates(shapes.values).sum()} points")
    write_labels(PROJECT / "data" / "geography" / "labels.csv", "true", labels)
    with (PROJECT / "data" / "geography" / "neighbours.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["area", "neighbour", "across"])
        rows.writerows(neighbours)


def cut_pieces(boroughs: gpd.GeoSeries, west: shapely.Geometry, rest: shapely.Geometry) -> gpd.GeoSeries:
    """The finest pieces in metres, keyed "borough CCG": a valid coverage without holes or creeks."""
    land = shapely.union_all(boroughs.values)
    closed = land.buffer(CREEK, join_style="mitre").buffer(-CREEK, join_style="mitre")
    lines = [*shapely.boundary(boroughs.values), closed.boundary, cut_line(west, rest, boroughs[WESTMINSTER])]
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines, grid_size=SNAP)]))
    points = shapely.point_on_surface(faces)
    nearest, found = shapely.STRtree(boroughs.values).query_nearest(points, all_matches=False)
    owner = np.empty(len(faces), dtype=object)
    owner[nearest] = boroughs.index.values[found]
    split = {True: f"{WESTMINSTER} {WEST}", False: f"{WESTMINSTER} {CENTRAL}"}
    keys = [
        split[bool(west.distance(p) < rest.distance(p))] if code == WESTMINSTER else f"{code} {ccg_of(code)}"
        for code, p in zip(owner, points, strict=True)
    ]
    pieces = gpd.GeoSeries(faces, crs=GRID).groupby(np.array(keys)).agg(lambda g: shapely.coverage_union_all(g.values))
    return gpd.GeoSeries(pieces, crs=GRID)


def cut_line(west: shapely.Geometry, rest: shapely.Geometry, borough: shapely.Geometry) -> shapely.Geometry:
    """The border between the two halves of Westminster, drawn out at both ends to just beyond the borough's border."""
    line = shapely.line_merge(west.intersection(rest))
    if line.geom_type != "LineString":
        raise SystemExit(f"Westminster's CCGs meet in a {line.geom_type}; one line was expected.")
    ends = []
    for end in (shapely.get_point(line, 0), shapely.get_point(line, -1)):
        way = shapely.shortest_line(end, borough.boundary)
        (x0, y0), (x1, y1) = way.coords
        longer = 1 + 5 / max(way.length, 1e-9)
        ends.append(shapely.LineString([(x0, y0), (x0 + (x1 - x0) * longer, y0 + (y1 - y0) * longer)]))
    return shapely.union_all([line, *ends])


def ccg_of(borough: str) -> str:
    """The one CCG of a borough that is not Westminster."""
    (ccg,) = (code for code in area(borough).parents if area(code).level == "ccg")
    return ccg


def simplify(pieces: gpd.GeoSeries) -> gpd.GeoSeries:
    """The pieces with fewer points, in rounded degrees, still a valid coverage."""
    simple = gpd.GeoSeries(shapely.coverage_simplify(pieces.values, TOLERANCE), index=pieces.index, crs=GRID)
    rounded = shapely.transform(simple.to_crs(DEGREES).values, lambda xy: xy.round(DECIMALS))
    for key, shape in zip(pieces.index, rounded, strict=True):
        if not shape.is_valid:
            raise SystemExit(f"{key}: {shapely.is_valid_reason(shape)} after rounding; try another TOLERANCE.")
    if not shapely.coverage_is_valid(rounded):
        raise SystemExit("Rounding has broken the coverage; try another TOLERANCE.")
    return gpd.GeoSeries(rounded, index=pieces.index, crs=DEGREES)


def dissolve(pieces: gpd.GeoSeries, level: str) -> gpd.GeoSeries:
    """The pieces merged to the areas of a level, by code."""
    if level == "stp":
        codes = [area(key.split()[0]).parents[0] for key in pieces.index]
    else:
        codes = [key.split()[0 if level == "borough" else 1] for key in pieces.index]
    merged = pieces.groupby(np.array(codes)).agg(lambda g: shapely.coverage_union_all(g.values))
    return gpd.GeoSeries(merged, crs=pieces.crs).sort_index()


def write_level(level: str, shapes: gpd.GeoSeries) -> list[tuple[str, float, float, float]]:
    """Write the file of one level; returns its labels."""
    labels, features = [], []
    for place in sorted(areas(level), key=lambda a: a.code):
        # plotly fills the outside of a ring that runs against the clock
        shape = shapely.orient_polygons(shapely.normalize(shapes[place.code]), exterior_cw=True)
        label = (place.code, *place_label(shape))
        labels.append(label)
        features.append(feature(place, shape, label))
    target = PROJECT / "data" / "boundaries" / f"{level}.geojson"
    collection = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    target.write_text(json.dumps(collection, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    return labels


def feature(place: Area, shape: shapely.Geometry, label: tuple[str, float, float, float]) -> dict:
    """One GeoJSON feature whose id is the area's code."""
    _, lon, lat, _ = label
    stp = {"stp": place.parents[0]} if place.parents else {}
    properties = {"code": place.code, "name": place.name, "short": place.short_name, **stp}
    return {
        "type": "Feature",
        "id": place.code,
        "properties": {**properties, "label_lon": lon, "label_lat": lat},
        "geometry": shapely.geometry.mapping(shape),
    }


if __name__ == "__main__":
    main()
