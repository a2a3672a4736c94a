"""Arrays as a figure carries them: short numbers, null for what is absent."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike


def plain(values: ArrayLike, digits: int = 4) -> list[float | None]:
    """Floats as a list, rounded to `digits` decimals (0: whole numbers); None where not finite."""
    return [round(v, digits or None) if math.isfinite(v) else None for v in np.asarray(values, dtype=float).tolist()]


def significant(values: ArrayLike, figures: int = 5) -> list[float | None]:
    """Floats as a list, to so many significant figures (for curves), whole ones as int; None where not finite."""
    short = [float(f"{v:.{figures}g}") for v in np.asarray(values, dtype=float).tolist()]
    return [(int(v) if v.is_integer() else v) if math.isfinite(v) else None for v in short]


def middle_year(start: int, end: int) -> float:
    """The middle of a period from month `start` to month `end` (yyyymm, inclusive), in years: 2016.5."""
    first = (start // 100) * 12 + start % 100 - 1
    last = (end // 100) * 12 + end % 100 - 1
    return round((first + last + 1) / 24, 3)


def thinned(count: int, most: int) -> list[int]:
    """At most `most` positions among `count`, evenly spaced and counted back from the last, which is always kept."""
    step = max(1, math.ceil(count / most))
    return sorted(range(count - 1, -1, -step))


def finite(values: Iterable[float]) -> list[float]:
    """The finite ones among values."""
    return [v for v in values if math.isfinite(v)]
