"""Done once when a process starts, so that the first visitor waits for no import and no list of series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.selection import Selection
from variation.errors import NoData
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Store


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
