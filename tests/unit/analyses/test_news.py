"""What is new since an earlier load, and what a search finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests import builders as b
from variation.analyses.lookup import look_up
from variation.analyses.news import load_on, news
from variation.indicators import Catalogue
from variation.store import LoadInfo, Store


@pytest.fixture
def catalogue() -> Catalogue:
    return b.catalogue(b.indicator(), b.indicator(id="stroke", short_name="Stroke care", name="Stroke care"))


def dated(store: Store, *days: str) -> Store:
    """The store with its loads, in order, of these days."""
    engine = store._engines.writer
    with engine.begin() as connection:
        for number, day in enumerate(days, 1):
            when = {"when": f"{day}T10:00:00+00:00", "number": number}
            connection.execute(text("UPDATE snapshot SET loaded_at = :when WHERE id = :number"), when)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two loads on two days: the second revises one figure of three, adds a year, and brings a second indicator."""
    store = b.loaded(tmp_path, [b.proportions([10, 20, 30])])
    frames = [
        b.proportions([10, 20, 40]),
        b.proportions([10, 20], period="2017"),
        b.proportions([5], indicator="stroke"),
    ]
    store.load(frames, LoadInfo("second.csv", "second", "tidy", "a test"), b.Counted())
    return dated(store, "2026-11-03", "2026-11-04")


def test_news_count_new_and_revised_figures_since_the_day_before(catalogue: Catalogue, store: Store) -> None:
    told = news(catalogue, store, store.snapshot())
    assert told.since == 1
    assert [(n.indicator.id, n.new, n.revised, n.latest) for n in told.lines] == [
        ("checks", 2, 1, "2017"),
        ("stroke", 1, 0, "2016"),
    ]
    assert (told.new, told.revised) == (3, 1)


def test_a_day_of_several_loads_is_news_as_a_whole(catalogue: Catalogue, store: Store) -> None:
    third = LoadInfo("third.csv", "third", "tidy", "a test")
    store.load([b.proportions([6], indicator="stroke", period="2017")], third, b.Counted())
    dated(store, "2026-11-03", "2026-11-04", "2026-11-04")
    assert news(catalogue, store, store.snapshot()).since == 1
    dated(store, "2026-11-04", "2026-11-04", "2026-11-04")
    told = news(catalogue, store, store.snapshot())
    assert (told.since, told.before, told.new) == (0, None, 7)


@pytest.mark.parametrize(
    ("day", "load"), [("2026-11-02", None), ("2026-11-03", 1), ("2026-11-04", 2), ("2030-01-01", 2)]
)
def test_a_day_stands_for_the_last_load_up_to_it(store: Store, day: str, load: int | None) -> None:
    found = load_on(store.loads(), date.fromisoformat(day))
    assert (found.id if found else None) == load


def test_all_is_new_since_the_beginning(catalogue: Catalogue, store: Store) -> None:
    told = news(catalogue, store, store.snapshot(), 0)
    assert (told.new, told.revised) == (6, 0)


@pytest.mark.parametrize("since", [2, 3, -1, 10**9])
def test_a_load_that_is_not_earlier_falls_back_to_the_one_before(
    catalogue: Catalogue, store: Store, since: int
) -> None:
    assert news(catalogue, store, store.snapshot(), since).since == 1


def test_nothing_loaded_is_no_news(catalogue: Catalogue, store: Store) -> None:
    assert news(catalogue, store, None).lines == ()


def test_figures_of_indicators_that_the_catalogue_does_not_know_are_no_news(store: Store) -> None:
    told = news(b.catalogue(), store, store.snapshot())
    assert [n.indicator.id for n in told.lines] == ["checks"]


@pytest.mark.parametrize("typed", ["Camden", "camdn", "E09000007", "CAMDEN"])
def test_an_area_is_found_though_misspelt(catalogue: Catalogue, store: Store, typed: str) -> None:
    assert "E09000007" in {a.code for a in look_up(typed, catalogue, store, store.snapshot()).areas}


def test_an_indicator_and_a_priority_are_found(catalogue: Catalogue, store: Store) -> None:
    found = look_up("strok", catalogue, store, store.snapshot())
    assert [h.indicator.id for h in found.indicators] == ["stroke"]
    assert found.areas == ()
    assert [p.code for p in look_up("P1", catalogue, store, store.snapshot()).priorities] == ["P1"]


def test_nothing_is_found_for_nothing_and_for_nonsense(catalogue: Catalogue, store: Store) -> None:
    for typed in ("", "   ", "<script>", "zzzzqqqq", "\0"):
        assert look_up(typed, catalogue, store, store.snapshot()).areas == ()
