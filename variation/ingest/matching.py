"""Which indicator a row is of: by id in our own files, by the publisher's name, number, sex and age in theirs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from variation.ingest.cells import Cells, tidy
from variation.ingest.columns import Column
from variation.ingest.context import Context
from variation.ingest.observe import INDICATOR


def with_ids(cells: Cells, context: Context, *, header: str) -> Cells:
    """Rows of our own format, with indicator ids checked; the others are reported and counted."""
    column = Column.of(cells.column(header), cells.rows, header)
    ids = {i.casefold(): i for i in context.catalogue.indicators}
    found = column.each(lambda cell: ids.get(tidy(cell).casefold(), ""))
    empty = column.each(lambda cell: not tidy(cell), bool)
    column.report(context.report, "indicator-missing", empty)
    context.report.rows_rejected += int(empty.sum())
    return _known(cells, found, column, context, ignore=empty)


def with_matches(cells: Cells, context: Context, *, source: str, headers: Sequence[str]) -> Cells:
    """Rows of a publisher's format, with the ids of the indicators whose files match them.

    Parameters
    ----------
    source : "phof" or "fingertips", as in the matches of an indicator's file
    headers : columns that may name an indicator, the surest first; the columns Sex and Age must be there
    """
    names = [Column.of(cells.column(header), cells.rows, header) for header in headers]
    sex = Column.of(cells.column("Sex", ""), cells.rows, "Sex")
    age = Column.of(cells.column("Age", ""), cells.rows, "Age")
    found = np.full(len(cells), "", dtype=object)
    named = np.zeros(len(cells), dtype=bool)
    for column in names:
        known = [context.catalogue.matching(source, tidy(cell)) for cell in column.distinct]
        named |= column.spread([bool(k) for k in known], bool)
        for place, candidates in enumerate(known):
            if candidates:
                rows = np.flatnonzero((column.codes == place) & (found == ""))
                found[rows] = _by_group(tidy(column.distinct[place]), rows, sex, age, context, source)
    unused = named & np.asarray(found == "", dtype=bool)
    names[-1].report(context.report, "unused-group", unused)
    context.report.skip("sex or age not wanted", int(unused.sum()))
    return _known(cells, found, names[-1], context, ignore=unused)


def _by_group(
    name: str, rows: NDArray[np.intp], sex: Column, age: Column, context: Context, source: str
) -> NDArray[np.object_]:
    """Ids for rows of one name, by their sex and age; "" where the indicator does not take them."""
    width = max(1, len(age.distinct))
    groups, inverse = np.unique(sex.codes[rows] * width + age.codes[rows], return_inverse=True)
    ids = np.full(len(groups), "", dtype=object)
    for place, group in enumerate(groups):
        words = tidy(sex.distinct[group // width]), tidy(age.distinct[group % width])
        matched = context.catalogue.matching(source, name, sex=words[0], age=words[1])
        ids[place] = matched[0].id if matched else ""
    return np.asarray(ids[inverse], dtype=object)


def _known(
    cells: Cells, ids: NDArray[np.object_], column: Column, context: Context, *, ignore: NDArray[np.bool_]
) -> Cells:
    """The rows that have an id, with it; others, unless counted already, are reported by name."""
    missing = np.asarray(ids == "", dtype=bool)
    unknown = missing & ~ignore
    if unknown.any():
        codes, first, times = np.unique(column.codes[unknown], return_index=True, return_counts=True)
        places = np.flatnonzero(unknown)[np.sort(first)]
        named = [tidy(column.distinct[code]) for code in column.codes[places]]
        context.report.add(
            "unknown-indicator", column.rows[places], named, column=column.name, total=int(unknown.sum())
        )
        for code, rows in zip(codes, times, strict=True):
            context.report.skip(f"unknown indicator: {tidy(column.distinct[code])}", int(rows))
    kept = cells.select(~missing)
    return Cells(kept.sheet, kept.rows, {**kept.columns, INDICATOR: ids[~missing]})
