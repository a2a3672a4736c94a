"""Areas sorted into five classes by value, for maps and tables that colour by size and not by difference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CLASSES = 5


@dataclass(frozen=True)
class Classed:
    """Class of each area, 0 … 4 from lowest to highest and 9 where it has none, and the bounds of each class.

    bounds : NaN where ties leave a class empty; none below five values
    """

    of: NDArray[np.int8]
    bounds: tuple[tuple[float, float], ...]


def classed(value: NDArray[np.float64], among: NDArray[np.bool_], *, natural: bool) -> Classed:
    """Fifths, or natural classes, of the areas among which they are counted."""
    from variation.methods import classes
    from variation.methods.significance import NO_DATA

    counted = np.where(among, value, np.nan)
    if np.isfinite(counted).sum() < CLASSES:
        return Classed(np.full(len(value), NO_DATA, dtype=np.int8), ())
    found = classes.natural_breaks(counted, CLASSES) if natural else classes.quintiles(counted, CLASSES)
    return Classed(found.of, tuple((float(low), float(high)) for low, high in found.bounds))
