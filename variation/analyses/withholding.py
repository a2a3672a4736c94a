"""Which figures are withheld: small counts of our own, and what would give them away by a difference of totals."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses.results import Floats

SMALL = 5  # counts from 1 up to below this, and denominators below it, are withheld when the figure is ours


def withheld(
    count: Floats, denominator: Floats, ours: NDArray[np.bool_], code: NDArray[np.str_], level: str
) -> NDArray[np.bool_]:
    """Figures that are not shown, (n, m) areas by period.

    Parameters
    ----------
    count, denominator : (n, m), NaN where absent
    ours : (n, m) figures that no publisher's disclosure control has been through; others are shown as published
    code, level : of the areas

    Notes
    -----
    Withholding the small count alone is not enough where London's or an STP's figure is published: less the areas
    shown, it would tell. A further area then goes with it (`methods.disclosure`). Our own sums leave both out.
    """
    with np.errstate(invalid="ignore"):
        small = ours & (((count > 0) & (count < SMALL)) | (denominator < SMALL))
    for period in np.flatnonzero(small.any(axis=0)).tolist():
        small[:, period] |= _with_partners(count[:, period], small[:, period], code, level)
    return small


def _with_partners(count: Floats, small: NDArray[np.bool_], code: NDArray[np.str_], level: str) -> NDArray[np.bool_]:
    """The small ones of one period, and those that must go with them."""
    from variation.methods import disclosure

    known = np.where(np.isfinite(count), np.round(count), np.nan)
    sets = [np.isfinite(known)]
    if level != "stp":
        members = [np.isin(code, geography.members(stp.code, level)) for stp in geography.areas("stp")]
        sets += [inside & np.isfinite(known) for inside in members]
    sets = [inside for inside in sets if inside.sum() > 1]
    totals = [float(known[inside].sum()) for inside in sets]
    relations = [(len(known) + k, np.flatnonzero(inside).tolist()) for k, inside in enumerate(sets)]
    shown = np.arange(len(known) + len(totals)) >= len(known)
    found = disclosure.suppress([*known, *totals], relations, threshold=SMALL, published=shown)
    partners: NDArray[np.bool_] = np.isin(found.status[: len(known)], (disclosure.PRIMARY, disclosure.SECONDARY))
    return small | partners
