"""Board packs that people keep: every revision, who signed them off, and the released pack as it was shown.

The store knows a pack as text only. There are no accounts: whoever has a pack's id may change it, whoever has its
reading id may see it. Nothing is overwritten but the row that says which revision holds.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from variation.errors import NoData, PackChanged, StoreError
from variation.store.engine import Engines, readable_errors, saving
from variation.store.tables import frozen_pack, kept_pack, pack_event, pack_revision

ID_LENGTH = 32  # hexadecimal digits: 128 bits
MOST_PACKS = 5_000  # kept by one atlas, against flooding
MOST_REVISIONS = 2_000  # of one pack
DRAFT, REVIEWED, RELEASED, WITHDRAWN = "draft", "reviewed", "released", "withdrawn"
GONE = "There is no such board pack; it may have been deleted, or the link is not whole."
STALE = "Somebody has changed this pack since you opened it, so nothing was saved over their work."


@dataclass(frozen=True)
class PackText:
    """A revision: what lists show of it (`meeting` as ISO 8601, "" for none), and all of it as TOML."""

    title: str
    board: str
    meeting: str
    content: str


@dataclass(frozen=True)
class KeptPack:
    """What holds of a kept pack.

    id : for those who may change it; reading : for those who may see it
    state : draft, reviewed, released or withdrawn; signed : how many sign-offs the revision has
    snapshot : number of the load it was released on, 0 before
    """

    id: str
    reading: str
    title: str
    board: str
    meeting: str
    revision: int
    state: str
    signed: int
    snapshot: int
    made_at: datetime  # UTC
    changed_at: datetime

    @property
    def open(self) -> bool:
        """Whether it can be changed."""
        return self.state in (DRAFT, REVIEWED)


@dataclass(frozen=True)
class Revision:
    """One revision, and what was done in it."""

    number: int
    made_at: datetime
    what: str


@dataclass(frozen=True)
class PackEvent:
    """A sign-off, or what became of one.

    kind : signed, returned, released or withdrawn
    words : as the line begins: "Reviewed by"; who : name and role; note : the reason, "" for none
    """

    at: datetime
    kind: str
    words: str
    who: str
    note: str
    revision: int
    snapshot: int


_SHOWN = tuple(kept_pack.c[name] for name in KeptPack.__dataclass_fields__)


class Packs:
    """The kept packs of one database."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def get(self, pack_id: str) -> KeptPack | None:
        """The pack of this id; None where there is none, or it was deleted."""
        return self._one(kept_pack.c.id, pack_id)

    def existing(self, pack_id: str) -> KeptPack:
        """The pack of this id; raises NoData where there is none."""
        found = self.get(pack_id)
        if found is None:
            raise NoData(GONE)
        return found

    def shown(self, reading: str) -> KeptPack | None:
        """The pack of this reading id; None where there is none, or it was deleted."""
        return self._one(kept_pack.c.reading, reading)

    def named(self, either: str) -> KeptPack | None:
        """The pack of an id of either kind, for what only shows it."""
        return self.shown(either) or self.get(either)

    def _one(self, column: Any, value: str) -> KeptPack | None:
        if not is_id(value):
            return None
        rows = self._rows(select(*_SHOWN).where(column == value, kept_pack.c.deleted == 0))
        return _kept(rows[0]) if rows else None

    def all(self) -> list[KeptPack]:
        """Every pack that is not deleted, the last changed first."""
        asked = select(*_SHOWN).where(kept_pack.c.deleted == 0)
        return [_kept(row) for row in self._rows(asked.order_by(kept_pack.c.changed_at.desc(), kept_pack.c.id))]

    def content(self, pack_id: str, revision: int) -> str:
        """TOML of a revision; raises NoData where there is none."""
        c = pack_revision.c
        rows = self._rows(select(c.content).where(c.pack_id == pack_id, c.revision == revision))
        if not rows:
            raise NoData("There is no such version of this pack.")
        return str(rows[0]["content"])

    def revisions(self, pack_id: str) -> list[Revision]:
        """All revisions, the last first."""
        c = pack_revision.c
        asked = select(c.revision, c.made_at, c.what).where(c.pack_id == pack_id).order_by(c.revision.desc())
        return [Revision(row["revision"], _time(row["made_at"]), row["what"]) for row in self._rows(asked)]

    def events(self, pack_id: str) -> list[PackEvent]:
        """All sign-offs and what became of them, in their order."""
        c = pack_event.c
        asked = select(c.at, c.kind, c.words, c.who, c.note, c.revision, c.snapshot).where(c.pack_id == pack_id)
        return [PackEvent(**{**row, "at": _time(row["at"])}) for row in self._rows(asked.order_by(c.number))]

    def frozen(self, pack_id: str) -> bytes:
        """The composed pack as it was released; raises NoData where it never was."""
        rows = self._rows(select(frozen_pack.c.content).where(frozen_pack.c.pack_id == pack_id))
        if not rows:
            raise NoData("This pack has not been released.")
        return bytes(rows[0]["content"])

    def _rows(self, asked: Any) -> list[RowMapping]:
        with readable_errors(self._engines), self._engines.reader.connect() as connection:
            return list(connection.execute(asked).mappings())

    def add(self, text: PackText, what: str) -> KeptPack:
        """Keep a new pack."""
        now, pack_id, reading = now_text(), secrets.token_hex(16), secrets.token_hex(16)
        with saving(self._engines) as connection:
            held = select(func.count()).select_from(kept_pack).where(kept_pack.c.deleted == 0)
            if (connection.execute(held).scalar() or 0) >= MOST_PACKS:
                raise StoreError(f"This atlas keeps {MOST_PACKS:,} board packs and is full; nothing was saved.")
            row = {"id": pack_id, "reading": reading, "revision": 1, "state": DRAFT, "signed": 0, "snapshot": 0}
            values = {**row, **_cover(text), "made_at": now, "changed_at": now, "deleted": 0}
            connection.execute(insert(kept_pack).values(**values))
            _add_revision(connection, pack_id, 1, what, text.content)
        return self.existing(pack_id)

    def save(self, pack_id: str, revision: int, text: PackText, what: str) -> None:
        """Add a revision, which has no sign-offs yet.

        Raises
        ------
        PackChanged
            When `revision` is not the last, or the pack cannot be changed any more; nothing is saved then.
        """
        if revision >= MOST_REVISIONS:
            raise StoreError(f"This pack has been changed {MOST_REVISIONS:,} times; go on with a copy of it.")
        with saving(self._engines) as connection:
            values = {**_cover(text), "revision": revision + 1, "signed": 0, "state": DRAFT}
            _take(connection, pack_id, _at(revision, DRAFT, REVIEWED), values)
            _add_revision(connection, pack_id, revision + 1, what, text.content)

    def sign(self, pack_id: str, event: PackEvent, *, signed: int, frozen: bytes | None = None) -> None:
        """Add a sign-off of a revision; with `frozen` it is the release, and the pack stays as that for good.

        Raises
        ------
        PackChanged
            When the revision is not the last, or has another number of sign-offs than `signed`.
        """
        state = REVIEWED if frozen is None else RELEASED
        values: dict[str, Any] = {
            "signed": signed + 1,
            "state": state,
            "snapshot": 0 if frozen is None else event.snapshot,
        }
        with saving(self._engines) as connection:
            _take(connection, pack_id, _at(event.revision, DRAFT, REVIEWED) & (kept_pack.c.signed == signed), values)
            _add_event(connection, pack_id, event)
            if frozen is not None:
                connection.execute(insert(frozen_pack).values(pack_id=pack_id, content=frozen))

    def turn_back(self, pack_id: str, event: PackEvent, state: str) -> None:
        """Undo sign-offs with a reason: a reviewed pack becomes a draft again, a released one is withdrawn."""
        before = RELEASED if state == WITHDRAWN else REVIEWED
        values: dict[str, Any] = {"state": state} | ({} if state == WITHDRAWN else {"signed": 0})
        with saving(self._engines) as connection:
            _take(connection, pack_id, _at(event.revision, before), values)
            _add_event(connection, pack_id, event)

    def delete(self, pack_id: str, revision: int) -> None:
        """Hide a pack that was never released, for good."""
        with saving(self._engines) as connection:
            _take(connection, pack_id, _at(revision, DRAFT, REVIEWED), {"deleted": 1})


