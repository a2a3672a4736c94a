"""Which counts must not be shown, so that no small one can be worked out from totals, differences or complements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Flags, Floats, broadcast, not_negative, one_of, unmasked
from variation.methods.disclosure_search import Search

SHOWN, PRIMARY, SECONDARY, ABSENT = 0, 1, 2, 9
ZEROS = ("shown", "protected")
THRESHOLD = 8  # NHS England's outputs of hospital data: 1 to 7 are small

Relation = tuple[int, Sequence[int]]


@dataclass(frozen=True)
class Suppression:
    """What may be shown; all arrays have the shape of the counts.

    count : the counts, NaN where not shown
    shown : whether it may be shown
    status : int8, SHOWN (0), PRIMARY (1: itself small), SECONDARY (2: would give a small one away), ABSENT (9)
    low, high : of a withheld small count, the least and the largest that a table has which agrees with all shown: what
        can be worked out is never narrower; else NaN
    exposed : protected counts whose [low, high] is narrower than promised, because what must stay shown forbids more
    """

    count: Floats
    shown: Flags
    status: NDArray[np.int8]
    low: Floats
    high: Floats
    exposed: Flags


def suppress(
    count: ArrayLike,
    relations: Iterable[Relation] = (),
    *,
    denominator: ArrayLike | None = None,
    threshold: int = THRESHOLD,
    zeros: str = "shown",
    published: ArrayLike | None = None,
) -> Suppression:
    """Primary and secondary suppression of counts that add up in known ways.

    Parameters
    ----------
    count : array-like, any shape
        Whole numbers, 0 or more; NaN where there is none (or it is masked). Include every cell that any view shows:
        totals, sexes, years; and one that none shows where it stands between two that are.
    relations : iterable of (total, parts)
        Positions in the flattened counts: count[total] = Σ count[parts]. `across` makes those of a table.
    denominator : array-like, fits `count`, optional
        Persons, taken as known to everybody. The complement denominator − count is then protected like the count.
    threshold : int, 2 or more
        Counts below it are small: 8 for NHS England's hospital data, 5 where 1 to 4 are withheld.
    zeros : {"shown", "protected"}
        Whether 0 (and a complement of 0) is not small, and shown unless something has to be withheld for another
        count and nothing cheaper will do; or counts as small.
    published : bool array-like, fits `count`, optional
        Cells that are out already and cannot be withheld, e.g. in an earlier release.

    Returns
    -------
    Suppression

    Raises
    ------
    ValueError
        For counts that are not whole or do not add up, a relation to a cell that is not there, a senseless threshold.

    Notes
    -----
    The promise: for each protected count and each end of its interval ([1, threshold − 1]; with `zeros="protected"`
    from 0; for a complement [n − threshold + 1, n − 1]; where both are small, what both allow) there is a table of
    whole numbers that is at this end or past it, has the same shown cells and all relations, and is small only where
    cells are withheld. So nobody who knows the threshold can narrow it. Show one mark for PRIMARY and SECONDARY:
    `status` is for auditors; who knows which are which may narrow small totals of small parts.

    These tables are the proof, and the way they are found: minimise Σ w|d| over displacements d with Ad = 0 (A the
    relations), d = 0 where shown, d at the cell as demanded, w = 1 + log(1 + count) for a cell still shown (20 for 0)
    and next to nothing for one withheld; what moves is withheld. Linear first, in whole numbers where that is not
    whole. A second pass in reverse order has only what the first withheld, and gives back what it does not need. Near
    the least possible loss, not at it. An absent cell is a number that nobody knows: relations that share it still tell
    of one another, and it is in no way protected itself.

    References
    ----------
    Kelly JP, Golden BL, Assad AA (1992). Cell suppression: disclosure protection for sensitive tabular data.
    Networks 22, 397-417.
    Fischetti M, Salazar JJ (2001). Solving the cell suppression problem on tabular data with linear constraints.
    Management Science 47, 1008-1027.
    """
    one_of("zeros", zeros, ZEROS)
    if int(threshold) != threshold or threshold < 2:
        raise ValueError(f"threshold must be a whole number of 2 or more; found {threshold!r}")
    x, n = _whole(count, denominator)
    matrix = _matrix(x.ravel(), relations)
    low, high, small = _intervals(x.ravel(), n.ravel(), int(threshold), 0 if zeros == "protected" else 1)
    out = np.zeros(x.shape, dtype=bool) if published is None else np.broadcast_to(np.asarray(published, bool), x.shape)
    search = Search(x.ravel(), matrix, n.ravel(), out.ravel())
    wanted = small & ~out.ravel()
    least, most, moved = search.protect(wanted, low, high)
    status = np.where(moved, SECONDARY, SHOWN)
    status = np.where(np.isnan(x.ravel()), ABSENT, np.where(wanted, PRIMARY, status)).astype(np.int8).reshape(x.shape)
    exposed = small & (out.ravel() | (least > low) | (most < high))
    return Suppression(
        count=np.where(status == SHOWN, x, np.nan),
        shown=status == SHOWN,
        status=status,
        low=np.where(wanted, least, np.nan).reshape(x.shape),
        high=np.where(wanted, most, np.nan).reshape(x.shape),
        exposed=exposed.reshape(x.shape),
    )


def across(shape: Sequence[int], axes: Sequence[Iterable[Relation]]) -> list[Relation]:
    """The relations of a whole table, from those along each of its axes.

    Parameters
    ----------
    shape : e.g. (areas, sexes, ages)
    axes : for each axis its relations, as positions on that axis; an axis where nothing adds up has none

    Returns
    -------
    list of (total, parts) in positions of the flattened table, for `suppress`

    Raises
    ------
    ValueError
        When there are not as many sets of relations as axes.
    """
    if len(shape) != len(axes):
        raise ValueError(f"axes must have one set of relations for each of {len(shape)} axes; found {len(axes)}")
    position = np.arange(int(np.prod(shape))).reshape(tuple(shape))
    found: list[Relation] = []
    for axis, relations in enumerate(axes):
        lines = np.moveaxis(position, axis, 0).reshape(shape[axis], -1)
        for total, parts in relations:
            found += [(int(line[total]), line[list(parts)].tolist()) for line in lines.T]
    return found


def blank(shown: ArrayLike, *figures: ArrayLike) -> tuple[Floats, ...]:
    """Figures with NaN where the count behind them is not shown.

    Give it everything that rests on the counts: value, limits, z, expected, shrunken values, ranks' limits, and the
    denominator unless it is public anyway. Value and denominator give the count; so do limits and denominator; value
    and limits give both. Shapes: `figures` as `shown`, or with leading axes. Raises ValueError when they do not fit.
    """
    visible: Flags = np.ma.filled(np.ma.asarray(shown, dtype=bool), fill_value=False)
    answer = []
    for number, figure in enumerate(figures, 1):
        values = unmasked(figure)
        if values.shape[values.ndim - visible.ndim :] != visible.shape:
            raise ValueError(f"figure {number} has shape {values.shape}, which does not fit shown {visible.shape}")
        answer.append(np.where(visible, values, np.nan))
    return tuple(answer)


def rounded(count: ArrayLike, *, threshold: int = THRESHOLD, base: int = 5) -> Floats:
    """Counts in the manner of NHS England's hospital data: each rounded alone, small ones withheld.

    0 stays 0; 1 to threshold − 1 become NaN; the rest go to the nearest multiple of `base` (halves up). Work out values
    and limits from rounded counts **and** rounded denominators, or they give the count away.

    Notes
    -----
    A shown figure stands for `base` whole numbers. A difference of a total and k rounded parts is known to within
    ± (k + 1) base/2, so a small part of a small table may still be told from 0 or bounded; that bound is the
    protection, there is no secondary suppression, and rounded parts do not add up to rounded totals.
    """
    x, _ = _whole(count, None)
    if int(base) != base or base < 1:
        raise ValueError(f"base must be a whole number of 1 or more; found {base!r}")
    return np.where((x > 0) & (x < threshold), np.nan, base * np.floor(x / base + 0.5))


def _whole(count: ArrayLike, denominator: ArrayLike | None) -> tuple[Floats, Floats]:
    """Counts and denominators at one shape, whole; a denominator that nobody knows is infinite."""
    x = not_negative("count", count)
    n = np.full(x.shape, np.nan) if denominator is None else not_negative("denominator", denominator)
    x, n = broadcast(count=x, denominator=n)
    for name, values in (("count", x), ("denominator", n)):
        if (values != np.floor(values))[np.isfinite(values)].any():
            raise ValueError(f"{name} must hold whole numbers (NaN where there is none)")
    if (x > n).any():
        raise ValueError("count must not be above denominator when complements are protected")
    return x, np.where(np.isnan(n), np.inf, n)


def _matrix(x: Floats, relations: Iterable[Relation]) -> Any:
    """Sparse A with Ax = 0; checks that the counts do add up."""
    from scipy import sparse

    rows, columns, signs, used = [], [], [], 0
    for total, parts in relations:
        cells = [total, *parts]
        if not all(0 <= cell < x.size for cell in cells):
            raise ValueError(f"relations name a cell outside the {x.size} counts: {(total, list(parts))}")
        if not np.isnan(x[cells]).any() and x[total] != x[list(parts)].sum():
            raise ValueError(f"relations do not hold: {total} is {x[total]:g}, its parts {x[list(parts)].sum():g}")
        rows += [used] * len(cells)
        columns += cells
        signs += [1.0] + [-1.0] * len(parts)
        used += 1
    return sparse.csr_array((signs, (rows, columns)), shape=(used, x.size))


def _intervals(x: Floats, n: Floats, threshold: int, floor: int) -> tuple[Floats, Floats, Flags]:
    """Promised interval of each cell, and whether it is protected: its count or its complement is small."""
    few = (x >= floor) & (x < threshold)
    others = (n - x >= floor) & (n - x < threshold)
    low = np.where(others, np.maximum(floor, n - threshold + 1), floor)
    high = np.where(few, np.minimum(threshold - 1, n - floor), n - floor)
    return np.fmin(low, x), np.fmax(high, x), few | others
