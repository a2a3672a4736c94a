"""Every real extract is read, and its figures are those that a plain reading of the file gives.

The expected numbers are worked out here from the files with the csv module alone.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from variation.errors import ExtractError
from variation.geography import LONDON, areas, find, members
from variation.indicators import Catalogue, load_catalogue
from variation.ingest import Extract, read_extract
from variation.observations import COLUMNS

MAR = "nhse_mar_london_ccg_monthly_2013-04_2019-12.csv"
DTOC = "nhse_dtoc_london_la_monthly_2013-04_2019-12.csv"
IAPT = "iapt_annual_london_totals_only.csv"
GP = "gp_appointments_london_2019-03_2021-08.csv.gz"
LISTS = "ccg_list_size_london_monthly.csv"
PRESCRIBING = "openprescribing_london_ccg_monthly.csv"
QOF = "qof_2013-14_ccg_prevalence_london.csv"
INDEX = "ons_health_index_london_la_2015-2021.csv"
DEPRIVATION = "iod2019_lad.csv"
FORMATS = {
    MAR: "recipe:nhse-mar",
    DTOC: "recipe:nhse-dtoc",
    IAPT: "recipe:iapt",
    GP: "recipe:gp-appointments",
    LISTS: "recipe:list-size",
    PRESCRIBING: "recipe:openprescribing",
    QOF: "recipe:qof-prevalence",
    INDEX: "recipe:ons-health-index",
    DEPRIVATION: "recipe:iod-2019",
    "raw_nhse_mar_Apr_2013.xls": "recipe:nhse-mar",
    "raw_nhse_dtoc_Apr_2013.xls": "recipe:nhse-dtoc",
    "london_phof_2015-11.csv": "phof",
    "london_phof_2015-11.xlsx": "phof",
}
Read = dict[str, tuple[pd.DataFrame, Extract]]


@pytest.fixture(scope="module")
def catalogue(data: Path) -> Catalogue:
    return load_catalogue(data)


@pytest.fixture(scope="module")
def extracts(shared: Path) -> Path:
    return shared / "extracts"


@pytest.fixture(scope="module")
def read(extracts: Path, catalogue: Catalogue, data: Path) -> Read:
    """The observations of every extract that can be read, once for all tests."""
    found = {}
    for name in FORMATS:
        extract = read_extract(extracts / name, catalogue=catalogue, data=data)
        found[name] = (pd.concat(list(extract.frames()), ignore_index=True), extract)
    return found


def rows(path: Path) -> Iterator[dict[str, str]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def series(read: Read, name: str, indicator: str, level: str) -> dict[tuple[str, int], pd.Series]:
    """Observations of one indicator and level by area and first month."""
    frame = read[name][0]
    chosen = frame[(frame["indicator"] == indicator) & (frame["level"] == level)]
    found = {(row["area"], row["start"]): row for _, row in chosen.iterrows()}
    assert len(found) == len(chosen) > 0
    return found


def ccg(code: str) -> str:
    return find(code, "ccg").code


def month(iso: str) -> int:
    return int(iso[:4]) * 100 + int(iso[5:7])


def test_no_extract_is_forgotten(extracts: Path) -> None:
    refused = {path.name for path in extracts.glob("mess_*")}
    assert {path.name for path in extracts.iterdir()} == {"README.md", *FORMATS, *refused}


@pytest.mark.parametrize("name", FORMATS)
def test_each_is_recognised_and_read_without_errors(read: Read, name: str) -> None:
    frame, extract = read[name]
    report = extract.report
    assert extract.format == FORMATS[name]
    assert not report.has_errors, report.problems
    assert report.rows_read == report.rows_loaded + report.rows_skipped + report.rows_rejected
    assert list(frame.columns) == list(COLUMNS)
    assert set(frame["status"]) == {"published"}
    assert not frame.duplicated(["indicator", "area", "period", "sex", "age", "category"]).any()
    assert (frame["value"].notna() | (frame["note"] != "")).all()


def test_those_that_are_damaged_or_oddly_shaped_are_refused_with_the_reason(
    extracts: Path, catalogue: Catalogue, data: Path
) -> None:
    for path in sorted(extracts.glob("mess_*")):
        with pytest.raises(ExtractError, match="Found") as raised:
            list(read_extract(path, catalogue=catalogue, data=data).frames())
        assert path.name in str(raised.value)
        assert "Expected" in str(raised.value)


def test_at_least_forty_indicators_have_real_figures_in_each_domain_enough(read: Read, catalogue: Catalogue) -> None:
    frame = pd.concat([frame for frame, _ in read.values()])
    ids = set(frame.loc[frame["value"].notna(), "indicator"])
    domains = [catalogue.indicator(one).domain for one in ids]
    assert len(ids) >= 40
    assert domains.count("access") >= 10
    assert domains.count("practice") >= 12
    assert domains.count("outcome") >= 15
    assert {"borough", "ccg", "stp", "country"} <= set(frame["level"])


@pytest.mark.parametrize(
    ("name", "areas_of"),
    [(MAR, {"ccg": 32, "stp": 5}), (DTOC, {"borough": 33, "stp": 5}), (PRESCRIBING, {"ccg": 32, "stp": 5})],
)
def test_every_month_has_every_area(read: Read, name: str, areas_of: dict[str, int]) -> None:
    frame = read[name][0]
    numbers = frame.groupby(["indicator", "level", "start"])["area"].nunique().reset_index()
    for level, number in areas_of.items():
        assert set(numbers.loc[numbers["level"] == level, "area"]) == {number}


def test_day_case_share_is_that_of_the_file_and_of_summed_counts(read: Read, extracts: Path) -> None:
    ours, footprints = (series(read, MAR, "mar-day-case-share", level) for level in ("ccg", "stp"))
    sums: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0])
    parent = {code: stp.code for stp in areas("stp") for code in members(stp.code, "ccg")}
    for row in rows(extracts / MAR):
        day = float(row["Elective G&A Daycase Admissions (FFCEs)"])
        ordinary = float(row["Elective G&A Ordinary Admissions (FFCEs)"])
        key = ccg(row["Org Code"]), month(row["month"])
        assert ours[key]["value"] == pytest.approx(100 * day / (day + ordinary))
        total = sums[parent[key[0]], key[1]]
        total[0] += day
        total[1] += day + ordinary
    assert len(ours) == 32 * 81
    assert sums.keys() == footprints.keys()
    for key, (day, all_) in sums.items():
        assert footprints[key]["count"] == day
        assert footprints[key]["value"] == pytest.approx(100 * day / all_)


def test_referrals_seen_may_exceed_those_made(read: Read, extracts: Path) -> None:
    ours = series(read, MAR, "mar-referrals-seen-ratio", "ccg")
    above = 0
    for row in rows(extracts / MAR):
        seen, made = (float(row[f"GP Referrals {verb} (All specialties)"]) for verb in ("Seen", "Made"))
        above += seen > made
        assert ours[ccg(row["Org Code"]), month(row["month"])]["value"] == pytest.approx(100 * seen / made)
    assert above == sum(row["value"] > 100 for row in ours.values()) == 56


def test_referral_rates_take_the_list_of_their_month_and_later_ones_openly_the_last(read: Read, extracts: Path) -> None:
    lists = {(ccg(row["pct"]), month(row["month"])): float(row["total_list_size"]) for row in rows(extracts / LISTS)}
    ours = series(read, MAR, "mar-gp-referrals-rate", "ccg")
    for row in rows(extracts / MAR):
        area, when = ccg(row["Org Code"]), month(row["month"])
        mine = ours[area, when]
        assert mine["denominator"] == lists[area, min(when, 201901)]
        assert mine["value"] == pytest.approx(
            1000 * float(row["GP Referrals Made (All specialties)"]) / mine["denominator"]
        )
        assert mine["note"] == ("list size of Jan 2019 carried forward" if when > 201901 else "")


@pytest.mark.parametrize(
    ("month_file", "all_months"), [("raw_nhse_mar_Apr_2013.xls", MAR), ("raw_nhse_dtoc_Apr_2013.xls", DTOC)]
)
def test_a_month_as_published_gives_what_the_table_of_all_months_gives(
    read: Read, month_file: str, all_months: str
) -> None:
    keys = ["indicator", "level", "area", "period"]
    figures = ["value", "count", "denominator", "note"]
    one = read[month_file][0]
    assert set(one["period"]) == {"Apr 2013"}
    one = one[one["level"] != "country"].set_index(keys)[figures].sort_index()
    whole = read[all_months][0]
    whole = whole[whole["period"] == "Apr 2013"].set_index(keys)[figures].sort_index()
    pd.testing.assert_frame_equal(one, whole)


def test_england_is_read_from_the_month_as_published(read: Read) -> None:
    england = series(read, "raw_nhse_mar_Apr_2013.xls", "mar-day-case-share", "country")
    assert [(row["count"], row["denominator"]) for row in england.values()] == [(512485, 630876)]


def test_therapy_rates_agree_with_the_published_percentages(read: Read, extracts: Path) -> None:
    places = {"Y56": LONDON, "All": "E92000001"}
    ours = {
        name: {(r["area"], r["start"]): r for _, r in read[IAPT][0].query("indicator == @name").iterrows()}
        for name in (
            "iapt-recovery",
            "iapt-reliable-recovery",
            "iapt-reliable-improvement",
            "iapt-reliable-deterioration",
        )
    }
    compared = 0
    for row in rows(extracts / IAPT):
        measure = row["measure_name"].removeprefix("reliable_")
        name = "iapt-recovery" if row["measure_name"] == "recovery" else f"iapt-reliable-{measure}"
        if row["measure_statistic"] != "percentage" or name not in ours:
            continue
        area = places.get(row["org_code"]) or find(row["org_code"], "stp" if row["org_type"] != "CCG" else None).code
        mine = ours[name][area, int(row["reporting_period"][:4]) * 100 + 4]
        # counts are rounded to 5, the denominator may be a difference of two, percentages to whole ones
        room = 0.5 + 100 * (2.5 + 5 * mine["value"] / 100) / mine["denominator"]
        assert abs(mine["value"] - float(row["value"])) <= room, (name, row)
        compared += 1
    assert compared > 600


def test_therapy_rows_of_merged_ccgs_are_those_of_their_footprints(read: Read, extracts: Path) -> None:
    ours = series(read, IAPT, "iapt-recovery", "stp")
    assert len(ours) == 5 * 8
    merged = {"93C", "72Q", "36L", "A3A8R", "W2U3Z"}
    for row in rows(extracts / IAPT):
        if row["org_code"] in merged and (row["measure_name"], row["measure_statistic"]) == ("recovery", "count"):
            area = find(row["org_code"]).code
            assert ours[area, int(row["reporting_period"][:4]) * 100 + 4]["count"] == float(row["value"])


def test_ccgs_of_therapies_end_where_they_merged(read: Read) -> None:
    by_year = read[IAPT][0].query("indicator == 'iapt-recovery' and level == 'ccg'").groupby("period")["area"].nunique()
    assert by_year.to_dict() == {"2017/18": 32, "2018/19": 32, "2019/20": 32, "2020/21": 15}


def test_prevalence_is_the_published_one(read: Read, extracts: Path) -> None:
    ours = series(read, QOF, "qof-diabetes", "ccg")
    published = {
        ccg(r["ccgcode"]): float(r["prevalence"]) for r in rows(extracts / QOF) if r["indicator_group"] == "DM"
    }
    assert {area: row["value"] for (area, _), row in ours.items()} == pytest.approx(published)
    assert {row["period"] for row in ours.values()} == {"2013/14"}


def test_of_two_registers_of_one_group_the_one_named_is_read(read: Read, extracts: Path) -> None:
    ours = series(read, QOF, "qof-heart-failure", "ccg")
    for row in rows(extracts / QOF):
        if row["Register_description"] == "Heart Failure":
            assert ours[ccg(row["ccgcode"]), 201304]["count"] == float(row["disease_register_size"])


def test_appointments_add_up_to_what_the_file_holds(read: Read, extracts: Path) -> None:
    status: dict[tuple[str, str], float] = defaultdict(float)
    booked: dict[str, float] = defaultdict(float)
    for row in rows(extracts / GP):
        if row["STP_ONS"] == "E54000028" and row["Appointment_Month"] == "MAR2019":
            number = float(row["COUNT_OF_APPOINTMENTS"])
            status[row["APPT_STATUS"], ""] += number
            booked[" ".join(row["TIME_BETWEEN_BOOK_AND_APPT"].split())] += number
    key = "E54000028", 201903
    missed = series(read, GP, "gp-appointments-not-attended", "stp")[key]
    assert (missed["count"], missed["denominator"]) == (status["DNA", ""], status["DNA", ""] + status["Attended", ""])
    known = sum(booked.values()) - booked["Unknown / Data Issue"]
    same_day = series(read, GP, "gp-appointments-same-day", "stp")[key]
    assert (same_day["count"], same_day["denominator"]) == (booked["Same Day"], known)
    soon = series(read, GP, "gp-appointments-within-14-days", "stp")[key]
    late = booked["15 to 21 Days"] + booked["22 to 28 Days"] + booked["More than 28 Days"]
    assert soon["count"] == known - late


def test_appointments_have_every_footprint_and_month(read: Read) -> None:
    frame = read[GP][0]
    assert set(frame["level"]) == {"stp"}
    assert (frame.groupby("indicator").size() == 5 * 30).all()


def test_prescribing_rates_are_of_patients_where_the_file_has_thousands(read: Read, extracts: Path) -> None:
    ours = series(read, PRESCRIBING, "prescribing-high-dose-opioids-rate", "ccg")
    for row in rows(extracts / PRESCRIBING):
        if row["measure_id"] == "opioidper1000":
            mine = ours[ccg(row["ccg_code"]), month(row["month"])]
            assert mine["value"] == pytest.approx(float(row["numerator"]) / float(row["denominator"]))
            assert mine["denominator"] == pytest.approx(1000 * float(row["denominator"]))
    assert min(row["denominator"] for row in ours.values()) > 100_000


def test_prescribing_shares_of_footprints_are_of_summed_items(read: Read, extracts: Path) -> None:
    ours = series(read, PRESCRIBING, "prescribing-trimethoprim", "stp")
    inside = set(members("E54000031", "ccg"))
    counted = [
        (float(r["numerator"]), float(r["denominator"]))
        for r in rows(extracts / PRESCRIBING)
        if r["measure_id"] == "trimethoprim" and r["month"] == "2017-11-01" and ccg(r["ccg_code"]) in inside
    ]
    mine = ours["E54000031", 201711]
    assert len(counted) == 6
    assert mine["value"] == pytest.approx(100 * sum(n for n, _ in counted) / sum(d for _, d in counted))
    assert mine["note"] == "sum of its 6 CCGs"


def test_delayed_days_are_read_under_old_and_new_headings(read: Read, extracts: Path) -> None:
    social = series(read, DTOC, "delayed-days-social-care-share", "borough")
    home = series(read, DTOC, "delayed-days-home-care-share", "borough")
    old, new = "E) AWAITING CARE PACKAGE IN OWN HOME", "E) Awaiting care package in own home"
    for row in rows(extracts / DTOC):
        key = find(row["Name"], "borough").code, month(row["_month"])
        if row["_sheet"] == "LA - by responsible org":
            assert social[key]["count"] == number(row["Social Care"])
            assert social[key]["denominator"] == number(row["Total"])
        elif row["_sheet"] == "LA - by reason":
            assert home[key]["count"] == number(row[old] or row[new])
            assert home[key]["denominator"] == number(row["TOTAL"] or row["Total"])


def number(cell: str) -> float:
    return 0.0 if cell == "-" else float(cell)


def test_delayed_days_of_nobody_have_no_share(read: Read) -> None:
    frame = read[DTOC][0]
    nobody = frame[(frame["indicator"] == "delayed-days-social-care-share") & (frame["denominator"] == 0)]
    assert len(nobody) == 11
    assert set(nobody["area"]) == {"E09000001"}
    assert nobody["value"].isna().all()


def test_values_without_counts_are_as_they_stand(read: Read, extracts: Path) -> None:
    ours = series(read, INDEX, "health-index-life-satisfaction", "borough")
    expected = {
        (row["ltla21_code"], int(float(row["year"])) * 100 + 1): float(row["value"])
        for row in rows(extracts / INDEX)
        if row["indicator"] == "Life satisfaction"
    }
    assert {key: row["value"] for key, row in ours.items()} == expected
    score = series(read, DEPRIVATION, "deprivation-score", "borough")
    assert score["E09000030", 201901]["value"] == pytest.approx(27.913)
    assert len(score) == 33
