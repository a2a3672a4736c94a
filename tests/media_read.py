"""Pages and files of a pack read back: the words of each medium, the numbers of those that have numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pypdf
from openpyxl import load_workbook

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NUMBER = re.compile(r"−?\d+(?:,\d{3})*(?:\.\d+)?")
_UNSEEN = ("script", "style")


def squeezed(text: str) -> str:
    """A text without its spaces, line breaks and zero bytes: media break lines, and so words, where they like."""
    return re.sub(r"[\s\x00\u00ad]+", "", text)


def numbers_in(text: str) -> set[str]:
    """Every number of a text, as it is written."""
    return set(_NUMBER.findall(text))


def pdf_text(content: bytes) -> str:
    """All words of a PDF without the foot of its pages, which may part a sentence."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return " ".join(re.sub(r"[^\n]* · page \d+ of \d+\s*(DRAFT)?", "", page) for page in pages)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)


def html_text(content: bytes) -> str:
    """All words of an HTML file."""
    words = _Words()
    words.feed(content.decode())
    return " ".join(words.found)


def page_words(page: str) -> str:
    """The words of a page of the atlas, or of a part of one, in one line with plain spaces."""
    return " ".join(html_text(page.encode()).split())


def workbook_rows(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The cells of each sheet of a workbook, row by row."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def slides_text(content: bytes) -> str:
    """All words of slides, their tables and their notes."""
    with ZipFile(io.BytesIO(content)) as file:
        names = [n for n in file.namelist() if re.fullmatch(r"ppt/(slides|notesSlides)/[^/]*\.xml", n)]
        texts = [part.text or "" for n in names for part in ET.fromstring(file.read(n)).iter(f"{DRAWN}t")]
    return " ".join(texts)


def slides_cells(content: bytes) -> set[str]:
    """What stands in the cells of the native tables of slides."""
    from pptx import Presentation

    shapes = (shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes)
    return {cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells}


def slides_charts(content: bytes) -> list[tuple[str, set[float]]]:
    """Each native chart of slides in order: its name, and all numbers that its XML holds."""
    from pptx import Presentation

    shapes = (shape for slide in Presentation(io.BytesIO(content)).slides for shape in slide.shapes)
    return [(shape.name, set(_numbers(ET.fromstring(shape.chart.part.blob)))) for shape in shapes if shape.has_chart]


def _numbers(chart: ET.Element) -> Iterator[float]:
    for cache in chart.iter(f"{CHART}numCache"):
        for value in cache.iter(f"{CHART}v"):
            yield float(value.text or "nan")
