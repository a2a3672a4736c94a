"""The indicators of one priority along its pathway, access, practice, outcome, for the same areas side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.holdings import Holdings, holdings
from variation.analyses.results import NO_DATA, Comparison, Option
from variation.analyses.selection import Selection
from variation.indicators import DOMAINS, Catalogue, Priority

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_kept: Cache[Pathway] = Cache(64)
_options: Cache[tuple[Option, ...]] = Cache(8)


@dataclass(frozen=True)
class Pathway:
    """One priority at one level.

    rows : of the areas shown, in the order of every comparison: by STP, then by name
    steps : latest comparison of each indicator held, by domain: access, practice, outcome
    message : why another priority is shown than the one asked for, "" where none is
    """

    priority: Priority
    level: str
    rows: tuple[int, ...]
    code: NDArray[np.str_]
    name: NDArray[np.str_]
    steps: Mapping[str, tuple[Comparison, ...]]
    priorities: tuple[Option, ...]
    message: str

    @property
    def indicators(self) -> int:
        """How many indicators the priority has at this level."""
        return sum(len(step) for step in self.steps.values())


def follow_pathway(
    selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None
) -> Pathway | None:
    """The pathway of the selection's priority; only its priority, level and footprint count.

    None where no priority has an indicator at the level.

    Raises
    ------
    NoData
        When nothing is loaded.
    """
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it
    level = selection.level
    offered = _options.get(store, (snapshot.id, id(catalogue), level), lambda: _priorities(level, catalogue, held))
    served = [o.value for o in offered if not o.reason]
    if not served:
        return None
    asked = selection.priority
    priority = catalogue.priority(asked if asked in served else _usual(level, served, catalogue, held))
    assert priority is not None  # both are the catalogue's own
    message = ""
    if asked and asked != priority.code:
        known = catalogue.priority(asked)
        why = f"has no indicator for {geography.LEVEL_NAMES[level][1]}" if known else "is in no framework"
        message = f"The priority “{known.name if known else asked}” {why}; {priority.name} is shown instead."

    def make() -> Pathway:
        found = [_latest(i.id) for i in catalogue.by_priority(priority.code) if level in held.levels(i.id)]
        first = found[0]
        return Pathway(
            priority=priority,
            level=level,
            rows=_rows(first),
            code=first.code,
            name=first.name,
            steps={domain: tuple(c for c in found if c.indicator.domain == domain) for domain in DOMAINS},
            priorities=offered,
            message="",
        )

    def _latest(indicator: str) -> Comparison:
        wanted = Selection(indicator=indicator, level=level, within=selection.within)
        return compare(choices(wanted, catalogue, store, snapshot).selection, catalogue, store, snapshot)

    made = _kept.get(store, (snapshot.id, id(catalogue), priority.code, level, selection.within), make)
    return replace(made, message=message) if message else made


def tally_statuses(c: Comparison) -> dict[str, int]:
    """Areas of the footprint by what their difference is called, with how many."""
    good, bad = {"high": ("better", "worse"), "low": ("worse", "better")}.get(c.indicator.polarity, ("higher", "lower"))
    status = c.status[c.inside]
    known = status != NO_DATA
    return {
        good: int((known & (status > 0)).sum()),
        bad: int((known & (status < 0)).sum()),
        "similar": int((status == 0).sum()),
        "not compared": int((~known).sum()),
    }


def _priorities(level: str, catalogue: Catalogue, held: Holdings) -> tuple[Option, ...]:
    many = geography.LEVEL_NAMES[level][1]
    return tuple(
        Option(p.code, p.name, f.name, "" if _domains(p.code, level, catalogue, held) else f"No indicator for {many}")
        for f in catalogue.frameworks
        for p in f.priorities
    )


def _domains(code: str, level: str, catalogue: Catalogue, held: Holdings) -> set[str]:
    return {i.domain for i in catalogue.by_priority(code) if level in held.levels(i.id)}


def _usual(level: str, served: list[str], catalogue: Catalogue, held: Holdings) -> str:
    """Diabetes where its pathway can be followed, else the priority with most domains, the fewest indicators first."""

    def merit(code: str) -> tuple[int, bool, int]:
        number = len([i for i in catalogue.by_priority(code) if level in held.levels(i.id)])
        priority = catalogue.priority(code)
        diabetes = priority is not None and priority.name == "Diabetes"
        return (-len(_domains(code, level, catalogue, held)), not diabetes, number)

    return min(served, key=merit)


def _rows(c: Comparison) -> tuple[int, ...]:
    place = {area.code: k for k, area in enumerate(geography.areas("stp"))}
    parent = [
        min((place[p] for p in geography.area(code).parents if p in place), default=99) for code in c.code.tolist()
    ]
    return tuple(sorted(np.flatnonzero(c.inside).tolist(), key=lambda i: (parent[i], str(c.name[i]))))
