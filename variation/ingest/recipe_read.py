"""Read data/sources: one TOML file a source, refused by file and key where it is not right."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from variation.errors import CatalogueError, UnknownArea
from variation.geography import LEVELS, area
from variation.indicators import Catalogue
from variation.ingest.recipe_model import AreaRule, Figure, Long, Lookup, PeriodRule, Recipe

T = TypeVar("T")
_MANY = "tuple[str, ...]"


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
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} is not a TOML file: {error}. Mend the line named.") from error
    if table.get("id") != path.stem:
        raise CatalogueError(f"{path}: id is {table.get('id')!r}; it must be the file's name, {path.stem!r}.")
    table["area"] = _build(AreaRule, table.get("area", {}), path, "area.")
    table["period"] = _build(PeriodRule, table.get("period", {}), path, "period.")
    if "long" in table:
        table["long"] = _build(Long, table["long"], path, "long.")
    table["lookups"] = {
        name: _build(Lookup, {"name": name, **lookup}, path, f"lookups.{name}.")
        for name, lookup in table.get("lookups", {}).items()
    }
    figures = table.pop("indicators", [])
    table["figures"] = tuple(_build(Figure, f, path, f"indicators[{n}].") for n, f in enumerate(figures, start=1))
    recipe = _build(Recipe, table, path, "")
    _check(recipe, catalogue, path)
    return recipe


def _build(kind: type[T], table: dict[str, Any], path: Path, where: str) -> T:
    """One dataclass from one table, each key checked against the field that it fills."""
    if not isinstance(table, dict):
        raise CatalogueError(f"{path}: {where.rstrip('.')!r} must be a table, under [{where.rstrip('.')}].")
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Known keys: {', '.join(known)}."
            raise CatalogueError(f"{path}: unknown key {where + key!r}.{hint}")
    for name, needed in known.items():
        if name not in table and needed.default is MISSING and needed.default_factory is MISSING:
            raise CatalogueError(f"{path}: {where + name!r} is missing; docs/sources.md says what it holds.")
    return kind(**{key: _typed(value, str(known[key].type), path, where + key) for key, value in table.items()})


def _typed(value: Any, kind: str, path: Path, key: str) -> Any:
    """The value as its field wants it: a text stands for a list of one wherever a list is wanted."""
    if kind == _MANY:
        return _many(value, path, key)
    if kind in {"Where", f"Mapping[str, {_MANY}]"}:
        if not isinstance(value, dict):
            raise CatalogueError(f'{path}: {key!r} is {value!r}; write {{ Column = ["cell", "cell"] }}.')
        return {column: _many(cells, path, f"{key}.{column}") for column, cells in value.items()}
    if kind == "Mapping[str, str]":
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise CatalogueError(f"{path}: {key!r} is {value!r}; write a table of texts in quotes.")
        return value
    if kind == "str" and not isinstance(value, str):
        raise CatalogueError(f"{path}: {key!r} is {value!r}; write a text in quotes.")
    if kind == "bool" and not isinstance(value, bool):
        raise CatalogueError(f"{path}: {key!r} is {value!r}; write true or false.")
    if kind == "float":
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise CatalogueError(f"{path}: {key!r} is {value!r}; write a number.")
        return float(value)
    return value


def _many(value: Any, path: Path, key: str) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise CatalogueError(f"{path}: {key!r} is {value!r}; write a text or a list of texts, none empty.")
    return tuple(texts)


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
