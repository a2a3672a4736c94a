"""Who has less: the gradient over the deprivation of boroughs, differences by sex and age, spans of life expectancy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses import months
from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.groups import GroupDifference, group_differences
from variation.analyses.holdings import Holdings, best_period, holdings
from variation.analyses.life_spans import LifeSpan, life_spans
from variation.analyses.panel import Panel, follows_counts
from variation.analyses.results import Choices, Comparison, Floats, Option
from variation.analyses.selection import Selection
from variation.analyses.subject import Subject, find_subject
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.methods.adjusted import AdjustedSpread
    from variation.store import Snapshot, Store

Query = Mapping[str, str | Sequence[str] | None]
LEVEL = "borough"  # the one level at which deprivation is held
TRAITS = (
    "deprivation-score",
    "deprivation-children",
    "deprivation-older-people",
    "children-in-poverty-under-16",
    "children-in-out-of-work-households",
)
"""Measures of deprivation of boroughs, the usual one first; higher is more deprived in each. No outcomes here."""
OPENING = ("preventable-mortality", "cardiovascular-mortality-under-75")
LEAST_AREAS = 10  # for a line through areas
MOST_PERIODS = 16  # the latest ones whose slope is shown
_kept: Cache[Inequalities] = Cache(128)


@dataclass(frozen=True)
class InequalityChoice:
    """A view made servable; `trait` is the measure of deprivation, "" where none fits; `traits` are those offered."""

    choices: Choices
    indicators: tuple[Option, ...]
    traits: tuple[Option, ...]
    trait: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class SlopePeriod:
    """The slope of one period, and how many areas it rests on."""

    period: str
    start: int
    end: int
    sii: float
    sii_lower: float
    sii_upper: float
    rii: float
    rii_lower: float
    rii_upper: float
    areas: int


@dataclass(frozen=True)
class Gradient:
    """The figures of boroughs over their deprivation; arrays (n,) of all boroughs.

    trait : what they are ordered by, in its own period; used : with both figures
    place : of each in the population, 0 the least and 1 the most deprived; people : NaN throughout where unknown
    weighted : whether the line weighs boroughs by people (else all alike)
    now : slope of the period shown; ends : fitted figures at the least and the most deprived end
    slopes : of the latest periods; overlapping : these share months
    adjusted : variation left once deprivation is allowed for, None without counts
    """

    trait: Comparison
    used: NDArray[np.bool_]
    place: Floats
    people: Floats
    weighted: bool
    now: SlopePeriod
    ends: tuple[float, float]
    r_squared: float
    slopes: tuple[SlopePeriod, ...]
    overlapping: bool
    adjusted: AdjustedSpread | None
    no_adjusted: str

    @property
    def order(self) -> list[int]:
        """Positions of the boroughs used, from the least to the most deprived."""
        rows = np.flatnonzero(self.used)
        return [int(k) for k in rows[np.argsort(self.place[rows], kind="stable")]]


@dataclass(frozen=True)
class Inequalities:
    """All that the page shows.

    gradient : None where there is none, and `no_gradient` says why
    differences : by sex and by age, empty where the indicator has one of each only
    categories : other groups (deprivation tenths, ethnicity) for which the store holds this indicator
    """

    choice: InequalityChoice
    comparison: Comparison
    gradient: Gradient | None
    no_gradient: str
    differences: tuple[GroupDifference, ...]
    life: tuple[LifeSpan, ...]
    categories: tuple[str, ...]
    within_boroughs: bool  # the published gap in life expectancy within boroughs is held


def choose_inequality(query: Query, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> InequalityChoice:
    """The view that a query asks for, of boroughs; raises NoData when nothing is loaded."""
    held = holdings(store, snapshot)
    asked, messages = Selection.from_query({**query, "level": LEVEL, "within": "", "area": ""})
    said = list(messages)
    indicator = asked.indicator
    if indicator and held.levels(indicator) and LEVEL not in held.levels(indicator):
        name = catalogue.indicators[indicator].short_name
        said.append(f"{name} is not published for boroughs, for which deprivation is known; another is shown.")
        indicator = ""
    if indicator in TRAITS:
        name = catalogue.indicators[indicator].short_name
        said.append(f"{name} is itself a measure of deprivation, which boroughs are put in order of; another is shown.")
        indicator = ""
    others = (i for i in (*OPENING, *catalogue.indicators) if i not in TRAITS and LEVEL in held.levels(i))
    indicator = indicator or next(others, "")
    kept = asked.indicator in ("", indicator)
    wanted = asked.with_(indicator=indicator) if kept else Selection(indicator=indicator, level=LEVEL)
    made = choices(wanted, catalogue, store, snapshot, said)
    said = list(made.messages)
    subject = find_subject(made.selection, catalogue, store, snapshot)
    traits = tuple(
        Option(t, catalogue.indicators[t].short_name, reason=_refused(t, subject, held))
        for t in TRAITS
        if t in catalogue.indicators
    )
    offered = [t.value for t in traits if not t.reason]
    found = query.get("trait")
    trait = found if isinstance(found, str) else next((f for f in found or () if isinstance(f, str)), "")
    if trait and trait not in offered:
        said.append("The link's measure of deprivation cannot be used here; the usual one is.")
    trait = trait if trait in offered else next(iter(offered), "")
    listed = tuple(replace(o, reason=o.reason or _no_outcome(o.value, held)) for o in made.indicators)
    return InequalityChoice(made, listed, traits, trait, tuple(dict.fromkeys(said)))


def _no_outcome(indicator: str, held: Holdings) -> str:
    """Why an indicator is not held against deprivation, "" where it can be."""
    if indicator in TRAITS:
        return "A measure of deprivation itself"
    return "" if LEVEL in held.levels(indicator) else "Not published by borough"


def _refused(trait: str, subject: Subject, held: Holdings) -> str:
    """Why a measure of deprivation cannot be held against the indicator, "" where it can."""
    series = held.at(trait, LEVEL)
    if trait == subject.indicator.id:
        return "It is the indicator itself"
    if not series:
        return "No figures are loaded"
    if series[0].status != subject.series.status:
        return "Published figures are never held against illustrative ones"
    return ""


def inequalities(
    choice: InequalityChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None
) -> Inequalities:
    """What the page shows of a choice; raises NoData where the snapshot does not hold it."""
    key = (snapshot.id if snapshot else None, id(catalogue), choice)
    return _kept.get(store, key, lambda: _make(choice, catalogue, store, snapshot))


def _make(choice: InequalityChoice, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Inequalities:
    selection = choice.choices.selection
    comparison = compare(selection, catalogue, store, snapshot)
    subject = find_subject(selection, catalogue, store, snapshot)
    held = holdings(store, subject.snapshot)
    gradient, reason = None, _no_gradient(choice, selection.level)
    if not reason:
        trait = _trait(choice.trait, catalogue, subject, held)
        gradient, reason = _gradient(subject, comparison, trait)
    return Inequalities(
        choice=choice,
        comparison=comparison,
        gradient=gradient,
        no_gradient=reason,
        differences=group_differences(subject, comparison, held),
        life=life_spans(catalogue, subject, held),
        categories=tuple(
            sorted({s.category for s in store.series(subject.snapshot) if s.indicator == selection.indicator} - {""})
        ),
        within_boroughs=bool(held.levels("life-expectancy-inequality")),
    )


def _no_gradient(choice: InequalityChoice, level: str) -> str:
    if level != LEVEL:
        return f"Deprivation is held for boroughs, and these figures are of {geography.LEVEL_NAMES[level][1]}."
    if choice.trait:
        return ""
    return (
        "No deprivation of boroughs is loaded that these figures can be held against. Load the local authority "
        "summaries of the English Indices of Deprivation 2019: “python -m variation load FILE”."
    )


def _trait(trait: str, catalogue: Catalogue, subject: Subject, held: Holdings) -> Comparison:
    series = held.at(trait, LEVEL)[0]
    wanted = Selection(indicator=trait, level=LEVEL, sex=series.sex, age=series.age, period=best_period(series).label)
    return compare(wanted, catalogue, subject.store, subject.snapshot)


def _gradient(subject: Subject, c: Comparison, trait: Comparison) -> tuple[Gradient | None, str]:
    from variation.methods.inequality import ridits

    panel = subject.panel()
    shown = next(k for k, label in enumerate(panel.period) if label == c.period)
    used = np.isfinite(c.value) & np.isfinite(trait.value)
    if used.sum() < LEAST_AREAS:
        return None, f"{int(used.sum())} boroughs have both figures; a line needs {LEAST_AREAS}."
    found = _slope(panel, shown, trait.value)
    if found is None or np.isnan(found[0].sii):
        return None, "No line can be drawn through these boroughs."
    now, intercept, r_squared = found
    people = _people(panel, shown, used)
    weighted = bool(np.isfinite(people).any())
    place = np.full(len(used), np.nan)
    place[used] = ridits(people[used] if weighted else np.ones(int(used.sum())), trait.value[used])
    recent = range(max(0, len(panel.period) - MOST_PERIODS), len(panel.period))
    slopes = tuple(s[0] for s in (_slope(panel, k, trait.value) for k in recent) if s is not None)
    adjusted, no_adjusted = _adjusted(panel, shown, subject.indicator, trait.value)
    return Gradient(
        trait=trait,
        used=used,
        place=place,
        people=people,
        weighted=weighted,
        now=now,
        ends=(intercept, intercept + now.sii),
        r_squared=r_squared,
        slopes=slopes,
        overlapping=months.overlap(panel.start[list(recent)], panel.end[list(recent)]),
        adjusted=adjusted,
        no_adjusted=no_adjusted,
    ), ""


def _people(panel: Panel, k: int, used: NDArray[np.bool_]) -> Floats:
    """Denominators of the areas used, where all of them have one; else NaN throughout."""
    people = np.where(used, panel.denominator[:, k], np.nan)
    known = bool((people[used] > 0).all())
    return people if known else np.full(len(people), np.nan)


def _slope(panel: Panel, k: int, deprivation: Floats) -> tuple[SlopePeriod, float, float] | None:
    """Slope, fitted figure at the least deprived end and R² of one period; None with too few areas."""
    from variation.methods.inequality import slope

    used = np.isfinite(panel.value[:, k]) & np.isfinite(deprivation)
    if used.sum() < LEAST_AREAS:
        return None
    people = _people(panel, k, used)[used]
    weight = people if np.isfinite(people).all() else np.ones(len(people))
    s = slope(panel.value[used, k], weight, deprivation[used])
    found = SlopePeriod(
        period=panel.period[k],
        start=int(panel.start[k]),
        end=int(panel.end[k]),
        sii=float(s.sii),
        sii_lower=float(s.sii_lower),
        sii_upper=float(s.sii_upper),
        rii=float(s.rii),
        rii_lower=float(s.rii_lower),
        rii_upper=float(s.rii_upper),
        areas=int(used.sum()),
    )
    return found, float(s.intercept), float(s.r_squared)


def _adjusted(panel: Panel, k: int, indicator: Indicator, trait: Floats) -> tuple[AdjustedSpread | None, str]:
    from variation.methods.adjusted import spread_after

    counted = follows_counts(panel, indicator)[:, k] & indicator.crude
    if not counted.any():
        return None, "What is left once deprivation is allowed for needs counts, and these figures have none that fit."
    count = np.where(counted, panel.count[:, k], np.nan)
    found = spread_after(count, panel.denominator[:, k], trait, indicator.measure)
    return (None, found.reason) if found.reason else (found, "")
