"""What a profile is asked for, made servable: area, benchmark, priority and domain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.options import DOMAIN_NAMES
from variation.analyses.place import find_place
from variation.analyses.profile import BENCHMARKS, survey_of
from variation.analyses.results import Option
from variation.analyses.selection import TEXT_LIMIT, Selection
from variation.analyses.standing import england_figure
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

_READ = ("benchmark", "priority", "domain")


@dataclass(frozen=True)
class ProfileChoices:
    """The area and the selection (benchmark, priority, domain) to be shown, and what may be chosen instead."""

    place: geography.Area
    selection: Selection
    messages: tuple[str, ...]
    areas: tuple[Option, ...]
    benchmarks: tuple[Option, ...]
    priorities: tuple[Option, ...]
    domains: tuple[Option, ...]


def profile_choices(
    query: Mapping[str, str | Sequence[str] | None], catalogue: Catalogue, store: Store, snapshot: Snapshot | None
) -> ProfileChoices:
    """Read a query; nothing that it holds raises.

    Raises
    ------
    NoData
        When nothing is loaded.
    """
    place, messages = find_place(_text(query.get("area")))
    wanted, unread = Selection.from_query({name: query.get(name) for name in _READ})
    found = survey_of(place.level, catalogue, store, snapshot)
    indicators = [row.indicator for row in found.rows]
    benchmarks = _benchmarks([england_figure(row.comparison, store, snapshot) for row in found.rows])
    said = [*messages, *unread]
    wanted = _with_benchmark(wanted, benchmarks, said)
    priorities = _priorities(catalogue, indicators, place.level)
    wanted = _offered_only(wanted, "priority", priorities, said)
    listed = [i for i in indicators if not wanted.priority or wanted.priority in i.priorities]
    domains = _domains(listed)
    wanted = _offered_only(wanted, "domain", domains, said)
    return ProfileChoices(
        place=place,
        selection=wanted,
        messages=tuple(said),
        areas=_areas(),
        benchmarks=benchmarks,
        priorities=priorities,
        domains=domains,
    )


def _text(value: str | Sequence[str] | None) -> str:
    """The first value that is given; of areas joined by commas the first, since a profile has one."""
    text = value if isinstance(value, str) else next((v for v in value or () if isinstance(v, str)), "")
    first = text[:TEXT_LIMIT].partition(",")[0].strip()
    return "".join(letter for letter in first if letter.isprintable())


def _with_benchmark(wanted: Selection, offered: Sequence[Option], said: list[str]) -> Selection:
    option = next((o for o in offered if o.value == wanted.benchmark), None)
    if option is not None and not option.reason:
        return wanted
    why = "an area is held against London or England here" if option is None else option.reason.lower()
    said.append(f"The link asks for the benchmark “{wanted.benchmark}”, but {why}; London is shown.")
    return wanted.with_(benchmark=BENCHMARKS[0])


def _offered_only(wanted: Selection, choice: str, offered: Sequence[Option], said: list[str]) -> Selection:
    asked = getattr(wanted, choice)
    if asked in {o.value for o in offered if not o.reason}:
        return wanted
    said.append(f"The link asks for the {choice} “{asked}”, which has no indicators here; all are shown.")
    return wanted.with_(**{choice: ""})


def _areas() -> tuple[Option, ...]:
    return tuple(
        Option(area.code, area.name, geography.LEVEL_NAMES[level][1])
        for level in geography.LEVELS
        for area in geography.areas(level)
    )


def _benchmarks(england: Sequence[float]) -> tuple[Option, ...]:
    """London, and England where any of its figures is held; London stays on offer without one."""
    reason = "" if any(math.isfinite(value) for value in england) else "No figure is loaded"
    return (Option("london", "London"), Option("england", "England", reason=reason))


def _priorities(catalogue: Catalogue, indicators: Sequence[Indicator], level: str) -> tuple[Option, ...]:
    served = {code for indicator in indicators for code in indicator.priorities}
    reason = f"No indicator for {geography.LEVEL_NAMES[level][1]}"
    return (
        Option("", "All priorities"),
        *(
            Option(p.code, p.name, framework.name, "" if p.code in served else reason)
            for framework in catalogue.frameworks
            for p in framework.priorities
        ),
    )


def _domains(listed: Sequence[Indicator]) -> tuple[Option, ...]:
    served = {indicator.domain for indicator in listed}
    return (
        Option("", "All domains"),
        *(Option(d, name, reason="" if d in served else "No indicator") for d, name in DOMAIN_NAMES.items()),
    )
