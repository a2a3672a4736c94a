"""One extract: its format, its fingerprint, its observations in pieces, and the report of what was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from variation.errors import ExtractError
from variation.indicators import Catalogue
from variation.ingest.cells import CHUNK_ROWS
from variation.ingest.context import Context
from variation.ingest.duplicates import Duplicates
from variation.ingest.files import UNREADABLE, sha256, why_unreadable
from variation.ingest.formats import Recognised, recognise
from variation.ingest.report import KEEP, Report

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
    context, recognised : what reading it takes
    """

    path: Path
    format: str
    sha256: str
    context: Context = field(repr=False)
    recognised: Recognised = field(repr=False)

    @property
    def report(self) -> Report:
        """What was found; a new one each time that the file is read."""
        return self.context.report

    def frames(self) -> Iterator[pd.DataFrame]:
        """Observations in pieces of bounded size, without rows in error; each call reads and reports afresh.

        Raises
        ------
        ExtractError
            When the file turns out damaged midway. Rows in error do not raise: look at ``report.has_errors``.
        """
        self.context = replace(
            self.context, report=Report(str(self.path), keep=self.report.keep), duplicates=Duplicates()
        )
        try:
            for frame in self.recognised.read(self.recognised.tables, self.context):
                if len(frame):
                    yield frame
        except UNREADABLE as error:
            raise ExtractError(why_unreadable(error), path=self.path) from None
        if not self.report.rows_loaded and not self.report.has_errors:
            self.report.sheet = ""
            self.report.add("nothing-taken", [None], ["no observation"])


def read_extract(
    path: Path | str,
    *,
    catalogue: Catalogue,
    data: Path,
    format: str | None = None,  # noqa: A002
    chunk_rows: int = CHUNK_ROWS,
    keep: int = KEEP,
) -> Extract:
    """Recognise a file and make it ready to be read.

    Parameters
    ----------
    path : .csv, .txt, .tsv, .xlsx, .xls, or any of them as .gz or within .zip
    catalogue : indicators that rows may be of; rows of others are skipped and counted
    data : folder whose sources/ holds the recipes
    format : name of a format to force, "recipe:<name>" for a recipe; recognised by the header otherwise
    chunk_rows : rows held at one time
    keep : problems of one rule that the report keeps in full

    Raises
    ------
    ExtractError
        When the file cannot be opened, or its format is not known.
    """
    path = Path(path)
    fingerprint = sha256(path)
    context = Context(path, catalogue, data, Report(str(path), keep=keep), chunk_rows)
    try:
        recognised = recognise(context, format=format)
    except UNREADABLE as error:
        raise ExtractError(why_unreadable(error), path=path) from None
    return Extract(path, recognised.name, fingerprint, context, recognised)
