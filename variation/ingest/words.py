"""Columns of words: period, sex, age, category and status, as publishers write them."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from variation.ingest.cells import tidy
from variation.ingest.columns import Column
from variation.ingest.periods import Period, parse_period
from variation.ingest.report import Report
from variation.ingest.rules import RULES
from variation.observations import ILLUSTRATIVE, PUBLISHED

_SEXES = {
    "Persons": (
        "persons",
        "person",
        "people",
        "all",
        "both",
        "both sexes",
        "all persons",
        "total",
        "all sexes",
        "p",
        "m+f",
    ),
    "Male": ("male", "males", "m", "men", "boys"),
    "Female": ("female", "females", "f", "women", "girls"),
}
_SEX = {word: sex for sex, words in _SEXES.items() for word in words} | {"": "Persons", "not applicable": "Persons"}
_DATE_FOR_AGE = re.compile(r"\d{1,2}-[A-Z][a-z]{2}(?:-\d\d)?|[A-Z][a-z]{2}-\d{1,2}|\d{4}-\d\d-\d\d(?: .*)?")
_YEARS = r"(?:\s?(?:yrs?|years?)\.?(?: old| of age)?)?"
_AGES = (  # each form of an age in years, and the one that it is given
    (re.compile(rf"(?:aged? )?(\d{{1,3}})\s?(?:-|–|to)\s?(\d{{1,3}}){_YEARS}", re.IGNORECASE), r"\1-\2 yrs"),
    (re.compile(rf"(?:aged? )?(\d{{1,3}})\s?(?:\+|(?:and|&) over){_YEARS}", re.IGNORECASE), r"\1+ yrs"),
    (re.compile(rf"(?:<|under )\s?(\d{{2,3}}){_YEARS}", re.IGNORECASE), r"<\1 yrs"),
)
NO_PERIOD = Period("", 0, 0, "")


def read_periods(column: Column, report: Report, *, frequency: NDArray[np.object_] | str = "") -> NDArray[np.object_]:
    """The ``Period`` of each row; ``NO_PERIOD`` where the cell is none, which is reported.

    Parameters
    ----------
    column : periods as text
    report : takes what is found
    frequency : of each row's indicator, shape (n,), or one for all; decides between readings of 2010-12
    """
    import pandas as pd

    wanted = np.full(len(column.codes), frequency, dtype=object) if isinstance(frequency, str) else frequency
    kinds, frequencies = pd.factorize(wanted)
    width = max(1, len(frequencies))
    pairs, inverse = np.unique(column.codes.astype(np.int64) * width + kinds, return_inverse=True)
    read, faults = np.empty(len(pairs), dtype=object), np.full(len(pairs), "", dtype=object)
    for place, pair in enumerate(pairs):
        try:
            read[place] = parse_period(column.distinct[pair // width], frequencies[pair % width])
        except ValueError as error:
            read[place], faults[place] = NO_PERIOD, str(error)
    for fault in dict.fromkeys(faults[faults != ""]):
        column.report(
            report, "period", (faults == fault)[inverse], expected=f"{RULES['period'].expected}. {fault}".rstrip(".")
        )
    return np.asarray(read[inverse], dtype=object)


def read_sexes(column: Column, report: Report) -> NDArray[np.object_]:
    """Persons, Male or Female of each row; "" where the cell is none of them, which is reported."""
    sexes = column.each(lambda cell: _SEX.get(tidy(cell).casefold(), ""))
    column.report(report, "sex", np.asarray(sexes == "", dtype=bool))
    return sexes


def read_ages(column: Column, report: Report) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Ages, those in years in one form and others as published, "All ages" where empty; and where Excel made a date."""
    dates = column.each(lambda cell: bool(_DATE_FOR_AGE.fullmatch(tidy(cell))), bool)
    column.report(report, "excel-date", dates)
    return column.each(_age), dates


def _age(cell: str) -> str:
    """10-11 yrs for "10-11", "10 - 11 years" and the like, so that one series has one age."""
    text = tidy(cell) or "All ages"
    for form, written in _AGES:
        if form.fullmatch(text):
            return form.sub(written, text)
    return text


def read_categories(types: Column, groups: Column) -> NDArray[np.object_]:
    """The group of each row as "Type: group", or "" for everybody."""
    width = max(1, len(groups.distinct))
    pairs, inverse = np.unique(types.codes.astype(np.int64) * width + groups.codes, return_inverse=True)
    joined = np.empty(len(pairs), dtype=object)
    for place, pair in enumerate(pairs):
        joined[place] = ": ".join(
            filter(None, (tidy(types.distinct[pair // width]), tidy(groups.distinct[pair % width])))
        )
    return np.asarray(joined[inverse], dtype=object)


def read_statuses(column: Column, report: Report) -> NDArray[np.object_]:
    """Published or illustrative; empty is published; "" where the cell is neither, which is reported."""

    def status(cell: str) -> str:
        word = tidy(cell).casefold() or PUBLISHED
        return word if word in {PUBLISHED, ILLUSTRATIVE} else ""

    statuses = column.each(status)
    column.report(report, "status", np.asarray(statuses == "", dtype=bool))
    return statuses
