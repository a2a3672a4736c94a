"""A view of the spread as a sheet: percentiles over time, what closing the gap would be worth, areas, deciles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from variation.analyses.spread_panel import SpreadPanel, choose_spread, spread_panel
from variation.figures.spread_charts import (
    draw_spread_areas,
    draw_spread_boxes,
    draw_spread_deciles,
    draw_spread_worth,
)
from variation.findings import spread_charts as told
from variation.findings import spread_words as words
from variation.findings.alternatives import INTERVALS
from variation.findings.words import BADGES, counted
from variation.indicators import Catalogue
from variation.packs.explore_view import method_line
from variation.packs.model import VIEW
from variation.packs.parts import define
from variation.packs.remarked import Remarked, remark_series
from variation.packs.sheets import Chart, Sheet, Titled, generated_sheet
from variation.packs.spread_tables import areas_table, measures_table, percentiles_table, short_table

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


def spread_sheet(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of Spread; raises NoData where nothing is loaded."""
    p = spread_panel(choose_spread(query, catalogue, store, snapshot), catalogue, store, snapshot)
    c = p.comparison
    found = tuple(text for text in (words.spread_finding(p), words.worth_words(p), words.few_areas_words(p)) if text)
    table = areas_table(p)
    levels = p.choice.levels if p.choice.levels != "raw" else ""
    against = p.choice.against if p.choice.against != "pooled" else ""
    return generated_sheet(
        VIEW,
        f"How far apart {words.place_words(p)} lie: {c.indicator.short_name}, {c.period}",
        found,
        address=c.selection.address("/spread", levels=levels, against=against),
        badge=BADGES[c.indicator.polarity],
        source=words.spread_source(p),
        method=f"{method_line(c)} Events: those beyond the level of {p.worth.name}."
        if p.worth.found
        else method_line(c),
        charts=tuple(chart for chart in (_boxes(p), _worth(p), _areas(p), _deciles(p)) if chart is not None),
        table=table,
        short=short_table(table),
        more=(Titled("Percentiles by period", percentiles_table(p)), Titled("Measures of spread", measures_table(p))),
        definitions=(define(c, p.history),),
        illustrative=c.illustrative,
    )


def spread_remarks(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Remarked:
    """What may be said of a query of Spread."""
    choice = choose_spread(query, catalogue, store, snapshot)
    return remark_series(choice.choices, catalogue, store, snapshot, choice)


def _boxes(p: SpreadPanel) -> Chart | None:
    if not p.known:
        return None
    return Chart("boxes", "Is the spread closing?", told.boxes_alt(p), told.boxes_note(p), draw_spread_boxes(p))


def _deciles(p: SpreadPanel) -> Chart | None:
    if not p.known:
        return None
    drawn = draw_spread_deciles(p)
    return Chart("deciles", "Deciles of areas over time", told.deciles_alt(p), told.deciles_note(p), drawn)


def _areas(p: SpreadPanel) -> Chart:
    alt = f"{counted(p.comparison.level, p.areas)} with 95 % intervals, highest first."
    return Chart("areas", "Areas, highest first", alt, words.shrunken_words(p), draw_spread_areas(p))


def _worth(p: SpreadPanel) -> Chart | None:
    w, c = p.worth, p.comparison
    if w.found is None or not round(w.found.total):
        return None
    behind = int(p.short.sum())
    verb = "falls" if behind == 1 else "fall"
    alt = f"{counted(c.level, behind)} {verb} short of the level of {w.name}."
    note = f"{told.NO_TARGET} {INTERVALS}"
    return Chart("worth", f"{told.events_words(c.indicator)}, by area", alt, note, draw_spread_worth(p))
