"""The bar takes the view along: what is looked at stays the same from page to page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
VIEW = "indicator=recorded-diabetes&within=E54000028&area=E09000007"


def bar(page: Page) -> dict[str, str]:
    """Address by the last part of each link's id."""
    links = page.locator(".top .nav-link").all()
    return {str(link.get_attribute("id")).removeprefix("nav-"): str(link.get_attribute("href")) for link in links}


def test_the_bar_takes_along_what_each_page_knows(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/?{VIEW}&period=2014&colour=quintiles")
    links = bar(page)
    assert links["overview"] == "/overview?within=E54000028"
    assert links["area"] == "/area?area=E09000007"
    assert links["compare"] == "/compare?y=recorded-diabetes&within=E54000028&area=E09000007"
    assert links["multiples"] == f"/multiples?{VIEW}"
    assert links["spread"] == f"/spread?{VIEW}"
    assert links["inequalities"] == "/inequalities?indicator=recorded-diabetes"
    assert (links["explore"], links["start"]) == ("/", "/start")


def test_a_view_chosen_or_come_by_the_bar_is_taken_on(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/?indicator=recorded-diabetes")
    page.select_option("#choice-within", "E54000028")
    expect(page.locator("#nav-compare")).to_have_attribute("href", "/compare?y=recorded-diabetes&within=E54000028")
    page.click("#nav-compare")
    page.wait_for_url("**/compare?y=recorded-diabetes&within=E54000028")
    page.wait_for_selector("#first-page", state="detached")
    expect(page.locator("#page-y")).to_have_value("recorded-diabetes")
    assert bar(page)["explore"] == "/?indicator=recorded-diabetes&within=E54000028"
