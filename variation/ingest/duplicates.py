"""Finding observations that stand twice in a file, in sixteen to twenty-four bytes a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.ingest.report import Report
from variation.observations import NUMBERS

if TYPE_CHECKING:
    import pandas as pd

_KEY = ("indicator", "area", "start", "end", "sex", "age", "category", "status")
_Run = tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.int64]]
"""Hashes of keys in ascending order, hashes of their figures, and the lines that they stand on."""


class Duplicates:
    """Remembers every observation of a file by the hash of its key and of its figures.

    Runs of sorted hashes are merged as they grow, so that a search looks into few of them. Two of ten million keys
    share a 64-bit hash by chance about once in 400,000 files.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def find(
        self, frame: pd.DataFrame, rows: NDArray[np.int64], report: Report
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Report and return which rows repeat an earlier one: with the same figures, and with others.

        Parameters
        ----------
        frame : observations, n rows
        rows : int64, shape (n,), line in the file
        """
        keys, figures = _hash(frame, _KEY), _hash(frame, NUMBERS)
        same, other, first = self._against_earlier(keys, figures)
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        begins = np.concatenate([[True], ordered[1:] != ordered[:-1]]) if len(keys) else np.zeros(0, dtype=bool)
        leader = order[np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))]
        repeats = order[~begins]
        lead = leader[~begins]
        seen = same | other
        fresh = ~seen[repeats]
        equal = figures[repeats] == figures[lead]
        same[repeats[fresh & equal]] = True
        other[repeats[fresh & ~equal]] = True
        first[repeats[fresh]] = rows[lead[fresh]]
        self._remember((ordered[begins], figures[order[begins]], rows[order[begins]]), ~seen[order[begins]])
        for rule, where in (("duplicate", same), ("conflict", other)):
            places = np.flatnonzero(where)[: report.room(rule)]
            found = [_said(frame, place, first[place], same=rule == "duplicate") for place in places]
            report.add(rule, rows[places], found, total=int(where.sum()))
        return same, other

    def _against_earlier(
        self, keys: NDArray[np.uint64], figures: NDArray[np.uint64]
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.int64]]:
        same, other = np.zeros(len(keys), dtype=bool), np.zeros(len(keys), dtype=bool)
        first = np.zeros(len(keys), dtype=np.int64)
        for known, known_figures, known_rows in self._runs:
            place = np.minimum(np.searchsorted(known, keys), len(known) - 1)
            hit = known[place] == keys
            equal = known_figures[place] == figures
            same |= hit & equal
            other |= hit & ~equal
            first[hit] = known_rows[place[hit]]
        return same, other, first

    def _remember(self, run: _Run, new: NDArray[np.bool_]) -> None:
        run = (run[0][new], run[1][new], run[2][new])
        if not len(run[0]):
            return
        while self._runs and len(self._runs[-1][0]) <= 2 * len(run[0]):
            last = self._runs.pop()
            keys = np.concatenate([last[0], run[0]])
            order = np.argsort(keys, kind="stable")
            run = (keys[order], np.concatenate([last[1], run[1]])[order], np.concatenate([last[2], run[2]])[order])
        self._runs.append(run)


def _said(frame: pd.DataFrame, place: int, first: int, *, same: bool) -> str:
    """Which row came first, and this one's figures where they differ (those of the first may be long gone)."""
    if same:
        return f"as row {first}"
    row = frame.iloc[place]
    figures = ", ".join(f"{name} {row[name]:,.10g}" for name in NUMBERS if row[name] == row[name])
    return f"not as row {first}: {figures or 'no figures'}"


def _hash(frame: pd.DataFrame, columns: tuple[str, ...]) -> NDArray[np.uint64]:
    """One hash a row of several columns; figures are compared to ten significant digits."""
    from pandas.util import hash_array

    total = np.zeros(len(frame), dtype=np.uint64)
    for name in columns:
        cells = frame[name].to_numpy()
        if cells.dtype.kind == "f":
            cells = _rounded(cells)
        total = total * np.uint64(1_000_003) ^ hash_array(cells, categorize=True)
    return total


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 10.0 ** (9 - np.floor(np.log10(np.abs(values))))
    scale = np.where(np.isfinite(scale) & (scale > 0), scale, 1.0)
    return np.where(np.isnan(values), np.nan, np.round(values * scale) / scale + 0.0)
