"""A column's distinct cells, so that a rule looks at each once however many rows there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.ingest.cells import tidy
from variation.ingest.report import Report

_SAMPLE = 2000


@dataclass(frozen=True)
class Column:
    """A column of text as codes into its distinct cells.

    Parameters
    ----------
    name : header, for reports
    rows : int64, shape (n,), line in the file
    codes : shape (n,), place of each row's cell in ``distinct``
    distinct : the distinct cells, as they stand in the file; a cell may stand more than once
    """

    name: str
    rows: NDArray[np.int64]
    codes: NDArray[np.intp]
    distinct: list[str]

    @classmethod
    def of(cls, cells: NDArray[np.object_], rows: NDArray[np.int64], name: str) -> Column:
        """Gather a column's distinct cells; where nearly all differ, as figures do, each stands for itself."""
        import pandas as pd

        sample = cells[:_SAMPLE]
        if len(set(sample)) > 0.5 * len(sample) and len(cells) > _SAMPLE:
            return cls(name, rows, np.arange(len(cells)), list(cells))

        codes, distinct = pd.factorize(cells)
        return cls(name, rows, codes, list(distinct))

    def each(self, rule: Callable[[str], Any], dtype: Any = object) -> NDArray[Any]:
        """What a function of one cell gives for every row."""
        return self.spread([rule(cell) for cell in self.distinct], dtype)

    def spread(self, answers: list[Any], dtype: Any = object) -> NDArray[Any]:
        """An answer for each distinct cell, given to every row that holds it."""
        table = np.empty(len(answers), dtype=dtype)
        table[:] = answers
        return table[self.codes]

    def cells(self, where: NDArray[np.bool_]) -> list[str]:
        """The cells as they stand, of the rows where the mask holds."""
        return [self.distinct[code] for code in self.codes[where]]

    def report(self, report: Report, rule: str, where: NDArray[np.bool_], *, expected: str = "") -> None:
        """Say that the rows where the mask holds break a rule."""
        if where.any():
            first = np.flatnonzero(where)[: report.room(rule)]
            cells = [self.distinct[code] for code in self.codes[first]]
            report.add(rule, self.rows[first], cells, column=self.name, expected=expected, total=int(where.sum()))


def report_spaces(column: Column, report: Report) -> None:
    """Say which cells have spaces around or doubled within them; every rule reads them without."""
    changed = [tidy(cell) != cell for cell in column.distinct]
    if any(changed):
        column.report(report, "spaces", column.spread(changed, bool))
