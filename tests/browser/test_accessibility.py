"""No page or state has a fault that axe can find."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/?indicator=recorded-diabetes&area=E09000007&map=tiles",
        "/?indicator=no-such-thing",
        "/data",
        "/definitions?find=screening",
        "/definitions?indicator=recorded-diabetes",
        "/nowhere",
    ],
)
def test_axe_finds_no_fault(shipped: str, opened: Callable[..., Page], address: str) -> None:
    assert faults(opened(shipped + address)) == []


def test_axe_finds_no_fault_on_a_phone_with_the_filters_open(shipped: str, opened: Callable[..., Page]) -> None:
    page = opened(shipped, width=390, height=844)
    page.click("#filters-open")
    assert faults(page) == []
