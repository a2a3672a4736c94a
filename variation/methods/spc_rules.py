"""The rules that mark points of a control chart, and the icons that sum them up; the same for every kind of chart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variation.methods.arguments import Flags, Floats

MINIMUM_POINTS = 12
RUN = 7  # points of a shift, and of a trend
LIMIT = 2.66  # limits lie so many mean moving ranges from the centre: 3 / 1.128
IMPROVEMENT = ("up", "down", "neutral")
ROUNDING = 1e-12  # relative; a mean of equal figures may differ from them by so much, which is no distance
RULES = ("", "shift", "two of three", "trend", "outside")  # from the weakest to the strongest


def marks(y: Floats, centre: float, reach: float, run: int) -> tuple[NDArray[np.str_], NDArray[np.int8]]:
    """Rule and direction of each point of a series; the strongest rule that applies stays.

    Parameters
    ----------
    y : (m,) series, NaN is a gap, which breaks runs
    centre, reach : where the centre line is, and how far from it the limits are
    run : points of a shift and of a trend

    Returns
    -------
    rule : (m,) one of RULES
    direction : (m,) int8, 1 high or rising, -1 low or falling, 0 unmarked
    """
    rank, direction = np.zeros(len(y), dtype=np.intp), np.zeros(len(y), dtype=np.int8)
    steps = np.diff(y)
    for sign in (1, -1):
        away = sign * _distance(y, centre)
        side = away > 0
        near = away > reach * 2 / 3
        found = (_in_runs(side, run), _two_of_three(side, near), _in_trends(sign * steps > 0, run), away > reach)
        for number, marked in enumerate(found, start=1):
            replaced = marked & (number > rank)
            rank[replaced], direction[replaced] = number, sign
    return np.array(RULES, dtype="<U12")[rank], direction


def _distance(y: Floats, centre: Floats | float) -> Floats:
    """Figures less their centre; 0 where only rounding parts them."""
    away: Floats = y - centre
    return np.where(np.abs(away) <= ROUNDING * np.abs(centre), 0.0, away)


def _in_runs(flag: Flags, length: int) -> Flags:
    """Points that lie in a run of at least so many flagged points."""
    marked = np.zeros(len(flag), dtype=np.bool_)
    for start in range(len(flag) - length + 1):
        if flag[start : start + length].all():
            marked[start : start + length] = True
    return marked


def _in_trends(step: Flags, length: int) -> Flags:
    """Points that lie in a run of at least so many points with every step between them flagged."""
    marked = np.zeros(len(step) + 1, dtype=np.bool_)
    for start in range(len(step) - length + 2):
        if step[start : start + length - 1].all():
            marked[start : start + length] = True
    return marked


def _two_of_three(side: Flags, near: Flags) -> Flags:
    marked = np.zeros(len(side), dtype=np.bool_)
    for start in range(len(side) - 2):
        three = slice(start, start + 3)
        if side[three].all() and near[three].sum() >= 2:
            marked[three] |= near[three]
    return marked


def judge(direction: NDArray[np.int8], improvement: str) -> NDArray[np.str_]:
    """What each point's direction means: "improvement", "concern" or "neutral"; "" for common cause."""
    if improvement == "neutral":
        return np.where(direction != 0, "neutral", "")
    better = 1 if improvement == "up" else -1
    return np.where(direction == 0, "", np.where(direction == better, "improvement", "concern"))


def variation_icon(y: Floats, centre: Floats, judged: NDArray[np.str_]) -> str:
    """What the last point that has a figure is marked with; "" where it has no limits."""
    known = np.flatnonzero(np.isfinite(y))
    if not len(known) or np.isnan(centre[known[-1]]):
        return ""
    return str(judged[known[-1]]) or "common cause"


def assurance_icon(lower: Floats, upper: Floats, target: float | None, improvement: str) -> str:
    """Whether the process as it is will pass the target: "pass", "fail" or "hit and miss"; "" where nobody can say."""
    if target is None or np.isnan(target) or improvement == "neutral" or not len(lower) or np.isnan(lower[-1]):
        return ""
    if lower[-1] <= target <= upper[-1]:
        return "hit and miss"
    return "pass" if (target < lower[-1]) == (improvement == "up") else "fail"


def last_marks(value: Floats) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The strongest rule that marks the last point of each of many XmR charts (its place in RULES), and its direction.

    The last mark of `spc.xmr`, of all series at once: only the last seven points can mark the last one.

    Parameters
    ----------
    value : (n, m), m at least 7; NaN is a gap, which breaks runs
    """
    steps = np.diff(value, axis=1)
    figures, jumps = np.isfinite(value).sum(axis=1), np.isfinite(steps).sum(axis=1)
    centre = np.nansum(value, axis=1) / np.maximum(figures, 1)
    reach = LIMIT * np.nansum(np.abs(steps), axis=1) / np.maximum(jumps, 1)
    reach = np.where(jumps > 0, reach, np.inf)  # no two neighbouring figures: nothing to judge by
    away = np.where(jumps[:, None] > 0, _distance(value[:, -RUN:], centre[:, None]), 0.0)
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
