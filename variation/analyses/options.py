"""What each control offers: every choice there is, and the reason beside those that cannot be served."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.benchmarks import benchmark_name, why_no_benchmark
from variation.analyses.holdings import SEX_ORDER, Holdings, age_order, filled
from variation.analyses.results import Option
from variation.analyses.selection import CHOICES, Selection
from variation.indicators import DOMAINS, Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Period, Series

DOMAIN_NAMES = {"access": "Access", "practice": "Practice", "outcome": "Outcome"}
NOT_LOADED = "No figures are loaded"


def listed(catalogue: Catalogue, *, priority: str = "", domain: str = "") -> list[Indicator]:
    """Indicators that a priority and a domain narrow the list to, by domain and short name, held or not."""
    found = catalogue.by_priority(priority) if priority else catalogue.indicators.values()
    narrowed = [i for i in found if domain in ("", i.domain)]
    return sorted(narrowed, key=lambda i: (DOMAINS.index(i.domain), i.short_name.casefold()))


def priority_options(catalogue: Catalogue, held: Holdings) -> tuple[Option, ...]:
    """All priorities, grouped by framework, in the framework's order."""
    options = [Option("", "All priorities")]
    for framework in catalogue.frameworks:
        for priority in framework.priorities:
            served = any(held.levels(i.id) for i in catalogue.by_priority(priority.code))
            reason = "" if served else "No figures for it are loaded"
            options.append(Option(priority.code, priority.name, framework.name, reason))
    return tuple(options)


def domain_options(catalogue: Catalogue, held: Holdings, priority: str) -> tuple[Option, ...]:
    """The three domains, of the indicators of one priority or of all."""
    options = [Option("", "All domains")]
    for domain in DOMAINS:
        served = any(held.levels(i.id) for i in listed(catalogue, priority=priority, domain=domain))
        reason = "" if served else "No indicator of this priority" if priority else NOT_LOADED
        options.append(Option(domain, DOMAIN_NAMES[domain], reason=reason))
    return tuple(options)


def indicator_options(catalogue: Catalogue, held: Holdings, priority: str, domain: str) -> tuple[Option, ...]:
    """Indicators with their domain and source, those that ship as an illustration marked as such."""
    options = []
    for indicator in listed(catalogue, priority=priority, domain=domain):
        source = indicator.source.partition(" (")[0].partition(",")[0]
        mark = " · illustrative" if held.illustrative(indicator.id) else ""
        label = f"{indicator.short_name} · {indicator.domain} · {source}{mark}"
        reason = "" if held.levels(indicator.id) else NOT_LOADED
        options.append(Option(indicator.id, label, DOMAIN_NAMES[indicator.domain], reason))
    return tuple(options)


def level_options(held: Holdings, indicator: Indicator) -> tuple[Option, ...]:
    """The levels with a map; an indicator is rarely published for all of them."""
    levels = held.levels(indicator.id)
    reason = published_for(levels)
    return tuple(
        Option(level, geography.LEVEL_NAMES[level][1], reason="" if level in levels else reason)
        for level in geography.LEVELS
    )


def published_for(levels: tuple[str, ...]) -> str:
    """In words, "Published for boroughs only" or "Published for CCGs and STPs only"."""
    names = [many if many.isupper() or many.startswith(("CCG", "STP")) else many.lower() for many in map(_many, levels)]
    return f"Published for {' and '.join(names)} only"


@cache
def footprint_options(level: str) -> tuple[Option, ...]:
    """All London, and the coarser areas that a level can be limited to."""
    places = geography.footprints(level)
    return (
        Option("", "All London"),
        *(Option(a.code, a.name, geography.LEVEL_NAMES[a.level][1]) for a in places),
    )


def period_options(series: Series) -> tuple[Option, ...]:
    """Periods of the series, the latest first."""
    return tuple(
        Option(p.label, p.label, reason="" if filled(p) else "No area has a figure") for p in reversed(series.periods)
    )


def sex_options(held: Holdings, indicator: str, level: str) -> tuple[Option, ...]:
    """Sexes that the indicator is published for, persons first."""
    sexes = {s.sex: None for s in held.at(indicator, level)}
    return tuple(Option(s, s) for s in sorted(sexes, key=lambda s: (SEX_ORDER.index(s) if s in SEX_ORDER else 9, s)))


def age_options(held: Holdings, indicator: str, level: str, sex: str) -> tuple[Option, ...]:
    """Ages that the indicator is published for, for one sex."""
    ages = {s.age: None for s in held.at(indicator, level) if s.sex == sex}
    return tuple(Option(a, a) for a in sorted(ages, key=age_order))


def benchmark_options(
    held: Holdings, series: Series, period: Period, within: str, *, crude: bool
) -> tuple[Option, ...]:
    """What the areas can be compared with in this period."""
    labels = {"london": "London", "footprint": "The footprint", "england": "England"}
    if within:
        labels["footprint"] = (
            f"{benchmark_name('footprint', within)[:1].upper()}{benchmark_name('footprint', within)[1:]}"
        )
    return tuple(
        Option(kind, labels[kind], reason=why_no_benchmark(kind, held, series, period, within=within, crude=crude))
        for kind in CHOICES["benchmark"]
    )


@cache
def area_options(level: str) -> tuple[Option, ...]:
    """Every area of the level, by name."""
    return tuple(Option(a.code, a.name) for a in geography.areas(level))


def narrowing_words(catalogue: Catalogue, selection: Selection) -> str:
    """What the list of indicators is narrowed to: "of “Mental health” in practice"."""
    priority = catalogue.priority(selection.priority)
    parts = [f"of “{priority.name}”" if priority else "", f"in {selection.domain}" if selection.domain else ""]
    return " ".join(p for p in parts if p)


def _many(level: str) -> str:
    return geography.LEVEL_NAMES[level][1]
