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


def recognise(context: Context, *, format: str | None = None) -> Recognised:  # noqa: A002
    """Find the format of a file by its headers, or the tables that fit a format that is given.

    Parameters
    ----------
    context : names the file, and the data folder whose sources/ holds the recipes
    format : name in FORMATS, or "recipe:" and the name of a recipe; None to recognise it

    Raises
    ------
    ExtractError
        When no sheet has a header that fits, saying which headers were found and which formats there are.
    """
    sheets = [(sheet, first_rows(sheet)) for sheet in open_sheets(context.path)]
    for name in FORMATS if format is None else [format] if format in FORMATS else []:
        known = FORMATS[name]
        if tables := _fitting(context.path, sheets, known.recognise):
            return Recognised(name, tables, known.read)
    if format in FORMATS:
        expected = ", ".join(FORMATS[format].columns)
        message = f"No header of the format {format} was found, which has {expected}. Found: {_found(sheets)}."
        raise ExtractError(message, path=context.path)
    return _by_recipe(context, sheets, format)


_FirstRows = list[tuple[Sheet, list[tuple[int, tuple[str, ...]]]]]


def _fitting(path: Path, sheets: _FirstRows, fits: Recognise) -> tuple[Table, ...]:
    """The table of every sheet one of whose first rows fits."""
    found = []
    for sheet, rows in sheets:
        header = next(((number, names) for number, names in rows if fits(names)), None)
        if header:
            found.append(Table(path, sheet, *header))
    return tuple(found)


def _by_recipe(context: Context, sheets: _FirstRows, wanted: str | None) -> Recognised:
    """The recipe that is named or that knows one of the headers, with its tables."""
    known = {RECIPE + recipe.id: recipe for recipe in recipes.load_recipes(context.data, context.catalogue)}
    names = [*FORMATS, *known]
    if wanted is not None and wanted not in known:
        message = f"There is no format {wanted!r}; the formats are {', '.join(names)}."
        raise ExtractError(message, path=context.path)
    recipe = known[wanted] if wanted else recipes.choose(list(known.values()), context)
    tables = recipes.tables_of(recipe, context) if recipe else []
    if recipe is None or not tables:
        ours = "; ".join(f"{name} ({', '.join(form.columns[:4])}, …)" for name, form in FORMATS.items())
        others = f"; or of the recipes {', '.join(r.id for r in known.values())}" if known else ""
        expected = ", ".join(recipe.recognise) if recipe else f"the columns of {ours}{others}"
        message = f"No header of a known format was found. Found: {_found(sheets)}. Expected: {expected}."
        remedy = "Rename the columns, or describe the source in data/sources as docs/sources.md says."
        raise ExtractError(f"{message} {remedy}", path=context.path)
    chosen = recipe
    return Recognised(RECIPE + chosen.id, tuple(tables), lambda found, here: recipes.read_source(chosen, found, here))


def _found(sheets: _FirstRows) -> str:
    """What stands at the head of each sheet."""
    seen = []
    for sheet, rows in sheets[:5]:
        named = [[name for name in names if not name.startswith("(")] for _, names in rows]
        words = ", ".join(max(named, key=len, default=[])[:8])[:200] or "nothing"
        seen.append(f"{f'sheet {sheet.name}: ' if sheet.name else ''}{words}")
    damaged = any(rule == "damaged-text" for sheet, _ in sheets for rule, _ in sheet.remarks)
    return "; ".join(seen) + ("; and letters damaged by a wrong encoding" if damaged else "")
