"""What every reader of a format is given: the catalogue, the report that it fills, and what was read before."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from variation.indicators import Catalogue
from variation.ingest.cells import CHUNK_ROWS
from variation.ingest.duplicates import Duplicates
from variation.ingest.report import Report


@dataclass(frozen=True)
class Context:
    """What a reader of one file works with.

    Parameters
    ----------
    path : the file
    catalogue : indicators that rows may be of
    data : folder with sources/ and the like
    report : grows while the file is read
    chunk_rows : rows held at one time
    duplicates : observations of the file seen so far
    """

    path: Path
    catalogue: Catalogue
    data: Path
    report: Report
    chunk_rows: int = CHUNK_ROWS
    duplicates: Duplicates = field(default_factory=Duplicates)
