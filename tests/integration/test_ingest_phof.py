"""The Public Health Outcomes Framework as it was published, and files that are beyond reading."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from variation.errors import ExtractError
from variation.indicators import load_catalogue
from variation.ingest import Extract, read_extract


def _read(path: Path, data: Path) -> tuple[Extract, pd.DataFrame]:
    extract = read_extract(path, catalogue=load_catalogue(data), data=data)
    return extract, pd.concat(list(extract.frames()), ignore_index=True)


@pytest.fixture(scope="module")
def phof(shared: Path, data: Path) -> tuple[Extract, pd.DataFrame]:
    return _read(shared / "extracts" / "london_phof_2015-11.csv", data)


def test_every_row_is_taken_or_skipped_by_the_name_of_its_indicator(phof) -> None:
    extract, frame = phof
    report = extract.report
    assert extract.format == "phof"
    assert not report.has_errors
    assert report.rows_read == 36532
    assert report.rows_loaded == len(frame) == report.rows_read - report.rows_skipped
    assert all(r.startswith("unknown indicator: ") or r == "sex or age not wanted" for r in report.skipped)


def test_figures_are_those_of_a_second_reading(phof, shared, data) -> None:
    """Held against the csv module and float(), cell by cell."""
    catalogue = load_catalogue(data)
    _, frame = phof
    taken = {}
    with (shared / "extracts" / "london_phof_2015-11.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found = catalogue.matching("phof", row["Indicator"], sex=row["Sex"], age=row["Age"])
            if found:
                key = (
                    found[0].id,
                    row["Area Code"],
                    row["Time Period"].replace(" ", ""),
                    row["Sex"],
                    row["Age"].split(),
                )
                taken[str(key)] = [float(row[c]) if row[c] else np.nan for c in ("Value", "Count", "Denominator")]
    assert len(taken) == len(frame)
    plain = frame[~frame["period"].str.contains(r"/\d\d-|^[A-Z]")]
    for row in plain.sample(3000, random_state=1).itertuples():
        sexes = [row.sex] if row.sex != "Persons" else ["Persons", "Not applicable"]
        keys = [str((row.indicator, row.area, row.period, sex, row.age.split())) for sex in sexes]
        expected = next(taken[key] for key in keys if key in taken)
        np.testing.assert_array_equal([row.value, row.count, row.denominator], expected)


def test_the_city_of_london_is_mostly_missing_and_says_so(phof) -> None:
    _, frame = phof
    city = frame[frame["area"] == "E09000001"]
    missing = city["value"].isna()
    assert 0.5 < missing.mean() < 0.9
    assert (city.loc[missing, "note"] == "not published").all()


def test_london_and_england_are_kept_as_benchmarks(phof) -> None:
    _, frame = phof
    assert set(frame["level"]) == {"borough", "region", "country"}
    assert frame["area"].nunique() == 35


def test_the_workbook_agrees_with_the_download_and_gives_the_reasons(phof, shared, data) -> None:
    _, download = phof
    extract, workbook = _read(shared / "extracts" / "london_phof_2015-11.xlsx", data)
    assert not extract.report.has_errors
    key = ["indicator", "area", "period", "sex", "age"]
    both = workbook.merge(download, on=key, suffixes=("", "_csv"))
    assert len(both) > 0.9 * len(workbook)
    assert np.allclose(both["value"], both["value_csv"], equal_nan=True)
    assert "suppressed" in set(workbook["note"])
    assert "Value for Hackney and City of London combined" in set(workbook["note"])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("mess_london_walking_cycling_merged_headers.xls", "LA code, Local Authority, Sample size"),
        ("mess_cp1252_quoted_transposed_bmi_la.csv", "letters damaged by a wrong encoding"),
    ],
)
def test_files_beyond_reading_are_refused_with_what_was_found(name, found, shared, data) -> None:
    with pytest.raises(ExtractError, match="No header of a known format") as caught:
        _read(shared / "extracts" / name, data)
    assert found in str(caught.value)
