"""Changes of what an own list holds: additions are checked as a new list is, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variation import geography
from variation.analyses.own_lists import checked_content, checked_name
from variation.analyses.own_views import (
    MOST_VIEWS,
    ListError,
    View,
    checked_address,
    read_views,
    view_title,
    write_views,
)
from variation.indicators import Catalogue

STEPS = ("add", "remove", "move", "call")
_Held = list[tuple[str, str]]  # keys with the names of views, "" in other lists


@dataclass(frozen=True)
class Edit:
    """One change of a list's content.

    step : one of STEPS
    key : which item, as `own_lists.Item.key`; to add, also an area's name or a view's link
    place : where to, counted from 0; to add, None for the end
    name : what to call a view
    """

    step: str
    key: str
    place: int | None = None
    name: str = ""


def edited(kind: str, content: str, edit: Edit, catalogue: Catalogue, *, name: str = "View") -> str:
    """The content after a change; `name` is the list's.

    Raises
    ------
    ListError
        When the change cannot be made.
    """
    held = _read(kind, content, name)
    keys = [key for key, _ in held]
    if edit.step == "add":
        place = len(held) if edit.place is None else _between(edit.place, len(held))
        held.insert(place, _added(kind, keys, edit, catalogue))
        return _write(kind, held)
    if edit.key not in keys or edit.step not in STEPS:
        raise ListError("The list no longer holds that; nothing was saved.")
    at = keys.index(edit.key)
    if edit.step == "call":
        held[at] = (edit.key, checked_name(edit.name))
        return _write(kind, held)
    item = held.pop(at)
    if edit.step == "move":
        held.insert(_between(edit.place or 0, len(held)), item)
    return _write(kind, held)


def _between(place: int, most: int) -> int:
    return max(0, min(place, most))


def _read(kind: str, content: str, name: str) -> _Held:
    if kind == "view":
        return [(v.address, v.name) for v in read_views(content, name)]
    return [(key, "") for key in content.split(",") if key]


def _write(kind: str, held: _Held) -> str:
    if kind == "view":
        return write_views(tuple(View(*pair) for pair in held))
    return ",".join(key for key, _ in held)


def _added(kind: str, keys: Sequence[str], edit: Edit, catalogue: Catalogue) -> tuple[str, str]:
    """What an addition adds, checked together with what is held and still known."""
    if kind == "view":
        key = checked_address(edit.key, catalogue)
        if len(keys) >= MOST_VIEWS:
            raise ListError(f"A list holds at most {MOST_VIEWS} views; nothing was saved.")
    else:
        key = checked_content(kind, [edit.key], catalogue)
        areas = {a.code for level in geography.LEVELS for a in geography.areas(level)}
        known = areas if kind == "areas" else catalogue.indicators
        checked_content(kind, [*(k for k in keys if k in known), key], catalogue)
    if key in keys:
        raise ListError("The list holds it already.")
    return key, checked_name(edit.name or view_title(key, catalogue)) if kind == "view" else ""
