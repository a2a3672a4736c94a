"""Reckoning with months written as the integer yyyymm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Months = NDArray[np.int64]


def number(month: Months) -> Months:
    """Months counted from year 0, so that differences are numbers of months."""
    return month // 100 * 12 + month % 100 - 1


def length(start: Months, end: Months) -> Months:
    """Months in each period, both ends included."""
    return number(end) - number(start) + 1


def follows(start: Months, end: Months) -> NDArray[np.bool_]:
    """(m − 1,) whether each period but the first begins in the month after the one before it ended."""
    return np.asarray(number(start[1:]) == number(end[:-1]) + 1)


def overlap(start: Months, end: Months) -> bool:
    """Whether any period begins before the one before it has ended."""
    return bool((start[1:] <= end[:-1]).any())
