"""Peers: the areas most like an area in what it cannot change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, integer, not_negative, numbers, one_of, single

SCALINGS = ("sd", "mad")
MOST_AREAS = 1_000
_MAD_TO_SD = 1.4826


@dataclass(frozen=True)
class Peers:
    """The nearest areas of each of k areas.

    index : (k, count) positions of the peers, nearest first; -1 where there are no more
    distance : (k, count) in standard deviations of a variable, per variable compared
    difference : (k, count, p) peer less area, in standard deviations of each variable; NaN where either has none
    shared : (k, count) number of variables that both have
    reason : (k,) why an area has no peers, "" where it has
    """

    index: NDArray[np.int64]
    distance: Floats
    difference: Floats
    shared: NDArray[np.int64]
    reason: NDArray[np.str_]


def nearest(
    variables: ArrayLike, count: int = 5, *, weights: ArrayLike | None = None, scaling: str = "sd", least: float = 0.5
) -> Peers:
    """Nearest areas on chosen context variables.

    Parameters
    ----------
    variables : (k, p) array-like
        Context of k areas, such as age, deprivation, density; NaN where unknown.
    count : int, 1 or more
    weights : (p,) array-like, optional
        How much each variable matters; equal by default.
    scaling : {"sd", "mad"}
        Variables are measured in standard deviations, or in 1.4826 × median absolute deviations (outliers then matter
        more for themselves and less for the others).
    least : float, above 0, at most 1
        Share of the weight that two areas must both have figures for, to be compared.

    Returns
    -------
    Peers

    Raises
    ------
    ValueError
        For fewer than two areas, a variable that is the same everywhere, unfit weights or count.

    Notes
    -----
    ``d² = Σ w (z_i − z_j)² / Σ w`` over the variables that both areas have, so that a missing one neither helps nor
    hurts. Ties keep the order of the areas. Peers are not mutual: the nearest of one may be nearer to others.

    References
    ----------
    CIPFA. Nearest neighbours model. NHS RightCare. Similar 10 (both are of this form).
    """
    x = numbers("variables", variables)
    if x.ndim != 2 or x.shape[0] < 2:
        raise ValueError(f"variables must have one row an area, two or more; found shape {x.shape}")
    one_of("scaling", scaling, SCALINGS)
    if len(x) > MOST_AREAS:
        raise ValueError(f"variables must be of {MOST_AREAS:,} areas at most, as all pairs are held; found {len(x):,}")
    count = integer("count", count, 1)
    if not 0 < single("least", least) <= 1:
        raise ValueError(f"least must be above 0 and at most 1; found {least!r}")
    weight = np.ones(x.shape[1]) if weights is None else not_negative("weights", weights)
    if weight.shape != (x.shape[1],) or not weight.sum() > 0:
        raise ValueError(f"weights must be one a variable, not all 0; found shape {weight.shape}")
    x, used = x.copy(), weight > 0
    x[:, ~used] = np.nan  # what has no weight is neither compared nor counted
    z = x / _unit(x, used, scaling)
    away = z[None, :, :] - z[:, None, :]
    both = np.isfinite(away)
    part = (weight * both).sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.sqrt((weight * np.where(both, away, 0.0) ** 2).sum(axis=2) / part)
    distance = np.where(part >= least * weight.sum() - 1e-12, distance, np.inf)
    np.fill_diagonal(distance, np.inf)
    return _chosen(distance, away, both, count)


def middle(value: ArrayLike, least: float = 0.5) -> float:
    """The middle figure of an area's peers; NaN where less than the share `least` of them have one."""
    v = numbers("value", value)
    known = v[np.isfinite(v)]
    return float(np.median(known)) if len(known) and len(known) >= least * len(v) else float("nan")


def _unit(x: Floats, used: NDArray[np.bool_], scaling: str) -> Floats:
    unit = np.ones(x.shape[1])
    for column in np.flatnonzero(used).tolist():
        known = x[np.isfinite(x[:, column]), column]
        if len(known) < 2:
            raise ValueError(f"variables must be known of two areas at least: column {column} is not")
        spread = np.std(known, ddof=1) if scaling == "sd" else _MAD_TO_SD * np.median(np.abs(known - np.median(known)))
        if not spread > 0:
            raise ValueError(f"variables must vary: column {column} is the same in (nearly) all areas")
        unit[column] = spread
    return unit


def _chosen(distance: Floats, away: Floats, both: NDArray[np.bool_], count: int) -> Peers:
    k, _, p = away.shape
    order = np.argsort(distance, axis=1, kind="stable")[:, :count]
    near = np.take_along_axis(distance, order, axis=1)
    found = np.isfinite(near)
    rows = np.arange(k)[:, None]
    pad = ((0, 0), (0, count - order.shape[1]))
    index = np.pad(np.where(found, order, -1), pad, constant_values=-1)
    return Peers(
        index=index,
        distance=np.pad(np.where(found, near, np.nan), pad, constant_values=np.nan),
        difference=np.pad(
            np.where(found[..., None], away[rows, order], np.nan), (*pad, (0, 0)), constant_values=np.nan
        ).reshape(k, count, p),
        shared=np.pad(np.where(found, both[rows, order].sum(axis=2), 0), pad),
        reason=np.where(found.any(axis=1), "", "Too few variables are shared with any other area."),
    )
