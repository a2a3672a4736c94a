"""The series of one indicator, in blocks: arrays of all areas of a level and all periods at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variation.geography import ENGLAND, LEVELS
from variation.indicators import Indicator
from variation.observations import NOT_PUBLISHED, SUPPRESSED
from variation.simulation.figures import Figures, Tally, expected, figures, tally
from variation.simulation.latent import levels
from variation.simulation.periods import Period, periods
from variation.simulation.places import Floats, Places
from variation.simulation.planting import Plan, plan, stream
from variation.simulation.scale import from_link, table, to_link

CELLS = 100_000  # parts × periods simulated at once
ENGLAND_TO_LONDON = 6.3  # population
TINY = "E09000001"  # the City of London: few residents, so that most indicators are not published for it
TINY_MISSING = 0.77  # share of indicators that leave it out
GROWTH = 0.01  # of denominators in a year


@dataclass(frozen=True)
class Block:
    """Rows of one indicator and level: figures of shape (groups, areas, periods) with what names their axes."""

    indicator: str
    level: str
    decimals: int
    area: NDArray[np.str_]
    periods: tuple[Period, ...]
    groups: tuple[tuple[str, str, str], ...]  # sex, age, category
    figures: Figures
    missing: NDArray[np.bool_]  # (areas,), not published at all
    suppressible: bool

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.figures.value.size

    def absent(self, area: int) -> str:
        """Why figures of an area are not there."""
        return SUPPRESSED if self.suppressible and not self.missing[area] else NOT_PUBLISHED


def blocks(
    indicator: Indicator, places: Places, *, seed: int, groups: int = 1, strength: float = 1.0
) -> Iterator[Block]:
    """Simulate one indicator.

    Parameters
    ----------
    groups : independent simulations; the first is of everybody and holds what was planted, each further one has a
        category of its own ("Simulated group: 1") and nothing planted
    strength : how far what is planted stands out; 0 plants nothing
    """
    parts = parts_for(indicator, places)
    when = when_of(indicator)
    made = plan(indicator, parts, when, seed=seed, strength=strength)
    yield from _batch(indicator, parts, made, seed=seed, first=0, groups=1)
    size = max(1, CELLS // (len(parts) * (len(when) + indicator.pooled_years - 1) * len(_strands(indicator))))
    for first in range(1, groups, size):
        number = min(size, groups - first)
        yield from _batch(indicator, parts, made.unplanted(), seed=seed, first=first, groups=number)


def parts_for(indicator: Indicator, places: Places) -> Places:
    """The parts that an indicator is simulated for: STPs themselves where it exists at no finer level."""
    return places.coarsened("stp") if indicator.levels == ("stp",) and "stp" in places.levels else places


def when_of(indicator: Indicator) -> tuple[Period, ...]:
    """The periods of an indicator's series."""
    return periods(table(indicator).first, table(indicator).periods)


def _batch(indicator: Indicator, places: Places, made: Plan, *, seed: int, first: int, groups: int) -> Iterator[Block]:
    rng = stream(seed, indicator.id, f"figures {first}")
    strands = _strands(indicator)
    months = _months(when_of(indicator), indicator.pooled_years)
    effect, common = levels(rng, places, made, groups=groups, strands=len(strands), months=months)
    exposure = _exposure(rng, indicator, places, made, _grid(len(effect), months))
    drawn = tally(rng, indicator, effect, exposure, made.scale)
    whole = _with_persons(indicator, drawn)
    city = bool(stream(seed, indicator.id, "city").random() < TINY_MISSING)
    for name, level in places.among((*indicator.levels, "region")).items():
        missing = (level.code == TINY) & city
        yield _block(indicator, name, level.code, whole.summed(level.total), missing=missing, first=first)
    england = table(indicator).england
    if england is not None and "region" in places.levels:
        there = from_link(to_link(england, made.scale.link) + 0.8 * common, made.scale.link)
        people = np.round(drawn.bottom.sum(axis=1, keepdims=True) * ENGLAND_TO_LONDON)
        everybody = _with_persons(indicator, expected(indicator, there, people))
        yield _block(indicator, "country", np.array([ENGLAND]), everybody, missing=np.zeros(1, bool), first=first)


