"""How to read each chart of Spread, with an area or period shown as the example; every number is the result's."""

from __future__ import annotations

import math

import numpy as np

from variation.analyses.spread_panel import DECILES, SpreadPanel
from variation.findings.explanations import NOTHING, absent_words, joined
from variation.findings.numbers import format_count, format_interval, format_number, format_value
from variation.findings.spread_words import percent
from variation.findings.words import areas_word

_MEDIAN = DECILES.index(50)


def explain_boxes(p: SpreadPanel) -> str:
    """Boxes over time: what a box, its line and its diamond are; the example is the last period."""
    k = _last(p.boxes)
    if k is None:
        return NOTHING
    of, many = p.comparison.indicator, areas_word(p.comparison.level)
    bottom, lower, middle, upper, top = (format_value(v, of) for v in p.boxes[:, k].tolist())
    return joined(
        f"Each box is one period: half of the {many} lie in the box and nine in ten between the ends of its line; "
        "the diamond is the one in the middle.",
        f"In {p.history.period[k]} half of them lie between {lower} and {upper}, nine in ten between {bottom} and "
        f"{top}, and the one in the middle at {middle}.",
        "Boxes and lines that grow shorter mean that areas draw together; whether by more than chance the sentence "
        "at the top says.",
        illustrative=p.comparison.illustrative,
    )


def explain_deciles(p: SpreadPanel) -> str:
    """Deciles over time: that lines are places in the order, not areas; the example is the last period."""
    k = _last(p.deciles)
    if k is None:
        return NOTHING
    of, many = p.comparison.indicator, areas_word(p.comparison.level)
    low, middle, high = (format_value(float(p.deciles[d, k]), of) for d in (0, _MEDIAN, -1))
    return joined(
        f"Lines are places in the order of {many}, not {many}: who stands at a place may change from one period to "
        "the next.",
        f"In {p.history.period[k]} a tenth of {many} lie at or below {low}, half at or below {middle}, a tenth at "
        f"or above {high}.",
        _picked(p),
        "Where the outer lines come nearer to the middle one, the ends draw in; where all move alike, the level "
        "changes and the spread does not.",
        illustrative=p.comparison.illustrative,
    )


def _last(percentiles: np.ndarray) -> int | None:
    known = np.flatnonzero(np.isfinite(percentiles).all(axis=0))
    return int(known[-1]) if len(known) else None


def _picked(p: SpreadPanel) -> str:
    """The course of the first picked area that has one."""
    h, of = p.history, p.comparison.indicator
    for row in np.flatnonzero(np.isin(h.code, p.comparison.selection.area)).tolist():
        known = np.flatnonzero(np.isfinite(h.value[row])).tolist()
        if len(known) > 1:
            start, end = known[0], known[-1]
            return (
                f"{h.name[row]} went from {format_value(float(h.value[row, start]), of)} in {h.period[start]} to "
                f"{format_value(float(h.value[row, end]), of)} in {h.period[end]}."
            )
    return ""


def explain_areas(p: SpreadPanel) -> str:
    """Areas with intervals: what overlaps mean, what taking chance out does; the example is picked or the highest."""
    c, s = p.comparison, p.shrunken
    drawn = c.inside & np.isfinite(c.value)
    if not drawn.any():
        return NOTHING
    i = _picked_or_highest(p, drawn)
    interval = format_interval(float(c.lower[i]), float(c.upper[i]), c.indicator)
    within = f" (95 % interval {interval})" if interval else ""
    own = f"{c.name[i]} has {format_value(float(c.value[i]), c.indicator)}{within}"
    if s is not None and math.isfinite(s.value[i]):
        own += f", and {format_value(float(s.value[i]), c.indicator)} with chance taken out"
    return joined(
        f"Each mark is one {areas_word(c.level, 1)}, the highest first; the line on it is the 95 % interval, where "
        "its true level may well lie.",
        f"{own}{_ranks(p, i)}.",
        "Where the lines of two areas overlap much, their order says little.",
        absent_words(c, drawn=drawn),
        illustrative=c.illustrative,
    )


def _picked_or_highest(p: SpreadPanel, drawn: np.ndarray) -> int:
    c = p.comparison
    picked = np.flatnonzero(drawn & np.isin(c.code, c.selection.area))
    return int(picked[0]) if len(picked) else int(np.nanargmax(np.where(drawn, c.value, np.nan)))


def _ranks(p: SpreadPanel, i: int) -> str:
    low, high = float(p.comparison.rank_low[i]), float(p.comparison.rank_high[i])
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    if low == high:
        return f"; within the intervals its rank cannot be other than {format_number(low, 0)}"
    return f"; by chance alone its rank could be anything from {format_number(low, 0)} to {format_number(high, 0)}"


def explain_worth(p: SpreadPanel) -> str:
    """Events by area: what is counted and who is not drawn; the example is the area with most."""
    o, c, w = p.worth.found, p.comparison, p.worth
    if o is None or not p.short.any():
        return NOTHING
    i = int(np.argmax(np.where(p.short, o.events, 0)))
    more = "above" if c.indicator.polarity == "low" else "short of"
    interval = f"{format_count(float(o.lower[i]))} to {format_count(float(o.upper[i]))}"
    return joined(
        f"Each mark is how many events one {areas_word(c.level, 1)} is {more} the level of {w.name}, "
        f"{format_value(w.benchmark, c.indicator)}; the line on it is the 95 % interval.",
        f"{c.name[i]} has most: {format_count(float(o.events[i]))} ({interval}), {percent(float(o.share[i]))} of "
        "them all.",
        "Large areas have many events by their size; those at the level or on its good side are not drawn: "
        "what chance may hide of theirs is in the total only. It is the size of a difference, no target.",
        illustrative=c.illustrative,
    )
