"""Inequalities as a clinical lead uses it: the gradient, another measure, who differs, what is not held."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_lead_reads_the_gradient_changes_the_measure_and_comes_back(real: str, opened: Open) -> None:
    page = opened(f"{real}/inequalities")
    expect(page.locator("#sentence")).to_contain_text("most deprived end")
    page.wait_for_selector("#gradient .plot .point")
    assert page.locator("#gradient .point").count() >= 30
    page.wait_for_selector("#first-page", state="detached")
    before = page.locator("#sentence").inner_text()
    page.select_option("#page-trait", "deprivation-children")
    expect(page).to_have_url(re.compile("trait=deprivation-children"))
    expect(page.locator("#sentence")).not_to_have_text(before)
    page.go_back()
    expect(page.locator("#sentence")).to_have_text(before)
    page.wait_for_selector("#first-page", state="detached")
    page.locator("summary", has_text="Male less Female").click()
    page.locator("th button", has_text="Borough").last.click()
    expect(page.locator("details[open] tbody th").first).to_have_text("Westminster")  # descending first
    expect(page.locator("main")).to_contain_text("hold no figures by deprivation tenth")


def test_pointing_at_a_borough_lights_its_row(real: str, opened: Open) -> None:
    page = opened(f"{real}/inequalities")
    page.wait_for_selector("#gradient .plot .point")
    page.wait_for_selector("#first-page", state="detached")
    page.locator("#gradient-card + details summary").click()
    row = page.locator("#gradient-card + details tr[data-code=E09000007]")
    row.hover()
    expect(row).to_have_class(re.compile("lit"))


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_width_scrolls_the_page_sideways(real: str, opened: Open, width: int) -> None:
    page = opened(f"{real}/inequalities", width=width)
    page.wait_for_selector("#gradient .plot .point")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", ["", "?indicator=active-travel-20-minutes", "?indicator=nonsense&trait=x"])
def test_axe_finds_no_fault(shipped: str, opened: Open, query: str) -> None:
    page = opened(f"{shipped}/inequalities{query}")
    page.wait_for_selector("#first-page", state="detached")
    assert faults(page) == []
