"""The page Compare as a clinical lead uses it: two indicators, who does better, the same area along the pathway."""

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
SMOKING = "/compare?x=smoking-adults&y=life-expectancy-at-birth"


@pytest.mark.parametrize("address", ["/compare", "/compare?level=ccg&form=table", "/compare?x=nonsense&priority=none"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault(shipped: str, opened: Open, address: str, width: int) -> None:
    page = opened(shipped + address, width=width)
    page.wait_for_selector("#relation path.point")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]] == []


@pytest.mark.parametrize("address", [SMOKING, "/compare?level=ccg&form=table", "/compare?level=stp"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_width_scrolls_the_page_sideways(real: str, opened: Open, address: str, width: int) -> None:
    page = opened(real + address, width=width)
    page.wait_for_selector("#relation path.point")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_lead_compares_two_indicators_picks_an_area_and_comes_back(real: str, opened: Open) -> None:
    page = opened(real + SMOKING)
    expect(page.locator("h1")).to_have_text("Life expectancy (female) against smoking (adults) by borough")
    expect(page.locator("#sentence")).to_contain_text("higher smoking (adults) tends to go with lower life expectancy")
    expect(page.locator(".cautions")).to_contain_text("areas, not persons")
    page.select_option("#page-ysex", "Male")
    expect(page.locator("h1")).to_contain_text("(male)")
    page.select_option("#page-x", "deprivation-score")
    expect(page.locator("h1")).to_contain_text("against deprivation")
    expect(page).to_have_url(re.compile("ysex=Male"))
    page.select_option("#page-area", label="Camden")
    expect(page.locator("#relation .textpoint text", has_text="Camden")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("(male) against smoking")


def test_a_place_in_a_strip_lights_the_area_everywhere(real: str, opened: Open) -> None:
    page = opened(real + SMOKING)
    page.wait_for_selector("#first-page", state="detached")
    page.locator(".strip").first.locator("[data-code=E09000007]").hover()
    strips = page.locator(".strip").count()
    assert strips > 3
    assert page.locator(".strip .lit[data-code=E09000007]").count() == strips
    assert page.locator(".off-the-line tr.lit[data-code=E09000007]").count() == 1
    assert page.locator(".lit:not([data-code=E09000007]):not(path)").count() == 0
    assert page.locator("#relation .point.lit").count() == 1  # its point of the scatter


def test_pointing_at_a_point_lights_its_row_and_a_row_leads_to_the_profile(real: str, opened: Open) -> None:
    page = opened(real + SMOKING)
    page.wait_for_selector("#first-page", state="detached")
    box = page.locator("#relation .points path.point").nth(4).bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 1)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".off-the-line tr.lit")).to_have_count(1)
    page.locator(".off-the-line tbody a").first.click()
    expect(page).to_have_url(re.compile(r"/area\?area=E09"))


def test_the_table_sorts_by_any_column(real: str, opened: Open) -> None:
    page = opened(real + SMOKING)
    page.click(".off-the-line th button:has-text('Smoking')")
    shown = page.locator(".off-the-line tbody tr td:nth-child(2)").all_inner_texts()
    figures = [float(text) for text in shown if text != "–"]
    assert figures == sorted(figures, reverse=True)


def test_another_priority_and_the_table_of_the_pathway(real: str, opened: Open) -> None:
    page = opened(real + SMOKING)
    page.select_option("#page-priority", "LTP-CVD")
    expect(page.locator("#pathway-title")).to_have_text("Pathway: Cardiovascular disease")
    page.select_option("#page-form", "table")
    expect(page.locator(".pathway-table tbody tr")).to_have_count(33)
    expect(page.locator("#pathway-title")).to_have_text("Pathway: Cardiovascular disease")


def test_on_a_phone_the_choices_are_a_sheet_and_only_chief_names_are_written(real: str, opened: Open) -> None:
    page = opened(real + SMOKING, width=390, height=844)
    page.wait_for_selector("#relation .narrow path.point")
    expect(page.locator("#page-x")).not_to_be_visible()
    page.click("#filters-open")
    expect(page.locator("#page-x")).to_be_visible()
    page.click("#filters-close")
    written = [text for text in page.locator("#relation .textpoint text").all() if text.is_visible()]
    off = page.locator(".off-the-line .off.b1, .off-the-line .off.w1").count()
    assert len(written) == off > 0
