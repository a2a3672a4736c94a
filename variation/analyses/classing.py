"""Areas sorted into five classes by value, for maps and tables that colour by size and not by difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CLASSES = 5


@dataclass(frozen=True)
class Classed:
    """Class of each area, from 0, the lowest, and 9 where it has none, and the bounds of each class.

    bounds : NaN where ties leave a class empty; none where there are fewer values than classes
    """

    of: NDArray[np.int8]
    bounds: tuple[tuple[float, float], ...]


def classes_for(value: NDArray[np.float64], among: NDArray[np.bool_]) -> int:
    """How many classes a map of these areas has: five, fewer where not every class would have two; 0 below four areas.

    A class for each area would be the value itself, told in a roundabout way.
    """
    fit = min(CLASSES, int(np.isfinite(value[among]).sum()) // 2)
    return fit if fit > 1 else 0


def classed(value: NDArray[np.float64], among: NDArray[np.bool_], *, natural: bool, classes: int = CLASSES) -> Classed:
    """Fifths (or as many parts as `classes`), or natural classes, of the areas among which they are counted."""
    from variation.methods.classes import natural_breaks, quintiles
    from variation.methods.significance import NO_DATA

    counted = np.where(among, value, np.nan)
    if np.isfinite(counted).sum() < classes:
        return Classed(np.full(len(value), NO_DATA, dtype=np.int8), ())
    found = natural_breaks(counted, classes) if natural else quintiles(counted, classes)
    return Classed(found.of, tuple((float(low), float(high)) for low, high in found.bounds))
