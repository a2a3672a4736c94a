"""The page "What changed since the last board": each view of one series on the snapshot seen then, and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variation.analyses.since import Since, since
from variation.findings import change_words as words
from variation.findings.rows import Table
from variation.indicators import Catalogue
from variation.packs.model import CHANGED, KINDS, VIEW, Pack
from variation.packs.parts import filled, first_of
from variation.packs.series import series_of
from variation.packs.sheets import Sheet, Titled

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


def changed_sheet(
    pack: Pack, shown: tuple[Sheet, ...], catalogue: Catalogue, store: Store, snapshot: Snapshot
) -> Sheet:
    """The page; where there is nothing to compare with, it says why."""
    if not pack.previous:
        return _says(words.NO_BOARD)
    if pack.previous == snapshot.id:
        return _says(f"The board saw this very snapshot ({snapshot.label}) last, so nothing has changed.")
    earlier = store.snapshot_of(pack.previous)
    if earlier is None or earlier.id > snapshot.id:
        return _says(words.gone(pack.previous))
    views = _views(pack, shown, catalogue, store, snapshot, earlier)
    findings = words.change_findings(views, earlier.label)
    table = words.views_table(views)
    changed = [row for row, view in zip(table.rows, views, strict=True) if view.changed]
    areas = words.areas_table(views)
    return Sheet(
        kind=CHANGED,
        heading=KINDS[CHANGED],
        findings=findings,
        generated=findings,
        source=f"Then: {earlier.label}. Now: {snapshot.label}.",
        method=words.METHOD,
        table=table,
        short=first_of(filled(Table(table.columns, tuple(changed)))),
        more=(Titled("Areas that changed", areas),) if areas.rows else (),
        illustrative=any(view.now.illustrative for view in views if view.changed),
    )


def _says(sentence: str) -> Sheet:
    return Sheet(kind=CHANGED, heading=KINDS[CHANGED], findings=(sentence,), generated=(sentence,))


def _views(
    pack: Pack,
    shown: tuple[Sheet, ...],
    catalogue: Catalogue,
    store: Store,
    snapshot: Snapshot,
    earlier: Snapshot,
) -> list[Since]:
    """Each series that the pack's views show, once, as their links ask for it."""
    pages = [page for page in pack.pages if page.kind == VIEW]
    asked = [series_of(page.view) for page, sheet in zip(pages, shown, strict=True) if not sheet.problem]
    wanted = dict.fromkeys(selection for selection in asked if selection is not None)
    found: dict[object, Since] = {}
    for selection in wanted:
        view = since(selection, catalogue, store, snapshot, earlier)
        found.setdefault(view.now.selection, view)
    return list(found.values())
