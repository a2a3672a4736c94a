"""Areas, indicators and priorities found by words that need not be exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from variation import geography
from variation.analyses.definitions import LIKENESS, find, holds, words
from variation.analyses.inventory import Held
from variation.geography import Area
from variation.indicators import Catalogue, Priority

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

Thing = TypeVar("Thing")
MOST = 12  # of each kind


@dataclass(frozen=True)
class Found:
    """What a search found; best first, at most MOST of each kind."""

    areas: tuple[Area, ...]
    indicators: tuple[Held, ...]
    priorities: tuple[Priority, ...]

    @property
    def count(self) -> int:
        """All of them."""
        return len(self.areas) + len(self.indicators) + len(self.priorities)


def look_up(text: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Found:
    """Search by words that may be short or misspelt; raises NoData where nothing is loaded."""
    wanted = words(text)
    if not wanted:
        return Found((), (), ())
    places = {
        a: set(words(f"{a.name} {a.short_name} {a.code} {a.ods}"))
        for level in geography.LEVELS
        for a in geography.areas(level)
    }
    listed = {p: set(words(f"{p.name} {p.code}")) for f in catalogue.frameworks for p in f.priorities}
    held = find(text, catalogue, store, snapshot)
    return Found(
        areas=tuple(dict.fromkeys([*_called(text), *_holding(wanted, places)]))[:MOST],
        indicators=tuple(sorted(held, key=lambda h: not _named(wanted, h)))[:MOST],
        priorities=tuple(_holding(wanted, listed))[:MOST],
    )


def _called(text: str) -> list[Area]:
    """The area that goes by just this: an alias such as NCL or RBKC, an older code."""
    alias = geography.aliases().get(geography.normalise(text))
    return [geography.area(alias.code)] if alias is not None and alias.level in geography.LEVELS else []


def _named(wanted: list[str], held: Held) -> bool:
    """Whether the name itself has a word that is like one typed, not only the definition."""
    named = words(f"{held.indicator.name} {held.indicator.short_name}")
    return any(any(n.startswith(w) for n in named) or get_close_matches(w, named, 1, LIKENESS) for w in wanted)


def _holding(wanted: list[str], known: Mapping[Thing, set[str]]) -> list[Thing]:
    every = sorted(set().union(*known.values()))
    return [thing for thing, of in known.items() if all(holds(of, word, every) for word in wanted)]
