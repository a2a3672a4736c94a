"""The tables.

Areas, periods, notes and series are dictionaries: an observation holds their numbers only, so that a row is some sixty
bytes of fixed width. They are never changed, only added to.

Observations, the latest per area and series, and the summary per series and period are *versioned*: a row holds from
``from_snapshot`` until before ``to_snapshot``, and a load closes old versions and adds new ones. Nothing is deleted,
and every snapshot stays readable.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, Integer, LargeBinary, MetaData, String, Table, UniqueConstraint
from sqlalchemy.sql.elements import ColumnElement

SCHEMA_VERSION = 1
OPEN = 2_147_483_647  # to_snapshot of a row that still holds
FIGURES = ("value", "count", "denominator", "lower", "upper")
SERIES_KEY = ("indicator", "level", "sex", "age", "category", "status")
PERIOD_KEY = ("period", "start", "end")

metadata = MetaData()
working = MetaData()  # temporary tables of one load

schema = Table("atlas_schema", metadata, Column("version", Integer, primary_key=True, autoincrement=False))


def _number(name: str = "id", *, key: bool = True) -> Column[int]:
    return Column(name, Integer, primary_key=key, autoincrement=False, nullable=False)


def _figures() -> list[Column[float]]:
    return [Column(name, Double) for name in FIGURES]


snapshot = Table(
    "snapshot",
    metadata,
    _number(),
    Column("loaded_at", String(32), nullable=False),  # ISO 8601, UTC
    *(Column(name, String, nullable=False) for name in ("path", "sha256", "format", "who")),
    *(
        Column(name, BigInteger, nullable=False)
        for name in (
            "rows_read",
            "rows_loaded",
            "rows_skipped",
            "rows_rejected",
            "new",
            "superseded",
            "unchanged",
            "duplicates",
        )
    ),
)
area = Table("area", metadata, _number(), Column("code", String, nullable=False, unique=True))
note = Table("note", metadata, _number(), Column("text", String, nullable=False, unique=True))
period = Table(
    "period",
    metadata,
    _number(),
    Column("period", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("rank", BigInteger, nullable=False),  # orders periods in time; see `period_rank`
    UniqueConstraint(*PERIOD_KEY),
)
series = Table(
    "series",
    metadata,
    _number(),
    *(Column(name, String, nullable=False) for name in SERIES_KEY),
    UniqueConstraint(*SERIES_KEY),
)
observation = Table(
    "observation",
    metadata,
    _number("series_id"),
    _number("period_id"),
    _number("area_id"),
    _number("from_snapshot"),
    _number("to_snapshot", key=False),
    *_figures(),
    _number("note_id", key=False),
    sqlite_with_rowid=False,
)
latest = Table(
    "latest",
    metadata,
    _number("area_id"),
    _number("series_id"),
    _number("from_snapshot"),
    _number("to_snapshot", key=False),
    _number("period_id", key=False),
    *_figures(),
    _number("note_id", key=False),
    sqlite_with_rowid=False,
)
series_period = Table(
    "series_period",
    metadata,
    _number("series_id"),
    _number("period_id"),
    _number("from_snapshot"),
    _number("to_snapshot", key=False),
    _number("areas", key=False),
    _number("with_counts", key=False),
    sqlite_with_rowid=False,
)
own_list = Table(  # what people keep; beside the snapshots, and no part of them
    "own_list",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", String, nullable=False),
    Column("content", String, nullable=False),  # see lists.OwnList
    Column("made_at", String(32), nullable=False),  # ISO 8601, UTC
    Column("changed_at", String(32), nullable=False),
    Column("deleted", Integer, nullable=False),
)


# Board packs; beside the snapshots too. A pack's row is what holds now, the other tables are only ever added to
kept_pack = Table(
    "kept_pack",
    metadata,
    Column("id", String(32), primary_key=True),  # whoever has it may change the pack
    Column("reading", String(32), nullable=False, unique=True),  # whoever has it may see the pack
    *(Column(name, String, nullable=False) for name in ("title", "board", "meeting")),  # of the revision that holds
    _number("revision", key=False),
    Column("state", String(16), nullable=False),
    _number("signed", key=False),  # sign-offs of the revision that holds
    _number("snapshot", key=False),  # that it was released on, 0 before
    Column("made_at", String(32), nullable=False),  # ISO 8601, UTC
    Column("changed_at", String(32), nullable=False),
    _number("deleted", key=False),
)
pack_revision = Table(
    "pack_revision",
    metadata,
    Column("pack_id", String(32), primary_key=True),
    _number("revision"),
    Column("made_at", String(32), nullable=False),
    Column("what", String, nullable=False),
    Column("content", String, nullable=False),  # TOML
)
pack_event = Table(
    "pack_event",
    metadata,
    Column("pack_id", String(32), primary_key=True),
    _number("number"),
    Column("at", String(32), nullable=False),
    *(Column(name, String, nullable=False) for name in ("kind", "words", "who", "note")),
    _number("revision", key=False),
    _number("snapshot", key=False),
)
frozen_pack = Table(
    "frozen_pack",
    metadata,
    Column("pack_id", String(32), primary_key=True),
    Column("content", LargeBinary, nullable=False),  # the composed pack, compressed
)
pack_record = Table(  # every version of every line; the last one holds
    "pack_record",
    metadata,
    Column("pack_id", String(32), primary_key=True),
    _number("number"),
    _number("version"),
    Column("at", String(32), nullable=False),
    *(Column(name, String, nullable=False) for name in ("kind", "about", "text", "owner", "due", "status", "origin")),
)
YOUNGER = (own_list, kept_pack, pack_revision, pack_event, frozen_pack, pack_record)
"""Tables that a database of this version may lack: they are made when it is opened, and disturb nothing."""


def _temporary(name: str, *columns: Column[int] | Column[float]) -> Table:
    return Table(name, working, *columns, prefixes=["TEMPORARY"], sqlite_with_rowid=False, postgresql_on_commit="DROP")


stage = _temporary(  # the rows of the file; `line` counts them as they come
    "stage",
    *(_number(name) for name in ("series_id", "period_id", "area_id")),
    _number("line", key=False),
    *_figures(),
    _number("note_id", key=False),
)
NEW, SUPERSEDING, UNCHANGED = 0, 1, 2
change = _temporary(  # one row an observation, with what it does to the one held; old_from is that one's from_snapshot
    "change",
    *(_number(name) for name in ("series_id", "period_id", "area_id")),
    *_figures(),
    *(_number(name, key=False) for name in ("note_id", "kind", "old_from")),
)
newest = _temporary("newest", _number("area_id"), _number("series_id"), _number("period_id", key=False))
touched = _temporary("touched", _number("series_id"), _number("period_id"))


def period_rank(start: int, end: int, number: int) -> int:
    """A number that orders periods by end, then start, and ends in the period's own id."""
    return (end * 1_000_000 + start) * 1_000_000 + number


def period_of_rank(rank: ColumnElement[int]) -> ColumnElement[int]:
    """The period a rank belongs to, as an expression."""
    return rank % 1_000_000


def held(table: Table, at: ColumnElement[int] | int) -> ColumnElement[bool]:
    """The rows of a versioned table that hold at a snapshot."""
    return (table.c.from_snapshot <= at) & (table.c.to_snapshot > at)
