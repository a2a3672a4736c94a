"""What the store hands out and takes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol


@dataclass(frozen=True)
class Snapshot:
    """The data as it stood after one load; every query names the one it reads."""

    id: int
    loaded_at: datetime  # UTC

    @property
    def label(self) -> str:
        """For screens and exports: "24 Nov 2026, load 12"."""
        return f"{self.loaded_at.day} {self.loaded_at:%b %Y}, load {self.id}"


@dataclass(frozen=True)
class Period:
    """One period of a series, with how many areas have a value and how many have both count and denominator."""

    id: int
    label: str
    start: int  # first month, yyyymm
    end: int  # last month, inclusive
    areas: int
    with_counts: int


@dataclass(frozen=True)
class Series:
    """Observations that differ in area and period only; `periods` ascend in time."""

    id: int
    indicator: str
    level: str
    sex: str
    age: str
    category: str
    status: str
    periods: tuple[Period, ...]


class Latest(NamedTuple):
    """The latest observation of one series for one area; absent figures are NaN."""

    series_id: int
    period_id: int
    value: float
    count: float  # type: ignore[assignment]  # the schema's word, not the tuple's method
    denominator: float
    lower: float
    upper: float
    note: str


class Change(NamedTuple):
    """How many figures of a series and period are held that were not before, and how many hold other numbers."""

    series_id: int
    period_id: int
    new: int
    revised: int


class Rows(Protocol):
    """The counts a reader keeps while it reads; `ingest.Report` has them."""

    @property
    def rows_read(self) -> int:
        """Rows of the file."""

    @property
    def rows_skipped(self) -> int:
        """Rows left out for a reason that is no error."""

    @property
    def rows_rejected(self) -> int:
        """Rows in error."""


@dataclass(frozen=True)
class LoadInfo:
    """Which file is loaded, by whom. `sha256` and `format` together say whether it was loaded before."""

    path: str
    sha256: str
    format: str
    who: str


@dataclass(frozen=True)
class LoadSummary:
    """What a load changed.

    known : the same content had been loaded before, and nothing was done
    snapshot : the snapshot it made, or the earlier one when `known`
    new, superseded, unchanged : observations; they add up to the distinct observations of the file
    duplicates : rows of the file replaced by a later row of the same series, area and period
    """

    known: bool
    snapshot: int
    new: int
    superseded: int
    unchanged: int
    duplicates: int


@dataclass(frozen=True)
class LoadRecord:
    """One line of the history of loads."""

    id: int
    loaded_at: datetime  # UTC
    path: str
    sha256: str
    format: str
    who: str
    rows_read: int
    rows_loaded: int
    rows_skipped: int
    rows_rejected: int
    new: int
    superseded: int
    unchanged: int
    duplicates: int
