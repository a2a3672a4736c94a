"""What makes an indicator, and the catalogue as a whole, right: each rule refuses with file, key and remedy."""

from __future__ import annotations

import difflib
from pathlib import Path

from variation.errors import CatalogueError
from variation.indicators.model import (
    DOMAINS,
    FREQUENCIES,
    LEVELS,
    MEASURES,
    POLARITIES,
    SEXES,
    STATUSES,
    Catalogue,
    Illustrative,
    Indicator,
    normalise_name,
)

ONE_OF = {
    "domain": DOMAINS,
    "polarity": POLARITIES,
    "measure": MEASURES,
    "frequency": FREQUENCIES,
    "status": STATUSES,
}
SOME_OF = {"levels": LEVELS, "sexes": SEXES}


def validate_indicator(indicator: Indicator, path: Path) -> None:
    """Check one indicator by itself; raises CatalogueError naming ``path`` and the key."""
    _validate_choices(indicator, path)
    _validate_numbers(indicator, path)
    if indicator.illustrative is not None:
        _validate_illustrative(indicator, indicator.illustrative, path)


def validate_catalogue(catalogue: Catalogue, data: Path) -> None:
    """Check what files say of one another; raises CatalogueError naming the file to mend."""
    _validate_priorities(catalogue, data)
    _validate_headlines(catalogue, data)
    _validate_matches(catalogue, data)


def _validate_choices(indicator: Indicator, path: Path) -> None:
    for key, choices in ONE_OF.items():
        if (found := getattr(indicator, key)) not in choices:
            raise CatalogueError(f"{path}: {key!r} is {found!r}; write one of {', '.join(choices)}.")
    for key, choices in SOME_OF.items():
        found = getattr(indicator, key)
        if not found or not set(found) <= set(choices):
            raise CatalogueError(f"{path}: {key!r} is {list(found)!r}; write one or more of {', '.join(choices)}.")
    for key in ("ages", "priorities"):
        if not getattr(indicator, key):
            raise CatalogueError(f"{path}: {key!r} is empty; write at least one.")


def _validate_numbers(indicator: Indicator, path: Path) -> None:
    if not 0 <= indicator.decimals <= 6:
        raise CatalogueError(f"{path}: 'decimals' is {indicator.decimals}; write a whole number from 0 to 6.")
    if not indicator.multiplier > 0:
        raise CatalogueError(f"{path}: 'multiplier' is {indicator.multiplier}; write a number above 0.")
    if indicator.measure == "proportion" and (indicator.unit, indicator.multiplier) != ("%", 100):
        raise CatalogueError(f"{path}: a proportion has the unit '%' and the multiplier 100.")
    if (indicator.frequency == "pooled") != (indicator.pooled_years > 1):
        raise CatalogueError(
            f"{path}: 'pooled_years' is {indicator.pooled_years} and 'frequency' {indicator.frequency!r}; "
            "a pooled indicator has 2 or more years, any other 1."
        )
    if indicator.crude and not (indicator.numerator and indicator.denominator):
        raise CatalogueError(f"{path}: a {indicator.measure} must say in words its 'numerator' and 'denominator'.")


def _validate_illustrative(indicator: Indicator, numbers: Illustrative, path: Path) -> None:
    if numbers.level not in indicator.levels:
        raise CatalogueError(f"{path}: 'illustrative.level' is {numbers.level!r}; write one of the indicator's levels.")
    if not numbers.low <= numbers.median <= numbers.high:
        raise CatalogueError(f"{path}: 'illustrative' must have low, median and high in rising order.")
    if numbers.periods < 1:
        raise CatalogueError(f"{path}: 'illustrative.periods' is {numbers.periods}; write 1 or more.")
    if indicator.crude and not (numbers.denominator or 0) > 0:
        raise CatalogueError(f"{path}: a {indicator.measure} needs 'illustrative.denominator' above 0.")
    if indicator.measure == "proportion" and not 0 <= numbers.low <= numbers.high <= 100:
        raise CatalogueError(f"{path}: 'illustrative' of a proportion lies between 0 and 100.")


def _validate_priorities(catalogue: Catalogue, data: Path) -> None:
    codes = [priority.code for framework in catalogue.frameworks for priority in framework.priorities]
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise CatalogueError(f"{data / 'frameworks'}: the code {doubled[0]!r} is in two frameworks; rename one.")
    for indicator in catalogue.indicators.values():
        for code in indicator.priorities:
            if code not in codes:
                near = difflib.get_close_matches(code, codes, n=1)
                hint = f" Did you mean {near[0]!r}?" if near else ""
                path = data / "indicators" / f"{indicator.id}.toml"
                raise CatalogueError(f"{path}: 'priorities' names {code!r}, which no framework has.{hint}")


def _validate_headlines(catalogue: Catalogue, data: Path) -> None:
    for framework in catalogue.frameworks:
        path = data / "frameworks" / f"{framework.id}.toml"
        codes = {priority.code for priority in framework.priorities}
        for headline in framework.headlines:
            if headline.indicator and headline.indicator not in catalogue.indicators:
                raise CatalogueError(f"{path}: headline {headline.name!r} names an indicator that no file describes.")
            if headline.priority and headline.priority not in codes:
                raise CatalogueError(f"{path}: headline {headline.name!r} names a priority not in this framework.")


def _validate_matches(catalogue: Catalogue, data: Path) -> None:
    """No two indicators may take the same rows of a publisher: an empty sex or age overlaps with every one."""
    for indicator in catalogue.indicators.values():
        for match in indicator.matches:
            takers = catalogue.matching(match.source, match.name, sex=match.sex, age=match.age)
            if len(takers) > 1:
                path = data / "indicators" / f"{indicator.id}.toml"
                others = ", ".join(sorted({other.id for other in takers} - {indicator.id})) or "itself twice"
                raise CatalogueError(
                    f"{path}: the {match.source} name {normalise_name(match.name)!r} is also claimed by {others}; "
                    "give each match its own sex or age."
                )
