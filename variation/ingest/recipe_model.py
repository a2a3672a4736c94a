"""What a source recipe says: how one publisher's columns become observations."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field

Where = Mapping[str, tuple[str, ...]]
"""Cells that a row must hold, by column; spaces and case do not matter. "!" before a cell: must not hold."""

SHEET = "(sheet)"
"""Stands in a recipe for the sheet of a workbook that a row is from."""


@dataclass(frozen=True)
class AreaRule:
    """Where a row's area stands.

    Parameters
    ----------
    columns : the first that is filled holds the code or name
    level : borough, ccg or stp; rows of London and England are taken whatever it says
    level_column, levels : where levels are mixed, the column that tells, and what its cells mean
    names : cells that no list of areas knows, with the ONS code that they stand for
    """

    columns: tuple[str, ...]
    level: str = ""
    level_column: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PeriodRule:
    """Where a row's period stands: in columns, in a line above the table, or nowhere but here.

    Parameters
    ----------
    columns : read together, in this order, with a space between: ("Period", "Year") for APRIL and 2013-14
    title : the cell above the table to whose right the period stands, where the columns are not there
    fixed : the period of the whole file
    frequency : decides what ``2010-12`` is: a month, or a span of years
    """

    columns: tuple[str, ...] = ()
    title: str = ""
    fixed: str = ""
    frequency: str = ""


@dataclass(frozen=True)
class Long:
    """A table in long form: one column names what the figure in another is."""

    name: str
    value: str


@dataclass(frozen=True)
class Lookup:
    """Denominators that stand in another file.

    Parameters
    ----------
    file : name, with * and ? where it varies; sought beside the extract, then in data/sources
    area, value : columns of the area's code and of the figure
    level : of its areas
    period : column of the period, "" where the file has one figure an area for all time
    carry_forward : whether the latest figure serves later periods, which each observation then says
    note : said of every observation that uses a figure of another period; {period} is its period
    """

    name: str
    file: str
    area: str
    value: str
    level: str
    period: str = ""
    carry_forward: bool = False
    note: str = "denominator of {period}"


@dataclass(frozen=True)
class Figure:
    """How one indicator is made.

    Parameters
    ----------
    id : the indicator
    count, denominator : columns (in long form: names) that are added up; one with "-" before it is taken off
    value : column of the value, where no count is published
    lookup : name of the lookup that gives the denominator
    where, count_where, denominator_where : rows that are used, for both or for one of the two
    count_times, denominator_times, value_times : what the publisher's figure is multiplied by
    note : said of every observation
    """

    id: str
    count: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    value: tuple[str, ...] = ()
    lookup: str = ""
    where: Where = field(default_factory=dict)
    count_where: Where = field(default_factory=dict)
    denominator_where: Where = field(default_factory=dict)
    count_times: float = 1.0
    denominator_times: float = 1.0
    value_times: float = 1.0
    note: str = ""


@dataclass(frozen=True)
class Recipe:
    """One publisher's source.

    Parameters
    ----------
    id, name, publisher, source_url, licence, about : for people; ``id`` is the name of the format
    recognise : columns that a header must have, all of them, to be this source
    file : pattern of the file's name; decides where the header fits two recipes
    columns : own names for columns with more than one heading; the first that is filled counts
    where : rows of the file that are read at all
    zero : marks that this publisher writes for none at all, such as "-"
    aggregate : whether the rows of an area and period are parts that add up; otherwise each may stand once
    roll_up : coarser levels made by adding the counts of all members
    note : said of every observation
    """

    id: str
    name: str
    publisher: str
    source_url: str
    licence: str
    recognise: tuple[str, ...]
    area: AreaRule
    period: PeriodRule
    figures: tuple[Figure, ...]
    about: str = ""
    file: str = "*"
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    where: Where = field(default_factory=dict)
    long: Long | None = None
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    zero: tuple[str, ...] = ()
    aggregate: bool = False
    roll_up: tuple[str, ...] = ()
    note: str = ""

    def names(self, file_name: str) -> bool:
        """Whether the file is called as files of this source are."""
        return self.file != "*" and fnmatch.fnmatch(file_name.casefold(), self.file.casefold())
