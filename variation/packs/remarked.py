"""What a view gives the page "Five things to know": remarks, and the comparisons that several views' are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation.analyses import compare, history
from variation.analyses.results import Choices, Comparison
from variation.analyses.spread_panel import SpreadChoice, spread_panel
from variation.analyses.survey import summarise
from variation.findings.commentary import Remark
from variation.findings.remarks import remarks_of_series
from variation.indicators import Catalogue

if TYPE_CHECKING:
    from variation.store import Snapshot, Store


@dataclass(frozen=True)
class Remarked:
    """What may be said of one view, and the comparisons it shows."""

    remarks: tuple[Remark, ...]
    comparisons: tuple[Comparison, ...] = ()


def remark_series(
    chosen: Choices, catalogue: Catalogue, store: Store, snapshot: Snapshot | None, spread: SpreadChoice | None = None
) -> Remarked:
    """Remarks on a view of one series; `spread` is what Spread was asked for, where the view is one of that page."""
    source = (catalogue, store, snapshot)
    c = compare(chosen.selection, *source)
    row = summarise(c, history(chosen.selection, *source))
    panel = spread_panel(spread or SpreadChoice(chosen, "raw", "pooled"), *source)
    return Remarked(tuple(remarks_of_series(row, panel, weights(catalogue))), (c,))


def weights(catalogue: Catalogue) -> dict[str, float]:
    """How many of the frameworks each indicator serves, as a share."""
    frameworks = [{p.code for p in framework.priorities} for framework in catalogue.frameworks]
    return {
        i.id: sum(bool(codes & set(i.priorities)) for codes in frameworks) / len(frameworks)
        for i in catalogue.indicators.values()
        if frameworks
    }
