"""Our own format: one observation a row, columns named as docs/data-formats.md says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from variation.errors import ExtractError
from variation.geography import LEVEL_NAMES
from variation.ingest.cells import Cells, Table, header_key, tidy
from variation.ingest.columns import Column
from variation.ingest.context import Context
from variation.ingest.matching import with_ids
from variation.ingest.observe import observe

if TYPE_CHECKING:
    import pandas as pd

REQUIRED = ("indicator", "area", "period")
OPTIONAL = (
    "area name", "level", "sex", "age", "category", "value", "count", "denominator", "lower", "upper", "note", "status",
)  # fmt: skip
IGNORED = ("start", "end")
"""Columns of an export that follow from the period."""


def recognise(header: tuple[str, ...]) -> bool:
    """Whether a header has our columns: the required ones, and a value or a count with its denominator."""
    keys = {header_key(name) for name in header}
    return keys.issuperset(REQUIRED) and ("value" in keys or keys.issuperset(("count", "denominator")))


def read(tables: Sequence[Table], context: Context) -> Iterator[pd.DataFrame]:
    """Observations of every table, in pieces."""
    for table in tables:
        headers = _headers(table, context)
        for cells in table.chunks(context.report, chunk_rows=context.chunk_rows):
            known = with_ids(cells, context, header=headers["indicator"])
            for level, part in _by_level(known, headers, context):
                yield observe(part, headers, context, level=level, compute=True)


def _headers(table: Table, context: Context) -> dict[str, str]:
    """The file's name for each of our columns; refuses columns that we do not know, which may be misspelt."""
    ours = {header_key(name): name.replace(" ", "_") for name in (*REQUIRED, *OPTIONAL)}
    ignored = {header_key(name) for name in IGNORED}
    headers: dict[str, str] = {}
    for name in table.header:
        key = header_key(name)
        if key in ours and ours[key] not in headers:
            headers[ours[key]] = name
        elif key not in ignored:
            message = f"The tidy format has no such column; it has {', '.join((*REQUIRED, *OPTIONAL))}."
            raise ExtractError(
                f"{message} Rename it or take it away.", path=context.path, row=table.header_row, column=name
            )
    return headers


def _by_level(cells: Cells, headers: dict[str, str], context: Context) -> Iterator[tuple[str | None, Cells]]:
    """Rows by the level that they name, since a bare "Camden" is a borough or a CCG; rows of no level are rejected."""
    if "level" not in headers:
        yield None, cells
        return
    column = Column.of(cells.column(headers["level"]), cells.rows, headers["level"])
    levels = column.each(lambda cell: tidy(cell).casefold())
    for level in dict.fromkeys(levels):
        where = np.asarray(levels == level, dtype=bool)
        if level and level not in LEVEL_NAMES:
            column.report(context.report, "level", where, expected=", ".join(LEVEL_NAMES))
            context.report.rows_rejected += int(where.sum())
        else:
            yield level or None, cells.select(where)
