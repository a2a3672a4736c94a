"""How to read each chart of Compare, Small multiples and Inequalities, with an area or figure shown as the example.

Two to four sentences a chart; every number is one of the result's, and nothing is said of causes.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from variation.analyses.inequalities import Inequalities
from variation.analyses.multiples import AreaPanel, Multiples
from variation.analyses.pathway import Pathway
from variation.analyses.relation import Relation
from variation.analyses.results import NO_DATA, Comparison
from variation.findings.inequality_words import gap_words
from variation.findings.numbers import format_interval, format_value
from variation.findings.relation import short_words, verdict_words
from variation.findings.rows import difference_words
from variation.findings.sentence import marked
from variation.findings.tally import benchmark_words
from variation.findings.words import areas_word, counted
from variation.observations import SUPPRESSED

NOTHING = "Nothing is shown that could be explained."


def absent_words(*comparisons: Comparison, drawn: NDArray[np.bool_]) -> str:
    """How many areas of the footprint are not drawn, and how many of these are suppressed; "" where all are.

    Parameters
    ----------
    comparisons : of the same areas, of which a chart needs every figure
    drawn : (n,) the areas that have them
    """
    missing = comparisons[0].inside & ~drawn
    number = int(missing.sum())
    if not number:
        return ""
    suppressed = int((missing & np.any([c.note == SUPPRESSED for c in comparisons], axis=0)).sum())
    without = (
        f"{counted(comparisons[0].level, number)} without {'a figure' if len(comparisons) == 1 else 'both figures'}"
    )
    why = f", {suppressed} of them because small numbers are suppressed" if suppressed else ""
    return f"{without} {'is' if number == 1 else 'are'} not drawn{why}."


def joined(*sentences: str, illustrative: bool) -> str:
    """Sentences as one paragraph, marked where they rest on illustrative figures."""
    return marked(" ".join(s for s in sentences if s), illustrative=illustrative)


def explain_relation(r: Relation) -> str:
    """A scatter: what a mark, the line and the band are; the example is the picked area, else the farthest off."""
    x, y = short_words(r.x), short_words(r.y)
    if not r.used.any():
        return NOTHING
    i = _off_or_picked(r)
    figures = f"{r.y.name[i]} has {format_value(float(r.x.value[i]), r.x.indicator)} and {_of(r.y, i)}"
    if not math.isfinite(r.line.expected[i]):
        example, line = f"{figures}.", f"No line is drawn: {r.correlation.reason}" if r.correlation.reason else ""
    else:
        allowed = format_interval(float(r.line.low[i]), float(r.line.high[i]), r.y.indicator)
        others = f", and the others leave it a 95 % range of {allowed}" if allowed else ""
        example = (
            f"{figures}; there the line gives {format_value(float(r.line.expected[i]), r.y.indicator)}{others}: "
            f"{verdict_words(int(r.verdict[i]), r.y.indicator).lower()}."
        )
        line = (
            "The line is the straight one that fits all of them best, the band its 95 % interval; areas off it are a "
            "place to begin to ask."
        )
    return joined(
        f"Each mark is one {areas_word(r.y.level, 1)}: {x} across, {y} upwards.",
        example,
        line,
        absent_words(r.y, r.x, drawn=r.used),
        illustrative=r.x.illustrative or r.y.illustrative,
    )


def _off_or_picked(r: Relation) -> int:
    picked = np.flatnonzero(r.used & np.isin(r.y.code, r.y.selection.area)).tolist()
    if picked:
        return int(picked[0])
    known = np.flatnonzero(r.used)
    away = np.nan_to_num(np.abs(r.line.residual[known]))
    outside = r.verdict[known] != 0
    return int(known[np.argmax(np.where(outside | ~outside.any(), away, -1.0))])


def _of(c: Comparison, i: int) -> str:
    return format_value(float(c.value[i]), c.indicator)


def explain_pathway(p: Pathway, form: str) -> str:
    """Strips or table of a pathway; the example is the area that differs most in its first indicator that has one."""
    one = areas_word(p.level, 1)
    shown = (
        f"Each column is an indicator, each row a {one}."
        if form == "table"
        else f"Each strip is an indicator and each place in it a {one}, which keeps its place in all strips."
    )
    found = [(c, i) for step in p.steps.values() for c in step for i in p.rows if c.status[i] != NO_DATA]
    if not found:
        return f"{shown} None of them has a figure that could be compared."
    c, i = max(found, key=lambda pair: abs(int(pair[0].status[pair[1]])))
    example = (
        f"In {short_words(c)}, {c.period}, {c.name[i]} has {_of(c, i)} against {benchmark_words(c)}: "
        f"{difference_words(int(c.status[i]), c.indicator).lower()}."
    )
    return joined(
        shown,
        example,
        f"A {one} that is marked in several of them is one to ask about; that they stand side by side does not say "
        "that one leads to the next.",
        illustrative=c.illustrative,
    )


def explain_multiples(m: Multiples) -> str:
    """Panels: what they share and in what order they stand; the example is the first."""
    c, h = m.comparison, m.history
    if not m.panels:
        return NOTHING
    line = f", the dashed line {h.benchmark_name}" if h.benchmark_name else ""
    band = (
        "Between the control limits points lie by chance as long as nothing changes; what leaves them is a signal to "
        "look, not yet a reason."
        if m.controlled
        else "A line that wavers is not yet a trend: the table below says whose is tested and more than chance."
    )
    drawn = np.isin(c.code, [p.code for p in m.panels])
    return joined(
        f"Each panel is one {areas_word(c.level, 1)}{line}; all have the same axes, so heights can be compared.",
        _first_panel(m, m.panels[0]),
        band,
        absent_words(c, drawn=drawn),
        illustrative=c.illustrative,
    )


def _first_panel(m: Multiples, p: AreaPanel) -> str:
    c, h = m.comparison, m.history
    known = np.flatnonzero(np.isfinite(p.value)).tolist()
    start, end = known[0], known[-1]
    went = f"at {_value(p.value[end], c)} in {h.period[end]}"
    if start != end:
        went = f"from {_value(p.value[start], c)} in {h.period[start]} to {_value(p.value[end], c)} in {h.period[end]}"
    judged = "" if p.status == NO_DATA else f"; its last point is {difference_words(p.status, c.indicator).lower()}"
    return f"{p.name}, the first, {'went ' if start != end else 'is '}{went}{judged}."


def _value(value: float, c: Comparison) -> str:
    return format_value(float(value), c.indicator)


def explain_gradient(i: Inequalities) -> str:
    """Boroughs over their deprivation: what stands where, what the line says; the example is the most deprived."""
    g, c = i.gradient, i.comparison
    if g is None:
        return NOTHING
    last = int(np.nanargmax(np.where(g.used, g.place, np.nan)))
    low, high = (format_value(end, c.indicator) for end in g.ends)
    return joined(
        "Each mark is one borough, the least deprived on the left and the most deprived on the right; upwards is "
        "its figure.",
        f"{c.name[last]}, the most deprived, has {_of(c, last)}.",
        f"The line runs from {low} to {high}: {gap_words(abs(g.now.sii), c.indicator)} between its ends, which is "
        "the slope whose course over time the other chart shows.",
        absent_words(c, g.trait, drawn=g.used),
        illustrative=c.illustrative,
    )


def explain_slopes(i: Inequalities) -> str:
    """The slope in each period: what a point is, when it is more than chance; the example is the last."""
    g, of = i.gradient, i.comparison.indicator
    if g is None or not g.slopes:
        return NOTHING
    last = g.slopes[-1]
    interval = format_interval(last.sii_lower, last.sii_upper, of)
    within = f" (95 % interval {interval})" if interval else ""
    known = [s for s in g.slopes if math.isfinite(s.sii_lower)]
    flat = sum(s.sii_lower <= 0 <= s.sii_upper for s in known)
    return joined(
        "Each point is the figure at the most deprived end of the line through boroughs less that at its least "
        "deprived end; the line on it is the 95 % interval.",
        f"In {last.period} it is {gap_words(last.sii, of)}{within}.",
        f"An interval that holds 0 cannot be told from no gradient: that is so in {flat} of {len(known)} periods. "
        "Where the intervals of two periods overlap much, their difference says little.",
        illustrative=i.comparison.illustrative,
    )
