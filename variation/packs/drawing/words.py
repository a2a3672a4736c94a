"""Text as figures carry it (`<b>`, `<br>`, status letters) in runs, measured in the font that it is drawn with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from variation.settings import PROJECT

FONTS = PROJECT / "assets" / "fonts"
FAMILY = ["Liberation Sans", "Arial", "sans-serif"]
LINE_HEIGHT = 1.25  # of the size of the text
ASCENT, MIDDLE = 0.92, 0.36  # from the top of a line, and from the middle of capitals, down to the baseline
_FILES = {False: FONTS / "LiberationSans-Regular.ttf", True: FONTS / "LiberationSans-Bold.ttf"}
# letters of a status: drawn as marks, since few fonts have the hollow ones
SYMBOLS = {"▲": ("letter-up", True), "△": ("letter-up", False), "▼": ("letter-down", True)}
SYMBOLS |= {"▽": ("letter-down", False)}
SYMBOL_WIDTH = 0.85  # of the size of the text
_PARTS = re.compile(r"(</?b>|[▲△▼▽])")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")  # XML has no place for these


@dataclass(frozen=True)
class Run:
    """A piece of one line in one weight, or a single symbol."""

    text: str
    bold: bool = False

    @property
    def symbol(self) -> bool:
        """Whether the run is a status letter, drawn as a mark."""
        return self.text in SYMBOLS


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Style:
    """How text looks: its size in px and its colour."""

    size: float
    colour: str

    @classmethod
    def of(cls, font: dict[str, Any] | None, usual: Style) -> Style:
        """The style of a font in a figure, with what it leaves out taken from another."""
        font = font or {}
        return cls(float(font.get("size", usual.size)), font.get("color", usual.colour))


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a text and the runs of each; any markup but `<b>` and `<br>` is text."""
    bold = False
    lines = []
    for part in text.replace("\n", "<br>").split("<br>"):
        runs = []
        for piece in _PARTS.split(_UNSEEN.sub(" ", part)):
            if piece in ("<b>", "</b>"):
                bold = piece == "<b>"
            elif piece:
                runs.append(Run(piece, bold))
        lines.append(tuple(runs))
    return tuple(lines)


def width_of(text: str | Line, size: float) -> float:
    """Width in px of the longest line of a text, or of one line."""
    lines = lines_of(text) if isinstance(text, str) else (text,)
    return max((sum(run_width(run, size) for run in line) for line in lines), default=0.0)


def height_of(text: str, size: float) -> float:
    """Height in px of all lines of a text."""
    return len(lines_of(text)) * LINE_HEIGHT * size


def run_width(run: Run, size: float) -> float:
    """Width in px of a run."""
    if run.symbol:
        return SYMBOL_WIDTH * size
    return size * sum(advance(character, run.bold) for character in run.text)


def wrapped(text: str, size: float, room: float) -> str:
    """A text broken between words, with `<br>`, so that its lines fit into a room in px."""
    lines: list[str] = []
    for part in text.split("<br>"):
        line = ""
        for word in part.split(" "):
            longer = f"{line} {word}" if line else word
            if line and width_of(longer, size) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "<br>".join(lines)


def shortened(texts: Sequence[str], size: float, room: float) -> list[str]:
    """Texts cut with an ellipsis where they are wider than a room in px."""
    return [_cut(text, size, room) for text in texts]


def _cut(text: str, size: float, room: float) -> str:
    if width_of(text, size) <= room or text.startswith("<b>"):
        return text
    while text and width_of(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def font(size: float, *, bold: bool) -> FontProperties:
    """The font that text is drawn with."""
    return FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")


@cache
def advance(character: str, bold: bool) -> float:
    """Width of a character of size 1; one that the font lacks counts as a wide one."""
    face = get_font(_FILES[bold])
    if ord(character) not in face.get_charmap():
        return 1.0
    face.set_size(100, 72)
    return float(face.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 65536 / 100)
