"""What it would be worth if areas behind a benchmark reached it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.benchmarks import OWN_PICK
from variation.analyses.panel import Panel
from variation.analyses.results import Floats, Option
from variation.analyses.subject import find_subject

if TYPE_CHECKING:
    from variation.analyses.subject import Subject
    from variation.indicators import Catalogue
    from variation.methods.opportunity import Opportunity

AGAINST = ("pooled", "fifth", "england")
LEAST_AREAS = 5  # a fifth of fewer is one area or none


@dataclass(frozen=True)
class Worth:
    """The opportunity of the areas of one view, at levels with chance taken out (shrunken).

    against : one of AGAINST; name : the same in words, as it follows "the level of"
    options : what may be compared with
    found : None where there is none, and `reason` says why
    benchmark, lower, upper : its level in the unit of the indicator
    """

    against: str
    name: str
    options: tuple[Option, ...]
    found: Opportunity | None
    reason: str
    benchmark: float = float("nan")
    lower: float = float("nan")
    upper: float = float("nan")


def worth(against: str, subject: Subject, catalogue: Catalogue, column: Panel, used: NDArray[np.bool_]) -> Worth:
    """The opportunity against the level of all these areas together, of their best fifth or of England.

    Parameters
    ----------
    column : the period's figures
    used : (n,) areas whose counts are used
    """
    from variation.methods.opportunity import opportunity

    others = _england(subject, catalogue, column)
    names = _names(subject.selection.within)
    refused = "" if others is not None else "England's figure is not loaded for this period"
    options = tuple(Option(name, names[name], reason=refused if name == "england" else "") for name in AGAINST)
    if against == "england" and others is None:
        against = "pooled"
    reason = _why_not(subject, used)
    if reason:
        return Worth(against, names[against], options, None, reason)
    benchmark = {"pooled": "pooled", "fifth": "best fifth", "england": others}[against]
    indicator = subject.indicator
    found = opportunity(
        np.where(used, column.count[:, 0], np.nan),
        np.where(used, column.denominator[:, 0], np.nan),
        indicator.measure,
        benchmark,  # type: ignore[arg-type]  # None was just turned away
        indicator.polarity,
    )
    level = [indicator.multiplier * b for b in (found.benchmark, found.benchmark_lower, found.benchmark_upper)]
    return Worth(against, names[against], options, found, "", *level)


def _names(within: str) -> dict[str, str]:
    whole = "London" if not within else OWN_PICK if "," in within else geography.area(within).name
    return {"pooled": f"{whole} as a whole", "fifth": "the best fifth of these areas", "england": "England"}


def _why_not(subject: Subject, used: NDArray[np.bool_]) -> str:
    indicator = subject.indicator
    if indicator.polarity not in ("high", "low"):
        return "No direction of this indicator is better, so there is nothing to gain by moving areas along it."
    if not indicator.crude:
        return f"A {indicator.measure} is not a count over a denominator, so no number of events follows from it."
    if used.sum() < LEAST_AREAS:
        return "The counts behind the figures are not published for enough of these areas."
    return ""


def _england(subject: Subject, catalogue: Catalogue, column: Panel) -> tuple[float, float] | float | None:
    """England's count and denominator, else its level without uncertainty; None where it is not loaded."""
    wanted = subject.selection.with_(benchmark="england")
    other = find_subject(wanted, catalogue, subject.store, subject.snapshot)
    if other.published is None:
        return None
    figures = other.benchmark(column)
    value, count, denominator = (float(part[0]) for part in (figures.value, figures.count, figures.denominator))
    level: Floats = np.array([value, count, denominator])
    if not np.isfinite(level[0]):
        return None
    return (
        (count, denominator) if np.isfinite(level).all() and denominator > 0 else value / subject.indicator.multiplier
    )
