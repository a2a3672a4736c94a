"""The store: what the rest of the atlas sees of the database."""

from __future__ import annotations

import math
import weakref
from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, inspect, select
from sqlalchemy.engine import Connection

from variation.errors import StoreError
from variation.observations import ILLUSTRATIVE, PUBLISHED, Observations
from variation.store import tables
from variation.store.engine import Engines, connect, writing
from variation.store.lists import Lists
from variation.store.pack_records import PackRecords
from variation.store.packs import Packs
from variation.store.queries import Queries
from variation.store.records import Change, Latest, LoadInfo, LoadRecord, LoadSummary, Period, Rows, Series, Snapshot

if TYPE_CHECKING:
    import pandas as pd

REMEMBERED = 4  # snapshots whose catalogue of series is kept
BENCHMARK_LEVELS = ("region", "country")


def open_store(url: str) -> Store:
    """Open the database at an SQLAlchemy URL, making our tables where there are none.

    Raises
    ------
    StoreError
        The URL is not of SQLite or PostgreSQL, the database cannot be reached, or its tables are of another version.
    """
    engines = connect(url)
    with writing(engines) as connection:
        _prepare(connection, engines.url)
    return Store(engines)


def _prepare(connection: Connection, url: str) -> None:
    existing = set(inspect(connection).get_table_names()) & set(tables.metadata.tables)
    remedy = (
        "keep that database for the version that wrote it, name another one in DATABASE_URL "
        "(or move the file away), and load the extracts again."
    )
    if not existing:
        tables.metadata.create_all(connection)
        connection.execute(insert(tables.schema).values(version=tables.SCHEMA_VERSION))
        connection.execute(insert(tables.note).values(id=0, text=""))
        return
    if tables.schema.name not in existing:
        names = ", ".join(sorted(existing))
        raise StoreError(f"The database {url} holds tables that are not the atlas's own ({names}); {remedy}")
    version = connection.execute(select(func.max(tables.schema.c.version))).scalar()
    if version != tables.SCHEMA_VERSION:
        raise StoreError(
            f"The database {url} is of version {version}, this atlas reads version {tables.SCHEMA_VERSION}; {remedy}"
        )
    tables.metadata.create_all(connection, tables=list(tables.YOUNGER))


class Store:
    """One database of observations. Safe to share between threads; open one in each process."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._queries = Queries(engines)
        self.lists = Lists(engines)
        self.packs = Packs(engines)
        self.pack_records = PackRecords(engines)
        self._series: dict[int, dict[int, Series]] = {}
        self._area_numbers: dict[str, int] = {}
        self._lock = Lock()
        self._end = weakref.finalize(self, engines.reader.dispose)

    def snapshot(self) -> Snapshot | None:
        """The latest snapshot, or None before the first load."""
        rows = self._queries.snapshot()
        return Snapshot(rows[0][0], datetime.fromisoformat(rows[0][1])) if rows else None

    def loads(self) -> list[LoadRecord]:
        """Every load, the latest first."""
        return [LoadRecord(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in self._queries.loads()]

    def snapshot_of(self, load: int) -> Snapshot | None:
        """The snapshot that a load made, by its number; None where there is no such load."""
        return next((Snapshot(record.id, record.loaded_at) for record in self.loads() if record.id == load), None)

    def series(self, snapshot: Snapshot) -> tuple[Series, ...]:
        """All series of a snapshot, without the illustrative ones of indicators that have published figures.

        Published figures for London as a whole or England only do not count: they are benchmarks, and hide nothing.
        """
        return tuple(self._visible(snapshot).values())

    def _visible(self, snapshot: Snapshot) -> dict[int, Series]:
        """Series by number; read once a snapshot."""
        known = self._series.get(snapshot.id)
        if known is None:
            known = self._read_series(snapshot.id)
            with self._lock:
                self._series[snapshot.id] = known
                while len(self._series) > REMEMBERED:
                    del self._series[min(self._series)]
        return known

    def _read_series(self, at: int) -> dict[int, Series]:
        rows = self._queries.series_periods(at=at)
        words = self._queries.period_names.words([row[1] for row in rows])
        periods: dict[int, list[tuple[int, Period]]] = {}
        for (number, period, areas, counts), (label, start, end, rank) in zip(rows, words, strict=True):
            periods.setdefault(number, []).append((rank, Period(period, label, start, end, areas, counts)))
        found = []
        for number, indicator, level, sex, age, category, status in self._queries.series():
            if number in periods:
                ascending = tuple(p for _, p in sorted(periods[number], key=lambda pair: pair[0]))
                found.append(Series(number, indicator, level, sex, age, category, status, ascending))
        published = {s.indicator for s in found if s.status == PUBLISHED and s.level not in BENCHMARK_LEVELS}
        return {s.id: s for s in found if s.status != ILLUSTRATIVE or s.indicator not in published}

    def areas_of(self, snapshot: Snapshot, series_id: int, period_id: int) -> Observations:
        """Every area of one series and period, in order of code."""
        return self._queries.observations(self._queries.areas_of(at=snapshot.id, series=series_id, period=period_id))

    def history(self, snapshot: Snapshot, series_id: int) -> Observations:
        """Every area and period of one series, ascending in end, then start, then code."""
        return self._queries.observations(self._queries.history(at=snapshot.id, series=series_id))

    def sources(self, snapshot: Snapshot, series_id: int) -> dict[int, int]:
        """How many of a series' observations each load (by its number) has brought, of those that hold."""
        return dict(sorted(self._queries.sources(at=snapshot.id, series=series_id)))

    def changes(self, snapshot: Snapshot, since: int) -> list[Change]:
        """What the loads after load `since` have brought, of the series shown, by series and period.

        Reads every observation once: a second or two where there are ten million, so keep what it says.
        """
        visible = self._visible(snapshot)
        rows = self._queries.changes(at=snapshot.id, since=since)
        return [Change(*row) for row in rows if row[0] in visible]

    def latest(self, snapshot: Snapshot, area_code: str) -> list[Latest]:
        """The latest observation of every series that has the area, in order of series."""
        number = self._area_number(area_code)
        if number is None:
            return []
        visible = self._visible(snapshot)
        rows = [row for row in self._queries.latest(at=snapshot.id, area=number) if row[0] in visible]
        notes = self._queries.note_names.words([row[2] for row in rows])
        return [
            Latest._make((row[0], row[1], *(math.nan if x is None else x for x in row[3:]), note))
            for row, note in zip(rows, notes, strict=True)
        ]

    def _area_number(self, code: str) -> int | None:
        if code not in self._area_numbers:
            self._area_numbers = {word: number for number, word in self._queries.area_number()}
        return self._area_numbers.get(code)

    def load(
        self, frames: Iterable[pd.DataFrame], info: LoadInfo, rows: Rows | None = None, *, again: bool = False
    ) -> LoadSummary:
        """Take in one extract, whole or not at all, as a new snapshot.

        Parameters
        ----------
        frames : frames of `observations.COLUMNS`, in the order of the file; of rows with the same series, area and
            period the last counts
        info : which file, by whom; content that was loaded before is not loaded again
        rows : the reader's counts, read when the frames are done
        again : load even what was loaded before (the catalogue or a recipe has changed since)

        Raises
        ------
        StoreError
            The database cannot be written. Whatever the frames raise passes through; either way nothing has changed.
        """
        from variation.store.load import load

        return load(self._engines, frames, info, rows, again=again)

    def close(self) -> None:
        """Close the connections; a store that nobody holds any more does so by itself."""
        self._end()
