"""Two indicators of the same areas: do they go together, and which areas lie off the line through the others?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from variation import geography
from variation.analyses import months, options
from variation.analyses.cache import Cache
from variation.analyses.choices import choices
from variation.analyses.compare import compare
from variation.analyses.holdings import Holdings, holdings
from variation.analyses.results import Comparison, Floats, Option
from variation.analyses.selection import Selection
from variation.indicators import Catalogue, Indicator

if TYPE_CHECKING:
    from variation.methods.correlation import Correlation, Line
    from variation.store import Snapshot, Store

Query = Mapping[str, str | Sequence[str] | None]
YEARS_APART = 2  # from which the two periods are said to be far apart
PULL = 0.1  # change of r from which an area's weight in it is told
BAND_POINTS = 25
OPENING = {
    "borough": (("smoking-adults", "deprivation-score"), ("life-expectancy-at-birth", "health-index-life-expectancy")),
    "ccg": (("mar-gp-referrals-rate",), ("mar-first-outpatient-rate",)),
    "stp": (("gp-appointments-same-day",), ("gp-appointments-not-attended",)),
}
"""Indicators of a first view, x then y, in order of preference."""
OWN = "Own pick of areas"
_kept: Cache[Relation] = Cache(128)


@dataclass(frozen=True)
class Pair:
    """Two selections made servable, what their controls offer, and what of the link had to be changed."""

    x: Selection
    y: Selection
    messages: tuple[str, ...]
    indicators: tuple[Option, ...]
    levels: tuple[Option, ...]
    footprints: tuple[Option, ...]
    areas: tuple[Option, ...]
    sexes_x: tuple[Option, ...]
    sexes_y: tuple[Option, ...]


@dataclass(frozen=True)
class Relation:
    """Two comparisons of the same areas in the same order; arrays (n,).

    used : areas of the footprint with both figures
    weight : what points are sized by, NaN where unknown; `weighed_by` is "x", "y" or "" (nothing)
    verdict : int8, of areas outside what the others lead one to expect: 1 higher, −1 lower; 0 otherwise
    years_apart : between the middles of the two periods
    pull : row of the area without which r changes most, where that is by `PULL` or more; None otherwise
    band_x, band, band_lower, band_upper : (m,) the line and its 95 % limits over the range of x
    """

    x: Comparison
    y: Comparison
    used: NDArray[np.bool_]
    correlation: Correlation
    line: Line
    verdict: NDArray[np.int8]
    weight: Floats
    weighed_by: str
    years_apart: float
    pull: int | None
    band_x: Floats
    band: Floats
    band_lower: Floats
    band_upper: Floats

    @property
    def best_first(self) -> list[int]:
        """Positions of the areas of the footprint: those that do best against the line first, by polarity.

        The highest against it come first where no direction is better; areas without both figures come last.
        """
        rows = np.flatnonzero(self.y.inside)
        sign = -1 if self.y.indicator.polarity == "low" else 1
        off = np.where(np.isfinite(self.line.residual[rows]), sign * self.line.residual[rows], -np.inf)
        return [int(i) for i in rows[np.argsort(-off, kind="stable")]]


def choose_pair(query: Query, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Pair:
    """The two views that a query asks for, each made servable; nothing that the query holds raises.

    Parameters
    ----------
    query : x and y (indicators), xsex and ysex, level, within, area

    Raises
    ------
    NoData
        When nothing is loaded, or no level has two indicators.
    """
    held = holdings(store, snapshot)
    read = {
        axis: Selection.from_query({**query, "indicator": query.get(axis), "sex": query.get(f"{axis}sex")})
        for axis in ("x", "y")
    }
    messages = [m for _, found in read.values() for m in found]
    asked = {axis: found for axis, (found, _) in read.items()}
    level = _level(asked, held, catalogue, messages)
    listed = [i for i in options.listed(catalogue) if level in held.levels(i.id)]
    chosen_x = _indicator(asked["x"], level, listed, catalogue, messages, place=0)
    chosen_y = _indicator(asked["y"], level, listed, catalogue, messages, place=1, other=(chosen_x, asked["x"].sex))
    made = {}
    for axis, indicator in (("x", chosen_x), ("y", chosen_y)):
        s = asked[axis]
        wanted = Selection(indicator=indicator, level=level, within=s.within, area=s.area, sex=s.sex)
        made[axis] = choices(wanted, catalogue, store, snapshot, messages)
        messages = list(made[axis].messages)
    x, y = made["x"], made["y"]
    return Pair(
        x=x.selection,
        y=y.selection,
        messages=tuple(dict.fromkeys(messages)),
        indicators=_listed(listed, held),
        levels=_levels(held, catalogue),
        footprints=with_own(x.footprints, x.selection.within),
        areas=(Option("", "None"), *x.areas),
        sexes_x=x.sexes,
        sexes_y=y.sexes,
    )


def relate(pair: Pair, catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Relation:
    """The areas' two figures against one another, each in its latest period."""
    key = (snapshot.id if snapshot else None, id(catalogue), pair.x, pair.y)

    def make() -> Relation:
        x, y = (compare(s, catalogue, store, snapshot) for s in (pair.x, pair.y))
        return relate_comparisons(x, y)

    return _kept.get(store, key, make)


