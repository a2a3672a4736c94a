"""Spread as a network manager uses it: is it more than chance, where does it lie, what would closing it be worth?"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_manager_goes_from_the_finding_to_the_numbers_an_area_and_what_it_is_worth(real: str, opened: Open) -> None:
    page = opened(f"{real}/spread?indicator=cervical-screening")
    expect(page.locator("#sentence")).to_contain_text("is more than chance")
    for chart in ("spread-boxes", "spread-deciles", "spread-areas", "spread-worth"):
        page.wait_for_selector(f"#{chart} .plot .scatterlayer .trace")
    page.wait_for_selector("#first-page", state="detached")
    page.locator("#measures summary").click()
    expect(page.locator("#measures tbody tr")).to_have_count(17)
    page.select_option("#page-area", label="Camden")
    expect(page).to_have_url(re.compile("area=E09000007"))
    expect(page.locator("#spread-deciles-alt")).to_contain_text("Camden marked")
    london = page.locator("#worth-words").inner_text()
    page.select_option("#page-against", "fifth")
    expect(page.locator("#worth-words")).to_contain_text("best fifth")
    assert page.locator("#worth-words").inner_text() != london
    expect(page.locator(".caution")).to_contain_text("not a target")
    page.select_option("#page-levels", "shrunken")
    expect(page).to_have_url(re.compile("levels=shrunken"))
    expect(page.locator("#spread-areas .legendtext").first).to_have_text("Chance taken out")  # the new page is there
    page.locator("#spread-areas-card + details summary").click()
    page.locator("#spread-ranks th a", has_text="Camden").click()
    page.wait_for_selector("#table tbody tr")
    assert "area=E09000007" in page.url


def test_pointing_at_a_row_lights_it_and_headers_sort(real: str, opened: Open) -> None:
    page = opened(f"{real}/spread?indicator=cervical-screening")
    page.wait_for_selector("#first-page", state="detached")
    page.locator("#spread-areas-card + details summary").click()
    row = page.locator("#spread-ranks tr[data-code=E09000007]")
    row.hover()
    expect(row).to_have_class(re.compile("lit"))
    first = page.locator("#spread-ranks tbody th").first.inner_text()
    page.locator("#spread-ranks th button", has_text="Rank").first.click()
    assert page.locator("#spread-ranks tbody th").first.inner_text() != first


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_width_scrolls_the_page_sideways(real: str, opened: Open, width: int) -> None:
    page = opened(f"{real}/spread?indicator=cervical-screening", width=width)
    page.wait_for_selector("#spread-areas .plot .point")
    page.locator("#measures summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    "query", ["", "?indicator=perinatal-mortality&level=stp", "?indicator=life-expectancy-at-birth", "?against=moon"]
)
def test_axe_finds_no_fault(shipped: str, opened: Open, query: str) -> None:
    page = opened(f"{shipped}/spread{query}")
    page.wait_for_selector("#first-page", state="detached")
    assert faults(page) == []
