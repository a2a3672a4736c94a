"""What changed in a view since an earlier snapshot: its period, who lies outside, which figures, which trends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.results import NO_DATA, Comparison, RecentTrend
from variation.analyses.selection import Selection
from variation.errors import NoData
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

OUTSIDE = 2  # status beyond the 99.8 % limits, either way


@dataclass(frozen=True)
class AreaChange:
    """One area: its status, or its trend, then and now."""

    name: str
    then: int | RecentTrend
    now: int | RecentTrend


@dataclass(frozen=True)
class Since:
    """One view, then and now.

    then : what the view showed, None where it was not held
    outside : areas outside the 99.8 % limits that were not, or were on the other side
    resolved : areas outside then that are inside now
    added, revised, withdrawn : figures of the period shown then that are held now and were not, are others, are gone
    trends : areas, and the benchmark, whose tested trend has another direction
    """

    now: Comparison
    then: Comparison | None
    outside: tuple[AreaChange, ...] = ()
    resolved: tuple[AreaChange, ...] = ()
    added: int = 0
    revised: int = 0
    withdrawn: int = 0
    trends: tuple[AreaChange, ...] = ()

    @property
    def moved_on(self) -> bool:
        """Whether another period is shown now."""
        return self.then is not None and self.then.period != self.now.period

    @property
    def replaced(self) -> bool:
        """Whether published figures have taken the place of simulated ones, or the reverse."""
        return self.then is not None and self.then.illustrative != self.now.illustrative

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        parts = (self.outside, self.resolved, self.added, self.revised, self.withdrawn, self.trends)
        return self.then is None or self.moved_on or self.replaced or any(bool(part) for part in parts)


def earlier_snapshot(store: Store, snapshot: Snapshot, number: int) -> Snapshot | None:
    """The snapshot that load `number` made; None where the store has no such load, or it is no earlier one."""
    from variation.store import Snapshot as Found

    record = next((r for r in store.loads() if r.id == number), None)
    return Found(record.id, record.loaded_at) if record is not None and record.id < snapshot.id else None


def since(asked: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot, earlier: Snapshot) -> Since:
    """Compare a view of two snapshots.

    Parameters
    ----------
    asked : as the view's link has it, so that a period left open is the latest of each snapshot

    Raises
    ------
    NoData
        When the view cannot be shown now.
    """
    selection = choices(asked, catalogue, store, snapshot).selection
    now = compare(selection, catalogue, store, snapshot)
    before = _before(selection, asked.period, catalogue, store, earlier)
    if before is None:
        return Since(now, None)
    then = compare(before, catalogue, store, earlier)
    if then.illustrative != now.illustrative:  # figures of two kinds are never compared
        return Since(now, then)
    same = _same_period(now, before, lambda s: compare(s, catalogue, store, snapshot))
    added, revised, withdrawn = _figures(then, same) if same is not None else (0, 0, int(np.isfinite(then.value).sum()))
    trends_then = history(before, catalogue, store, earlier)
    trends_now = history(selection, catalogue, store, snapshot)
    recent = [(str(now.name[i]), trends_then.recent[i], trends_now.recent[i]) for i in np.flatnonzero(now.inside)]
    if trends_then.benchmark_name == trends_now.benchmark_name:
        recent.append((trends_now.benchmark_name, trends_then.benchmark_recent, trends_now.benchmark_recent))
    return Since(
        now=now,
        then=then,
        outside=_areas(now, then, lambda a, b: abs(b) == OUTSIDE and a not in (b, NO_DATA)),
        resolved=_areas(now, then, lambda a, b: abs(a) == OUTSIDE and abs(b) < OUTSIDE),
        added=added,
        revised=revised,
        withdrawn=withdrawn,
        trends=tuple(
            AreaChange(name, a, b)
            for name, a, b in recent
            if a.direction and b.direction and a.direction != b.direction
        ),
    )


def _before(
    selection: Selection, period: str, catalogue: Catalogue, store: Store, earlier: Snapshot
) -> Selection | None:
    """The same view then, None where its series was not held."""
    try:
        found = choices(selection.with_(period=period), catalogue, store, earlier).selection
    except NoData:
        return None
    same = all(getattr(found, part) == getattr(selection, part) for part in ("indicator", "level", "sex", "age"))
    return found if same and period in ("", found.period) else None


def _same_period(now: Comparison, before: Selection, show: Callable[[Selection], Comparison]) -> Comparison | None:
    """The period shown then as it is held now, None where it is gone."""
    if before.period == now.period:
        return now
    try:
        return show(now.selection.with_(period=before.period))
    except NoData:
        return None


def _figures(then: Comparison, now: Comparison) -> tuple[int, int, int]:
    was, is_ = (np.isfinite(c.value) & c.inside for c in (then, now))
    both = was & is_
    differ = both & ~np.isclose(then.value, now.value, rtol=1e-9, atol=1e-12)
    return int((is_ & ~was).sum()), int(differ.sum()), int((was & ~is_).sum())


def _areas(now: Comparison, then: Comparison, wanted: Callable[[int, int], bool]) -> tuple[AreaChange, ...]:
    pairs = ((i, int(then.status[i]), int(now.status[i])) for i in np.flatnonzero(now.inside).tolist())
    return tuple(AreaChange(str(now.name[i]), a, b) for i, a, b in pairs if wanted(a, b))
