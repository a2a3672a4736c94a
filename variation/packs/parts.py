"""What the sheets of several views have in common: definitions of their indicators, figures as cells of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from variation.analyses import history
from variation.analyses.results import Comparison, History
from variation.findings.rows import Cell, Table
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


def figure(value: float, decimals: int) -> Cell:
    """A number as a table keeps it, with one digit more than is shown; None where there is none."""
    return round(float(value), decimals + 1) if math.isfinite(value) else None


def status_words(*, illustrative: bool) -> str:
    """Whether a row's figures are published or simulated, in a word."""
    return ILLUSTRATIVE if illustrative else PUBLISHED


def columns_of(table: Table, keys: Sequence[str]) -> Table:
    """The same rows with these columns only, in the order of the table."""
    at = [k for k, column in enumerate(table.columns) if column.key in keys]
    return Table(tuple(table.columns[k] for k in at), tuple(tuple(row[k] for k in at) for row in table.rows))


def filled(table: Table) -> Table:
    """The same rows without the columns that hold nothing in any of them."""
    held = [c.key for k, c in enumerate(table.columns) if any(row[k] not in (None, "") for row in table.rows)]
    return columns_of(table, held)
