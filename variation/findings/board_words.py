"""What has changed since a board met, in words."""

from __future__ import annotations

from typing import Any

from variation.analyses.since_board import Revision, Shift, SinceBoard
from variation.analyses.then_and_now import Moved, Turned
from variation.findings.moves import side_now, side_then, turn_words
from variation.findings.words import areas_word, capital, listing

MOST_NAMED = 6  # areas of one line


def since_finding(s: SinceBoard) -> str:
    """One sentence for the whole."""
    if not s.compared:
        return "No indicator that was held then has other figures now."
    parts = [
        _counted(sum(len(x.areas) for x in s.outside), "area is newly outside", "areas are newly outside")
        + " the 99.8 % limits",
        _counted(sum(len(x.areas) for x in s.inside), "is no longer", "are no longer"),
        _counted(sum(r.figures for r in s.revised), "figure was revised", "figures were revised"),
        _counted(sum(len(x.areas) for x in s.trends), "trend has", "trends have") + " another direction",
    ]
    return f"{capital(listing(parts))}."


def first_words(s: SinceBoard) -> str:
    """Of what could not be compared, "" where there is none."""
    if not s.first:
        return ""
    many = _counted(s.first, "indicator has", "indicators have")
    return f"{many} figures for the first time, or published ones in place of illustrative ones; see “What is new”."


def shift_title(x: Shift[Any] | Revision) -> str:
    """The indicator and its areas: "Cervical screening, boroughs"."""
    return f"{x.indicator.short_name}, {areas_word(x.level)}"


def periods_words(x: Shift[Any]) -> str:
    """The periods compared: "2015", or "2014, now 2015"."""
    return x.now if x.then == x.now else f"{x.then}, now {x.now}"


def outside_words(x: Shift[Moved]) -> str:
    """Areas newly outside, and on which side."""
    sides = [", ".join(filter(None, (side_now(a, x.indicator), side_then(a, x.indicator)))) for a in x.areas]
    return _named([f"{a.name} ({words})" for a, words in zip(x.areas, sides, strict=True)])


def inside_words(x: Shift[Moved]) -> str:
    """Areas no longer outside, and on which side they were."""
    return _named([f"{a.name} ({side_then(a, x.indicator)})" for a in x.areas])


def trend_words(x: Shift[Turned]) -> str:
    """Areas whose recent trend is another, with both."""
    return _named([f"{a.name} ({turn_words(a)})" for a in x.areas])


def revision_words(r: Revision) -> str:
    """How many figures, in how many periods."""
    figures, periods = _counted(r.figures, "figure", "figures"), _counted(r.periods, "period", "periods")
    return f"{figures} in {periods}, the latest {r.view.period}"


def _named(areas: list[str]) -> str:
    shown = areas if len(areas) <= MOST_NAMED else [*areas[: MOST_NAMED - 1], f"{len(areas) - MOST_NAMED + 1} more"]
    return listing(shown)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}" if number else f"no {one}"
