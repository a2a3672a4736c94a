"""The files that ship: each loads, and together they cover what London asks about."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from variation.errors import UnknownIndicator
from variation.indicators import DOMAINS, Catalogue, load_catalogue

DATA = Path(__file__).resolve().parents[3] / "data"
FILES = sorted((DATA / "indicators").glob("*.toml"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_file_is_an_indicator_of_its_name(catalogue: Catalogue, path: Path) -> None:
    indicator = catalogue.indicator(path.stem)
    assert indicator.id == path.stem
    assert len(indicator.short_name) <= 40, "too long for a list"
    assert indicator.definition.endswith(".")
    assert indicator.rationale.endswith(".")
    assert indicator.source_url.startswith("https://")


def test_there_are_at_least_forty_and_ten_of_each_domain(catalogue: Catalogue) -> None:
    domains = Counter(indicator.domain for indicator in catalogue.indicators.values())
    assert domains.total() >= 40
    assert set(domains) == set(DOMAINS)
    assert min(domains.values()) >= 10


def test_names_and_short_names_are_never_used_twice(catalogue: Catalogue) -> None:
    for names in (
        Counter(indicator.name.casefold() for indicator in catalogue.indicators.values()),
        Counter(indicator.short_name.casefold() for indicator in catalogue.indicators.values()),
    ):
        assert [name for name, times in names.items() if times > 1] == []


def test_every_framework_of_the_brief_is_there(catalogue: Catalogue) -> None:
    assert {framework.id: len(framework.priorities) for framework in catalogue.frameworks} == {
        "better-health-for-london": 10,
        "health-inequalities-strategy": 5,
        "healthcare-for-london": 8,
        "london-clinical-networks": 6,
        "nhs-long-term-plan": 11,
        "nine-must-dos": 7,
        "south-east-london": 5,
    }


def test_a_priority_is_empty_only_where_its_file_says_why(catalogue: Catalogue) -> None:
    for framework in catalogue.frameworks:
        for priority in framework.priorities:
            assert catalogue.by_priority(priority.code) or priority.basis.startswith("Left empty: "), priority.code


def test_londoners_engagement_stays_empty_rather_than_measured_by_a_stand_in(catalogue: Catalogue) -> None:
    assert catalogue.by_priority("BHL09") == ()


def test_the_mayors_fourteen_headlines_are_listed_and_what_shows_them(catalogue: Catalogue) -> None:
    strategy = next(f for f in catalogue.frameworks if f.id == "health-inequalities-strategy")
    assert len(strategy.headlines) == 14
    assert [headline.name for headline in strategy.headlines if not headline.indicator] == [
        "People who feel that they belong"
    ]
    assert {headline.priority for headline in strategy.headlines} == {p.code for p in strategy.priorities}


def test_what_ships_as_illustrative_has_its_numbers_and_nothing_else_has(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert (indicator.status == "illustrative") == (indicator.illustrative is not None), indicator.id


def test_the_first_illustrative_period_is_written_as_the_frequency_asks(catalogue: Catalogue) -> None:
    month = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    forms = {
        "month": rf"{month} \d{{4}}",
        "quarter": r"\d{4}/\d\d Q[1-4]",
        "year": r"\d{4}",
        "financial year": r"\d{4}/\d\d",
        "pooled": rf"\d{{4}}-\d\d|\d{{4}}/\d\d-\d{{4}}/\d\d|{month} \d{{4}}-{month} \d{{4}}",
    }
    for indicator in catalogue.indicators.values():
        if indicator.illustrative:
            assert re.fullmatch(forms[indicator.frequency], indicator.illustrative.first), indicator.id


def test_at_least_six_illustrative_indicators_are_of_ccgs_and_stps(catalogue: Catalogue) -> None:
    levels = [set(i.levels) for i in catalogue.indicators.values() if i.illustrative]
    assert sum("ccg" in level for level in levels) >= 6
    assert sum("stp" in level for level in levels) >= 6


def test_an_unknown_id_is_answered_with_the_nearest(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownIndicator, match=r"No indicator has the id 'recorded-diabetis'\. Did you mean recorded-"):
        catalogue.indicator("recorded-diabetis")


def test_a_priority_is_found_by_its_code(catalogue: Catalogue) -> None:
    priority = catalogue.priority("LTP-DIA")
    assert priority is not None
    assert priority.name == "Diabetes"
    assert catalogue.priority("XYZ") is None
