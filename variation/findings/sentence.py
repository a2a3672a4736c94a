"""What a picture says, in one sentence; which way is good; where the figures come from; a text alternative a chart.

Every number in a sentence is a number of the result it describes. Nothing is said of causes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Comparison, History, SpreadChange
from variation.findings.alternatives import describe_charts
from variation.findings.numbers import format_value
from variation.findings.tally import Tally, benchmark_words, range_words, tally
from variation.findings.words import BADGES, areas_word, capital, counted, lower, lower_name, side
from variation.observations import SUPPRESSED

ILLUSTRATIVE = "Illustrative figures: "


@dataclass(frozen=True)
class Description:
    """The words about one view.

    heading : what is shown, of what, when
    sentence : what the picture says
    badge : which way is good
    source : measure, period, publisher, benchmark, snapshot
    alt : text alternative of "map", "funnel", "trend" and "bars", one sentence each
    """

    heading: str
    sentence: str
    badge: str
    source: str
    alt: Mapping[str, str]


def describe(comparison: Comparison, history: History) -> Description:
    """All words about a view, made from its results alone."""
    return Description(
        heading=describe_heading(comparison),
        sentence=describe_finding(comparison, history),
        badge=BADGES[comparison.indicator.polarity],
        source=describe_source(comparison),
        alt=describe_charts(comparison, history),
    )


def marked(text: str, *, illustrative: bool) -> str:
    """Sentences, begun with the mark of illustrative figures where they rest on such."""
    return f"{ILLUSTRATIVE}{lower(text)}" if illustrative else text


def describe_heading(c: Comparison) -> str:
    """The indicator, its areas and period: "Recorded diabetes by borough in North Central London, 2013/14"."""
    within = c.selection.within
    where = ""
    if within:
        where = (
            f" in {geography.area(within).name}" if "," not in within else f", {counted(c.level, int(c.inside.sum()))}"
        )
    sex = f" ({c.selection.sex})" if c.selection.sex not in ("", "Persons") else ""
    return f"{c.indicator.short_name}{sex} by {areas_word(c.level, 1)}{where}, {c.period}"


def describe_finding(c: Comparison, history: History) -> str:
    """How many areas differ from the benchmark and which way, and whether they draw apart."""
    found = tally(c)
    parts = [_differences(c, found), _spread(history.spread, c.level)]
    text = "; ".join(p for p in parts if p)
    return f"{ILLUSTRATIVE}{text}." if c.illustrative else f"{capital(text)}."


def describe_differences(c: Comparison) -> str:
    """How many areas differ from the benchmark and which way; without capital and full stop."""
    return _differences(c, tally(c))


def describe_source(c: Comparison) -> str:
    """What is measured, when, by whom, against what, from which snapshot."""
    benchmark = ""
    if np.isfinite(c.benchmark.value):
        summed = f" (sum of {counted(c.level, c.benchmark.areas)})" if c.benchmark.computed else ""
        benchmark = f" Compared with {c.benchmark.name}{summed}."
    source = (
        f"Simulated in the manner of: {c.indicator.source}." if c.illustrative else f"Source: {c.indicator.source}."
    )
    return f"{c.indicator.name}, {_measure(c)}, {c.period}. {source}{benchmark} Snapshot: {c.snapshot}."


def _measure(c: Comparison) -> str:
    """The unit, and of what it is a share: "% of people invited"."""
    words = c.indicator.denominator
    if c.indicator.measure != "proportion" or not words:
        return c.indicator.unit
    return f"% of {lower_name(words)}"


def _differences(c: Comparison, found: Tally) -> str:
    if not found.valued:
        return _nothing(c, found)
    if not found.judged:
        return _not_judged(c, found)
    if found.judged == 1:
        return _one_area(c)
    limits = _limits(c)
    differ = found.beyond_998
    of = counted(c.level, found.judged) + ("" if found.judged == found.inside else " with figures to judge by")
    if differ == 0:
        text = f"none of {of} differs from {benchmark_words(c)} by more than chance ({limits})"
    elif differ == 1:
        text = f"1 of {of} differs from {benchmark_words(c)} by more than chance ({limits}): {_the_one(c)}"
    else:
        who = _all_or_some(differ, found, of)
        text = f"{who} differ from {benchmark_words(c)} by more than chance ({limits}): {_sides(c, found)}"
    return text + _weaker(found)


def _all_or_some(differ: int, found: Tally, of: str) -> str:
    return f"all {of}" if differ == found.judged and differ > 2 else f"{differ} of {of}"


def _limits(c: Comparison) -> str:
    """The limits that were judged by, so that nobody takes one kind for another."""
    if c.judged_by != "funnel":
        return "99.8 % limits of each area's own interval"
    widened = c.funnel is not None and c.funnel.adjusted != "none"
    return "99.8 % limits, widened for over-dispersion" if widened else "99.8 % limits"


def _sides(c: Comparison, found: Tally) -> str:
    above, below = side(1, c.indicator), side(-1, c.indicator)
    if not found.below_998 or not found.above_998:
        every = "both" if found.beyond_998 == 2 else "all"
        return f"{every} are {above if found.above_998 else below}"
    verb = "is" if found.above_998 == 1 else "are"
    return f"{found.above_998} {verb} {above} and {found.below_998} {below}"


def _the_one(c: Comparison) -> str:
    i = int(np.flatnonzero(c.inside & (np.abs(c.status) == 2))[0])
    return f"{c.name[i]}, at {format_value(float(c.value[i]), c.indicator)}, is {side(int(c.status[i]), c.indicator)}"


def _weaker(found: Tally) -> str:
    """Those beyond the 95 % limits only, of which one in twenty would be there by chance."""
    if not found.beyond_95:
        return ""
    verb = "lies" if found.beyond_95 == 1 else "lie"
    if not found.beyond_998:
        return f", though {found.beyond_95} {verb} beyond the 95 % limits"
    return f", and {found.beyond_95} more {verb} beyond the 95 % limits only"


def _one_area(c: Comparison) -> str:
    i = int(np.flatnonzero(c.inside & (c.status != NO_DATA))[0])
    status = int(c.status[i])
    own = f"{c.name[i]}, at {format_value(float(c.value[i]), c.indicator)},"
    if status == 0:
        return f"{own} does not differ from {benchmark_words(c)} by more than chance (95 % limits)"
    limits = _limits(c) if abs(status) == 2 else _limits(c).replace("99.8", "95")
    return f"{own} is {side(status, c.indicator)} than {benchmark_words(c)} by more than chance ({limits})"


def _nothing(c: Comparison, found: Tally) -> str:
    suppressed = int((c.note[c.inside] == SUPPRESSED).sum())
    if found.inside == 1:
        name = str(c.name[np.flatnonzero(c.inside)[0]])
        return f"{name} has no figure for {c.period}: it is {'suppressed' if suppressed else 'not published'}"
    if suppressed == found.inside:
        why = "all are suppressed, because they rest on small numbers"
    elif suppressed:
        why = f"{suppressed} are suppressed and {found.inside - suppressed} not published"
    else:
        why = "none is published"
    return f"none of {counted(c.level, found.inside)} has a figure for {c.period}: {why}"


def _not_judged(c: Comparison, found: Tally) -> str:
    if np.isfinite(c.benchmark.value):
        differs = f"who differs from {benchmark_words(c)} by more than chance"
        why = f"no counts or limits are published, so it cannot be said {differs}"
    else:
        why = f"there is no figure for {c.benchmark.name} to compare with"
    if found.valued == 1:
        i = int(np.flatnonzero(c.inside & np.isfinite(c.value))[0])
        return f"{why}; {c.name[i]} is at {format_value(float(c.value[i]), c.indicator)}"
    span = range_words(c)
    verb = "are" if span.startswith("all") else "range from"
    return f"{why}; {counted(c.level, found.valued)} {verb} {span}"


def _spread(change: SpreadChange | None, level: str) -> str:
    if change is None:
        return ""
    who = f"between {change.first} and {change.last} the {areas_word(level)}"
    if change.direction == "none":
        return f"{who} grew no further apart and no closer"
    moved = "grew further apart" if change.direction == "apart" else "drew closer together"
    return f"{who} {moved} by more than chance (95 % level)"
