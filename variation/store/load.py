"""One load: rows are staged with numbers for words, compared with what is held, and versions are closed and opened.

All in one transaction. The steps are statements over whole tables, so that their cost is that of the file and not of
what is held already.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from variation.observations import COLUMNS
from variation.store import tables
from variation.store.engine import Engines, count_up, figure, make_stage, settle_stage, stage_rows, writing
from variation.store.records import LoadInfo, LoadSummary, Rows
from variation.store.tables import FIGURES, OPEN, change, latest, newest, observation, series_period, stage, touched

logger = logging.getLogger(__name__)
KEY = ("series_id", "period_id", "area_id")
WORTH_COUNTING = 10_000  # changed rows after which the planner is told anew
COMPARED = (*FIGURES, "note_id")


class Dictionary:
    """Numbers of the words of one dictionary table, given out to new ones under the load's lock."""

    def __init__(self, connection: Connection, table: Table, columns: tuple[str, ...]) -> None:
        self.connection, self.table, self.columns = connection, table, columns
        rows = connection.execute(select(table.c.id, *(table.c[name] for name in columns)))
        self.numbers: dict[tuple[Any, ...], int] = {tuple(words): number for number, *words in rows}
        self.next = max(self.numbers.values(), default=0) + 1

    def encode(self, frame: pd.DataFrame, columns: tuple[str, ...]) -> NDArray[np.int64]:
        """The number of each row's words, adding those not yet known."""
        which = frame.groupby(list(columns), sort=False, dropna=False, observed=True).ngroup().to_numpy()
        _, first = np.unique(which, return_index=True)
        words = frame[list(columns)].iloc[first]
        keys = [tuple(_plain(word) for word in row) for row in words.itertuples(index=False, name=None)]
        fresh = [key for key in dict.fromkeys(keys) if key not in self.numbers]
        if fresh:
            self._add(fresh)
        return np.array([self.numbers[key] for key in keys], dtype=np.int64)[which]

    def _add(self, keys: list[tuple[Any, ...]]) -> None:
        rows = []
        for key in keys:
            row = dict(zip(self.columns, key, strict=True), id=self.next)
            if self.table is tables.period:
                row["rank"] = tables.period_rank(row["start"], row["end"], self.next)
            rows.append(row)
            self.numbers[key] = self.next
            self.next += 1
        self.connection.execute(insert(self.table), rows)


def _plain(word: Any) -> str | int:
    if isinstance(word, (int, np.integer)):
        return int(word)
    return word if isinstance(word, str) else ""


def load(
    engines: Engines, frames: Iterable[pd.DataFrame], info: LoadInfo, rows: Rows | None, *, again: bool
) -> LoadSummary:
    """Take in one extract; see `Store.load`."""
    began = time.perf_counter()
    with writing(engines) as connection:
        earlier = None if again else _earlier(connection, info)
        if earlier is not None:
            return LoadSummary(True, earlier, 0, 0, 0, 0)
        number = (connection.execute(select(func.max(tables.snapshot.c.id))).scalar() or 0) + 1
        make_stage(connection)
        staged = _stage(connection, frames)
        summary = _apply(connection, number, staged)
        _record(connection, info, rows, summary, staged)
    seconds = time.perf_counter() - began
    logger.info("load %d of %s by %s: %d rows, %s, %.1f s", number, info.path, info.who, staged, summary, seconds)
    return summary


def _earlier(connection: Connection, info: LoadInfo) -> int | None:
    column = tables.snapshot.c
    same = (column.sha256 == info.sha256) & (column.format == info.format)
    found: int | None = connection.execute(select(func.max(column.id)).where(same)).scalar()
    return found


