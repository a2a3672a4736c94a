"""What an indicator means and how its figures came here; and indicators found by words that need not be exact."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.holdings import holdings
from variation.analyses.inventory import Held, inventory
from variation.analyses.panel import read_panel
from variation.indicators import Catalogue, Indicator, Priority

if TYPE_CHECKING:
    from variation.store import LoadRecord, Series, Snapshot, Store

LIKENESS = 0.75  # of two words, from which one is taken for the other misspelt
LEAST_LETTERS = 4  # of a word that another may be taken for
_kept: Cache[Definition] = Cache(64)


@dataclass(frozen=True)
class Source:
    """One load that brought figures of an indicator, and how many of those that hold now."""

    load: LoadRecord
    figures: int


@dataclass(frozen=True)
class HeldSeries:
    """What is held at one level for one sex and age."""

    level: str
    sex: str
    age: str
    status: str
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """One indicator, what is held of it, what the figures carry with them, and where they came from.

    notes : remarks and reasons for absence found beside figures, with how often
    """

    indicator: Indicator
    priorities: tuple[Priority, ...]
    series: tuple[HeldSeries, ...]
    notes: tuple[tuple[str, int], ...]
    sources: tuple[Source, ...]


def define(indicator_id: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Definition:
    """Everything known of an indicator.

    Raises
    ------
    NoData
        When nothing is loaded.
    UnknownIndicator
        When the catalogue has no such indicator.
    """
    indicator = catalogue.indicator(indicator_id)
    held = holdings(store, snapshot)
    assert snapshot is not None  # holdings has refused it

    def make() -> Definition:
        series = [s for level in geography.LEVELS for s in held.at(indicator.id, level)]
        return Definition(
            indicator=indicator,
            priorities=tuple(p for code in indicator.priorities if (p := catalogue.priority(code)) is not None),
            series=tuple(
                HeldSeries(s.level, s.sex, s.age, s.status, tuple(p.label for p in s.periods)) for s in series
            ),
            notes=_notes(series, indicator, store, snapshot),
            sources=_sources(series, store, snapshot),
        )

    return _kept.get(store, (snapshot.id, id(catalogue), indicator.id), make)


def find(text: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> tuple[Held, ...]:
    """Indicators held whose words hold every word typed, or one much like it; all of them for no words.

    Accents, case and order do not matter; a word typed may be the beginning of one.
    """
    held = inventory(catalogue, store, snapshot)
    wanted = words(text)
    if not wanted:
        return held
    known = {h.indicator.id: _words_of(h.indicator, catalogue) for h in held}
    every = sorted(set().union(*known.values())) if known else []
    return tuple(h for h in held if all(holds(known[h.indicator.id], w, every) for w in wanted))


def words(text: str) -> list[str]:
    """The words of a text, without accents, in small letters."""
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9%]+", plain.lower())


def _words_of(i: Indicator, catalogue: Catalogue) -> set[str]:
    priorities = " ".join(p.name for code in i.priorities if (p := catalogue.priority(code)) is not None)
    return set(words(f"{i.id} {i.name} {i.short_name} {i.definition} {i.domain} {i.source} {priorities}"))


def holds(known: set[str], word: str, every: list[str]) -> bool:
    """Whether one of the words `known` begins with a word typed or is like it; `every` are those of all things."""
    if any(k.startswith(word) for k in known):
        return True
    if any(k.startswith(word) for k in every):
        return False  # spelt right, but of others
    # codes and other short words are like too much: "camdn" is as near to "can" as to "camden"
    long = [k for k in every if len(k) >= LEAST_LETTERS]
    return bool(known & set(get_close_matches(word, long, n=5, cutoff=LIKENESS)))


def _notes(series: list[Series], indicator: Indicator, store: Store, snapshot: Snapshot) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for s in series:
        found.update(note for note in read_panel(store, snapshot, s, indicator).note.ravel().tolist() if note)
    return tuple(found.most_common(12))


def _sources(series: list[Series], store: Store, snapshot: Snapshot) -> tuple[Source, ...]:
    figures: Counter[int] = Counter()
    for s in series:
        figures.update(store.sources(snapshot, s.id))
    loads = {record.id: record for record in store.loads()}
    return tuple(Source(loads[number], figures[number]) for number in sorted(figures, reverse=True))
