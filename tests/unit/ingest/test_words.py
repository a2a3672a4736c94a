"""Columns of words, read into one form each."""

from __future__ import annotations

import numpy as np
import pytest

from variation.ingest.columns import Column
from variation.ingest.report import Report
from variation.ingest.words import read_ages


@pytest.mark.parametrize(
    ("written", "age"),
    [
        ("10-11", "10-11 yrs"),
        ("10 - 11 years", "10-11 yrs"),
        ("10-11yrs", "10-11 yrs"),
        ("Aged 10 to 11", "10-11 yrs"),
        ("16+", "16+ yrs"),
        ("16 and over", "16+ yrs"),
        ("< 75 years", "<75 yrs"),
        ("under 18", "<18 yrs"),
        ("", "All ages"),
        ("< 1 yr", "< 1 yr"),
        ("6-8 weeks", "6-8 weeks"),
        ("6 months-64 yrs", "6 months-64 yrs"),
        ("10-11 yrs", "10-11 yrs"),
    ],
)
def test_an_age_in_years_has_one_form_and_others_stay(written: str, age: str) -> None:
    column = Column.of(np.array([written], dtype=object), np.array([2]), "age")
    found, dates = read_ages(column, Report("file"))
    assert list(found) == [age]
    assert not dates.any()
