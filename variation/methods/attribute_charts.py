"""p′ and u′ charts: control charts of counts with large denominators, where p and u charts see signals everywhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, counts, counts_within, one_of, positive, single
from variation.methods.spc_rules import IMPROVEMENT, MINIMUM_POINTS, RUN, assurance_icon, judge, marks, variation_icon

_SIGMAS = 3.0
_RANGE_TO_SIGMA = 1.128  # mean moving range of two points over their standard deviation


@dataclass(frozen=True)
class AttributeChart:
    """A control chart of m points whose limits follow each point's denominator; arrays (m,), in the unit of multiplier.

    sigma_z : how many times further apart points lie than chance alone puts them; 1 for a plain p or u chart
    special_cause, rule, direction, variation, assurance, reason : as of `spc.XmR`
    """

    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    sigma_z: float
    special_cause: NDArray[np.str_]
    rule: NDArray[np.str_]
    direction: NDArray[np.int8]
    variation: str
    assurance: str
    reason: str


def p_prime(
    count: ArrayLike,
    denominator: ArrayLike,
    improvement: str = "up",
    target: float | None = None,
    *,
    multiplier: float = 1,
    between: bool = True,
) -> AttributeChart:
    """Chart of proportions.

    Parameters
    ----------
    count, denominator : (m,) array-like
        Events and cases of each period in order of time; NaN is a gap.
    improvement : {"up", "down", "neutral"}
    target : float, optional, in the unit of the value
    multiplier : float
        100 for per cent.
    between : bool
        Whether limits allow for what varies between periods beyond chance (p′); False draws a plain p chart.

    Returns
    -------
    AttributeChart
        No limits and no marks, with a reason, below 12 points or where no two neighbouring points have figures.

    Raises
    ------
    ValueError
        For a count above its denominator, negative figures, an unknown improvement, more than one series.

    Notes
    -----
    p̄ = Σx/Σn, ``s_i = √(p̄(1 − p̄)/n_i)``, ``z_i = (p_i − p̄)/s_i``, σ_z = mean moving range of z / 1.128; limits
    ``p̄ ± 3 s_i σ_z``. Rules act on z, as on an XmR chart. With equal denominators the chart is the XmR chart of the
    proportions. σ_z below 1 narrows limits: points lie closer than chance allows, which says that counts are not
    independent or figures were smoothed.

    References
    ----------
    Laney DB (2002). Improved control charts for attributes. Quality Engineering 14, 531-537.
    Mohammed MA, Laney D (2006). Overdispersion in health care performance data: Laney's approach. Qual Saf Health
    Care 15, 383-384.
    """
    x, n = counts_within(count, denominator)
    return _chart(x, n, improvement, target, unit=positive("multiplier", multiplier), between=between, proportion=True)


def u_prime(
    count: ArrayLike,
    denominator: ArrayLike,
    improvement: str = "up",
    target: float | None = None,
    *,
    multiplier: float = 1,
    between: bool = True,
) -> AttributeChart:
    """Chart of rates: as `p_prime`, with ``s_i = √(ū/n_i)``; False for `between` draws a plain u chart."""
    x, n = counts(count, denominator)
    return _chart(x, n, improvement, target, unit=positive("multiplier", multiplier), between=between, proportion=False)


def _chart(
    x: Floats, n: Floats, improvement: str, target: float | None, *, unit: float, between: bool, proportion: bool
) -> AttributeChart:
    one_of("improvement", improvement, IMPROVEMENT)
    goal = None if target is None else single("target", target)
    if x.ndim != 1:
        raise ValueError(f"count must be one series; found shape {x.shape}")
    known = np.isfinite(x) & np.isfinite(n) & (n > 0)
    x, n = np.where(known, x, np.nan), np.where(known, n, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = x / n
        centre = float(np.nansum(x) / np.nansum(n)) if known.any() else np.nan
        chance = np.sqrt((centre * (1 - centre) if proportion else centre) / n)
        z = (value - centre) / np.where(chance > 0, chance, np.nan)
    moves = np.abs(np.diff(z))
    moves = moves[np.isfinite(moves)]
    reason = _reason(int(known.sum()), centre, moves, proportion=proportion)
    sigma_z = float(moves.mean()) / _RANGE_TO_SIGMA if between and len(moves) else 1.0
    if reason:
        rule, direction = np.full(len(x), "", dtype="<U12"), np.zeros(len(x), dtype=np.int8)
        lower, upper = np.full(len(x), np.nan), np.full(len(x), np.nan)
    else:
        rule, direction = marks(z, 0.0, _SIGMAS * sigma_z, RUN)
        half = _SIGMAS * sigma_z * chance
        lower = np.maximum(centre - half, 0.0)
        upper = np.minimum(centre + half, 1.0) if proportion else centre + half
    judged = judge(direction, improvement)
    line = np.where(known & (reason == ""), centre, np.nan)
    return AttributeChart(
        value=unit * value,
        centre=unit * line,
        lower=unit * lower,
        upper=unit * upper,
        sigma_z=np.nan if reason else sigma_z,
        special_cause=judged,
        rule=rule,
        direction=direction,
        variation=variation_icon(value, line, judged),
        assurance=assurance_icon(unit * lower, unit * upper, goal, improvement),
        reason=reason,
    )


def _reason(points: int, centre: float, moves: Floats, *, proportion: bool) -> str:
    if points < MINIMUM_POINTS:
        return f"Limits need at least {MINIMUM_POINTS} points; there are {points}."
    if centre == 0 or (proportion and centre == 1):
        return "All points are the same: nothing, or everything, was counted."
    return "" if len(moves) else "No two neighbouring points have figures."
