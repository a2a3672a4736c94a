"""A view's query in, everything the page Explore shows out; the one place where a page's parts are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zlib import crc32

import numpy as np

from components.finding import Finding
from components.graph import Words
from components.serving import Served, served
from variation import analyses, geography
from variation.analyses.cache import Cache
from variation.analyses.classing import classes_for
from variation.analyses.results import NO_DATA, Choices, Comparison, History
from variation.analyses.selection import Selection
from variation.figures import draw_bars, draw_funnel, draw_map, draw_trend
from variation.figures.arrays import plain
from variation.findings import describe
from variation.findings.alternatives import intervals_note, title_charts
from variation.findings.numbers import spell, unit_words
from variation.findings.rows import difference_words
from variation.findings.trend_words import ONE_PERIOD, changing_words
from variation.findings.words import unbroken
from variation.store import Snapshot

Query = Mapping[str, str | Sequence[str] | None]


@dataclass(frozen=True)
class Shown:
    """All that is shown of one view."""

    choices: Choices
    finding: Finding
    figures: dict[str, dict[str, Any]]  # by chart: map, funnel, trend, bars
    told: dict[str, Any]  # everything that the page writes itself
    words: Mapping[str, Words]


_PARTS = ("", "", "halves", "thirds", "quarters", "fifths")
_kept: Cache[Shown] = Cache(256)


@dataclass(frozen=True)
class Analysed:
    """A view's query made servable, and its results."""

    choices: Choices
    comparison: Comparison
    history: History


def analyse(query: Query, source: Served) -> Analysed:
    """The results of a view; raises NoData where nothing is loaded."""
    wanted, messages = Selection.from_query(query)
    return _analyse(wanted, messages, source, source.snapshot())


def show(query: Query) -> Shown:
    """Everything that the page shows of a view; kept, since a view of a snapshot never changes."""
    source = served()
    snapshot = source.snapshot()
    wanted, messages = Selection.from_query(query)
    key = (snapshot.id if snapshot else 0, wanted, messages)
    return _kept.get(source.store, key, lambda: _show(_analyse(wanted, messages, source, snapshot), source, wanted))


def _analyse(wanted: Selection, messages: tuple[str, ...], source: Served, snapshot: Snapshot | None) -> Analysed:
    choices = analyses.choices(wanted, source.catalogue, source.store, snapshot, messages)
    return Analysed(
        choices,
        analyses.compare(choices.selection, source.catalogue, source.store, snapshot),
        analyses.history(choices.selection, source.catalogue, source.store, snapshot),
    )


def _show(found: Analysed, source: Served, wanted: Selection) -> Shown:
    comparison, history = found.comparison, found.history
    told = describe(comparison, history)
    words = _words(comparison, history, told.alt)
    view = f"{comparison.snapshot} {found.choices.selection.to_query()}"
    finding = Finding(
        heading=told.heading,
        sentence=unbroken(told.sentence),
        source=told.source,
        badge=told.badge,
        illustrative=comparison.illustrative,
        indicator=comparison.indicator.id,
        messages=found.choices.messages,
    )
    return Shown(
        choices=found.choices,
        finding=finding,
        figures={
            "map": draw_map(comparison, source.boundaries),
            "funnel": draw_funnel(comparison),
            "trend": draw_trend(comparison, history),
            "bars": draw_bars(comparison),
        },
        told={
            "view": f"{crc32(view.encode()):08x}",  # whether it is the one that stands is all that is asked of it
            "finding": asdict(finding),
            "cards": {card: asdict(said) for card, said in words.items()},
            "colour": comparison.coloured,
            "closed": closed_choices(comparison, history),
            "refused": found.choices.selection.instead_of(wanted),
            **table_rows(comparison, history),
        },
        words=words,
    )


def _words(c: Comparison, history: History, alt: Mapping[str, str]) -> dict[str, Words]:
    titles = title_charts(c)
    funnel_note = c.funnel.note if c.funnel else ""
    return {
        "map": Words(titles["map"], alt["map"], _judged(c)),
        "funnel": Words(titles["funnel"], alt["funnel"], c.no_funnel or funnel_note),
        "trend": Words(titles["trend"], alt["trend"], changing_words(c, history)),
        "bars": Words(titles["bars"], alt["bars"], intervals_note(c)),
    }


def _judged(c: Comparison) -> str:
    if c.selection.colour != "difference":
        return f"Colours: {_classes(c)}, dark for high values; they say nothing of chance."
    if c.coloured != "difference":
        return f"{_why_not_judged(c)}, so colours show {_classes(c)}, dark for high values."
    if c.judged_by == "funnel":
        return "Colours: outside the limits that chance alone would keep to at the area's size."
    return f"Colours: whether {c.benchmark.name}'s value lies inside the area's own interval."


def _why_not_judged(c: Comparison) -> str:
    if not np.isfinite(c.benchmark.value):
        return "Nothing to compare with is published"
    return f"Neither counts nor intervals are published to compare areas with {c.benchmark.name} by"


def _classes(c: Comparison) -> str:
    """What the map's colours stand for, where it is not the difference."""
    number = classes_for(c.value, c.inside)
    if not number or c.selection.colour == "continuous":
        return "the value"
    return (
        f"{spell(number)} natural classes of value"
        if c.selection.colour == "breaks"
        else f"{_PARTS[number]} of the areas"
    )


def closed_choices(c: Comparison, history: History) -> dict[str, str]:
    """Choices of a chart that this view cannot have, with the reason; of colours only the difference is meant."""
    closed = {}
    if (c.status == NO_DATA).all():
        closed["colour"] = "nothing to compare with" if not np.isfinite(c.benchmark.value) else "no intervals"
    if c.funnel is None:
        closed["dispersion"] = c.no_funnel
    if len(history.period) < 2:
        closed |= {"scale": ONE_PERIOD, "bands": ONE_PERIOD}
    return closed


def table_rows(c: Comparison, history: History) -> dict[str, Any]:
    """The areas' figures for the table and the tooltips of all charts, a list a column (assets/rows.js)."""
    digits = c.indicator.decimals  # once only: rounded again by the page, 71.246 would be 71.25 and then 71.3
    columns: dict[str, list[Any]] = {
        "name": c.name.tolist(),
        "inside": c.inside.tolist(),
        "value": plain(c.value, digits),
        "lower": plain(c.lower, digits),
        "upper": plain(c.upper, digits),
        "count": plain(c.count, 0),
        "denominator": plain(c.denominator, 0),
        "order": [s if s != NO_DATA else None for s in c.status.tolist()],
        "rankLow": plain(c.rank_low, 0),
        "rankHigh": plain(c.rank_high, 0),
        "trend": [recent.verdict for recent in history.recent],
        "note": c.note.tolist(),
    }
    return {
        "columns": {"code": c.code.tolist(), **{name: _said_once(column) for name, column in columns.items()}},
        "height": 80 + 18 * max(8, int(c.inside.sum())),  # px that the ranked bars need
        "differences": {s: difference_words(s, c.indicator) for s in (-2, -1, 0, 1, 2)},
        "benchmark": c.benchmark.name,
        "unit": c.indicator.unit,
        "suffix": unit_words(c.indicator),
        "decimals": c.indicator.decimals,
        "caption": f"{c.indicator.name}, {c.period}, by {geography.LEVEL_NAMES[c.level][0]}",
        "note": "Illustrative: simulated figures." if c.illustrative else "",
    }


def _said_once(column: list[Any]) -> Any:
    """What is the same of all areas, as itself."""
    return column[0] if column and all(cell == column[0] for cell in column) else column
