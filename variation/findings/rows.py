"""The figures of a view as rows: the same for the table on the page, the CSV and the workbook."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from variation import geography
from variation.analyses.results import NO_DATA, Comparison, History
from variation.findings.words import capital, side
from variation.indicators import Indicator

Cell = str | int | float | None
RANK_NOTE = "Ranks that the areas' 95 % intervals allow; 1 is the highest value."


@dataclass(frozen=True)
class Column:
    """One column: its name for programs, its title for people, decimals of its numbers (None for text)."""

    key: str
    title: str
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """Columns, and rows of as many cells; None where there is no figure."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def figures_table(c: Comparison, history: History) -> Table:
    """What the charts show: a row for the benchmark, then one for each area inside the footprint, by name."""
    digits = c.indicator.decimals
    columns = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[c.level][0]),
        Column("value", f"Value ({c.indicator.unit})", digits),
        Column("lower_95", "Lower 95 % limit", digits),
        Column("upper_95", "Upper 95 % limit", digits),
        Column("count", "Count", 0),
        Column("denominator", "Denominator", 0),
        Column("difference", f"Compared with {c.benchmark.name}"),
        Column("rank_low", "Rank, from", 0),
        Column("rank_high", "Rank, to", 0),
        Column("recent_trend", "Recent trend"),
        Column("note", "Note"),
    )
    rows = [_benchmark_row(c, history)] if math.isfinite(c.benchmark.value) else []
    rows += [_area_row(c, history, i) for i in np.flatnonzero(c.inside).tolist()]
    return Table(columns, tuple(rows))


def periods_table(c: Comparison, history: History) -> Table:
    """All periods: a row for the benchmark and for each area inside the footprint, a column a period."""
    digits = c.indicator.decimals
    columns = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[c.level][0]),
        *(Column(period, period, digits) for period in history.period),
    )
    code = _benchmark_code(c)
    rows: list[tuple[Cell, ...]] = [(code, history.benchmark_name, *number_cells(history.benchmark, digits))]
    rows += [
        (str(history.code[i]), str(history.name[i]), *number_cells(history.value[i], digits))
        for i in np.flatnonzero(c.inside).tolist()
    ]
    return Table(columns, tuple(rows))


def difference_words(status: int, indicator: Indicator) -> str:
    """What a status says of an area: "Worse (99.8 % limits)", "Similar", "Not compared"."""
    if status == NO_DATA:
        return "Not compared"
    if status == 0:
        return "Similar"
    return f"{capital(side(status, indicator))} ({'99.8' if abs(status) == 2 else '95'} % limits)"


def _area_row(c: Comparison, history: History, i: int) -> tuple[Cell, ...]:
    digits = c.indicator.decimals
    return (
        str(c.code[i]),
        str(c.name[i]),
        *number_cells(np.array([c.value[i], c.lower[i], c.upper[i]]), digits),
        *number_cells(np.array([c.count[i], c.denominator[i]]), 0),
        difference_words(int(c.status[i]), c.indicator),
        *number_cells(np.array([c.rank_low[i], c.rank_high[i]]), -1),
        history.recent[i].verdict,
        str(c.note[i]),
    )


def _benchmark_row(c: Comparison, history: History) -> tuple[Cell, ...]:
    note = f"Sum of {c.benchmark.areas} areas" if c.benchmark.computed else "As published"
    value = number_cells(np.array([c.benchmark.value]), c.indicator.decimals)
    trend = history.benchmark_recent.verdict
    return (_benchmark_code(c), c.benchmark.name, *value, *(None,) * 4, "", None, None, trend, note)


def _benchmark_code(c: Comparison) -> str:
    codes = {"london": geography.LONDON, "england": geography.ENGLAND}
    return codes.get(c.benchmark.kind, c.selection.within)


def number_cells(values: np.ndarray, decimals: int) -> list[Cell]:
    """Cells of numbers, as `number_cell` makes each."""
    return [number_cell(value, decimals) for value in values.tolist()]


def number_cell(value: float, decimals: int) -> Cell:
    """A number with one digit more than is shown, so that a reader can round; None where it is absent.

    Where that digit is a 5 more digits are kept, since 71.246 made 71.25 would be shown as 71.3.
    """
    if not math.isfinite(value):
        return None
    cell = round(float(value), decimals + 1)
    doubtful = decimals >= 0 and f"{cell:.{decimals + 1}f}".endswith("5")
    return round(float(value), decimals + 4) if doubtful else cell
