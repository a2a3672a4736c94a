"""Read data/indicators and data/frameworks, and refuse whatever is not right, naming file and key."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from variation.errors import CatalogueError
from variation.indicators.model import (
    Catalogue,
    Framework,
    Headline,
    Illustrative,
    Indicator,
    Match,
    Priority,
)
from variation.indicators.validate import validate_catalogue, validate_indicator

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAY_BE_EMPTY = {"caveat", "numerator", "denominator", "unit", "note", "basis", "sex", "age", "indicator", "priority"}


def load_catalogue(data: Path) -> Catalogue:
    """Read every indicator and framework below ``data``.

    Parameters
    ----------
    data : folder that holds ``indicators/`` and ``frameworks/``, one TOML file each

    Raises
    ------
    CatalogueError
        When a file cannot be read, a key is missing, misspelt or of the wrong kind, an id is not its file's name, a
        priority is in no framework, or two indicators claim the same publisher's rows.
    """
    frameworks = tuple(_framework(path) for path in _files(data / "frameworks"))
    indicators = {path.stem: _indicator(path) for path in _files(data / "indicators")}
    catalogue = Catalogue(indicators, frameworks)
    validate_catalogue(catalogue, data)
    return catalogue


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CatalogueError(f"{folder} is not a folder; the data folder must hold indicators/ and frameworks/.")
    return sorted(folder.glob("*.toml"))


def _table(path: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path} is not a TOML file: {error}. Mend the line named.") from error
    if table.get("id") != path.stem:
        raise CatalogueError(f"{path}: id is {table.get('id')!r}; it must be the file's name, {path.stem!r}.")
    if not SLUG.fullmatch(path.stem):
        raise CatalogueError(f"{path}: name the file in lower-case letters, digits and single hyphens.")
    return table


def _build(kind: type[T], table: dict[str, Any], path: Path, where: str = "") -> T:
    """One dataclass from one TOML table, each key checked against the field that it fills."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" Known keys: {', '.join(known)}."
            raise CatalogueError(f"{path}: unknown key {where + key!r}.{hint}")
    missing = [name for name, field in known.items() if name not in table and field.default is MISSING]
    if missing:
        raise CatalogueError(f"{path}: {where + missing[0]!r} is missing; docs/indicators.md says what it holds.")
    return kind(**{key: _typed(value, str(known[key].type), path, where + key) for key, value in table.items()})


def _typed(value: object, kind: str, path: Path, key: str) -> object:
    """The value as its field's kind wants it; raises CatalogueError where it is of another kind."""
    if kind.startswith("tuple"):
        if not isinstance(value, list | tuple):
            raise CatalogueError(f"{path}: {key!r} is {value!r}; write a list in square brackets.")
        if kind == "tuple[str, ...]" and not all(isinstance(item, str) for item in value):
            raise CatalogueError(f"{path}: {key!r} is {value!r}; write a list of texts in quotes.")
        return tuple(value)
    if kind == "str":
        if not isinstance(value, str) or not (value.strip() or key.rsplit(".", maxsplit=1)[-1] in MAY_BE_EMPTY):
            raise CatalogueError(f"{path}: {key!r} is {value!r}; write a text in quotes, not empty.")
        return " ".join(value.split())
    if kind.startswith(("int", "float")):
        wanted = int if kind.startswith("int") else int | float
        if isinstance(value, bool) or not isinstance(value, wanted):
            raise CatalogueError(f"{path}: {key!r} is {value!r}; write a {'whole ' * (wanted is int)}number.")
        return value if wanted is int else float(value)
    return value


def _framework(path: Path) -> Framework:
    table = _table(path)
    for key, kind in (("priorities", Priority), ("headlines", Headline)):
        if key in table:
            table[key] = _rows(kind, table[key], path, key)
    framework = _build(Framework, table, path)
    codes = [priority.code for priority in framework.priorities]
    if not codes or len(set(codes)) < len(codes):
        raise CatalogueError(f"{path}: 'priorities' must be a list with at least one, each code used once.")
    return framework


def _rows(kind: type[T], rows: object, path: Path, key: str) -> list[T]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError(f"{path}: {key!r} must be written as tables, each under its own [[{key}]].")
    return [_build(kind, row, path, f"{key}[{number}].") for number, row in enumerate(rows, start=1)]


def _indicator(path: Path) -> Indicator:
    table = _table(path)
    table.setdefault("pooled_years", 1)
    if "matches" in table:
        table["matches"] = _rows(Match, table["matches"], path, "matches")
    if "illustrative" in table:
        if not isinstance(table["illustrative"], dict):
            raise CatalogueError(f"{path}: 'illustrative' must be a table, under [illustrative].")
        table["illustrative"] = _build(Illustrative, table["illustrative"], path, "illustrative.")
    indicator = _build(Indicator, table, path)
    validate_indicator(indicator, path)
    return indicator
