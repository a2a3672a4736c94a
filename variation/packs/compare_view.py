"""A view of two indicators as a sheet: the scatter, the line through it, and who lies off the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from variation import geography
from variation.analyses.relation import Pair, Relation, choose_pair, relate
from variation.figures.relation import draw_relation
from variation.findings.relation import describe_relation, verdict_words
from variation.findings.rows import Cell, Column, Table, number_cell
from variation.indicators import Catalogue
from variation.packs.model import VIEW
from variation.packs.parts import columns_of, define_shown, ends_of
from variation.packs.sheets import Chart, Sheet

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


def compare_sheet(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of Compare; raises NoData where nothing is loaded.

    The page's cautions are its line on method, so that no medium shows the scatter without them.
    """
    pair = choose_pair(query, catalogue, store, snapshot)
    r = relate(pair, catalogue, store, snapshot)
    told = describe_relation(r)
    title = f"{r.y.indicator.short_name} against {r.x.indicator.short_name}"
    return Sheet(
        kind=VIEW,
        address=_address(pair),
        heading=told.heading,
        findings=(told.sentence,),
        generated=(told.sentence,),
        badge=told.badge,
        source=told.source,
        method=" ".join(told.cautions),
        charts=(Chart("relation", title, told.alt, told.note, draw_relation(r)),),
        table=_table(r, r.best_first),
        short=_short(r),
        definitions=tuple(define_shown(c, catalogue, store, snapshot) for c in (r.y, r.x)),
        illustrative=r.x.illustrative or r.y.illustrative,
    )


def _address(pair: Pair) -> str:
    x, y = pair.x, pair.y
    parts = {"y": y.indicator, "x": x.indicator, "level": y.level, "within": y.within, "area": ",".join(y.area)}
    sexes = {name: s.sex for name, s in (("ysex", y), ("xsex", x)) if s.sex != "Persons"}
    return f"/compare?{urlencode([(k, v) for k, v in {**parts, **sexes}.items() if v], safe=',')}"


def _table(r: Relation, rows: Sequence[int]) -> Table:
    x, y = r.x.indicator, r.y.indicator
    columns = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[r.y.level][0]),
        Column("x", f"{x.short_name} ({x.unit})", x.decimals),
        Column("y", f"{y.short_name} ({y.unit})", y.decimals),
        Column("lower_95", "Lower 95 % limit", y.decimals),
        Column("upper_95", "Upper 95 % limit", y.decimals),
        Column("expected", "By the line", y.decimals),
        Column("off", "Difference", y.decimals),
        Column("low", "95 % range by the others, from", y.decimals),
        Column("high", "95 % range by the others, to", y.decimals),
        Column("verdict", "Against the line"),
    )
    return Table(columns, tuple(_row(r, i) for i in rows))


def _row(r: Relation, i: int) -> tuple[Cell, ...]:
    digits, line = r.y.indicator.decimals, r.line
    of_y = (r.y.value[i], r.y.lower[i], r.y.upper[i], line.expected[i], line.residual[i], line.low[i], line.high[i])
    return (
        str(r.y.code[i]),
        str(r.y.name[i]),
        number_cell(r.x.value[i], r.x.indicator.decimals),
        *(number_cell(value, digits) for value in of_y),
        verdict_words(int(r.verdict[i]), r.y.indicator) if np.isfinite(line.residual[i]) else "Not compared",
    )


def _short(r: Relation) -> Table:
    """The areas off the line; where none is, those furthest from it."""
    order = [i for i in r.best_first if np.isfinite(r.line.residual[i])]
    off = [i for i in order if r.verdict[i]]
    return ends_of(columns_of(_table(r, off or order), ("area", "x", "y", "expected", "off", "verdict")))
