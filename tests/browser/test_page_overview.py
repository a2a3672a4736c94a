"""Overview in a browser: a network manager finds what varies most, narrows it, and goes to Explore."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser
See = Callable[..., Page]
PATIENCE = 30_000  # ms until what nobody has asked for before is worked out, on a busy machine
WIDTHS = ((1440, 900), (1024, 768), (390, 844))


@pytest.fixture
def see(browser: Browser) -> Iterator[See]:
    """Open an address and wait until Dash has taken it over; in the end there must have been no trouble."""
    watched = Watched()
    contexts = []

    def open_page(address: str, *, width: int = 1440, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        watched.watch(page)
        page.goto(address)
        page.wait_for_selector("#first-page", state="detached")
        page.wait_for_selector("#heat tbody tr")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watched.troubles == []


def columns(page: Page) -> int:
    return page.locator("#heat th.area").count()


def test_a_network_manager_goes_from_all_london_to_one_indicator_of_the_footprint(real: str, see: See) -> None:
    page = see(f"{real}/overview")
    assert columns(page) == 33
    page.select_option("#page-within", label="North Central London")
    page.wait_for_url("**/overview?within=E54000028")
    expect(page.locator("#heat th.area")).to_have_count(5, timeout=PATIENCE)
    page.select_option("#page-benchmark", "footprint")
    page.select_option("#page-show", "value")
    page.wait_for_url("**show=value*")
    expect(page.locator("#sentence")).to_contain_text(
        "boroughs of North Central London with the footprint", timeout=PATIENCE
    )
    link = page.locator("#heat tbody tr:first-child th a")
    name = link.inner_text()
    link.click()
    page.wait_for_selector("#table tbody tr")
    expect(page.locator("#heading")).to_contain_text("North Central London")
    assert "within=E54000028" in page.url
    assert "benchmark=footprint" in page.url
    page.go_back()
    expect(page.locator("#heat tbody tr:first-child th a")).to_have_text(name)
    assert columns(page) == 5


def test_choices_lead_to_the_first_page_of_the_table(real: str, see: See) -> None:
    page = see(f"{real}/overview?page=2")
    first = page.locator("#heat tbody tr:first-child th a")
    second_page = first.inner_text()
    page.select_option("#page-sort", "outside")
    expect(first).not_to_have_text(second_page, timeout=PATIENCE)
    assert "page=" not in page.url
    page.click(".pages a >> text=Page 2")
    page.wait_for_url("**page=2*")
    expect(page.locator(".pages .here")).to_have_text("Page 2")


def test_a_cell_tells_value_interval_period_and_how_it_compares(real: str, see: See) -> None:
    page = see(f"{real}/overview?sort=name&domain=access")
    row = page.locator("#heat tbody tr", has_text="Cervical screening").first
    told = row.locator("td[data-code=E09000007]").get_attribute("title")
    assert told is not None
    assert re.fullmatch(r"Camden \d+\.\d % \(\d+\.\d to \d+\.\d\), 2015: worse, 99\.8 % limits", told)


def test_pointing_at_a_cell_lights_its_area(shipped: str, see: See) -> None:
    page = see(f"{shipped}/overview")
    page.hover("#heat tbody tr:nth-child(3) td[data-code=E09000007]")
    expect(page.locator("#heat th.area.lit")).to_have_attribute("data-code", "E09000007")


def test_the_ranking_sorts_by_its_headers(real: str, see: See) -> None:
    page = see(f"{real}/overview")
    head = page.locator("#ranking th button", has_text="Areas outside")
    head.click()
    worst = [int(text.split()[0]) for text in page.locator("#ranking tbody tr td:nth-child(6)").all_inner_texts()[:5]]
    assert worst == sorted(worst, reverse=True)
    assert worst[0] > 25


def test_heads_stay_where_the_table_scrolls(real: str, see: See) -> None:
    page = see(f"{real}/overview", width=390, height=844)
    frame = page.locator("#heat")
    frame.evaluate("frame => frame.scrollTo(300, 300)")
    box, corner = frame.bounding_box(), page.locator("#heat thead th:first-child").bounding_box()
    assert box is not None
    assert corner is not None
    assert abs(corner["x"] - box["x"]) < 2
    assert abs(corner["y"] - box["y"]) < 2


@pytest.mark.parametrize("size", WIDTHS)
def test_no_page_is_wider_than_its_window(real: str, see: See, size: tuple[int, int]) -> None:
    page = see(f"{real}/overview?show=value&fresh=yes", width=size[0], height=size[1])
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_on_a_phone_the_choices_are_a_sheet(real: str, see: See) -> None:
    page = see(f"{real}/overview", width=390, height=844)
    page.click("#filters-open")
    page.select_option("#page-level", "stp")
    page.wait_for_url("**level=stp*")  # the page comes anew, its sheet closed
    expect(page.locator("#heat th.area")).to_have_count(5, timeout=PATIENCE)


@pytest.mark.parametrize("query", ["", "?level=ccg&show=value&sort=domain", "?show=fifths&fresh=yes&priority=nonsense"])
def test_axe_finds_no_fault(real: str, see: See, query: str) -> None:
    page = see(f"{real}/overview{query}")
    page.click("summary >> text=How to read this")
    assert faults(page) == []


def test_axe_finds_no_fault_on_a_phone(real: str, see: See) -> None:
    assert faults(see(f"{real}/overview", width=390, height=844)) == []
