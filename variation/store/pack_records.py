"""The record of a board pack: decisions and actions, each with all its versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from variation.errors import NoData, PackChanged, StoreError
from variation.store.engine import Engines, readable_errors, saving
from variation.store.packs import GONE, now_text
from variation.store.tables import kept_pack, pack_record

MOST_LINES = 500  # of one pack


@dataclass(frozen=True)
class Line:
    """One decision or action as it stood in one version.

    kind : decision or action
    about : heading of the page it belongs to, "" for none
    due : ISO 8601, "" for none
    status : open, done or dropped
    origin : title and date of the board it was carried over from, "" for this one
    """

    kind: str
    about: str
    text: str
    owner: str = ""
    due: str = ""
    status: str = "open"
    origin: str = ""
    number: int = 0
    version: int = 1
    at: str = ""  # when this version was made, ISO 8601, UTC


_COLUMNS = tuple(pack_record.c[name] for name in Line.__dataclass_fields__)


class PackRecords:
    """The records of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def versions(self, pack_id: str) -> list[Line]:
        """Every version of every line, in order of line and version."""
        asked = select(*_COLUMNS).where(pack_record.c.pack_id == pack_id)
        with readable_errors(self._engines), self._engines.reader.connect() as connection:
            rows = connection.execute(asked.order_by(pack_record.c.number, pack_record.c.version))
            return [Line(**row) for row in rows.mappings()]

    def lines(self, pack_id: str) -> tuple[Line, ...]:
        """The version of every line that holds, in their order."""
        return tuple({line.number: line for line in self.versions(pack_id)}.values())

    def add(self, pack_id: str, lines: Iterable[Line]) -> None:
        """Add lines; raises NoData where there is no such pack."""
        with saving(self._engines) as connection:
            _hold(connection, pack_id)
            last = _last(connection, pack_id, pack_record.c.number)
            for number, line in enumerate(lines, start=last + 1):
                if number > MOST_LINES:
                    raise StoreError(f"A board pack keeps {MOST_LINES} decisions and actions; nothing was saved.")
                _add(connection, pack_id, line, number, 1)

    def change(self, pack_id: str, line: Line) -> None:
        """Add a version of a line that was read as `line.version`.

        Raises
        ------
        PackChanged
            When the line has been changed since; nothing is saved then.
        """
        with saving(self._engines) as connection:
            _hold(connection, pack_id)
            last = _last(connection, pack_id, pack_record.c.version, line.number)
            if not last:
                raise NoData("There is no such decision or action.")
            if last != line.version:
                raise PackChanged("Somebody has changed this decision or action since; nothing was saved over it.")
            _add(connection, pack_id, line, line.number, last + 1)


def _hold(connection: Connection, pack_id: str) -> None:
    """Hold the pack's row until the transaction ends, so that numbers are given once."""
    known = (kept_pack.c.id == pack_id) & (kept_pack.c.deleted == 0)
    if connection.execute(update(kept_pack).where(known).values(changed_at=now_text())).rowcount != 1:
        raise NoData(GONE)


def _last(connection: Connection, pack_id: str, column: Any, number: int | None = None) -> int:
    asked = select(func.max(column)).where(pack_record.c.pack_id == pack_id)
    if number is not None:
        asked = asked.where(pack_record.c.number == number)
    return int(connection.execute(asked).scalar() or 0)


def _add(connection: Connection, pack_id: str, line: Line, number: int, version: int) -> None:
    row = {**asdict(line), "number": number, "version": version, "at": now_text()}
    connection.execute(insert(pack_record).values(pack_id=pack_id, **row))
