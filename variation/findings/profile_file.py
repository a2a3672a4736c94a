"""A profile as a file: every indicator of its table in a row of its own, with what a reader must know above them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date

import numpy as np

from variation.analyses.profile import Line, Profile
from variation.findings.profile_words import caution, compared_words, describe_profile, profile_title, trend_words
from variation.findings.rows import Cell, number_cells
from variation.findings.tables import ILLUSTRATIVE_MARK, csv_text, export_day
from variation.findings.words import listing
from variation.observations import ILLUSTRATIVE, PUBLISHED

COLUMNS = (
    "indicator",
    "indicator_name",
    "domain",
    "sex",
    "age",
    "period",
    "unit",
    "value",
    "lower_95",
    "upper_95",
    "london",
    "london_is",
    "england",
    "peers_median",
    "benchmark",
    "difference",
    "judged_by",
    "recent_trend",
    "rank_low",
    "rank_high",
    "areas",
    "note",
    "status",
    "source",
)


def write_profile_csv(
    p: Profile, peers: Mapping[str, float], names: tuple[str, ...] = (), *, on: date | None = None
) -> bytes:
    """The table of a profile, below some lines that say whose it is and of which snapshot.

    Parameters
    ----------
    peers : the peers' middle figure by indicator, where there is one
    names : of the peers
    on : date of the export, today by default

    Returns
    -------
    bytes
        UTF-8 with a byte-order mark; no cell is one that a spreadsheet would run. Figures that are withheld on the page
        are absent here, and `note` says why.
    """
    rows = (_row(line, p, peers.get(line.indicator.id, math.nan)) for line in p.lines)
    return csv_text([*_head(p, names, export_day(on)), [], COLUMNS, *rows]).encode("utf-8-sig")


def _head(p: Profile, names: tuple[str, ...], on: date) -> list[tuple[str, str]]:
    simulated = any(line.illustrative for line in p.lines)
    pairs = [
        ("title", profile_title(p)),
        ("area", p.place.name),
        ("area_code", p.place.code),
        ("level", p.level),
        ("finding", describe_profile(p)),
        ("caution", caution(p)),
        ("peers", listing(names) if names else ""),
        ("illustrative", f"{ILLUSTRATIVE_MARK} where status says so" if simulated else ""),
        ("snapshot", p.snapshot),
        ("exported", f"{on.isoformat()} from the London Variation Atlas"),
    ]
    return [(heading, said) for heading, said in pairs if said]


def _row(line: Line, p: Profile, peers: float) -> list[Cell]:
    i = line.indicator
    london = "" if not math.isfinite(line.london) else "our sum of areas" if line.summed else "published"
    return [
        *(i.id, i.name, i.domain, line.sex, line.age, line.period, i.unit),
        *number_cells(np.array([line.value, line.lower, line.upper, line.london]), i.decimals),
        london,
        *number_cells(np.array([line.england, peers]), i.decimals),
        p.benchmark,
        compared_words(line, p.benchmark),
        line.judged_by if line.verdict else "",
        trend_words(line)[1],
        *(number_cells(np.array([line.rank_low, line.rank_high]), -1) if line.held else (None, None)),
        line.areas,
        line.note,
        ILLUSTRATIVE if line.illustrative else PUBLISHED,
        i.source,
    ]
