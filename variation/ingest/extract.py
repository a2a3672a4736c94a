"""One extract: its format, its fingerprint, its observations in pieces, and the report of what was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from variation.errors import ExtractError
from variation.indicators import Catalogue
from variation.ingest.cells import CHUNK_ROWS
from variation.ingest.context import Context
from variation.ingest.files import UNREADABLE, sha256, why_unreadable
from variation.ingest.formats import Recognised, recognise
from variation.ingest.report import Report

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Extract:
    """A file whose format is known, to be read by ``frames``.

    Parameters
    ----------
    path : the file
    format : name of its format, such as "tidy" or "recipe:nhse-mar"
    sha256 : fingerprint of its bytes
    report : what was found; complete once ``frames`` is through
    """

    path: Path
    format: str
    sha256: str
    catalogue: Catalogue
    data: Path
    chunk_rows: int
    recognised: Recognised = field(repr=False)
    report: Report = field(init=False)

    def __post_init__(self) -> None:
        self.report = Report(str(self.path))

    def frames(self) -> Iterator[pd.DataFrame]:
        """Observations in pieces of bounded size, without rows in error; each call reads and reports afresh.

        Raises
        ------
        ExtractError
            When the file turns out damaged midway. Rows in error do not raise: look at ``report.has_errors``.
        """
        self.report = Report(str(self.path))
        context = Context(self.path, self.catalogue, self.data, self.report, self.chunk_rows)
        try:
            for frame in self.recognised.read(self.recognised.tables, context):
                if len(frame):
                    yield frame
        except UNREADABLE as error:
            raise ExtractError(why_unreadable(error), path=self.path) from None


def read_extract(
    path: Path | str,
    *,
    catalogue: Catalogue,
    data: Path,
    format: str | None = None,  # noqa: A002
    chunk_rows: int = CHUNK_ROWS,
) -> Extract:
    """Recognise a file and make it ready to be read.

    Parameters
    ----------
    path : .csv, .txt, .tsv, .xlsx, .xls, or any of them as .gz or within .zip
    catalogue : indicators that rows may be of; rows of others are skipped and counted
    data : folder whose sources/ holds the recipes
    format : name of a format to force, "recipe:<name>" for a recipe; recognised by the header otherwise
    chunk_rows : rows held at one time

    Raises
    ------
    ExtractError
        When the file cannot be opened, or its format is not known.
    """
    path = Path(path)
    fingerprint = sha256(path)
    try:
        recognised = recognise(path, data, format=format)
    except UNREADABLE as error:
        raise ExtractError(why_unreadable(error), path=path) from None
    return Extract(path, recognised.name, fingerprint, catalogue, data, chunk_rows, recognised)
