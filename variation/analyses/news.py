"""What is new: the figures that later loads brought, indicator by indicator, against an earlier load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


def news(catalogue: Catalogue, store: Store, snapshot: Snapshot | None, since: int | None = None) -> News:
    """What is new in a snapshot against an earlier load: the one before, unless another is named.

    A load that does not exist or is not earlier falls back to the one before. Nothing loaded is no news.
    """
    if snapshot is None:
        return News(0, (), ())
    loads = tuple(store.loads())
    earlier = {0, *(load.id for load in loads if load.id < snapshot.id)}
    since = since if since in earlier else max(earlier)
    key = (snapshot.id, id(catalogue), since)
    return News(since, loads, _kept.get(store, key, lambda: _lines(catalogue, store, snapshot, since)))


def _lines(catalogue: Catalogue, store: Store, snapshot: Snapshot, since: int) -> tuple[NewsLine, ...]:
    series = {s.id: s for s in store.series(snapshot)}
    found: dict[str, list[Change]] = {}
    for change in store.changes(snapshot, since):
        if series[change.series_id].indicator in catalogue.indicators:
            found.setdefault(series[change.series_id].indicator, []).append(change)
    lines = (_line(catalogue.indicators[i], changes, series) for i, changes in found.items())
    return tuple(sorted(lines, key=lambda n: (n.illustrative, -n.new - n.revised, n.indicator.short_name.casefold())))


def _line(indicator: Indicator, changes: list[Change], series: Mapping[int, Series]) -> NewsLine:
    levels = {series[c.series_id].level for c in changes}
    periods = [p for c in changes for p in series[c.series_id].periods if p.id == c.period_id]
    return NewsLine(
        indicator=indicator,
        illustrative=all(series[c.series_id].status == ILLUSTRATIVE for c in changes),
        levels=tuple(names[0] for level, names in geography.LEVEL_NAMES.items() if level in levels),
        latest=max(periods, key=lambda p: (p.end, p.start)).label if periods else "",
        new=sum(c.new for c in changes),
        revised=sum(c.revised for c in changes),
    )
