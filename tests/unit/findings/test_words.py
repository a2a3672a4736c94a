"""Grammar and days, as every sentence has them."""

from __future__ import annotations

from datetime import date

from variation.findings.words import day, short_day, unbroken


def test_days_have_no_nought_before_them() -> None:
    assert day(date(2026, 12, 1)) == "1 December 2026"
    assert short_day(date(2026, 12, 1)) == "1 Dec 2026"
    assert short_day(date(2026, 9, 24)) == "24 Sep 2026"


def test_no_line_begins_with_the_sign_of_a_percentage() -> None:
    assert unbroken("5.9 % of 95 % limits") == "5.9\u00a0% of 95\u00a0% limits"
