"""Pack files: TOML that a person can write, read whole or refused with the place of the fault, and written again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import tomli_w

from variation import geography
from variation.errors import PackError, UnknownArea
from variation.packs.model import KINDS, LONGEST, MOST_PAGES, PURPOSES, TEXT, VIEW, Pack, PackPage

SUFFIX = ".toml"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VIEW = re.compile(r"/([a-z]+)?(\?[^\s#]*)?")
_TYPES = {"date": date, "draft": bool, "previous": int}


def pack_files(folder: Path) -> dict[str, Path]:
    """Every pack file of a folder by the pack's name, in order of name."""
    return {path.stem: path for path in sorted(folder.glob(f"*{SUFFIX}"))}


def read_pack(path: Path) -> Pack:
    """Read a pack file; raises PackError naming file, page and field, what was found and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name} cannot be read: {error}.", public=f"{path.name} cannot be read.") from error
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
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{where} is not TOML: {error}.") from error
    pages = found.pop("pages", [])
    if not isinstance(pages, list) or not all(isinstance(p, dict) for p in pages):
        raise PackError(f"{where}: pages are written as [[pages]], one table each.")
    if len(pages) > MOST_PAGES:
        raise PackError(f"{where} has {len(pages)} pages; a pack may have {MOST_PAGES}.")
    made = tuple(_page(page, f"{where}, page {number}") for number, page in enumerate(pages, start=1))
    values = _values(found, Pack, where, leave={"name", "pages"})
    pack = Pack(name=name, pages=made, **values)
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
    if kind not in KINDS:
        raise PackError(f"{where}: kind is {kind!r}; it can be {', '.join(KINDS)}.")
    values = _values({k: v for k, v in found.items() if k != "kind"}, PackPage, where, leave={"kind"})
    page = PackPage(kind=kind, **values)
    if (kind == VIEW) != bool(page.view):
        raise PackError(f"{where}: a page of kind {VIEW!r} names its view, others name none.")
    if page.view and not _VIEW.fullmatch(page.view):
        raise PackError(f"{where}: view is {page.view!r}; expected an address of the atlas, as /spread?indicator=….")
    if kind == TEXT and not (page.heading and page.text):
        raise PackError(f"{where}: a text page has a heading and a text.")
    return page


def _values(found: Mapping[str, Any], made: type, where: str, leave: set[str]) -> dict[str, Any]:
    """The fields found, each checked for its type; TOML's lists become tuples."""
    known = {f.name for f in fields(made)} - leave
    values: dict[str, Any] = {}
    for key, value in found.items():
        if key not in known:
            raise PackError(f"{where}: {key!r} is not known; it can be {', '.join(sorted(known))}.")
        if key in ("findings", "charts"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise PackError(f"{where}: {key} is a list of texts; found {value!r}.")
            value = tuple(value)  # noqa: PLW2901
        wanted = tuple if isinstance(value, tuple) else _TYPES.get(key, str)
        if type(value) is not wanted:
            raise PackError(f"{where}: {key} is {value!r}; expected {_expected(wanted)}.")
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and len(text) > LONGEST for text in texts):
            raise PackError(f"{where}: {key} is longer than {LONGEST:,} characters.")
        values[key] = value
    return values


def _expected(wanted: type) -> str:
    return {date: "a date, as 2026-11-24", bool: "true or false", int: "a whole number"}.get(wanted, "a text")


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
