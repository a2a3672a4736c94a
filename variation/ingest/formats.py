"""The formats that extracts come in. To add one, write a module with ``recognise`` and ``read`` and give it a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from variation.errors import ExtractError
from variation.ingest import fingertips, phof, recipes, tidy
from variation.ingest.cells import Table, first_rows
from variation.ingest.context import Context
from variation.ingest.files import Sheet, open_sheets

if TYPE_CHECKING:
    import pandas as pd

RECIPE = "recipe:"
Recognise = Callable[[tuple[str, ...]], bool]
Read = Callable[[Sequence[Table], Context], Iterator["pd.DataFrame"]]


@dataclass(frozen=True)
class Format:
    """A format: what it is called, its columns for a person, how it is recognised by its header, how it is read."""

    title: str
    columns: tuple[str, ...]
    recognise: Recognise
    read: Read


FORMATS: dict[str, Format] = {
    "tidy": Format("our own tidy table", (*tidy.REQUIRED, "value"), tidy.recognise, tidy.read),
    "fingertips": Format("OHID Fingertips download", fingertips.COLUMNS, fingertips.recognise, fingertips.read),
    "phof": Format("Public Health Outcomes Framework download", phof.COLUMNS, phof.recognise, phof.read),
}


@dataclass(frozen=True)
class Recognised:
    """A file whose format is known: the format's name, the tables to read, and how."""

    name: str
    tables: tuple[Table, ...]
    read: Read


def recognise(path: Path, data: Path, *, format: str | None = None) -> Recognised:  # noqa: A002
    """Find the format of a file by its headers, or the tables that fit a format that is given.

    Parameters
    ----------
    path : the file
    data : folder whose sources/ holds the recipes
    format : name in FORMATS, or "recipe:" and the name of a recipe; None to recognise it

    Raises
    ------
    ExtractError
        When no sheet has a header that fits, saying which headers were found and which formats there are.
    """
    names = _wanted(path, data, format)
    sheets = [(sheet, first_rows(sheet)) for sheet in open_sheets(path)]
    for name in names:
        known = FORMATS[name]
        if tables := _fitting(path, sheets, known.recognise):
            return Recognised(name, tables, known.read)
    if format is None or format.startswith(RECIPE):
        found = _by_recipe(path, data, sheets, format)
        if found:
            return found
    raise ExtractError(_unknown(sheets, format), path=path)


def _wanted(path: Path, data: Path, name: str | None) -> list[str]:
    """Names in FORMATS to try; none where a recipe is asked for by name."""
    if name is None:
        return list(FORMATS)
    if name in FORMATS:
        return [name]
    known = [*FORMATS, *(RECIPE + recipe for recipe in recipes.names(data))]
    if name not in known:
        raise ExtractError(f"There is no format {name!r}; the formats are {', '.join(known)}.", path=path)
    return []


_FirstRows = list[tuple[Sheet, list[tuple[int, tuple[str, ...]]]]]


def _fitting(path: Path, sheets: _FirstRows, fits: Recognise) -> tuple[Table, ...]:
    """The table of every sheet one of whose first rows fits."""
    found = []
    for sheet, rows in sheets:
        header = next(((number, names) for number, names in rows if fits(names)), None)
        if header:
            found.append(Table(path, sheet, *header))
    return tuple(found)


def _by_recipe(path: Path, data: Path, sheets: _FirstRows, wanted: str | None) -> Recognised | None:
    """The recipe that takes one of the headers, and every table that it takes."""
    name = wanted.removeprefix(RECIPE) if wanted else None
    if name is None:
        headers = (names for _, rows in sheets for _, names in rows)
        name = next((found for header in headers if (found := recipes.recognise(header, path, data))), None)
    if name is None:
        return None
    chosen = name
    tables = _fitting(path, sheets, lambda header: recipes.fits(chosen, header, data))
    if not tables:
        return None
    return Recognised(RECIPE + chosen, tables, lambda found, context: recipes.read_recipe(chosen, found, context))


def _unknown(sheets: _FirstRows, wanted: str | None) -> str:
    """What was found at the head of each sheet, and what a header would have to hold."""
    seen = []
    for sheet, rows in sheets[:5]:
        widest = max(
            (names for _, names in rows), key=lambda names: sum(not n.startswith("(") for n in names), default=()
        )
        words = ", ".join(name for name in widest[:8] if not name.startswith("("))[:200] or "nothing"
        seen.append(f"{f'sheet {sheet.name!r} has ' if sheet.name else ''}{words}")
    if wanted in FORMATS:
        return f"No header of the format {wanted} was found: it has {', '.join(FORMATS[wanted].columns)}. Found: {'; '.join(seen)}."
    known = "; ".join(f"{name} ({', '.join(f.columns)})" for name, f in FORMATS.items())
    return (
        f"No header of a known format was found. Found: {'; '.join(seen)}. The formats are {known}, and those that the "
        "recipes in data/sources describe. Rename the columns, or write a recipe."
    )
