"""What a snapshot holds: its series, found by indicator, level, sex and age, in the order they are offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.cache import Cache
from variation.errors import NothingLoaded
from variation.observations import ILLUSTRATIVE

if TYPE_CHECKING:
    from variation.store import Period, Series, Snapshot, Store

SEX_ORDER = ("Persons", "Female", "Male")
_WHOLE = ("All ages", "All")
_kept: Cache[Holdings] = Cache(4)


@dataclass(frozen=True)
class Holdings:
    """Series of everybody (no category), by indicator and then by level; a level has one a sex and age."""

    series: Mapping[str, Mapping[str, tuple[Series, ...]]]

    def levels(self, indicator: str) -> tuple[str, ...]:
        """Levels with a map at which the indicator is held, fine to coarse."""
        held = self.series.get(indicator, {})
        return tuple(level for level in geography.LEVELS if level in held)

    def at(self, indicator: str, level: str) -> tuple[Series, ...]:
        """Series of an indicator at a level: Persons and all ages first."""
        return self.series.get(indicator, {}).get(level, ())

    def one(self, indicator: str, level: str, sex: str, age: str) -> Series | None:
        """The series of exactly this sex and age."""
        return next((s for s in self.at(indicator, level) if s.sex == sex and s.age == age), None)

    def illustrative(self, indicator: str) -> bool:
        """Whether every series of the indicator with a map is illustrative."""
        held = [s for level in self.levels(indicator) for s in self.at(indicator, level)]
        return bool(held) and all(s.status == ILLUSTRATIVE for s in held)


def holdings(store: Store, snapshot: Snapshot | None) -> Holdings:
    """The holdings of a snapshot.

    Raises
    ------
    NothingLoaded
        When nothing that could be mapped is loaded.
    """
    found = None if snapshot is None else _kept.get(store, (snapshot.id,), lambda: _read(store, snapshot))
    if found is None or not any(found.levels(indicator) for indicator in found.series):
        raise NothingLoaded(
            "No figures are loaded yet. Load the shipped ones with “python -m variation load data/extracts/*”, "
            "or name a folder of your own extracts in VARIATION_EXTRACTS and start again."
        )
    return found


def best_period(series: Series) -> Period:
    """The latest period with at least half as many areas as the best-filled one."""
    most = max(filled(p) for p in series.periods)
    return next(p for p in reversed(series.periods) if 2 * filled(p) >= most)


def filled(period: Period) -> int:
    """How many areas have a value in a period, or counts to compute one from."""
    return period.areas or period.with_counts


def period_of(series: Series, start: int, end: int) -> Period | None:
    """The period of a series that covers exactly these months."""
    return next((p for p in series.periods if p.start == start and p.end == end), None)


def age_order(age: str) -> tuple[int, float, str]:
    """Sort key: all ages first, then by the first number in the words."""
    number = re.search(r"\d+", age)
    return (0 if age in _WHOLE else 1, float(number.group()) if number and not age.startswith("<") else 0.0, age)


def _read(store: Store, snapshot: Snapshot) -> Holdings:
    found: dict[str, dict[str, list[Series]]] = {}
    for series in store.series(snapshot):
        if not series.category and any(filled(p) for p in series.periods):
            found.setdefault(series.indicator, {}).setdefault(series.level, []).append(series)
    return Holdings({i: {level: _sorted(held) for level, held in levels.items()} for i, levels in found.items()})


def _sorted(series: Iterable[Series]) -> tuple[Series, ...]:
    known = {sex: place for place, sex in enumerate(SEX_ORDER)}
    return tuple(sorted(series, key=lambda s: (known.get(s.sex, len(known)), s.sex, age_order(s.age))))
