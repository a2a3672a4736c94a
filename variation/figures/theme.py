"""All colours, fonts and symbols, and the parts that every figure shares.

Colours were chosen to stay apart under the three common colour-vision deficiencies (a test simulates them), and none
is ever the only mark: status has a symbol too.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from variation.analyses.results import NO_DATA

FONT = "Arial, Helvetica, sans-serif"
TEXT = "#212B32"
SECONDARY = "#4C6272"
LINE = "#D8DDE0"
GROUND = "#F0F4F5"
WHITE = "#FFFFFF"
BLACK = "#000000"
LEGIBLE = 4.5  # contrast that WCAG 2 asks for of text
BLUE = "#005EB8"
DARK_BLUE = "#003087"
FADED_TEXT = "#6B7A85"  # names of areas outside the footprint
GREY = "#AEB7BD"  # lines of areas that are not picked
SIMILAR = "#E6E8EA"
SIMILAR_DOT = "#768692"

# status -> colour, by which way is good; -2 … 2 as methods.funnel gives it
_WORSE, _WORSE_95, _BETTER_95, _BETTER = "#B35806", "#F1A340", "#92C5DE", "#2166AC"
_LOWER, _LOWER_95, _HIGHER_95, _HIGHER = "#542788", "#B2ABD2", "#A6DBA0", "#1B7837"
STATUS_COLOURS = {
    "low": {-2: _BETTER, -1: _BETTER_95, 0: SIMILAR, 1: _WORSE_95, 2: _WORSE, NO_DATA: WHITE},
    "high": {-2: _WORSE, -1: _WORSE_95, 0: SIMILAR, 1: _BETTER_95, 2: _BETTER, NO_DATA: WHITE},
    "none": {-2: _LOWER, -1: _LOWER_95, 0: SIMILAR, 1: _HIGHER_95, 2: _HIGHER, NO_DATA: WHITE},
}
STATUS_SYMBOLS = {-2: "triangle-down", -1: "triangle-down", 0: "circle", 1: "triangle-up", 2: "triangle-up"}
STATUS_LETTERS = {-2: "▼", -1: "▽", 0: "", 1: "△", 2: "▲", NO_DATA: "×"}
STATUS_WORDS = {
    "low": {-2: "Better", -1: "Better", 0: "Similar", 1: "Worse", 2: "Worse"},
    "high": {-2: "Worse", -1: "Worse", 0: "Similar", 1: "Better", 2: "Better"},
    "none": {-2: "Lower", -1: "Lower", 0: "Similar", 1: "Higher", 2: "Higher"},
}
SEQUENTIAL = ("#EFF3FF", "#BDD7E7", "#6BAED6", "#3182BD", "#08519C")
PICKED = ("#7A0F5B", "#00703C", "#1F1F1F")  # picked areas, in the order picked; the same in every chart

AXIS = {
    "gridcolor": "#EEF1F2",
    "linecolor": LINE,
    "zeroline": False,
    "ticks": "outside",
    "tickcolor": LINE,
    "tickfont": {"size": 12, "color": SECONDARY},
    "title": {"font": {"size": 13, "color": SECONDARY}, "standoff": 8},
    "fixedrange": True,
}
HOVER = {
    "bgcolor": WHITE,
    "bordercolor": SECONDARY,
    "font": {"family": FONT, "size": 13, "color": TEXT},
    "align": "left",
}


def axis(title: str, **more: Any) -> dict[str, Any]:
    """An axis in our style with this title."""
    base: dict[str, Any] = {**AXIS, **more}
    base["title"] = {**AXIS["title"], "text": title}  # type: ignore[dict-item]
    return base


def layout(**more: Any) -> dict[str, Any]:
    """A layout in our style; `more` is laid over it."""
    return {
        "font": {"family": FONT, "size": 13, "color": TEXT},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "margin": {"l": 56, "r": 12, "t": 8, "b": 44},
        "hoverlabel": HOVER,
        "showlegend": False,
        "dragmode": False,
        "autosize": True,
        **more,
    }


def polarity_key(polarity: str) -> str:
    """The key of STATUS_COLOURS and STATUS_WORDS for an indicator's polarity."""
    return polarity if polarity in STATUS_COLOURS else "none"


@cache
def ink_on(colour: str) -> str:
    """What is legible on a colour ("#RRGGBB"): the text's colour, white, or black where neither has enough contrast."""
    return next((ink for ink in (TEXT, WHITE) if contrast(ink, colour) >= LEGIBLE), BLACK)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG 2 reckons it, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
