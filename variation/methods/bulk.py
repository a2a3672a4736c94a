"""Many areas, indicators and periods at once: value, interval and funnel status in blocks that memory can hold."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods import intervals, tails
from variation.methods.arguments import Floats, counts, counts_within, integer, numbers, one_of, positive
from variation.methods.funnel import funnel
from variation.methods.funnel_limits import MEASURES

BLOCK = 40_000  # cells whose arrays stay in a core's cache


@dataclass(frozen=True)
class Judged:
    """Arrays (..., k), areas on the last axis; `target` (...).

    value, lower, upper : in the unit of the multiplier, 95 % limits as of `intervals`
    status : -2 … 2 against exact limits, as of `funnel`; 9 (NO_DATA) without a figure
    target : what each set was held against
    """

    value: Floats
    lower: Floats
    upper: Floats
    status: NDArray[np.int8]
    target: Floats


def judge(
    count: ArrayLike,
    denominator: ArrayLike,
    measure: str,
    target: ArrayLike | None = None,
    *,
    multiplier: float = 1,
    workers: int | None = None,
) -> Judged:
    """Values with intervals and their place in the funnel, for as many sets of areas as there are.

    Parameters
    ----------
    count, denominator : (..., k) array-like
        Events and persons (or expected events) of k areas in each set.
    measure : {"proportion", "rate", "ratio"}
    target : float or (...) array-like, optional
        In the unit of the value; Σ count / Σ denominator of each set by default.
    multiplier : float
    workers : int, optional
        Threads; as many as there are cores by default.

    Returns
    -------
    Judged
        The same as `intervals.proportion` or `intervals.rate`, and as `funnel(…, limits="exact").status`.

    Raises
    ------
    ValueError
        As those two do.

    Notes
    -----
    Sets are worked through in blocks of some 40,000 cells, beside the arrays returned only a few megabytes; NumPy and
    SciPy let threads run side by side. Fractional counts, and fractional
    denominators of proportions, are held against drawn limits, which takes longer.
    """
    one_of("measure", measure, MEASURES)
    unit = positive("multiplier", multiplier)
    x, n = counts_within(count, denominator) if measure == "proportion" else counts(count, denominator)
    if x.ndim == 0:
        raise ValueError("count must be an array of areas, not a single number")
    sets, k = x.shape[:-1], x.shape[-1]
    wanted = None if target is None else _targets(target, sets)
    threads = (os.cpu_count() or 1) if workers is None else integer("workers", workers, 1)
    rows_in_all = int(np.prod(sets))
    x, n = x.reshape(rows_in_all, k), n.reshape(rows_in_all, k)
    value, lower, upper = np.empty((3, *x.shape))
    status, against = np.empty(x.shape, dtype=np.int8), np.empty(len(x))

    def work(rows: slice) -> None:
        own = None if wanted is None else wanted[rows]
        part = _judge(x[rows], n[rows], measure, own, unit)
        value[rows], lower[rows], upper[rows], status[rows], against[rows] = part

    step = max(1, BLOCK // max(k, 1))
    blocks = [slice(start, start + step) for start in range(0, len(x), step)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, blocks))
    shape = (*sets, k)
    return Judged(
        value.reshape(shape), lower.reshape(shape), upper.reshape(shape), status.reshape(shape), against.reshape(sets)
    )


def _targets(target: ArrayLike, sets: tuple[int, ...]) -> Floats:
    given = numbers("target", target)
    if given.shape not in ((), sets):
        raise ValueError(f"target must be one number, or one for each set of areas {sets}; found {given.shape}")
    return np.broadcast_to(given, sets).ravel()


def _judge(
    x: Floats, n: Floats, measure: str, target: Floats | None, unit: float
) -> tuple[Floats, Floats, Floats, NDArray[np.int8], Floats]:
    if measure == "proportion":
        found = intervals.proportion(x, n)
        value, lower, upper = (unit * part for part in (found.value, found.lower, found.upper))
    else:
        found = intervals.rate(x, n, multiplier=unit)
        value, lower, upper = found.value, found.lower, found.upper
    n = np.where(np.isnan(x) | (n == 0), np.nan, n)
    x = np.where(np.isnan(n), np.nan, x)
    if target is None:
        with np.errstate(invalid="ignore"):
            share = np.nansum(x, axis=1) / np.nansum(n, axis=1)
    else:
        share = target / unit
    known = np.isfinite(x)
    fractional = (x[known] % 1 != 0).any() or (measure == "proportion" and (n[known] % 1 != 0).any())
    if fractional or (target is not None and ((share < 0) | (share > 1)).any()):
        drawn = funnel(x, n, measure, None if target is None else target, multiplier=unit)
        return value, lower, upper, drawn.status, drawn.target
    each = np.broadcast_to(share[:, None], x.shape)
    status = tails.status(x.ravel(), n.ravel(), each.ravel(), measure).reshape(x.shape)
    return value, lower, upper, status, share * unit