def _stage(connection: Connection, frames: Iterable[pd.DataFrame]) -> int:
    """Write every row of the file to the staging table; returns how many."""
    dictionaries = {
        "series_id": (Dictionary(connection, tables.series, tables.SERIES_KEY), tables.SERIES_KEY),
        "period_id": (Dictionary(connection, tables.period, tables.PERIOD_KEY), tables.PERIOD_KEY),
        "area_id": (Dictionary(connection, tables.area, ("code",)), ("area",)),
        "note_id": (Dictionary(connection, tables.note, ("text",)), ("note",)),
    }
    count = 0
    for frame in frames:
        missing = [name for name in COLUMNS if name not in frame.columns]
        if missing:
            raise ValueError(f"frames need the columns {', '.join(COLUMNS)}; missing: {', '.join(missing)}")
        if frame.empty:
            continue
        columns: dict[str, NDArray[np.int64] | NDArray[np.float64]] = {"line": np.arange(count, count + len(frame))}
        for name, (dictionary, words) in dictionaries.items():
            columns[name] = dictionary.encode(frame, words)
        for name in FIGURES:
            columns[name] = frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
        order = np.lexsort([columns[k] for k in reversed(KEY)])  # stable: of equal keys, the last row stays last
        stage_rows(connection, {name: values[order] for name, values in columns.items()})
        count += len(frame)
    settle_stage(connection)
    return count


def _apply(connection: Connection, number: int, staged: int) -> LoadSummary:
    """Close and open versions according to what was staged."""
    _compare(connection)
    kinds = select(change.c.kind, func.count()).group_by(change.c.kind)
    counts = {row[0]: row[1] for row in connection.execute(kinds)}
    new, superseded, unchanged = (counts.get(k, 0) for k in (tables.NEW, tables.SUPERSEDING, tables.UNCHANGED))
    if new or superseded:
        _supersede(connection, number, superseded)
        _renew_latest(connection, number)
        _renew_summary(connection, number)
    if new + superseded > WORTH_COUNTING:
        count_up(connection, "observation", "latest", "series_period")
    return LoadSummary(False, number, new, superseded, unchanged, staged - new - superseded - unchanged)


def _compare(connection: Connection) -> None:
    """Fill `change`: each observation of the file, with what it does to the one held."""
    figures = [figure(connection, stage.c[name]).label(name) for name in FIGURES]
    rows = select(*(stage.c[k] for k in KEY), *figures, stage.c.note_id).subquery("rows")
    differs = or_(*(observation.c[name].is_distinct_from(rows.c[name]) for name in COMPARED))
    kind = case(
        (observation.c.from_snapshot.is_(None), tables.NEW), (differs, tables.SUPERSEDING), else_=tables.UNCHANGED
    )
    statement = (
        select(*(rows.c[name] for name in (*KEY, *COMPARED)), kind, func.coalesce(observation.c.from_snapshot, 0))
        .select_from(rows.outerjoin(observation, _same(rows, observation, KEY) & (observation.c.to_snapshot == OPEN)))
        .order_by(*(rows.c[k] for k in KEY))
    )
    connection.execute(insert(change).from_select([*KEY, *COMPARED, "kind", "old_from"], statement))
    count_up(connection, "change")


def _same(left: FromClause, right: FromClause, names: tuple[str, ...]) -> ColumnElement[bool]:
    condition = left.c[names[0]] == right.c[names[0]]
    for name in names[1:]:
        condition = condition & (left.c[name] == right.c[name])
    return condition


def _supersede(connection: Connection, number: int, superseded: int) -> None:
    if superseded:
        old = select(*(change.c[k] for k in KEY), change.c.old_from).where(change.c.kind == tables.SUPERSEDING)
        key = tuple_(*(observation.c[k] for k in KEY), observation.c.from_snapshot)
        connection.execute(update(observation).where(key.in_(old)).values(to_snapshot=number))
    rows = (
        select(*(change.c[k] for k in KEY), literal(number), literal(OPEN), *(change.c[name] for name in COMPARED))
        .where(change.c.kind != tables.UNCHANGED)
        .order_by(*(change.c[k] for k in KEY))
    )
    _insert(connection, observation, [*KEY, "from_snapshot", "to_snapshot", *COMPARED], rows)


