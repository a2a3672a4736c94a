"""What belongs to every chart of every page: how to read it, its figures as a file, its pictures, a link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
SLOW = 60_000  # ms for a page of thousands of cells on a busy machine
CHARTS = {
    "/overview": ("heat", "ranking", "matrix"),
    "/area?area=E09000007": ("profile",),
    "/compare": ("relation", "pathway"),
    "/multiples?columns=4": ("multiples",),
    "/inequalities": ("gradient", "slopes"),
    "/spread?indicator=cervical-screening": ("spread-boxes", "spread-deciles", "spread-areas", "spread-worth"),
}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("address", CHARTS)
def test_every_chart_explains_itself_without_fault_or_sideways_scroll(
    real: str, opened: Open, address: str, width: int
) -> None:
    page = opened(f"{real}{address}", width=width, patience=SLOW)
    for chart in CHARTS[address]:
        explained = page.locator(f"#{chart}-card details.explain").first
        explained.locator("summary").click()
        expect(explained).to_have_attribute("open", "")
        expect(explained.locator("p")).to_contain_text(_OTHERWISE.get(chart, "Each "))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults(page) == []


_OTHERWISE = {"ranking": "Spread beyond chance is", "matrix": "Rows say", "spread-deciles": "Lines are places"}


@pytest.mark.parametrize("address", CHARTS)
def test_every_chart_is_saved_with_what_it_shows_whose_and_from_when(
    real: str, opened: Open, address: str, tmp_path: Path
) -> None:
    page = opened(f"{real}{address}", patience=SLOW)
    for chart in CHARTS[address]:
        saved = {}
        for kind in ("png", "svg", "csv"):
            page.locator(f"#{chart}-card .save summary").first.click()
            with page.expect_download(timeout=SLOW) as download:
                page.click(f"[data-of='{chart}'][data-export={kind}]")
            download.value.save_as(tmp_path / f"{chart}.{kind}")
            saved[kind] = (tmp_path / f"{chart}.{kind}").read_bytes()
        assert saved["png"].startswith(b"\x89PNG")
        assert saved["svg"].startswith(b"<svg")
        opening, _, rows = saved["csv"].decode("utf-8-sig").partition("\r\n\r\n")
        for told in (opening, saved["svg"].decode()):
            assert "napshot" in told
            assert page.inner_text("#heading").split(":")[0].split(" against")[0] in told or chart == "pathway"
        assert rows.count("\r\n") >= 3


def test_a_link_to_a_chart_opens_the_page_at_it(real: str, opened: Open) -> None:
    page = opened(f"{real}/spread?indicator=cervical-screening", patience=SLOW)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#spread-worth-card .save summary")
    button = page.locator("[data-of=spread-worth][data-export=link]")
    button.click()
    expect(button).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/spread?indicator=cervical-screening#spread-worth-card")
    there = opened(link, patience=SLOW)
    expect(there.locator("#spread-worth-title")).to_be_in_viewport()


def test_charts_are_as_wide_as_the_sheet_while_printed_and_as_the_page_after(real: str, opened: Open) -> None:
    page = opened(f"{real}/spread?indicator=cervical-screening", patience=SLOW)
    plot = page.locator("#spread-areas .main-svg").first
    before = plot.evaluate("svg => svg.getBoundingClientRect().width")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(plot).to_have_attribute("width", "700")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(plot).to_have_attribute("width", f"{before:g}")


@pytest.mark.parametrize("address", ["/overview", "/area", "/compare", "/multiples", "/inequalities", "/spread"])
def test_what_a_link_could_not_have_is_said_in_one_way(real: str, opened: Open, address: str) -> None:
    page = opened(f"{real}{address}?level=moon&indicator=moon&x=moon&area=moon", patience=SLOW)
    said = page.locator(".said[role=status] > .message").first
    expect(said).to_be_visible()
