"""What maps are drawn on in every medium: rings of the boundary files, projection, the areas' colours and codes."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.errors import PackError

Floats = NDArray[np.float64]
Trace = Mapping[str, Any]
Point = tuple[float, float]
_TILES, _TILES_OUTLINE = "borough-tiles", "borough-tiles-stp"


@dataclass(frozen=True)
class Projection:
    """Degrees to the places of one map, whose y grows downwards."""

    mercator: bool
    scale: float
    left: float
    bottom: float
    west: float
    south: float

    @classmethod
    def fitted(cls, geo: Mapping[str, Any], corner: Point, width: float, height: float) -> Projection:
        """The frame of a figure, as large as it can be in the middle of a place with this upper left corner."""
        west, east, south, north = _bounds(geo)
        scale = min(width / (east - west), height / (north - south))
        left = corner[0] + (width - (east - west) * scale) / 2
        bottom = corner[1] + height - (height - (north - south) * scale) / 2
        return cls(_is_mercator(geo), scale, left, bottom, west, south)

    def at(self, longitude: Any, latitude: Any) -> tuple[Floats, Floats]:
        """Places of points."""
        x = self.left + (np.radians(np.asarray(longitude, dtype=float)) - self.west) * self.scale
        return x, self.bottom - (_upwards(latitude, mercator=self.mercator) - self.south) * self.scale

    def ring(self, degrees: Floats) -> Floats:
        """A ring of degrees as one of places, (n, 2)."""
        return np.column_stack(self.at(degrees[:, 0], degrees[:, 1]))


def aspect(geo: Mapping[str, Any]) -> float:
    """Width of a map over its height."""
    west, east, south, north = _bounds(geo)
    return (east - west) / (north - south)


def _is_mercator(geo: Mapping[str, Any]) -> bool:
    return bool(geo["projection"]["type"] == "mercator")


def _bounds(geo: Mapping[str, Any]) -> tuple[float, float, float, float]:
    west, east = np.radians(geo["lonaxis"]["range"]).tolist()
    south, north = _upwards(geo["lataxis"]["range"], mercator=_is_mercator(geo)).tolist()
    return west, east, south, north


def _upwards(latitude: Any, *, mercator: bool) -> Floats:
    radians = np.radians(np.asarray(latitude, dtype=float))
    return np.asarray(np.log(np.tan(math.pi / 4 + radians / 2))) if mercator else radians


@cache
def rings_of(boundaries: str) -> dict[str, tuple[Floats, ...]]:
    """The rings of every area by code, in degrees; boundaries are named by level, as a pack's figures name them.

    Raises
    ------
    PackError
        When there are no boundaries of that name.
    """
    if boundaries not in (*geography.LEVELS, _TILES, _TILES_OUTLINE):
        raise PackError(f"There are no boundaries called {boundaries!r} to draw a map of.")
    tiles = boundaries.startswith(_TILES)
    if boundaries == _TILES_OUTLINE:
        path = geography.outline_file(tiles=True)
    else:
        path = geography.boundary_file("borough" if tiles else boundaries, tiles=tiles)
    found = {}
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found[str(feature["id"])] = tuple(np.array(ring, dtype=float) for polygon in polygons for ring in polygon)
    return found


def area_colours(trace: Trace) -> list[str]:
    """The colour of each area of a choropleth, from its number on the stepped scale."""
    low, high = float(trace.get("zmin", 0)), float(trace.get("zmax", 1))
    shares = [(float(z) - low) / ((high - low) or 1) for z in trace["z"]]
    return [[str(colour) for at, colour in trace["colorscale"] if at <= share + 1e-9][-1] for share in shares]


def labelled_codes(traces: Sequence[Trace]) -> dict[Point, str]:
    """Codes of the areas of a map by the point of their label, rounded as figures round it."""
    found: dict[Point, str] = {}
    for trace in traces:
        if trace["type"] != "choropleth":
            continue
        for code in trace["locations"]:
            lon, lat = geography.label_point(str(code), tiles=trace["geojson"] == _TILES)
            found.setdefault((round(lon, 3), round(lat, 3)), str(code))
    return found
