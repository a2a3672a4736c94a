"""Facts about drawn areas: where a label fits, and which areas are next to one another."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

TEXT_HEIGHT = 0.009  # degrees of latitude that a line of label text takes on a map of all London
RAISED = 0.0055  # by which a name stands higher where a symbol stands below it
NEAR_WIDEST = 0.85  # a band this wide, of the widest, may be taken when it lies nearer the middle
RIVER = 700  # metres: half the width of the Thames where it leaves London, with some to spare
SPACING = 25  # metres between the points of the banks from which the river is shared out
SHORTEST_BORDER = 50  # metres: areas that meet in less are not next to one another


def place_label(shape: shapely.Geometry) -> tuple[float, float, float]:
    """Longitude, latitude and free width of the best place for one line of text inside an area.

    The widest level band as high as the text that lies wholly inside; among nearly equal ones, the nearest to the
    middle. An area lower than the text is labelled at its middle. The width is free also where a symbol stands below
    the text, which is then half a line higher.
    """
    west, south, east, north = shape.bounds
    middle = shape.centroid
    places = []
    for lat in np.arange(south + TEXT_HEIGHT / 2, north - TEXT_HEIGHT / 2, TEXT_HEIGHT / 6):
        for left, right in _free_spans(shape, west, east, lat):
            lon = (left + right) / 2
            if (raised := _free_about(shape, lon, float(lat) + RAISED)) > 0:
                places.append((lon, float(lat), min(right - left, raised)))
    if not places:
        middle = shape.point_on_surface()
        row = shape.intersection(shapely.LineString([(west, middle.y), (east, middle.y)]))
        places = [(middle.x, middle.y, row.length)]
    widest = max(width for *_, width in places)
    good = [p for p in places if p[2] >= NEAR_WIDEST * widest]
    lon, lat, width = min(good, key=lambda p: np.hypot((p[0] - middle.x) * 0.62, p[1] - middle.y))
    return round(float(lon), 5), round(float(lat), 5), round(float(width), 4)


def _free_about(shape: shapely.Geometry, lon: float, lat: float) -> float:
    """Width of the widest text with its middle at a point that lies wholly inside; 0 where there is none."""
    west, _, east, _ = shape.bounds
    spans = _free_spans(shape, west, east, lat)
    return max((2 * min(lon - left, right - lon) for left, right in spans if left < lon < right), default=0.0)


def _free_spans(shape: shapely.Geometry, west: float, east: float, lat: float) -> list[tuple[float, float]]:
    """Longitudes between which the whole band of text about a latitude is inside the area."""
    band = shapely.box(west, lat - TEXT_HEIGHT / 2, east, lat + TEXT_HEIGHT / 2)
    outside = band.difference(shape)
    blocked = sorted(part.bounds[::2] for part in shapely.get_parts(outside) if part.area > 0)
    spans, left = [], west
    for start, end in blocked:
        if start > left:
            spans.append((left, start))
        left = max(left, end)
    return [*spans, (left, east)] if east > left else spans


def borders(shapes: gpd.GeoSeries) -> list[tuple[str, str, str]]:
    """Pairs of areas that are next to one another: (code, code, "land" | "river")."""
    values, codes = shapes.values, list(shapes.index)
    ashore = _touching(values, codes)
    land = shapely.union_all(values)
    gaps = shapely.get_parts(land.buffer(RIVER).buffer(-RIVER).difference(land))
    thames = max(gaps, key=shapely.area)
    afloat = _touching(share_out(thames, values), codes)
    return sorted([(*pair, "land") for pair in ashore] + [(*pair, "river") for pair in afloat - ashore])


def share_out(water: shapely.Geometry, banks: Iterable[shapely.Geometry]) -> np.ndarray:
    """The part of the water that is nearest to each bank."""
    points, owners = [], []
    for number, bank in enumerate(banks):
        line = shapely.segmentize(bank.boundary.intersection(water.buffer(1)), SPACING)
        here = shapely.get_coordinates(line)
        points.append(here)
        owners.append(np.full(len(here), number))
    xy, owner = np.concatenate(points), np.concatenate(owners)
    sites = shapely.points(xy)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites)))
    site, cell = shapely.STRtree(cells).query(sites, predicate="intersects")
    shares = [shapely.union_all(cells[np.unique(cell[owner[site] == n])]) for n in range(int(owner.max()) + 1)]
    return shapely.intersection(np.array(shares), water)


def _touching(shapes: np.ndarray, codes: list[str]) -> set[tuple[str, str]]:
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return {
        (codes[a], codes[b])
        for a, b in zip(one, other, strict=True)
        if codes[a] < codes[b] and shapely.length(shapes[a].boundary.intersection(shapes[b].boundary)) > SHORTEST_BORDER
    }


def write_labels(path: Path, drawn: str, labels: Iterable[tuple[str, float, float, float]]) -> None:
    """Put the labels of one kind of map ("true" or "tiles") into the file, leaving the other kind's."""
    kept = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.reader(file) if row[1] not in {"map", drawn}]
    rows = sorted([[code, drawn, lon, lat, room] for code, lon, lat, room in labels] + kept, key=lambda r: (r[1], r[0]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["area", "map", "lon", "lat", "room"])
        writer.writerows(rows)
