"""A view of Explore as a sheet: map, funnel, trend and ranked bars of one indicator, with its figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from variation import analyses, geography
from variation.analyses.results import Comparison, History
from variation.analyses.selection import Selection
from variation.analyses.spread_panel import SpreadChoice, spread_panel
from variation.figures import draw_bars, draw_funnel, draw_map, draw_trend
from variation.findings.alternatives import INTERVALS, OVERLAP, title_charts
from variation.findings.remarks import more_findings
from variation.findings.rows import Cell, Column, Table, difference_words, figures_table, number_cell, periods_table
from variation.findings.sentence import Description, describe
from variation.indicators import Catalogue
from variation.packs.model import VIEW
from variation.packs.parts import MOST_SHORT, define, ends_of, gap_row
from variation.packs.sheets import Chart, Sheet, Titled

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

BOUNDARIES = {name: name for name in (*geography.LEVELS, "borough-tiles", "borough-tiles-stp")}


def explore(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of Explore; raises NoData where nothing is loaded."""
    wanted, messages = Selection.from_query(query)
    chosen = analyses.choices(wanted, catalogue, store, snapshot, messages)
    c = analyses.compare(chosen.selection, catalogue, store, snapshot)
    h = analyses.history(chosen.selection, catalogue, store, snapshot)
    told = describe(c, h)
    panel = spread_panel(SpreadChoice(chosen, "raw", "pooled"), catalogue, store, snapshot)
    found = (told.sentence, *more_findings(panel))
    return Sheet(
        kind=VIEW,
        address=f"/?{chosen.selection.to_query()}",
        heading=told.heading,
        findings=found,
        generated=found,
        badge=told.badge,
        source=told.source,
        method=method_line(c),
        charts=_charts(c, h, told),
        table=figures_table(c, h),
        short=outside_table(c),
        more=(Titled("All periods", periods_table(c, h)),) if len(h.period) > 1 else (),
        definitions=(define(c, h),),
        illustrative=c.illustrative,
    )


def _charts(c: Comparison, h: History, told: Description) -> tuple[Chart, ...]:
    titles = title_charts(c)
    charts = [Chart("map", titles["map"], told.alt["map"], "", draw_map(c, BOUNDARIES))]
    if c.funnel is not None:
        note = c.funnel.note
        charts.append(Chart("funnel", titles["funnel"], told.alt["funnel"], note, draw_funnel(c)))
    if len(h.period) > 1:
        overlap = OVERLAP if h.overlapping else ""
        charts.append(Chart("trend", titles["trend"], told.alt["trend"], overlap, draw_trend(c, h)))
    bars = Chart("bars", titles["bars"], told.alt["bars"], INTERVALS, draw_bars(c))
    return (*charts, bars)


def method_line(c: Comparison) -> str:
    """How areas are judged and where their limits come from, in one line."""
    judged = (
        f"Judged by the funnel's limits about {c.benchmark.name} at the area's size."
        if c.judged_by == "funnel"
        else f"Judged by whether {c.benchmark.name}'s figure lies inside the area's own interval."
    )
    if not math.isfinite(c.benchmark.value):
        judged = "Not judged: there is nothing to compare with."
    return f"{judged} 95 % limits: {c.indicator.interval}." if c.indicator.interval else judged


def outside_table(c: Comparison) -> Table:
    """The areas worth a place beside the charts: a few all, of more those outside 99.8 % limits or both ends."""
    full = np.flatnonzero(c.inside & np.isfinite(c.value))
    order = full[np.argsort(-c.value[full], kind="stable")]
    outside = [i for i in order.tolist() if abs(int(c.status[i])) == 2]
    digits = c.indicator.decimals
    columns = (
        Column("area", geography.LEVEL_NAMES[c.level][0]),
        Column("value", f"Value ({c.indicator.unit})", digits),
        Column("lower_95", "Lower 95 % limit", digits),
        Column("upper_95", "Upper 95 % limit", digits),
        Column("difference", f"Compared with {c.benchmark.name}"),
    )
    few = len(order) <= MOST_SHORT
    table = Table(columns, tuple(_short_row(c, i) for i in (outside if outside and not few else order.tolist())))
    if few or not outside:
        return ends_of(table, half=3)
    left = len(order) - len(outside)
    if len(outside) > MOST_SHORT:
        between = len(outside) - MOST_SHORT
        return ends_of(table, said=f"… {left + between} more, {between} of them outside 99.8 % limits …")
    more = gap_row(table, f"… {left} more, not outside 99.8 % limits")
    return Table(columns, (*table.rows, *([more] if left else [])))


def _short_row(c: Comparison, i: int) -> tuple[Cell, ...]:
    figures = (number_cell(value[i], c.indicator.decimals) for value in (c.value, c.lower, c.upper))
    return (str(c.name[i]), *figures, difference_words(int(c.status[i]), c.indicator))
