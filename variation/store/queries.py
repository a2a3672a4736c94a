"""The statements that serve screens, compiled once, and rows turned into arrays."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import Integer, Select, Table, and_, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from variation.observations import Observations
from variation.store.engine import Engines, readable_errors
from variation.store.tables import FIGURES, SERIES_KEY, area, held, note, observation, period, series, series_period
from variation.store.tables import latest as latest_table
from variation.store.tables import snapshot as snapshot_table

logger = logging.getLogger(__name__)
Row = tuple[Any, ...]
AT = bindparam("at", type_=Integer)


class Query:
    """A statement compiled once and handed straight to the driver, which is most of the time of a small query."""

    def __init__(self, engines: Engines, statement: Select[Any]) -> None:
        self.engines = engines
        compiled = statement.compile(engines.reader)
        self.sql = str(compiled)
        self.fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self.order: list[str] | None = getattr(compiled, "positiontup", None) if engines.sqlite else None

    def __call__(self, **values: int) -> Sequence[Row]:
        """All rows; a connection that the server has closed is replaced once."""
        named = {**self.fixed, **values}
        parameters = named if self.order is None else tuple(named[name] for name in self.order)
        with readable_errors(self.engines):
            try:
                return self._run(parameters)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                logger.warning("the database closed a connection; asking again")
                return self._run(parameters)

    def _run(self, parameters: Any) -> Sequence[Row]:
        with self.engines.reader.connect() as connection:
            result = connection.exec_driver_sql(self.sql, parameters or None)
            return result.cursor.fetchall()  # the driver's tuples: rows of ours would cost more than the query


class Names:
    """The words behind the numbers of one dictionary; read as needed, since a dictionary only grows."""

    def __init__(self, engines: Engines, table: Table, *columns: str) -> None:
        key = table.c.id
        chosen = [table.c[name] for name in columns]
        self._query = Query(engines, select(key, *chosen).where(key > bindparam("known", type_=Integer)).order_by(key))
        self._single = len(columns) == 1
        self._words: dict[int, Any] = {}
        self._known = -1
        self._lock = Lock()

    def words(self, numbers: Sequence[int]) -> list[Any]:
        """The word (or tuple of words) of each number."""
        try:
            return [self._words[n] for n in numbers]
        except KeyError:
            self._read()
            return [self._words[n] for n in numbers]

    def _read(self) -> None:
        with self._lock:
            for number, *words in self._query(known=self._known):
                self._words[number] = words[0] if self._single else tuple(words)
                self._known = number


def _changes() -> Select[Any]:
    """Figures that hold now and came after a load, counted by series and period: those without an elder, and with."""
    now, before = observation.alias("now"), observation.alias("before")
    since = bindparam("since", type_=Integer)
    keys = ("series_id", "period_id", "area_id")
    same = and_(*(now.c[k] == before.c[k] for k in keys), before.c.from_snapshot <= since, before.c.to_snapshot > since)
    series_, period_ = now.c.series_id, now.c.period_id
    return (
        select(series_, period_, func.count() - func.count(before.c.area_id), func.count(before.c.area_id))
        .select_from(now.outerjoin(before, same))
        .where(now.c.from_snapshot > since, now.c.from_snapshot <= AT, now.c.to_snapshot > AT)
        .group_by(series_, period_)
        .order_by(series_, period_)
    )


class Queries:
    """Every question the store answers, for one database."""

    def __init__(self, engines: Engines) -> None:
        held_figures = [observation.c[name] for name in FIGURES]
        of_series = (observation.c.series_id == bindparam("series", type_=Integer)) & held(observation, AT)
        of_period = observation.c.period_id == bindparam("period", type_=Integer)
        columns = [observation.c.area_id, observation.c.period_id, observation.c.note_id, *held_figures]
        self.areas_of = Query(engines, select(*columns).where(of_series, of_period))
        self.history = Query(engines, select(*columns).where(of_series))
        self.latest = Query(
            engines,
            select(latest_table.c.series_id, latest_table.c.period_id, latest_table.c.note_id)
            .add_columns(*(latest_table.c[name] for name in FIGURES))
            .where(latest_table.c.area_id == bindparam("area", type_=Integer), held(latest_table, AT))
            .order_by(latest_table.c.series_id),
        )
        self.sources = Query(
            engines,
            select(observation.c.from_snapshot, func.count()).where(of_series).group_by(observation.c.from_snapshot),
        )
        self.changes = Query(engines, _changes())
        newest = snapshot_table.c.id.desc()
        self.snapshot = Query(
            engines, select(snapshot_table.c.id, snapshot_table.c.loaded_at).order_by(newest).limit(1)
        )
        self.loads = Query(engines, select(*snapshot_table.c).order_by(newest))
        self.series = Query(
            engines, select(series.c.id, *(series.c[name] for name in SERIES_KEY)).order_by(series.c.id)
        )
        self.series_periods = Query(
            engines,
            select(*(series_period.c[n] for n in ("series_id", "period_id", "areas", "with_counts"))).where(
                held(series_period, AT)
            ),
        )
        self.area_names = Names(engines, area, "code")
        self.note_names = Names(engines, note, "text")
        self.period_names = Names(engines, period, "period", "start", "end", "rank")
        self.area_number = Query(engines, select(area.c.id, area.c.code))

    def observations(self, rows: Sequence[Row]) -> Observations:
        """Rows of `areas_of` or `history` as arrays, ascending in time, then by area."""
        if not rows:
            none, words, months = np.empty(0), np.empty(0, "U1"), np.empty(0, np.int64)
            return Observations(words, words, months, months, none, none, none, none, none, words)
        numbers, period_numbers, notes, *figures = zip(*rows, strict=True)
        codes = np.array(self.area_names.words(numbers))
        period, inverse = np.unique(np.array(period_numbers), return_inverse=True)
        words, starts, ends, ranks = (np.array(c) for c in zip(*self.period_names.words(period.tolist()), strict=True))
        order = np.lexsort((codes, ranks[inverse]))
        which = inverse[order]
        value, count, denominator, lower, upper = (np.array(f, dtype=np.float64)[order] for f in figures)
        note = np.array(self.note_names.words(notes))[order] if any(notes) else np.full(len(rows), "")
        return Observations(
            codes[order], words[which], starts[which], ends[which], value, count, denominator, lower, upper, note
        )
