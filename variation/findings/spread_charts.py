"""The words that belong to the charts of a spread panel, on the page and in packs: alternatives and notes."""

from __future__ import annotations

from variation.analyses.spread_panel import SpreadPanel
from variation.findings.numbers import format_number
from variation.findings.spread_words import place_words
from variation.indicators import Indicator

NO_TARGET = (
    "A size of the difference, not a target: it takes levels with chance taken out, and says neither what could be "
    "done nor at what cost. An area may have good reason to differ."
)
_OVERLAP = "Pooled periods share years: neighbouring boxes are not independent, and are not tested as if they were. "


def boxes_alt(p: SpreadPanel) -> str:
    """What the percentiles show, by the first and the last period that has them."""
    h, known = p.history, p.known

    def put(row: int, k: int) -> str:
        return format_number(p.boxes[row, k], p.comparison.indicator.decimals)

    ends = [
        f"{h.period[k]}: 5th {put(0, k)}, median {put(2, k)}, 95th {put(4, k)}."
        for k in dict.fromkeys((known[0], known[-1]))
    ]
    return f"Percentiles of {place_words(p)} by period. {' '.join(ends)}"


def boxes_note(p: SpreadPanel) -> str:
    """What the boxes are."""
    return f"{_overlap(p)}Box: 25th to 75th percentile of areas; line: 5th to 95th; diamond: median."


def deciles_alt(p: SpreadPanel) -> str:
    """What the deciles show, and which areas are marked."""
    h, known = p.history, p.known
    marked = f" {' and '.join(name for _, name, _ in p.picked)} marked." if p.picked else ""
    return f"Nine deciles of {place_words(p)} from {h.period[known[0]]} to {h.period[known[-1]]}.{marked}"


def deciles_note(p: SpreadPanel) -> str:
    """What the lines are."""
    return f"{_overlap(p)}Each dotted line: a tenth of areas lies between it and the next; thick: the median."


def events_words(indicator: Indicator) -> str:
    """What is counted of the areas on the wrong side of a benchmark."""
    return "Events above the benchmark" if indicator.polarity == "low" else "Events short of the benchmark"


def _overlap(p: SpreadPanel) -> str:
    return _OVERLAP if p.history.overlapping else ""
