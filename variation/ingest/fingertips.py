"""The CSV download of OHID's Fingertips: every area type of a profile, with 95 % and 99.8 % limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from variation.geography import aliases, normalise
from variation.ingest.cells import Cells, Table, has_columns, header_key, tidy
from variation.ingest.columns import Column
from variation.ingest.context import Context
from variation.ingest.matching import with_matches
from variation.ingest.observe import observe

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "Indicator ID", "Indicator Name", "Area Code", "Area Name", "Area Type", "Sex", "Age", "Category Type", "Category",
    "Time period", "Value", "Count", "Denominator",
)  # fmt: skip
_HEADERS = {
    "area": "Area Code", "area_name": "Area Name", "period": "Time period", "value": "Value", "count": "Count",
    "denominator": "Denominator", "sex": "Sex", "age": "Age", "category_type": "Category Type", "category": "Category",
}  # fmt: skip
_LIMITS = {
    "lower": ("Lower CI 95.0 limit", "Lower CI 95 limit", "Lower CI limit"),
    "upper": ("Upper CI 95.0 limit", "Upper CI 95 limit", "Upper CI limit"),
    "note": ("Value note",),
}
"""What the download has called these columns over the years."""
_HELD = re.compile(r"district|count(?:y|ies)|\bUAs?\b|region|england|country|\bCCG|\bSTP|\bICB|\bICS", re.IGNORECASE)
"""Area types among which London's areas are."""
recognise = has_columns(*COLUMNS)


def read(tables: Sequence[Table], context: Context) -> Iterator[pd.DataFrame]:
    """Observations of London's areas, in pieces; other area types are counted as skipped."""
    for table in tables:
        headers = _headers(table)
        for cells in table.chunks(context.report, chunk_rows=context.chunk_rows):
            known = with_matches(cells, context, source="fingertips", headers=["Indicator ID", "Indicator Name"])
            yield observe(_of_held_types(known, context), headers, context)


def _headers(table: Table) -> dict[str, str]:
    present = {header_key(name) for name in table.header}
    found = {ours: name for ours, names in _LIMITS.items() for name in reversed(names) if header_key(name) in present}
    return _HEADERS | found


def _of_held_types(cells: Cells, context: Context) -> Cells:
    """Rows without those of practices, wards and other area types that are not held, which are counted by type."""
    kind = Column.of(cells.column("Area Type"), cells.rows, "Area Type")
    code = Column.of(cells.column("Area Code"), cells.rows, "Area Code")
    known = aliases()
    other = kind.each(lambda cell: not _HELD.search(cell), bool) & code.each(lambda c: normalise(c) not in known, bool)
    kind.report(context.report, "other-area", other)
    for place, name in enumerate(kind.distinct):
        context.report.skip(f"area type not held: {tidy(name)}", int((other & (kind.codes == place)).sum()))
    return cells.select(~other)
