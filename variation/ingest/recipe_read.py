"""Read data/sources: one TOML file a source, refused by file and key where it is not right."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from variation.errors import CatalogueError, UnknownArea
from variation.geography import LEVELS, area
from variation.indicators import Catalogue
from variation.indicators.toml import TableReader, Unfit, read_number, read_table, read_text, read_yes_or_no
from variation.ingest.recipe_model import AreaRule, Figure, Long, Lookup, PeriodRule, Recipe


def load_recipes(data: Path, catalogue: Catalogue) -> tuple[Recipe, ...]:
    """Every source recipe below ``data``, by id; none where there is no folder ``sources``.

    Raises
    ------
    CatalogueError
        When a file cannot be read, a key is unknown, missing or of the wrong kind, or it names an indicator, lookup,
        level or area that there is not.
    """
    return tuple(read_recipe(path, catalogue) for path in sorted((data / "sources").glob("*.toml")))


def read_recipe(path: Path, catalogue: Catalogue) -> Recipe:
    """One source recipe; raises as `load_recipes` does."""
    table = read_table(path)
    table["area"] = _TABLES.build(AreaRule, table.get("area", {}), path, "area.")
    table["period"] = _TABLES.build(PeriodRule, table.get("period", {}), path, "period.")
    if "long" in table:
        table["long"] = _TABLES.build(Long, table["long"], path, "long.")
    lookups = table.get("lookups", {})
    if not isinstance(lookups, dict):
        raise CatalogueError(f"{path}: 'lookups' is {lookups!r}; write each as a table, under [lookups.NAME].")
    table["lookups"] = {
        name: _TABLES.build(Lookup, lookup, path, f"lookups.{name}.", name=name) for name, lookup in lookups.items()
    }
    figures = _TABLES.build_rows(Figure, table.pop("indicators", []), path, "indicators")
    recipe = _TABLES.build(Recipe, table, path, figures=figures)
    _check(recipe, catalogue, path)
    return recipe


def _read_many(value: Any, of: str = "") -> tuple[str, ...]:
    """Texts; one stands for a list of one."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise Unfit(f"write a text or a list of texts, none empty{of}")
    return tuple(texts)


def _read_where(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise Unfit('write { Column = ["cell", "cell"] }')
    return {column: _read_many(cells, f", under {column!r}") for column, cells in value.items()}


def _read_names(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise Unfit("write a table of texts in quotes")
    return value


_TABLES = TableReader(
    {
        "str": read_text,
        "bool": read_yes_or_no,
        "float": read_number,
        "tuple[str, ...]": _read_many,
        "Where": _read_where,
        "Mapping[str, tuple[str, ...]]": _read_where,
        "Mapping[str, str]": _read_names,
    },
    "docs/sources.md",
)


def _check(recipe: Recipe, catalogue: Catalogue, path: Path) -> None:
    """What the parts of a recipe say of one another and of the catalogue."""
    if not recipe.recognise:
        raise CatalogueError(f"{path}: 'recognise' is empty; name the columns by which this source is known.")
    if not recipe.figures:
        raise CatalogueError(f"{path}: no indicator is made; write at least one [[indicators]].")
    if not (recipe.period.columns or recipe.period.fixed or recipe.period.title):
        raise CatalogueError(f"{path}: 'period' must have columns, a title or a fixed period.")
    _check_area(recipe.area, path)
    levels = {*recipe.roll_up, *(lookup.level for lookup in recipe.lookups.values())}
    if wrong := sorted(levels - set(LEVELS)):
        raise CatalogueError(f"{path}: {wrong[0]!r} is no level; the levels are {', '.join(LEVELS)}.")
    ids = [figure.id for figure in recipe.figures]
    for figure in recipe.figures:
        if ids.count(figure.id) > 1:
            raise CatalogueError(f"{path}: the indicator {figure.id!r} is made twice; leave one.")
        _check_figure(figure, recipe.lookups, catalogue, path)


def _check_area(rule: AreaRule, path: Path) -> None:
    if bool(rule.level) == bool(rule.level_column):
        raise CatalogueError(f"{path}: 'area' must have a level or a level_column with its levels, not both.")
    known = (*LEVELS, "region", "country")
    for level in (*rule.levels.values(), *([rule.level] if rule.level else ())):
        if level not in known:
            raise CatalogueError(f"{path}: 'area' names the level {level!r}; the levels are {', '.join(known)}.")
    for name, code in rule.names.items():
        try:
            area(code)
        except UnknownArea as error:
            raise CatalogueError(f"{path}: 'area.names.{name}': {error}") from None


def _check_figure(figure: Figure, lookups: Mapping[str, Lookup], catalogue: Catalogue, path: Path) -> None:
    if figure.id not in catalogue.indicators:
        near = difflib.get_close_matches(figure.id, catalogue.indicators, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else " Describe it in data/indicators first."
        raise CatalogueError(f"{path}: no indicator has the id {figure.id!r}.{hint}")
    if figure.lookup and figure.lookup not in lookups:
        raise CatalogueError(f"{path}: {figure.id} names the lookup {figure.lookup!r}; describe it in [lookups].")
    if figure.lookup and figure.denominator:
        raise CatalogueError(f"{path}: {figure.id} has a lookup and denominator columns; leave one.")
    if bool(figure.count) == bool(figure.value):
        raise CatalogueError(f"{path}: {figure.id} must have either a count or a value.")
    needs = catalogue.indicators[figure.id].crude and not figure.value
    if needs and not (figure.denominator or figure.lookup):
        raise CatalogueError(f"{path}: {figure.id} must have a denominator or a lookup.")
