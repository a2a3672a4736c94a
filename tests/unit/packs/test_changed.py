"""What changed since the last board: outliers, figures and trends of each view, then and now."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from tests import builders as b
from variation import geography
from variation.analyses.since import Since
from variation.analyses.then_and_now import ThenAndNow
from variation.findings.change_words import summary
from variation.packs import Pack, PackPage, compose
from variation.packs.model import CHANGED, VIEW
from variation.packs.sheets import Sheet
from variation.store import LoadInfo, Store

NAMES = [a.name for a in geography.areas("borough")]
SHARES = [50.0] * 33
VIEW_OF_CHECKS = "/?indicator=checks"


@dataclass
class Board:
    """A store that grows load by load, and the page as a pack on its latest snapshot has it."""

    folder: Path
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = b.loaded(self.folder, [b.proportions(SHARES, period=str(year)) for year in range(2012, 2017)])

    def load(self, *frames) -> None:
        digest = hashlib.sha256("".join(f.to_csv() for f in frames).encode()).hexdigest()
        report = b.Counted(rows_read=sum(len(f) for f in frames))
        self.store.load(frames, LoadInfo("later.csv", digest, "tidy", "a test"), report)

    def page(self, *views: str, previous: int = 1) -> Sheet:
        pages = tuple(PackPage(VIEW, view) for view in views or (VIEW_OF_CHECKS,))
        pack = Pack("pack", "Pack", previous=previous, pages=(*pages, PackPage(CHANGED)))
        catalogue = b.catalogue(b.indicator(), b.indicator(id="other", short_name="Other"))
        return compose(pack, catalogue, self.store, self.store.snapshot()).sheets[-1]


@pytest.fixture
def board(tmp_path: Path):
    made = Board(tmp_path)
    yield made
    made.store.close()


def cells(sheet: Sheet, row: int = 0) -> dict:
    return dict(zip((column.key for column in sheet.table.columns), sheet.table.rows[row], strict=True))


def changed_shares(**changes: float) -> list[float]:
    return [changes.get(f"a{k}", share) for k, share in enumerate(SHARES)]


def test_a_revised_figure_makes_a_new_outlier_and_is_told(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0), period="2016"))
    sheet = board.page()
    assert sheet.findings[0].startswith("The one view that can be compared has changed since ")
    assert f"newly outside 99.8 % limits: {NAMES[0]} worse than London" in sheet.findings[1]
    assert "1 figure of 2016 was revised" in sheet.findings[1]
    assert cells(sheet)["outside"] == 1
    assert cells(sheet)["revised"] == 1
    assert sheet.more[0].table.rows[0][1:] == (
        NAMES[0],
        "Newly outside 99.8 % limits",
        "Similar",
        "Worse (99.8 % limits)",
    )


def test_an_outlier_that_is_one_no_more_is_told(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0, a1=70.0), period="2016"))
    board.load(b.proportions(SHARES, period="2016"))
    sheet = board.page(previous=2)
    sides = f"{NAMES[1]} (was better than London) and {NAMES[0]} (was worse than London)"
    assert f"no longer outside: {sides}" in sheet.findings[1]
    assert cells(sheet)["resolved"] == 2
    assert cells(sheet)["outside"] == 0


def test_a_new_period_is_compared_with_the_one_that_was_shown(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0), period="2017"))
    sheet = board.page()
    assert "then shown for 2016" in sheet.findings[1]
    assert cells(sheet)["then"] == "2016"
    assert cells(sheet)["now"] == "2017"
    assert cells(sheet)["outside"] == 1
    assert cells(sheet)["revised"] == 0  # the figures of 2016 are as they were


def test_a_view_of_one_period_stays_with_it(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0), period="2017"))
    sheet = board.page(f"{VIEW_OF_CHECKS}&period=2016")
    assert sheet.findings == (f"The one view that can be compared has not changed since {first(board)}.",)


def test_a_trend_that_turns_is_told(board: Board) -> None:
    rising = [b.proportions(changed_shares(a0=40.0 + 8 * k), period=str(2012 + k)) for k in range(5)]
    board.load(*rising)
    sheet = board.page()
    assert (
        f"another recent trend in {NAMES[0]} (now increasing and getting better, was no change beyond chance)"
        in (sheet.findings[1])
    )
    assert cells(sheet)["trends"] == 1


def test_added_figures_are_counted_apart_from_revised_ones(board: Board) -> None:
    board.load(b.proportions([50.0] * 20, period="2017"))
    board.load(b.proportions([51.0, *[50.0] * 21], period="2017"))
    sheet = board.page(previous=2)
    found = cells(sheet)
    assert (found["added"], found["revised"], found["withdrawn"]) == (2, 1, 0)
    assert "2 figures of 2017 were added and 1 figure of 2017 was revised" in sheet.findings[1]


def test_a_view_not_held_then_is_shown_for_the_first_time(board: Board) -> None:
    board.load(b.proportions(SHARES, period="2016", indicator="other"))
    sheet = board.page("/?indicator=other", VIEW_OF_CHECKS)
    assert sheet.findings[0].startswith("1 of the 2 views that can be compared has changed since ")
    assert sheet.findings[1] == "Shown for the first time: Other, 2016."
    assert cells(sheet)["then"] == "not held"


def test_published_figures_in_place_of_simulated_ones_are_not_compared(tmp_path: Path) -> None:
    made = Board(tmp_path)
    made.load(b.proportions([20.0, *SHARES[1:]], period="2016", indicator="other", status="illustrative"))
    made.load(b.proportions(SHARES, period="2016", indicator="other"))
    sheet = made.page("/?indicator=other", previous=2)
    made.store.close()
    assert "published figures have taken the place of simulated ones, so the two are not compared" in sheet.findings[1]
    assert cells(sheet)["resolved"] == 0


def test_many_areas_are_counted_and_not_named(board: Board) -> None:
    board.load(b.proportions([66.0, 67.0, 68.0, 69.0, 70.0, 71.0, *SHARES[6:]], period="2016"))
    board.load(b.proportions(SHARES, period="2016"))
    assert "no longer outside: 6 boroughs (were better than London)" in board.page(previous=2).findings[1]


def test_nothing_changed_is_said(board: Board) -> None:
    board.load(b.proportions(SHARES, period="2016", indicator="other"))
    sheet = board.page()
    assert sheet.findings == (f"The one view that can be compared has not changed since {first(board)}.",)
    assert sheet.short.rows == ()
    assert not sheet.more


def test_one_series_in_several_views_is_compared_once(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0), period="2016"))
    sheet = board.page(VIEW_OF_CHECKS, f"{VIEW_OF_CHECKS}&map=tiles", "/multiples?indicator=checks")
    assert len(sheet.table.rows) == 1


def test_views_of_several_indicators_are_left_alone(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0), period="2016"))
    sheet = board.page("/overview")
    assert sheet.findings == ("This pack has no view of one indicator to compare.",)


@pytest.mark.parametrize(
    ("previous", "said"),
    [
        (0, "No earlier snapshot is named"),
        (99, "Load 99, which the board saw last, is no earlier load"),
        (1, "very snapshot"),
    ],
)
def test_without_anything_to_compare_with_the_page_says_why(board: Board, previous: int, said: str) -> None:
    sheet = board.page(previous=previous)
    assert said in sheet.findings[0]
    assert sheet.table.rows == ()


def test_a_view_that_cannot_be_shown_does_not_keep_the_others_from_it(board: Board) -> None:
    board.load(b.proportions(changed_shares(a0=30.0), period="2016"))
    assert len(board.page("/?indicator=gone", VIEW_OF_CHECKS).table.rows) == 1


@pytest.mark.parametrize(
    ("changed", "number", "words"),
    [
        (0, 3, "None of the 3 views that can be compared has changed"),
        (1, 3, "1 of the 3 views that can be compared has changed"),
        (2, 3, "2 of the 3 views that can be compared have changed"),
        (3, 3, "All 3 views that can be compared have changed"),
    ],
)
def test_the_summary_counts_in_correct_english(board: Board, changed: int, number: int, words: str) -> None:
    c = b.comparison([50.0])
    views = [Since(c, None)] * changed + [Since(c, ThenAndNow(replace(c, value=np.array([50.0])), c))] * (
        number - changed
    )
    assert summary(views, "load 1") == f"{words} since load 1."


def first(board: Board) -> str:
    record = next(r for r in board.store.loads() if r.id == 1)
    return f"{record.loaded_at.day} {record.loaded_at:%b %Y}, load 1"
