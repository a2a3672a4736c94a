"""How far areas lie apart: every measure of it, how much is chance, where it lies, and how it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.history import history
from variation.analyses.panel import Panel, follows_counts
from variation.analyses.results import Choices, Comparison, Floats, History
from variation.analyses.selection import Selection
from variation.analyses.subject import find_subject
from variation.analyses.worth import AGAINST, Worth, worth
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.methods.shrinkage import Shrunken
    from variation.methods.spatial import Autocorrelation
    from variation.methods.spread_within import Split
    from variation.store import Snapshot, Store

Query = Mapping[str, str | Sequence[str] | None]
LEAST_AREAS = 10  # below which percentiles of areas say nothing that the areas themselves do not
LEVELS = ("raw", "shrunken")
BOX = (5, 25, 50, 75, 95)
DECILES = tuple(range(10, 100, 10))
_SCALES = {"proportion": "proportion", "mean": "mean"}  # of limits; others are logarithms
_kept: Cache[SpreadPanel] = Cache(128)


@dataclass(frozen=True)
class SpreadChoice:
    """A view made servable, and this page's own choices.

    levels : "raw" or "shrunken"; against : one of worth.AGAINST
    """

    choices: Choices
    levels: str
    against: str


@dataclass(frozen=True)
class Measure:
    """One measure of spread; `true_` limits are those of the areas' true levels; NaN where there are none."""

    key: str
    estimate: float
    lower: float
    upper: float
    true_lower: float
    true_upper: float


@dataclass(frozen=True)
class SpreadPanel:
    """All that is known of the spread of one view; arrays (n,) over the areas of the level, NaN outside the footprint.

    areas : with a figure, inside the footprint
    basis : "counts", "limits" or "" (nothing tells chance apart; `no_measures` says why)
    excess : share of the variance between areas that is more than chance
    shrunken : values with chance taken out, None without counts
    rank, worst : of each area; `worst` is the chance of being in the worst fifth, or in the highest where no direction
        is better. The range of a rank is the comparison's, as every screen has it
    boxes : (5, m) percentiles BOX of the areas in each period; deciles : (9, m); NaN below ten areas
    """

    choice: SpreadChoice
    comparison: Comparison
    history: History
    areas: int
    basis: str
    no_measures: str
    measures: tuple[Measure, ...]
    excess: float
    split: Split | None
    no_split: str
    clustering: Autocorrelation | None
    no_clustering: str
    shrunken: Shrunken | None
    no_shrunken: str
    rank: Floats
    worst: Floats
    boxes: Floats
    deciles: Floats
    worth: Worth

    def measure(self, key: str) -> Measure | None:
        """The measure of this name, None where there is none."""
        return next((m for m in self.measures if m.key == key and np.isfinite(m.estimate)), None)

    @property
    def known(self) -> list[int]:
        """Positions of the periods with areas enough for percentiles."""
        return [int(k) for k in np.flatnonzero(np.isfinite(self.boxes).all(axis=0))]

    @property
    def short(self) -> NDArray[np.bool_]:
        """Areas whose own figure is behind the benchmark of `worth`, by an event at least.

        Chance may have put others on the good side, so that they have events too: these are in the total only.
        """
        c, found = self.comparison, self.worth.found
        if found is None:
            return np.zeros(len(c.value), dtype=np.bool_)
        behind = c.value > self.worth.benchmark if c.indicator.polarity == "low" else c.value < self.worth.benchmark
        short: NDArray[np.bool_] = behind & (np.nan_to_num(found.events) >= 1)
        return short

    @property
    def picked(self) -> list[tuple[str, str, Floats]]:
        """Code, name and values in each period of the picked areas."""
        place = {code: k for k, code in enumerate(self.history.code.tolist())}
        codes = self.comparison.selection.area
        return [(code, geography.area(code).short_name, self.history.value[place[code]]) for code in codes]


