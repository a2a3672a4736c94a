"""Rebuild the tile map of the boroughs from its layout, data/geography/tiles.csv.

    python scripts/build_tiles.py

Every borough is one equal square, so that the City and Islington can be seen as well as Bromley. The squares are a few
degrees about longitude and latitude 0, where an equirectangular map draws a degree as long as it is high. The row of
tiles south of the Thames is moved down, so that the river is a gap here too.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import shapely
from map_facts import write_labels

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from variation.geography import area  # noqa: E402

PITCH = 0.1  # degrees from one tile to the next
SIDE = 0.094
RIVER_ROW = 4  # the first row south of the Thames
RIVER = 0.03
COLUMNS, ROWS = 8, 7
ATTRIBUTION = "Tile layout: London Variation Atlas. Each square stands for one borough and says nothing of its size."


def main() -> None:
    """Build, write and report."""
    with (PROJECT / "data" / "geography" / "tiles.csv").open(encoding="utf-8", newline="") as file:
        layout = list(csv.DictReader(file))
    tiles, cells, labels = [], {}, []
    for row in layout:
        place = area(row["area"])
        lon, lat = centre(int(row["column"]), int(row["row"]))
        tiles.append(
            feature(place.code, place.name, square(lon, lat, SIDE), lon, lat, short=row["label"], stp=place.parents[0])
        )
        labels.append((place.code, lon, lat, SIDE))
        cells.setdefault(place.parents[0], []).append(square(lon, lat, PITCH))
    outlines = []
    for stp, squares in sorted(cells.items()):
        shape = shapely.orient_polygons(shapely.normalize(shapely.coverage_union_all(squares)), exterior_cw=True)
        middle = shapely.centroid(shape)
        outlines.append(feature(stp, area(stp).name, shape, middle.x, middle.y, short=area(stp).short_name))
    write("borough-tiles", tiles)
    write("borough-tiles-stp", outlines)
    write_labels(PROJECT / "data" / "geography" / "labels.csv", "tiles", labels)
    print(f"{len(tiles)} tiles, {len(outlines)} outlines")


def centre(column: int, row: int) -> tuple[float, float]:
    """Longitude and latitude of the middle of a tile, column 0 westernmost, row 0 northernmost."""
    south = RIVER / 2 if row < RIVER_ROW else -RIVER / 2
    return round((column - (COLUMNS - 1) / 2) * PITCH, 4), round(((ROWS - 1) / 2 - row) * PITCH + south, 4)


def square(lon: float, lat: float, side: float) -> shapely.Polygon:
    """A square about a point, clockwise: plotly fills the outside of a ring that runs the other way."""
    edges = (lon - side / 2, lat - side / 2, lon + side / 2, lat + side / 2)
    return shapely.orient_polygons(shapely.box(*(round(edge, 4) for edge in edges)), exterior_cw=True)


def feature(
    code: str, name: str, shape: shapely.Geometry, lon: float, lat: float, **properties: str
) -> dict[str, object]:
    """One GeoJSON feature whose id is the area's code."""
    return {
        "type": "Feature",
        "id": code,
        "properties": {
            "code": code,
            "name": name,
            **properties,
            "label_lon": round(lon, 4),
            "label_lat": round(lat, 4),
        },
        "geometry": shapely.geometry.mapping(shape),
    }


def write(name: str, features: list[dict[str, object]]) -> None:
    """Write one file of data/boundaries."""
    collection = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
    text = json.dumps(collection, separators=(",", ":"), ensure_ascii=False)
    (PROJECT / "data" / "boundaries" / f"{name}.geojson").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
