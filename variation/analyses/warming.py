"""Done before it is asked for: imports and the opening view when a process starts, every indicator soon after.

What a first visit to an overview or a profile rests on is made in steps of some milliseconds, so that whoever takes
them can stop between two and let a visitor go first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.holdings import holdings
from variation.analyses.selection import Selection
from variation.analyses.standing import standing
from variation.analyses.survey import surveyed
from variation.errors import NoData
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


def warm(catalogue: Catalogue | None = None, store: Store | None = None) -> None:
    """Import the methods; given a catalogue and a store, also make the opening view once, which fills the caches.

    An empty store is left as it is.
    """
    from variation.methods import classes, funnel, intervals, significance, trend  # noqa: F401  imported to be ready

    if catalogue is None or store is None:
        return
    snapshot = store.snapshot()
    try:
        selection = choices(Selection(), catalogue, store, snapshot).selection
        compare(selection, catalogue, store, snapshot)
        history(selection, catalogue, store, snapshot)
    except NoData:
        return


def survey_steps(
    catalogue: Catalogue, store: Store, snapshot: Snapshot | None, *, benchmark: str = "london"
) -> Iterator[str]:
    """Make the lines of the survey of each level against a benchmark, one a step, fine levels first."""
    try:
        held = holdings(store, snapshot)
    except NoData:
        return
    assert snapshot is not None  # holdings has refused it
    for level in geography.LEVELS:
        asked = Selection(level=level, benchmark=benchmark)
        for indicator in catalogue.indicators.values():
            if level in held.levels(indicator.id):
                line = surveyed(indicator, asked, catalogue, store, snapshot)
                standing(line.comparison, store, snapshot)
                yield f"{indicator.id}, {level}"
