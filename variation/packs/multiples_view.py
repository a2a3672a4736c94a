"""A view of small multiples as a sheet: the series of every area on the same axes, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import numpy as np

from variation import geography
from variation.analyses.multiples import AreaPanel, Multiples, MultiplesChoices, choose_multiples, multiply
from variation.figures.small_multiples import draw_multiples
from variation.findings.multiples import describe_multiples, special_words
from variation.findings.rows import Cell, Column, Table, difference_words, number_cell, periods_table
from variation.indicators import Catalogue
from variation.packs.explore_view import method_line
from variation.packs.model import VIEW
from variation.packs.parts import columns_of, define, first_of
from variation.packs.sheets import Chart, Sheet, Titled

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

WIDE = 5  # columns of panels where none are asked for: names have room on paper too


def multiples_sheet(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of small multiples; raises NoData where nothing is loaded."""
    chosen = choose_multiples(query, catalogue, store, snapshot)
    m = multiply(chosen.view.selection, chosen.sort, catalogue, store, snapshot)
    told, table = describe_multiples(m), _table(m)
    drawn = _spelt_out(draw_multiples(m, chosen.columns or WIDE))
    return Sheet(
        kind=VIEW,
        address=_address(chosen),
        heading=told.heading,
        findings=(told.sentence,),
        generated=(told.sentence,),
        badge=told.badge,
        source=told.source,
        method=method_line(m.comparison),
        charts=(Chart("multiples", "Each area on the same axes", told.alt, told.note, drawn),),
        table=table,
        short=_short(table),
        more=(Titled("All periods", periods_table(m.comparison, m.history)),),
        definitions=(define(m.comparison, m.history),),
        illustrative=m.comparison.illustrative,
    )


def _address(chosen: MultiplesChoices) -> str:
    own = {"order": chosen.sort if chosen.sort != "worst" else "", "columns": str(chosen.columns or "")}
    pairs = [(k, v) for k, v in own.items() if v]
    return "/multiples?" + "&".join(part for part in (chosen.view.selection.to_query(), urlencode(pairs)) if part)


def _table(m: Multiples) -> Table:
    c, digits = m.comparison, m.comparison.indicator.decimals
    columns = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[c.level][0]),
        Column("latest", f"Latest ({c.indicator.unit})", digits),
        Column("period", "Period"),
        Column("lower_95", "Lower 95 % limit", digits),
        Column("upper_95", "Upper 95 % limit", digits),
        Column("difference", f"Compared with {c.benchmark.name}"),
        Column("change", "Change since first", digits),
        Column("moves", "Control chart" if m.controlled else "Recent trend"),
    )
    return Table(columns, tuple(_row(m, p) for p in m.panels))


def _row(m: Multiples, p: AreaPanel) -> tuple[Cell, ...]:
    digits, h = m.comparison.indicator.decimals, m.history
    held = p.last >= 0
    limits = (h.lower[p.row, p.last], h.upper[p.row, p.last]) if held else (np.nan, np.nan)
    return (
        p.code,
        p.name,
        number_cell(p.latest, digits),
        h.period[p.last] if held else "",
        *(number_cell(limit, digits) for limit in limits),
        difference_words(p.status, m.comparison.indicator),
        number_cell(p.change, digits),
        special_words(p) if m.controlled else h.recent[p.row].verdict,
    )


def _short(full: Table) -> Table:
    """The first areas in the order asked for."""
    return first_of(columns_of(full, ("area", "latest", "difference", "change", "moves")))


def _spelt_out(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure with all places of its points: evenly spaced ones are sent to a browser as first and step."""
    traces = [
        {**trace, "x": [round(trace["x0"] + k * trace["dx"], 5) for k in range(len(trace["y"]))]}
        if "dx" in trace
        else trace
        for trace in figure["data"]
    ]
    return {**figure, "data": [{k: v for k, v in trace.items() if k not in ("x0", "dx")} for trace in traces]}
