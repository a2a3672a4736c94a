"""Small multiples as a network manager uses them: an indicator, a footprint, worst first, from desk and phone."""

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
MAR = "/multiples?indicator=mar-day-case-share&level=ccg"
MOST_DRAWING = 1000  # ms for 32 panels of 81 months on a shared machine; 200 usually


@pytest.mark.parametrize("address", ["/multiples", "/multiples?indicator=rtt-18-weeks", "/multiples?within=nonsense"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault(shipped: str, opened: Open, address: str, width: int) -> None:
    page = opened(shipped + address, width=width)
    page.wait_for_selector("#multiples path.point", state="attached")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]] == []


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_width_scrolls_the_page_sideways_and_one_chart_is_seen(real: str, opened: Open, width: int) -> None:
    page = opened(real + MAR, width=width)
    page.wait_for_selector("#multiples path.point", state="attached")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide, narrow = page.locator("#multiples-card"), page.locator("#multiples-narrow-card")
    expect(narrow if width < 760 else wide).to_be_visible()
    expect(wide if width < 760 else narrow).not_to_be_visible()
    seen = page.locator("#multiples-narrow" if width < 760 else "#multiples")
    assert seen.locator(".points path.point").count() == 32
    box = seen.bounding_box()
    assert box
    assert box["width"] <= width


def test_a_manager_narrows_sorts_and_follows_an_area(real: str, opened: Open) -> None:
    page = opened(real + MAR)
    expect(page.locator("h1")).to_have_text("Day cases by CCG, Apr 2013 to Dec 2019")
    page.select_option("#page-within", label="North Central London")
    expect(page.locator(".standing tbody").first.locator("tr")).to_have_count(5)
    page.select_option("#page-order", "name")
    expect(page).to_have_url(re.compile("order=name"))
    names = [f"NHS {name} CCG" for name in ("Barnet", "Camden", "Enfield", "Haringey", "Islington")]
    expect(page.locator(".standing tbody").first.locator("th")).to_have_text(names)
    page.select_option("#page-columns", "2")
    expect(page.locator("#multiples-narrow")).to_have_count(0)
    page.click(".all-periods summary")
    expect(page.locator(".all-periods tbody tr")).to_have_count(6)
    page.locator(".standing tbody a").first.click()
    expect(page).to_have_url(re.compile(r"/area\?area=E38"))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("North Central London")


def test_panels_are_drawn_in_well_under_a_second(real: str, opened: Open) -> None:
    page = opened(real + MAR)
    page.wait_for_selector("#multiples path.point", state="attached")
    took = page.evaluate(
        """async () => { const gd = document.querySelector('#multiples > .plot'), started = performance.now();
        await Plotly.newPlot(gd, structuredClone(gd.data), structuredClone(gd.layout));
        return performance.now() - started; }"""
    )
    assert took < MOST_DRAWING


def test_pointing_at_a_panel_lights_the_area_in_the_table(real: str, opened: Open) -> None:
    page = opened(real + MAR)
    page.wait_for_selector("#first-page", state="detached")
    box = page.locator("#multiples .points path.point").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".standing table.sortable tr.lit")).to_have_count(1)
