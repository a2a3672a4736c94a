"""Spatial clustering: do neighbours resemble one another, and where?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from variation.methods.arguments import Floats, integer, numbers
from variation.methods.false_discovery import benjamini_hochberg

PERMUTATIONS = 9_999
LEAST_PERMUTATIONS = 99  # with fewer no p-value can be below 2 %
SEED = 1950
MINIMUM_AREAS = 8
MOST_AREAS = 1_000


@dataclass(frozen=True)
class Autocorrelation:
    """Moran's I of k areas, in all and one by one.

    moran_i : about `expected` where neighbours are no more alike than any two areas; 1 for perfect clusters
    p_value : two-sided, by permutation
    local : (k,) each area's part; NaN without a figure or a neighbour
    local_p : (k,) two-sided, by permutation of the others
    cluster : (k,) "high-high", "low-low" (clusters), "high-low", "low-high" (islands of another kind) or ""
    areas : how many have a figure and a neighbour
    reason : why there is no answer, "" where there is one
    """

    moran_i: float
    expected: float
    p_value: float
    local: Floats
    local_p: Floats
    cluster: NDArray[np.str_]
    areas: int
    reason: str


def autocorrelation(
    value: ArrayLike,
    neighbours: Sequence[Sequence[int]],
    *,
    level: float = 0.05,
    permutations: int = PERMUTATIONS,
    seed: int = SEED,
) -> Autocorrelation:
    """Global and local Moran's I, with seeded permutation tests.

    Parameters
    ----------
    value : (k,) array-like
        Figures of k areas; NaN where there is none. Shrunken values, or their ranks, where areas differ much in size.
    neighbours : k sequences of positions
        The neighbours of each area; an area without any (an island) takes no part.
    level : float, above 0 and below 1
        Share of false ones among the clusters named (Benjamini-Hochberg over the areas).
    permutations : int, 99 or more
    seed : int

    Returns
    -------
    Autocorrelation
        NaN and a reason below eight areas or where all figures are the same.

    Raises
    ------
    ValueError
        For neighbours that are not one sequence an area, name positions outside the areas, or an area itself.

    Notes
    -----
    Weights are equal among the neighbours of an area and sum to 1. With z = y − ȳ,
    ``I = Σ z_i Σ_j w_ij z_j / Σ z²``; local ``I_i = (k − 1) z_i Σ_j w_ij z_j / Σ z²``. Under the hypothesis that places
    are exchanged at random, E I = −1/(k − 1). p is twice the smaller share of permutations, the observed one counted
    among them, that lie at or beyond it. Local permutations keep the area and draw its neighbours from the others.

    References
    ----------
    Moran PAP (1950). Notes on continuous stochastic phenomena. Biometrika 37, 17-23.
    Anselin L (1995). Local indicators of spatial association: LISA. Geographical Analysis 27, 93-115.
    Caldas de Castro M, Singer BH (2006). Controlling the false discovery rate in local statistics of spatial
    association. Geographical Analysis 38, 180-208.
    """
    y, permutations = numbers("value", value), integer("permutations", permutations, LEAST_PERMUTATIONS)
    if len(y.ravel()) > MOST_AREAS:
        raise ValueError(f"value must be of {MOST_AREAS:,} areas at most, as all pairs are held; found {y.size:,}")
    if y.ndim != 1 or len(neighbours) != len(y):
        raise ValueError(f"neighbours must be one sequence an area; found {len(neighbours)} for {y.shape} values")
    joined = _matrix(neighbours, len(y))
    use = _linked(np.isfinite(y), joined)
    k = int(use.sum())
    if k < MINIMUM_AREAS or np.ptp(y[use]) == 0:
        why = f"{k} areas with neighbours are too few; {MINIMUM_AREAS} are needed." if k < MINIMUM_AREAS else ""
        return _unknown(len(y), k, why or "All areas have the same figure.")
    z = y[use] - y[use].mean()
    links = joined[np.ix_(use, use)]
    weight = links / links.sum(axis=1, keepdims=True)
    square = float(z @ z)
    rng = np.random.default_rng(seed)
    observed = float(z @ weight @ z) / square
    shuffled = rng.permuted(np.broadcast_to(z, (permutations, k)), axis=1)
    drawn = np.einsum("pi,pi->p", shuffled, shuffled @ weight.T) / square
    local = (k - 1) * z * (weight @ z) / square
    local_p = _local_p(z, links, local, square, permutations, rng)
    return Autocorrelation(
        moran_i=observed,
        expected=-1 / (k - 1),
        p_value=float(_two_sided(drawn[:, None], np.array([observed]))[0]),
        local=_placed(local, use),
        local_p=_placed(local_p, use),
        cluster=_named(z, weight @ z, benjamini_hochberg(local_p, level).found, use),
        areas=k,
        reason="",
    )


def _matrix(neighbours: Sequence[Sequence[int]], k: int) -> Floats:
    joined = np.zeros((k, k))
    for i, others in enumerate(neighbours):
        for j in others:
            if not 0 <= integer(f"each of the neighbours of area {i}", j) < k or j == i:
                raise ValueError(f"neighbours of area {i} name {j}; expected other positions from 0 to {k - 1}")
            joined[i, j] = 1.0
    return joined


def _linked(use: NDArray[np.bool_], joined: Floats) -> NDArray[np.bool_]:
    """Those that still have a neighbour when an area left out is nobody's; that may leave out more."""
    while True:
        linked = use & (joined[:, use].sum(axis=1) > 0)
        if (linked == use).all():
            return use
        use = linked


def _local_p(
    z: Floats, links: Floats, local: Floats, square: float, permutations: int, rng: np.random.Generator
) -> Floats:
    """Two-sided p of each area's part, its neighbours drawn from all others."""
    k = len(z)
    degree = links.sum(axis=1).astype(np.intp)
    most = int(degree.max())
    # the same draws of places among the k − 1 others serve every area
    places = np.argsort(rng.random((permutations, k - 1)), axis=1)[:, :most]
    p = np.empty(k)
    for i in range(k):
        others = np.delete(z, i)
        lag = others[places[:, : degree[i]]].mean(axis=1)
        p[i] = _two_sided(((k - 1) * z[i] * lag / square)[:, None], local[i : i + 1])[0]
    return p


def _two_sided(drawn: Floats, observed: Floats) -> Floats:
    """Twice the smaller tail of the draws, the observed one counted among them."""
    near = 1e-12 * (1 + np.abs(observed))  # rounding must not part equals
    above = (drawn >= observed - near).sum(axis=0)
    below = (drawn <= observed + near).sum(axis=0)
    p: Floats = np.minimum(2 * (1 + np.minimum(above, below)) / (1 + len(drawn)), 1.0)
    return p


def _named(z: Floats, lag: Floats, found: NDArray[np.bool_], use: NDArray[np.bool_]) -> NDArray[np.str_]:
    own, around = np.where(z > 0, "high", "low"), np.where(lag > 0, "high", "low")
    names = np.full(len(use), "", dtype="<U9")
    names[use] = np.where(found & (z != 0) & (lag != 0), np.char.add(np.char.add(own, "-"), around), "")
    return names


def _placed(part: Floats, use: NDArray[np.bool_]) -> Floats:
    whole = np.full(len(use), np.nan)
    whole[use] = part
    return whole


def _unknown(areas: int, known: int, reason: str) -> Autocorrelation:
    gap, nan = np.full(areas, np.nan), float("nan")
    return Autocorrelation(nan, nan, nan, gap, gap, np.full(areas, "", dtype="<U9"), known, reason)
