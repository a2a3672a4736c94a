"""What is saved of a chart tells of that chart: its figures, its periods, its finding, its sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def saved(page: Page, card: str, kind: str) -> str:
    """The text of what a card's menu saves."""
    page.locator(f"#{card}-card .save summary").click()
    with page.expect_download() as download:
        page.click(f"[data-of={card}][data-export={kind}]")
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_the_trend_is_saved_with_all_its_periods(real: str, opened: Open) -> None:
    page = opened(f"{real}/?indicator=cervical-screening&level=borough")
    periods = page.evaluate("document.querySelector('#trend .js-plotly-plot').layout.meta.periods")
    assert len(periods) > 1
    figures = saved(page, "trend", "csv")
    heads = next(
        line for line in figures.splitlines() if line.startswith("Code,") or ",Code," in line or "Area" in line
    )
    assert all(period in heads for period in periods)
    drawing = saved(page, "trend", "svg").replace("\u00a0", " ")
    assert f"{periods[0]} to {periods[-1]}" in drawing


def test_the_saved_pathway_tells_its_own_finding_and_sources(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/compare")
    told = saved(page, "pathway", "svg").replace("\u00a0", " ")
    assert "Figures that differ from London" in told
    first = page.locator("#sentence").inner_text().replace("\u00a0", " ").split()
    assert " ".join(first[:6]) not in told
    source = str(page.locator("#pathway-card").get_attribute("data-source")).split()
    assert " ".join(source[:4]) in told
