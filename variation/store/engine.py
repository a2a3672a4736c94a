"""Everything that differs between SQLite and PostgreSQL.

Both are reached through two engines: a pooled *reader* that never opens a transaction (every query names its snapshot,
so one statement at a time is enough), and a *writer* whose connection lives as long as one load.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import URL, Column, Connection, Engine, NullPool, cast, create_engine, event, func, make_url, types
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.elements import ColumnElement

from variation.errors import StoreError
from variation.store.tables import FIGURES, working

LOCK = 20_110_327  # our key among PostgreSQL's advisory locks
WAIT_SECONDS = 600  # how long a load waits for another one
SAVE_SECONDS = 5  # how long a person who saves a list waits for a load
_SECRET = ("password", "sslpassword", "passfile")  # of a URL's query; its own password SQLAlchemy hides
EXAMPLES = "sqlite:///var/atlas.db or postgresql://user:password@host/database"


@dataclass(frozen=True)
class Doing:
    """What a database is used for, and so what is true when another program holds it, or when it is away.

    locked : that it is held, with {url} where that helps; public : the same for who visits, where it must differ
    lost : what became of what was to be kept
    """

    locked: str
    public: str = ""
    lost: str = ""


READING = Doing(
    "Another program holds the database {url}; try again when it is done.",
    "Another program holds the atlas's database. Try again in a minute.",
)
SAVING = Doing("A load is running; nothing was saved. Try again in a minute.", lost="; nothing was saved")
LOADING = Doing(
    f"Another load has held the database {{url}} for over {WAIT_SECONDS // 60} minutes; wait until it is done, "
    "then load again.",
    "Another load is running. Try again when it is done.",
)


@dataclass(frozen=True)
class Engines:
    """How one database is read and written; `url` has no password, and is for commands and the log alone."""

    reader: Engine
    writer: Engine
    url: str

    @property
    def sqlite(self) -> bool:
        """Whether it is the embedded database."""
        return self.reader.dialect.name == "sqlite"


def connect(url: str) -> Engines:
    """Engines for a database URL; raises StoreError when it cannot be one of ours."""
    try:
        parsed = make_url(url)
        if "@" in (parsed.host or ""):
            raise StoreError("The database URL has a second @; in DATABASE_URL write one of the password as %40.")
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed)
        if parsed.get_backend_name() == "postgresql":
            return _postgresql(parsed)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"The database URL cannot be used ({error}); set DATABASE_URL to {EXAMPLES}.") from error
    except ValueError:  # whose words may hold what should have been read as a password
        raise StoreError(f"The database URL cannot be used; set DATABASE_URL to {EXAMPLES}.") from None
    raise StoreError(f"DATABASE_URL names a {parsed.get_backend_name()} database; it must be {EXAMPLES}.")


def _sqlite(url: URL) -> Engines:
    if not url.database or url.database == ":memory:":
        raise StoreError("A database in memory cannot be shared by those who read it; set DATABASE_URL to a file.")
    folder = Path(url.database).absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The database folder {folder} cannot be made ({error.strerror}).") from error
    reader = create_engine(url, pool_size=8, max_overflow=32)
    writer = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT_SECONDS})
    event.listen(reader, "connect", _prepare_reader)
    event.listen(writer, "connect", _prepare_writer)
    return Engines(reader, writer, _shown(url))


def _shown(url: URL) -> str:
    return url.difference_update_query(_SECRET).render_as_string(hide_password=True)


def _pragmas(connection: DBAPIConnection, *pragmas: str) -> None:
    connection.isolation_level = None  # the driver opens no transaction behind our back
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_reader(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    _pragmas(connection, "query_only=on", "mmap_size=1073741824", "cache_size=-16384")


def _prepare_writer(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # A log beside the file: readers go on reading the last snapshot while a load writes. Loads are rare: sync fully.
    _pragmas(connection, "journal_mode=wal", "synchronous=full", "journal_size_limit=67108864")
    _pragmas(connection, "cache_size=-65536", "temp.cache_size=-65536")  # KiB: memory stays bounded


def _postgresql(url: URL) -> Engines:
    reader = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=8, max_overflow=32)
    writer = create_engine(url, poolclass=NullPool)
    return Engines(reader, writer, _shown(url))


@contextmanager
def writing(engines: Engines) -> Iterator[Connection]:
    """One transaction that no other writer shares; all of it holds, or nothing."""
    with readable_errors(engines, LOADING), engines.writer.connect() as connection:
        with connection.begin():
            if engines.sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
                connection.exec_driver_sql("SET LOCAL work_mem = '256MB'")
            yield connection
        if engines.sqlite:  # fold the log into the file, as far as readers allow
            connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def saving(engines: Engines) -> Iterator[Connection]:
    """One short transaction for what people keep; a running load is waited for a few seconds only, on SQLite."""
    with readable_errors(engines, SAVING), engines.writer.connect() as connection, connection.begin():
        if engines.sqlite:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={1000 * SAVE_SECONDS}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def readable_errors(engines: Engines, doing: Doing = READING) -> Iterator[None]:
    """Turn what a driver raises into a sentence that is true for who reads, saves or loads."""
    try:
        yield
    except (DBAPIError, PoolTimeoutError) as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        if "locked" in cause or "lock timeout" in cause:
            raise StoreError(doing.locked.format(url=engines.url), public=doing.public) from error
        raise StoreError(
            f"The database {engines.url} cannot be used: {cause}. Check DATABASE_URL, that the server runs, "
            "and that the file or account may be written.",
            public=f"The atlas cannot reach its database{doing.lost}. Try again in a minute.",
        ) from error


def make_stage(connection: Connection) -> None:
    """Make the temporary tables of a load."""
    working.create_all(connection, checkfirst=False)
    if connection.dialect.name != "sqlite":  # COPY cannot replace a row: see settle_stage
        connection.exec_driver_sql("ALTER TABLE stage DROP CONSTRAINT stage_pkey")


def stage_rows(connection: Connection, columns: dict[str, NDArray[np.int64] | NDArray[np.float64]]) -> None:
    """Add rows to the staging table; NaN stands for an absent figure, and a later row replaces an earlier one."""
    names = ", ".join(columns)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        rows = list(zip(*(values.tolist() for values in columns.values()), strict=True))
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO stage ({names}) VALUES ({marks})", rows)
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY stage ({names}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_binary(columns))


def settle_stage(connection: Connection) -> None:
    """Leave the last row of each observation in the staging table."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(
            "DELETE FROM stage USING (SELECT ctid AS row, row_number() OVER "
            "(PARTITION BY series_id, period_id, area_id ORDER BY line DESC) AS place FROM stage) AS places "
            "WHERE stage.ctid = places.row AND places.place > 1"
        )
        count_up(connection, "stage")


def _binary(columns: dict[str, NDArray[np.int64] | NDArray[np.float64]]) -> bytes:
    """PostgreSQL's binary COPY format, all rows at once: a count of fields, then a length and a value each."""
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name in columns:
        fields += [(f"length of {name}", ">i4"), (name, ">f8" if name in FIGURES else ">i4")]
    rows = np.empty(len(next(iter(columns.values()))), dtype=fields)
    rows["fields"] = len(columns)
    for name, values in columns.items():
        rows[f"length of {name}"] = 8 if name in FIGURES else 4
        rows[name] = values
    return b"PGCOPY\n\xff\r\n\x00" + bytes(8) + rows.tobytes() + b"\xff\xff"


def figure(connection: Connection, column: Column[float]) -> ColumnElement[float]:
    """A staged figure with NULL for NaN, which SQLite does by itself and PostgreSQL keeps as NaN."""
    if connection.dialect.name == "sqlite":
        return column
    return func.nullif(column, cast("NaN", types.Double))


def count_up(connection: Connection, *tables: str) -> None:
    """Tell PostgreSQL's planner how large tables have become; SQLite's plans follow the keys."""
    if connection.dialect.name != "sqlite":
        for table in tables:
            connection.exec_driver_sql(f"ANALYZE {table}")
