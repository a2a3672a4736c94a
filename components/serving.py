"""What a request is answered with: the store, the catalogue and the snapshot, reached through the Flask app.

Nothing here is global: `app.create_app` puts one Served into the Flask app's config, and a page asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app

from variation.indicators import Catalogue
from variation.settings import Settings
from variation.store import Snapshot, Store

KEY = "VARIATION_SERVED"


@dataclass(frozen=True)
class Served:
    """All that a page needs.

    boundaries : address of each boundary file by level (and "borough-tiles", "borough-tiles-stp")
    """

    settings: Settings
    store: Store
    catalogue: Catalogue
    boundaries: Mapping[str, str]

    def snapshot(self) -> Snapshot | None:
        """The newest whole snapshot; asked once a request, so that one answer never mixes two."""
        return self.store.snapshot()


def served() -> Served:
    """What the current request is served from."""
    found = current_app.config[KEY]
    if not isinstance(found, Served):
        raise TypeError(f"config {KEY} holds {type(found).__name__}, expected Served: build the app by create_app")
    return found