def relate_comparisons(x: Comparison, y: Comparison) -> Relation:
    """The relation of two comparisons of the same areas in the same order."""
    from variation.methods import correlation

    used = x.inside & np.isfinite(x.value) & np.isfinite(y.value)
    u, v = (np.where(used, c.value, np.nan) for c in (x, y))
    found, fitted = correlation.correlate(u, v), correlation.line(u, v)
    weight, by = _weight(x, y, used)
    at = np.linspace(u[used].min(), u[used].max(), BAND_POINTS) if fitted.n and np.isfinite(fitted.slope) else u[:0]
    centre, lower, upper = correlation.band(fitted, at) if len(at) else (at, at, at)
    return Relation(
        x=x,
        y=y,
        used=used,
        correlation=found,
        line=fitted,
        verdict=np.asarray(fitted.outside, dtype=np.int8),
        weight=weight,
        weighed_by=by,
        years_apart=abs(_middle(x) - _middle(y)) / 12,
        pull=_pull(found),
        band_x=at,
        band=centre,
        band_lower=lower,
        band_upper=upper,
    )


def with_own(footprints: tuple[Option, ...], within: str) -> tuple[Option, ...]:
    """The footprints, with the areas that a link picks itself where it does."""
    own = within not in {o.value for o in footprints}
    return (*footprints, Option(within, OWN)) if own else footprints


def _level(asked: Mapping[str, Selection], held: Holdings, catalogue: Catalogue, messages: list[str]) -> str:
    """The level asked for, or else the first at which what is asked for is held, boroughs where nothing is."""
    served = [o.value for o in _levels(held, catalogue) if not o.reason] or list(geography.LEVELS)
    wanted = asked["x"].level
    if wanted in served:
        return wanted
    both = [
        level for level in served if all(not s.indicator or level in held.levels(s.indicator) for s in asked.values())
    ]
    shown = (both or served)[0]
    if wanted:
        many = geography.LEVEL_NAMES[shown][1]
        messages.append(f"The link asks for the level “{wanted}”, which has no two indicators; {many} are shown.")
    return shown


def _indicator(
    asked: Selection,
    level: str,
    listed: Sequence[Indicator],
    catalogue: Catalogue,
    messages: list[str],
    *,
    place: int,
    other: tuple[str, str] = ("", ""),
) -> str:
    """The id of the indicator of one axis: as asked for where held, else a usual one that is not the other's."""
    ids = {i.id for i in listed}
    same = asked.indicator == other[0] and asked.sex == other[1]
    if asked.indicator in ids and not same:
        return asked.indicator
    preferred = [i for i in OPENING.get(level, ((), ()))[place] if i in ids and i != other[0]]
    rest = [i.id for i in listed if i.id != other[0]] or [listed[0].id]
    chosen = (preferred or rest)[0]
    if asked.indicator:
        known = catalogue.indicators.get(asked.indicator)
        name = known.short_name if known else asked.indicator
        why = (
            "which is on the other axis already"
            if same
            else f"which is not held for {geography.LEVEL_NAMES[level][1]}"
            if known
            else "which the catalogue does not have"
        )
        instead = catalogue.indicators[chosen].short_name
        messages.append(f"The link asks for the indicator “{name}”, {why}; {instead} is shown instead.")
    return chosen


def _listed(listed: Sequence[Indicator], held: Holdings) -> tuple[Option, ...]:
    """Indicators by domain, those that ship as an illustration marked as such."""
    return tuple(
        Option(
            i.id,
            f"{i.short_name}{' · illustrative' if held.illustrative(i.id) else ''}",
            options.DOMAIN_NAMES[i.domain],
        )
        for i in listed
    )


def _levels(held: Holdings, catalogue: Catalogue) -> tuple[Option, ...]:
    number = {level: sum(level in held.levels(i) for i in catalogue.indicators) for level in geography.LEVELS}
    return tuple(
        Option(level, geography.LEVEL_NAMES[level][1], reason="" if number[level] > 1 else "No two indicators are held")
        for level in geography.LEVELS
    )


def _weight(x: Comparison, y: Comparison, used: NDArray[np.bool_]) -> tuple[Floats, str]:
    """Denominators of y, or of x, where all areas used have them."""
    for axis, c in (("y", y), ("x", x)):
        if used.any() and (c.denominator[used] > 0).all():
            return np.where(used, c.denominator, np.nan), axis
    return np.full(len(used), np.nan), ""


def _middle(c: Comparison) -> float:
    first, last = months.number(np.array([c.start, c.end], dtype=np.int64)).tolist()
    return float(first + last) / 2


def _pull(found: Correlation) -> int | None:
    moved = np.abs(found.without - found.pearson)
    if not np.isfinite(moved).any():
        return None
    most = int(np.nanargmax(moved))
    return most if moved[most] >= PULL else None
