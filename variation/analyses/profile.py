"""One area over all indicators of its level: what is better, worse and changing, and where it lies among the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.cache import Cache
from variation.analyses.course import Course, course
from variation.analyses.results import NO_DATA, RecentTrend
from variation.analyses.selection import Selection
from variation.analyses.standing import england_figure
from variation.analyses.survey import Survey, Surveyed, survey
from variation.indicators import DOMAINS, Catalogue, Indicator

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

BENCHMARKS = ("london", "england")
_kept: Cache[Profile] = Cache(64)


@dataclass(frozen=True)
class Line:
    """One indicator of the area, beside London, England and the other areas of its level.

    value, lower, upper : the area's figure and 95 % limits; note : why it is absent, or the publisher's remark
    london, england : NaN where no figure is held; benchmark : the one that `status` holds the area against
    summed : London's figure is our sum of areas, not a published one
    status : -2 … 2 as in a Comparison; NO_DATA where the area was not compared
    lowest, lower_quarter, upper_quarter, highest : of the areas with a figure, of which there are `areas`
    rank_low, rank_high : 95 % range of the rank by value, 1 = highest
    course : all periods of the area, and of the benchmark where that is the one asked for
    """

    indicator: Indicator
    sex: str
    age: str
    period: str
    illustrative: bool
    value: float
    lower: float
    upper: float
    note: str
    london: float
    england: float
    benchmark: float
    summed: bool
    status: int
    judged_by: str
    lowest: float
    lower_quarter: float
    upper_quarter: float
    highest: float
    areas: int
    rank_low: float
    rank_high: float
    recent: RecentTrend
    course: Course

    @property
    def held(self) -> bool:
        """Whether the area has a figure."""
        return bool(np.isfinite(self.value))

    @property
    def verdict(self) -> str:
        """Against the benchmark: better, similar, worse; higher, lower where no way is good; "" where not compared."""
        if self.status == NO_DATA:
            return ""
        return "similar" if self.status == 0 else _side(self.status, self.indicator)

    @property
    def moving(self) -> str:
        """Recent trend: better, worse; higher, lower where no way is good; "none" for no change, "" if not tested."""
        direction = {"up": 1, "down": -1}.get(self.recent.direction, 0)
        return _side(direction, self.indicator) if direction else self.recent.direction

    @property
    def distance(self) -> float:
        """Of the benchmark, as a share of the way from it to the farther end of the areas' range; NaN without one."""
        reach = max(self.highest - self.benchmark, self.benchmark - self.lowest)
        return abs(self.value - self.benchmark) / reach if reach > 0 else float("nan")


@dataclass(frozen=True)
class Tally:
    """The lines counted.

    lines : with or without a figure; held : with one
    better, similar, worse : of those held, compared with the benchmark, where one way is good
    unjudged : compared, without a good direction; differ : of these, outside the limits
    """

    lines: int
    held: int
    better: int
    similar: int
    worse: int
    unjudged: int
    differ: int

    @property
    def judged(self) -> int:
        """Compared, with a good direction."""
        return self.better + self.similar + self.worse

    @property
    def by_chance(self) -> float:
        """How many would lie outside 95 % limits if the area were like the benchmark in everything."""
        return 0.05 * self.judged


@dataclass(frozen=True)
class Profile:
    """All indicators of one area's level.

    benchmark : London or England; lines : by domain and name, published ones first within a domain
    counted : the lines that sentences and lists rest on: published ones; illustrative ones where there are no others
    illustrative : whether `counted` are illustrative
    better, worse : of `counted`, the farthest from the benchmark first; changing : getting worse first
    """

    place: geography.Area
    benchmark: str
    snapshot: str
    lines: tuple[Line, ...]
    counted: tuple[Line, ...]
    illustrative: bool
    tally: Tally
    better: tuple[Line, ...]
    worse: tuple[Line, ...]
    changing: tuple[Line, ...]

    @property
    def level(self) -> str:
        """Level of the area."""
        return self.place.level

    @property
    def worsening(self) -> tuple[Line, ...]:
        """Worse than the benchmark and getting worse."""
        return tuple(line for line in self.worse if line.moving == "worse")


def profile(
    selection: Selection, catalogue: Catalogue, store: Store, snapshot: Snapshot | None, *, place: geography.Area
) -> Profile:
    """The profile of an area of a level with a map; of the selection count benchmark, priority and domain.

    Raises
    ------
    NoData
        When nothing is loaded.
    """
    benchmark = selection.benchmark if selection.benchmark in BENCHMARKS else BENCHMARKS[0]
    key = (snapshot.id if snapshot else 0, id(catalogue), place.code, benchmark, selection.priority, selection.domain)
    return _kept.get(store, key, lambda: _profile(place, benchmark, selection, (catalogue, store, snapshot)))


