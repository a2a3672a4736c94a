"""Each indicator's measure held against the real Public Health Outcomes Framework: is value = count / denominator?"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from variation.indicators import Catalogue, Indicator, load_catalogue, normalise_name

DATA = Path(__file__).resolve().parents[2] / "data"
CATALOGUE: Catalogue = load_catalogue(DATA)
ON_PHOF = [i for i in CATALOGUE.indicators.values() if any(match.source == "phof" for match in i.matches)]
CRUDE = [i for i in ON_PHOF if i.measure in ("proportion", "rate")]
STANDARDISED = [i for i in ON_PHOF if i.measure == "standardised rate"]
# Publishers that round: counts to this many, denominators to this many (values to one decimal)
ROUNDED = {
    "learning-disability-settled-home": (5, 5),
    "mental-health-settled-home": (5, 5),
    "not-in-education-employment-or-training": (10, 1),
}
WITHOUT_COUNTS = {
    "active-adults",
    "excess-weight-adults",
    "five-a-day",
    "high-anxiety",
    "inactive-adults",
    "low-happiness",
    "low-life-satisfaction",
    "outdoor-space-use",
    "sickness-absence-employees",
    "smoking-adults",
    "smoking-at-15",
    "smoking-routine-and-manual",
    "social-contact-care-users",
}
KEYS = ["Time Period", "Area Code", "Sex"]


@pytest.fixture(scope="module")
def phof(shared: Path) -> pd.DataFrame:
    return pd.read_csv(shared / "extracts" / "london_phof_2015-11.csv")


def rows_of(phof: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    names = {normalise_name(match.name) for match in indicator.matches if match.source == "phof"}
    return phof[phof["Indicator"].map(normalise_name).isin(names)]


def with_counts(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.dropna(subset=["Value", "Count", "Denominator"])
    return rows[rows["Denominator"] > 0]


def years_in(period: str) -> int:
    """Years from "2012 - 14", "2013/14 - 14/15" or "Aug 2010 - Jul 2013"."""
    first, last = (re.search(r"(\d\d)(?:/\d\d)?$", part) for part in period.split(" - "))
    assert first
    assert last
    whole_months = period.startswith("Aug")
    return (int(last[1]) - int(first[1])) % 100 + (0 if whole_months else 1)


@pytest.mark.parametrize("indicator", ON_PHOF, ids=lambda indicator: indicator.id)
def test_every_name_stands_in_the_extract_with_the_sexes_and_ages_of_the_file(
    phof: pd.DataFrame, indicator: Indicator
) -> None:
    rows = rows_of(phof, indicator)
    assert len(rows), "the extract has no such name"
    assert set(rows["Sex"]) == set(indicator.sexes)
    assert {" ".join(age.split()) for age in rows["Age"].astype(str)} == set(indicator.ages)
    assert not rows.duplicated([*KEYS, "Age"]).any(), "two rows of one area, period, sex and age"


@pytest.mark.parametrize("indicator", CRUDE, ids=lambda indicator: indicator.id)
def test_the_value_of_a_proportion_or_rate_is_its_count_over_its_denominator(
    phof: pd.DataFrame, indicator: Indicator
) -> None:
    rows = with_counts(rows_of(phof, indicator))
    if indicator.id in WITHOUT_COUNTS:
        assert rows.empty, "has counts now: take it off the list"
        return
    assert len(rows) >= 20
    count_step, denominator_step = ROUNDED.get(indicator.id, (1, 1))
    expected = indicator.multiplier * rows["Count"] / rows["Denominator"]
    slack = (indicator.multiplier * count_step + rows["Value"] * denominator_step) / 2 / rows["Denominator"]
    off = (rows["Value"] - expected).abs()
    allowed = slack + 0.06  # values of one decimal, and one of Croydon's that is a little further off
    assert (off <= allowed).all(), rows[off > allowed].head().to_string()
    assert off.median() <= 0.001 * rows["Value"].median() or indicator.id in ROUNDED


@pytest.mark.parametrize("indicator", STANDARDISED, ids=lambda indicator: indicator.id)
def test_a_standardised_rate_is_not_its_count_over_its_denominator(phof: pd.DataFrame, indicator: Indicator) -> None:
    rows = with_counts(rows_of(phof, indicator))
    if indicator.id == "excess-mortality-severe-mental-illness":
        assert rows.empty
        return
    crude = indicator.multiplier * rows["Count"] / rows["Denominator"]
    disagree = ((crude - rows["Value"]).abs() > 0.01 * rows["Value"]).mean()
    assert disagree > 0.8


@pytest.mark.parametrize("indicator", ON_PHOF, ids=lambda indicator: indicator.id)
def test_the_frequency_is_that_of_the_periods(phof: pd.DataFrame, indicator: Indicator) -> None:
    forms = {
        "year": r"\d{4}|Mar \d{4} - Feb \d{4}",
        "financial year": r"\d{4}/\d\d",
        "pooled": r"\d{4} - \d\d|\d{4}/\d\d - \d\d/\d\d|Aug \d{4} - Jul \d{4}",
    }
    periods = rows_of(phof, indicator)["Time Period"]
    assert periods.str.fullmatch(forms[indicator.frequency]).all(), sorted(set(periods))
    if indicator.frequency == "pooled":
        assert {years_in(period) for period in periods} == {indicator.pooled_years}


def test_at_least_sixty_indicators_of_every_domain_can_be_explored_with_real_figures() -> None:
    domains = Counter(indicator.domain for indicator in ON_PHOF)
    assert domains.total() >= 60
    assert domains["access"] >= 10
    assert domains["practice"] >= 12
    assert domains["outcome"] >= 15
