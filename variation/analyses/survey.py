"""Every indicator of a level at its latest period: what an overview, an area's profile and a ranking rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.holdings import holdings
from variation.analyses.results import NO_DATA, Comparison, History
from variation.analyses.selection import Selection
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_kept: Cache[Survey] = Cache(32)
_rows: Cache[Surveyed] = Cache(1024)


@dataclass(frozen=True)
class Surveyed:
    """One indicator: its areas in the latest period, all its periods, and how far apart areas are.

    outside : areas of the footprint beyond the 99.8 % limits; better, worse : of these, by polarity (0 without one)
    shown : areas of the footprint with a figure
    excess : share of the variance between areas that chance does not explain, 0 … 1; NaN where it cannot be told
    relative : standard deviation of the areas' true levels over their mean, chance taken out; NaN likewise
    """

    comparison: Comparison
    history: History
    outside: int
    better: int
    worse: int
    shown: int
    excess: float
    relative: float

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.comparison.indicator


@dataclass(frozen=True)
class Survey:
    """All indicators held at a level, published ones first, by domain and name."""

    level: str
    within: str
    benchmark: str
    snapshot: str
    rows: tuple[Surveyed, ...]


def survey(
    selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None, *, priority: str = ""
) -> Survey:
    """The latest figures of every indicator at the selection's level; only footprint and benchmark count besides.

    Parameters
    ----------
    selection : level, within and benchmark are used; "" for boroughs, all London, London
    priority : code of a priority, to have only its indicators

    Raises
    ------
    NoData
        When nothing is loaded.
    """
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it
    level = selection.level or "borough"
    key = (snapshot.id, id(catalogue), level, selection.within, selection.benchmark, priority)

    def make() -> Survey:
        wanted = catalogue.by_priority(priority) if priority else catalogue.indicators.values()
        asked = selection.with_(level=level)
        rows = [surveyed(i, asked, catalogue, store, snapshot) for i in wanted if level in held.levels(i.id)]
        ordered = sorted(rows, key=lambda r: (r.comparison.illustrative, r.indicator.domain, r.indicator.short_name))
        return Survey(level, selection.within, selection.benchmark, snapshot.label, tuple(ordered))

    return _kept.get(store, key, make)


def surveyed(
    indicator: Indicator, selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot
) -> Surveyed:
    """One indicator's line at the selection's level, footprint and benchmark; kept by itself.

    A line serves the survey of every priority, and is made anew for another benchmark only where that is held.
    """
    s = selection
    asked = Selection(indicator=indicator.id, level=s.level, within=s.within, benchmark=s.benchmark)
    chosen = choices(asked, catalogue, store, snapshot).selection

    def make() -> Surveyed:
        past = history(chosen, catalogue, store, snapshot)  # first: it reads all periods, of which the next needs one
        return summarise(compare(chosen, catalogue, store, snapshot), past)

    return _rows.get(store, (snapshot.id, id(catalogue), chosen), make)


def summarise(comparison: Comparison, past: History) -> Surveyed:
    """One indicator's line in a survey."""
    c = comparison
    judged = c.inside & (c.status != NO_DATA)
    high, low = int((judged & (c.status == 2)).sum()), int((judged & (c.status == -2)).sum())
    good, bad = {"high": (high, low), "low": (low, high)}.get(c.indicator.polarity, (0, 0))
    excess, relative = _spread(c)
    return Surveyed(
        comparison=c,
        history=past,
        outside=high + low,
        better=good,
        worse=bad,
        shown=int((c.inside & np.isfinite(c.value)).sum()),
        excess=excess,
        relative=relative,
    )


def _spread(c: Comparison) -> tuple[float, float]:
    """Variation beyond chance: from counts where there is a funnel, else from published limits."""
    from variation.methods import beyond_chance

    shown = c.inside & np.isfinite(c.value)
    if shown.sum() < 2:
        return float("nan"), float("nan")
    if c.funnel is not None:
        found = beyond_chance.of_counts(c.count[shown], c.denominator[shown], c.indicator.measure)
    else:
        plain = c.indicator.measure in ("mean", "score") or (c.value[shown] <= 0).any()
        parts = (c.value[shown], c.lower[shown], c.upper[shown])
        found = beyond_chance.of_limits(*parts, "mean" if plain else "rate")
    return found.excess, found.relative
