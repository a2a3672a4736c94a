"""Text made to fit: cleaned of what a slide cannot hold, measured in Arial's widths, shrunk or cut with care."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from variation.packs.drawing.words import advance

LEADING = 1.2  # height of a line over the size of its type
_SLACK = 1.04  # of the width measured: programs break lines each a little differently
_TAG = re.compile(r"<br\s*/?>|</?(?:b|i|sup|sub|span|em|strong)(?:\s[^<>]*)?>", re.IGNORECASE)


def clean(text: str) -> str:
    """A text without control characters and lone surrogates, which XML cannot hold; line feeds stay."""
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ") if c == "\n" or _holds(c))
    return "".join(kept)


def plain(text: str, joint: str = " ") -> str:
    """The words of a figure's text, without its tags; `joint` stands for a line break."""
    return clean(_TAG.sub(lambda tag: joint if tag.group().lower().startswith("<br") else "", text)).strip()


def _holds(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn") and character not in "\ufffe\uffff"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width of one line of text in pt."""
    return sum(advance(character, bold) for character in text) * size * _SLACK


def wrap(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines of a text in a column `room` pt wide; words that are wider alone are broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if width(longer, size, bold=bold) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *whole, line = _broken(word, size, room, bold=bold)
            lines += whole
        lines.append(line)
    return lines


def _broken(word: str, size: float, room: float, *, bold: bool) -> list[str]:
    """A word in pieces that each fit; at least one character a piece."""
    pieces = [""]
    taken = 0.0
    for character in word:
        more = advance(character, bold) * size * _SLACK
        if pieces[-1] and taken + more > room:
            pieces.append("")
            taken = 0.0
        pieces[-1] += character
        taken += more
    return pieces


@dataclass(frozen=True)
class Fitted:
    """A text at a size at which it fits."""

    text: str
    size: float
    lines: int

    @property
    def height(self) -> float:
        """Height of its lines in pt."""
        return self.lines * self.size * LEADING


def fit(text: str, room: float, height: float, sizes: Sequence[float], *, bold: bool = False) -> Fitted:
    """A text at the largest size that fits, or cut at the smallest.

    Parameters
    ----------
    room, height : of the place in pt
    sizes : in pt, the most wanted first
    """
    text = clean(text).strip()
    for size in sizes:
        lines = len(wrap(text, size, room, bold=bold))
        if lines * size * LEADING <= height + 0.5:
            return Fitted(text, size, lines)
    size = sizes[-1]
    most = max(1, int((height + 0.5) / (size * LEADING)))
    return Fitted(shorten(text, size, room, most, bold=bold), size, most)


def fit_title(text: str, room: float, height: float, sizes: Sequence[float]) -> Fitted:
    """A title on one line if any of the sizes allows it, so that no lone word begins a second; else as `fit`."""
    text = clean(text).strip()
    one = next((size for size in sizes if width(text, size, bold=True) <= room), None)
    return fit(text, room, height, sizes if one is None else (one,), bold=True)


def shorten(text: str, size: float, room: float, lines: int = 1, *, bold: bool = False) -> str:
    """A text cut after whole words to so many lines, with "…" where anything is left out."""
    text = clean(text).strip()
    wrapped = wrap(text, size, room, bold=bold)
    if len(wrapped) <= lines:
        return text
    kept = wrapped[:lines]
    last = kept[-1]
    while last and width(f"{last}…", size, bold=bold) > room:
        last = last.rpartition(" ")[0] if " " in last else last[:-1]
    return " ".join([*kept[:-1], f"{last.rstrip(' ,;:.')}…"])
