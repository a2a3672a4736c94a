"""Text files: which encoding, which separator, and rows with their true line numbers."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.errors import ExtractError

if TYPE_CHECKING:
    from _csv import Reader

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_NAMES = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
_SAMPLE = 1 << 16
_REPLACED = b"\xef\xbf\xbd"  # U+FFFD in UTF-8: a letter that some program could not read


@dataclass(frozen=True)
class TextSheet:
    """A file of separated text; its rows are read anew on each call and never held all at once."""

    name: str
    path: Path
    open: Callable[[], IO[bytes]]
    encoding: str
    delimiter: str
    remarks: tuple[tuple[str, str], ...]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with the line that it begins on, also where quoted cells hold line breaks."""
        with self._stream() as stream:
            reader = self._reader(stream)
            line = 1
            try:
                for cells in reader:
                    yield line, cells
                    line = reader.line_num + 1
            except csv.Error as error:
                raise ExtractError(_why(error), path=self.path, row=line) from None

    def blocks(self, size: int) -> Iterator[tuple[NDArray[np.int64], list[list[str]]]]:
        """The rows in blocks of bounded size, with the line that each begins on; quicker than one by one."""
        with self._stream() as stream:
            reader = self._reader(stream)
            while True:
                line = reader.line_num + 1
                try:
                    block = list(itertools.islice(reader, size))
                except csv.Error:
                    for _ in self.rows():  # to find the row that the error begins in, and say so
                        pass
                    raise
                if not block:
                    return
                yield _begins(block, line, reader.line_num), block

    def _stream(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self.open(), encoding=self.encoding, errors="replace", newline="")

    def _reader(self, stream: io.TextIOWrapper) -> Reader:
        return csv.reader(stream, delimiter=self.delimiter, strict=True, skipinitialspace=True)


def _begins(block: list[list[str]], first: int, last: int) -> NDArray[np.int64]:
    """The line that each row of a block begins on; rows are longer than a line where quoted cells hold line breaks."""
    if last - first + 1 == len(block):
        return np.arange(first, last + 1)
    lines = [1 + sum(len(_LINE_BREAK.findall(cell)) for cell in cells) for cells in block]
    return first + np.concatenate([[0], np.cumsum(lines[:-1])]).astype(np.int64)


def open_text(opened: Callable[[], IO[bytes]], *, name: str, path: Path) -> TextSheet:
    """Look through a text file once and say how it is to be read.

    UTF-8 is taken where the whole file is valid UTF-8, UTF-16 by its mark or its zero bytes, else Windows' cp1252.
    """
    with opened() as stream:
        sample = stream.read(_SAMPLE)
    encoding = _marked(sample, path)
    damaged = False
    if encoding is None:
        encoding, damaged = _judge(opened)
    head = sample.decode(encoding, errors="replace")
    if head.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise ExtractError("This is a web page, not a table; download the data again.", path=path)
    delimiter = _delimiter(head, whole=len(sample) < _SAMPLE)
    remarks = []
    if encoding not in {"utf-8", "utf-8-sig"}:
        remarks.append(("encoding", encoding))
    if delimiter in _DELIMITER_NAMES:
        remarks.append(("delimiter", _DELIMITER_NAMES[delimiter]))
    if damaged:
        remarks.append(("damaged-text", "\ufffd"))
    return TextSheet(name, path, opened, encoding, delimiter, tuple(remarks))


def _marked(sample: bytes, path: Path) -> str | None:
    """The encoding, where a mark or the pattern of zero bytes gives it away."""
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    if b"\x00" not in sample:
        return None
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    raise ExtractError("This is no table: it is neither text nor a workbook. Name a .csv, .xlsx or .xls.", path=path)


def _judge(opened: Callable[[], IO[bytes]]) -> tuple[str, bool]:
    """Encoding of a file without mark, and whether letters in it are lost."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    damaged, tail = False, b""
    with opened() as stream:
        try:
            while block := stream.read(_BLOCK):
                damaged = damaged or _REPLACED in tail + block
                tail = block[-2:]
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", _undefined_in_cp1252(opened)
    return "utf-8", damaged


def _undefined_in_cp1252(opened: Callable[[], IO[bytes]]) -> bool:
    with opened() as stream:
        return any(
            any(code in block for code in b"\x81\x8d\x8f\x90\x9d") for block in iter(lambda: stream.read(_BLOCK), b"")
        )


def _delimiter(head: str, *, whole: bool) -> str:
    """The separator that cuts most lines of the file's beginning into one and the same number of cells."""
    lines = head.splitlines()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]
    lines = [line for line in (lines if whole else lines[:-1])[:200] if line.strip()]

    def evenness(delimiter: str) -> int:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if len(cells) > 1)
        if not widths:
            return 0
        width, times = max(widths.items(), key=lambda item: (item[0] - 1) * item[1])
        return (width - 1) * times

    return max(_DELIMITERS, key=evenness)


def _why(error: csv.Error) -> str:
    text = str(error)
    if "unexpected end" in text or "field larger" in text:
        return "A quotation mark opened in this row is never closed; close it or remove it."
    return "Text follows a closing quotation mark within a cell; double the quotation marks inside a cell."
