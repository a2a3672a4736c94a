"""Is an area different from the benchmark by more than chance: by the funnel if there is one, else by its interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation.analyses.panel import Panel, follows_counts
from variation.analyses.results import NO_DATA, Floats, Funnel
from variation.indicators import Indicator

if TYPE_CHECKING:
    from variation.methods.funnel import Funnel as Found

CURVE_POINTS = 26
FUNNEL, INTERVAL = "funnel", "interval"
_SCALES = {"proportion": "proportion", "rate": "rate", "ratio": "rate", "standardised rate": "rate", "count": "rate"}
_BY_LIMITS = "areas are judged by their published 95 % limits, and by 99.8 % limits derived from them"


@dataclass(frozen=True)
class Judgement:
    """The status of each area, what it was judged by, and the funnel or the reason why there is none."""

    status: NDArray[np.int8]
    judged_by: str
    funnel: Funnel | None
    no_funnel: str


def judge(
    column: Panel, benchmark: float, indicator: Indicator, *, inside: NDArray[np.bool_], dispersion: str
) -> Judgement:
    """Hold every area of one period against a benchmark.

    Parameters
    ----------
    column : panel of one period
    benchmark : in the indicator's unit; NaN where there is none
    inside : (n,) areas in the footprint, for whose sizes the curves are drawn
    dispersion : "none", "multiplicative" or "additive", as asked for
    """
    value = column.value[:, 0]
    status = np.full(len(value), NO_DATA, dtype=np.int8)
    if not np.isfinite(value).any():
        return Judgement(status, INTERVAL, None, "No area has a figure in this period, so there is nothing to draw.")
    if not np.isfinite(benchmark):
        reason = "There is no benchmark to draw a funnel around, so areas are not judged."
        return Judgement(status, INTERVAL, None, reason)
    reason = _why_no_funnel(column, indicator)
    if not reason:
        return _by_funnel(column, benchmark, indicator, inside=inside, dispersion=dispersion)
    lower, upper = column.lower[:, 0], column.upper[:, 0]
    usable = np.isfinite(value) & (lower <= upper)
    if usable.any():
        from variation.methods import significance

        scale = _SCALES.get(indicator.measure, "mean")
        status[usable] = significance.against_interval(
            value[usable],
            lower[usable],
            upper[usable],
            benchmark,
            scale if scale == "mean" or value[usable].min() >= 0 else "mean",
            multiplier=indicator.multiplier,
        )
        judged = _BY_LIMITS
    else:
        judged = "and no limits are published, so it cannot be said which differences are more than chance"
    return Judgement(status, INTERVAL, None, f"{reason}{'; ' if usable.any() else ', '}{judged}.")


def _why_no_funnel(column: Panel, indicator: Indicator) -> str:
    """The first part of a sentence, "" where a funnel can be drawn."""
    known = np.isfinite(column.value[:, 0])
    if indicator.measure == "standardised rate":
        how = "Indirectly standardised" if "indirect" in indicator.interval.lower() else "Directly standardised"
        return f"{how} rate: no expected counts are published, so no funnel is drawn"
    if not indicator.crude:
        return f"A {indicator.measure} is not a count over a denominator, so no funnel is drawn"
    counted = known & np.isfinite(column.count[:, 0]) & (column.denominator[:, 0] > 0)
    if 2 * counted.sum() < known.sum():
        return "The counts behind the figures are not published, so no funnel is drawn"
    if not follows_counts(column, indicator)[counted, 0].all():
        return "The published figures are not simply count over denominator, so no funnel is drawn"
    return ""


def _by_funnel(
    column: Panel, benchmark: float, indicator: Indicator, *, inside: NDArray[np.bool_], dispersion: str
) -> Judgement:
    from variation.methods import funnel

    counted = np.isfinite(column.value[:, 0])
    count = np.where(counted, column.count[:, 0], np.nan)
    denominator = np.where(counted, column.denominator[:, 0], np.nan)
    found = funnel.funnel(
        count,
        denominator,
        indicator.measure,
        benchmark,
        overdispersion=dispersion,
        multiplier=indicator.multiplier,
    )
    sizes = denominator[inside & np.isfinite(count) & (denominator > 0)]
    curves = _curves(found, sizes, indicator, inside) if len(sizes) else None
    if curves is None:
        return Judgement(found.status, FUNNEL, None, "No area of the footprint has a figure in this period.")
    return Judgement(found.status, FUNNEL, curves, "")


def _curves(found: Found, sizes: Floats, indicator: Indicator, inside: NDArray[np.bool_]) -> Funnel:
    """The funnel's limits over the sizes of the areas shown and a little beyond."""
    from variation.methods import funnel

    at = np.geomspace(sizes.min() / 1.3, sizes.max() * 1.3, CURVE_POINTS)
    if indicator.measure == "proportion":
        at = np.unique(np.maximum(np.round(at), 1.0))
    drawn = funnel.limits(
        at,
        indicator.measure,
        float(found.target),
        overdispersion=str(found.adjusted),
        dispersion=max(float(found.dispersion), 0.0) if np.isfinite(found.dispersion) else 1.0,
        tau2=float(found.tau2) if np.isfinite(found.tau2) else 0.0,
        multiplier=indicator.multiplier,
    )
    return Funnel(
        denominator=at,
        lower_95=drawn.lower_95,
        upper_95=drawn.upper_95,
        lower_998=drawn.lower_998,
        upper_998=drawn.upper_998,
        dispersion=float(found.dispersion),
        tau2=float(found.tau2),
        areas=int(found.areas),
        adjusted=str(found.adjusted),
        note=f"{found.note} {_discoveries(found, inside)}".strip(),
    )


def _discoveries(found: Found, inside: NDArray[np.bool_]) -> str:
    """How many of those shown outside 95 % limits stand when all areas are tested at once."""
    from variation.methods.false_discovery import benjamini_hochberg

    outside = inside & (found.status != 0) & (found.status != NO_DATA)
    if not outside.any():
        return ""
    stand = int((benjamini_hochberg(found.p_value).found & outside).sum())
    return f"{int(outside.sum())} outside 95 % limits, {stand} at a false-discovery rate of 5 %."
