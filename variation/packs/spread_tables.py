"""The tables of a view of the spread: areas, the rows worth a place on the page, percentiles, measures."""

from __future__ import annotations

import numpy as np

from variation import geography
from variation.analyses.spread_panel import BOX, DECILES, SpreadPanel
from variation.findings import spread_words as words
from variation.findings.rows import Cell, Column, Table, number_cell
from variation.packs.parts import columns_of, ends_of, filled, first_of


def areas_table(p: SpreadPanel) -> Table:
    """Every area with its interval, its rank and the events beyond the benchmark, the highest first."""
    c, digits = p.comparison, p.comparison.indicator.decimals
    fifth = "highest" if c.indicator.polarity not in ("high", "low") else "worst"
    columns = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[c.level][0]),
        Column("value", f"As published ({c.indicator.unit})", digits),
        Column("lower_95", "Lower 95 % limit", digits),
        Column("upper_95", "Upper 95 % limit", digits),
        Column("shrunken", "Chance taken out", digits),
        Column("rank", "Rank", 0),
        Column("rank_low", "Rank, from", 0),
        Column("rank_high", "Rank, to", 0),
        Column("worst", f"Chance of {fifth} fifth (%)", 0),
        Column("events", "Events beyond", 0),
        Column("events_lower", "Events, from", 0),
        Column("events_upper", "Events, to", 0),
    )
    order = [k for k in np.lexsort((c.name, -c.value)).tolist() if c.inside[k] and np.isfinite(c.value[k])]
    return Table(columns, tuple(_row(p, k) for k in order))


def _row(p: SpreadPanel, k: int) -> tuple[Cell, ...]:
    c, w, digits = p.comparison, p.worth.found, p.comparison.indicator.decimals
    nothing = (np.nan,) * 3
    return (
        str(c.code[k]),
        str(c.name[k]),
        *(number_cell(value[k], digits) for value in (c.value, c.lower, c.upper)),
        number_cell(p.shrunken.value[k] if p.shrunken is not None else np.nan, digits),
        *(number_cell(value[k], 0) for value in (p.rank, p.rank_low, p.rank_high)),
        number_cell(100 * p.worst[k], 0),
        *(number_cell(v, 0) for v in (nothing if w is None else (w.events[k], w.lower[k], w.upper[k]))),
    )


def short_table(full: Table) -> Table:
    """Of the table of all areas where most events are; the ends of the ranking where none can be told."""
    at = next(k for k, column in enumerate(full.columns) if column.key == "events")
    behind = sorted((row for row in full.rows if _number(row[at]) >= 1), key=lambda row: -_number(row[at]))
    wanted = ["area", "value", "rank", "rank_low", "rank_high"]
    wanted += ["events", "events_lower", "events_upper"] if behind else ["lower_95", "upper_95"]
    table = filled(columns_of(Table(full.columns, tuple(behind) or full.rows), wanted))
    return first_of(table) if behind else ends_of(table)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def percentiles_table(p: SpreadPanel) -> Table:
    """Percentiles of the areas in each period."""
    digits = p.comparison.indicator.decimals
    shares = dict(
        sorted({**dict(zip(DECILES, p.deciles, strict=True)), **dict(zip(BOX, p.boxes, strict=True))}.items())
    )
    columns = (Column("period", "Period"), *(Column(f"p{n}", f"{n}th percentile", digits) for n in shares))
    rows = [(p.history.period[k], *(number_cell(values[k], digits) for values in shares.values())) for k in p.known]
    return Table(columns, tuple(rows))


def measures_table(p: SpreadPanel) -> Table:
    """Every measure of spread with its intervals."""
    i = p.comparison.indicator
    columns = (
        Column("measure", "Measure"),
        *(
            Column(key, title)
            for key, title in (
                ("seen", "As seen"),
                ("lower", "If counted again, from"),
                ("upper", "to (95 %)"),
                ("true_lower", "True levels, from"),
                ("true_upper", "to (95 %)"),
            )
        ),
    )
    rows = [
        (
            words.MEASURES[m.key][0],
            *(
                words.measure_words(m.key, value, i.unit, i.decimals)
                for value in (m.estimate, m.lower, m.upper, m.true_lower, m.true_upper)
            ),
        )
        for m in p.measures
        if np.isfinite(m.estimate)
    ]
    return Table(columns, tuple(rows))