def survey_of(level: str, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Survey:
    """What all profiles of a level rest on: its indicators, against London."""
    return survey(Selection(level=level, benchmark=BENCHMARKS[0]), catalogue, store, snapshot)


def _profile(
    place: geography.Area, kind: str, narrowed: Selection, source: tuple[Catalogue, Store, Snapshot | None]
) -> Profile:
    found = survey_of(place.level, *source)
    judged = found if kind == BENCHMARKS[0] else survey(Selection(level=place.level, benchmark=kind), *source)
    against = {row.indicator.id: row for row in judged.rows}
    wanted = [
        row
        for row in found.rows
        if narrowed.domain in ("", row.indicator.domain)
        and (not narrowed.priority or narrowed.priority in row.indicator.priorities)
    ]
    lines = tuple(
        _line(place.code, row, against[row.indicator.id], kind, england_figure(row.comparison, *source[1:]))
        for row in wanted
    )
    lines = tuple(sorted(lines, key=lambda line: (DOMAINS.index(line.indicator.domain), line.illustrative)))
    published = tuple(line for line in lines if not line.illustrative and line.held)
    counted = published or tuple(line for line in lines if line.held)
    return Profile(
        place=place,
        benchmark=kind.capitalize(),
        snapshot=found.snapshot,
        lines=lines,
        counted=counted,
        illustrative=bool(counted) and not published,
        tally=tally(lines if counted else (), counted),
        better=_farthest(counted, "better"),
        worse=_farthest(counted, "worse"),
        changing=_changing(counted),
    )


def _line(code: str, row: Surveyed, against: Surveyed, kind: str, england: float) -> Line:
    from variation.methods.spread import percentiles

    judged = against.comparison
    # where a benchmark is not held, an analysis falls back to another one; a profile compares with one only
    usable = judged.benchmark.kind == kind
    c, past = row.comparison, row.history
    place = int(np.flatnonzero(c.code == code)[0])
    low, quarter, three, high = percentiles(c.value, (0, 25, 75, 100))
    return Line(
        indicator=row.indicator,
        sex=c.selection.sex,
        age=c.selection.age,
        period=c.period,
        illustrative=c.illustrative,
        value=float(c.value[place]),
        lower=float(c.lower[place]),
        upper=float(c.upper[place]),
        note=str(c.note[place]),
        london=c.benchmark.value if c.benchmark.kind == "london" else float("nan"),
        england=england,
        benchmark=judged.benchmark.value if usable else float("nan"),
        summed=c.benchmark.kind == "london" and c.benchmark.computed,
        status=int(judged.status[place]) if usable else NO_DATA,
        judged_by=judged.judged_by,
        lowest=float(low),
        lower_quarter=float(quarter),
        upper_quarter=float(three),
        highest=float(high),
        areas=int(np.isfinite(c.value).sum()),
        rank_low=float(c.rank_low[place]),
        rank_high=float(c.rank_high[place]),
        recent=past.recent[int(np.flatnonzero(past.code == code)[0])],
        course=course(past, code, against.history.benchmark if usable else np.full(len(past.period), np.nan)),
    )


def tally(lines: Iterable[Line], counted: Iterable[Line]) -> Tally:
    """Count lines; `lines` only for how many there are beside those counted."""
    counted = tuple(counted)
    kinds = {line.illustrative for line in counted}
    found = [line.verdict for line in counted]
    judged = [line.verdict for line in counted if line.indicator.polarity in ("high", "low")]
    compared = sum(1 for verdict in found if verdict)
    return Tally(
        lines=sum(1 for line in lines if line.illustrative in kinds),
        held=len(counted),
        better=judged.count("better"),
        similar=judged.count("similar"),
        worse=judged.count("worse"),
        unjudged=compared - sum(1 for verdict in judged if verdict),
        differ=found.count("higher") + found.count("lower"),
    )


def _farthest(lines: Iterable[Line], verdict: str) -> tuple[Line, ...]:
    """Beyond the 99.8 % limits before beyond the 95 % ones, then by distance among the areas."""
    found = [line for line in lines if line.verdict == verdict]
    return tuple(sorted(found, key=lambda line: (-abs(line.status), -np.nan_to_num(line.distance))))


def _changing(lines: Iterable[Line]) -> tuple[Line, ...]:
    order = ("worse", "better", "higher", "lower")
    found = [line for line in lines if line.moving in order]
    return tuple(sorted(found, key=lambda line: order.index(line.moving)))


def _side(direction: int, indicator: Indicator) -> str:
    if indicator.polarity not in ("high", "low"):
        return "higher" if direction > 0 else "lower"
    return "better" if (direction > 0) == (indicator.polarity == "high") else "worse"
