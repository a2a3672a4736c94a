"""What the sheets of several views have in common: definitions of their indicators, what of a table is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from variation.analyses import history
from variation.analyses.results import Comparison, History
from variation.findings.rows import Table
from variation.findings.sentence import describe
from variation.findings.tables import definitions
from variation.indicators import Catalogue
from variation.packs.sheets import Definition

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

MOST_SHORT = 8  # rows of the table on a page
PUBLISHED, ILLUSTRATIVE = "Published", "Illustrative"


def define(c: Comparison, h: History) -> Definition:
    """What a reader must know of an indicator's figures, for the appendix."""
    return Definition(c.indicator.id, c.indicator.name, tuple(definitions(c, h, describe(c, h))))


def define_shown(c: Comparison, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Definition:
    """The same of a comparison that a view shows without its past."""
    return define(c, history(c.selection, catalogue, store, snapshot))


def status_words(*, illustrative: bool) -> str:
    """Whether a row's figures are published or simulated, in a word."""
    return ILLUSTRATIVE if illustrative else PUBLISHED


def columns_of(table: Table, keys: Sequence[str]) -> Table:
    """The same rows with these columns only, in the order of the table."""
    at = [k for k, column in enumerate(table.columns) if column.key in keys]
    return Table(tuple(table.columns[k] for k in at), tuple(tuple(row[k] for k in at) for row in table.rows))


def ends_of(table: Table, half: int = MOST_SHORT // 2, said: str = "") -> Table:
    """All of a few rows; of more than a page has room for, the first and the last, and how many are left out.

    Parameters
    ----------
    said : in place of how many rows lie between
    """
    rows, left = table.rows, len(table.rows) - 2 * half
    if len(rows) <= MOST_SHORT:
        return table
    return Table(table.columns, (*rows[:half], gap_row(table, said or f"… {left} more …"), *rows[-half:]))


def first_of(table: Table) -> Table:
    """All of a few rows; of more than a page has room for, the first, and how many there are beyond them."""
    left = len(table.rows) - MOST_SHORT
    if left <= 0:
        return table
    return Table(table.columns, (*table.rows[:MOST_SHORT], gap_row(table, f"… {left} more")))


def gap_row(table: Table, words: str) -> tuple[str, ...]:
    """A row that says which rows are left out."""
    return (words, *("" for _ in table.columns[1:]))


def filled(table: Table) -> Table:
    """The same rows without the columns that hold nothing in any of them."""
    held = [c.key for k, c in enumerate(table.columns) if any(row[k] not in (None, "") for row in table.rows)]
    return columns_of(table, held)
