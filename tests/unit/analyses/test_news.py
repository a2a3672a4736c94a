"""What is new since an earlier load, and what a search finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders as b
from variation.analyses.lookup import look_up
from variation.analyses.news import news
from variation.analyses.own_lists import ListError, checked_content, checked_name, contents
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


@pytest.mark.parametrize(
    ("kind", "texts", "why"),
    [
        ("areas", [], "at least one area"),
        ("areas", ["E09000007,E38000004"], "all be boroughs"),
        ("areas", ["E12000007"], "all be boroughs"),
        ("areas", ["Atlantis"], "Nothing was saved"),
        ("areas", ["E99999999"], "Nothing was saved"),
        ("indicators", ["nothing"], "No indicator has the id"),
        ("indicators", [""], "1 to 100"),
        ("view", ["https://elsewhere.example/data?indicator=checks"], "Only links of Explore"),
        ("view", ["/?indicator=nothing"], "Only links of Explore"),
        ("view", ["/?indicator=checks&area=E99999999"], "Nothing was saved"),
        ("view", ["http://[broken?indicator=checks"], "cannot be read"),
        ("view", ["/?indicator=checks&x=" + "y" * 3000], "at most 2000"),
        ("view", ["&".join(["/?indicator=checks"] + ["a=1"] * 80)], "cannot be read"),
        ("other", ["x"], "A list is one of"),
    ],
)
def test_a_list_that_cannot_be_kept_is_refused_in_words(
    catalogue: Catalogue, kind: str, texts: list[str], why: str
) -> None:
    with pytest.raises(ListError, match=why):
        checked_content(kind, texts, catalogue)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b", "a\u202eb"])
def test_a_name_must_be_short_and_printable(name: str) -> None:
    with pytest.raises(ListError):
        checked_name(name)


def test_names_and_codes_become_codes_and_open_explore_limited_to_them(catalogue: Catalogue) -> None:
    kept = checked_content("areas", ["E09000007", "Barnet\r\nCamden\r\n"], catalogue)
    assert kept == "E09000007,E09000003"
    assert contents("areas", kept, catalogue).address == "/?level=borough&within=E09000003,E09000007"


def test_a_view_keeps_what_explore_reads_and_nothing_else(catalogue: Catalogue) -> None:
    kept = checked_content("view", ["https://atlas.example/?indicator=checks&area=E09000007&utm=x"], catalogue)
    assert kept == "indicator=checks&area=E09000007"
    assert contents("view", kept, catalogue).address == f"/?{kept}"