def _renew_latest(connection: Connection, number: int) -> None:
    """Where a changed observation is as late as the latest of its area and series, it becomes the latest."""
    rank = func.max(tables.period.c.rank)
    pair = ("area_id", "series_id")
    candidates = (
        select(change.c.area_id, change.c.series_id, rank.label("rank"))
        .join(tables.period, tables.period.c.id == change.c.period_id)
        .where(change.c.kind != tables.UNCHANGED)
        .group_by(change.c.area_id, change.c.series_id)
        .subquery("candidates")
    )
    old = (
        select(latest.c.area_id, latest.c.series_id, tables.period.c.rank)
        .join(tables.period, tables.period.c.id == latest.c.period_id)
        .where(latest.c.to_snapshot == OPEN)
        .subquery("old")
    )
    rows = (
        select(*(candidates.c[k] for k in pair), tables.period_of_rank(candidates.c.rank))
        .select_from(candidates.outerjoin(old, _same(candidates, old, pair)))
        .where(or_(old.c.rank.is_(None), candidates.c.rank >= old.c.rank))
        .order_by(*(candidates.c[k] for k in pair))
    )
    _insert(connection, newest, [*pair, "period_id"], rows)
    _close(connection, latest, newest, pair, number)
    figures = [change.c[name] for name in COMPARED]
    opened = select(
        newest.c.area_id, newest.c.series_id, literal(number), literal(OPEN), newest.c.period_id, *figures
    ).select_from(newest.join(change, _same(newest, change, KEY)))
    names = [*pair, "from_snapshot", "to_snapshot", "period_id", *COMPARED]
    _insert(connection, latest, names, opened.order_by(newest.c.area_id, newest.c.series_id))


def _renew_summary(connection: Connection, number: int) -> None:
    """Count the areas of each series and period that changed."""
    pair = ("series_id", "period_id")
    pairs = select(*(change.c[k] for k in pair)).where(change.c.kind != tables.UNCHANGED).distinct()
    _insert(connection, touched, list(pair), pairs.order_by(*(change.c[k] for k in pair)))
    count_up(connection, "touched")
    _close(connection, series_period, touched, pair, number)
    both = observation.c.count + observation.c.denominator  # NULL unless there are both
    rows = (
        select(
            *(touched.c[k] for k in pair),
            literal(number),
            literal(OPEN),
            func.count(observation.c.value),
            func.count(both),
        )
        .select_from(touched.join(observation, _same(touched, observation, pair)))
        .where(observation.c.to_snapshot == OPEN)
        .group_by(*(touched.c[k] for k in pair))
    )
    _insert(connection, series_period, [*pair, "from_snapshot", "to_snapshot", "areas", "with_counts"], rows)


def _close(connection: Connection, table: Table, keys: Table, names: tuple[str, ...], number: int) -> None:
    match = tuple_(*(table.c[k] for k in names)).in_(select(*(keys.c[k] for k in names)))
    connection.execute(update(table).where(match, table.c.to_snapshot == OPEN).values(to_snapshot=number))


def _insert(connection: Connection, table: Table, names: list[str], rows: Select[Any]) -> None:
    connection.execute(insert(table).from_select(names, rows))


def _record(connection: Connection, info: LoadInfo, rows: Rows | None, summary: LoadSummary, staged: int) -> None:
    connection.execute(
        insert(tables.snapshot).values(
            id=summary.snapshot,
            loaded_at=datetime.now(UTC).isoformat(timespec="seconds"),
            path=info.path,
            sha256=info.sha256,
            format=info.format,
            who=info.who,
            rows_read=staged if rows is None else rows.rows_read,
            rows_loaded=staged,
            rows_skipped=0 if rows is None else rows.rows_skipped,
            rows_rejected=0 if rows is None else rows.rows_rejected,
            new=summary.new,
            superseded=summary.superseded,
            unchanged=summary.unchanged,
            duplicates=summary.duplicates,
        )
    )
