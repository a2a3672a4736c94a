"""What was found in an extract: each problem with its place, and how many rows went where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from variation.ingest.rules import ERROR, RULES

KEEP = 50
"""Problems of one rule kept in full, unless a report is told otherwise; all are counted."""


@dataclass(frozen=True)
class Problem:
    """One breach of one rule.

    Parameters
    ----------
    path : file as it was named
    row : line in the file, counted from 1; None where the whole file or sheet is meant
    column : header of the column, "" where the whole row is meant
    value : the cell as it stands in the file
    rule : id in ``variation.ingest.rules.RULES``
    severity : error, warning or note
    expected, remedy : what should stand there and how to mend it
    sheet : sheet of a workbook or member of an archive, "" for a plain file
    """

    path: str
    row: int | None
    column: str
    value: str
    rule: str
    severity: str
    expected: str
    remedy: str
    sheet: str = ""


@dataclass
class Report:
    """The account of one file; it grows while the file is read.

    ``rows_read`` is the sum of ``rows_loaded``, ``rows_skipped`` (rightly left out, by reason in ``skipped``) and
    ``rows_rejected`` (in error). ``problems`` keeps the first of each rule; ``counts`` has them all.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    rows_read: int = 0
    rows_loaded: int = 0
    rows_rejected: int = 0
    sheet: str = ""
    keep: int = KEEP
    _kept: Counter[str] = field(default_factory=Counter, repr=False)

    @property
    def rows_skipped(self) -> int:
        """Rows left out for a reason that is no error."""
        return sum(self.skipped.values())

    @property
    def has_errors(self) -> bool:
        """Whether any rule of severity error was broken."""
        return any(RULES[rule].severity == ERROR for rule in self.counts)

    def add(
        self,
        rule: str,
        rows: NDArray[np.int64] | Sequence[int | None],
        values: Sequence[str] | NDArray[np.object_],
        *,
        column: str = "",
        expected: str = "",
        total: int | None = None,
    ) -> None:
        """Record that rows break a rule.

        Parameters
        ----------
        rule : id of the rule
        rows : line in the file of each breach
        values : the cell of each breach, as it stands
        column : header of the column
        expected : what should stand there, where more can be said than the rule does
        total : number of breaches, where ``rows`` holds only examples of them
        """
        size = len(rows) if total is None else total
        if not size:
            return
        room = self.room(rule)
        self.counts[rule] += size
        self._kept[rule] += min(room, len(rows))
        known = RULES[rule]
        for row, value in zip(rows[:room], values[:room], strict=True):
            self.problems.append(
                Problem(
                    path=self.path,
                    row=None if row is None else int(row),
                    column=column,
                    value=str(value),
                    rule=rule,
                    severity=known.severity,
                    expected=expected or known.expected,
                    remedy=known.remedy,
                    sheet=self.sheet,
                )
            )

    def room(self, rule: str) -> int:
        """How many more problems of a rule are kept in full."""
        return max(0, self.keep - self._kept[rule])

    def skip(self, reason: str, rows: int) -> None:
        """Count rows that were rightly left out."""
        if rows:
            self.skipped[reason] += rows
