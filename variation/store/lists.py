"""What people keep for themselves: named lists and views, each under an id that nobody can guess.

There are no accounts. Whoever has a list's link can read, change and delete it; a deleted list is kept, and hidden.
Two people, or two tabs, may change one list at once: a change names the version that it was made from.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import func, insert, select, update

from variation.errors import ListChanged, NoData, StoreError
from variation.store.engine import Engines, readable_errors, saving
from variation.store.tables import own_list

ID_LENGTH = 22  # characters: 128 bits
MOST_LISTS = 20_000  # kept by one atlas, against flooding


@dataclass(frozen=True)
class OwnList:
    """One kept list or view.

    kind : areas, indicators or view
    content : codes or ids joined by commas; of views their addresses and names as JSON, or the query of one
    """

    id: str
    kind: str
    name: str
    content: str
    made_at: datetime  # UTC
    changed_at: datetime

    @property
    def version(self) -> str:
        """Tells this name and content from others; the same again is the same version."""
        return sha256(f"{self.name}\0{self.content}".encode()).hexdigest()[:16]


_COLUMNS = [own_list.c[name] for name in ("id", "kind", "name", "content", "made_at", "changed_at")]


class Lists:
    """The lists of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def get(self, list_id: str) -> OwnList | None:
        """The list of this id; None where there is none, or it was deleted."""
        return next(iter(self.several([list_id])), None)

    def several(self, list_ids: Iterable[str]) -> list[OwnList]:
        """The lists of these ids, in their order, without those that there are none of."""
        wanted = [i for i in list_ids if len(i) == ID_LENGTH and i.isascii() and i.isprintable()]
        if not wanted:
            return []
        asked = select(*_COLUMNS).where(own_list.c.id.in_(wanted), own_list.c.deleted == 0)
        with readable_errors(self._engines), self._engines.reader.connect() as connection:
            found = {row[0]: _list(row) for row in connection.execute(asked)}
        return [found[i] for i in dict.fromkeys(wanted) if i in found]

    def add(self, kind: str, name: str, content: str) -> str:
        """Keep a new list; returns its id."""
        list_id, now = secrets.token_urlsafe(16), _now()
        row = {"id": list_id, "kind": kind, "name": name, "content": content}
        with saving(self._engines) as connection:
            held = select(func.count()).select_from(own_list).where(own_list.c.deleted == 0)
            if (connection.execute(held).scalar() or 0) >= MOST_LISTS:
                raise StoreError(f"This atlas keeps {MOST_LISTS:,} lists and is full; nothing was saved.")
            connection.execute(insert(own_list).values(**row, made_at=now, changed_at=now, deleted=0))
        return list_id

    def rename(self, list_id: str, name: str, version: str = "") -> None:
        """Give a list another name; raises as `amend` does."""
        self.amend(list_id, lambda _: {"name": name}, version)

    def delete(self, list_id: str, version: str = "") -> None:
        """Hide a list for good; raises as `amend` does."""
        self.amend(list_id, lambda _: {"deleted": 1}, version)

    def amend(self, list_id: str, change: Callable[[OwnList], dict[str, Any]], version: str = "") -> None:
        """Change a list in one transaction that no other change of it comes between.

        Parameters
        ----------
        change : the list as it is now in, its new name, content or both out; whatever it raises leaves all as it was
        version : the version that the change was made from; "" for a change that fits any, such as an addition

        Raises
        ------
        NoData
            When there is no such list.
        ListChanged
            When the list is of another version by now; nothing has changed.
        """
        with saving(self._engines) as connection:
            asked = select(*_COLUMNS).where(own_list.c.id == list_id, own_list.c.deleted == 0).with_for_update()
            row = connection.execute(asked).first() if len(list_id) == ID_LENGTH and list_id.isascii() else None
            if row is None:
                raise NoData("There is no such list; it may have been deleted.")
            now = _list(row)
            if version and version != now.version:
                raise ListChanged("The list was changed in another tab or by somebody else; nothing was saved.")
            values = {**change(now), "changed_at": _now()}
            connection.execute(update(own_list).where(own_list.c.id == list_id).values(**values))


def _list(row: Any) -> OwnList:
    list_id, kind, name, content, made, changed = row
    return OwnList(list_id, kind, name, content, datetime.fromisoformat(made), datetime.fromisoformat(changed))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
