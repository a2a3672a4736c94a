"""Figures of several indicators or periods as a CSV that opens with what it shows, whose it is and from when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from variation.analyses.multiples import Multiples
from variation.analyses.overview import Overview
from variation.analyses.pathway import Pathway
from variation.analyses.results import Comparison
from variation.findings import overview as overview_words
from variation.findings.multiples import describe_multiples
from variation.findings.rows import Cell, Column, Table, difference_words, number_cell, periods_table
from variation.findings.tables import csv_text, head_lines
from variation.observations import ILLUSTRATIVE, PUBLISHED

_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("domain", "Domain"),
    Column("sex", "Sex"),
    Column("period", "Period"),
    Column("unit", "Unit"),
    Column("area_code", "Code"),
    Column("area", "Area"),
    Column("value", "Value"),
    Column("lower_95", "Lower 95 % limit"),
    Column("upper_95", "Upper 95 % limit"),
    Column("benchmark", "Compared with"),
    Column("benchmark_value", "Its value"),
    Column("difference", "Difference"),
    Column("note", "Note"),
    Column("status", "Status"),
    Column("source", "Source"),
)


def write_periods(m: Multiples, *, on: date | None = None) -> bytes:
    """Every period of every area drawn in small multiples, a column a period."""
    told = describe_multiples(m)
    head = head_lines(told.heading, told.sentence, told.source, illustrative=m.comparison.illustrative, on=on)
    lines = [*head[:1], f"Values in {m.comparison.indicator.unit}", *head[1:]]
    return _write(lines, periods_table(m.comparison, m.history))


def write_overview(o: Overview, *, on: date | None = None) -> bytes:
    """The figures behind the marks of the heat table, all its pages: a row an indicator and area."""
    head = head_lines(
        "Where is variation greatest?",
        overview_words.finding(o),
        overview_words.source(o),
        illustrative=bool(o.greatest and o.greatest.comparison.illustrative),
        on=on,
    )
    return _write(head, Table(_COLUMNS, tuple(_rows(line.comparison for line in o.lines))))


def write_pathway(p: Pathway, *, on: date | None = None) -> bytes:
    """The figures behind the strips of a pathway: a row an indicator and area, in the order of the strips."""
    found = [c for step in p.steps.values() for c in step]
    head = head_lines(
        f"Pathway: {p.priority.name}, each indicator at its latest period",
        "That steps stand side by side does not say that one leads to the next.",
        pathway_source(p),
        illustrative=all(c.illustrative for c in found),
        on=on,
    )
    return _write(head, Table(_COLUMNS, tuple(_rows(found, p.rows))))


def pathway_source(p: Pathway) -> str:
    """Whose figures a pathway shows, and of which load."""
    found = [c for step in p.steps.values() for c in step]
    sources = "; ".join(dict.fromkeys(c.indicator.source for c in found))
    return f"Source: {sources}. Snapshot: {found[0].snapshot}."


def _rows(comparisons: Iterable[Comparison], order: Sequence[int] = ()) -> list[tuple[Cell, ...]]:
    return [_row(c, i) for c in comparisons for i in (order or np.flatnonzero(c.inside).tolist())]


def _row(c: Comparison, i: int) -> tuple[Cell, ...]:
    of = c.indicator
    figures = [c.value[i], c.lower[i], c.upper[i]]
    return (
        of.name,
        of.domain,
        c.selection.sex,
        c.period,
        of.unit,
        str(c.code[i]),
        str(c.name[i]),
        *(number_cell(v, of.decimals) for v in figures),
        c.benchmark.name,
        number_cell(c.benchmark.value, of.decimals),
        difference_words(int(c.status[i]), of),
        str(c.note[i]),
        ILLUSTRATIVE if c.illustrative else PUBLISHED,
        of.source,
    )


def _write(head: Sequence[str], table: Table) -> bytes:
    """Lines about the table, an empty one, then the table; UTF-8 with the mark that spreadsheets need."""
    titles = [column.title for column in table.columns]
    return csv_text([*([line] for line in head), [], titles, *table.rows]).encode("utf-8-sig")
