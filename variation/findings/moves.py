"""The words for what has moved between two snapshots, the same wherever it is told."""

from __future__ import annotations

from variation.analyses.results import NO_DATA, RecentTrend
from variation.analyses.then_and_now import OUTSIDE, Moved, Turned
from variation.findings.words import lower, side
from variation.indicators import Indicator

NEWLY_OUTSIDE = "Newly outside 99.8 % limits"
NO_LONGER_OUTSIDE = "No longer outside"
OTHER_TREND = "Another recent trend"


def side_now(m: Moved, indicator: Indicator) -> str:
    """On which side an area is outside now: "worse"."""
    return side(_sign(m.now), indicator)


def side_then(m: Moved, indicator: Indicator) -> str:
    """On which side an area was outside, or that it was not judged: "was worse", "not compared before"; else ""."""
    if m.then == NO_DATA:
        return "not compared before"
    return f"was {side(_sign(m.then), indicator)}" if abs(m.then) == OUTSIDE else ""


def turn_words(t: Turned) -> str:
    """Both trends: "now increasing and getting better, was no change beyond chance"."""
    return f"now {_trend(t.now)}, was {_trend(t.then)}"


def _sign(status: int) -> int:
    return 1 if status > 0 else -1


def _trend(recent: RecentTrend) -> str:
    return lower(recent.verdict.partition(" (")[0])
