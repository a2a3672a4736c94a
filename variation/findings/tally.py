"""A comparison counted: the numbers that sentences and text alternatives are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from variation.analyses.results import NO_DATA, Comparison
from variation.findings.numbers import format_value
from variation.findings.words import counted, listing, possessive


@dataclass(frozen=True)
class Tally:
    """Areas inside the footprint, counted.

    inside, valued, judged : all, those with a value, those that could be judged
    above_998, below_998 : beyond the 99.8 % limits; above_95, below_95 : beyond the 95 % limits only
    """

    inside: int
    valued: int
    judged: int
    above_998: int
    below_998: int
    above_95: int
    below_95: int

    @property
    def beyond_998(self) -> int:
        """Areas beyond the 99.8 % limits, either way."""
        return self.above_998 + self.below_998

    @property
    def beyond_95(self) -> int:
        """Areas beyond the 95 % limits only, either way."""
        return self.above_95 + self.below_95

    @property
    def similar(self) -> int:
        """Areas within the limits."""
        return self.judged - self.beyond_998 - self.beyond_95


def tally(c: Comparison) -> Tally:
    """Count the areas of a comparison that lie inside its footprint."""
    status = c.status[c.inside]
    return Tally(
        inside=int(c.inside.sum()),
        valued=int(np.isfinite(c.value[c.inside]).sum()),
        judged=int((status != NO_DATA).sum()),
        above_998=int((status == 2).sum()),
        below_998=int((status == -2).sum()),
        above_95=int((status == 1).sum()),
        below_95=int((status == -1).sum()),
    )


def benchmark_words(c: Comparison) -> str:
    """The benchmark with its value, as in "London's 5.9 %"."""
    return f"{possessive(c.benchmark.name)} {format_value(c.benchmark.value, c.indicator)}"


def range_words(c: Comparison) -> str:
    """From lowest to highest: "from 3.4 % (Richmond upon Thames) to 8.1 % (Newham)"; ties are named or counted."""
    known = np.flatnonzero(c.inside & np.isfinite(c.value))
    low, high = float(c.value[known].min()), float(c.value[known].max())
    if low == high:
        return f"all at {format_value(low, c.indicator)}"
    return " to ".join(f"{format_value(v, c.indicator)} ({_who(c, known, v)})" for v in (low, high))


def _who(c: Comparison, known: np.ndarray, value: float) -> str:
    names = [str(name) for name in c.name[known[c.value[known] == value]]]
    return listing(names) if len(names) < 3 else counted(c.level, len(names))
