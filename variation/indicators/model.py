"""What is measured and why: indicators, the frameworks they serve, and the catalogue that holds both."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from variation.errors import UnknownIndicator

DOMAINS = ("access", "practice", "outcome")
POLARITIES = ("high", "low", "none")
MEASURES = ("proportion", "rate", "ratio", "standardised rate", "mean", "count")
CRUDE_MEASURES = ("proportion", "rate", "ratio")
FREQUENCIES = ("month", "quarter", "year", "financial year", "pooled")
LEVELS = ("borough", "ccg", "stp")
SEXES = ("Persons", "Male", "Female")
STATUSES = ("published", "illustrative")
MayBeEmpty = str
"""A text that a file may leave empty; every other text holds something."""


@dataclass(frozen=True)
class Match:
    """How one publisher names an indicator; an empty sex or age stands for every one."""

    source: str
    name: str
    sex: MayBeEmpty = ""
    age: MayBeEmpty = ""


@dataclass(frozen=True)
class Illustrative:
    """Level and spread that a simulated series of an indicator takes, in the indicator's unit.

    Parameters
    ----------
    level : the level that ``low``, ``median``, ``high`` and ``denominator`` describe
    low, median, high : values of the lowest, the middle and the highest area of that level
    denominator : denominator of a middle area of that level, None where the measure has none
    england, london : the figures of England and London, None where there is none to follow
    periods : number of consecutive periods, in the indicator's frequency
    first : label of the first period, written as ``observations.COLUMNS`` says
    basis : where these numbers come from
    """

    level: str
    low: float
    median: float
    high: float
    periods: int
    first: str
    basis: MayBeEmpty
    denominator: float | None = None
    england: float | None = None
    london: float | None = None


@dataclass(frozen=True)
class Indicator:
    """One thing measured; fields as docs/indicators.md describes them.

    Parameters
    ----------
    polarity : which way is good: "high", "low", or "none" where there is no judgement
    measure : decides the statistics. The crude ones (proportion, rate, ratio) are ``multiplier * count / denominator``;
        the others are shown as published, with their published limits
    multiplier : float, > 0; the value is per so many (100 for "%")
    pooled_years : years in one period of a pooled indicator, 1 otherwise
    status : whether the series that ships is published or illustrative
    matches : how publishers name it
    illustrative : level and spread for the simulation, None where no illustrative series is shipped
    """

    id: str
    name: str
    short_name: str
    definition: str
    rationale: str
    domain: str
    polarity: str
    measure: str
    unit: MayBeEmpty
    multiplier: float
    decimals: int
    numerator: MayBeEmpty
    denominator: MayBeEmpty
    source: str
    source_url: str
    licence: str
    frequency: str
    pooled_years: int
    levels: tuple[str, ...]
    sexes: tuple[str, ...]
    ages: tuple[str, ...]
    interval: str
    priorities: tuple[str, ...]
    status: str
    matches: tuple[Match, ...] = ()
    illustrative: Illustrative | None = None
    caveat: MayBeEmpty = ""

    @property
    def crude(self) -> bool:
        """Whether the value is the multiplier times count over denominator, so that counts may be summed."""
        return self.measure in CRUDE_MEASURES


@dataclass(frozen=True)
class Priority:
    """One priority of a framework; ``basis`` says what it is measured by, or why nothing measures it."""

    code: str
    name: str
    basis: MayBeEmpty = ""


@dataclass(frozen=True)
class Headline:
    """A measure that the framework itself names, and the indicator here that shows it ("" where none does)."""

    name: str
    priority: MayBeEmpty = ""
    indicator: MayBeEmpty = ""
    note: MayBeEmpty = ""


@dataclass(frozen=True)
class Framework:
    """A published list of priorities, with the measures that it names itself."""

    id: str
    name: str
    note: MayBeEmpty
    priorities: tuple[Priority, ...]
    headlines: tuple[Headline, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """Every indicator by id and every framework, read and checked once."""

    indicators: Mapping[str, Indicator]
    frameworks: tuple[Framework, ...]

    def indicator(self, indicator_id: str) -> Indicator:
        """The indicator of this id; raises UnknownIndicator naming the nearest ids."""
        try:
            return self.indicators[indicator_id]
        except KeyError:
            near = difflib.get_close_matches(indicator_id, self.indicators, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise UnknownIndicator(f"No indicator has the id {indicator_id!r}.{hint}") from None

    def by_priority(self, code: str) -> tuple[Indicator, ...]:
        """Indicators that serve a priority, by short name; empty where none does."""
        return self._by_priority.get(code, ())

    def priority(self, code: str) -> Priority | None:
        """The priority of this code, None where no framework has it."""
        return self._priorities.get(code)

    def framework_of(self, code: str) -> str:
        """The name of the framework that has the priority of this code, "" where none has."""
        return next((f.name for f in self.frameworks if any(p.code == code for p in f.priorities)), "")

    def matching(self, source: str, name: str, *, sex: str = "", age: str = "") -> list[Indicator]:
        """Indicators that a publisher's name stands for.

        An empty ``sex`` or ``age`` asks for every indicator of the name; otherwise only those that take rows of
        that sex and age are returned, at most one.
        """
        candidates = self._by_name.get((source, normalise_name(name)), ())
        return [indicator for indicator, match in candidates if _takes(match.sex, sex) and _takes(match.age, age)]

    @cached_property
    def _by_priority(self) -> dict[str, tuple[Indicator, ...]]:
        ordered = sorted(self.indicators.values(), key=lambda indicator: indicator.short_name)
        codes = {code for indicator in ordered for code in indicator.priorities}
        return {code: tuple(i for i in ordered if code in i.priorities) for code in codes}

    @cached_property
    def _priorities(self) -> dict[str, Priority]:
        return {priority.code: priority for framework in self.frameworks for priority in framework.priorities}

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[tuple[Indicator, Match]]]:
        found: dict[tuple[str, str], list[tuple[Indicator, Match]]] = {}
        for indicator in self.indicators.values():
            for match in indicator.matches:
                found.setdefault((match.source, normalise_name(match.name)), []).append((indicator, match))
        return found


def normalise_name(text: str) -> str:
    """A publisher's name with line breaks, doubled spaces and capitals evened out, as matches are compared."""
    return " ".join(text.split()).casefold()


def _takes(wanted: str, found: str) -> bool:
    return not wanted or not found or normalise_name(wanted) == normalise_name(found)
