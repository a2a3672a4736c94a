"""TOML that a person writes, read into dataclasses: each key is checked against the field that it fills."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from variation.errors import CatalogueError, VariationError

T = TypeVar("T")
Read = Callable[[Any], Any]
"""Makes what a field holds of the value found; raises Unfit."""

_SHOWN = 80  # characters of a value that a message shows


class Unfit(Exception):
    """A value that its field does not take; the message says what to write instead."""


def parse_table(text: str, place: str | Path, error: type[VariationError] = CatalogueError) -> dict[str, Any]:
    """The table that TOML text holds; `place` is what messages call it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise error(f"{place} is not a TOML file: {fault}. Mend the line named.") from fault


def read_table(path: Path) -> dict[str, Any]:
    """The table of a file below data/; raises CatalogueError where it is no TOML, or its id not the file's name."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise CatalogueError(f"{path} is not a TOML file: {fault}. Mend the line named.") from fault
    table = parse_table(text, path)
    if table.get("id") != path.stem:
        raise CatalogueError(f"{path}: id is {table.get('id')!r}; it must be the file's name, {path.stem!r}.")
    return table


@dataclass(frozen=True)
class TableReader:
    """Builds dataclasses of the tables of one kind of file.

    readers : what reads a value, by the annotation of its field without "| None"; fields of other annotations take
        what they are given
    docs : the page that says what each key holds
    error : raised, naming place and key, where a key is unknown or missing, or holds what its field does not take
    """

    readers: Mapping[str, Read]
    docs: str
    error: type[VariationError] = CatalogueError

    def build(self, kind: type[T], table: Any, place: str | Path, where: str = "", /, **given: Any) -> T:
        """One dataclass of one table.

        Parameters
        ----------
        place : what messages call the file
        where : what messages put before a key, "area." within [area]
        given : fields that no key of the table fills
        """
        if not isinstance(table, dict):
            name = where.rstrip(".")
            raise self.error(f"{place}: {name!r} is {_shown(table)}; it must be a table, under [{name}].")
        known = {f.name: f for f in fields(kind) if f.name not in given}  # type: ignore[arg-type]
        for key in table:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(known)}."
                raise self.error(f"{place}: unknown key {where + key!r}. {hint}")
        for name, field in known.items():
            if name not in table and field.default is MISSING and field.default_factory is MISSING:
                raise self.error(f"{place}: {where + name!r} is missing; {self.docs} says what it holds.")
        found = {
            key: self._read(value, str(known[key].type), f"{place}: {where + key!r}") for key, value in table.items()
        }
        return kind(**found, **given)

    def build_rows(self, kind: type[T], rows: Any, place: str | Path, key: str) -> tuple[T, ...]:
        """One dataclass of each table of a list."""
        if not isinstance(rows, list | tuple) or not all(isinstance(row, dict) for row in rows):
            raise self.error(f"{place}: {key!r} must be written as tables, each under its own [[{key}]].")
        return tuple(self.build(kind, row, place, f"{key}[{number}].") for number, row in enumerate(rows, start=1))

    def _read(self, value: Any, annotation: str, named: str) -> Any:
        read = self.readers.get(annotation.removesuffix(" | None"))
        try:
            return read(value) if read else value
        except Unfit as fault:
            raise self.error(f"{named} is {_shown(value)}; {fault}.") from None


def _shown(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"


def read_text(value: Any) -> str:
    """A text as it stands."""
    if not isinstance(value, str):
        raise Unfit("write a text in quotes")
    return value


def read_number(value: Any) -> float:
    """A number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit("write a number")
    return float(value)


def read_whole(value: Any) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit("write a whole number")
    return value


def read_yes_or_no(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unfit("write true or false")
    return value


def read_texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list | tuple):
        raise Unfit("write a list in square brackets")
    if not all(isinstance(item, str) for item in value):
        raise Unfit("write a list of texts in quotes")
    return tuple(value)