def _block(
    indicator: Indicator, level: str, area: NDArray[np.str_], found: Tally, *, missing: NDArray[np.bool_], first: int
) -> Block:
    """Figures of the areas of a level, pooled and with small counts hidden, and the names of the rows."""
    shown = figures(indicator, found.pooled(indicator.pooled_years), small=level in LEVELS)
    if missing.any():
        shown = Figures(*(np.where(missing[None, :, None], np.nan, a) for a in vars(shown).values()))
    names = [(sex, age) for age in indicator.ages for sex in indicator.sexes]
    return Block(
        indicator=indicator.id,
        level=level,
        decimals=indicator.decimals + 1,
        area=area,
        periods=when_of(indicator),
        groups=tuple((*names[n % len(names)], _category(first + n // len(names))) for n in range(len(found.top))),
        figures=shown,
        missing=missing,
        suppressible=indicator.crude or indicator.measure == "count",
    )


def _category(group: int) -> str:
    return f"Simulated group: {group}" if group else ""


def _strands(indicator: Indicator) -> list[tuple[str, str]]:
    """Series that are drawn: each sex and age, without Persons where it is the sum of both sexes."""
    both = {"Male", "Female"} <= set(indicator.sexes)
    return [(sex, age) for age in indicator.ages for sex in indicator.sexes if not (both and sex == "Persons")]


def _with_persons(indicator: Indicator, drawn: Tally) -> Tally:
    """Add Persons as the sum of both sexes where it is published; strands in the order of the indicator."""
    strands = _strands(indicator)
    names = [(sex, age) for age in indicator.ages for sex in indicator.sexes]
    if names == strands:
        return drawn

    def arranged(numbers: Floats) -> Floats:
        split = numbers.reshape(-1, len(strands), *numbers.shape[1:])
        at = {name: split[:, n] for n, name in enumerate(strands)}
        joined = [at[name] if name in at else at["Male", name[1]] + at["Female", name[1]] for name in names]
        return np.stack(joined, axis=1).reshape(-1, *numbers.shape[1:])

    return drawn.summed(arranged)


def _exposure(
    rng: np.random.Generator, indicator: Indicator, places: Places, made: Plan, grid: tuple[int, Floats]
) -> Floats:
    """Denominators: in proportion to population, not exactly, growing; halved where both sexes make Persons."""
    groups, years = grid
    halved = ("Persons" in indicator.sexes) and ("Persons", indicator.ages[0]) not in _strands(indicator)
    level = places.levels.get(table(indicator).level)
    people = places.population[None, :, None]
    middle = float(np.median(people if level is None else level.total(people)))
    size = places.population / middle * made.scale.exposure / (2 if halved else 1)
    size = size * np.exp(0.05 * rng.standard_normal((groups, len(places))))
    grown = size[:, :, None] * (1 + GROWTH) ** years
    if indicator.measure == "mean" or made.scale.exposure < 50:
        return np.asarray(np.maximum(np.round(grown, 2), 0.01))
    return np.asarray(np.maximum(np.round(grown), 1))


def _grid(groups: int, months: NDArray[np.int64]) -> tuple[int, Floats]:
    """Number of groups, and years until the last period."""
    return groups, (months - months[-1]) / 12


def _months(when: tuple[Period, ...], pooled_years: int) -> NDArray[np.int64]:
    """First months, counted from the year 0, of what is drawn: single years where the periods pool several."""
    starts = np.array([12 * (p.start // 100) + p.start % 100 - 1 for p in when], dtype=np.int64)
    later = starts[-1] + 12 * np.arange(1, pooled_years, dtype=np.int64)
    return np.concatenate([starts, later])
