"""What the overview is asked for, made servable: unknown choices fall back, and a sentence says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses import options
from variation.analyses.choices import choices
from variation.analyses.holdings import Holdings, holdings
from variation.analyses.results import Option
from variation.analyses.selection import Selection
from variation.indicators import DOMAINS, Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

SHOWS = (
    Option("", "Difference from benchmark"),
    Option("fifths", "Fifths of areas"),
    Option("value", "Values"),
)
SORTS = (
    Option("", "Spread beyond chance"),
    Option("outside", "Areas outside limits"),
    Option("name", "Name"),
    Option("domain", "Domain, then spread"),
)
Query = Mapping[str, str | Sequence[str] | None]


@dataclass(frozen=True)
class OverviewChoice:
    """A servable choice, what each control offers, and what had to be changed (sentences).

    selection : its level, within, benchmark, priority and domain count
    show : "" | fifths | value; sort : "" | outside | name | domain; page : of the heat table, from 1
    fresh : "yes" where the table of what is held is asked for, else ""
    """

    selection: Selection
    show: str
    sort: str
    page: int
    fresh: str
    messages: tuple[str, ...]
    levels: tuple[Option, ...]
    footprints: tuple[Option, ...]
    benchmarks: tuple[Option, ...]
    priorities: tuple[Option, ...]
    domains: tuple[Option, ...]


def overview_choice(query: Query, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> OverviewChoice:
    """Read the query of the overview.

    Raises
    ------
    NoData
        When nothing is loaded.
    """
    held = holdings(store, snapshot)
    asked, said = Selection.from_query(query)
    messages = list(said)
    level = _level(asked.level, held, messages)
    priority, domain = _narrowed(asked, level, catalogue, held, messages)
    one = _measured(catalogue, held, level, priority, domain)[0]
    probe = choices(Selection(indicator=one.id, level=level, within=asked.within), catalogue, store, snapshot)
    messages += probe.messages
    within, benchmark = probe.selection.within, asked.benchmark
    if benchmark == "footprint" and not within:
        messages.append("The footprint cannot be compared with, as none is chosen; London is used instead.")
        benchmark = "london"
    show = _one_of("show", query.get("show"), SHOWS, messages)
    sort = _one_of("sort", query.get("sort"), SORTS, messages)
    own = [Option(within, "The chosen areas")] if "," in within or within in _codes(level) else []
    return OverviewChoice(
        selection=Selection(level=level, within=within, benchmark=benchmark, priority=priority, domain=domain),
        show=show,
        sort=sort,
        page=_page(query.get("page")),
        fresh="yes" if _first(query.get("fresh")) == "yes" else "",
        messages=tuple(dict.fromkeys(messages)),
        levels=_level_options(held),
        footprints=(*options.footprint_options(level), *own),
        benchmarks=(
            Option("", "London"),
            Option("footprint", "The footprint", reason="" if within else "choose one first"),
            Option("england", "England, where known"),
        ),
        priorities=options.priority_options(catalogue, held),
        domains=options.domain_options(catalogue, held, priority),
    )


def _measured(catalogue: Catalogue, held: Holdings, level: str, priority: str, domain: str) -> list[Indicator]:
    narrowed = options.listed(catalogue, priority=priority, domain=domain)
    return [i for i in narrowed if level in held.levels(i.id)]


def _level(asked: str, held: Holdings, messages: list[str]) -> str:
    offered = [o.value for o in _level_options(held) if not o.reason]
    if asked in offered:
        return asked
    shown = geography.LEVEL_NAMES[offered[0]][1]
    if asked:
        messages.append(f"The link asks for the level “{asked}”, for which nothing is held; {shown} are shown instead.")
    return offered[0]


def _level_options(held: Holdings) -> tuple[Option, ...]:
    found = {level for indicator in held.series for level in held.levels(indicator)}
    return tuple(
        Option(level, geography.LEVEL_NAMES[level][1], reason="" if level in found else options.NOT_LOADED)
        for level in geography.LEVELS
    )


def _narrowed(
    asked: Selection, level: str, catalogue: Catalogue, held: Holdings, messages: list[str]
) -> tuple[str, str]:
    """Priority and domain, each dropped where it is unknown or leaves no indicator at the level."""
    priority, domain = asked.priority, asked.domain
    many = geography.LEVEL_NAMES[level][1]
    known = catalogue.priority(priority) if priority else None
    if priority and known is None:
        messages.append(f"The link asks for the priority “{priority}”, which no framework has; all are shown.")
        priority = ""
    if domain and domain not in DOMAINS:
        messages.append(f"The link asks for the domain “{domain}”; it can be one of {', '.join(DOMAINS)}.")
        domain = ""
    if known and not _measured(catalogue, held, level, priority, ""):
        messages.append(f"No indicator of “{known.name}” is held for {many}; all priorities are shown.")
        priority = ""
    if domain and not _measured(catalogue, held, level, priority, domain):
        messages.append(f"No indicator of this choice in {domain} is held for {many}; all domains are shown.")
        domain = ""
    return priority, domain


def _one_of(name: str, value: str | Sequence[str] | None, offered: Sequence[Option], messages: list[str]) -> str:
    text = _first(value)
    if text in {o.value for o in offered}:
        return text
    usual = ", ".join(o.value for o in offered if o.value)
    messages.append(f"The link asks for {name} “{text[:40]}”; it can be one of {usual}.")
    return ""


def _page(value: str | Sequence[str] | None) -> int:
    text = _first(value)
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 4 and int(text) else 1


def _first(value: str | Sequence[str] | None) -> str:
    text = value if isinstance(value, str) else next((v for v in value or () if isinstance(v, str)), "")
    return text.strip()


def _codes(level: str) -> set[str]:
    return {a.code for a in geography.areas(level)}
