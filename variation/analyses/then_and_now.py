"""One view on two snapshots: which areas are newly outside the limits, which no longer, whose trend is another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.results import NO_DATA, Comparison, History, RecentTrend
from variation.analyses.selection import Selection
from variation.errors import NoData
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

OUTSIDE = 2  # a status of this size, either way, is outside the 99.8 % limits
_SERIES = ("indicator", "level", "sex", "age", "benchmark")  # a view with another of these is another view


@dataclass(frozen=True)
class Moved:
    """An area's status then and now, as in `Comparison`; NO_DATA where it was not judged."""

    name: str
    then: int
    now: int


@dataclass(frozen=True)
class Turned:
    """The tested trend of an area, or of the benchmark, then and now."""

    name: str
    then: RecentTrend
    now: RecentTrend


@dataclass(frozen=True)
class ThenAndNow:
    """One view, then and now, and what has moved inside its footprint.

    outside : areas outside the 99.8 % limits on a side where they were not, also where they were not judged then
    inside : areas outside then that are judged and within the limits now
    trends : those whose tested trend has another direction, the benchmark first
    """

    then: Comparison
    now: Comparison
    outside: tuple[Moved, ...] = ()
    inside: tuple[Moved, ...] = ()
    trends: tuple[Turned, ...] = ()

    @property
    def replaced(self) -> bool:
        """Whether published figures have taken the place of simulated ones, or the reverse: these are not compared."""
        return self.then.illustrative != self.now.illustrative


def then_and_now(
    selection: Selection, period: str, catalogue: Catalogue, store: Store, snapshots: tuple[Snapshot, Snapshot]
) -> ThenAndNow | None:
    """Hold a view against what it showed on an earlier snapshot.

    Parameters
    ----------
    selection : that `choices` has made servable now
    period : that the view asks for, "" for the latest well-filled one of either snapshot
    snapshots : the earlier one, and the one now

    Returns
    -------
    ThenAndNow or None
        None where the view was not held then.
    """
    earlier, snapshot = snapshots
    before = _before(selection, period, catalogue, store, earlier)
    if before is None:
        return None
    then, now = compare(before, catalogue, store, earlier), compare(selection, catalogue, store, snapshot)
    if then.illustrative != now.illustrative:
        return ThenAndNow(then, now)
    moves = list(_moves(then, now))
    past = history(before, catalogue, store, earlier), history(selection, catalogue, store, snapshot)
    return ThenAndNow(
        then,
        now,
        outside=tuple(m for m in moves if abs(m.now) == OUTSIDE and m.then != m.now),
        inside=tuple(m for m in moves if abs(m.then) == OUTSIDE and abs(m.now) < OUTSIDE),
        trends=tuple(t for t in _trends(*past, now) if _is_turned(t)),
    )


def _before(
    selection: Selection, period: str, catalogue: Catalogue, store: Store, earlier: Snapshot
) -> Selection | None:
    """The same view then, None where its series or its period was not held."""
    try:
        found = choices(selection.with_(period=period), catalogue, store, earlier).selection
    except NoData:
        return None
    same = all(getattr(found, part) == getattr(selection, part) for part in _SERIES)
    return found if same and period in ("", found.period) else None


def _moves(then: Comparison, now: Comparison) -> Iterator[Moved]:
    before = dict(zip(then.code.tolist(), then.status.tolist(), strict=True))
    rows = zip(now.code.tolist(), now.name.tolist(), now.status.tolist(), now.inside.tolist(), strict=True)
    return (Moved(name, before.get(code, NO_DATA), status) for code, name, status, inside in rows if inside)


def _trends(then: History, now: History, shown: Comparison) -> Iterator[Turned]:
    if then.benchmark_name == now.benchmark_name:
        yield Turned(now.benchmark_name, then.benchmark_recent, now.benchmark_recent)
    before = dict(zip(then.code.tolist(), then.recent, strict=True))
    within = set(shown.code[shown.inside].tolist())
    for code, name, recent in zip(now.code.tolist(), now.name.tolist(), now.recent, strict=True):
        if code in before and code in within:
            yield Turned(name, before[code], recent)


def _is_turned(t: Turned) -> bool:
    return bool(t.then.direction and t.now.direction) and t.then.direction != t.now.direction
