"""The page "Five things to know": what all views of a pack show, and the few things of it that matter most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from variation.analyses import choices, compare, history
from variation.analyses.inequalities import choose_inequality, inequalities
from variation.analyses.multiples import choose_multiples
from variation.analyses.overview import overview
from variation.analyses.overview_choice import overview_choice
from variation.analyses.profile import profile
from variation.analyses.profile_choices import profile_choices
from variation.analyses.relation import choose_pair, relate
from variation.analyses.results import Choices, Comparison
from variation.analyses.selection import Selection
from variation.analyses.spread_panel import SpreadChoice, choose_spread, spread_panel
from variation.analyses.survey import summarise
from variation.findings import commentary, remarks
from variation.findings.commentary import Remark
from variation.indicators import Catalogue
from variation.packs.model import FIVE
from variation.packs.overview_view import widest
from variation.packs.series import query_of
from variation.packs.sheets import Sheet, Titled

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

Query = Mapping[str, str]


def five_sheet(shown: tuple[Sheet, ...], catalogue: Catalogue, store: Store, snapshot: Snapshot) -> Sheet:
    """The page: at most five remarks on the views; all that could have been said stands in a further table."""
    gathered = _Gathered(catalogue, store, snapshot)
    for sheet in shown:
        if not sheet.problem:
            gathered.take(sheet.address)
    found = commentary.rank([*gathered.remarks, *remarks.remarks_of_several(gathered.comparisons)])
    said = commentary.choose(found)
    sentences = tuple(remark.sentence for remark in said) or (commentary.NOTHING,)
    return Sheet(
        kind=FIVE,
        heading=commentary.heading(len(said)),
        findings=sentences,
        generated=sentences,
        source=f"From the views of this pack. Snapshot: {snapshot.label}.",
        method=commentary.METHOD,
        more=(Titled("All that could be said", commentary.remarks_table(found, said)),) if found else (),
        illustrative=any(remark.illustrative for remark in said),
    )


@dataclass
class _Gathered:
    """What the views of a pack show, gathered address by address."""

    catalogue: Catalogue
    store: Store
    snapshot: Snapshot
    remarks: list[Remark] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)

    def __post_init__(self) -> None:
        """How many of the frameworks each indicator serves, as a share."""
        frameworks = [{p.code for p in framework.priorities} for framework in self.catalogue.frameworks]
        self.weights = {
            i.id: sum(bool(codes & set(i.priorities)) for codes in frameworks) / len(frameworks)
            for i in self.catalogue.indicators.values()
            if frameworks
        }
        self.source = (self.catalogue, self.store, self.snapshot)

    def take(self, address: str) -> None:
        query = query_of(address)
        takers: Mapping[str, Callable[[Query], None]] = {
            "/": self._explore,
            "/overview": self._overview,
            "/area": self._area,
            "/compare": self._compare,
            "/multiples": lambda query: self._series(choose_multiples(query, *self.source).view),
            "/inequalities": self._inequalities,
            "/spread": self._spread,
        }
        takers[urlsplit(address).path](query)

    def _explore(self, query: Query) -> None:
        wanted, messages = Selection.from_query(query)
        self._series(choices(wanted, *self.source, messages))

    def _series(self, chosen: Choices, choice: SpreadChoice | None = None) -> None:
        c = compare(chosen.selection, *self.source)
        row = summarise(c, history(chosen.selection, *self.source))
        panel = spread_panel(choice or SpreadChoice(chosen, "raw", "pooled"), *self.source)
        self.remarks += remarks.remarks_of_series(row, panel, self.weights)
        self.comparisons.append(c)

    def _spread(self, query: Query) -> None:
        choice = choose_spread(query, *self.source)
        self._series(choice.choices, choice)

    def _inequalities(self, query: Query) -> None:
        i = inequalities(choose_inequality(query, *self.source), *self.source)
        self.remarks += remarks.remarks_of_gradient(i, self.weights)
        self._series(i.choice.choices)

    def _overview(self, query: Query) -> None:
        for line in widest(overview(overview_choice(query, *self.source), *self.source)):
            self.remarks += remarks.remarks_of_series(line.surveyed, None, self.weights)
            self.comparisons.append(line.comparison)

    def _area(self, query: Query) -> None:
        chosen = profile_choices(query, *self.source)
        self.remarks += remarks.remarks_of_profile(profile(chosen.selection, *self.source, place=chosen.place))

    def _compare(self, query: Query) -> None:
        self.remarks += remarks.remarks_of_relation(
            relate(choose_pair(query, *self.source), *self.source), self.weights
        )
