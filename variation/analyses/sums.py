"""What adds up to what: areas, men and women, ages, periods; nothing where that is not known."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable
from functools import cache
from itertools import pairwise

from variation import geography

Months = tuple[int, int]  # first and last, yyyymm
Span = tuple[float, float]  # from, up to and without
Sums = list[tuple[Hashable, list[Hashable]]]  # totals and their parts
Axis = tuple[list[Hashable], list[tuple[int, list[int]]]]  # labels; totals and parts by position

_SEXES = ("Persons", "Male", "Female")
_WHOLE = ("All ages", "All")
_AGES = re.compile(r"(?P<below>< ?)?(?P<low>\d+)(?:-(?P<high>\d+))?(?P<above>\+)?(?: yrs?)?")
_FROM_BIRTH_ON: Span = (0, float("inf"))


@cache
def areas(levels: frozenset[str]) -> Axis:
    """Areas of these levels, STPs and London: London is its STPs, an STP its boroughs and its CCGs, a CCG its boroughs.

    Two CCGs share Westminster: each has a piece of it, which no publisher shows, and the pieces make the borough.
    """
    labels: list[Hashable] = []
    for level in geography.LEVEL_NAMES:
        if level in levels | {"stp", "region"}:
            labels += [area.code for area in geography.areas(level)]
    stps = [stp.code for stp in geography.areas("stp")]
    found: Sums = [(geography.LONDON, list(stps))]
    for level in ("borough", "ccg"):
        if level in levels:
            found += [(stp, list(geography.members(stp, level))) for stp in stps]
    if {"borough", "ccg"} <= levels:
        found += _boroughs_of_ccgs()
    return _axis(labels, found)


def _boroughs_of_ccgs() -> Sums:
    shared: dict[str, list[Hashable]] = {}
    whole: dict[str, list[Hashable]] = {}
    for borough in geography.areas("borough"):
        for parent in borough.parents:
            if geography.area(parent).level != "ccg":
                continue
            if borough.code in geography.members(parent, "borough"):
                whole.setdefault(parent, []).append(borough.code)
            else:
                piece = (borough.code, parent)
                whole.setdefault(parent, []).append(piece)
                shared.setdefault(borough.code, []).append(piece)
    return [*whole.items(), *shared.items()]


def sexes(held: Iterable[str]) -> Axis:
    """Persons are men and women; one sex alone says nothing of another."""
    labels: list[Hashable] = list(dict.fromkeys(held))
    if len(set(labels) & set(_SEXES)) < 2:
        return labels, []
    return _axis(labels, [("Persons", ["Male", "Female"])])


def ages(held: Iterable[str]) -> Axis:
    """Ages of which one is made of others, and what lies between two that are held; ages in other words stand alone."""
    texts = list(dict.fromkeys(held))
    spans = {text: span for text in texts if (span := _age(text)) is not None}
    first = {span: text for text, span in reversed(spans.items())}
    found: Sums = [(text, [first[span]]) for text, span in spans.items() if first[span] != text]
    found += [(first[span], [first.get(part, part) for part in parts]) for span, parts in _pieces(first)]
    return _axis(texts, found)


def periods(held: Iterable[Months]) -> Axis:
    """Periods of which one is made of others, and what lies between two that are held."""
    spans = {_span(months): months for months in held}
    labels: list[Hashable] = list(spans.values())
    return _axis(labels, [(spans[whole], [spans.get(p, p) for p in parts]) for whole, parts in _pieces(spans)])


def joined(held: Iterable[Months]) -> list[tuple[Months, ...]]:
    """Periods that tell of one another, together; all others alone.

    Periods that overlap tell of one another once one of them lies within another: a year and its quarters, pools of
    years and their years. Pools of one length do not: each has months at its end that no earlier one has.
    """
    ordered = sorted(set(held), key=lambda months: (_span(months)[0], -_span(months)[1]))
    runs: list[list[Months]] = []
    end = -1.0
    for months in ordered:
        if _span(months)[0] >= end:
            runs.append([])
        runs[-1].append(months)
        end = max(end, _span(months)[1])
    found: list[tuple[Months, ...]] = []
    for run in runs:
        nested = any(_span(later)[1] <= _span(earlier)[1] for earlier, later in pairwise(run))
        found += [tuple(run)] if nested else [(months,) for months in run]
    return found


def _axis(labels: Iterable[Hashable], found: Sums) -> Axis:
    named = list(dict.fromkeys([*labels, *(part for total, parts in found for part in (total, *parts))]))
    place = {label: k for k, label in enumerate(named)}
    return named, [(place[total], [place[part] for part in parts]) for total, parts in found]


def _pieces(spans: Collection[Span]) -> list[tuple[Span, list[Span]]]:
    """The spans that others cut into pieces, with the pieces."""
    edges = sorted({edge for span in spans for edge in span})
    found = [(span, [p for p in pairwise(edges) if span[0] <= p[0] and p[1] <= span[1]]) for span in spans]
    return [(span, parts) for span, parts in found if len(parts) > 1]


def _span(months: Months) -> Span:
    start, end = (12 * (month // 100) + month % 100 for month in months)
    return start, end + 1


def _age(text: str) -> Span | None:
    """From and up to which birthday; None for words that do not say."""
    if text in _WHOLE:
        return _FROM_BIRTH_ON
    found = _AGES.fullmatch(text)
    if found is None or sum(found[part] is not None for part in ("below", "high", "above")) > 1:
        return None
    low = int(found["low"])
    if found["below"]:
        return 0, low
    if found["above"]:
        return low, float("inf")
    return low, int(found["high"] or low) + 1
