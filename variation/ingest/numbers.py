"""Numbers as publishers write them, and the marks that they write where there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.ingest.cells import tidy
from variation.ingest.columns import Column
from variation.ingest.report import Report

PLAIN, MENDED, PERCENT, ABSENT, SUPPRESSED_MARK, FORMULA_ERROR, BAD = range(7)
"""What a cell was: a number, a number after mending, with %, no number for a given reason, or no sense at all."""

_SUPPRESSED = {
    "*", "**", "***", "[c]", "c", "x", "[low]", "dq", "[dq]", "s", "[s]", "#", "supp", "suppressed", "(suppressed)",
    "[suppressed]", "redacted", "masked", "small number", "small numbers", "too small", "disclosive",
    "value suppressed", "data suppressed",
}  # fmt: skip
_ABSENT = {
    "", "-", "--", "–", "—", ".", "..", "...", ":", "[x]", "[z]", "z", "[u]", "[w]", "n/a", "na", "n.a.", "n.a",
    "#n/a", "nan", "nil", "null", "none", "<na>", "not available", "not applicable", "not published", "missing",
    "not collected", "not recorded", "no data", "[no data]", "unavailable", "tbc",
}  # fmt: skip
_FORMULA_ERRORS = {"#div/0!", "#value!", "#ref!", "#name?", "#num!", "#null!"}
_FEWER = re.compile(r"(?:<|≤|<=|under |less than |fewer than |up to )\s*\d+|\d\s*(?:-|–|to)\s*\d")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d*)?")
_MARKER = re.compile(r"\s*\[[a-z]\]$")


@dataclass(frozen=True)
class Numbers:
    """Numbers of a column and what its cells were.

    Parameters
    ----------
    value : float64, shape (n,), NaN where there is no number
    kind : int8, shape (n,), one of PLAIN, MENDED, PERCENT, ABSENT, SUPPRESSED_MARK, FORMULA_ERROR, BAD
    """

    value: NDArray[np.float64]
    kind: NDArray[np.int8]

    @property
    def bad(self) -> NDArray[np.bool_]:
        """Where a cell makes no sense."""
        return np.asarray(self.kind == BAD)

    @property
    def suppressed(self) -> NDArray[np.bool_]:
        """Where the publisher withholds the number."""
        return np.asarray(self.kind == SUPPRESSED_MARK)


def parse_number(text: str) -> tuple[float, int]:
    """One cell: its number (NaN where it has none) and what it was.

    Thousands are separated by commas or spaces in threes only, so "12,5" makes no sense rather than 125 or 12.5. A
    marker such as "[p]" after a number (provisional, revised, estimated) is dropped.
    """
    cell = tidy(text).casefold()
    if cell in _SUPPRESSED or _FEWER.fullmatch(cell):
        return np.nan, SUPPRESSED_MARK
    if cell in _ABSENT:
        return np.nan, ABSENT
    if cell in _FORMULA_ERRORS:
        return np.nan, FORMULA_ERROR
    bare = _MARKER.sub("", cell).replace("−", "-")
    number = bare.removesuffix("%").rstrip()
    kind = PERCENT if number != bare else PLAIN if number == cell else MENDED
    if _GROUPED.fullmatch(number):
        number = number.replace(",", "").replace(" ", "")
        kind = max(kind, MENDED)
    if _NUMBER.fullmatch(number) and np.isfinite(float(number)):
        return float(number), kind
    return np.nan, BAD


def read_numbers(column: Column, report: Report) -> Numbers:
    """Numbers of a whole column; every mended, absent and senseless cell is reported."""
    values, kinds = _parse_distinct(column.distinct)
    numbers = Numbers(values[column.codes], kinds[column.codes])
    for kind, rule in (
        (BAD, "number"),
        (MENDED, "number-format"),
        (PERCENT, "number-format"),
        (SUPPRESSED_MARK, "suppressed"),
        (FORMULA_ERROR, "formula-error"),
    ):
        if (kinds == kind).any():
            column.report(report, rule, numbers.kind == kind)
    return numbers


def _parse_distinct(cells: list[str]) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Plain numbers by one quick call, the rest one by one."""
    import pandas as pd

    values = pd.to_numeric(np.array(cells, dtype=object), errors="coerce").astype(np.float64)
    kinds = np.zeros(len(cells), dtype=np.int8)
    for place in np.flatnonzero(~np.isfinite(values)):
        values[place], kinds[place] = parse_number(cells[place])
    return values, kinds
