"""The page "Five things to know": what all views of a pack show, and the few things of it that matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variation.findings import commentary
from variation.findings.remarks import remarks_of_several
from variation.indicators import Catalogue
from variation.packs.model import FIVE
from variation.packs.sheets import Sheet, Titled, generated_sheet
from variation.packs.views import remarks_of_view

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


def five_sheet(shown: tuple[Sheet, ...], catalogue: Catalogue, store: Store, snapshot: Snapshot) -> Sheet:
    """The page: at most five remarks on the views; all that could have been said stands in a further table."""
    views = [remarks_of_view(sheet.address, catalogue, store, snapshot) for sheet in shown if not sheet.problem]
    compared = [c for view in views for c in view.comparisons]
    found = commentary.rank([*(r for view in views for r in view.remarks), *remarks_of_several(compared)])
    said = commentary.choose(found)
    sentences = tuple(remark.sentence for remark in said) or (commentary.NOTHING,)
    return generated_sheet(
        FIVE,
        commentary.heading(len(said)),
        sentences,
        source=f"From the views of this pack. Snapshot: {snapshot.label}.",
        method=commentary.METHOD,
        more=(Titled("All that could be said", commentary.remarks_table(found, said)),) if found else (),
        illustrative=any(remark.illustrative for remark in said),
    )
