"""The words of each chart: its title, and a sentence for those who do not see it: nothing that it does not show."""

from __future__ import annotations

import numpy as np

from variation import geography
from variation.analyses.classing import classes_for
from variation.analyses.results import Comparison, History
from variation.findings.numbers import format_count, format_value, spell
from variation.findings.tally import Tally, benchmark_words, range_words, tally
from variation.findings.words import areas_word, counted, listing, possessive, side

INTERVALS = "Lines: 95 % intervals."
OVERLAP = "Periods overlap, so neighbouring points are not independent."


def title_charts(c: Comparison) -> dict[str, str]:
    """Titles by chart: map, funnel, trend, bars."""
    many = geography.LEVEL_NAMES[c.level][1]
    return {
        "map": f"Where: {many} against {c.benchmark.name}" if c.coloured == "difference" else f"Where: {many} by value",
        "funnel": "Is it more than chance?",
        "trend": "Is it changing?",
        "bars": f"{many}, highest first",
    }


def intervals_note(c: Comparison) -> str:
    """What the lines on the ranked bars are, or that there are none."""
    drawn = np.isfinite(c.lower[c.inside]) & np.isfinite(c.upper[c.inside])
    return INTERVALS if drawn.any() else "No intervals are published."


def describe_charts(comparison: Comparison, history: History) -> dict[str, str]:
    """Text alternatives by chart: map, funnel, trend, bars."""
    mark = "Illustrative. " if comparison.illustrative else ""
    found = tally(comparison)
    return {
        "map": mark + _map(comparison, found),
        "funnel": mark + _funnel(comparison, found),
        "trend": mark + _trend(comparison, history),
        "bars": mark + _bars(comparison, found),
    }


def _map(c: Comparison, found: Tally) -> str:
    shape = "Tile map" if c.selection.map == "tiles" else "Map"
    start = f"{shape} of {counted(c.level, found.inside)}"
    if not found.valued:
        return f"{start}, none of which has a figure for {c.period}."
    if c.selection.colour != "difference":
        return f"{start} {_classes(c)}, {_span(c)}{_absent(found)}."
    if not found.judged:
        return f"{start} with a figure for {found.valued}, {_span(c)}; none could be compared."
    return f"{start} coloured by difference from {benchmark_words(c)}: {listing(_statuses(c, found))}."


def _classes(c: Comparison) -> str:
    number = classes_for(c.value, c.inside)
    if not number or c.selection.colour == "continuous":
        return "shaded by value"
    return f"in {spell(number)} " + (
        "natural classes" if c.selection.colour == "breaks" else "classes of about equal number"
    )


def _statuses(c: Comparison, found: Tally) -> list[str]:
    above, below = side(1, c.indicator), side(-1, c.indicator)
    parts = [
        (found.above_998, f"{above} beyond the 99.8 % limits"),
        (found.below_998, f"{below} beyond the 99.8 % limits"),
        (found.above_95, f"{above} beyond the 95 % limits only"),
        (found.below_95, f"{below} beyond the 95 % limits only"),
        (found.similar, "similar"),
        (found.inside - found.judged, "not compared"),
    ]
    return [f"{number} {words}" for number, words in parts if number]


def _funnel(c: Comparison, found: Tally) -> str:
    if c.funnel is None:
        return f"No funnel plot. {c.no_funnel}"
    sizes = c.denominator[c.inside & np.isfinite(c.value) & (c.denominator > 0)]
    span = format_count(float(sizes.min()))
    if len(sizes) > 1:
        span = f"from {span} to {format_count(float(sizes.max()))}"
    return (
        f"Funnel plot of {counted(c.level, len(sizes))} by size of denominator, {span}: {found.above_998} above and "
        f"{found.below_998} below the 99.8 % limits around {benchmark_words(c)}, {found.beyond_95} beyond the 95 % "
        "limits only."
    )


def _trend(c: Comparison, h: History) -> str:
    number = len(h.period)
    span = f"in {h.period[0]}" if number == 1 else f"over {number} periods, {h.period[0]} to {h.period[-1]}"
    lines = [_line(c, h.benchmark_name, h.benchmark, h)] if np.isfinite(h.benchmark).any() else []
    for code in c.selection.area:
        row = np.flatnonzero(h.code == code)
        if len(row) and np.isfinite(h.value[row[0]]).any():
            lines.append(_line(c, str(h.name[row[0]]), h.value[row[0]], h))
    told = f": {listing(lines)}" if lines else ""
    return f"Trend of {counted(c.level, int(c.inside.sum()))} {span}{told}."


def _line(c: Comparison, name: str, values: np.ndarray, h: History) -> str:
    known = np.flatnonzero(np.isfinite(values)).tolist()
    first, last = known[0], known[-1]
    if first == last:
        return f"{name} at {format_value(float(values[last]), c.indicator)} in {h.period[last]}"
    start, end = (format_value(float(values[k]), c.indicator) for k in (first, last))
    return f"{name} from {start} in {h.period[first]} to {end} in {h.period[last]}"


def _bars(c: Comparison, found: Tally) -> str:
    if not found.valued:
        return f"No bars: no {areas_word(c.level, 1)} has a figure for {c.period}."
    limits = " with 95 % intervals" if np.isfinite(c.lower[c.inside]).any() else ""
    line = f" {possessive(c.benchmark.name)} line is at {format_value(c.benchmark.value, c.indicator)}."
    told = f"Ranked bars of {counted(c.level, found.valued)}{limits}, {_span(c)}."
    return told + (line if np.isfinite(c.benchmark.value) else "")


def _span(c: Comparison) -> str:
    span = range_words(c)
    return span if span.startswith("all") else f"from {span}"


def _absent(found: Tally) -> str:
    missing = found.inside - found.valued
    return f", {missing} without a figure" if missing else ""
