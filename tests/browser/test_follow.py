"""What is looked at stays the same from page to page, in every part of a page, and on paper."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

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


LIT = "[...document.querySelectorAll('.scatterlayer .point.lit')].map((n) => n.closest('.graph').id)"


@pytest.mark.parametrize(
    ("path", "row", "charts"),
    [
        ("/compare", ".off-the-line tr[data-code] >> nth=3", {"relation"}),
        ("/spread?indicator=recorded-diabetes", "#spread-ranks tbody tr >> nth=2", {"spread-areas"}),
    ],
)
def test_a_row_lights_its_points(shipped: str, opened: Open, path: str, row: str, charts: set[str]) -> None:
    page = opened(f"{shipped}{path}")
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    page.hover(row)
    assert charts <= set(page.evaluate(LIT))
    page.hover("#heading")
    assert page.evaluate(LIT) == []


def test_a_picked_area_is_marked_in_small_multiples(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/multiples?{VIEW}")
    expect(page.locator("tr.picked-0")).to_have_attribute("data-code", "E09000007")
    expect(page.locator("#page-area")).to_have_value("E09000007")
    colours = page.evaluate(
        "document.querySelector('#multiples .js-plotly-plot').data.find((t) => t.name === 'names').textfont.color"
    )
    assert colours.count("#7A0F5B") == 1


def test_names_stand_before_their_marks_and_are_whole(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/overview?level=stp")
    found = page.evaluate(
        "[...document.querySelectorAll('#heat tbody th[scope=row]')].filter((th) => th.querySelector('.mark'))"
        ".map((th) => [th.title, th.firstElementChild.tagName, th.firstElementChild.getBoundingClientRect().right <="
        " th.getBoundingClientRect().right + 1])"
    )
    assert found
    for title, first, whole in found:
        assert (title.endswith("illustrative") or "against" in title, first, whole) == (True, "A", True)


def sheets(page: Page, folder: Path) -> list[str]:
    """The words of each printed sheet."""
    page.pdf(path=folder / "a.pdf", prefer_css_page_size=True, print_background=True)
    words = subprocess.run(["pdftotext", "-layout", folder / "a.pdf", "-"], capture_output=True, text=True, check=True)
    return words.stdout.split("\f")


needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext")


def test_the_heat_table_prints_every_area_within_the_sheet(shipped: str, opened: Open) -> None:
    page = opened(f"{shipped}/overview")
    page.set_viewport_size({"width": 1047, "height": 700})  # A4 across, less margins
    page.emulate_media(media="print")
    table = page.locator("table.heat").bounding_box()
    assert table
    assert table["x"] + table["width"] <= 1047
    page.set_viewport_size({"width": 700, "height": 1000})  # A4 upright
    listing = page.locator("table.listing").bounding_box()
    assert listing
    assert listing["x"] + listing["width"] <= 701


@needs_pdftotext
@pytest.mark.parametrize(
    ("path", "heading"), [("/multiples?indicator=recorded-diabetes", "Latest"), ("/?area=E09000007", "Recent trend")]
)
def test_headings_are_repeated_on_the_next_sheet(
    shipped: str, opened: Open, tmp_path: Path, path: str, heading: str
) -> None:
    found = [heading in sheet for sheet in sheets(opened(f"{shipped}{path}"), tmp_path)]
    assert sum(found) >= 2
