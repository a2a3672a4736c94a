"""The page "Five things to know" of whole packs: from all views, once each, the same every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders as b
from variation.findings import commentary
from variation.packs import Pack, PackPage, compose
from variation.packs.model import FIVE, VIEW
from variation.packs.sheets import Sheet
from variation.store import Store

SPREAD = [30.0, 35.0, 40.0, 45.0, 50.0, 50.0, 50.0, 50.0, 55.0, 60.0, 65.0, 70.0]


@pytest.fixture
def store(tmp_path: Path):
    made = b.loaded(
        tmp_path,
        [
            b.proportions(SPREAD, period="2016"),
            b.proportions([50.0] * 12, period="2016", indicator="alike"),
            b.proportions(SPREAD, period="2016", indicator="made-up", status="illustrative"),
            b.london(50.0, period="2016"),
        ],
    )
    yield made
    made.close()


def five(store: Store, *views: str, catalogue=None) -> Sheet:
    pack = Pack("pack", "Pack", pages=(PackPage(FIVE), *(PackPage(VIEW, view) for view in views)))
    known = catalogue or b.catalogue(
        b.indicator(),
        b.indicator(id="alike", short_name="Alike", priorities=()),
        b.indicator(id="made-up", short_name="Made up", status="illustrative"),
    )
    return compose(pack, known, store, store.snapshot()).sheets[0]


def test_it_says_the_differences_the_worth_and_the_spread_of_one_view(store: Store) -> None:
    sheet = five(store, "/?indicator=checks")
    assert sheet.heading == "Three things to know"
    assert (
        "Health checks, 2016 – 8 of 12 boroughs with figures to judge by differ from London's 50.0 %"
        in sheet.findings[0]
    )
    assert any("if every borough behind London as a whole reached its level" in text for text in sheet.findings)
    assert any("of the variation between boroughs is more than chance" in text for text in sheet.findings)


def test_a_series_shown_twice_is_said_once(store: Store) -> None:
    once = five(store, "/?indicator=checks")
    assert five(store, "/?indicator=checks", "/multiples?indicator=checks", "/spread?indicator=checks") == once


def test_published_figures_come_before_simulated_ones_that_are_as_wide(store: Store) -> None:
    sheet = five(store, "/?indicator=made-up", "/?indicator=checks")
    marked = [text.startswith("Illustrative figures: ") for text in sheet.findings]
    assert marked == sorted(marked)
    assert any(marked)
    assert sheet.illustrative


def test_the_table_has_all_that_could_have_been_said_and_why_it_was_not(store: Store) -> None:
    sheet = five(store, "/?indicator=checks", "/?indicator=alike")
    said = [row for row in sheet.more[0].table.rows if row[3] == "yes"]
    assert [row[2] for row in said] == list(sheet.findings)
    importance = [row[4] for row in sheet.more[0].table.rows]
    assert importance == sorted(importance, reverse=True)


def test_a_pack_without_views_has_nothing_to_say(store: Store) -> None:
    sheet = five(store)
    assert sheet.findings == (commentary.NOTHING,)
    assert sheet.heading == "Things to know"


def test_a_view_that_cannot_be_shown_is_passed_over(store: Store) -> None:
    assert five(store, "/?indicator=gone", "/?indicator=checks").findings == five(store, "/?indicator=checks").findings


def test_a_board_may_put_its_own_sentences_in_their_place(store: Store) -> None:
    pack = Pack("pack", "Pack", pages=(PackPage(FIVE, findings=("Ours.",)), PackPage(VIEW, "/?indicator=checks")))
    sheet = compose(pack, b.catalogue(), store, store.snapshot()).sheets[0]
    assert sheet.findings == ("Ours.",)
    assert sheet.edited
