"""What is new since an earlier load, and what a search finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders as b
from variation.analyses.lookup import look_up
from variation.analyses.news import news
from variation.indicators import Catalogue
from variation.store import LoadInfo, Store


@pytest.fixture
def catalogue() -> Catalogue:
    return b.catalogue(b.indicator(), b.indicator(id="stroke", short_name="Stroke care", name="Stroke care"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two loads: the second revises one figure of three, adds a year, and brings a second indicator."""
    store = b.loaded(tmp_path, [b.proportions([10, 20, 30])])
    frames = [
        b.proportions([10, 20, 40]),
        b.proportions([10, 20], period="2017"),
        b.proportions([5], indicator="stroke"),
    ]
    store.load(frames, LoadInfo("second.csv", "second", "tidy", "a test"), b.Counted())
    return store


def test_news_count_new_and_revised_figures_since_the_load_before(catalogue: Catalogue, store: Store) -> None:
    told = news(catalogue, store, store.snapshot())
    assert told.since == 1
    assert [(n.indicator.id, n.new, n.revised, n.latest) for n in told.lines] == [
        ("checks", 2, 1, "2017"),
        ("stroke", 1, 0, "2016"),
    ]
    assert (told.new, told.revised) == (3, 1)


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


@pytest.mark.parametrize("text", ["Camden", "camdn", "E09000007", "CAMDEN"])
def test_an_area_is_found_though_misspelt(catalogue: Catalogue, store: Store, text: str) -> None:
    assert "E09000007" in {a.code for a in look_up(text, catalogue, store, store.snapshot()).areas}


def test_an_indicator_and_a_priority_are_found(catalogue: Catalogue, store: Store) -> None:
    found = look_up("strok", catalogue, store, store.snapshot())
    assert [h.indicator.id for h in found.indicators] == ["stroke"]
    assert found.areas == ()
    assert [p.code for p in look_up("P1", catalogue, store, store.snapshot()).priorities] == ["P1"]


def test_nothing_is_found_for_nothing_and_for_nonsense(catalogue: Catalogue, store: Store) -> None:
    for text in ("", "   ", "<script>", "zzzzqqqq", "\0"):
        assert look_up(text, catalogue, store, store.snapshot()).areas == ()