def is_id(text: str) -> bool:
    """Whether a text can be the id of a pack."""
    return len(text) == ID_LENGTH and text.isascii() and text.isalnum()


def now_text() -> str:
    """The time now as the tables have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _kept(row: RowMapping) -> KeptPack:
    times = {name: _time(row[name]) for name in ("made_at", "changed_at")}
    return KeptPack(**{**row, **times})


def _cover(text: PackText) -> dict[str, str]:
    return {"title": text.title, "board": text.board, "meeting": text.meeting}


def _take(connection: Connection, pack_id: str, where: ColumnElement[bool], values: dict[str, Any]) -> None:
    """Change the row of a pack where it is as the caller knows it; the row is held until the transaction ends."""
    known = (kept_pack.c.id == pack_id) & (kept_pack.c.deleted == 0)
    done = connection.execute(update(kept_pack).where(known & where).values(**values, changed_at=now_text()))
    if done.rowcount != 1:
        there = connection.execute(select(kept_pack.c.id).where(known)).first()
        raise PackChanged(STALE) if there else NoData(GONE)


def _at(revision: int, *states: str) -> ColumnElement[bool]:
    return (kept_pack.c.revision == revision) & kept_pack.c.state.in_(states)


def _add_revision(connection: Connection, pack_id: str, number: int, what: str, content: str) -> None:
    row = {"pack_id": pack_id, "revision": number, "made_at": now_text(), "what": what, "content": content}
    connection.execute(insert(pack_revision).values(**row))


def _add_event(connection: Connection, pack_id: str, event: PackEvent) -> None:
    last = connection.execute(select(func.max(pack_event.c.number)).where(pack_event.c.pack_id == pack_id)).scalar()
    row = {**asdict(event), "at": event.at.isoformat(timespec="seconds")}
    connection.execute(insert(pack_event).values(pack_id=pack_id, number=(last or 0) + 1, **row))
