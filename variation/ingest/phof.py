"""The older download of the Public Health Outcomes Framework: thirteen columns, in its workbooks with a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from variation.ingest.cells import Table, has_columns, header_key
from variation.ingest.context import Context
from variation.ingest.matching import with_matches
from variation.ingest.observe import observe

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "Indicator", "Time Period", "Parent Code", "Parent Name", "Area Code", "Area Name", "Value", "Lower CI", "Upper CI",
    "Count", "Denominator", "Sex", "Age",
)  # fmt: skip
_HEADERS = {
    "area": "Area Code", "area_name": "Area Name", "period": "Time Period", "value": "Value", "lower": "Lower CI",
    "upper": "Upper CI", "count": "Count", "denominator": "Denominator", "sex": "Sex", "age": "Age",
}  # fmt: skip
recognise = has_columns(*COLUMNS)


def read(tables: Sequence[Table], context: Context) -> Iterator[pd.DataFrame]:
    """Observations of every sheet that has the columns, in pieces; the value is the publisher's."""
    for table in tables:
        with_note = "note" in {header_key(name) for name in table.header}
        headers = _HEADERS | ({"note": "Note"} if with_note else {})
        for cells in table.chunks(context.report, chunk_rows=context.chunk_rows):
            yield observe(with_matches(cells, context, source="phof", headers=["Indicator"]), headers, context)
