"""Statistical process control: the XmR chart as NHS England's *Making Data Count* draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, integer, numbers, one_of, single
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


class Rebase(NamedTuple):
    """A decision that limits start anew: from which position in the series on, why, and when that was decided."""

    position: int
    reason: str
    decided: date | None = None


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
    basis : what the limits rest on, in words, with every rebase and its reason
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
    rebase_at: Sequence[Rebase | tuple[int, str]] = (),
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
    rebase_at : (position, reason) pairs, or `Rebase` with the day of the decision as well
        Positions, from 1, of points from which new limits are calculated; runs do not cross them. For a known change of
        the process that somebody decided on, not to tidy a chart: each reason is repeated in `basis`.
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
        For an unknown improvement, a rebase outside the series or without a reason, a run below 5, a baseline below 12.

    Notes
    -----
    Limits: centre (mean) ± 2.66 × mean moving range. Marks, first that applies: a point outside the limits; a trend of
    7 points, all steps the same way (a tie breaks it); two of three points more than two thirds of the way to one limit
    with all three on that side of the centre (an outside one counts; only the near ones are marked); a shift of 7 (a
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
    run, goal = integer("run", run, 5), None if target is None else single("target", target)
    if baseline is not None:
        baseline = integer("baseline", baseline, MINIMUM_POINTS)
    rebases = _rebases(rebase_at, len(y))
    centre, lower, upper, moving_range = (np.full(len(y), np.nan) for _ in range(4))
    rule, direction, reasons = np.full(len(y), "", dtype="<U12"), np.zeros(len(y), dtype=np.int8), []
    for s in (slice(a, b) for a, b in pairwise([0, *sorted({at.position for at in rebases}), len(y)])):
        moving_range[s] = _moving_range(y[s])
        middle, reach, reason = _limits(y[s][:baseline], screen=screen)
        centre[s], lower[s], upper[s] = middle, middle - reach, middle + reach
        reasons.append(reason)
        if not reason:
            rule[s], direction[s] = marks(y[s], middle, reach, run)
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
        assurance=assurance_icon(lower, upper, goal, improvement),
        reason=next(filter(None, reasons), ""),
        basis=_basis(baseline, rebases, screen=screen),
    )


def _rebases(rebase_at: Sequence[Rebase | tuple[int, str]], points: int) -> list[Rebase]:
    """The decisions in order of position; refuses a bare position."""
    found = []
    for given in rebase_at if isinstance(rebase_at, Sequence) else [rebase_at]:
        pair = isinstance(given, tuple) and 2 <= len(given) <= 3
        if not pair or not isinstance(given[1], str) or not given[1].strip():
            raise ValueError(
                "rebase_at must give the reason beside each position, as new limits need a recorded decision, "
                f'e.g. [(16, "second scanner opened")]; found {given!r}'
            )
        at = integer("position in rebase_at", given[0])
        if not 0 < at < points:
            raise ValueError(f"rebase_at must lie within the series, 1 to {points - 1}; found {at}")
        found.append(Rebase(at, *given[1:]))
    return sorted(found, key=lambda rebase: rebase.position)


def _limits(y: Floats, *, screen: bool) -> tuple[float, float, str]:
    """Centre of the points that limits rest on, how far the limits are from it, and why there are none."""
    figures = int(np.isfinite(y).sum())
    if figures < MINIMUM_POINTS:
        return np.nan, np.nan, f"Limits need at least {MINIMUM_POINTS} points; there are {figures}."
    reach = LIMIT * _mean_range(_moving_range(y), screen=screen)
    if np.isnan(reach):
        return np.nan, np.nan, "No two neighbouring points have figures, so there is no moving range."
    return float(np.nanmean(y)), reach, ""


def _basis(baseline: int | None, rebases: Sequence[Rebase], *, screen: bool) -> str:
    points = "all points" if baseline is None else f"the first {baseline} points"
    kept = f"without moving ranges of {SCREEN} times their mean or more" if screen else "no moving range left out"
    words = f"Limits at the mean ± {LIMIT} mean moving ranges of {points} of each stretch, {kept}."
    for at in rebases:
        decided = f" (decided {at.decided.day} {at.decided:%B %Y})" if at.decided else ""
        words += f" New limits from point {at.position + 1}: {at.reason.strip()}{decided}."
    return words


def _moving_range(y: Floats) -> Floats:
    return np.abs(np.diff(y, prepend=np.nan))


def _mean_range(moving_range: Floats, *, screen: bool) -> float:
    found = moving_range[np.isfinite(moving_range)]
    if screen and len(found):
        kept = found[found < SCREEN * found.mean()]
        found = kept if len(kept) else found
    return float(found.mean()) if len(found) else float("nan")
