"""What has changed since a board met, in words."""

from __future__ import annotations

from variation import geography
from variation.analyses.recent import verdict
from variation.analyses.results import NO_DATA
from variation.analyses.since_board import AreaChange, Revision, Shift, SinceBoard
from variation.findings.words import capital, listing, side
from variation.indicators import Indicator

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


def shift_title(x: Shift | Revision) -> str:
    """The indicator and its areas: "Cervical screening, boroughs"."""
    return f"{x.indicator.short_name}, {_level(x.level)}"


def periods_words(x: Shift) -> str:
    """The periods compared: "2015", or "2014, now 2015"."""
    return x.now if x.then == x.now else f"{x.then}, now {x.now}"


def outside_words(x: Shift) -> str:
    """Areas newly outside, and on which side."""
    return _named([f"{a.name} ({_side(a.now, x.indicator)}{_before(a, x.indicator)})" for a in x.areas])


def inside_words(x: Shift) -> str:
    """Areas no longer outside, and on which side they were."""
    return _named([f"{a.name} (was {_side(a.then, x.indicator)})" for a in x.areas])


def trend_words(x: Shift) -> str:
    """Areas whose recent trend is another, with both."""
    return _named(
        [f"{a.name} (now {_moving(a.now, x.indicator)}, was {_moving(a.then, x.indicator)})" for a in x.areas]
    )


def revision_words(r: Revision) -> str:
    """How many figures, in how many periods."""
    figures, periods = _counted(r.figures, "figure", "figures"), _counted(r.periods, "period", "periods")
    return f"{figures} in {periods}, the latest {r.view.period}"


def _named(areas: list[str]) -> str:
    shown = areas if len(areas) <= MOST_NAMED else [*areas[: MOST_NAMED - 1], f"{len(areas) - MOST_NAMED + 1} more"]
    return listing(shown)


def _side(status: int | str, indicator: Indicator) -> str:
    return side(1 if isinstance(status, int) and status > 0 else -1, indicator)


def _before(a: AreaChange, indicator: Indicator) -> str:
    if a.then == NO_DATA:
        return ", no figure before"
    return f", was {_side(a.then, indicator)}" if a.then in (-2, 2) else ""


def _moving(direction: int | str, indicator: Indicator) -> str:
    words = verdict(str(direction), indicator.polarity)
    return "no change" if direction == "none" else f"{words[:1].lower()}{words[1:]}"


def _level(level: str) -> str:
    name = geography.LEVEL_NAMES[level][1]
    return name if name[:2].isupper() else name.lower()


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}" if number else f"no {one}"
