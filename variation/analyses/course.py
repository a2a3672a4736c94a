"""The series of one area beside the benchmark's: what a small line in a table shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.analyses import months
from variation.analyses.months import Months
from variation.analyses.results import Floats, History


@dataclass(frozen=True)
class Course:
    """All periods of one area.

    period, start, end : (m,) labels and first and last months (yyyymm), ascending in time
    value, benchmark : (m,) in the indicator's unit, NaN where absent
    joined : (m,) whether the period comes right after the one before it, or shares months with it; never the first
    """

    period: tuple[str, ...]
    start: Months
    end: Months
    value: Floats
    benchmark: Floats
    joined: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.intp]:
        """Places of the periods with a figure of the area."""
        return np.flatnonzero(np.isfinite(self.value))


def course(history: History, code: str, benchmark: Floats) -> Course:
    """The course of one area of a history.

    Parameters
    ----------
    code : of an area of the history
    benchmark : (m,) NaN where there is none
    """
    after = (
        np.ones(len(history.start) - 1, dtype=bool)
        if history.overlapping
        else months.follows(history.start, history.end)
    )
    return Course(
        period=history.period,
        start=history.start,
        end=history.end,
        value=history.value[int(np.flatnonzero(history.code == code)[0])],
        benchmark=benchmark,
        joined=np.concatenate([[False], after]),
    )
