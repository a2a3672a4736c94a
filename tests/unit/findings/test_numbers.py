"""Numbers are written one way everywhere."""

from __future__ import annotations

import math

import pytest

from tests.builders import indicator
from variation.findings.numbers import format_count, format_interval, format_number, format_value, spell


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (5.94, 1, "5.9"),
        (12345.6, 0, "12,346"),
        (-0.04, 1, "0.0"),
        (-3.25, 1, "−3.2"),
        (0, 2, "0.00"),
        (-1234, 0, "−1,234"),
    ],
)
def test_a_number_has_its_decimals_thousands_separated_and_a_true_minus(value, decimals, text):
    assert format_number(value, decimals) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_said_to_be_absent(value):
    assert format_value(value, indicator()) == "no figure"


@pytest.mark.parametrize(
    ("unit", "decimals", "text"),
    [
        ("%", 1, "81.3 %"),
        ("per 1,000", 1, "81.3 per 1,000"),
        ("years", 1, "81.3 years"),
        ("score (0 to 40)", 1, "81.3"),
        ("ratio (everyone = 100)", 0, "81"),
    ],
)
def test_a_value_carries_its_unit_unless_the_unit_only_explains_a_scale(unit, decimals, text):
    assert format_value(81.3, indicator(unit=unit, decimals=decimals, measure="mean")) == text


def test_an_interval_needs_both_limits():
    assert format_interval(5.13, 6.79, indicator()) == "5.1 to 6.8"
    assert format_interval(5.13, math.nan, indicator()) == ""


def test_counts_are_whole():
    assert format_count(1234.0) == "1,234"


@pytest.mark.parametrize(("number", "word"), [(0, "none"), (1, "one"), (9, "nine"), (10, "10"), (1200, "1,200")])
def test_small_numbers_are_spelt(number, word):
    assert spell(number) == word


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(2.2, 1, "£2.20 per head"), (-1234.5, 0, "−£1,234 per head"), (float("nan"), 1, "no figure")],
)
def test_money_is_written_as_money(value, decimals, said):
    assert format_value(value, indicator(unit="£ per head", decimals=decimals)) == said
