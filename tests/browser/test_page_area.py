"""The page Area profile as a network manager uses it: choose an area, read it, follow a worse indicator, print it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
PATIENCE = 60_000  # ms; Dash takes its time to put thousands of cells in the place of others on a busy machine
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.mark.parametrize("address", ["/area", "/area?area=E09000001", "/area?area=E38000186&benchmark=england"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault(shipped: str, opened: Open, address: str, width: int) -> None:
    page = opened(shipped + address, width=width)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]] == []


@pytest.mark.parametrize("area", ["E09000030", "E09000001", "E38000186", "E54000029"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_width_scrolls_the_page_sideways(real: str, opened: Open, area: str, width: int) -> None:
    page = opened(f"{real}/area?area={area}", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.wait_for_selector(".profile-table .spine b")


def test_a_manager_chooses_an_area_follows_what_is_worse_and_comes_back(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?domain=practice")
    expect(page.locator(".message")).to_contain_text("No area is chosen")
    page.select_option("#page-area", label="Tower Hamlets")
    heading = page.locator("h1")
    expect(heading).to_have_text("Tower Hamlets, borough, against London", timeout=PATIENCE)
    expect(page).to_have_url(re.compile("area=E09000030"))
    page.select_option("#page-benchmark", "england")
    expect(heading).to_have_text("Tower Hamlets, borough, against England", timeout=PATIENCE)
    page.select_option("#page-domain", "access")
    expect(page.locator(".profile-table .group")).to_have_text(["Access"], timeout=PATIENCE)
    worse = page.locator(".profile-lists section").nth(0)
    counted = int(re.search(r"\((\d+)\)", worse.locator("h2").inner_text())[1])  # type: ignore[index]
    assert counted == page.locator(".profile-table td:has-text('Worse (')").count()
    worse.locator("a").nth(0).click()
    page.wait_for_selector("#table tbody tr.picked-0")
    assert "area=E09000030" in page.url
    page.go_back()
    expect(heading).to_have_text("Tower Hamlets, borough, against England", timeout=PATIENCE)


def test_relations_and_peers_lead_to_other_profiles(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?area=E09000030")
    page.click(".relations a:has-text('North East London')")
    expect(page.locator("h1")).to_have_text("North East London, STP, against London")
    page.click(".profile-context section:has-text('Most like it') a >> nth=0")
    expect(page.locator("h1")).to_contain_text(", STP, against London")
    assert "North East London" not in page.locator("h1").inner_text()


def test_every_mark_lies_on_its_range_and_better_ones_to_the_right_of_worse(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?area=E09000030")
    marks = page.evaluate(
        """() => [...document.querySelectorAll('.profile-table tbody tr:not(.group)')].flatMap((row) => {
            const [mark, range] = [row.querySelector('.spine b'), row.querySelector('.spine .range')];
            if (!mark) return [];
            const [m, r, c] = [mark, range, mark.parentElement].map((part) => part.getBoundingClientRect());
            const at = m.left + m.width / 2;
            const [on, right] = [at > r.left - 2 && at < r.right + 2, at > c.left + c.width / 2];
            return [{ word: row.cells[9].textContent, on, right }];
        })"""
    )
    assert len(marks) > 80
    assert all(mark["on"] for mark in marks)
    judged = [mark for mark in marks if mark["word"].startswith(("Better", "Worse"))]
    assert len(judged) > 20
    assert all(mark["right"] == mark["word"].startswith("Better") for mark in judged)


def test_a_profile_prints_on_two_sides(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?area=E09000030")
    sides = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert sides == 2


def test_each_series_is_drawn_once_and_told_in_words(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?area=E38000186")
    page.wait_for_selector("td.course svg")
    drawn = page.evaluate(
        """() => [...document.querySelectorAll('td.course[data-line]')].map((cell) => ({
            pictures: cell.querySelectorAll('svg[aria-hidden=true]').length,
            words: cell.querySelector('.spine-words').textContent,
            gaps: cell.dataset.line.split('M').length - 2,
        }))"""
    )
    assert len(drawn) > 20
    assert {cell["pictures"] for cell in drawn} == {1}
    assert all("then" in cell["words"] for cell in drawn)
    assert any(cell["gaps"] for cell in drawn)


def test_on_a_phone_each_indicator_shows_all_its_numbers_without_scrolling_sideways(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?area=E09000030", width=390)
    box = page.locator(".profile-spines .scroll")
    assert box.evaluate("(part) => part.scrollWidth <= part.clientWidth")
    row = page.locator(".profile-table tbody tr", has_text="Breast screening").first
    for cell in row.locator("td:not(:empty)").all():
        expect(cell).to_be_visible()
    told = page.locator(".profile-table").aria_snapshot()
    assert (
        'columnheader "95 % interval"' in told
    )  # the header is there for who cannot see the small names of the numbers
    assert row.get_by_role("cell").count() == 12


def test_the_profile_can_be_taken_away(real: str, opened: Open) -> None:
    page = opened(f"{real}/area?area=E09000030&domain=access")
    with page.expect_download() as started:
        page.click(".profile-spines .save summary")
        page.click(".profile-spines [data-export=csv]")
    assert started.value.suggested_filename == "profile-tower-hamlets-london.csv"
    rows = started.value.path().read_text(encoding="utf-8-sig").partition("\n\n")[2].splitlines()
    assert len(rows) - 1 == page.locator(".profile-table tbody tr:not(.group)").count()
