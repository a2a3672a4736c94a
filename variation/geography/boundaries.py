"""Files that draw the areas, and facts about their shapes that were computed when the files were built."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from variation.errors import UnknownArea
from variation.geography.areas import LEVELS, area, areas, read_rows
from variation.settings import PROJECT

FOLDER = PROJECT / "data" / "boundaries"


def boundary_file(level: str, tiles: bool = False) -> Path:
    """The GeoJSON file of a level; a feature's id is the area's code.

    Parameters
    ----------
    level : borough, ccg or stp
    tiles : one equal square an area instead of its true shape; boroughs only

    Raises
    ------
    UnknownArea
        When the level has no such map.
    """
    path = FOLDER / (f"{level}-tiles.geojson" if tiles else f"{level}.geojson")
    if level not in LEVELS or not path.is_file():
        kind = "tile map" if tiles else "map"
        raise UnknownArea(f"There is no {kind} of the level {level!r}; build one with scripts/build_boundaries.py.")
    return path


def outline_file(tiles: bool = False) -> Path:
    """The GeoJSON file of the STPs' outlines, to be drawn over a map of finer areas."""
    return FOLDER / ("borough-tiles-stp.geojson" if tiles else "stp.geojson")


def label_point(code: str, tiles: bool = False) -> tuple[float, float]:
    """Longitude and latitude, in degrees, of the middle of an area's label."""
    longitude, latitude, _ = _label(code, tiles)
    return longitude, latitude


def label_room(code: str, tiles: bool = False) -> float:
    """Width in degrees of longitude that is free for a line of text at the label point, inside the area."""
    return _label(code, tiles)[2]


def neighbours(level: str, *, across_thames: bool = True) -> dict[str, tuple[str, ...]]:
    """Codes of the areas next to each area of a level: those with a common border, or face to face across the Thames.

    Symmetric; an area is not its own neighbour. Ascending by code. Without `across_thames`, those on land only.
    """
    found: dict[str, list[str]] = {a.code: [] for a in areas(level)}
    for one, other, across in _borders():
        if one in found and (across_thames or across == "land"):
            found[one].append(other)
            found[other].append(one)
    return {code: tuple(sorted(others)) for code, others in found.items()}


@cache
def _borders() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["area"], row["neighbour"], row["across"]) for row in read_rows("neighbours.csv"))


@cache
def _labels() -> dict[tuple[str, bool], tuple[float, float, float]]:
    return {
        (row["area"], row["map"] == "tiles"): (float(row["lon"]), float(row["lat"]), float(row["room"]))
        for row in read_rows("labels.csv")
    }


def _label(code: str, tiles: bool) -> tuple[float, float, float]:
    try:
        return _labels()[code, tiles]
    except KeyError:
        which = "tile map" if tiles else "map"
        raise UnknownArea(f"{area(code).name} is not on the {which}, so it has no label there.") from None
