"""London or a footprint as a whole against England: published where it is, summed where it can be, else not told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests import builders as b
from variation import geography
from variation.analyses import Selection, choices, compare
from variation.analyses.standing import BETTER, SIMILAR, WORSE, standing
from variation.store import Store

SIZE = 20_000
STP = geography.footprints("borough")[0]


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Any]:
    stores: list[Store] = []

    def ask(frame: pd.DataFrame, indicator: Any = b.USUAL, **asked: Any) -> Any:
        store = b.loaded(tmp_path, [frame])
        stores.append(store)
        catalogue, snapshot = b.catalogue(indicator), store.snapshot()
        chosen = choices(Selection(indicator=indicator.id, **asked), catalogue, store, snapshot).selection
        return standing(compare(chosen, catalogue, store, snapshot), store, snapshot)

    yield ask
    for store in stores:
        store.close()


@pytest.mark.parametrize(("london", "verdict"), [(60.0, BETTER), (50.0, SIMILAR), (40.0, WORSE)])
def test_london_stands_by_its_published_figure(stand: Any, london: float, verdict: str) -> None:
    frame = pd.concat([b.proportions([50.0] * 33, SIZE), b.london(london, 660_000), b.england(50.0)])
    assert stand(frame).verdict == verdict


def test_low_is_better_where_low_is_good(stand: Any) -> None:
    frame = pd.concat([b.proportions([40.0] * 33, SIZE), b.london(40.0, 660_000), b.england(50.0)])
    assert stand(frame, b.indicator(polarity="low")).verdict == BETTER


def test_without_a_published_figure_the_areas_are_summed(stand: Any) -> None:
    found = stand(pd.concat([b.proportions([40.0] * 33, SIZE), b.england(50.0)]))
    assert (found.verdict, found.value, found.england) == (WORSE, 40.0, 50.0)


def test_a_footprint_stands_by_the_sum_of_its_own_areas(stand: Any) -> None:
    held = geography.members(STP.code, "borough")
    shares = [60.0 if code in held else 40.0 for code in b.codes()]
    found = stand(pd.concat([b.proportions(shares, SIZE), b.london(45.0, 660_000), b.england(50.0)]), within=STP.code)
    assert (found.verdict, found.value) == (BETTER, 60.0)


@pytest.mark.parametrize(("lower", "upper", "verdict"), [(108.0, 112.0, BETTER), (90.0, 130.0, SIMILAR)])
def test_what_is_not_crude_stands_by_its_published_limits(stand: Any, lower: float, upper: float, verdict: str) -> None:
    rows = [{"area": code, "value": 100.0, "lower": 95.0, "upper": 105.0} for code in b.codes()]
    london = {"area": geography.LONDON, "value": 110.0, "lower": lower, "upper": upper, "level": "region"}
    england = {"area": geography.ENGLAND, "value": 100.0, "lower": 99.0, "upper": 101.0, "level": "country"}
    found = stand(b.rows([*rows, london, england], level="borough"), b.indicator(**b.STANDARDISED))
    assert (found.verdict, found.value) == (verdict, 110.0)


def test_a_rate_that_cannot_be_summed_has_no_standing(stand: Any) -> None:
    rows = [{"area": code, "value": 100.0, "lower": 95.0, "upper": 105.0} for code in b.codes()]
    england = {"area": geography.ENGLAND, "value": 90.0, "level": "country"}
    assert stand(b.rows([*rows, england], level="borough"), b.indicator(**b.STANDARDISED)).verdict == ""


def test_without_england_or_a_good_direction_there_is_no_verdict(stand: Any) -> None:
    assert stand(b.proportions([40.0] * 33, SIZE)).verdict == ""


def test_no_verdict_where_no_direction_is_better(stand: Any) -> None:
    frame = pd.concat([b.proportions([40.0] * 33, SIZE), b.england(50.0)])
    assert stand(frame, b.indicator(polarity="none")).verdict == ""
