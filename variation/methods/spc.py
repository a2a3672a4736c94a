"""Statistical process control: the XmR chart as NHS England's *Making Data Count* draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Flags, Floats, numbers, one_of

MINIMUM_POINTS = 12
LIMIT = 2.66  # limits lie so many mean moving ranges from the centre: 3 / 1.128
SCREEN = 3.267  # moving ranges of so many times their mean are left out when screening is asked for
IMPROVEMENT = ("up", "down", "neutral")


@dataclass(frozen=True)
class XmR:
    """An XmR chart of m points; arrays (m,).

    centre, lower, upper : of the stretch that each point belongs to; NaN in a stretch that is too short
    moving_range : distance to the point before; NaN at the start of a stretch and beside a gap
    special_cause : "" (common cause), "improvement", "concern" or "neutral"
    rule : "", "outside", "trend", "two of three" or "shift": the first of these that marks the point
    direction : int8, 1 high or rising, -1 low or falling, 0 common cause
    variation : what the last point is marked with: "common cause", "improvement", "concern", "neutral"; "" if unknown
    assurance : "pass", "fail" or "hit and miss"; "" without a target, without a judgement, or if unknown
    reason : why there are no limits (or none for a stretch), "" where there are
    """

    centre: Floats
    lower: Floats
    upper: Floats
    moving_range: Floats
    special_cause: NDArray[np.str_]
    rule: NDArray[np.str_]
    direction: NDArray[np.int8]
    variation: str
    assurance: str
    reason: str


def xmr(
    values: ArrayLike,
    improvement: str = "up",
    target: float | None = None,
    rebase_at: Sequence[int] = (),
    *,
    run: int = 7,
    screen: bool = False,
) -> XmR:
    """XmR chart with its marks and icons.

    Parameters
    ----------
    values : (m,) array-like
        A series in order of time, NaN where a period has no figure; a gap breaks runs and moving ranges. Points must
        not share data: no overlapping pooled periods.
    improvement : {"up", "down", "neutral"}
        Which way is better; "neutral" where there is no judgement.
    target : float, optional
    rebase_at : positions of the points from which new limits are calculated
        Runs do not cross them. To be used for a known change of the process, not to tidy a chart.
    run : int, 5 or more
        Length of a shift and of a trend, in points.
    screen : bool
        Whether moving ranges of 3.267 times their mean or more are left out of the limits. The R package
        NHSRplotthedots does so by default, the NHS England tool does not, and neither do we unless asked.

    Returns
    -------
    XmR
        No limits and no marks where a stretch has fewer than 12 figures; `reason` says so.

    Raises
    ------
    ValueError
        For an unknown improvement, a rebase outside the series, a run below 5.

    Notes
    -----
    Limits: centre (mean) ± 2.66 × mean moving range. Marks, first that applies: a point outside the limits; a trend of
    7 points, all steps the same way (a tie breaks it); two of three points more than two thirds of the way to one limit
    with all three on that side of the centre (only those near the limit are marked); a shift of 7 points on one side (a
    point on the centre breaks it). All points of a run are marked. Assurance compares the target with the limits of the
    last stretch. A constant series has limits at its centre and no marks.

    References
    ----------
    NHS England. Making Data Count: strengthening your decisions.
    Wheeler DJ (2000). Understanding variation, 2nd edn. SPC Press.
    Nelson LS (1984). The Shewhart control chart: tests for special causes. J Quality Technology 16, 237-239.
    """
    y = numbers("values", values)
    if y.ndim != 1:
        raise ValueError(f"values must be one series; found shape {y.shape}")
    one_of("improvement", improvement, IMPROVEMENT)
    if run < 5:
        raise ValueError(f"run must be at least 5 points; found {run}")
    if any(not 0 < at < len(y) for at in rebase_at):
        raise ValueError(f"rebase_at must lie within the series, 1 to {len(y) - 1}; found {tuple(rebase_at)}")
    edges = [0, *sorted(set(rebase_at)), len(y)]
    stretches = [slice(a, b) for a, b in pairwise(edges)]
    centre, lower, upper, moving_range = (np.full(len(y), np.nan) for _ in range(4))
    rule, direction = np.full(len(y), "", dtype="<U12"), np.zeros(len(y), dtype=np.int8)
    short = []
    for s in stretches:
        moving_range[s] = _moving_range(y[s])
        figures = int(np.isfinite(y[s]).sum())
        if figures < MINIMUM_POINTS:
            short.append(figures)
            continue
        centre[s] = np.nanmean(y[s])
        reach = LIMIT * _mean_range(moving_range[s], screen=screen)
        lower[s], upper[s] = centre[s] - reach, centre[s] + reach
        rule[s], direction[s] = _marks(y[s], float(centre[s][0]), reach, run)
    reason = f"Limits need at least {MINIMUM_POINTS} points; there are {short[0]}." if short else ""
    judged = _judge(direction, improvement)
    return XmR(
        centre=centre,
        lower=lower,
        upper=upper,
        moving_range=moving_range,
        special_cause=judged,
        rule=rule,
        direction=direction,
        variation=_variation(y, centre, judged),
        assurance=_assurance(lower, upper, target, improvement),
        reason=reason,
    )


def _moving_range(y: Floats) -> Floats:
    return np.abs(np.diff(y, prepend=np.nan))


def _mean_range(moving_range: Floats, *, screen: bool) -> float:
    found = moving_range[np.isfinite(moving_range)]
    if screen and len(found):
        kept = found[found < SCREEN * found.mean()]
        found = kept if len(kept) else found
    return float(found.mean()) if len(found) else float("nan")


def _marks(y: Floats, centre: float, reach: float, run: int) -> tuple[NDArray[np.str_], NDArray[np.int8]]:
    """Rule and direction of each point; rules are laid on from the weakest, so that the strongest stays."""
    rule, direction = np.full(len(y), "", dtype="<U12"), np.zeros(len(y), dtype=np.int8)
    steps = np.diff(y)
    for sign in (1, -1):
        away = sign * (y - centre)
        side = away > 0
        near = away > reach * 2 / 3
        for name, marked in (
            ("shift", _in_runs(side, run)),
            ("two of three", _two_of_three(side, near)),
            ("trend", _in_trends(sign * steps > 0, run)),
            ("outside", away > reach),
        ):
            replaced = marked & (_RANK[name] > np.array([_RANK[str(r)] for r in rule]))
            rule[replaced], direction[replaced] = name, sign
    return rule, direction


_RANK = {"": 0, "shift": 1, "two of three": 2, "trend": 3, "outside": 4}


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


def _judge(direction: NDArray[np.int8], improvement: str) -> NDArray[np.str_]:
    if improvement == "neutral":
        return np.where(direction != 0, "neutral", "")
    better = 1 if improvement == "up" else -1
    return np.where(direction == 0, "", np.where(direction == better, "improvement", "concern"))


def _variation(y: Floats, centre: Floats, judged: NDArray[np.str_]) -> str:
    known = np.flatnonzero(np.isfinite(y))
    if not len(known) or np.isnan(centre[known[-1]]):
        return ""
    return str(judged[known[-1]]) or "common cause"


def _assurance(lower: Floats, upper: Floats, target: float | None, improvement: str) -> str:
    if target is None or improvement == "neutral" or not len(lower) or np.isnan(lower[-1]):
        return ""
    if lower[-1] <= target <= upper[-1]:
        return "hit and miss"
    return "pass" if (target < lower[-1]) == (improvement == "up") else "fail"
