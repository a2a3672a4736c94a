"""How publishers call an area: codes old and new, names and their spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from variation.errors import UnknownArea
from variation.geography.areas import LEVEL_NAMES, MERGERS, Area, area, areas, read_rows

CODE, ODS, NAME, OLD_CODE, MERGED = "code", "ods", "name", "old code", "merged"

_RANK = ("country", "region", "borough", "stp", "ccg")
"""Whose name a text is when areas of several levels share it: "Camden" is first of all a borough."""
_SMALL = ("stp", "ccg", "borough")

_DRESSING = re.compile(r"^(?:nhs|lb(?: of)?|rb(?: of)?|(?:london|royal) borough(?: of)?) | (?:ccg|lbc?|rb|ua|council)$")
"""What stands about an area's name, in normalised texts."""


@dataclass(frozen=True)
class Alias:
    """What a text in an area column stands for.

    Parameters
    ----------
    code : ONS code of the area held here
    level : level of that area
    kind : "code", "ods", "name", "old code", or "merged" for a merged CCG, which stands for the STP that it covers
    """

    code: str
    level: str
    kind: str


def normalise(text: str) -> str:
    """The text without case, accents, punctuation and repeated spaces; "&" becomes "and", "702.0" becomes "702".

    Normalising twice changes nothing more.
    """
    plain = unicodedata.normalize("NFKD", text).replace("&", " and ").casefold()
    plain = re.sub(r"^\s*(\d+)\.0+\s*$", r"\1", plain)
    return " ".join(re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKD", plain)))


@cache
def aliases(level: str | None = None) -> dict[str, Alias]:
    """What each normalised text stands for, for looking up whole columns.

    Parameters
    ----------
    level : the level of the file, where known: a bare "Camden" then stands for the CCG in a file of CCGs. Texts that
        belong to one level only are found whichever level is asked for; look at the alias's own level.
    """
    if level is not None:
        areas(level)
    first = () if level is None else (level,)
    found: dict[str, Alias] = {}
    for rank in (*first, *(r for r in _RANK if r != level)):
        for text, alias in _of_level(rank):
            found.setdefault(normalise(text), alias)
    return found


def find(text: str, level: str | None = None) -> Area:
    """The area with this code or name.

    Parameters
    ----------
    text : ONS, ODS or older code, name or alias; case, punctuation and "&" do not matter
    level : take an area of this level only

    Raises
    ------
    UnknownArea
        When there is none, with the names that come nearest.
    """
    key = normalise(text)
    known = aliases(level)
    if key in known and (level is None or known[key].level == level):
        return area(known[key].code)
    if key in known:
        other = area(known[key].code)
        raise UnknownArea(
            f"{text!r} is {other.name} (level: {_called(other.level)}); expected the level: {_called(level or '')}."
        )
    names = {normalise(a.name): a.name for rank in ([level] if level else _RANK) for a in areas(rank)}
    near = [names[n] for n in get_close_matches(key, names, n=3, cutoff=0.6)]
    kind = _called(level) if level else "area"
    hint = f"Did you mean {' or '.join(near)}?" if near else "Use its ONS code (such as E09000007) or its full name."
    raise UnknownArea(f"No {kind} is called {text!r}. {hint}")


@cache
def nearest_name(text: str, likeness: float = 0.85) -> str:
    """The name of the borough, CCG or STP that a text comes nearest to, "" where none is that near.

    Parameters
    ----------
    text : a name that is no alias, misspelt perhaps
    likeness : least ratio of `difflib`, 0 to 1; at 0.85 no local authority of England outside London comes near one
    """
    names = {normalise(bare_name(a.name)): bare_name(a.name) for rank in _SMALL for a in areas(rank)}
    key = _DRESSING.sub("", normalise(text)).strip()
    near = get_close_matches(key, names, n=1, cutoff=likeness)
    return names[near[0]] if near else ""


def _called(level: str) -> str:
    one = LEVEL_NAMES[level][0]
    return one if one.isupper() else one.lower()


def bare_name(name: str) -> str:
    """The name of a CCG without "NHS" and "CCG"; other names as they stand."""
    return name.removeprefix("NHS ").removesuffix(" CCG") if name.endswith(" CCG") else name


def _of_level(level: str) -> Iterator[tuple[str, Alias]]:
    """Every text that stands for an area of the level, the surest first."""
    forms: dict[str, list[str]] = {}
    for row in read_rows("forms.csv"):
        forms.setdefault(row["level"], []).append(row["form"])
    here = {a.code: a for a in areas(level)}
    for place in here.values():
        yield place.code, Alias(place.code, level, CODE)
        if place.ods:
            yield place.ods, Alias(place.code, level, ODS)
        bare = bare_name(place.name)
        called = (bare, place.short_name) if level == "borough" else (bare,)
        written = (form.format(name=name, ods=place.ods) for form in forms.get(level, ()) for name in called)
        for name in (place.name, bare, place.short_name, *written):
            # "North West" alone is another region of England, so an STP's short name is for labels only
            if level != "stp" or name != place.short_name:
                yield name, Alias(place.code, level, NAME)
    for file, column, kind in (("old_codes.csv", "code", OLD_CODE), ("aliases.csv", "alias", NAME)):
        for row in read_rows(file):
            if row["area"] in here:
                yield row[column], Alias(row["area"], level, kind)
    if level == "ccg":
        yield from _merged(forms["merged"])


def _merged(forms: list[str]) -> Iterator[tuple[str, Alias]]:
    """Texts for the merged CCGs of 2020 and 2021, each of which covers one STP."""
    for merger in MERGERS:
        bare = bare_name(merger.new_name)
        written = (form.format(name=bare, ods=merger.new_ods) for form in forms)
        for text in (merger.new, merger.new_ods, merger.new_name, bare, *written):
            yield text, Alias(merger.stp, "stp", MERGED)
