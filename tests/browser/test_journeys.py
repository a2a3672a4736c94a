"""Three people, three questions, from the first page to the answer."""

from __future__ import annotations

import csv
import io
import math
import os
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


def keep(page: Page, name: str) -> None:
    """A picture of the screen in the folder that VARIATION_JOURNEYS names, where it is set."""
    folder = os.environ.get("VARIATION_JOURNEYS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png")


def wilson(count: float, of: float) -> tuple[float, float, float]:
    """A percentage and its 95 % interval, as a reader would write them from the textbook."""
    z, p = 1.959963984540054, count / of
    middle, half = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return tuple(100 * part for part in (p, (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)))


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
    keep(page, "clinical-lead")
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
    keep(page, "network-manager")


def test_an_analyst_recomputes_a_figure_and_finds_it_on_the_screen_and_in_the_api(real: str, opened: Open) -> None:
    page = opened(f"{real}/?indicator=cervical-screening&level=borough")
    ready(page)
    with page.expect_download() as download:
        page.click("a[data-file=csv]")
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    row = next(line for line in csv.DictReader(io.StringIO(text)) if line["area_code"] == "E09000007")
    again = wilson(float(row["count"]), float(row["denominator"]))
    assert [float(row[name]) for name in ("value", "lower_95", "upper_95")] == pytest.approx(again, abs=0.006)
    shown = page.locator("#table tr[data-code=E09000007] td").all_inner_texts()
    assert [shown[0], shown[1]] == [f"{again[0]:.1f}", f"{again[1]:.1f} to {again[2]:.1f}"]
    keep(page, "analyst")
    asked = {"indicator": "cervical-screening", "level": "borough", "period": row["period"]}
    rows = page.request.get(f"{real}/api/v1/values", params=asked).json()["values"]
    found = next(line for line in rows if line["area"] == "E09000007" and line["sex"] == row["sex"])
    assert [found[name] for name in ("value", "lower", "upper")] == pytest.approx(again, abs=0.006)
