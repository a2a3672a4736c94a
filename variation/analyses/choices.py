"""Any selection made servable: what cannot be shown falls back to what is usual, and a sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses import options
from variation.analyses.benchmarks import inside
from variation.analyses.cache import Cache
from variation.analyses.holdings import Holdings, best_period, filled, holdings
from variation.analyses.results import Choices, Option
from variation.analyses.selection import CHOICES, Selection
from variation.errors import UnknownArea
from variation.indicators import DOMAINS, Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Period, Series, Snapshot, Store

OPENING = ("cervical-screening", "stroke-thrombectomy-30-minutes", "recorded-diabetes")
"""Indicators that make a good first view, in order of preference."""
TREND = 5  # periods that show a trend

_lists: Cache[tuple[Option, ...]] = Cache(256)
_kept: Cache[Choices] = Cache(512)


def choices(
    selection: Selection,
    catalogue: Catalogue,
    store: Store,
    snapshot: Snapshot | None,
    messages: Sequence[str] = (),
) -> Choices:
    """What the controls offer, and the selection with every choice filled in so that it can be served.

    Parameters
    ----------
    selection : as the link asks; "" stands for what is usual
    messages : sentences about the link that were written before, kept in front

    Returns
    -------
    Choices
        `messages` has a sentence for each choice that had to be changed.

    Raises
    ------
    NoData
        When the snapshot holds nothing that can be mapped.
    """
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it
    key = (snapshot.id, id(catalogue), selection, tuple(messages))
    return _kept.get(store, key, lambda: _choose(selection, catalogue, held, list(messages)))


@dataclass
class _Choosing:
    """One selection being made servable."""

    catalogue: Catalogue
    held: Holdings
    selection: Selection
    messages: list[str] = field(default_factory=list)

    def take(self, **changes: object) -> None:
        self.selection = self.selection.with_(**changes)

    def swap(self, what: str, found: str, why: str, shown: str) -> None:
        """Say that a choice was changed; nothing is said of a choice that was left open."""
        if found:
            self.messages.append(f"The link asks for {what} “{found}”, {why}; {shown}.")


def _choose(selection: Selection, catalogue: Catalogue, held: Holdings, messages: list[str]) -> Choices:
    c = _Choosing(catalogue, held, selection, messages)
    _choose_priority(c)
    _choose_domain(c)
    indicator = _choose_indicator(c)
    _choose_level(c, indicator)
    series = _choose_series(c, indicator)
    period = _choose_period(c, series)
    _choose_footprint(c)
    _choose_areas(c)
    benchmarks = _choose_benchmark(c, series, period, indicator)
    s = c.selection
    listed = _lists.get(
        held,
        (id(catalogue), s.priority, s.domain),
        lambda: options.indicator_options(catalogue, held, s.priority, s.domain),
    )
    return Choices(
        selection=s,
        messages=tuple(dict.fromkeys(c.messages)),
        priorities=_lists.get(held, (id(catalogue),), lambda: options.priority_options(catalogue, held)),
        domains=_lists.get(
            held, (id(catalogue), s.priority), lambda: options.domain_options(catalogue, held, s.priority)
        ),
        indicators=listed,
        levels=options.level_options(held, indicator),
        footprints=options.footprint_options(s.level),
        periods=options.period_options(series),
        sexes=options.sex_options(held, indicator.id, s.level),
        ages=options.age_options(held, indicator.id, s.level, s.sex),
        benchmarks=benchmarks,
        areas=options.area_options(s.level),
    )


def _choose_priority(c: _Choosing) -> None:
    code = c.selection.priority
    if not code:
        return
    priority = c.catalogue.priority(code)
    if priority is None:
        c.swap("the priority", code, "which no framework has", "all priorities are listed")
        c.take(priority="")
    elif not any(c.held.levels(i.id) for i in c.catalogue.by_priority(code)):
        c.swap("the priority", priority.name, "for which no figures are loaded", "all priorities are listed")
        c.take(priority="")


def _choose_domain(c: _Choosing) -> None:
    domain = c.selection.domain
    if domain and domain not in DOMAINS:
        c.swap("the domain", domain, f"which is none of {', '.join(DOMAINS)}", "all domains are listed")
        c.take(domain="")
    elif domain and not _servable(c):
        c.swap("the domain", domain, "which has no figures for this priority", "all domains are listed")
        c.take(domain="")


def _choose_indicator(c: _Choosing) -> Indicator:
    found = c.selection.indicator
    known = c.catalogue.indicators.get(found)
    if known is not None and c.held.levels(found) and _is_listed(c, known):
        return known
    chosen = _opening(c, _servable(c))
    if known is None:
        why = "which the catalogue does not have"
    elif not c.held.levels(found):
        why = "which is not loaded"
    else:
        why = f"which is not among those {options.narrowing_words(c.catalogue, c.selection)}"
    c.swap("the indicator", known.short_name if known else found, why, f"{chosen.short_name} is shown instead")
    c.take(indicator=chosen.id)
    return chosen


def _is_listed(c: _Choosing, indicator: Indicator) -> bool:
    """Whether the list that the selection narrows to has the indicator; the list itself need not be made for that."""
    s = c.selection
    return s.domain in ("", indicator.domain) and (not s.priority or s.priority in indicator.priorities)


def _servable(c: _Choosing) -> list[Indicator]:
    """Indicators that the list is narrowed to and whose figures are held."""
    narrowed = options.listed(c.catalogue, priority=c.selection.priority, domain=c.selection.domain)
    return [i for i in narrowed if c.held.levels(i.id)]


def _opening(c: _Choosing, servable: list[Indicator]) -> Indicator:
    """A good first view: one that fills map, funnel and trend, published before illustrative, as `OPENING` prefers."""

    def merit(indicator: Indicator) -> tuple[bool, bool, int, int]:
        place = OPENING.index(indicator.id) if indicator.id in OPENING else len(OPENING)
        series = c.held.at(indicator.id, c.held.levels(indicator.id)[0])[0]
        funnel = indicator.crude and bool(best_period(series).with_counts)
        whole = funnel and len(series.periods) >= TREND
        return (not whole, c.held.illustrative(indicator.id), place, -len(series.periods))

    return min(servable, key=merit)


def _choose_level(c: _Choosing, indicator: Indicator) -> None:
    levels = c.held.levels(indicator.id)
    asked = c.selection.level
    if asked in levels:
        return
    many = geography.LEVEL_NAMES[levels[0]][1]
    shown = f"{many.lower() if many == 'Boroughs' else many} are shown instead"
    known = asked in geography.LEVELS
    why = f"but {indicator.short_name} is {_lower(options.published_for(levels))}" if known else "which has no map"
    c.swap("the level", geography.LEVEL_NAMES[asked][0] if known else asked, why, shown)
    c.take(level=levels[0])


def _choose_series(c: _Choosing, indicator: Indicator) -> Series:
    level = c.selection.level
    _choose_group(c, "sex", options.sex_options(c.held, indicator.id, level), indicator)
    _choose_group(c, "age", options.age_options(c.held, indicator.id, level, c.selection.sex), indicator)
    series = c.held.one(indicator.id, c.selection.level, c.selection.sex, c.selection.age)
    assert series is not None  # sex and age were just taken from what is held
    return series


def _choose_group(c: _Choosing, what: str, offered: tuple[Option, ...], indicator: Indicator) -> None:
    """The sex or the age that is asked for, or the first that is offered."""
    asked = getattr(c.selection, what)
    if asked not in {o.value for o in offered}:
        why = f"for which {indicator.short_name} is not loaded"
        c.swap(f"the {what}", asked, why, f"{offered[0].label} is shown instead")
        c.take(**{what: offered[0].value})


def _choose_period(c: _Choosing, series: Series) -> Period:
    asked = c.selection.period
    for period in series.periods:
        if period.label == asked and filled(period):
            return period
    best = best_period(series)
    c.swap("the period", asked, "which has no figures here", f"{best.label} is shown instead")
    c.take(period=best.label)
    return best


def _choose_footprint(c: _Choosing) -> None:
    asked, level = c.selection.within, c.selection.level
    if not asked or asked in {a.code for a in geography.footprints(level)}:
        return
    own = set(asked.split(",")) & {a.code for a in geography.areas(level)}
    unknown = [_called(code) for code in asked.split(",") if code and code not in own]
    one = geography.LEVEL_NAMES[level][0]
    if unknown and asked not in (geography.LONDON, geography.ENGLAND):
        what = "the footprint" if len(unknown) == 1 else "the footprints"
        why = f"which cannot limit a view of {_many(level)}" if not own else f"which is no {_lower_name(one)}"
        c.swap(what, ", ".join(unknown), why, "the others are shown" if own else "all London is shown")
    kept = [a.code for a in geography.areas(level) if a.code in own]
    c.take(within="" if len(kept) == len(geography.areas(level)) else ",".join(kept))


def _choose_areas(c: _Choosing) -> None:
    level = c.selection.level
    codes = {a.code for a in geography.areas(level)}
    for code in c.selection.area:
        if code not in codes:
            c.messages.append(
                f"The picked area “{_called(code)}” is no {_lower_name(geography.LEVEL_NAMES[level][0])}."
            )
    c.take(area=tuple(code for code in c.selection.area if code in codes))
    shown = inside(level, c.selection.within, np.array(c.selection.area))
    outside = [_called(code) for code, is_shown in zip(c.selection.area, shown.tolist(), strict=True) if not is_shown]
    if outside:
        lies = "lies" if len(outside) == 1 else "lie"
        c.messages.append(f"{' and '.join(outside)} {lies} outside the footprint: on the map and in the trend only.")
    if c.selection.map == "tiles" and level != "borough":
        c.messages.append("Equal tiles are drawn for boroughs only; the map is shown instead.")
        c.take(map="map")


def _choose_benchmark(c: _Choosing, series: Series, period: Period, indicator: Indicator) -> tuple[Option, ...]:
    offered = options.benchmark_options(c.held, series, period, c.selection.within, crude=indicator.crude)
    reasons = {o.value: o.reason for o in offered}
    asked = c.selection.benchmark
    if not reasons[asked]:
        return offered
    usual = CHOICES["benchmark"][0]
    instead = next((o for o in offered if not o.reason), None)
    if instead is not None:
        name = next(o.label for o in offered if o.value == asked)
        c.messages.append(f"{name} cannot be compared with: {_lower(reasons[asked])}. {instead.label} is used instead.")
    c.take(benchmark=instead.value if instead else usual)
    return offered


def _called(code: str) -> str:
    try:
        return geography.area(code).name
    except UnknownArea:
        return code


def _many(level: str) -> str:
    return _lower_name(geography.LEVEL_NAMES[level][1])


def _lower_name(name: str) -> str:
    """A level's name inside a sentence: boroughs, but CCGs."""
    return name if name[:3].isupper() else name.lower()


def _lower(text: str) -> str:
    """A reason inside a sentence; names keep their capital."""
    return text if text.startswith(("England", "London")) else f"{text[:1].lower()}{text[1:]}"
