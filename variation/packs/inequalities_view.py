"""A view of inequalities as a sheet: the gradient over the deprivation of boroughs, and its slope over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.inequalities import Gradient, Inequalities, SlopePeriod, choose_inequality, inequalities
from variation.figures.inequality_charts import draw_boroughs, draw_slope_periods
from variation.findings import inequality_words as words
from variation.findings.rows import Cell, Column, Table, number_cell
from variation.findings.words import BADGES, capital
from variation.indicators import Catalogue
from variation.packs.model import VIEW
from variation.packs.parts import define_shown, ends_of, filled
from variation.packs.sheets import NO_TABLE, Chart, Sheet, Titled

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


def inequalities_sheet(
    query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None
) -> Sheet:
    """The sheet of a query of Inequalities; raises NoData where nothing is loaded."""
    i = inequalities(choose_inequality(query, catalogue, store, snapshot), catalogue, store, snapshot)
    c, g = i.comparison, i.gradient
    sex = f" ({c.selection.sex})" if c.selection.sex not in ("", "Persons") else ""
    found = tuple(t for t in (words.inequality_finding(i), words.adjusted_words(i), words.outlier_words(i)) if t)
    table = _table(i)
    shown = (c,) if g is None else (c, g.trait)
    trait = f"&trait={i.choice.trait}" if i.choice.trait else ""
    return Sheet(
        kind=VIEW,
        address=f"/inequalities?{c.selection.to_query()}{trait}",
        heading=f"Inequalities: {c.indicator.short_name}{sex}, {c.period}",
        findings=found,
        generated=found,
        badge=BADGES[c.indicator.polarity],
        source=words.inequality_source(i),
        method=f"{words.line_words(i)} {words.not_held_words(i)[-1]}".strip(),
        charts=() if g is None else (_boroughs(i, g), _slopes(i, g)),
        table=table,
        short=NO_TABLE if g is None else _short(table),
        more=() if g is None else (Titled("Slope by period", _slope_table(i, g)),),
        definitions=tuple(define_shown(s, catalogue, store, snapshot) for s in shown),
        illustrative=c.illustrative,
    )


def _boroughs(i: Inequalities, g: Gradient) -> Chart:
    size = "Points are sized by people." if g.weighted else ""
    title = "From the least to the most deprived borough"
    return Chart("gradient", title, words.line_alt(i, g), size, draw_boroughs(i, g))


def _slopes(i: Inequalities, g: Gradient) -> Chart:
    title = "Difference between the most and the least deprived end, over time"
    return Chart("slopes", title, words.slopes_alt(i, g), words.slopes_note(g), draw_slope_periods(i, g))


def _table(i: Inequalities) -> Table:
    """Boroughs in order of deprivation; by name where no line is drawn."""
    c, g, digits = i.comparison, i.gradient, i.comparison.indicator.decimals
    usual = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[c.level][0]),
        Column("value", f"Value ({c.indicator.unit})", digits),
        Column("lower_95", "Lower 95 % limit", digits),
        Column("upper_95", "Upper 95 % limit", digits),
    )
    if g is None:
        return Table(usual, tuple(_row(i, k) for k in np.flatnonzero(c.inside & np.isfinite(c.value)).tolist()))
    t = g.trait.indicator
    columns = (
        *usual,
        Column("trait", f"{t.short_name}, {g.trait.period} ({t.unit})", t.decimals),
        Column("people", capital(c.indicator.denominator) or "Denominator", 0),
    )
    rows = [
        (*_row(i, k), number_cell(g.trait.value[k], t.decimals), number_cell(g.people[k] if g.weighted else np.nan, -1))
        for k in g.order
    ]
    return Table(columns, tuple(rows))


def _row(i: Inequalities, k: int) -> tuple[Cell, ...]:
    c, digits = i.comparison, i.comparison.indicator.decimals
    figures = (number_cell(value[k], digits) for value in (c.value, c.lower, c.upper))
    return (str(c.code[k]), str(c.name[k]), *figures)


def _short(full: Table) -> Table:
    """The least and the most deprived boroughs."""
    return ends_of(filled(Table(full.columns[1:], tuple(row[1:] for row in full.rows))))


def _slope_table(i: Inequalities, g: Gradient) -> Table:
    digits = i.comparison.indicator.decimals
    columns = (
        Column("period", "Period"),
        Column("sii", f"Slope index ({i.comparison.indicator.unit})", digits),
        Column("sii_lower", "Lower 95 % limit", digits),
        Column("sii_upper", "Upper 95 % limit", digits),
        Column("rii", "Relative index", 2),
        Column("rii_lower", "Lower 95 % limit", 2),
        Column("rii_upper", "Upper 95 % limit", 2),
        Column("areas", "Boroughs", 0),
    )
    return Table(columns, tuple(_slope_row(s, digits) for s in g.slopes))


def _slope_row(s: SlopePeriod, digits: int) -> tuple[Cell, ...]:
    absolute = (number_cell(v, digits) for v in (s.sii, s.sii_lower, s.sii_upper))
    relative = (number_cell(v, 2) for v in (s.rii, s.rii_lower, s.rii_upper))
    return (s.period, *absolute, *relative, s.areas)
