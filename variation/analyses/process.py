"""Monthly and quarterly series: is the last point within what the process usually does? XmR for many series at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variation.analyses.results import NOT_TESTED, Floats, RecentTrend

LEAST_POINTS = 12
RUN = 7
LIMIT = 2.66
NO_SPECIAL_CAUSE = "No special cause"
_RULES = (
    "",
    "a run of 7 on one side of the mean",
    "two of three near a limit",
    "7 points in one direction",
    "beyond a limit",
)


def process_marks(value: Floats, last_period: str, polarity: str) -> tuple[RecentTrend, ...]:
    """The XmR verdict on the last point of each series.

    Parameters
    ----------
    value : (n, m) series by time, NaN where a period has no figure
    last_period : label of the last period
    polarity : which way is good: high, low, none

    Notes
    -----
    The last mark of `methods.spc.xmr`, which draws the chart; a test holds the two together. Only the last seven points
    can mark the last one, so that all areas are judged at once.
    """
    enough = (np.isfinite(value).sum(axis=1) >= LEAST_POINTS) & np.isfinite(value[:, -1])
    rule, direction = last_marks(np.where(enough[:, None], value, np.nan))
    few = f"Fewer than {LEAST_POINTS} figures, or none for {last_period}, so no XmR chart is drawn."
    return tuple(
        _verdict(int(r), int(d), last_period, polarity) if known else RecentTrend("", NOT_TESTED, few)
        for r, d, known in zip(rule, direction, enough, strict=True)
    )


def last_marks(value: Floats) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The strongest rule (0 none … 4 beyond a limit) that marks the last point of each series, and its direction.

    Parameters
    ----------
    value : (n, m), m at least 7; NaN is a gap, which breaks runs
    """
    steps = np.diff(value, axis=1)
    figures, jumps = np.isfinite(value).sum(axis=1), np.isfinite(steps).sum(axis=1)
    centre = np.nansum(value, axis=1) / np.maximum(figures, 1)
    reach = LIMIT * np.nansum(np.abs(steps), axis=1) / np.maximum(jumps, 1)
    away = value[:, -RUN:] - centre[:, None]
    rule, direction = np.zeros(len(value), dtype=np.int8), np.zeros(len(value), dtype=np.int8)
    for sign in (1, -1):
        distance = sign * away
        near = distance > reach[:, None] * 2 / 3
        found = (
            (distance > 0).all(axis=1),
            (distance[:, -3:] > 0).all(axis=1) & near[:, -1] & (near[:, -3:].sum(axis=1) >= 2),
            (sign * steps[:, -(RUN - 1) :] > 0).all(axis=1),
            distance[:, -1] > reach,
        )
        for number, marked in enumerate(found, start=1):
            stronger = marked & (number > rule)
            rule[stronger], direction[stronger] = number, sign
    return rule, direction


def _verdict(rule: int, direction: int, last_period: str, polarity: str) -> RecentTrend:
    chart = "XmR chart, limits at the mean ± 2.66 mean moving ranges, seasons not taken out"
    if not rule:
        return RecentTrend("none", NO_SPECIAL_CAUSE, f"{chart}: {last_period} is not marked.")
    word = "up" if direction > 0 else "down"
    if polarity == "none":
        verdict = f"Special cause, {'higher' if direction > 0 else 'lower'} than usual"
    else:
        better = (direction > 0) == (polarity == "high")
        verdict = f"{'Improving' if better else 'Worsening'} special cause"
    return RecentTrend(word, verdict, f"{chart}: {last_period} is marked: {_RULES[rule]}.")
