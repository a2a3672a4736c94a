"""My lists as a manager uses them: save, share, rename, open, delete; also without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_an_area_list_is_saved_opened_by_its_link_renamed_and_deleted(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/lists")
    page.wait_for_timeout(3000)  # until Dash has taken the page over
    page.fill("#name-areas", "My north")
    page.select_option("#chosen-areas", ["E09000003", "E09000007"])
    page.click("#new-areas button")
    page.wait_for_url("**/lists?list=*")
    expect(page.locator("h1")).to_have_text("My north")
    link = page.locator(".lists code").inner_text()
    other = opened(link)
    expect(other.locator("h1")).to_have_text("My north")
    expect(other.locator("text=Open in Explore")).to_have_attribute(
        "href", "/?level=borough&within=E09000003,E09000007"
    )
    page.wait_for_timeout(3000)
    page.fill("#rename", "Our north")
    page.click("form[action='/lists/rename'] button")
    expect(page.locator(".message")).to_have_text("Renamed.")
    page.goto(f"{link}&ask=delete")
    page.wait_for_timeout(3000)
    page.click("#sure button")
    expect(page.locator(".message")).to_have_text("Deleted.")
    other.reload()
    expect(other.locator("h1")).to_have_text("No such list")


def test_lists_work_without_javascript(shipped: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shipped}/lists")
    page.fill("#name-areas", "Plain")
    page.fill("#text-areas", "Camden\nBarnet")
    page.click("#new-areas button")
    expect(page.locator("h1")).to_have_text("Plain")
    page.goto(f"{shipped}/lists")
    expect(page.locator("table th a:has-text('Plain')")).to_be_visible()
    context.close()
