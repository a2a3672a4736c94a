"""The sentences of a view of Explore: what differs first, then the spread or its change, then what the gap is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import builders as b
from variation.packs.sheets import Sheet
from variation.packs.views import show_view

WIDE = [30.0 + k for k in range(33)]


def shown(folder: Path, *frames, **changes) -> Sheet:
    store = b.loaded(folder, frames)
    sheet = show_view("/?indicator=checks", b.catalogue(b.indicator(**changes)), store, store.snapshot())
    store.close()
    return sheet


def test_of_one_period_the_spread_beyond_chance_and_the_worth_are_told(tmp_path: Path) -> None:
    findings = shown(tmp_path, b.proportions(WIDE)).findings
    assert len(findings) == 3
    assert "boroughs differ from London's" in findings[0]
    assert findings[1].endswith("% of the variation between boroughs is more than chance.")
    assert findings[2].startswith("If every borough behind London as a whole reached its level (")


def test_where_the_change_of_the_spread_is_told_its_size_is_not(tmp_path: Path) -> None:
    findings = shown(tmp_path, b.proportions(WIDE, period="2012"), b.proportions(WIDE, period="2016")).findings
    assert "between 2012 and 2016" in findings[0]
    assert len(findings) == 2
    assert findings[1].startswith("If every borough behind ")


def test_areas_that_are_alike_have_nothing_more_to_tell(tmp_path: Path) -> None:
    assert len(shown(tmp_path, b.proportions([50.0] * 33)).findings) == 1


def test_without_a_good_direction_nothing_is_worth_anything(tmp_path: Path) -> None:
    findings = shown(tmp_path, b.proportions(WIDE), polarity="none").findings
    assert not any("reached its level" in text for text in findings)


@pytest.mark.parametrize("number", [2, 5, 9])
def test_of_few_areas_no_share_of_the_spread_is_told(tmp_path: Path, number: int) -> None:
    findings = shown(tmp_path, b.proportions(WIDE[:number]), b.london(50.0)).findings
    assert not any("of the variation" in text for text in findings)


def test_each_sentence_of_simulated_figures_is_marked(tmp_path: Path) -> None:
    sheet = shown(tmp_path, b.proportions(WIDE, status="illustrative"))
    assert len(sheet.findings) == 3
    assert all(text.startswith("Illustrative figures: ") for text in sheet.findings)
    assert sheet.illustrative
