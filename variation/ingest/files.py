"""Opening files: plain, .gz, .zip, text in any encoding, workbooks; all become sheets of rows of text.

What a file is is read from its first bytes, not its name: downloads called .xls are often text, and .csv workbooks.
"""

from __future__ import annotations

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from variation.errors import ExtractError
from variation.ingest.text import open_text
from variation.ingest.workbook import open_workbook

Row = tuple[int, list[str]]
"""Line in the file, counted from 1, and its cells."""

_GZIP, _ZIP, _EMPTY_ZIP, _OLD_WORKBOOK = b"\x1f\x8b", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"
_SHEETS_IN_ARCHIVE = (".csv", ".txt", ".tsv", ".xlsx", ".xls", ".gz")
_WORKBOOK_LIMIT = 150_000_000
UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class Sheet(Protocol):
    """A table of text, as it stands in the file.

    ``remarks`` are rules that the sheet breaks as a whole, with what was found: ("encoding", "cp1252").
    """

    @property
    def name(self) -> str:
        """Sheet of a workbook or member of an archive; "" for a plain file."""

    @property
    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Rules broken by the whole sheet."""

    def rows(self) -> Iterator[Row]:
        """Every row from the first, blank ones too; may be asked for again."""

    def blocks(self, size: int) -> Iterator[tuple[NDArray[np.int64], list[list[str]]]]:
        """The same in blocks: the lines that the rows begin on, and their cells."""


@dataclass(frozen=True)
class _Bytes:
    """Content of a file or of a member of an archive, opened afresh on each call."""

    name: str
    path: Path
    open: Callable[[], IO[bytes]]

    def start(self, size: int = 8) -> bytes:
        with self.open() as stream:
            return stream.read(size)


def sha256(path: Path) -> str:
    """Fingerprint of a file's bytes; raises ExtractError where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ExtractError(why_unreadable(error), path=path) from None


def open_sheets(path: Path) -> list[Sheet]:
    """Every sheet that a file holds; raises ExtractError where it holds none that can be read."""
    try:
        return list(_sheets(_Bytes("", path, lambda: path.open("rb"))))
    except UNREADABLE as error:
        raise ExtractError(why_unreadable(error), path=path) from None


def _sheets(content: _Bytes) -> Iterator[Sheet]:
    start = content.start()
    if not start:
        raise ExtractError("The file is empty; download it again.", path=content.path)
    if start.startswith(_EMPTY_ZIP):
        raise ExtractError("The archive is empty; download it again.", path=content.path)
    if start.startswith(_GZIP):
        yield from _sheets(_Bytes(content.name, content.path, lambda: _unpacked(content)))
    elif start.startswith(_OLD_WORKBOOK) or (start.startswith(_ZIP) and _is_workbook(content)):
        yield from open_workbook(_whole(content), name=content.name, path=content.path)
    elif start.startswith(_ZIP):
        yield from _archived(content)
    else:
        yield open_text(content.open, name=content.name, path=content.path)


def _unpacked(content: _Bytes) -> IO[bytes]:
    packed = content.open()
    stream = gzip.GzipFile(fileobj=packed)
    stream.myfileobj = packed  # type: ignore[assignment]  # what it closes when it is closed
    return cast("IO[bytes]", stream)


def _is_workbook(content: _Bytes) -> bool:
    with content.open() as stream, zipfile.ZipFile(stream) as archive:
        names = archive.namelist()
    return "[Content_Types].xml" in names or "mimetype" in names


def _archived(content: _Bytes) -> Iterator[Sheet]:
    if content.name:
        raise ExtractError("It holds an archive within an archive; unpack it first.", path=content.path)
    with zipfile.ZipFile(content.path) as archive:
        members = [n for n in archive.namelist() if not n.startswith("__MACOSX")]
    nested = [n for n in members if n.lower().endswith(".zip")]
    if nested:
        raise ExtractError(f"It holds an archive within an archive ({nested[0]}); unpack it first.", path=content.path)
    names = [n for n in members if n.lower().endswith(_SHEETS_IN_ARCHIVE)]
    if not names:
        raise ExtractError("The archive holds no .csv, .txt, .tsv, .xlsx or .xls file.", path=content.path)
    for name in names:
        yield from _sheets(_Bytes(name, content.path, _member(content.path, name)))


def _member(path: Path, name: str) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        return zipfile.ZipFile(path).open(name)

    return opened


def _whole(content: _Bytes) -> bytes:
    """All bytes of a workbook, which cannot be streamed."""
    with content.open() as stream:
        data = stream.read(_WORKBOOK_LIMIT + 1)
    if len(data) > _WORKBOOK_LIMIT:
        raise ExtractError("The workbook is larger than 150 MB; save its sheet as .csv.", path=content.path)
    return data


def why_unreadable(error: BaseException) -> str:
    """What to tell a person of one of the errors in UNREADABLE."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file; look at its name and folder."
    if isinstance(error, IsADirectoryError):
        return "This is a folder; name the files in it."
    if isinstance(error, PermissionError):
        return "The file may not be read; give yourself the right to read it."
    if isinstance(error, RuntimeError | NotImplementedError):
        return "The archive is locked with a password or packed in a way not known here; unpack it first."
    return f"The file is damaged or cut short ({error}); download it again."
