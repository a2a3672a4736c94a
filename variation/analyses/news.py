"""What is new: the figures that later loads brought, indicator by indicator, against an earlier load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.cache import Cache
from variation.indicators import Catalogue, Indicator
from variation.observations import ILLUSTRATIVE

if TYPE_CHECKING:
    from variation.store import Change, LoadRecord, Series, Snapshot, Store

_kept: Cache[tuple[NewsLine, ...]] = Cache(16)


@dataclass(frozen=True)
class NewsLine:
    """One indicator with figures that were not there, or were other ones, before.

    levels : names of levels, fine to coarse
    latest : label of the latest period with a new or revised figure
    new, revised : figures of all levels, sexes, ages and categories
    """

    indicator: Indicator
    illustrative: bool
    levels: tuple[str, ...]
    latest: str
    new: int
    revised: int


@dataclass(frozen=True)
class News:
    """What the loads after `since` brought; lines with most figures first.

    since : number of the load that is compared with, 0 for an empty store
    loads : all loads, the latest first
    """

    since: int
    loads: tuple[LoadRecord, ...]
    lines: tuple[NewsLine, ...]

    @property
    def new(self) -> int:
        """New figures of all indicators."""
        return sum(line.new for line in self.lines)

    @property
    def revised(self) -> int:
        """Revised figures of all indicators."""
        return sum(line.revised for line in self.lines)

    @property
    def before(self) -> LoadRecord | None:
        """The load that is compared with; None for an empty store."""
        return next((load for load in self.loads if load.id == self.since), None)


def news(catalogue: Catalogue, store: Store, snapshot: Snapshot | None, since: int | None = None) -> News:
    """What is new in a snapshot against an earlier load: the last one before the newest day of loading, unless another.

    An extract often comes in several files, so the newest load alone would tell a part. A load that does not exist or
    is not earlier falls back to the same. Nothing loaded is no news.
    """
    if snapshot is None:
        return News(0, (), ())
    loads = tuple(store.loads())
    earlier = {0, *(load.id for load in loads if load.id < snapshot.id)}
    since = since if since in earlier else _before_newest_day(loads)
    key = (snapshot.id, id(catalogue), since)
    return News(since, loads, _kept.get(store, key, lambda: _lines(catalogue, store, snapshot, since)))


def _before_newest_day(loads: Sequence[LoadRecord]) -> int:
    newest = max(load.loaded_at.date() for load in loads)
    return max((load.id for load in loads if load.loaded_at.date() < newest), default=0)


def load_on(loads: Sequence[LoadRecord], day: date) -> LoadRecord | None:
    """The last load up to the end of a day (UTC); None where nothing was loaded by then."""
    return max((load for load in loads if load.loaded_at.date() <= day), key=lambda load: load.id, default=None)


def changed(
    catalogue: Catalogue, store: Store, snapshot: Snapshot, since: int
) -> dict[str, list[tuple[Series, Change]]]:
    """What the loads after `since` brought, by indicator of the catalogue."""
    series = {s.id: s for s in store.series(snapshot)}
    found: dict[str, list[tuple[Series, Change]]] = {}
    for change in store.changes(snapshot, since):
        of = series[change.series_id]
        if of.indicator in catalogue.indicators:
            found.setdefault(of.indicator, []).append((of, change))
    return found


def _lines(catalogue: Catalogue, store: Store, snapshot: Snapshot, since: int) -> tuple[NewsLine, ...]:
    found = changed(catalogue, store, snapshot, since)
    lines = (_line(catalogue.indicators[i], changes) for i, changes in found.items())
    return tuple(sorted(lines, key=lambda n: (n.illustrative, -n.new - n.revised, n.indicator.short_name.casefold())))


def _line(indicator: Indicator, changes: Sequence[tuple[Series, Change]]) -> NewsLine:
    levels = {series.level for series, _ in changes}
    periods = [p for series, change in changes for p in series.periods if p.id == change.period_id]
    return NewsLine(
        indicator=indicator,
        illustrative=all(series.status == ILLUSTRATIVE for series, _ in changes),
        levels=tuple(names[0] for level, names in geography.LEVEL_NAMES.items() if level in levels),
        latest=max(periods, key=lambda p: (p.end, p.start)).label if periods else "",
        new=sum(change.new for _, change in changes),
        revised=sum(change.revised for _, change in changes),
    )
