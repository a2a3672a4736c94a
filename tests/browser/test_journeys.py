"""Three people, three questions, from the first page to the answer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def ready(page: Page) -> None:
    page.wait_for_selector("#first-page", state="detached")


def arrived(page: Page, path: str) -> None:
    page.wait_for_url(re.compile(rf"{re.escape(path)}(\?|$)"))
    ready(page)
    settled(page)


def settled(page: Page) -> None:
    """The first visitor of a page waits until every indicator has been looked at."""
    expect(page.locator("#main")).not_to_have_attribute("aria-busy", "true", timeout=40_000)


def test_a_clinical_lead_asks_whether_variation_is_real_and_who_does_better(real: str, opened: Open) -> None:
    page = opened(f"{real}/?indicator=cervical-screening")
    ready(page)
    expect(page.locator("#sentence")).to_contain_text("by more than chance")
    page.click("[data-pick=E09000007]")
    page.click("a[data-follow='/spread']")
    arrived(page, "/spread")
    expect(page.locator("#heading")).to_contain_text("How far apart")
    expect(page.locator("#sentence")).to_contain_text("more than chance")
    assert parse_qs(urlsplit(page.url).query)["area"] == ["E09000007"]
    page.click("#nav-compare")
    arrived(page, "/compare")
    expect(page.locator("body")).to_contain_text("not persons")
    page.click("table a[href^='/area?area='] >> nth=0")
    arrived(page, "/area")
    expect(page.locator("#sentence")).to_contain_text(re.compile("better|worse"))
    page.go_back()
    arrived(page, "/compare")


def test_a_network_manager_prepares_the_meeting_of_a_footprint(real: str, opened: Open) -> None:
    page = opened(f"{real}/overview", patience=60_000)
    ready(page)
    page.select_option("#page-within", "E54000028")
    page.wait_for_url("**within=E54000028**")
    ready(page)
    settled(page)
    page.click("table a[href^='/?indicator='] >> nth=0")
    page.wait_for_selector("#table tbody tr")
    ready(page)
    page.select_option("#choice-within", "E54000028")
    page.wait_for_selector("#charts[aria-busy=false]")
    page.wait_for_timeout(400)
    shown = page.locator("#table tbody tr").count()
    assert 3 <= shown <= 12
    with page.expect_download() as download:
        page.click("a[data-file=csv]")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) >= shown
    page.click("a[data-follow='/multiples']")
    arrived(page, "/multiples")
    assert parse_qs(urlsplit(page.url).query)["within"] == ["E54000028"]
