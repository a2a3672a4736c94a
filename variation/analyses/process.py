"""Monthly and quarterly series: is the last point within what the process usually does? XmR for many series at once."""

from __future__ import annotations

import numpy as np

from variation.analyses.results import NOT_TESTED, Floats, RecentTrend
from variation.methods.spc_rules import MINIMUM_POINTS, last_marks

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
    The last mark of `methods.spc.xmr`, which draws the chart; a test holds the two together.
    """
    enough = (np.isfinite(value).sum(axis=1) >= MINIMUM_POINTS) & np.isfinite(value[:, -1])
    enough &= np.isfinite(np.diff(value, axis=1)).any(axis=1)
    rule, direction = last_marks(np.where(enough[:, None], value, np.nan))
    few = f"Fewer than {MINIMUM_POINTS} figures, or none for {last_period}, so no XmR chart is drawn."
    return tuple(
        _verdict(int(r), int(d), last_period, polarity) if known else RecentTrend("", NOT_TESTED, few)
        for r, d, known in zip(rule, direction, enough, strict=True)
    )


def marked_before(value: Floats) -> int | None:
    """How many points of a series (m,) before its last the XmR chart marks; None where it has no chart."""
    from variation.methods.spc import xmr

    if np.isfinite(value).sum() < MINIMUM_POINTS:
        return None
    return int((xmr(value).special_cause[:-1] != "").sum())


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
