"""Frozen results: what the analyses hand to figures, findings, tables and exports.

Arrays of one result have one length n (areas) or one shape (areas, periods); NaN and NO_DATA stand for absent figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from variation.analyses.classing import Classed, classed
from variation.analyses.selection import Selection
from variation.indicators import Indicator

Floats = NDArray[np.float64]
NOT_TESTED = "Not tested"  # verdict of a RecentTrend without direction
NO_DATA = 9  # status of an area without a figure; otherwise -2 … 2 as methods.funnel gives it


@dataclass(frozen=True)
class Option:
    """One choice a control offers; `reason` is why it cannot be served, "" where it can."""

    value: str
    label: str
    group: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Choices:
    """A selection made servable, what each control may offer, and what had to be changed (sentences)."""

    selection: Selection
    messages: tuple[str, ...]
    priorities: tuple[Option, ...]
    domains: tuple[Option, ...]
    indicators: tuple[Option, ...]
    levels: tuple[Option, ...]
    footprints: tuple[Option, ...]
    periods: tuple[Option, ...]
    sexes: tuple[Option, ...]
    ages: tuple[Option, ...]
    benchmarks: tuple[Option, ...]
    areas: tuple[Option, ...]  # of the level, to pick from


@dataclass(frozen=True)
class Benchmark:
    """What areas are compared with; `computed` when it is our sum of `areas` areas and not the publisher's figure."""

    kind: str  # london | footprint | england
    name: str  # "London", "North Central London", "England"
    value: float
    computed: bool
    areas: int = 0


@dataclass(frozen=True)
class Funnel:
    """Curves over denominators, ascending; `dispersion` is φ, `tau2` the additive variance; `areas` they rest on."""

    denominator: Floats
    lower_95: Floats
    upper_95: Floats
    lower_998: Floats
    upper_998: Floats
    dispersion: float
    tau2: float
    areas: int
    adjusted: str  # none | multiplicative | additive: what was applied (may differ from what was asked)
    note: str  # in words: what was applied and why, or why not


@dataclass(frozen=True)
class Comparison:
    """All areas of a level for one indicator and period, held against the benchmark.

    code, name : (n,), in order of name; inside : (n,) bool, within the footprint
    status : (n,) int8, -2 … 2 = below 99.8 %, below 95 %, within, above 95 %, above 99.8 %; NO_DATA where none
    judged_by : "funnel" (limits of the benchmark at the area's size) or "interval" (the area's interval)
    rank_low, rank_high : (n,) 95 % range of the rank by value among areas inside (1 = highest value); NaN where none
    note : (n,) why a figure is absent ("suppressed", "not published"), or the publisher's remark
    """

    selection: Selection
    indicator: Indicator
    level: str
    period: str
    start: int
    end: int
    illustrative: bool
    snapshot: str  # label of the snapshot shown
    benchmark: Benchmark
    code: NDArray[np.str_]
    name: NDArray[np.str_]
    inside: NDArray[np.bool_]
    value: Floats
    lower: Floats
    upper: Floats
    count: Floats
    denominator: Floats
    note: NDArray[np.str_]
    status: NDArray[np.int8]
    judged_by: str
    rank_low: Floats
    rank_high: Floats
    funnel: Funnel | None
    no_funnel: str  # why there is no funnel, "" when there is one

    @cached_property
    def coloured(self) -> str:
        """What the map's colours show, one of CHOICES["colour"]: fifths where no area could be compared."""
        asked = self.selection.colour
        return "quintiles" if asked == "difference" and (self.status == NO_DATA).all() else asked

    @cached_property
    def followed(self) -> tuple[str, ...]:
        """Codes of the areas that a trend names: those picked, else the only one shown."""
        shown = self.code[self.inside].tolist()
        return self.selection.area or (tuple(shown) if len(shown) == 1 else ())

    @cached_property
    def fifths(self) -> Classed:
        """Fifths of the areas inside, by value; made when first asked for, since few views are coloured by them."""
        return classed(self.value, self.inside, natural=False)


@dataclass(frozen=True)
class RecentTrend:
    """The OHID recent trend of one area: direction "up" | "down" | "none", or "" with the reason it was not tested."""

    direction: str
    verdict: str  # in words: "Increasing and getting worse", "No significant change", …
    reason: str


@dataclass(frozen=True)
class SpreadChange:
    """Whether areas inside the footprint drew apart or together between two periods that share no month.

    direction : of the spread with chance taken out: "apart", "together", "none" (no change beyond chance, 95 % level)
    first, last : labels of the periods; sd_first, sd_last : standard deviation of the areas' values in each
    areas : number of areas compared
    """

    direction: str
    first: str
    last: str
    sd_first: float
    sd_last: float
    areas: int


@dataclass(frozen=True)
class History:
    """All periods of one series.

    code, name : (n,), the same areas and order as the Comparison of the same selection
    period, start, end : (m,) ascending in time
    value, lower, upper : (n, m); benchmark : (m,)
    overlapping : pooled periods share years, so neighbouring points are not independent (and are never tested as such)
    recent : one RecentTrend an area, (n,)
    benchmark_recent : of the benchmark itself
    spread_change : in words, whether areas draw together or apart between the first and last comparable period, "" if
        unknown
    breaks : (start month, words) where method or boundaries changed, or periods are missing
    marked_before : how many periods before the last an XmR chart marks on the benchmark; None where none is drawn
    spread : the numbers behind `spread_change`, None if unknown
    """

    period: tuple[str, ...]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    code: NDArray[np.str_]
    name: NDArray[np.str_]
    value: Floats
    lower: Floats
    upper: Floats
    benchmark: Floats
    benchmark_name: str
    overlapping: bool
    recent: tuple[RecentTrend, ...]
    benchmark_recent: RecentTrend
    spread_change: str
    breaks: tuple[tuple[int, str], ...]
    spread: SpreadChange | None = None
    marked_before: int | None = None
