"""Write data/extracts/borough-profile-2015.csv and data/simulation/parts.csv from the London Borough Profiles 2015.

    python scripts/build_borough_profile.py

The first is the published figures as a tidy extract. The second is what the simulation knows of London: its 34 parts
(the boroughs, Westminster in two because it lies in two CCGs), each with population and a measure of deprivation.

Source: London Datastore, London Borough Profiles 2015, Open Government Licence v3.0; as it stands in
scripts/sources/borough_profile_2015.csv.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from variation.geography import area, areas  # noqa: E402
from variation.simulation.write import HEADER  # noqa: E402

SOURCE = PROJECT / "scripts" / "sources" / "borough_profile_2015.csv"
NOTE = "London Borough Profiles 2015 (London Datastore)"
OLDER = NOTE + "; later releases give slightly different figures for these years"

# column of the source: indicator, period, sex, age, remark
COLUMNS = {
    "children_in_out_of_work_households_pct_2014": (
        "children-in-out-of-work-households", "2014", "Persons", "0-18 yrs", NOTE,
    ),
    "life_expectancy_male_2011_13": ("life-expectancy-at-birth", "2011-13", "Male", "All ages", NOTE),
    "life_expectancy_female_2011_13": ("life-expectancy-at-birth", "2011-13", "Female", "All ages", NOTE),
    "under18_conceptions_per_1000_2013": ("under-18-conceptions", "2013", "Female", "<18 yrs", NOTE),
    "year6_obesity_pct_2013_14": ("obesity-year-6", "2013/14", "Persons", "10-11 yrs", NOTE),
    "diabetes_17plus_pct": ("recorded-diabetes", "2013/14", "Persons", "17+ yrs", NOTE),
    "preventable_mortality_per_100000_2012_14": ("preventable-mortality", "2012-14", "Persons", "All ages", OLDER),
}  # fmt: skip

DEPRIVATION = "children_in_out_of_work_households_pct_2014"
WESTMINSTER, WEST_LONDON, CENTRAL_LONDON = "E09000033", "E38000202", "E38000031"
SHARE_IN_WEST_LONDON = 34 / 128  # of Westminster's LSOAs (2011), which are built to be of like population


def extract_rows(profile: list[dict[str, str]]) -> list[dict[str, str]]:
    """The published figures as tidy observations; a figure that was not published keeps its row and says so."""
    rows = []
    for column, (indicator, period, sex, age, note) in COLUMNS.items():
        for borough in profile:
            place, value = area(borough["code"]), borough[column]
            rows.append(
                {
                    **dict.fromkeys(HEADER, ""),
                    "indicator": indicator,
                    "level": place.level,
                    "area": place.code,
                    "period": period,
                    "sex": sex,
                    "age": age,
                    "value": value,
                    "note": note if value else "not published",
                    "status": "published",
                }
            )
    return rows


def part_rows(profile: list[dict[str, str]]) -> list[dict[str, str]]:
    """Population and deprivation (% of children in households without work) of each part of London."""
    figures = {row["code"]: row for row in profile}
    rows = []
    for borough in areas("borough"):
        parents = {area(code).level: code for code in borough.parents}
        population = float(figures[borough.code]["population_2015"])
        shares = {parents["ccg"]: 1.0}
        if borough.code == WESTMINSTER:
            shares = {WEST_LONDON: SHARE_IN_WEST_LONDON, CENTRAL_LONDON: 1 - SHARE_IN_WEST_LONDON}
        rows += [
            {
                "borough": borough.code,
                "ccg": ccg,
                "stp": parents["stp"],
                "population": f"{population * share:.0f}",
                "deprivation": figures[borough.code][DEPRIVATION],
            }
            for ccg, share in shares.items()
        ]
    return rows


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write rows as CSV."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(data: Path = PROJECT / "data") -> None:
    """Write both files."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        profile = list(csv.DictReader(file))
    write(data / "extracts" / "borough-profile-2015.csv", extract_rows(profile))
    write(data / "simulation" / "parts.csv", part_rows(profile))


if __name__ == "__main__":
    main()
