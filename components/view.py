"""A view's query in, everything the page Explore shows out; the one place where a page's parts are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from components.finding import Finding
from components.graph import Words
from components.serving import Served, served
from variation import analyses, geography
from variation.analyses.results import NO_DATA, Choices, Comparison, History, RecentTrend
from variation.analyses.selection import Selection
from variation.figures import draw_bars, draw_funnel, draw_map, draw_trend
from variation.figures.arrays import plain
from variation.figures.hover import describe_area, rank_words, status_words
from variation.findings import describe

_TONES = {"high": (1, 2), "low": (-1, -2)}  # statuses that are good, by polarity


@dataclass(frozen=True)
class Shown:
    """All that is shown of one view."""

    choices: Choices
    query: str
    finding: Finding
    map: dict[str, Any]
    funnel: dict[str, Any]
    trend: dict[str, Any]
    bars: dict[str, Any]
    rows: dict[str, Any]
    words: Mapping[str, Words]


@dataclass(frozen=True)
class Analysed:
    """A view's query made servable, and its results."""

    choices: Choices
    comparison: Comparison
    history: History


def analyse(query: Mapping[str, str | Sequence[str] | None], source: Served) -> Analysed:
    """The results of a view; raises NoData where nothing is loaded."""
    snapshot = source.snapshot()
    wanted, messages = Selection.from_query(query)
    choices = analyses.choices(wanted, source.catalogue, source.store, snapshot, messages)
    return Analysed(
        choices,
        analyses.compare(choices.selection, source.catalogue, source.store, snapshot),
        analyses.history(choices.selection, source.catalogue, source.store, snapshot),
    )


def show(query: Mapping[str, str | Sequence[str] | None]) -> Shown:
    """Everything that the page shows of a view."""
    source = served()
    found = analyse(query, source)
    comparison, history = found.comparison, found.history
    told = describe(comparison, history)
    return Shown(
        choices=found.choices,
        query=found.choices.selection.to_query(),
        finding=Finding(
            heading=told.heading,
            indicator=comparison.indicator.id,
            sentence=told.sentence,
            badge=told.badge,
            source=told.source,
            messages=found.choices.messages,
            illustrative=comparison.illustrative,
        ),
        map=draw_map(comparison, source.boundaries),
        funnel=draw_funnel(comparison),
        trend=draw_trend(comparison, history),
        bars=draw_bars(comparison),
        rows=table_rows(comparison, history),
        words=_words(comparison, history, told.alt),
    )


def _words(c: Comparison, history: History, alt: Mapping[str, str]) -> dict[str, Words]:
    many = geography.LEVEL_NAMES[c.level][1]
    overlap = "Periods overlap, so neighbouring points are not independent. " if history.overlapping else ""
    funnel_note = c.funnel.note if c.funnel else ""
    return {
        "map": Words(f"Where: {many} against {c.benchmark.name}", alt["map"], _judged(c)),
        "funnel": Words("Is it more than chance?", alt["funnel"], c.no_funnel or funnel_note),
        "trend": Words("Is it changing?", alt["trend"], overlap + _recent(history)),
        "bars": Words(f"{many}, highest first", alt["bars"], "Lines across the bars: 95 % intervals."),
    }


def _judged(c: Comparison) -> str:
    if c.judged_by == "funnel":
        return "Colours: outside the limits that chance alone would keep to at the area's size."
    return f"Colours: whether {c.benchmark.name}'s value lies inside the area's own interval."


def _recent(history: History) -> str:
    return f"{history.benchmark_name}: {_verdict(history.benchmark_recent)}" if history.benchmark_name else ""


def _verdict(recent: RecentTrend) -> str:
    return f"{recent.verdict} ({recent.reason})" if recent.reason else recent.verdict


def table_rows(c: Comparison, history: History) -> dict[str, Any]:
    """The table's rows as assets/table.js draws them."""
    digits = c.indicator.decimals
    value, lower, upper = plain(c.value, digits), plain(c.lower, digits), plain(c.upper, digits)
    count, denominator = plain(c.count, 0), plain(c.denominator, 0)
    rows = [
        {
            "code": str(c.code[i]),
            "name": str(c.name[i]),
            "value": value[i],
            "lower": lower[i],
            "upper": upper[i],
            "count": count[i],
            "denominator": denominator[i],
            "status": status_words(c, i, brief=True),
            "tone": _tone(c, i),
            "rank": int(c.status[i]) if c.status[i] != NO_DATA else None,
            "rankRange": rank_words(c, i).removeprefix("Rank ").partition(" of ")[0],
            "rankLow": plain(c.rank_low[i : i + 1], 0)[0],
            "trend": history.recent[i].verdict,
            "note": str(c.note[i]),
            "text": describe_area(c, i).replace("<br>", "\n").replace("<b>", "").replace("</b>", ""),
        }
        for i in np.flatnonzero(c.inside).tolist()
    ]
    return {
        "rows": rows,
        "height": 80 + 18 * max(8, len(rows)),  # px that the ranked bars need
        "unit": c.indicator.unit,
        "decimals": digits,
        "caption": f"{c.indicator.name}, {c.period}, by {geography.LEVEL_NAMES[c.level][0]}",
        "note": "Illustrative: simulated figures." if c.illustrative else "",
    }


def _tone(c: Comparison, index: int) -> str:
    status = int(c.status[index])
    if status in (0, NO_DATA) or c.indicator.polarity not in _TONES:
        return ""
    return "good" if status in _TONES[c.indicator.polarity] else "bad"
