"""What has changed since a board: only real changes, each with its view; what cannot be compared is counted apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from tests import builders as b
from variation.analyses.results import NO_DATA
from variation.analyses.since_board import SinceBoard, board_load, since_board
from variation.findings import board_words as words
from variation.indicators import Catalogue
from variation.store import LoadInfo, Snapshot, Store


@pytest.fixture
def catalogue() -> Catalogue:
    return b.catalogue(b.indicator(), b.indicator(id="stroke", short_name="Stroke care", name="Stroke care"))


def loaded_twice(tmp_path: Path, first: Sequence[pd.DataFrame], second: Sequence[pd.DataFrame]) -> Store:
    store = b.loaded(tmp_path, list(first))
    store.load(second, LoadInfo("second.csv", "second", "tidy", "a test"), b.Counted())
    return store


def changes(store: Store, catalogue: Catalogue) -> SinceBoard:
    first = store.loads()[-1]
    now = store.snapshot()
    assert now is not None
    return since_board(Snapshot(first.id, first.loaded_at), catalogue, store, now)


LEVEL = [50.0] * 32  # per cent: London is at 50 % and nobody is outside; the last of 33 boroughs has no figure
ONE_LOW = [5.0] + [51.0] * 31


def test_an_area_that_moves_beyond_the_limits_is_newly_outside(tmp_path: Path, catalogue: Catalogue) -> None:
    store = loaded_twice(tmp_path, [b.proportions(LEVEL)], [b.proportions(ONE_LOW)])
    found = changes(store, catalogue)
    (shift,) = found.outside
    assert [(a.then, a.now) for a in shift.areas] == [(0, -2)]
    assert found.inside == ()
    assert (shift.view.indicator, shift.view.level, shift.view.period) == ("checks", "borough", "2016")
    assert words.outside_words(shift) == f"{shift.areas[0].name} (worse)"
    assert "1 area is newly outside" in words.since_finding(found)


def test_an_area_that_comes_back_is_no_longer_outside(tmp_path: Path, catalogue: Catalogue) -> None:
    found = changes(loaded_twice(tmp_path, [b.proportions(ONE_LOW)], [b.proportions(LEVEL)]), catalogue)
    assert found.outside == ()
    (shift,) = found.inside
    assert [(a.then, a.now) for a in shift.areas] == [(-2, 0)]
    assert "(was worse)" in words.inside_words(shift)


def test_an_area_without_a_figure_then_is_said_to_have_had_none(tmp_path: Path, catalogue: Catalogue) -> None:
    later = b.proportions([*LEVEL, 2.0])
    found = changes(loaded_twice(tmp_path, [b.proportions(LEVEL)], [later]), catalogue)
    (shift,) = found.outside
    assert shift.areas[0].then == NO_DATA
    assert "not compared before" in words.outside_words(shift)


def test_an_area_that_has_no_figure_any_more_has_not_come_back(tmp_path: Path, catalogue: Catalogue) -> None:
    later = b.proportions([51.0] * 31, period="2017")
    later["area"] = b.proportions(ONE_LOW)["area"].tolist()[1:]
    found = changes(loaded_twice(tmp_path, [b.proportions(ONE_LOW)], [later]), catalogue)
    assert found.inside == ()


def test_revised_figures_are_counted_and_new_ones_are_not(tmp_path: Path, catalogue: Catalogue) -> None:
    second = [b.proportions([51.0, *LEVEL[1:]]), b.proportions(LEVEL, period="2017")]
    found = changes(loaded_twice(tmp_path, [b.proportions(LEVEL)], second), catalogue)
    (revision,) = found.revised
    assert (revision.figures, revision.periods, revision.view.period) == (1, 1, "2016")
    assert words.revision_words(revision) == "1 figure in 1 period, the latest 2016"


def test_a_trend_that_moves_is_listed_with_both_directions(tmp_path: Path, catalogue: Catalogue) -> None:
    years = [b.proportions([50.0] * 32, 1000, period=str(year)) for year in range(2012, 2017)]
    rising = [
        b.proportions([40.0 + 6 * k, *[50.0] * 31], 1000, period=str(year)) for k, year in enumerate(range(2012, 2017))
    ]
    found = changes(loaded_twice(tmp_path, years, rising), catalogue)
    (shift,) = found.trends
    assert ("none", "up") in [(a.then.direction, a.now.direction) for a in shift.areas]
    assert "now increasing and getting better, was no change" in words.trend_words(shift)


def test_an_indicator_that_is_new_is_no_change_but_counted(tmp_path: Path, catalogue: Catalogue) -> None:
    found = changes(
        loaded_twice(tmp_path, [b.proportions(LEVEL)], [b.proportions(ONE_LOW, indicator="stroke")]), catalogue
    )
    assert (found.compared, found.first, found.outside) == (0, 1, ())
    assert words.since_finding(found) == "No indicator that was held then has other figures now."
    assert "1 indicator has figures for the first time" in words.first_words(found)


def test_published_figures_in_place_of_illustrative_ones_are_no_change(tmp_path: Path, catalogue: Catalogue) -> None:
    before = b.proportions(LEVEL).assign(status="illustrative")
    found = changes(loaded_twice(tmp_path, [before], [b.proportions(ONE_LOW)]), catalogue)
    assert (found.compared, found.first) == (0, 1)


@pytest.mark.parametrize("text", ["1", "{:%Y-%m-%d}", "{:%d/%m/%Y}", "{:%d %b %Y}"])
def test_a_board_is_named_by_its_load_or_its_day(tmp_path: Path, text: str) -> None:
    store = b.loaded(tmp_path, [b.proportions(LEVEL)])
    load, why_not = board_load(text.format(store.loads()[0].loaded_at), store.loads())
    assert (load.id if load else None, why_not) == (1, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [("7", "no load 7"), ("1/1/2001", "Nothing was loaded by that day"), ("soon", "cannot be read"), ("²", "cannot")],
)
def test_what_names_no_load_is_answered_in_words(tmp_path: Path, text: str, why: str) -> None:
    found, said = board_load(text, b.loaded(tmp_path, [b.proportions(LEVEL)]).loads())
    assert found is None
    assert why in said
