"""Read data/indicators and data/frameworks, and refuse whatever is not right, naming file and key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

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
from variation.indicators.toml import TableReader, Unfit, read_number, read_table, read_text, read_texts, read_whole
from variation.indicators.validate import validate_catalogue, validate_indicator

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


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
    table = read_table(path)
    if not SLUG.fullmatch(path.stem):
        raise CatalogueError(f"{path}: name the file in lower-case letters, digits and single hyphens.")
    return table


def _read_line(value: Any) -> str:
    """A text on one line, however it was broken."""
    return " ".join(read_text(value).split())


def _read_filled(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Unfit("write a text in quotes, not empty")
    return _read_line(value)


_TABLES = TableReader(
    {
        "str": _read_filled,
        "MayBeEmpty": _read_line,
        "int": read_whole,
        "float": read_number,
        "tuple[str, ...]": read_texts,
    },
    "docs/indicators.md",
)


def _framework(path: Path) -> Framework:
    table = _table(path)
    for key, kind in (("priorities", Priority), ("headlines", Headline)):
        if key in table:
            table[key] = _TABLES.build_rows(kind, table[key], path, key)
    framework = _TABLES.build(Framework, table, path)
    codes = [priority.code for priority in framework.priorities]
    if not codes or len(set(codes)) < len(codes):
        raise CatalogueError(f"{path}: 'priorities' must be a list with at least one, each code used once.")
    return framework


def _indicator(path: Path) -> Indicator:
    table = _table(path)
    table.setdefault("pooled_years", 1)
    if "matches" in table:
        table["matches"] = _TABLES.build_rows(Match, table["matches"], path, "matches")
    if "illustrative" in table:
        table["illustrative"] = _TABLES.build(Illustrative, table["illustrative"], path, "illustrative.")
    indicator = _TABLES.build(Indicator, table, path)
    validate_indicator(indicator, path)
    return indicator
