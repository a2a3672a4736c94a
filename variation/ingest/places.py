"""Areas as publishers name them, by code or name, old or new."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.geography import Alias, aliases, area, nearest_name, normalise
from variation.ingest.cells import tidy
from variation.ingest.columns import Column
from variation.ingest.report import Report

_TOTAL = re.compile(r"\b(?:total|totals|sum|average|mean|all (?:areas|boroughs|ccgs|stps))\b", re.IGNORECASE)
_LOOKS_LIKE_LONDON = re.compile(r"london|^e09|^e38000[12]\d\d$|^e5400002[7-9]|^e5400003[01]", re.IGNORECASE)
_HAS_DIGIT = re.compile(r"\d")
_RULE_OF_KIND = {"old code": "old-code", "merged": "merged-area", "name": "area-name"}


@dataclass(frozen=True)
class Places:
    """Areas of a column.

    Parameters
    ----------
    area, level : object, shape (n,), ONS code and level; "" where the row names no area held here
    kind : object, shape (n,), how it was named: code, ods, name, old code or merged
    """

    area: NDArray[np.object_]
    level: NDArray[np.object_]
    kind: NDArray[np.object_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where the row names an area held here."""
        return np.asarray(self.area != "", dtype=bool)


def read_places(column: Column, report: Report, *, names: Column | None = None, level: str | None = None) -> Places:
    """Areas of a column; everything but a plain present code is reported.

    Rows without a known area are counted in the report as skipped or rejected: the caller goes on without them.

    Parameters
    ----------
    column : codes, or names where the file has no codes
    report : takes what is found
    names : names beside the codes, taken where a code is unknown, and compared where it is known
    level : of the file's areas, where known: a bare "Camden" is then the CCG in a file of CCGs
    """
    known = aliases(level)
    by_code = [known.get(normalise(cell)) for cell in column.distinct]
    found = column.spread(by_code)
    for_rules = [(column, column.spread([a.kind if a else "" for a in by_code]))]
    if names is not None:
        by_name = [known.get(normalise(cell)) for cell in names.distinct]
        missing = np.array([alias is None for alias in found], dtype=bool)
        # a code that is no London code is followed, whatever the name says
        takes_name = missing & column.spread([not _is_code(tidy(cell)) for cell in column.distinct], bool)
        found = np.where(takes_name, names.spread(by_name), found)
        for_rules[0] = (column, np.where(takes_name, "", for_rules[0][1]))
        for_rules.append((names, np.where(takes_name, names.spread([a.kind if a else "" for a in by_name]), "")))
        _report_mismatch(column, names, by_code, report)
    for source, kinds in for_rules:
        for kind, rule in _RULE_OF_KIND.items():
            source.report(report, rule, np.asarray(kinds == kind, dtype=bool))
    areas = np.array([a.code if a else "" for a in found], dtype=object)
    levels = np.array([a.level if a else "" for a in found], dtype=object)
    _report_unknown(column, names, areas == "", report)
    return Places(areas, levels, np.array([a.kind if a else "" for a in found], dtype=object))


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]\d{8}", text, re.IGNORECASE))


def _report_mismatch(codes: Column, names: Column, by_code: list[Alias | None], report: Report) -> None:
    """Say where code and name are of different areas of one level."""
    width = max(1, len(names.distinct))
    pairs, inverse = np.unique(codes.codes.astype(np.int64) * width + names.codes, return_inverse=True)
    differ = np.zeros(len(pairs), dtype=bool)
    for place, pair in enumerate(pairs):
        here = by_code[pair // width]
        named = aliases(here.level).get(normalise(names.distinct[pair % width])) if here else None
        differ[place] = bool(here and named and named.level == here.level and named.code != here.code)
    where = differ[inverse]
    if where.any():
        first = by_code[codes.codes[np.flatnonzero(where)[0]]]
        expected = f"the name of {first.code}, {area(first.code).name}" if first else ""
        names.report(report, "area-mismatch", where, expected=expected)


def _report_unknown(column: Column, names: Column | None, unknown: NDArray[np.bool_], report: Report) -> None:
    """Sort rows without a known area into totals, blanks, London's and others, and count them.

    A name that comes near one held here is London's, misspelt; so is any where most names are held here.
    """
    if not unknown.any():
        return
    beside = names if names is not None else Column("", column.rows, np.zeros_like(column.codes), [""])
    width = max(1, len(beside.distinct))
    pairs, inverse = np.unique(column.codes.astype(np.int64) * width + beside.codes, return_inverse=True)
    called = [(tidy(column.distinct[pair // width]), tidy(beside.distinct[pair % width])) for pair in pairs]
    held = set(inverse[~unknown].tolist())
    strangers = [place for place, (code, _) in enumerate(called) if place not in held and not _is_code(code)]
    ours = len(held) > len(strangers)
    rules = np.array([_rule_for_unknown(*words, ours=ours) for words in called], dtype=object)[inverse]
    words = np.array([" ".join(filter(None, pair)) for pair in called], dtype=object)[inverse]
    for rule in ("area-missing", "total-row", "other-area"):
        where = unknown & np.asarray(rules == rule, dtype=bool)
        report.add(rule, column.rows[where], words[where], column=column.name)
        if rule == "area-missing":
            report.rows_rejected += int(where.sum())
        else:
            report.skip("total row" if rule == "total-row" else "area outside London", int(where.sum()))
    where = unknown & np.asarray(rules == "unknown-area", dtype=bool)
    for name in dict.fromkeys(words[where].tolist()):
        rows = where & np.asarray(words == name, dtype=bool)
        report.add("unknown-area", column.rows[rows], words[rows], column=column.name, expected=_meant(name))
        report.skip(f"unknown area: {name}", int(rows.sum()))


def _meant(name: str) -> str:
    near = "" if _HAS_DIGIT.search(name) else nearest_name(name, 0.6)
    return f"{near}, perhaps" if near else ""


def _rule_for_unknown(code: str, name: str, *, ours: bool) -> str:
    if _TOTAL.search(f"{code} {name}") and not _is_code(code):
        return "total-row"
    if not code and not name:
        return "area-missing"
    if _LOOKS_LIKE_LONDON.search(code) or _LOOKS_LIKE_LONDON.search(name):
        return "unknown-area"
    if _is_code(code):
        return "other-area"
    named = name or code
    misspelt = not _HAS_DIGIT.search(named) and bool(nearest_name(named))
    return "unknown-area" if ours or misspelt else "other-area"