def choose_spread(query: Query, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> SpreadChoice:
    """The view and the page's own choices that a query asks for; raises NoData when nothing is loaded."""
    wanted, messages = Selection.from_query(query)
    said = list(messages)
    own = {}
    for name, known in (("levels", LEVELS), ("against", AGAINST)):
        found = query.get(name)
        text = found if isinstance(found, str) else next((f for f in found or () if isinstance(f, str)), "")
        own[name] = text if text in known else known[0]
        if text and text not in known:
            said.append(f"The link's {name} is none of {', '.join(known)}; {known[0]} is shown.")
    return SpreadChoice(choices(wanted, catalogue, store, snapshot, said), **own)


def spread_panel(choice: SpreadChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> SpreadPanel:
    """The spread of a view; raises NoData where the snapshot does not hold it."""
    key = (snapshot.id if snapshot else None, id(catalogue), choice)
    return _kept.get(store, key, lambda: _make(choice, catalogue, store, snapshot))


def _make(choice: SpreadChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> SpreadPanel:
    from variation.methods.spread import percentiles

    selection = choice.choices.selection
    comparison = compare(selection, catalogue, store, snapshot)
    past = history(selection, catalogue, store, snapshot)
    by_period = past.value[comparison.inside].T
    subject = find_subject(selection, catalogue, store, snapshot)
    column, _ = subject.column()
    shown = comparison.inside & np.isfinite(comparison.value)
    used = _counted(column, subject.indicator, shown)
    basis, measures, reason = _measures(column, subject.indicator, shown, used)
    chance = next((m.estimate for m in measures if m.key == "chance_share"), float("nan"))
    split, no_split = _split(column, subject.indicator, selection, used)
    clustering, no_clustering = _clustering(comparison, shown)
    shrunken = _shrunken(column, subject.indicator, used)
    return SpreadPanel(
        choice=choice,
        comparison=comparison,
        history=past,
        areas=int(shown.sum()),
        basis=basis,
        no_measures=reason,
        measures=measures,
        excess=1 - chance,
        split=split,
        no_split=no_split,
        clustering=clustering,
        no_clustering=no_clustering,
        shrunken=shrunken,
        no_shrunken="" if shrunken else "Values are drawn in from counts, and these figures have none that fit them.",
        **_ranks(comparison, shown),
        boxes=percentiles(by_period, BOX, least=LEAST_AREAS),
        deciles=percentiles(by_period, DECILES, least=LEAST_AREAS),
        worth=worth(choice.against, subject, catalogue, column, used),
    )


def _counted(column: Panel, indicator: Indicator, shown: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Areas whose value is their count over their denominator, if that is most of them."""
    used: NDArray[np.bool_] = shown & follows_counts(column, indicator)[:, 0] & indicator.crude
    return used if 2 * used.sum() >= shown.sum() else np.zeros_like(used)


def _counts(column: Panel, used: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    return np.where(used, column.count[:, 0], np.nan), np.where(used, column.denominator[:, 0], np.nan)


def _measures(
    column: Panel, indicator: Indicator, shown: NDArray[np.bool_], used: NDArray[np.bool_]
) -> tuple[str, tuple[Measure, ...], str]:
    from variation.methods.published_spread import published_intervals
    from variation.methods.spread_intervals import spread_intervals

    if shown.sum() < 2:
        return "", (), "Fewer than two of these areas have a figure."
    unit = indicator.multiplier
    if used.any():
        count, people = _counts(column, used)
        with np.errstate(divide="ignore", invalid="ignore"):  # a lowest level of 0 makes a quotient infinite
            found = spread_intervals(count, people, indicator.measure)
        parts: Sequence[Any] = (found.estimate, found.lower, found.upper, found.true_lower, found.true_upper)
        return "counts", _listed(parts, unit), ""
    value, lower, upper = (np.where(shown, p[:, 0], np.nan) for p in (column.value, column.lower, column.upper))
    with np.errstate(divide="ignore", invalid="ignore"):
        published = published_intervals(value, lower, upper, _scale(indicator, value), multiplier=unit)
    parts = (published.estimate, None, None, published.true_lower, published.true_upper)
    listed = _listed(parts, unit)
    if np.isfinite(lower).sum() < 2:
        return "", listed, "Neither counts nor limits are published, so it cannot be said how much of this is chance."
    return "limits", listed, ""


def _scale(indicator: Indicator, value: Floats) -> str:
    """The scale on which limits are taken as normal; values below 0 have no logarithm."""
    return _SCALES.get(indicator.measure, "rate") if np.nanmin(value) >= 0 else "mean"


def _listed(parts: Sequence[Any], multiplier: float) -> tuple[Measure, ...]:
    """The measures in the unit of the indicator where they have one."""
    units = {"sd_between": multiplier, "between_variance": multiplier**2}
    units |= {"systematic_component": 100.0, "systematic_component_log": 100.0}  # as publications have them

    def part(of: Any, name: str) -> float:
        return float("nan") if of is None else float(getattr(of, name)) * units.get(name, 1.0)

    names = [field.name for field in fields(parts[0]) if field.name != "areas"]
    return tuple(Measure(name, *(part(of, name) for of in parts)) for name in names)


def _split(
    column: Panel, indicator: Indicator, selection: Selection, used: NDArray[np.bool_]
) -> tuple[Split | None, str]:
    from variation.methods.spread_within import split

    if selection.level == "stp":
        return None, "STPs are the coarsest footprints here, so there is nothing to lie within."
    if selection.within:
        return None, "One footprint is shown; the split between and within STPs needs all London."
    if not used.any():
        return None, "The split between and within STPs needs counts, and these figures have none that fit them."
    stps = {a.code for a in geography.areas("stp")}
    group = [next((p for p in geography.area(c).parents if p in stps), "") for c in column.code.tolist()]
    found = split(*_counts(column, used), np.array(group), indicator.measure)
    return (found, "") if np.isfinite(found.between) else (None, "Too few areas have figures to split the variation.")


def _clustering(c: Comparison, shown: NDArray[np.bool_]) -> tuple[Autocorrelation | None, str]:
    from variation.methods.spatial import autocorrelation

    place = {code: k for k, code in enumerate(c.code.tolist())}
    beside = geography.neighbours(c.level)
    links = [[place[other] for other in beside[code]] for code in place]
    found = autocorrelation(np.where(shown, c.value, np.nan), links)
    return (None, found.reason) if found.reason else (found, "")


def _shrunken(column: Panel, indicator: Indicator, used: NDArray[np.bool_]) -> Shrunken | None:
    from variation.methods.shrinkage import empirical_bayes

    if used.sum() < 2:
        return None
    return empirical_bayes(*_counts(column, used), indicator.measure, multiplier=indicator.multiplier)


def _ranks(c: Comparison, shown: NDArray[np.bool_]) -> dict[str, Floats]:
    from variation.methods.ranking import rank_interval

    value, lower, upper = (np.where(shown, part, np.nan) for part in (c.value, c.lower, c.upper))
    ordered = shown & (lower <= value) & (value <= upper)
    if not ordered.any():
        return {name: np.full(len(value), np.nan) for name in ("rank", "worst")}
    known = (np.where(ordered, part, np.nan) for part in (value, lower, upper))
    found = rank_interval(*known, scale=_scale(c.indicator, value), multiplier=c.indicator.multiplier)
    worst = found.lowest_fifth if c.indicator.polarity == "high" else found.highest_fifth
    return {"rank": found.rank, "worst": worst}
