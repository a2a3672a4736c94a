"""From a publisher's rows to the figures of one indicator: terms added up by area and period."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from variation.ingest.periods import Period
from variation.ingest.recipe_model import Where
from variation.ingest.recipe_rows import Mask, Rows, normalise_cell
from variation.ingest.report import Report

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Placed:
    """Rows whose area and period are known.

    Parameters
    ----------
    rows : the rows, n of them
    key : shape (n,), which of ``keys`` each row belongs to
    keys : area, level and period, each pair of area and period once
    report : takes what is found
    used : shape (n,), rows that some figure has used; grows
    broken : shape (n,), rows that hold an error; grows
    """

    rows: Rows
    key: NDArray[np.intp]
    keys: tuple[tuple[str, str, Period], ...]
    report: Report
    used: Mask
    broken: Mask

    @cached_property
    def _columns(self) -> dict[str, tuple[Numbers, Mask, Mask]]:
        return {}

    @cached_property
    def names(self) -> NDArray[np.object_]:
        """In long form, what each row's figure is."""
        long = self.rows.recipe.long
        column = self.rows.column(long.name if long else "")
        return column.each(normalise_cell)

    def numbers(self, name: str) -> tuple[Numbers, Mask, Mask]:
        """A column's numbers, read once: values, suppressed, senseless."""
        if name not in self._columns:
            self._columns[name] = self.rows.figures(name, self.report)
        return self._columns[name]


@dataclass(frozen=True)
class Sums:
    """One figure for each key: NaN where it is suppressed or not there.

    Parameters
    ----------
    value : float64, shape (k,)
    there : whether the publisher has rows for it
    suppressed : whether a part of it is suppressed
    """

    value: Numbers
    there: Mask
    suppressed: Mask

    def times(self, factor: float) -> Sums:
        """The figures multiplied."""
        return Sums(self.value * factor, self.there, self.suppressed)


def total(placed: Placed, terms: tuple[str, ...], where: Where, *, used: Mask) -> Sums:
    """Terms added up, or taken off where they begin with "-", for each key.

    A figure is there only if every term is; where one of them is suppressed, so is the total.

    Parameters
    ----------
    placed : the rows
    terms : columns, or in long form the names of figures
    where : rows that count
    used : shape (n,), rows of this indicator; what was used is marked in ``placed``
    """
    rows = used & placed.rows.matching(where)
    parts = [_term(placed, name.lstrip("- "), rows) for name in terms]
    signs = [-1.0 if name.startswith("-") else 1.0 for name in terms]
    return Sums(
        sum((sign * part.value for sign, part in zip(signs, parts, strict=True)), np.zeros(len(placed.keys))),
        np.logical_and.reduce([part.there for part in parts]),
        np.logical_or.reduce([part.suppressed for part in parts]),
    )


def _term(placed: Placed, name: str, rows: Mask) -> Sums:
    """One column (or name of a figure) by key."""
    long = placed.rows.recipe.long
    if long is not None:
        rows = rows & (placed.names == normalise_cell(name))
        name = long.value
    value, suppressed, bad = placed.numbers(name)
    if not placed.rows.recipe.aggregate:
        rows = _once(placed, rows, value, name)
    placed.broken[:] |= rows & bad
    placed.used[:] |= rows
    size = len(placed.keys)
    key = placed.key[rows]
    there = np.bincount(key, minlength=size) > 0
    withheld = np.bincount(key, weights=suppressed[rows], minlength=size) > 0
    sums = np.bincount(key, weights=value[rows], minlength=size)
    if placed.rows.recipe.aggregate:
        # publishers list only the combinations that occur: none of a kind is 0 where there are others
        there = np.bincount(placed.key, minlength=size) > 0
    return Sums(np.where(there & ~withheld, sums, np.nan), there, withheld)


def _once(placed: Placed, rows: Mask, value: Numbers, name: str) -> Mask:
    """Each area and period once: the same again is dropped, another figure for it is an error."""
    places = np.flatnonzero(rows)
    _, first, inverse = np.unique(placed.key[places], return_index=True, return_inverse=True)
    again = first[inverse] != np.arange(len(places))
    if not again.any():
        return rows
    one, other = value[places[first[inverse]]], value[places]
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    column = placed.rows.column(name)
    for rule, which in (("duplicate", again & same), ("conflict", again & ~same)):
        where = np.zeros(len(rows), dtype=bool)
        where[places[which]] = True
        column.report(placed.report, rule, where)
        if rule == "conflict":
            placed.broken[:] |= where
    keep = rows.copy()
    keep[places[again]] = False
    return keep
