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


@pytest.mark.parametrize("address", ["/start", "/start?find=camdn", "/start?board=1", "/start?board=soon", "/lists"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault_and_nothing_scrolls_sideways(shipped: str, opened: Open, address: str, width: int) -> None:
    page = opened(shipped + address, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]] == []


def test_a_manager_finds_an_area_keeps_a_footprint_and_goes_to_its_overview(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/start")
    page.fill("#start-find", "camdn")
    page.click("form[role=search] button")
    expect(page.locator("#found a[href='/area?area=E09000007']")).to_be_visible()
    page.select_option("#start-footprint", label="North Central")
    page.click("form[action='/lists/footprint'] button")
    page.wait_for_url(re.compile("/start$"))
    expect(page.locator("#start-footprint")).to_have_value("E54000028")
    page.wait_for_selector("#first-page", state="detached")
    expect(page.locator("#start-footprint")).to_have_value("E54000028")
    page.click(".doors a:has-text('Overview of North Central')")
    page.wait_for_url("**/overview?within=E54000028")


def test_news_begin_at_the_last_visit_and_say_so(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/start")
    newest = int(page.get_attribute("#news", "data-snapshot") or "0")
    assert newest > 1
    assert page.evaluate("JSON.parse(localStorage['atlas-visit']).load") == newest
    page.evaluate("localStorage['atlas-visit'] = JSON.stringify({load: 1, day: '2026-01-02'}); sessionStorage.clear()")
    page.goto(f"{shipped}/start")
    page.wait_for_url("**/start?since=1&visit=2026-01-02")
    expect(page.locator("#news")).to_contain_text("since you were last here on 2 Jan 2026 (load 1)")
    page.wait_for_selector("#first-page", state="detached")
    page.goto(f"{shipped}/data")
    page.wait_for_selector("#first-page", state="detached")
    page.click("#nav-start")
    page.wait_for_url("**/start?since=1&visit=2026-01-02")


@pytest.mark.parametrize(
    "kept", ["nonsense", "{}", '{"load": "1; DROP", "day": "<b>"}', '{"load": 999999, "day": "2026-01-02"}']
)
def test_what_the_browser_holds_is_not_trusted(shipped: str, opened: Open, kept: str) -> None:
    page = opened(f"{shipped}/start")
    page.evaluate("kept => { localStorage['atlas-visit'] = kept; sessionStorage.clear(); }", kept)
    page.goto(f"{shipped}/start")
    page.wait_for_selector("#first-page", state="detached")
    assert page.url.endswith("/start")


def test_the_choice_of_a_board_is_in_the_address_and_nothing_scrolls_sideways_on_a_phone(
    shipped: str, opened: Open
) -> None:
    page = opened(f"{shipped}/start", width=390, height=844)
    page.select_option("#start-board", value="1")
    page.locator("form:has(#start-board) button").press("Enter")
    page.wait_for_url("**/start?board=1#board")
    expect(page.locator("#since-board")).to_be_visible()
    assert page.locator(".stacked").evaluate("table => table.scrollWidth <= table.clientWidth")
    assert page.locator(".start .scroll").count() == 0
