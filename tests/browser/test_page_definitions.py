"""Definitions as an analyst uses them: find, read, see where figures came from, take them away."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.request import urlopen

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_an_analyst_finds_a_misspelt_indicator_and_checks_a_number(real: str, opened: Open) -> None:
    page = opened(f"{real}/definitions")
    page.fill("#find", "cerv screning")
    page.keyboard.press("Enter")
    page.wait_for_url("**/definitions?find=*")
    expect(page.locator("#definitions-found")).to_contain_text("1 indicator found")
    page.click("tbody a >> nth=0")
    expect(page.locator("h1")).to_contain_text("ervical")
    expect(page.locator(".text-page")).to_contain_text("SHA-256")
    address = page.locator("a", has_text="All figures (CSV)").get_attribute("href")
    with urlopen(f"{real}{address}") as answer:
        figures = pd.read_csv(io.BytesIO(answer.read()))
    assert len(figures) >= 33
    assert figures["value"].notna().sum() >= 30
    page.click("a:has-text('Explore') >> nth=-1")
    page.wait_for_selector("#table tbody tr")
    assert "indicator=cervical-screening" in page.url


@pytest.mark.parametrize("query", ["?indicator=nonsense", "?find=%00%ff", "?find=a&find=b", "?indicator=&x=1"])
def test_hostile_queries_show_the_list_and_say_so(shipped: str, opened: Open, query: str) -> None:
    page = opened(f"{shipped}/definitions{query}")
    expect(page.locator("h1")).to_have_text("Definitions")


def test_the_list_sorts_by_its_headers(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/definitions")
    page.wait_for_selector("#first-page", state="detached")
    page.click("th button >> text=Domain")
    first = page.locator("tbody tr td >> nth=0").inner_text()
    page.click("th button >> text=Domain")
    assert {first, page.locator("tbody tr td >> nth=0").inner_text()} == {"Access", "Practice"}
