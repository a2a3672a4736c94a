"""Start as people use it: search with a misspelt word, keep a footprint, go through the door."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.mark.parametrize("address", ["/start", "/start?find=camdn", "/lists"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(shipped: str, opened: Open, address: str, width: int) -> None:
    page = opened(shipped + address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]] == []


def test_a_manager_finds_an_area_keeps_a_footprint_and_goes_to_its_overview(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/start")
    page.wait_for_timeout(3000)  # until Dash has taken the page over
    page.fill("#start-find", "camdn")
    page.click("form[role=search] button")
    expect(page.locator("#found a[href='/area?area=E09000007']")).to_be_visible()
    page.select_option("#start-footprint", label="North Central")
    page.click("form[action='/lists/footprint'] button")
    page.wait_for_url(re.compile("/start$"))
    expect(page.locator("#start-footprint")).to_have_value("E54000028")
    page.wait_for_timeout(3000)
    expect(page.locator("#start-footprint")).to_have_value("E54000028")
    page.click(".doors a:has-text('Overview of North Central')")
    page.wait_for_url("**/overview?within=E54000028")
