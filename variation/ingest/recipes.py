"""Source recipes: a publisher's own table, as data/sources describes it, made into observations.

docs/sources.md says how to write one. A row of the file may serve several indicators, and an observation may be made
of several rows; the report counts rows of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from variation.errors import ExtractError
from variation.indicators import Indicator
from variation.ingest.cells import Table, find_tables, first_rows, has_columns
from variation.ingest.checks import Batch, check_figures
from variation.ingest.context import Context
from variation.ingest.files import open_sheets
from variation.ingest.recipe_figures import Placed, total
from variation.ingest.recipe_lookup import Denominators, read_lookup
from variation.ingest.recipe_model import Figure, Recipe
from variation.ingest.recipe_read import load_recipes
from variation.ingest.recipe_rollup import roll_up
from variation.ingest.recipe_rows import MERGED, Rows, gather, periods, places
from variation.observations import COLUMNS, NOT_PUBLISHED, PUBLISHED, SUPPRESSED

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["choose", "load_recipes", "read_source", "tables_of"]


def tables_of(recipe: Recipe, context: Context) -> list[Table]:
    """The tables of a file that a recipe can read; empty where it knows none."""
    return find_tables(context.path, has_columns(*recipe.recognise))


def choose(recipes: Sequence[Recipe], context: Context) -> Recipe | None:
    """The recipe that knows a file by its columns; where several do, the one that knows the most, or its name.

    Raises
    ------
    ExtractError
        When two recipes know it equally well.
    """
    headers = [names for sheet in open_sheets(context.path) for _, names in first_rows(sheet)]
    fitting = [recipe for recipe in recipes if any(map(has_columns(*recipe.recognise), headers))]
    if named := [recipe for recipe in fitting if recipe.names(context.path.name)]:
        fitting = named
    if not fitting:
        return None
    most = max(len(recipe.recognise) for recipe in fitting)
    best = [recipe for recipe in fitting if len(recipe.recognise) == most]
    if len(best) > 1:
        ids = " and ".join(recipe.id for recipe in best)
        raise ExtractError(f"The sources {ids} both fit this file; name one of them as the format.", path=context.path)
    return best[0]


def read_source(recipe: Recipe, tables: Sequence[Table], context: Context) -> Iterator[pd.DataFrame]:
    """Observations of a file, one frame an indicator, in ``variation.observations.COLUMNS``.

    Parameters
    ----------
    recipe : of the source
    tables : as `tables_of` found them
    context : catalogue, data folder, and the report, which is complete when the last frame was taken

    Raises
    ------
    ExtractError
        When no row is of an area held here, or a column that the recipe needs is not there.
    """
    rows = gather(recipe, tables, context.report)
    if not len(rows):
        raise ExtractError(f"It holds no row that the source {recipe.id} reads.", path=context.path)
    _need_columns(rows, context)
    placed = _place(rows, context)
    lookups = _lookups(recipe, context)
    for figure in recipe.figures:
        if figure.lookup and figure.lookup not in lookups:
            continue
        frame = _observations(placed, figure, context, lookups.get(figure.lookup))
        if len(frame):
            yield frame
        elif not placed.broken.any():
            context.report.add("indicator-unmade", [None], [figure.id])
    if not placed.used.any() and len(lookups) == len(recipe.lookups):
        raise ExtractError(f"It holds no row that an indicator of the source {recipe.id} uses.", path=context.path)
    report = context.report
    report.rows_rejected += int(placed.broken.sum())
    report.rows_loaded += int((placed.used & ~placed.broken).sum())
    report.skip("rows that no indicator uses", int((~placed.used & ~placed.broken).sum()))


def _need_columns(rows: Rows, context: Context) -> None:
    recipe = rows.recipe
    wheres = [recipe.where, *(w for f in recipe.figures for w in (f.where, f.count_where, f.denominator_where))]
    needed = {name for where in wheres for name in where}
    needed |= {recipe.long.name, recipe.long.value} if recipe.long else _terms(recipe)
    for name in sorted(needed):
        if not rows.has(name):
            headings = " or ".join(repr(heading) for heading in recipe.columns.get(name, (name,)))
            message = f"The source {recipe.id} needs the column {headings}; look whether its name has changed."
            raise ExtractError(message, path=context.path)


def _terms(recipe: Recipe) -> set[str]:
    return {term.lstrip("- ") for f in recipe.figures for term in (*f.count, *f.denominator, *f.value)}


def _place(rows: Rows, context: Context) -> Placed:
    """Keep rows whose area and period are known, and give each pair of the two a number."""
    import pandas as pd

    report = context.report
    area, level, merged = places(rows, report)
    held = np.asarray(area != "", dtype=bool)
    if not held.any():
        message = f"None of its areas is held here; the source {rows.recipe.id} expects {_expected(rows.recipe)}."
        raise ExtractError(message, path=context.path)
    rows, area, level, merged = rows.select(held), area[held], level[held], merged[held]
    when = periods(rows, report)
    months = np.fromiter((period.start * 1_000_000 + period.end for period in when), dtype=np.int64, count=len(when))
    pair = pd.factorize(area)[0] * len(when) + pd.factorize(months)[0]
    doubled = merged & np.isin(pair, pair[~merged])
    report.skip(MERGED, int(doubled.sum()))
    keep = ~doubled & (months > 0)
    _, first, key = np.unique(pair[keep], return_index=True, return_inverse=True)
    rows, area, level, when = rows.select(keep), area[keep], level[keep], when[keep]
    keys = tuple(zip(area[first], level[first], when[first], strict=True))
    unused = np.zeros(len(rows), dtype=bool)
    return Placed(rows, key, keys, report, unused, unused.copy())


def _expected(recipe: Recipe) -> str:
    levels = [recipe.area.level] if recipe.area.level else sorted(set(recipe.area.levels.values()))
    return f"codes of {' or '.join(levels)} areas in London in the column {recipe.area.columns[0]!r}"


def _lookups(recipe: Recipe, context: Context) -> dict[str, Denominators]:
    """The lookups whose files are there; for the others the indicators that need them are left out, and it is said."""
    found = {}
    for name, lookup in recipe.lookups.items():
        denominators = read_lookup(lookup, context.path, context.data)
        if denominators is not None:
            found[name] = denominators
            continue
        without = ", ".join(figure.id for figure in recipe.figures if figure.lookup == name)
        expected = f"the file {lookup.file} beside this one, for the denominators of {without}"
        context.report.add("lookup-missing", [None], [lookup.file], expected=expected)
    return found


def _observations(placed: Placed, figure: Figure, context: Context, lookup: Denominators | None) -> pd.DataFrame:
    indicator = context.catalogue.indicators[figure.id]
    frame = _figures(placed, figure, indicator, lookup)
    for level in placed.rows.recipe.roll_up:
        frame = _append(frame, roll_up(frame, level))
    frame = _valued(frame, figure, indicator)
    note = "; ".join(filter(None, (placed.rows.recipe.note, figure.note)))
    if note:
        frame["note"] = [f"{one}; {note}" if one else note for one in frame["note"]]
    frame = _explained(frame)
    frame["indicator"], frame["sex"], frame["age"] = figure.id, indicator.sexes[0], indicator.ages[0]
    frame["category"], frame["status"] = "", PUBLISHED
    frame["lower"] = frame["upper"] = np.nan
    rows = frame["row"].to_numpy(dtype=np.int64)
    frame = frame[list(COLUMNS)].reset_index(drop=True)
    wrong = check_figures(Batch(frame, rows, context.catalogue, {}), context.report)
    placed.broken[:] |= placed.used & np.isin(placed.rows.numbers, rows[wrong])
    return frame[~wrong].reset_index(drop=True)


def _figures(placed: Placed, figure: Figure, indicator: Indicator, lookup: Denominators | None) -> pd.DataFrame:
    """Count, denominator or value of each area and period that has one, before anything is rolled up."""
    used = placed.rows.matching(figure.where)
    parts = {
        "count": (figure.count, figure.count_where, figure.count_times),
        "denominator": (figure.denominator, figure.denominator_where, figure.denominator_times),
        "value": (figure.value, {}, figure.value_times),
    }
    sums = {
        name: total(placed, terms, where, used=used).times(factor)
        for name, (terms, where, factor) in parts.items()
        if terms
    }
    frame = _empty(placed).assign(**{name: part.value for name, part in sums.items()})
    frame["suppressed"] = np.logical_or.reduce([part.suppressed for part in sums.values()])
    there = np.logical_or.reduce([part.there for part in sums.values()])
    there[placed.key[placed.broken & used]] = False
    if indicator.measure == "count" and figure.count:
        frame["value"] = frame["count"]
    if lookup is not None:
        found = [lookup.find(area, period) for area, _, period in placed.keys]
        frame["denominator"] = np.array([number for number, _ in found]) * figure.denominator_times
        frame["note"] = [note for _, note in found]
        there &= frame["denominator"].notna().to_numpy()  # no denominator at all, as for England: no observation
    return frame[there].reset_index(drop=True)


def _empty(placed: Placed) -> pd.DataFrame:
    """A row for each area and period, without figures; ``row`` is the line in the file of the first of its rows."""
    import pandas as pd

    first = np.full(len(placed.keys), np.iinfo(np.int64).max)
    np.minimum.at(first, placed.key, placed.rows.numbers)
    frame = pd.DataFrame(
        {
            "area": [area for area, _, _ in placed.keys],
            "level": [level for _, level, _ in placed.keys],
            "period": [period.label for _, _, period in placed.keys],
            "start": np.array([period.start for _, _, period in placed.keys], dtype=np.int64),
            "end": np.array([period.end for _, _, period in placed.keys], dtype=np.int64),
            "note": "",
            "suppressed": False,
            "row": first,
        }
    )
    return frame.assign(count=np.nan, denominator=np.nan, value=np.nan)


def _append(frame: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    if not len(more):
        return frame
    more = more.assign(suppressed=False).astype({"count": float, "denominator": float, "value": float})
    return pd.concat([frame, more], ignore_index=True)


def _valued(frame: pd.DataFrame, figure: Figure, indicator: Indicator) -> pd.DataFrame:
    """Values worked out from counts, where the publisher gives none; none where the denominator is 0."""
    if figure.value or indicator.measure == "count":
        return frame
    denominator = frame["denominator"].where(frame["denominator"] > 0)
    return frame.assign(value=indicator.multiplier * frame["count"] / denominator)


def _explained(frame: pd.DataFrame) -> pd.DataFrame:
    """Say of each observation without value why it has none."""
    missing = frame["value"].isna()
    nothing = missing & (frame["denominator"] == 0)
    frame = frame.assign(note=frame["note"].mask(missing, NOT_PUBLISHED))
    frame["note"] = frame["note"].mask(nothing, "none counted in the period")
    frame["note"] = frame["note"].mask(missing & frame["suppressed"], SUPPRESSED)
    return frame
