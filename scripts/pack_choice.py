"""Which indicators the shipped packs show: candidates of the catalogue in a stated order, so that packs can be rebuilt.

Published series come before simulated ones: first those that ship as published, then those that a publisher's extract
brings once it is loaded (a name or a recipe of the catalogue), then those that are only simulated. Within each, the one
with the greatest spread beyond chance in the extracts that ship is first. Indicators without a good direction come
last, and circumstances (deprivation, poverty) are left out: neither can vary without warrant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from variation import geography
from variation.analyses.inequalities import TRAITS
from variation.analyses.results import NO_DATA
from variation.analyses.selection import Selection
from variation.analyses.survey import Surveyed, survey
from variation.indicators import Catalogue, Indicator
from variation.ingest.recipe_read import load_recipes
from variation.store import Store

SHIPS, KNOWN, SIMULATED = range(3)
LEAST_AREAS = 5
UNTOLD = 1  # indicators at most, of one choice, whose spread nobody can tell from chance


@dataclass(frozen=True)
class Candidate:
    """An indicator at the finest level that it is held at.

    tier : SHIPS, KNOWN or SIMULATED
    spread : standard deviation of true levels over their mean; NaN where it cannot be told
    periods : how many are held
    judged : whether areas are compared with anything
    """

    indicator: Indicator
    level: str
    tier: int
    spread: float
    periods: int
    judged: bool

    @property
    def order(self) -> tuple[bool, int, float, str]:
        """What candidates are sorted by."""
        told = self.spread if math.isfinite(self.spread) else 0.0
        return (self.indicator.polarity == "none", self.tier, -told, self.indicator.id)

    @property
    def family(self) -> str:
        """Indicators of one family say much the same: health-check-offered, health-check-received."""
        return "-".join(self.indicator.id.split("-")[:2])


def candidates(data: Path, catalogue: Catalogue, store: Store, within: str = "") -> list[Candidate]:
    """Every indicator that the store holds for at least five areas of the footprint, in order."""
    known = {made.id for recipe in load_recipes(data, catalogue) for made in recipe.figures}
    known |= {i.id for i in catalogue.indicators.values() if i.matches}
    found: dict[str, Candidate] = {}
    for level in geography.LEVELS:  # from fine to coarse: the finest is kept
        if within and level == geography.LEVELS[-1]:
            continue
        for row in survey(Selection(level=level, within=within), catalogue, store, store.snapshot()).rows:
            if row.shown >= LEAST_AREAS and row.indicator.id not in TRAITS:
                found.setdefault(row.indicator.id, _candidate(row, level, known))
    return sorted(found.values(), key=lambda c: c.order)


def _candidate(row: Surveyed, level: str, known: set[str]) -> Candidate:
    published = not row.comparison.illustrative
    tier = SHIPS if published else KNOWN if row.indicator.id in known else SIMULATED
    return Candidate(row.indicator, level, tier, row.relative, len(row.history.period), _judged(row))


def _judged(row: Surveyed) -> bool:
    return bool((row.comparison.status[row.comparison.inside] != NO_DATA).any())


def pick(offered: Iterable[Candidate], number: int, taken: Sequence[Candidate] = ()) -> list[Candidate]:
    """The first so many in order, one of a family, without those of a family that is taken."""
    families, found = {c.family for c in taken}, []
    for candidate in offered:
        untold = [c for c in found if not math.isfinite(c.spread)]
        if candidate.family in families or (not math.isfinite(candidate.spread) and len(untold) >= UNTOLD):
            continue
        if len(found) < number:
            families.add(candidate.family)
            found.append(candidate)
    return found
