"""Any view's address made a sheet: one function for each page of the atlas that a pack may show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from variation.analyses.chart_pages import CHART_PAGES
from variation.errors import PackError, StoreError, VariationError
from variation.indicators import Catalogue
from variation.packs.area_view import area_remarks, area_sheet
from variation.packs.compare_view import compare_remarks, compare_sheet
from variation.packs.explore_view import explore, explore_remarks
from variation.packs.inequalities_view import inequalities_remarks, inequalities_sheet
from variation.packs.model import VIEW
from variation.packs.multiples_view import multiples_remarks, multiples_sheet
from variation.packs.overview_view import overview_remarks, overview_sheet
from variation.packs.remarked import Remarked
from variation.packs.series import query_of
from variation.packs.sheets import Sheet
from variation.packs.spread_view import spread_remarks, spread_sheet

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

Query = Mapping[str, str]


class View(NamedTuple):
    """What a pack makes of a query of one page: its sheet, and what "Five things to know" may say of it."""

    sheet: Callable[[Query, Catalogue, Store, Snapshot | None], Sheet]
    remarks: Callable[[Query, Catalogue, Store, Snapshot | None], Remarked]


VIEWS: Mapping[str, View] = {
    "/": View(explore, explore_remarks),
    "/overview": View(overview_sheet, overview_remarks),
    "/area": View(area_sheet, area_remarks),
    "/compare": View(compare_sheet, compare_remarks),
    "/multiples": View(multiples_sheet, multiples_remarks),
    "/inequalities": View(inequalities_sheet, inequalities_remarks),
    "/spread": View(spread_sheet, spread_remarks),
}
"""By path, for each of `CHART_PAGES`."""


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
        sheet = VIEWS[parts.path].sheet(query, catalogue, store, snapshot)
        shown = query_of(sheet.address)
        for key in CHART_PAGES[parts.path].kept:
            _check_shown(key, query.get(key, ""), shown.get(key, ""), catalogue)
    except StoreError:
        raise  # of the whole atlas, and may pass: no sheet that is kept may say it
    except VariationError as error:
        return Sheet(kind=VIEW, address=address, heading="This view cannot be shown", problem=str(error))
    return sheet


def remarks_of_view(address: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Remarked:
    """What may be said of the view of an address that can be shown."""
    return VIEWS[urlsplit(address).path].remarks(query_of(address), catalogue, store, snapshot)


def _check_shown(key: str, asked: str, shown: str, catalogue: Catalogue) -> None:
    """Refuse a sheet that shows something else than its address asks for, under words chosen for what it asks for.

    Of several areas some may be left out, as a page does that shows one.
    """
    if asked and not set(shown.split(",")) <= set(asked.split(",")):
        known = catalogue.indicators.get(asked)
        wanted = known.short_name if known else asked
        raise PackError(f"This page is about the {key} “{wanted}”, of which nothing is held for this view.")
