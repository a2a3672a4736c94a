"""Denominators that a source does not have itself: found in another file, carried forward openly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from variation.errors import ExtractError
from variation.geography import aliases, normalise
from variation.ingest.cells import read_cells, tidy
from variation.ingest.numbers import parse_number
from variation.ingest.periods import Period, parse_period, period_of
from variation.ingest.recipe_model import Lookup


@dataclass(frozen=True)
class Denominators:
    """Figures of a lookup by area, each with the month that it is of (0 where it has none), ascending."""

    lookup: Lookup
    months: dict[str, list[int]]
    values: dict[str, list[float]]

    def find(self, area: str, period: Period) -> tuple[float, str]:
        """The figure for an area and period, and a note where it is of another period; NaN where there is none.

        A month's own figure is taken; else the latest before it, if figures may be carried forward.
        """
        months = self.months.get(area, [])
        place = bisect_right(months, period.end) - 1
        if place < 0:
            return np.nan, ""
        month, value = months[place], self.values[area][place]
        if not month:
            return value, self.lookup.note.format(period="")
        if period.start <= month <= period.end:
            return value, ""
        if not self.lookup.carry_forward:
            return np.nan, ""
        return value, self.lookup.note.format(period=period_of(month, month).label)


def read_lookup(lookup: Lookup, beside: Path, data: Path) -> Denominators | None:
    """A lookup's figures, from the file beside the extract or in data/sources; None where there is no such file.

    Raises
    ------
    ExtractError
        When a figure or period in it makes no sense, or an area stands twice for a period.
    """
    path = find_file(lookup, beside, data)
    if path is None:
        return None
    months: dict[str, list[int]] = {}
    values: dict[str, list[float]] = {}
    for area, month, value in sorted(_figures(lookup, path)):
        if months.get(area, [None])[-1] == month:
            raise ExtractError(f"{area} has two figures for one period; keep one.", path=path, column=lookup.value)
        months.setdefault(area, []).append(month)
        values.setdefault(area, []).append(value)
    return Denominators(lookup, months, values)


def find_file(lookup: Lookup, beside: Path, data: Path) -> Path | None:
    """The file of a lookup: the last by name where its pattern fits several."""
    for folder in (beside.parent, data / "sources"):
        if found := sorted(path for path in folder.glob(lookup.file) if path.is_file()):
            return found[-1]
    return None


def _figures(lookup: Lookup, path: Path) -> Iterable[tuple[str, int, float]]:
    wanted = [lookup.area, lookup.value, *([lookup.period] if lookup.period else [])]
    known = aliases(lookup.level)
    for cells in read_cells(path, wanted):
        periods = cells.column(lookup.period) if lookup.period else [""] * len(cells)
        parts = zip(cells.rows, cells.column(lookup.area), periods, cells.column(lookup.value), strict=True)
        for row, area, period, value in parts:
            alias = known.get(normalise(area))
            if alias is None or alias.level != lookup.level or not tidy(value):
                continue
            number, _ = parse_number(value)
            if np.isnan(number) or number <= 0:
                message = "A denominator must be a number above 0; correct the cell or leave it empty."
                raise ExtractError(message, path=path, row=int(row), column=lookup.value, value=value)
            yield alias.code, _month(period, path, int(row), lookup), number


def _month(text: str, path: Path, row: int, lookup: Lookup) -> int:
    if not lookup.period:
        return 0
    try:
        return parse_period(text, "month").end
    except ValueError as error:
        raise ExtractError(
            f"{error} Write it as Apr 2018.", path=path, row=row, column=lookup.period, value=text
        ) from None
