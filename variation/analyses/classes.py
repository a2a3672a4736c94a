"""Areas put into five classes by value, for maps: fifths, and natural breaks."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from variation.analyses.results import NO_DATA, Floats

CLASSES = 5
Bounds = tuple[tuple[float, float], ...]


def quintiles(value: Floats, among: NDArray[np.bool_]) -> tuple[NDArray[np.int8], Bounds]:
    """Fifths of the areas, from lowest (0) to highest (4); areas of one value are never parted.

    As PHEindicatormethods' ``phe_quantile``: rank with ties at their lowest, class
    ``floor(k + 1 − ceil((n + 1 − rank) / (n / k)))``, 0 raised to 1.

    Parameters
    ----------
    value : (n,), NaN where absent
    among : (n,) areas that count; the others get NO_DATA

    Returns
    -------
    class : (n,) int8, NO_DATA where there is none, and everywhere when fewer than five areas have a value
    bounds : lowest and highest value of each class that has areas
    """
    known = among & np.isfinite(value)
    values = value[known]
    n = len(values)
    if n < CLASSES:
        return np.full(len(value), NO_DATA, dtype=np.int8), ()
    rank = 1 + np.searchsorted(np.sort(values), values, side="left")
    from_top = np.ceil(np.round((n + 1 - rank) / (n / CLASSES), 9))  # rounded: 7 / 1.4 must be 5
    classes = np.maximum(np.floor(CLASSES + 1 - from_top), 1).astype(np.int8) - 1
    return _spread_out(value, known, classes), _bounds(values, classes)


def natural_breaks(value: Floats, among: NDArray[np.bool_]) -> tuple[NDArray[np.int8], Bounds]:
    """Fisher's and Jenks' natural breaks: five classes with the least sum of squares within them, found exactly.

    Parameters and returns as `quintiles`; with fewer than five different values there are as many classes as values.

    References
    ----------
    Fisher WD. On grouping for maximum homogeneity. JASA 1958; 53: 789-98.
    """
    known = among & np.isfinite(value)
    values = value[known]
    if len(values) < CLASSES:
        return np.full(len(value), NO_DATA, dtype=np.int8), ()
    distinct, where, weight = np.unique(values, return_inverse=True, return_counts=True)
    starts = _best_starts(distinct, weight.astype(float), min(CLASSES, len(distinct)))
    classes = (np.searchsorted(starts, where, side="right") - 1).astype(np.int8)
    return _spread_out(value, known, classes), _bounds(values, classes)


def _best_starts(x: Floats, weight: Floats, k: int) -> NDArray[np.int64]:
    """Places in ascending x at which each of k classes begins, by dynamic programming."""
    m = len(x)
    centred = x - x.mean()  # keeps the sums of squares well away from cancellation
    sums = [np.concatenate([[0.0], np.cumsum(weight * centred**p)]) for p in range(3)]
    weights, firsts, squares = (s[None, :] - s[:, None] for s in sums)  # over x[i:j] at [i, j]
    with np.errstate(divide="ignore", invalid="ignore"):
        cost = np.where(_upper(m), squares - firsts**2 / weights, np.inf)
    best = cost[0]
    begins = []
    for _ in range(1, k):
        total = best[:, None] + cost
        begins.append(np.argmin(total, axis=0))
        best = total.min(axis=0)
    starts, end = [], m
    for begin in reversed(begins):
        end = int(begin[end])
        starts.append(end)
    return np.array([0, *reversed(starts)])


@lru_cache(maxsize=64)
def _upper(m: int) -> NDArray[np.bool_]:
    """Where [i, j] is a stretch of at least one value, i < j, in a table of m + 1 places."""
    places = np.arange(m + 1)
    return np.asarray(places[:, None] < places[None, :])


def _spread_out(value: Floats, known: NDArray[np.bool_], classes: NDArray[np.int8]) -> NDArray[np.int8]:
    everywhere = np.full(len(value), NO_DATA, dtype=np.int8)
    everywhere[known] = classes
    return everywhere


def _bounds(values: Floats, classes: NDArray[np.int8]) -> Bounds:
    return tuple(
        (float(values[classes == c].min()), float(values[classes == c].max())) for c in np.unique(classes).tolist()
    )
