"""What a chart says of one area when it is pointed at; the same words on map, funnel and bars."""

from __future__ import annotations

import math

import numpy as np

from variation.analyses.results import NO_DATA, Comparison
from variation.figures.theme import STATUS_WORDS, polarity_key
from variation.findings.numbers import format_count, format_interval, format_value

_LIMITS = {-2: " (99.8 % limits)", -1: " (95 % limits)", 0: "", 1: " (95 % limits)", 2: " (99.8 % limits)"}


def status_words(comparison: Comparison, index: int, *, brief: bool = False) -> str:
    """How one area compares: "Worse than London (99.8 % limits)", or for a table, `brief`: "Worse (99.8 %)"."""
    status = int(comparison.status[index])
    if status == NO_DATA:
        return "Not compared"
    word = STATUS_WORDS[polarity_key(comparison.indicator.polarity)][status]
    if brief:
        return word + _LIMITS[status].replace(" limits", "")
    link = "to" if status == 0 else "than"
    return f"{word} {link} {comparison.benchmark.name}{_LIMITS[status]}"


def rank_words(comparison: Comparison, index: int) -> str:
    """The range of one area's rank: "Rank 3 to 9 of 32 (1 = highest)"; "" where there is none."""
    low, high = comparison.rank_low[index], comparison.rank_high[index]
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    ranked = int((np.isfinite(comparison.value) & comparison.inside).sum())
    span = f"{int(low)}" if low == high else f"{int(low)} to {int(high)}"
    return f"Rank {span} of {ranked} (1 = highest)"


def describe_area(comparison: Comparison, index: int) -> str:
    """The lines of the hover, joined as Plotly wants them."""
    c = comparison
    lines = [f"<b>{c.name[index]}</b>"]
    if math.isnan(c.value[index]):
        return f"{lines[0]}<br>{c.note[index] or 'not published'}"
    lines.append(f"{format_value(c.value[index], c.indicator)}{_interval(c, index)}")
    if math.isfinite(c.count[index]) and math.isfinite(c.denominator[index]):
        lines.append(f"{format_count(c.count[index])} of {format_count(c.denominator[index])}")
    lines.append(status_words(c, index))
    if rank := rank_words(c, index):
        lines.append(rank)
    if not c.inside[index]:
        lines.append("Outside the footprint shown")
    if c.note[index]:
        lines.append(str(c.note[index]))
    return "<br>".join(lines)


def _interval(c: Comparison, index: int) -> str:
    words = format_interval(float(c.lower[index]), float(c.upper[index]), c.indicator)
    return f" (95 %: {words})" if words else ""
