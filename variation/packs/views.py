"""Any view's address made a sheet: one function for each page of the atlas that a pack may show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from variation.errors import PackError, StoreError, VariationError
from variation.indicators import Catalogue
from variation.packs.area_view import area_sheet
from variation.packs.compare_view import compare_sheet
from variation.packs.explore_view import explore
from variation.packs.inequalities_view import inequalities_sheet
from variation.packs.model import VIEW
from variation.packs.multiples_view import multiples_sheet
from variation.packs.overview_view import overview_sheet
from variation.packs.series import query_of
from variation.packs.sheets import Sheet
from variation.packs.spread_view import spread_sheet

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

Query = Mapping[str, str]
View = Callable[[Query, Catalogue, "Store", "Snapshot | None"], Sheet]
VIEWS: Mapping[str, View] = {
    "/": explore,
    "/overview": overview_sheet,
    "/area": area_sheet,
    "/compare": compare_sheet,
    "/multiples": multiples_sheet,
    "/inequalities": inequalities_sheet,
    "/spread": spread_sheet,
}


_SERIES = ("indicator", "level", "within", "sex", "age")
KEPT: Mapping[str, tuple[str, ...]] = {
    "/": (*_SERIES, "period", "area"),
    "/overview": ("level", "within", "priority", "domain"),
    "/area": ("area", "priority", "domain"),
    "/compare": ("x", "y", "level", "within", "area"),
    "/multiples": _SERIES,
    "/inequalities": ("indicator", "period", "sex", "age"),
    "/spread": (*_SERIES, "period", "area"),
}
"""What of an address must be shown as asked: where a page puts something else instead and says so, a pack must not."""


def show_view(address: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of an address.

    What cannot be shown, as a page that packs do not know or an indicator that is not loaded, becomes a sheet whose
    `problem` says why, so that one stale link does not keep a board from its other pages. A database that is away
    raises StoreError.
    """
    try:
        parts = urlsplit(address)
        if parts.path not in VIEWS:
            known = ", ".join(VIEWS)
            raise PackError(f"The page {parts.path} cannot stand in a pack; those that can are {known}.")
        query = query_of(address)
        sheet = VIEWS[parts.path](query, catalogue, store, snapshot)
        shown = query_of(sheet.address)
        for key in KEPT[parts.path]:
            _check_shown(key, query.get(key, ""), shown.get(key, ""), catalogue)
    except StoreError:
        raise  # of the whole atlas, and may pass: no sheet that is kept may say it
    except VariationError as error:
        return Sheet(kind=VIEW, address=address, heading="This view cannot be shown", problem=str(error))
    return sheet


def _check_shown(key: str, asked: str, shown: str, catalogue: Catalogue) -> None:
    """Refuse a sheet that shows something else than its address asks for, under words chosen for what it asks for.

    Of several areas some may be left out, as a page does that shows one.
    """
    if asked and not set(shown.split(",")) <= set(asked.split(",")):
        known = catalogue.indicators.get(asked)
        wanted = known.short_name if known else asked
        raise PackError(f"This page is about the {key} “{wanted}”, of which nothing is held for this view.")
