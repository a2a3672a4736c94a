"""What a paper pack says, as plain data: every word of it, so that the template holds none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.font_manager import get_font

from variation.figures import theme
from variation.findings.words import day
from variation.packs.drawing.words import FONTS
from variation.packs.model import FIVE
from variation.packs.paper_tables import (
    APPENDIX_SIZE,
    LANDSCAPE,
    PAGE_SIZE,
    PORTRAIT,
    tables_of,
    with_numbered_notes,
)
from variation.packs.sheets import Chart, Composed, Sheet
from variation.packs.words import (
    BOARD,
    DATE,
    EDITED,
    SIGNED,
    STATE,
    cover_lines,
    is_edited,
    mark,
    record_behind,
    state_words,
    tables_behind,
)

RARE = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"  # for letters that the atlas's font lacks
AMBER = "#FFC04D"  # as the ribbon of the screen
_FAMILIES = ("Liberation Sans", "DejaVu Sans")
_RARE_LETTER = re.compile(r"[^\n\x20-\x7e]")
_LACKING = "□"  # stands for a letter that no font here has
WORDS = {
    "illustrative": "Illustrative: these figures are simulated, not published ones",
    "some_illustrative": "Some pages show illustrative figures, simulated and not published ones: each is marked",
    "contents": "Contents",
    "edited": EDITED,
    "problem": "Why",
    "decision": "Decision asked for",
    "records": "Decisions and actions",
    "definitions": "Appendix: definitions",
    "tables": "Appendix: all figures",
}


def paper(composed: Composed, plans: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The data of a paper pack; `plans` say how each sheet's charts stand."""
    pack = composed.pack
    sheets = []
    first = 0
    for sheet, plan in zip(composed.sheets, plans, strict=True):
        sheets.append({**_sheet(sheet, first), **plan})
        first += len(sheet.charts)
    made = {
        "title": pack.title,
        "author": pack.author,
        "description": f"Board pack. Snapshot: {composed.label}.",
        "board": pack.board,
        "date": day(pack.date) if pack.date else "",
        "mark": mark(composed),
        "state": state_words(composed),
        "signed": list(composed.signed),
        "illustrative": composed.illustrative,
        "facts": _facts(composed),
        "foot": f"{pack.title} · Snapshot: {composed.label}",
        "sheets": sheets,
        "charts": [_chart(chart, sheet) for sheet in composed.sheets for chart in sheet.charts],
        "records": tables_of(record_behind(composed), PORTRAIT, PAGE_SIZE),
        "definitions": [{"name": d.name, "pairs": [list(pair) for pair in d.pairs]} for d in composed.definitions],
        "tables": _appendix(composed),
        "words": WORDS,
    }
    fixed = {"colours": _colours(), "fonts": list(_FAMILIES)}
    return {**_printable(made), **fixed}


def _chart(chart: Chart, sheet: Sheet) -> dict[str, str]:
    """The words of a chart."""
    title = f"{chart.title} (illustrative)" if sheet.illustrative else chart.title
    return {"title": title, "alt": chart.alt or title, "note": chart.note}


def printable(text: str) -> str:
    """A text without what no font here can print: control characters go, rare letters become "□"."""
    return _RARE_LETTER.sub(_kept_or_instead, text)


def _kept_or_instead(found: re.Match[str]) -> str:
    character = found[0]
    if character.isspace() or ord(character) < ord(" "):
        return " "
    return character if ord(character) in _letters() else _LACKING


@cache
def _letters() -> frozenset[int]:
    files = (FONTS / "LiberationSans-Regular.ttf", RARE)
    return frozenset().union(*(get_font(file).get_charmap() for file in files))


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list | tuple) else value


def _facts(composed: Composed) -> list[Any]:
    """The lines of the cover that have no place of their own on paper."""
    placed = (BOARD, DATE, STATE, SIGNED)
    return [[head, paragraphs(words)] for head, words in cover_lines(composed) if head not in placed]


def paragraphs(text: str) -> list[list[str]]:
    """The paragraphs of a text, parted by empty lines, each as its lines."""
    return [part.strip().splitlines() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _sheet(sheet: Sheet, first: int) -> dict[str, Any]:
    return {
        "heading": sheet.heading,
        "message": sheet.message,
        "text": paragraphs(sheet.text),
        "findings": [{"text": f, "edited": is_edited(sheet, f)} for f in sheet.findings],
        "numbered": sheet.kind == FIVE,
        "badge": sheet.badge,
        "charts": list(range(first, first + len(sheet.charts))),
        "tables": tables_of(sheet.short, PORTRAIT, PAGE_SIZE),
        "more": "All figures: in the appendix." if tables_behind(sheet) else "",
        "decision": paragraphs(sheet.decision),
        "source": sheet.source,
        "method": sheet.method,
        "illustrative": sheet.illustrative,
        "problem": sheet.problem,
    }


def _appendix(composed: Composed) -> list[dict[str, Any]]:
    """The whole tables of the pages, each once, though two pages may show charts of the same figures."""
    found: list[dict[str, Any]] = []
    for sheet in composed.sheets:
        for title, table in tables_behind(sheet):
            numbered, notes = with_numbered_notes(table)
            made = {
                "heading": f"{sheet.heading}: {title}" if title else sheet.heading,
                "illustrative": sheet.illustrative,
                "source": sheet.source,
                "parts": tables_of(numbered, LANDSCAPE, APPENDIX_SIZE),
                "notes": notes,
            }
            if made not in found:
                found.append(made)
    return found


def _colours() -> dict[str, str]:
    return {
        "text": theme.TEXT,
        "secondary": theme.SECONDARY,
        "heading": theme.DARK_BLUE,
        "brand": theme.BLUE,
        "line": theme.LINE,
        "ground": theme.GROUND,
        "amber": AMBER,
        "watermark": "#F3F5F6",
    }
