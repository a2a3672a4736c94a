"""Classes for maps: quintiles as the OHID assigns them, and natural breaks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, integer, numbers
from variation.methods.significance import NO_DATA

MOST_VALUES = 1_000  # natural breaks take time and memory with the square of the number of values


@dataclass(frozen=True)
class Classes:
    """Classes from lowest to highest.

    of : (k,) int8, 0 … number of classes - 1; 9 (NO_DATA) where there is no value or no class can be given
    bounds : (classes, 2), lowest and highest value in each class; NaN for a class without members
    """

    of: NDArray[np.int8]
    bounds: Floats


def quintiles(value: ArrayLike, classes: int = 5) -> Classes:
    """Classes of about equal numbers of areas; areas with the same value are never split.

    Parameters
    ----------
    value : (k,) array-like, NaN where an area has none
    classes : int, 2 to 9

    Returns
    -------
    Classes
        All NO_DATA when there are fewer values than classes.

    Raises
    ------
    ValueError
        For a value that is not one-dimensional, or an impossible number of classes.

    Notes
    -----
    With n values and rank 1 for the lowest (ties share the lower rank),
    ``q = floor(c + 1 − ceil((n + 1 − rank)/(n/c)))``, where 0 becomes 1. Classes may be unequal, and empty under ties.

    References
    ----------
    OHID. Technical guide: assigning deprivation categories.
    """
    v = _values(value, classes)
    assigned = quantiles(v, classes)
    of = np.where(np.isnan(assigned), NO_DATA, np.nan_to_num(assigned) - 1).astype(np.int8)
    return Classes(of, _bounds(v, of, classes))


def quantiles(
    value: ArrayLike, number: int = 10, within: ArrayLike | None = None, *, highest_first: bool = False
) -> Floats:
    """The quantile of each area, 1 … number, as the OHID assigns them; of each parent area by itself where asked.

    Parameters
    ----------
    value : (k,) array-like, NaN where an area has none
    number : int, 2 to 100
    within : (k,) array-like, optional
        The parent of each area, any labels: quantiles are assigned among the areas of one parent. None or NaN: an area
        without a parent, and so without a quantile.
    highest_first : bool
        Whether 1 is the quantile of the highest values (the OHID's deprivation tenths: 1 the most deprived).

    Returns
    -------
    (k,) floats
        NaN without a value, and where a parent has fewer values than there are quantiles.

    Raises
    ------
    ValueError
        For shapes that do not fit or an impossible number.

    Notes
    -----
    As `quintiles`; equal values are never split. Highest first turns the order, not the numbers: where sizes are
    unequal the two are not mirror images.
    """
    v = numbers("value", value)
    if v.ndim != 1:
        raise ValueError(f"value must be one-dimensional, one entry an area; found shape {v.shape}")
    if not 2 <= integer("number", number) <= 100:
        raise ValueError(f"number must be 2 to 100; found {number}")
    ordered = -v if highest_first else v
    if within is None:
        return _assigned(ordered, number)
    found = np.full(len(v), np.nan)
    for members in _families(within, len(v)):
        found[members] = _assigned(ordered[members], number)
    return found


def _families(within: ArrayLike, areas: int) -> list[NDArray[np.intp]]:
    """Positions of the areas of each parent."""
    labels = np.asarray(within, dtype=object)
    if labels.shape != (areas,):
        raise ValueError(f"within must name one parent an area; found {labels.shape} for {areas} areas")
    named = np.flatnonzero([label is not None and str(label) != "nan" for label in labels.tolist()])
    _, parent, sizes = np.unique(labels[named].astype(str), return_inverse=True, return_counts=True)
    return np.split(named[np.argsort(parent, kind="stable")], np.cumsum(sizes)[:-1]) if len(named) else []


def _assigned(value: Floats, number: int) -> Floats:
    """The quantile of each value: one more than the number of cuts that it lies above."""
    absent = np.isnan(value)
    n = len(value) - int(np.count_nonzero(absent))
    if n < number:
        return np.full(len(value), np.nan)
    last = _last_of_each(n, number)
    cuts = np.partition(value, last)[last]  # NaN come last in order
    found = np.asarray(1 + np.searchsorted(cuts, value), dtype=np.float64)
    found[absent] = np.nan
    return found


@lru_cache(maxsize=256)
def _last_of_each(n: int, number: int) -> NDArray[np.intp]:
    """Where, in order, the last of n values without ties lies in each quantile but the highest."""
    rank = np.arange(1, n + 1)
    assigned = np.maximum(np.floor(number + 1 - np.ceil((n + 1 - rank) / (n / number))), 1)
    return np.searchsorted(assigned, np.arange(2, number + 1)) - 1


def natural_breaks(value: ArrayLike, classes: int = 5) -> Classes:
    """Classes that put like with like: least squared distance to the class means, found exactly.

    Parameters
    ----------
    value : (k,) array-like, at most 1,000 values, NaN where an area has none
    classes : int, 2 to 9

    Returns
    -------
    Classes
        With fewer distinct values than classes, one class for each, from 0; the rest are empty.

    Raises
    ------
    ValueError
        For more than 1,000 values, or as in `quintiles`.

    Notes
    -----
    Dynamic programme over the distinct values with their multiplicities, so that ties are never split; of equally good
    partitions the one with the higher breaks is taken.

    References
    ----------
    Fisher WD (1958). On grouping for maximum homogeneity. JASA 53, 789-798.
    Jenks GF (1967). The data model concept in statistical mapping. International Yearbook of Cartography 7, 186-190.
    """
    v = _values(value, classes)
    known = np.flatnonzero(~np.isnan(v))
    if len(known) > MOST_VALUES:
        raise ValueError(f"value must hold at most {MOST_VALUES} numbers for natural breaks; found {len(known)}")
    of = np.full(len(v), NO_DATA, dtype=np.int8)
    if len(known):
        distinct, which, times = np.unique(v[known], return_inverse=True, return_counts=True)
        of[known] = _partition(distinct, times.astype(np.float64), min(classes, len(distinct)))[which]
    return Classes(of, _bounds(v, of, classes))


def _values(value: ArrayLike, classes: int) -> Floats:
    v = numbers("value", value)
    if v.ndim != 1:
        raise ValueError(f"value must be one-dimensional, one entry an area; found shape {v.shape}")
    if not 2 <= integer("classes", classes) <= 9:
        raise ValueError(f"classes must be 2 to 9; found {classes}")
    return v


def _partition(distinct: Floats, times: Floats, classes: int) -> NDArray[np.int8]:
    """Class of each distinct value (ascending) in the best partition into so many classes."""
    k = len(distinct)
    cost = _squares_within(distinct, times)
    best = cost[0]
    starts = np.zeros((classes, k), dtype=np.intp)
    for number in range(1, classes):
        # best[i - 1] is the cost of what lies before a class that starts at i
        total = np.concatenate(([np.inf], best[:-1]))[:, None] + cost
        starts[number] = k - 1 - np.argmin(total[::-1], axis=0)
        best = total[starts[number], np.arange(k)]
    of = np.empty(k, dtype=np.int8)
    end = k
    for number in range(classes - 1, -1, -1):
        start = starts[number, end - 1]
        of[start:end] = number
        end = start
    return of


def _squares_within(distinct: Floats, times: Floats) -> Floats:
    """(k, k): weighted sum of squares about the mean of the values i … j; infinite where i is above j."""
    centred = distinct - np.average(distinct, weights=times)
    sums = [np.concatenate(([0.0], np.cumsum(times * centred**power))) for power in (0, 1, 2)]
    zero, one, two = (s[None, 1:] - s[:-1, None] for s in sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        squares = np.maximum(two - one**2 / zero, 0.0)
    return np.where(np.tri(len(distinct), dtype=bool).T, squares, np.inf)


def _bounds(v: Floats, of: NDArray[np.int8], classes: int) -> Floats:
    bounds = np.full((classes, 2), np.nan)
    for number in range(classes):
        members = v[of == number]
        if len(members):
            bounds[number] = members.min(), members.max()
    return bounds
