"""What has changed since a board met: areas newly outside the limits, areas no longer so, revised figures, trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.news import changed, load_on
from variation.analyses.selection import Selection
from variation.analyses.then_and_now import Moved, ThenAndNow, Turned, then_and_now
from variation.indicators import Catalogue, Indicator
from variation.observations import ILLUSTRATIVE
from variation.store.records import Snapshot

if TYPE_CHECKING:
    from variation.store import Change, LoadRecord, Series, Store

MOST_DIGITS, MOST_TEXT = 8, 30  # of what names a load or a day
Area = TypeVar("Area", Moved, Turned)
_kept: Cache[SinceBoard] = Cache(8)


@dataclass(frozen=True)
class Shift(Generic[Area]):
    """One indicator at one level whose areas have changed; `view` shows them now."""

    indicator: Indicator
    illustrative: bool
    level: str
    then: str  # label of the period shown then
    now: str
    areas: tuple[Area, ...]
    view: Selection


@dataclass(frozen=True)
class Revision:
    """Figures of one indicator and level that hold other numbers than then; `view` shows their latest period."""

    indicator: Indicator
    illustrative: bool
    level: str
    figures: int
    periods: int
    view: Selection


@dataclass(frozen=True)
class SinceBoard:
    """All that has changed, published figures first, by name of the indicator.

    outside : with the areas newly outside the 99.8 % limits of London; inside : with those no longer outside
    trends : with the areas (and London, first) whose recent trend has another direction
    compared : pairs of indicator and level that have changed and were held then
    first : indicators that have figures for the first time, or published in place of illustrative ones
    """

    then: Snapshot
    now: Snapshot
    outside: tuple[Shift[Moved], ...]
    inside: tuple[Shift[Moved], ...]
    revised: tuple[Revision, ...]
    trends: tuple[Shift[Turned], ...]
    compared: int
    first: int


def board_load(text: str, loads: Sequence[LoadRecord]) -> tuple[LoadRecord | None, str]:
    """The load that stands for a board: of this number, or the last one up to a day; else None and why not, in words.

    Parameters
    ----------
    text : "12", "2026-11-04", "4/11/2026" or "4 Nov 2026"
    loads : all loads, the latest first
    """
    if not text:
        return None, ""
    if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS:
        found = next((load for load in loads if load.id == int(text)), None)
        return (found, "") if found else (None, f"There is no load {text}; choose one from the list.")
    day = _read_day(text)
    if day is None:
        return None, "The day cannot be read; write it like 4/11/2026."
    found = load_on(loads, day)
    first = loads[-1].loaded_at.date() if loads else None
    since = f" The first load is of {first.day} {first:%b %Y}." if first else ""
    return (found, "") if found else (None, f"Nothing was loaded by that day, so nothing can be compared with.{since}")


def _read_day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%d %B %Y"):
        try:
            return datetime.strptime(text[:MOST_TEXT], form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None


def since_board(then: Snapshot, catalogue: Catalogue, store: Store, snapshot: Snapshot) -> SinceBoard:
    """What differs between an earlier snapshot and one, in the views that Explore opens an indicator with.

    Notes
    -----
    Only what the loads between have touched is compared. An area is newly outside where it is beyond the 99.8 % limits
    on a side where it was not then, also where it had no figure; no longer outside where it has a figure within them.
    The periods compared are the latest well-filled ones of either snapshot, which may be the same or not.
    """
    key = (snapshot.id, then.id, id(catalogue))
    return _kept.get(store, key, lambda: _since(then, catalogue, store, snapshot))


def _since(then: Snapshot, catalogue: Catalogue, store: Store, snapshot: Snapshot) -> SinceBoard:
    found = changed(catalogue, store, snapshot, then.id)
    pairs: list[ThenAndNow] = []
    first = set()
    for indicator, changes in found.items():
        levels = [level for level in geography.LEVELS if any(s.level == level for s, _ in changes)]
        for level in levels:
            pair = _pair(Selection(indicator=indicator, level=level), catalogue, store, (then, snapshot))
            if pair is None or pair.replaced:
                first.add(indicator)
            else:
                pairs.append(pair)
    pairs.sort(key=lambda p: (p.now.illustrative, p.now.indicator.short_name.casefold()))
    revised = [
        _revision(catalogue.indicators[i], level, c) for i, cs in found.items() for level, c in _revised(cs).items()
    ]
    return SinceBoard(
        then=then,
        now=snapshot,
        outside=tuple(_shift(p, p.outside) for p in pairs if p.outside),
        inside=tuple(_shift(p, p.inside) for p in pairs if p.inside),
        revised=tuple(sorted(revised, key=lambda r: (r.illustrative, r.indicator.short_name.casefold(), r.level))),
        trends=tuple(_shift(p, p.trends) for p in pairs if p.trends),
        compared=len(pairs),
        first=len(first),
    )


def _pair(
    asked: Selection, catalogue: Catalogue, store: Store, snapshots: tuple[Snapshot, Snapshot]
) -> ThenAndNow | None:
    """The same view in both snapshots; None where it is not held in one of them."""
    chosen = choices(asked, catalogue, store, snapshots[1]).selection
    if (chosen.indicator, chosen.level) != (asked.indicator, asked.level):
        return None
    return then_and_now(chosen, "", catalogue, store, snapshots)


def _shift(p: ThenAndNow, areas: tuple[Area, ...]) -> Shift[Area]:
    c = p.now
    view = Selection(indicator=c.indicator.id, level=c.level, period=c.period, sex=c.selection.sex, age=c.selection.age)
    return Shift(c.indicator, c.illustrative, c.level, p.then.period, c.period, areas, view)


def _revised(changes: list[tuple[Series, Change]]) -> dict[str, list[tuple[Series, Change]]]:
    """Revisions by level, of levels with a map."""
    found: dict[str, list[tuple[Series, Change]]] = {}
    for series, change in changes:
        if change.revised and series.level in geography.LEVELS:
            found.setdefault(series.level, []).append((series, change))
    return found


def _revision(indicator: Indicator, level: str, changes: list[tuple[Series, Change]]) -> Revision:
    periods = {p.id: p for series, change in changes for p in series.periods if p.id == change.period_id}
    latest = max(periods.values(), key=lambda p: (p.end, p.start))
    shown = [s for s, change in changes if change.period_id == latest.id]
    series = next((s for s in shown if s.sex == "Persons"), shown[0])
    return Revision(
        indicator=indicator,
        illustrative=all(s.status == ILLUSTRATIVE for s, _ in changes),
        level=level,
        figures=sum(change.revised for _, change in changes),
        periods=len(periods),
        view=Selection(indicator=indicator.id, level=level, period=latest.label, sex=series.sex, age=series.age),
    )
