"""Write everything in data/extracts: the published figures that may be carried, and the illustrative series.

    python scripts/build_shipped_extracts.py

The illustrative files hold one simulated series for each indicator that has an [illustrative] table and no published
figures here. The same catalogue and seed give the same bytes. docs/data-shipped.md says what each file is.
"""

from __future__ import annotations

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))
sys.path.insert(0, str(PROJECT / "scripts"))

import build_borough_profile  # noqa: E402
import build_stroke_access  # noqa: E402

from variation.indicators import Indicator, load_catalogue  # noqa: E402
from variation.simulation import Simulation, london, write_extract  # noqa: E402

SEED = 2020
STRENGTH = 0.6  # of what is planted: to be found by looking, without leaving the range that real areas have
BOROUGHS, CCGS_AND_STPS = "illustrative-boroughs.csv.gz", "illustrative-ccgs-and-stps.csv.gz"


def file_of(indicator: Indicator) -> str:
    """Name of the file that an indicator's illustrative series stands in."""
    return BOROUGHS if "borough" in indicator.levels else CCGS_AND_STPS


def illustrative(data: Path = PROJECT / "data") -> dict[str, Simulation]:
    """The simulation that each illustrative file is written from, by the file's name."""
    catalogue = load_catalogue(data)
    places = london(data)
    shown = [i for i in catalogue.indicators.values() if i.status == "illustrative" and i.illustrative is not None]
    return {
        name: Simulation([i for i in shown if file_of(i) == name], places, seed=SEED, strength=STRENGTH)
        for name in (BOROUGHS, CCGS_AND_STPS)
    }


def main(data: Path = PROJECT / "data") -> None:
    """Write all extracts that ship, and say how large they are."""
    build_borough_profile.main(data)
    extracts = data / "extracts"
    build_stroke_access.main(extracts / "stroke-access-modelled.csv")
    for name, made in illustrative(data).items():
        rows = write_extract(extracts / name, made.blocks())
        print(f"{name}: {len(made.indicators)} indicators, {rows:,} rows, {(extracts / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
