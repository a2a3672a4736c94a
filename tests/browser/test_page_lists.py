"""My lists as a manager uses them: fill, order, undo, share, copy, keep views, delete; also without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_page_start import RULES

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def arrived(page: Page) -> None:
    """Wait until the page that a form led to is Dash's own."""
    page.wait_for_load_state()
    page.wait_for_selector("#first-page", state="detached")


def press(page: Page, selector: str) -> None:
    """Press a button that sends a form; by the keyboard, as anybody can."""
    with page.expect_navigation():
        page.locator(selector).press("Enter")
    arrived(page)


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def new_list(page: Page, address: str, *places: str) -> str:
    """Save an area list by its names; returns its link."""
    page.goto(f"{address}/lists")
    arrived(page)
    page.fill("#name-areas", "My north")
    page.fill("#text-areas", "\n".join(places))
    press(page, "#new-areas button")
    return page.locator("#own-link").inner_text()


def names(page: Page) -> list[str]:
    return page.locator("#own-items .own-name a").all_inner_texts()


def test_an_area_list_is_saved_opened_by_its_link_renamed_and_deleted(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/lists")
    page.fill("#name-areas", "My north")
    page.select_option("#chosen-areas", ["E09000003", "E09000007"])
    press(page, "#new-areas button")
    expect(page.locator("h1")).to_have_text("My north")
    link = page.locator("#own-link").inner_text()
    other = opened(link)
    expect(other.locator("h1")).to_have_text("My north")
    expect(other.locator("text=Open in Explore")).to_have_attribute(
        "href", "/?level=borough&within=E09000003,E09000007"
    )
    page.fill("#rename", "Our north")
    press(page, "form[action='/lists/rename'] button")
    expect(page.locator(".message")).to_have_text("Renamed.")
    page.goto(f"{link}&ask=delete")
    arrived(page)
    press(page, "#sure button")
    expect(page.locator(".message")).to_have_text("Deleted.")
    other.reload()
    expect(other.locator("h1")).to_have_text("No such list")


def test_areas_are_added_ordered_and_removed_by_keyboard_and_a_removal_is_undone(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/lists")
    new_list(page, shipped, "Camden", "Barnet")
    page.fill("#add-find", "haringy")
    press(page, "#add-find")
    press(page, "button[aria-label='Add Haringey (Borough)']")
    assert names(page) == ["Camden", "Barnet", "Haringey"]
    press(page, "button[aria-label='Move Haringey up']")
    assert names(page) == ["Camden", "Haringey", "Barnet"]
    expect(page.locator("#item-1")).to_be_focused()
    press(page, "button[aria-label='Remove Camden']")
    assert names(page) == ["Haringey", "Barnet"]
    expect(page.locator("#undo")).to_be_focused()
    assert faults(page) == []
    press(page, "#undo")
    assert names(page) == ["Camden", "Haringey", "Barnet"]


def test_an_item_is_dragged_to_another_place(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/lists")
    new_list(page, shipped, "Camden", "Barnet", "Enfield")
    with page.expect_navigation():
        page.locator("#item-2 .own-name").drag_to(page.locator("#item-0 .own-name"))
    arrived(page)
    assert names(page) == ["Enfield", "Camden", "Barnet"]


@pytest.mark.parametrize("width", [1440, 390])
def test_two_tabs_lose_nothing_and_a_shared_list_is_copied(shipped: str, opened: Open, width: int) -> None:
    page = opened(f"{shipped}/lists", width=width)
    link = new_list(page, shipped, "Camden", "Barnet", "Enfield")
    other = opened(link, width=width)
    press(page, "button[aria-label='Remove Camden']")
    other.fill("#rename", "Typed meanwhile")
    press(other, "form[action='/lists/rename'] button")
    expect(other.locator("[role=alert]")).to_contain_text("nothing is lost")
    expect(other.locator("#rename")).to_have_value("Typed meanwhile")
    assert names(other) == ["Barnet", "Enfield"]
    assert faults(other) == []
    assert other.evaluate("document.documentElement.scrollWidth") <= width
    press(other, "text=Make my own copy")
    expect(other.locator("h1")).to_have_text("Copy of My north")
    press(other, "button[aria-label='Remove Barnet']")
    page.reload()
    assert names(page) == ["Barnet", "Enfield"]


def test_views_of_two_pages_are_kept_in_one_list_and_open_as_they_were(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/?indicator=recorded-diabetes&area=E09000007")
    press(page, "a.keep")
    expect(page.locator("#view-name")).to_have_value("Explore: Recorded diabetes, Camden")
    press(page, "button:has-text('Keep this view')")
    page.goto(f"{shipped}/overview?level=ccg")
    arrived(page)
    press(page, "a.keep")
    press(page, "button:has-text('Keep this view')")
    assert names(page) == ["Explore: Recorded diabetes, Camden", "Overview: CCGs"]
    page.locator("#item-1 summary").press("Enter")
    page.fill("#call-1", "All CCGs")
    assert faults(page) == []
    press(page, "#item-1 .own-call button")
    press(page, "text=All CCGs")
    assert page.url.endswith("/overview?level=ccg")


def test_a_list_of_areas_is_a_footprint_of_every_page_in_this_browser(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/lists")
    new_list(page, shipped, "Camden", "Barnet")
    page.goto(f"{shipped}/?level=borough")
    arrived(page)
    page.select_option("#choice-within", label="My north")
    page.wait_for_url("**within=E09000003,E09000007*")
    expect(page.locator("#heading")).to_contain_text("2 boroughs")
    expect(page.locator("#choice-within option:checked")).to_have_text("My north")
    page.goto(f"{shipped}/overview?level=borough")
    arrived(page)
    with page.expect_navigation():
        page.select_option("#page-within", label="My north")
    expect(page.locator("#page-within option:checked")).to_have_text("My north")


def test_the_usual_footprint_limits_pages_and_is_left_with_one_click(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/lists")
    page.select_option("#start-footprint", label="North Central")
    press(page, "form[action='/lists/footprint'] button")
    press(page, "#nav-explore")
    assert page.url.endswith("/?within=E54000028")
    line = page.locator("#usual-footprint-line")
    expect(line).to_be_visible()
    assert faults(page) == []
    page.select_option("#choice-within", label="North East London")
    expect(line).to_have_text(re.compile("^Limited to (?!your).*North East London"), use_inner_text=True)
    page.select_option("#choice-within", label="North Central London")
    expect(line).to_have_text(re.compile("^Limited to your usual footprint, North Central"), use_inner_text=True)
    press(page, "#leave-footprint")
    expect(line).to_be_hidden()
    expect(page.locator("#choice-within option:checked")).to_have_text("All London")
    press(page, "#nav-overview")
    assert page.url.endswith("/overview?within=E12000007")
    page.goto(f"{shipped}/lists")
    arrived(page)
    page.select_option("#start-footprint", label="All London")
    press(page, "form[action='/lists/footprint'] button")
    page.goto(f"{shipped}/overview")
    assert re.search(r"/overview$", page.url)


def test_a_footprint_that_is_not_the_usual_one_is_left_with_one_click(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/overview")
    line = page.locator("#usual-footprint-line")
    expect(line).to_be_hidden()
    page.select_option("#page-within", "E54000028")
    page.wait_for_url("**within=E54000028**")
    arrived(page)
    expect(line).to_have_text("Limited to North Central London · Show all London", use_inner_text=True)
    press(page, "#leave-footprint")
    assert page.url.endswith("/overview")
    expect(line).to_be_hidden()


def test_lists_work_without_javascript(shipped: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shipped}/lists")
    page.fill("#name-areas", "Plain")
    page.fill("#text-areas", "Camden\nBarnet")
    page.click("#new-areas button")
    expect(page.locator("h1")).to_have_text("Plain")
    page.click("button[aria-label='Move Barnet up']")
    assert names(page) == ["Barnet", "Camden"]
    page.goto(f"{shipped}/lists")
    expect(page.locator("table th a:has-text('Plain')")).to_be_visible()
    context.close()
