"""The page as it is sent: drawn before Dash has started, the same as Dash makes it, and handed over without a loss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser
Early = Callable[[str], Page]

# Keeps what Dash made, as it was before anything moved into it.
_KEEP = """new MutationObserver(() => {
    const made = document.querySelector('#react-entry-point #_pages_content');
    if (made && made.firstChild && !window.made) window.made = made.closest('main').parentElement.outerHTML;
}).observe(document, { childList: true, subtree: true });"""
# Tags, attributes and texts of a tree; what is chosen or typed is no attribute in a tree that React made.
LEVELS = "/?indicator=stroke-thrombectomy-30-minutes"  # of boroughs, CCGs and STPs
_READ = """([text, selector]) => {
    const value = (part, name) => (name === 'style' ? part.style.cssText : part.getAttribute(name));
    const walk = (part) => {
        if (part.nodeType === Node.TEXT_NODE) return [part.textContent];
        if (part.dataset.store) return [];
        const typed = (name) => name === 'value' && part.localName === 'input';
        const ours = (name) => name !== 'selected' && name !== 'aria-current' && !typed(name);
        const names = part.getAttributeNames().filter(ours).sort();
        const open = `<${part.localName} ${names.map((name) => `${name}=${value(part, name)}`).join(' ')}>`;
        return [open, ...[...part.childNodes].flatMap(walk), '</>'];
    };
    return walk(new DOMParser().parseFromString(text, 'text/html').querySelector(selector));
}"""


class Held:
    """Requests for Dash's renderer that wait until they are let go."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def let_go(self) -> None:
        for route in self.routes:
            route.continue_()


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def early(browser: Browser, held: Held) -> Iterator[Early]:
    """Open an address in a browser that is given no Dash before `held.let_go()`."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.route("**/dash_renderer*", lambda route: held.routes.append(route))  # noqa: PLW0108  it must be a function

    def open_page(address: str) -> Page:
        page.goto(address, wait_until="commit")
        return page

    yield open_page
    context.close()
    assert troubles == []


def started(page: Page) -> None:
    page.wait_for_selector("#first-page", state="detached")


@pytest.mark.parametrize(
    "path", ["/", "/?level=stp&benchmark=footprint", "/?within=nonsense", "/data", "/definitions?find=cerv", "/nowhere"]
)
def test_what_is_sent_is_what_dash_makes(shipped: str, browser: Browser, path: str) -> None:
    with urlopen(shipped + path) as answer:
        sent = answer.read().decode()
    sent = re.sub(r'<p[^>]*id="usual-footprint-line".*?</p>', "", sent, flags=re.DOTALL)  # of the sent page alone
    page = browser.new_page()
    page.add_init_script(_KEEP)
    page.goto(shipped + path)
    started(page)
    made = page.evaluate(_READ, [page.evaluate("window.made"), "body > div"])
    assert len(made) > 20
    assert page.evaluate(_READ, [sent, "#first-page > div"]) == made
    page.close()


def test_charts_words_and_table_do_not_wait_for_dash(shipped: str, early: Early, held: Held) -> None:
    page = early(shipped)
    page.wait_for_selector("#table tbody tr")
    assert page.locator(".plot").count() == 4
    assert page.locator("#map path.choroplethlocation").count() >= 33
    expect(page.locator("#sentence")).not_to_be_empty()
    assert page.evaluate("Boolean(atlas.dashStarted)") is False
    held.let_go()
    started(page)
    assert page.locator(".plot").count() == 4
    assert page.locator("#table tbody tr").count() >= 30


def test_a_choice_made_before_dash_has_started_is_not_lost(shipped: str, early: Early, held: Held) -> None:
    page = early(shipped + LEVELS)
    page.wait_for_selector("#table tbody tr")
    page.select_option("#choice-level", "stp")
    expect(page.locator("#charts")).to_have_attribute("aria-busy", "true")
    held.let_go()
    started(page)
    expect(page.locator("#charts")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#table tbody tr")).to_have_count(5)
    assert page.input_value("#choice-level") == "stp"
    assert "level=stp" in page.url


def test_focus_typing_and_place_survive_the_change(shipped: str, early: Early, held: Held) -> None:
    page = early(shipped + LEVELS)
    page.wait_for_selector("#table tbody tr")
    page.fill("#table-filter", "har")
    page.evaluate("window.scrollTo(0, 300)")
    plots = page.evaluate("document.querySelectorAll('.plot').forEach((plot, i) => { plot.mine = i; })")
    assert plots is None
    held.let_go()
    started(page)
    assert page.input_value("#table-filter") == "har"
    assert page.evaluate("document.activeElement.id") == "table-filter"
    assert page.evaluate("window.scrollY") == 300
    page.wait_for_timeout(500)
    assert page.evaluate("[...document.querySelectorAll('.plot')].map((plot) => plot.mine)") == [0, 1, 2, 3]
    page.keyboard.type("ro")
    expect(page.locator("#table tbody tr")).to_have_count(1)


def test_a_page_on_its_way_is_announced_and_then_shown_plainly(shipped: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(shipped + LEVELS)
    started(page)
    held: list[Route] = []
    page.route("**/_dash-update-component*", lambda route: held.append(route))  # noqa: PLW0108  it must be a function
    page.click("#nav-definitions")
    expect(page.locator("#main")).to_have_attribute("aria-busy", "true")
    page.wait_for_timeout(700)
    assert float(page.evaluate("getComputedStyle(document.querySelector('#main > *')).opacity")) < 0.9
    for route in held:
        route.continue_()
    expect(page.locator("h1")).to_have_text("Definitions")
    assert page.locator("#main").get_attribute("aria-busy") is None
    assert page.locator("#nav-definitions").get_attribute("aria-current") == "page"
    page.close()


def test_a_link_to_the_view_that_dash_last_knew_still_shows_it(shipped: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(shipped)
    started(page)
    before = page.locator("#heading").inner_text()
    period = page.input_value("#choice-period")
    others = [o.get_attribute("value") for o in page.locator("#choice-period option:enabled").all()]
    page.select_option("#choice-period", next(o for o in others if o != period))
    expect(page.locator("#heading")).not_to_have_text(before)
    page.click("a.brand")
    expect(page.locator("#heading")).to_have_text(before)
    expect(page.locator("#choice-period")).to_have_value(period)
    page.close()


def test_going_back_before_dash_has_started_leaves_no_choice_behind(shipped: str, early: Early, held: Held) -> None:
    page = early(shipped + LEVELS)
    page.wait_for_selector("#table tbody tr")
    usual = page.input_value("#choice-level")
    page.select_option("#choice-level", "stp")
    page.go_back()
    held.let_go()
    started(page)
    expect(page.locator("#charts")).to_have_attribute("aria-busy", "false")
    assert page.input_value("#choice-level") == usual
    assert page.locator("#table tbody tr").count() > 5


def test_without_dash_a_choice_is_answered_by_the_server(shipped: str, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/dash_renderer*", lambda route: route.abort())
    page.goto(shipped + LEVELS)
    page.wait_for_selector("#table tbody tr")
    page.wait_for_timeout(1500)  # until the script has failed; the content policy forbids a function to wait by
    page.select_option("#choice-level", "stp")
    expect(page.locator("#table tbody tr")).to_have_count(5)
    assert "level=stp" in page.url
    page.close()


def test_a_place_on_the_same_page_is_no_other_page(shipped: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{shipped}/data")
    started(page)
    page.focus("a.skip")
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    assert page.locator("#main").get_attribute("aria-busy") is None
    page.close()
