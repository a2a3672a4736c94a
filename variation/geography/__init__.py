"""Places: levels, areas, what lies in what, how publishers call them, and the files that draw them.

Everything is read from ``data/geography`` (csv) and ``data/boundaries`` (GeoJSON), once a process. To add a level, a
merger or an alias, add rows there.
"""

from variation.geography.aliases import Alias, aliases, find, nearest_name, normalise
from variation.geography.areas import (
    ENGLAND,
    LEVEL_NAMES,
    LEVELS,
    LONDON,
    MERGERS,
    Area,
    Merger,
    area,
    areas,
    footprints,
    members,
)
from variation.geography.boundaries import boundary_file, label_point, label_room, neighbours, outline_file
from variation.geography.tiles import tile_label

__all__ = [
    "ENGLAND",
    "LEVELS",
    "LEVEL_NAMES",
    "LONDON",
    "MERGERS",
    "Alias",
    "Area",
    "Merger",
    "aliases",
    "area",
    "areas",
    "boundary_file",
    "find",
    "footprints",
    "label_point",
    "label_room",
    "members",
    "nearest_name",
    "neighbours",
    "normalise",
    "outline_file",
    "tile_label",
]
