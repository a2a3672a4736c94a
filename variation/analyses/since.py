"""What changed in a view since an earlier snapshot: its period, who lies outside, which figures, which trends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.results import Comparison
from variation.analyses.selection import Selection
from variation.analyses.then_and_now import Moved, ThenAndNow, Turned, then_and_now
from variation.errors import NoData
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


@dataclass(frozen=True)
class Since:
    """One view of a pack, now and then.

    seen : what the view showed then, and what has moved; None where it was not held
    added, revised, withdrawn : figures of the period shown then that are held now and were not, are others, are gone
    """

    now: Comparison
    seen: ThenAndNow | None
    added: int = 0
    revised: int = 0
    withdrawn: int = 0

    @property
    def outside(self) -> tuple[Moved, ...]:
        """Areas newly outside the 99.8 % limits."""
        return self.seen.outside if self.seen else ()

    @property
    def inside(self) -> tuple[Moved, ...]:
        """Areas no longer outside."""
        return self.seen.inside if self.seen else ()

    @property
    def trends(self) -> tuple[Turned, ...]:
        """Areas, and the benchmark, whose tested trend has another direction."""
        return self.seen.trends if self.seen else ()

    @property
    def moved_on(self) -> bool:
        """Whether another period is shown now."""
        return self.seen is not None and self.seen.then.period != self.now.period

    @property
    def replaced(self) -> bool:
        """Whether published figures have taken the place of simulated ones, or the reverse."""
        return self.seen is not None and self.seen.replaced

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        parts = (self.outside, self.inside, self.added, self.revised, self.withdrawn, self.trends)
        return self.seen is None or self.moved_on or self.replaced or any(bool(part) for part in parts)


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
    seen = then_and_now(selection, asked.period, catalogue, store, (earlier, snapshot))
    now = compare(selection, catalogue, store, snapshot)
    if seen is None or seen.replaced:  # figures of two kinds are never compared
        return Since(now, seen)
    same = _as_held_now(seen, catalogue, store, snapshot)
    added, revised, withdrawn = _figures(seen.then, same)
    return Since(now, seen, added, revised, withdrawn)


def _as_held_now(seen: ThenAndNow, catalogue: Catalogue, store: Store, snapshot: Snapshot) -> Comparison | None:
    """The period shown then as it is held now, None where it is gone."""
    then, now = seen.then, seen.now
    if then.period == now.period:
        return now
    try:
        return compare(now.selection.with_(period=then.period), catalogue, store, snapshot)
    except NoData:
        return None


def _figures(then: Comparison, now: Comparison | None) -> tuple[int, int, int]:
    """How many figures were added, revised and withdrawn."""
    was, is_ = _values(then), _values(now) if now is not None else {}
    both = was.keys() & is_.keys()
    differ = sum(not np.isclose(was[code], is_[code], rtol=1e-9, atol=1e-12) for code in both)
    return len(is_) - len(both), differ, len(was) - len(both)


def _values(c: Comparison) -> dict[str, float]:
    """The figures inside the footprint, by area."""
    held = np.isfinite(c.value) & c.inside
    return dict(zip(c.code[held].tolist(), c.value[held].tolist(), strict=True))
