"""Is it changing? The test that fits a series, one verdict an area, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from variation.analyses import months
from variation.analyses.months import Months
from variation.analyses.process import process_marks
from variation.analyses.results import NOT_TESTED, Floats, RecentTrend
from variation.indicators import Indicator

POINTS = 5  # years in the recent trend
NO_CHANGE = "No change beyond chance (99.8 % level)"


@dataclass(frozen=True)
class Figures:
    """Rows to be tested, areas and the benchmark, over m periods; counts only where the value follows them."""

    value: Floats
    count: Floats
    denominator: Floats
    period: tuple[str, ...]
    start: Months
    end: Months


def recent_trends(figures: Figures, indicator: Indicator) -> tuple[RecentTrend, ...]:
    """The verdict on each row.

    Yearly crude figures have the recent trend of the Office for Health Improvement and Disparities; monthly and
    quarterly ones an XmR chart; pooled periods that share years, standardised and broken series are not tested.
    """
    lengths = months.length(figures.start, figures.end)
    reason = _why_not_at_all(figures, lengths)
    if by_process(figures.start, figures.end):
        return process_marks(figures.value, figures.period[-1], indicator.polarity)
    if reason := reason or _why_not_yearly(figures, indicator, int(lengths[0])):
        return (RecentTrend("", NOT_TESTED, reason),) * len(figures.value)
    return _yearly(figures, indicator)


def by_process(start: Months, end: Months) -> bool:
    """Whether periods are judged one by one, on an XmR chart: months or quarters, all as long as one another."""
    lengths = months.length(start, end)
    return not months.overlap(start, end) and len(set(lengths.tolist())) == 1 and bool(lengths[0] < 12)


def _why_not_at_all(figures: Figures, lengths: Months) -> str:
    if months.overlap(figures.start, figures.end):
        return "Periods share years, so their points are not independent and no trend is tested."
    if len(set(lengths.tolist())) > 1:
        return "Periods are of different lengths, so no trend is tested."
    return ""


def _why_not_yearly(figures: Figures, indicator: Indicator, length: int) -> str:
    if length > 12:
        return "Periods span several years; the recent trend is tested for single years only."
    if not indicator.crude:
        return f"The recent trend is tested for crude figures only; this is a {indicator.measure}."
    if len(figures.period) < POINTS:
        return f"Fewer than {POINTS} years are held, so no trend is tested."
    if not months.follows(figures.start[-POINTS:], figures.end[-POINTS:]).all():
        return f"The last {POINTS} years do not follow one another, so no trend is tested."
    return ""


def _yearly(figures: Figures, indicator: Indicator) -> tuple[RecentTrend, ...]:
    from variation.methods import trend

    measure = "proportion" if indicator.measure == "proportion" else "rate"
    count, denominator = figures.count[:, -POINTS:], figures.denominator[:, -POINTS:]
    usable = np.isfinite(count) & (denominator > 0) & np.isfinite(figures.value[:, -POINTS:])
    found = trend.recent(np.where(usable, count, np.nan), np.where(usable, denominator, np.nan), measure, POINTS)
    span = f"{figures.period[-POINTS]} to {figures.period[-1]}"
    tested = f"Recent trend of the OHID: χ² for a linear trend, {span}, 99.8 % level."
    missing = f"Not all of the last {POINTS} years ({span}) have a count, so no trend is tested."
    return tuple(
        RecentTrend(d, verdict(d, indicator.polarity), tested) if d else RecentTrend("", NOT_TESTED, missing)
        for d in found.direction.tolist()
    )


def verdict(direction: str, polarity: str) -> str:
    """A direction in words, with what it means where one way is good."""
    if direction == "none":
        return NO_CHANGE
    moving = "Increasing" if direction == "up" else "Decreasing"
    if polarity == "none":
        return moving
    better = (direction == "up") == (polarity == "high")
    return f"{moving} and getting {'better' if better else 'worse'}"
