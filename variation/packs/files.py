"""Pack files: TOML that a person can write, read whole or refused with the place of the fault, and written again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from variation import geography
from variation.errors import PackError, UnknownArea
from variation.indicators.toml import (
    TableReader,
    Unfit,
    parse_table,
    read_text,
    read_texts,
    read_whole,
    read_yes_or_no,
)
from variation.packs.model import KINDS, LONGEST, MOST_PAGES, PURPOSES, TEXT, VIEW, Edit, Pack, PackPage

SUFFIX = ".toml"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VIEW = re.compile(r"/([a-z]+)?(\?[^\s#]*)?")


def pack_files(folder: Path) -> dict[str, Path]:
    """Every pack file of a folder by the pack's name, in order of name."""
    return {path.stem: path for path in sorted(folder.glob(f"*{SUFFIX}"))}


def read_pack(path: Path) -> Pack:
    """Read a pack file; raises PackError naming file, page and field, what was found and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name} cannot be read: {error}.") from error
    return parse_pack(text, path.stem, where=path.name)


def parse_pack(text: str, name: str, *, where: str = "") -> Pack:
    """A pack from TOML text.

    Parameters
    ----------
    name : of the pack
    where : what messages call the text; the name by default
    """
    where = where or name
    if not _NAME.fullmatch(name):
        raise PackError(f"{where}: a pack's name has lower-case letters, digits and hyphens only; found {name!r}.")
    found = parse_table(text, where, PackError)
    pages = found.pop("pages", [])
    if not isinstance(pages, list) or not all(isinstance(p, dict) for p in pages):
        raise PackError(f"{where}: pages are written as [[pages]], one table each.")
    if len(pages) > MOST_PAGES:
        raise PackError(f"{where} has {len(pages)} pages; a pack may have {MOST_PAGES}.")
    made = tuple(_page(page, f"{where}, page {number}") for number, page in enumerate(pages, start=1))
    pack = _TABLES.build(Pack, found, where, name=name, pages=made)
    _check_pack(pack, where)
    return pack


def write_pack(pack: Pack) -> str:
    """The TOML text of a pack; reading it gives the same pack."""
    cover = tomli_w.dumps(_written(pack, leave={"name", "pages"}), multiline_strings=True)
    pages = (tomli_w.dumps(_written(page, leave=set()), multiline_strings=True) for page in pack.pages)
    return cover + "".join(f"\n[[pages]]\n{page}" for page in pages)


def _written(value: Pack | PackPage, leave: set[str]) -> dict[str, Any]:
    """The fields that differ from what is usual; kind, title and draft always."""
    found = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if field.name in leave or (item == field.default and field.name != "draft"):
            continue
        found[field.name] = list(item) if isinstance(item, tuple) else item
    return found


def _page(found: Mapping[str, Any], where: str) -> PackPage:
    kind = found.get("kind", VIEW if "view" in found else TEXT)
    if kind not in tuple(KINDS):  # whatever it is, be it a list
        raise PackError(f"{where}: kind is {kind!r}; it can be {', '.join(KINDS)}.")
    page = _TABLES.build(PackPage, {**found, "kind": kind}, where)
    if (kind == VIEW) != bool(page.view):
        raise PackError(f"{where}: a page of kind {VIEW!r} names its view, others name none.")
    if page.view and not _VIEW.fullmatch(page.view):
        raise PackError(f"{where}: view is {page.view!r}; expected an address of the atlas, as /spread?indicator=….")
    if kind == TEXT and not (page.heading and page.text):
        raise PackError(f"{where}: a text page has a heading and a text.")
    return page


def _read_date(value: Any) -> date:
    if type(value) is not date:  # a moment is a date too
        raise Unfit("write a date, as 2026-11-24")
    return value


def _read_words(value: Any) -> str:
    if len(read_text(value)) > LONGEST:
        raise Unfit(f"it is longer than {LONGEST:,} characters")
    return str(value)


def _read_lines(value: Any) -> tuple[str, ...]:
    return tuple(_read_words(line) for line in read_texts(value))


def _read_edits(value: Any) -> tuple[Edit, ...]:
    pairs = value if isinstance(value, list | tuple) else [value]
    if any(not isinstance(pair, list | tuple) or len(pair) != 2 for pair in pairs):
        raise Unfit('write a list of pairs, as [["as the figures gave it", "as it is to stand"]]')
    return tuple(Edit(*_read_lines(pair)) for pair in pairs)


_TABLES = TableReader(
    {
        "str": _read_words,
        "bool": read_yes_or_no,
        "int": read_whole,
        "date": _read_date,
        "tuple[str, ...]": _read_lines,
        "tuple[Edit, ...]": _read_edits,
    },
    "docs/packs.md",
    PackError,
)


def _check_pack(pack: Pack, where: str) -> None:
    if not pack.title.strip():
        raise PackError(f"{where}: a pack has a title.")
    if pack.purpose not in PURPOSES:
        raise PackError(f"{where}: purpose is {pack.purpose!r}; it can be {', '.join(PURPOSES)}.")
    if pack.within:
        try:
            geography.area(pack.within)
        except UnknownArea as error:
            raise PackError(f"{where}: within is {pack.within!r}, which is no area's code.") from error
