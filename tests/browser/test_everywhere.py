"""Explore, Definitions and About the data for every reader: zoom, keyboard, forced colours, paper, small windows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
ADDRESSES = ("/", "/definitions", "/data")
_SMALL = """least => [...document.querySelectorAll('a, button, select, input, summary')]
    .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.closest('.visually-hidden, p, .skip'))
    .map((part) => [part, part.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
    .map(([part, box]) => `${part.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""
_RINGED = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
}"""
_TOUR_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "height"), [(720, 450), (320, 640)])
def test_a_page_reflows_at_200_and_at_400_per_cent(
    shipped: str, opened: Open, address: str, width: int, height: int
) -> None:
    page = opened(shipped + address, width=width, height=height)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_target_on_a_phone_can_be_hit(shipped: str, opened: Open, address: str) -> None:
    page = opened(shipped + address, width=390, height=844)
    assert page.evaluate(_SMALL, 24) == []


def test_the_main_controls_on_a_phone_are_of_a_thumbs_size(shipped: str, opened: Open) -> None:
    page = opened(shipped, width=390, height=844)
    page.wait_for_selector("#first-page", state="detached")
    for part in page.locator("#filters-open, .top .nav-link, .option select, #table-downloads a").all():
        box = part.bounding_box()
        assert box
        assert box["height"] >= 43.5, part.inner_text()


@pytest.mark.parametrize("address", ["/", "/inequalities", "/lists"])
def test_a_phone_shows_in_the_bar_which_page_one_is_on(shipped: str, opened: Open, address: str) -> None:
    page = opened(shipped + address, width=390, height=844)
    page.wait_for_selector("#first-page", state="detached")
    expect(page.locator(".top .nav-link[aria-current]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_landmarks_title_and_language_are_in_order(shipped: str, opened: Open, address: str) -> None:
    page = opened(shipped + address)
    levels = page.eval_on_selector_all("h1, h2, h3, h4", "parts => parts.map((part) => Number(part.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for landmark in ("header", "main", "footer.foot", "nav[aria-label=Pages]"):
        expect(page.locator(landmark)).to_have_count(1)
    assert page.title().endswith(" · London Variation Atlas")
    assert page.get_attribute("html", "lang") == "en-GB"


def test_charts_have_names_and_a_sentence_and_what_is_lit_is_announced(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    for chart in ("map", "funnel", "trend", "bars"):
        frame = page.locator(f"#{chart}-frame")
        assert frame.get_attribute("aria-label")
        assert page.text_content(f"#{frame.get_attribute('aria-describedby')}")
    expect(page.locator("#lit")).to_have_attribute("role", "status")
    page.focus("#map-frame")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#lit")).not_to_be_empty()


def test_the_keyboard_alone_leads_from_the_address_to_a_picked_area(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    page.wait_for_selector("#first-page", state="detached")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(60):
        assert page.evaluate(_RINGED), page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        seen.add(focused(page))
        if focused(page) == "map-frame":
            break
        page.keyboard.press("Tab")
    assert {"indicator", "choice-level", "choice-within", "map-frame"} <= seen
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector("#charts[aria-busy=false]")
    assert "area=E09" in page.url
    page.focus("#map-card details.save summary")
    page.keyboard.press("Enter")
    expect(page.locator("#map-card details.save")).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(page.locator("#map-card details.save[open]")).to_have_count(0)


def test_charts_keep_their_colours_where_colours_are_forced(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('#map')).forcedColorAdjust") == "none"
    fills = page.eval_on_selector_all(
        "#map path.choroplethlocation", "parts => parts.map((part) => getComputedStyle(part).fill)"
    )
    assert len(set(fills)) > 1
    page.focus("#map-frame")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_nothing_moves_for_who_asks_for_no_motion(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    page.emulate_media(reduced_motion="reduce")
    moving = "[...document.querySelectorAll('body *')].filter((p) => getComputedStyle(p).transitionDuration !== '0s')"
    assert page.evaluate(f"{moving}.length") == 0


@pytest.mark.parametrize("address", ADDRESSES)
def test_paper_has_figures_and_words_but_no_controls(shipped: str, opened: Open, address: str) -> None:
    page = opened(shipped + address)
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 less its margins
    page.emulate_media(media="print")
    for gone in (".top", "#filters", ".card-controls", ".tour-offer"):
        assert not [part for part in page.locator(gone).all() if part.is_visible()], gone
    for _ in range(40):  # charts follow their frames when these have been laid out
        if page.evaluate("document.documentElement.scrollWidth") <= 703:
            break
        page.wait_for_timeout(250)
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    if address == "/":
        for there in ("#map .main-svg", "#funnel .main-svg", "#trend .main-svg", "#bars .main-svg", "#table table"):
            expect(page.locator(there).first).to_be_visible()
        assert page.evaluate("(t => t.scrollHeight - t.clientHeight)(document.getElementById('table'))") <= 1


def test_the_tour_leads_by_keyboard_and_gives_the_focus_back(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    page.wait_for_selector("#first-page", state="detached")
    page.focus("#tour-begin-bar")
    page.keyboard.press("Enter")
    tour = page.get_by_role("dialog")
    assert focused(page) == "tour"
    expect(tour).to_have_accessible_name("What the figures say")
    expect(tour).to_contain_text(page.inner_text("#heading"))
    assert not Axe().run(page, options=_TOUR_RULES).response["violations"]
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(tour).to_contain_text("Step 6 of 6")
    page.keyboard.press("ArrowLeft")
    expect(tour).to_contain_text("Step 5 of 6")
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)
    assert focused(page) == "tour-begin-bar"
    page.reload()
    page.wait_for_selector("#tour-begin-foot")
    expect(page.locator("#tour-begin-bar")).to_be_hidden()
    expect(page.locator("#tour-begin-foot")).to_be_visible()


def test_the_tour_can_be_declined_and_is_of_explore_only(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    page.click("#tour-no")
    expect(page.locator("#tour-begin-bar")).to_be_hidden()
    page.goto(shipped + "/data")
    expect(page.locator("#tour-begin-foot")).to_be_hidden()
