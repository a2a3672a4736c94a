"""A view of the spread as a sheet: percentiles over time, what closing the gap would be worth, areas, deciles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.spread_panel import SpreadPanel, choose_spread, spread_panel
from variation.figures.boxes import draw_boxes
from variation.figures.caterpillar import Points
from variation.figures.deciles import draw_deciles
from variation.figures.levels import draw_areas
from variation.findings import spread_words as words
from variation.findings.numbers import format_number
from variation.findings.words import BADGES, counted
from variation.indicators import Catalogue
from variation.packs.explore_view import method_line
from variation.packs.model import VIEW
from variation.packs.parts import define
from variation.packs.sheets import Chart, Sheet, Titled
from variation.packs.spread_tables import areas_table, known_periods, measures_table, percentiles_table, short_table

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_OVERLAP = "Pooled periods share years: neighbouring boxes are not independent, and are not tested as if they were. "
_NO_TARGET = (
    "A size of the difference, not a target: it takes levels with chance taken out, and says neither what could be "
    "done nor at what cost. An area may have good reason to differ. Lines: 95 % intervals."
)


def spread_sheet(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of Spread; raises NoData where nothing is loaded."""
    p = spread_panel(choose_spread(query, catalogue, store, snapshot), catalogue, store, snapshot)
    c = p.comparison
    found = tuple(text for text in (words.spread_finding(p), words.worth_words(p), words.few_areas_words(p)) if text)
    own = "".join(
        f"&{name}={value}"
        for name, value, usual in (("levels", p.choice.levels, "raw"), ("against", p.choice.against, "pooled"))
        if value != usual
    )
    return Sheet(
        kind=VIEW,
        address=f"/spread?{c.selection.to_query()}{own}",
        heading=f"How far apart {words.place_words(p)} lie: {c.indicator.short_name}, {c.period}",
        findings=found,
        generated=found,
        badge=BADGES[c.indicator.polarity],
        source=words.spread_source(p),
        method=f"{method_line(c)} Events: those beyond the level of {p.worth.name}."
        if p.worth.found
        else method_line(c),
        charts=tuple(chart for chart in (_boxes(p), _worth(p), _areas(p), _deciles(p)) if chart is not None),
        table=areas_table(p),
        short=short_table(p),
        more=(Titled("Percentiles by period", percentiles_table(p)), Titled("Measures of spread", measures_table(p))),
        definitions=(define(c, p.history),),
        illustrative=c.illustrative,
    )


def _months(p: SpreadPanel) -> list[tuple[int, int]]:
    return [(int(s), int(e)) for s, e in zip(p.history.start, p.history.end, strict=True)]


def _boxes(p: SpreadPanel) -> Chart | None:
    known, h, c = known_periods(p), p.history, p.comparison
    if not known:
        return None
    ends = [
        f"{h.period[k]}: 5th {format_number(p.boxes[0, k], c.indicator.decimals)}, "
        f"median {format_number(p.boxes[2, k], c.indicator.decimals)}, "
        f"95th {format_number(p.boxes[4, k], c.indicator.decimals)}."
        for k in dict.fromkeys((known[0], known[-1]))
    ]
    note = (
        f"{_OVERLAP if h.overlapping else ''}Box: 25th to 75th percentile of areas; line: 5th to 95th; diamond: median."
    )
    alt = f"Percentiles of {words.place_words(p)} by period. {' '.join(ends)}"
    drawn = draw_boxes(h.period, _months(p), p.boxes, c.indicator.unit)
    return Chart("boxes", "Is the spread closing?", alt, note, drawn)


def _deciles(p: SpreadPanel) -> Chart | None:
    known, h, c = known_periods(p), p.history, p.comparison
    if not known:
        return None
    place = {code: k for k, code in enumerate(h.code.tolist())}
    picked = [(code, geography.area(code).short_name, h.value[place[code]]) for code in c.selection.area]
    marked = f" {' and '.join(name for _, name, _ in picked)} marked." if picked else ""
    alt = f"Nine deciles of {words.place_words(p)} from {h.period[known[0]]} to {h.period[known[-1]]}.{marked}"
    note = "Each dotted line: a tenth of areas lies between it and the next; thick: the median."
    drawn = draw_deciles(h.period, _months(p), p.deciles, picked, c.indicator.unit)
    return Chart("deciles", "Deciles of areas over time", alt, f"{_OVERLAP if h.overlapping else ''}{note}", drawn)


def _names(p: SpreadPanel) -> list[str]:
    return [geography.area(code).short_name for code in p.comparison.code.tolist()]


def _areas(p: SpreadPanel) -> Chart:
    c, s = p.comparison, p.shrunken
    shown = c.inside & np.isfinite(c.value)
    value, lower, upper = (np.where(shown, part, np.nan) for part in (c.value, c.lower, c.upper))
    raw = Points("As published", value, lower, upper)
    series = [raw]
    if s is not None:
        drawn_in = Points("Chance taken out", s.value, s.lower, s.upper)
        main, other = (drawn_in, raw) if p.choice.levels == "shrunken" else (raw, drawn_in)
        series = [main, Points(other.label, other.value, hollow=True)]
    against = c.benchmark.value if np.isfinite(c.benchmark.value) else None
    name = c.benchmark.name if against is not None else ""
    drawn = draw_areas(c.code.tolist(), _names(p), series, c.indicator.unit, line=against, line_label=name)
    alt = f"{counted(c.level, p.areas)} with 95 % intervals, highest first."
    return Chart("areas", "Areas, highest first", alt, words.shrunken_words(p), drawn)


def _worth(p: SpreadPanel) -> Chart | None:
    w, c = p.worth, p.comparison
    if w.found is None or not round(w.found.total):
        return None
    some = np.nan_to_num(w.found.events) >= 1
    events = np.where(some, w.found.events, np.nan)
    what = "Events above the benchmark" if c.indicator.polarity == "low" else "Events short of the benchmark"
    drawn = draw_areas(c.code.tolist(), _names(p), [Points(what, events, w.found.lower, w.found.upper)], what)
    verb = "falls" if some.sum() == 1 else "fall"
    alt = f"{counted(c.level, int(some.sum()))} {verb} short of the level of {w.name}."
    return Chart("worth", f"{what}, by area", alt, _NO_TARGET, drawn)
