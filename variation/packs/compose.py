"""A pack and a snapshot in, all that any medium shows out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from variation.errors import NoData
from variation.indicators import Catalogue
from variation.packs.changed_view import changed_sheet
from variation.packs.five_view import five_sheet
from variation.packs.model import ACTIONS, CHANGED, FIVE, TEXT, VIEW, Pack, PackPage
from variation.packs.records import actions_sheet, with_records
from variation.packs.sentences import said
from variation.packs.sheets import Chart, Composed, Sheet
from variation.packs.views import show_view

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

USUAL_CHARTS = 2  # of a view, where the page names none
Progress = Callable[[int, int], None]
Written = Callable[[Pack, tuple[Sheet, ...], Catalogue, "Store", "Snapshot"], Sheet]
WRITTEN: Mapping[str, Written] = {
    FIVE: five_sheet,
    CHANGED: changed_sheet,
    # the record is kept apart from the pack, and laid over this page (records.with_records)
    ACTIONS: lambda _pack, _shown, _catalogue, _store, snapshot: actions_sheet((), snapshot.loaded_at.date()),
}
"""The pages that the atlas writes itself, by kind: each from the pack and the sheets of its views."""


def compose(
    pack: Pack, catalogue: Catalogue, store: Store, snapshot: Snapshot | None, *, progress: Progress | None = None
) -> Composed:
    """Compose every page of a pack on one snapshot.

    Parameters
    ----------
    progress : called with the number of pages done and of all pages, after each

    Raises
    ------
    NoData
        When nothing is loaded. A single view that cannot be shown raises nothing: its sheet says why.
    """
    if snapshot is None:
        raise NoData(
            "Nothing is loaded, so a pack has nothing to show. Load an extract: python -m variation load FILE."
        )
    views: dict[int, Sheet] = {}
    for place, page in enumerate(pack.pages):
        if page.kind == VIEW:
            views[place] = show_view(page.view, catalogue, store, snapshot)
        if progress:
            progress(place + 1, len(pack.pages))
    shown = tuple(views.values())
    sheets = []
    for place, page in enumerate(pack.pages):
        made = views.get(place) or _written(page, pack, shown, catalogue, store, snapshot)
        sheets.append(_with_page(made, page))
    composed = Composed(pack=pack, snapshot=snapshot.id, label=snapshot.label, sheets=tuple(sheets))
    return with_records(composed, (), snapshot.loaded_at.date())


def _written(
    page: PackPage, pack: Pack, shown: tuple[Sheet, ...], catalogue: Catalogue, store: Store, snapshot: Snapshot
) -> Sheet:
    if page.kind == TEXT:
        return Sheet(kind=TEXT, heading=page.heading, text=page.text)
    return WRITTEN[page.kind](pack, shown, catalogue, store, snapshot)


def _with_page(sheet: Sheet, page: PackPage) -> Sheet:
    """What the page says itself laid over what its view gives."""
    return replace(
        sheet,
        heading=page.heading or sheet.heading,
        message=page.message,
        findings=said(page, sheet.generated),
        notes=page.notes,
        decision=page.decision,
        charts=_chosen(sheet.charts, page.charts),
    )


def _chosen(charts: tuple[Chart, ...], names: tuple[str, ...]) -> tuple[Chart, ...]:
    if not names:
        return charts[:USUAL_CHARTS]
    found = {chart.id: chart for chart in charts}
    return tuple(found[name] for name in names if name in found)
