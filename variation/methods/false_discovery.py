"""False discoveries: of many areas that are tested at once, which can be called different and mostly be right?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from variation.methods.arguments import Flags, Floats, numbers, single


@dataclass(frozen=True)
class Discoveries:
    """Arrays of the shape of the p-values: `found` flags, and `adjusted` p-values (NaN where there was none)."""

    found: Flags
    adjusted: Floats


def benjamini_hochberg(p_value: ArrayLike, level: float = 0.05) -> Discoveries:
    """Flags of which, in the long run, no more than the share `level` are false.

    Parameters
    ----------
    p_value : (..., k) array-like
        Of k areas that are tested together; NaN takes no part. Leading axes are further sets.
    level : float, above 0 and below 1
        The share of false ones among those found.

    Returns
    -------
    Discoveries

    Raises
    ------
    ValueError
        For p-values outside 0 … 1, an unfit level, a single number.

    Notes
    -----
    With the p-values in order, ``adjusted_(i) = min over j ≥ i of p_(j) k/j``, at most 1; found where adjusted is at
    most the level. Holds for independent tests and for positively dependent ones. A limit of 99.8 % asks of each area
    alone how odd it is; this asks of the whole list how much of it is wrong.

    References
    ----------
    Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate. JRSS B 57, 289-300.
    Jones HE, Ohlssen DI, Spiegelhalter DJ (2008). Use of the false discovery rate when comparing multiple health care
    providers. J Clin Epidemiol 61, 232-240.
    """
    p = numbers("p_value", p_value)
    if p.ndim == 0:
        raise ValueError("p_value must be an array of areas, not a single number")
    if ((p < 0) | (p > 1)).any():
        raise ValueError("p_value must lie between 0 and 1")
    if not 0 < single("level", level) < 1:
        raise ValueError(f"level must lie between 0 and 1; found {level!r}")
    known = np.isfinite(p)
    tests = known.sum(axis=-1, keepdims=True)
    order = np.argsort(np.where(known, p, np.inf), axis=-1, kind="stable")
    ascending = np.take_along_axis(np.where(known, p, np.inf), order, axis=-1)
    scaled = ascending * tests / np.arange(1, p.shape[-1] + 1)
    least = np.minimum.accumulate(scaled[..., ::-1], axis=-1)[..., ::-1]
    adjusted = np.full(p.shape, np.nan)
    np.put_along_axis(adjusted, order, np.minimum(least, 1.0), axis=-1)
    adjusted = np.where(known, adjusted, np.nan)
    return Discoveries(adjusted <= level, adjusted)
