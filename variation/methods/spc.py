"""Statistical process control: the XmR chart as NHS England's *Making Data Count* draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, numbers, one_of
from variation.methods.spc_rules import (
    IMPROVEMENT,
    LIMIT,
    MINIMUM_POINTS,
    RUN,
    assurance_icon,
    judge,
    marks,
    variation_icon,
)

SCREEN = 3.267  # moving ranges of so many times their mean are left out when screening is asked for


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
    basis : what the limits rest on, in words
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
    basis: str


def xmr(
    values: ArrayLike,
    improvement: str = "up",
    target: float | None = None,
    rebase_at: Sequence[int] = (),
    *,
    run: int = RUN,
    screen: bool = False,
    baseline: int | None = None,
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
    baseline : int, optional, 12 or more
        Limits of each stretch rest on so many points at its start and are held from there on; on all by default.

    Returns
    -------
    XmR
        No limits and no marks where a stretch has fewer than 12 figures; `reason` says so.

    Raises
    ------
    ValueError
        For an unknown improvement, a rebase outside the series, a run below 5, a baseline below 12.

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
    if baseline is not None and baseline < MINIMUM_POINTS:
        raise ValueError(f"baseline must be at least {MINIMUM_POINTS} points; found {baseline}")
    edges = [0, *sorted(set(rebase_at)), len(y)]
    stretches = [slice(a, b) for a, b in pairwise(edges)]
    centre, lower, upper, moving_range = (np.full(len(y), np.nan) for _ in range(4))
    rule, direction = np.full(len(y), "", dtype="<U12"), np.zeros(len(y), dtype=np.int8)
    short, apart = [], False
    for s in stretches:
        moving_range[s] = _moving_range(y[s])
        base = slice(s.start, s.stop if baseline is None else min(s.stop, s.start + baseline))
        figures = int(np.isfinite(y[base]).sum())
        if figures < MINIMUM_POINTS:
            short.append(figures)
            continue
        centre[s] = np.nanmean(y[base])
        reach = LIMIT * _mean_range(moving_range[base], screen=screen)
        if np.isnan(reach):
            apart, centre[s] = True, np.nan
            continue
        lower[s], upper[s] = centre[s] - reach, centre[s] + reach
        rule[s], direction[s] = marks(y[s], float(centre[s][0]), reach, run)
    reason = f"Limits need at least {MINIMUM_POINTS} points; there are {short[0]}." if short else ""
    reason = reason or ("No two neighbouring points have figures, so there is no moving range." if apart else "")
    judged = judge(direction, improvement)
    return XmR(
        centre=centre,
        lower=lower,
        upper=upper,
        moving_range=moving_range,
        special_cause=judged,
        rule=rule,
        direction=direction,
        variation=variation_icon(y, centre, judged),
        assurance=assurance_icon(lower, upper, target, improvement),
        reason=reason,
        basis=_basis(baseline, screen=screen),
    )


def _basis(baseline: int | None, *, screen: bool) -> str:
    points = "all points" if baseline is None else f"the first {baseline} points"
    kept = f"without moving ranges of {SCREEN} times their mean or more" if screen else "no moving range left out"
    return f"Limits at the mean ± {LIMIT} mean moving ranges of {points} of each stretch, {kept}."


def _moving_range(y: Floats) -> Floats:
    return np.abs(np.diff(y, prepend=np.nan))


def _mean_range(moving_range: Floats, *, screen: bool) -> float:
    found = moving_range[np.isfinite(moving_range)]
    if screen and len(found):
        kept = found[found < SCREEN * found.mean()]
        found = kept if len(kept) else found
    return float(found.mean()) if len(found) else float("nan")
