"""What is loaded, indicator by indicator: published or illustrative, at which levels, over which periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation.analyses.cache import Cache
from variation.analyses.holdings import Holdings, holdings
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_kept: Cache[tuple[Held, ...]] = Cache(4)


@dataclass(frozen=True)
class Held:
    """One indicator that can be explored."""

    indicator: Indicator
    illustrative: bool
    levels: tuple[str, ...]
    first: str  # label of the earliest period at any level
    last: str
    periods: int  # most periods at any level


def inventory(catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> tuple[Held, ...]:
    """Every indicator held, published ones first, by domain and name; raises NoData where nothing is loaded."""
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it
    return _kept.get(store, (snapshot.id, id(catalogue)), lambda: _inventory(catalogue, held))


def _inventory(catalogue: Catalogue, held: Holdings) -> tuple[Held, ...]:
    found = []
    for indicator in catalogue.indicators.values():
        levels = held.levels(indicator.id)
        series = [s for level in levels for s in held.at(indicator.id, level)]
        if not series:
            continue
        periods = [p for s in series for p in s.periods]
        found.append(
            Held(
                indicator=indicator,
                illustrative=held.illustrative(indicator.id),
                levels=levels,
                first=min(periods, key=lambda p: p.start).label,
                last=max(periods, key=lambda p: p.end).label,
                periods=max(len(s.periods) for s in series),
            )
        )
    return tuple(sorted(found, key=lambda h: (h.illustrative, h.indicator.domain, h.indicator.short_name.casefold())))
