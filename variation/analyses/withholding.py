"""Which figures are withheld: small counts of our own, and what would give them away by a difference between views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses import sums
from variation.analyses.results import Floats

SMALL = 5  # counts from 1 up to below this, and denominators below it, are withheld when the figure is ours
_TOTALS = ("stp", "region")  # whose counts are taken as known to everybody

Flags = NDArray[np.bool_]
Relation = tuple[int, list[int]]


@dataclass(frozen=True)
class Held:
    """Counts of one series, (n, m): the areas of its level in order of name, by period; NaN where absent.

    ours : figures that no publisher's disclosure control has been through; others are shown as published
    """

    level: str
    sex: str
    age: str
    months: tuple[sums.Months, ...]
    count: Floats
    denominator: Floats
    ours: Flags


@dataclass(frozen=True)
class _Table:
    """All that is held in one table of areas, sexes, ages and periods, flat; `kind` is 1 of STPs, 2 of London."""

    count: Floats
    denominator: Floats
    ours: Flags
    kind: NDArray[np.int8]
    relations: Sequence[Relation]


def withheld(held: Sequence[Held], *, complements: bool, simulated: bool) -> list[Flags]:
    """Figures that are not shown, (n, m) of each series.

    Parameters
    ----------
    held : all that any view shows of one indicator in periods that tell of one another (`sums.joined`)
    complements : whether denominator − count is a number of people too, as in a proportion
    simulated : whether nobody is behind what is absent

    Notes
    -----
    Small are 1 to 4 events, 1 to 4 people without the event, and 1 to 4 people at all. Withholding these is not enough
    where a total of areas, sexes, ages or periods less what is shown would tell: further figures go with them
    (`methods.disclosure`). So it is where a small count is not held at all and yet follows. The counts of London and of
    STPs are taken as known, since publishers have them too, unless one of their kind is to be protected itself.
    """
    few = [h.ours & _below(h.denominator) for h in held]
    small = [h.ours & _small(h.count, h.denominator if complements else None) for h in held]
    if simulated and not any(mask.any() for mask in [*few, *small]):
        return few
    table, where = _table(held)
    closed = _closed(table, table.count, table.denominator if complements else None, simulated)
    if any(mask.any() for mask in few):
        closed |= _closed(table, table.denominator, None, simulated)
    return [mask | closed[cells] for mask, cells in zip(few, where, strict=True)]


def _below(number: Floats) -> Flags:
    with np.errstate(invalid="ignore"):
        found: Flags = (number > 0) & (number < SMALL)
    return found


def _small(count: Floats, denominator: Floats | None) -> Flags:
    return _below(count) if denominator is None else _below(count) | _below(denominator - count)


def _closed(table: _Table, count: Floats, denominator: Floats | None, simulated: bool) -> Flags:
    """Cells whose count is withheld, small ones and those that go with them."""
    from variation.methods import disclosure

    full, relations = disclosure.follow(count, table.relations)
    people = None if denominator is None else disclosure.follow(denominator, table.relations)[0]
    if people is not None:
        people = np.where(full > people, np.nan, people)
    absent = np.isnan(count)
    small = (table.ours | (absent & (not simulated))) & _small(full, people)
    if not small.any():
        return small
    out = ~absent & ~table.ours
    for kind in (1, 2):
        alike = (table.kind == kind) & np.isfinite(full)
        if not small[alike].any():
            out |= alike
    known = np.where(absent & ~out & ~small, np.nan, full)
    try:
        found = disclosure.suppress(known, relations, denominator=people, threshold=SMALL, published=out)
    except ValueError:  # absent counts that fit each relation, but not all of them: then they are no sums
        relations = [(total, parts) for total, parts in relations if np.isfinite(known[[total, *parts]]).all()]
        found = disclosure.suppress(known, relations, denominator=people, threshold=SMALL, published=out)
    closed: Flags = table.ours & np.isin(found.status, (disclosure.PRIMARY, disclosure.SECONDARY))
    return closed


def _table(held: Sequence[Held]) -> tuple[_Table, list[NDArray[np.intp]]]:
    """All series as one table, and the cells of each."""
    levels = frozenset(h.level for h in held)
    sexes, ages = (tuple(dict.fromkeys(words)) for words in ([h.sex for h in held], [h.age for h in held]))
    times, in_time = sums.periods(months for h in held for months in h.months)
    places = sums.areas(levels)[0]
    shape = (len(places), len(sums.sexes(sexes)[0]), len(sums.ages(ages)[0]), len(times))
    cell = np.arange(np.prod(shape)).reshape(shape)
    count, denominator = np.full(cell.size, np.nan), np.full(cell.size, np.nan)
    ours, kind = np.zeros(cell.size, dtype=bool), np.zeros(cell.size, dtype=np.int8)
    where = []
    for h in held:
        rows = [[places.index(area.code) for area in geography.areas(level)] for level in (h.level, *_TOTALS)]
        here = cell[:, sums.sexes(sexes)[0].index(h.sex), sums.ages(ages)[0].index(h.age)]
        here = here[:, [times.index(months) for months in h.months]]
        own, stps, london = (here[row] for row in rows)
        kind[stps], kind[london] = 1, 2
        count[own], denominator[own], ours[own] = np.round(h.count), np.round(h.denominator), h.ours
        where.append(own)
    frozen = tuple((total, tuple(parts)) for total, parts in in_time)
    return _Table(count, denominator, ours, kind, _relations(levels, sexes, ages, len(times), frozen)), where


@lru_cache(maxsize=64)
def _relations(
    levels: frozenset[str],
    sexes: tuple[str, ...],
    ages: tuple[str, ...],
    times: int,
    in_time: tuple[tuple[int, tuple[int, ...]], ...],
) -> list[Relation]:
    from variation.methods import disclosure

    axes = [sums.areas(levels), sums.sexes(sexes), sums.ages(ages)]
    shape = [*(len(labels) for labels, _ in axes), times]
    found = disclosure.across(shape, [*(relations for _, relations in axes), in_time])
    return [(total, list(parts)) for total, parts in found]
