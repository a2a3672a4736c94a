"""What people keep for themselves: named lists and views, each under an id that nobody can guess.

There are no accounts. Whoever has a list's link can read, change and delete it; a deleted list is kept, and hidden.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select, update

from variation.errors import NoData, StoreError
from variation.store.engine import Engines, readable_errors, saving
from variation.store.tables import own_list

ID_LENGTH = 22  # characters: 128 bits
MOST_LISTS = 20_000  # kept by one atlas, against flooding


@dataclass(frozen=True)
class OwnList:
    """One kept list or view.

    kind : areas, indicators or view
    content : codes or ids joined by commas, or the query of a view
    """

    id: str
    kind: str
    name: str
    content: str
    made_at: datetime  # UTC
    changed_at: datetime


class Lists:
    """The lists of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def get(self, list_id: str) -> OwnList | None:
        """The list of this id; None where there is none, or it was deleted."""
        if len(list_id) != ID_LENGTH or not list_id.isascii() or not list_id.isprintable():
            return None
        columns = own_list.c
        asked = select(columns.id, columns.kind, columns.name, columns.content, columns.made_at, columns.changed_at)
        with readable_errors(self._engines), self._engines.reader.connect() as connection:
            row = connection.execute(asked.where(columns.id == list_id, columns.deleted == 0)).first()
        if row is None:
            return None
        made, changed = (datetime.fromisoformat(text) for text in row[4:])
        return OwnList(row[0], row[1], row[2], row[3], made, changed)

    def add(self, kind: str, name: str, content: str) -> str:
        """Keep a new list; returns its id."""
        list_id, now = secrets.token_urlsafe(16), _now()
        row = {"id": list_id, "kind": kind, "name": name, "content": content}
        with saving(self._engines) as connection:
            if (connection.execute(select(func.count()).select_from(own_list)).scalar() or 0) >= MOST_LISTS:
                raise StoreError(f"This atlas keeps {MOST_LISTS:,} lists and is full; nothing was saved.")
            connection.execute(insert(own_list).values(**row, made_at=now, changed_at=now, deleted=0))
        return list_id

    def rename(self, list_id: str, name: str) -> None:
        """Give a list another name; raises NoData where there is no such list."""
        self._change(list_id, name=name)

    def delete(self, list_id: str) -> None:
        """Hide a list for good; raises NoData where there is no such list."""
        self._change(list_id, deleted=1)

    def _change(self, list_id: str, **values: str | int) -> None:
        if self.get(list_id) is None:
            raise NoData("There is no such list; it may have been deleted.")
        with saving(self._engines) as connection:
            where = (own_list.c.id == list_id) & (own_list.c.deleted == 0)
            connection.execute(update(own_list).where(where).values(**values, changed_at=_now()))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
