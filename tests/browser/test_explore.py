"""The page Explore as its three users use it: by mouse, by keyboard, from a link, on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

DIABETES = "/?indicator=recorded-diabetes&level=borough"
MAR = "/?indicator=mar-day-case-share&level=ccg"


def settled(page: Page) -> None:
    page.wait_for_selector("#charts[aria-busy=false]")
    page.wait_for_timeout(300)


def rows(page: Page) -> int:
    return page.locator("#table tbody tr").count()


def choose(page: Page, choice: str, value: str) -> None:
    page.select_option(f"#choice-{choice}", value)
    settled(page)


def centre(page: Page, selector: str, index: int = 0) -> tuple[float, float]:
    box = page.locator(selector).nth(index).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_first_screen_shows_where_whether_and_since_when(shipped: str, opened: Open) -> None:
    page = opened(shipped)
    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator("#sentence")).to_contain_text(re.compile(r"borough|CCG|STP"))
    expect(page.locator(".badge-direction")).to_contain_text(re.compile("good|judgement|better"))
    expect(page.locator(".source")).to_contain_text("Source")
    assert page.locator("#map path.choroplethlocation").count() >= 33
    assert rows(page) >= 30


def test_real_figures_fill_map_funnel_trend_bars_and_table(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    fills = page.eval_on_selector_all(
        "#map path.choroplethlocation", "nodes => nodes.map(n => getComputedStyle(n).fill)"
    )
    assert len(set(fills)) >= 4
    assert page.locator("#funnel .scatterlayer .points path.point").count() >= 30
    assert page.locator("#trend .scatterlayer path.js-line").count() >= 2
    assert page.locator("#bars .bars .point").count() >= 30
    expect(page.locator(".source")).to_contain_text("2013/14")
    expect(page.locator("#ribbon")).to_be_hidden()


def test_illustrative_figures_are_marked_on_the_screen(shipped: str, opened: Open) -> None:
    page = opened(shipped + "/?indicator=cervical-screening")
    expect(page.locator("#ribbon")).to_be_visible()
    expect(page.locator("#charts.illustrative")).to_be_visible()
    expect(page.locator("#sentence")).to_contain_text("llustrative")


def test_a_change_of_level_period_and_footprint_redraws_and_is_in_the_address(real: str, opened: Open) -> None:
    page = opened(real + MAR)
    assert rows(page) == 32
    choose(page, "within", "E54000028")
    assert rows(page) == 5
    assert "within=E54000028" in page.url
    choose(page, "level", "stp")
    expect(page.locator("#table tbody tr")).to_have_count(5)


def test_back_returns_to_the_view_before(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    first = page.locator("h1").inner_text()
    choose(page, "within", "E54000028")
    page.go_back()
    expect(page.locator("#table tbody tr")).to_have_count(33)
    assert page.locator("h1").inner_text() == first
    assert page.locator("#choice-within").input_value() == "usual"
    page.go_forward()
    expect(page.locator("#table tbody tr")).to_have_count(5)


def test_back_from_another_page_shows_the_view_again(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    choose(page, "within", "E54000028")
    page.click("#nav-data")
    expect(page.locator("h1")).to_have_text("About the data")
    page.go_back()
    expect(page.locator("#table tbody tr")).to_have_count(5)


def test_a_copied_link_shows_the_same_on_another_machine(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    choose(page, "within", "E54000028")
    page.click("#table [data-pick]")
    settled(page)
    other = opened(page.url)
    assert other.locator("#sentence").inner_text() == page.locator("#sentence").inner_text()
    assert other.locator("#table tr.picked").count() == 1


def test_pointing_at_an_area_lights_it_in_every_chart(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.hover("#table tr[data-code=E09000007]")
    expect(page.locator("#map path.choroplethlocation.lit")).to_have_count(1)
    expect(page.locator("#funnel .point.lit")).to_have_count(1)
    expect(page.locator("#bars path.lit")).to_have_count(1)
    lit = "document.querySelector('#trend .js-plotly-plot').data.find(t => t.name === 'lit').x.length"
    page.wait_for_function(f"{lit} >= 4")
    x, y = centre(page, "#bars .bars .point", 3)
    page.mouse.move(x - 5, y)
    expect(page.locator("#table tr.lit")).to_have_count(1)


def test_clicking_picks_up_to_three_areas_and_again_lets_go(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    for code in ("E09000007", "E09000009", "E09000019", "E09000022"):
        page.click(f"#table [data-pick={code}]")
        settled(page)
    assert "area=E09000009,E09000019,E09000022" in page.url
    expect(page.locator("#table tr.picked")).to_have_count(3)
    names = page.locator("#trend .textpoint").all_text_contents()
    assert {"Ealing", "Islington", "Lambeth"} <= {name.strip() for name in names}
    page.click("#table [data-pick=E09000009]")
    settled(page)
    expect(page.locator("#table tr.picked")).to_have_count(2)


def test_a_click_on_the_map_picks_the_area(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    index = page.evaluate("document.querySelector('#map .js-plotly-plot').data[0].locations.indexOf('E09000006')")
    x, y = centre(page, "#map path.choroplethlocation", index)
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    settled(page)
    assert "area=E09000006" in page.url


def test_the_keyboard_alone_is_enough(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.focus("#map-frame")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#map path.choroplethlocation.lit")).to_have_count(1)
    expect(page.locator("#lit")).to_contain_text("%")
    page.keyboard.press("Enter")
    settled(page)
    assert "area=E09" in page.url
    page.focus("#choice-within")
    page.keyboard.press("ArrowDown")
    settled(page)
    assert "within=E54" in page.url


def test_the_search_box_finds_an_indicator_by_any_of_its_words(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.fill("#indicator", "day case")
    page.wait_for_selector(".autocomplete__option")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    assert "indicator=mar-day-case-share" in page.url
    expect(page.locator("h1")).to_contain_text(re.compile("day.case", re.IGNORECASE))


def test_a_priority_narrows_the_indicators(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    before = page.evaluate("JSON.parse(document.getElementById('indicator-options').dataset.options).length")
    choose(page, "priority", "LTP-CAN")
    after = page.evaluate("JSON.parse(document.getElementById('indicator-options').dataset.options).length")
    assert 0 < after < before


def test_choices_that_cannot_be_served_say_why(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    option = page.locator("#choice-level option[value=ccg]")
    assert option.is_disabled()
    assert "(" in option.inner_text()


def test_every_way_of_colouring_and_the_tiles_are_drawn(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    for way in ("quintiles", "breaks", "continuous", "difference"):
        choose(page, "colour", way)
        fills = page.eval_on_selector_all(
            "#map path.choroplethlocation", "nodes => nodes.map(n => getComputedStyle(n).fill)"
        )
        assert len(set(fills)) >= 4, way
        assert page.locator("#map-key span").count() >= 3, way
    choose(page, "map", "tiles")
    assert page.locator("#map path.choroplethlocation").count() == 33 + 5


def test_two_changes_at_once_leave_no_chart_behind(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.evaluate("atlas.choose({ indicator: 'tb-incidence' }); atlas.choose({ colour: 'quintiles' });")
    settled(page)
    expect(page.locator("h1")).to_contain_text("TB incidence")
    for chart, axis in (("funnel", "yaxis"), ("trend", "yaxis"), ("bars", "xaxis")):
        unit = f"document.querySelector('#{chart} .js-plotly-plot').layout.{axis}.title.text"
        assert page.evaluate(unit) == "per 100,000", chart


def test_over_dispersion_widens_the_funnel_and_says_so(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    span = (
        "(() => { const d = document.querySelector('#funnel .js-plotly-plot').data; return d[1].y[3] - d[0].y[3]; })()"
    )
    before = page.evaluate(span)
    choose(page, "dispersion", "multiplicative")
    assert page.evaluate(span) > before
    expect(page.locator("#funnel-note")).to_contain_text("φ")


def test_a_standardised_rate_has_no_funnel_and_says_why(real: str, opened: Open) -> None:
    page = opened(real + "/?indicator=preventable-mortality")
    expect(page.locator("#funnel-note")).to_contain_text(re.compile("standardised", re.IGNORECASE))
    assert rows(page) == 33


def test_own_pick_of_areas(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.select_option("#choice-within", "own")
    for box in page.locator("#own-areas input").all()[:4]:
        box.check()
    page.click("[data-own=apply]")
    settled(page)
    assert rows(page) == 4
    assert page.url.count("E09") == 4


def test_the_table_sorts_and_filters(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.click("#table [data-sort=name]")
    assert page.locator("#table tbody tr").first.inner_text().startswith("Barking")
    expect(page.locator("#table th[aria-sort=ascending]")).to_have_count(1)
    page.fill("#table-filter", "hack")
    assert rows(page) == 1
    page.fill("#table-filter", "zzz")
    expect(page.locator("#table-note")).to_contain_text("zzz")


def test_downloads_hold_the_figures_with_title_source_and_date(real: str, opened: Open, tmp_path: Path) -> None:
    page = opened(real + DIABETES)
    with page.expect_download() as saved:
        page.click("#table-downloads a >> nth=0")
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert "Camden" in text
    assert len(list(csv.reader(io.StringIO(text)))) > 33
    with page.expect_download() as saved:
        page.click("#table-downloads a >> nth=1")
    saved.value.save_as(tmp_path / "figures.xlsx")
    assert "xl/workbook.xml" in ZipFile(tmp_path / "figures.xlsx").namelist()
    for kind, start in (("png", b"\x89PNG"), ("svg", b"<svg")):
        page.click("#funnel-card .save summary")
        with page.expect_download() as saved:
            page.click(f"#funnel-card [data-export={kind}]")
        content = Path(saved.value.path()).read_bytes()
        assert content.startswith(start)
        if kind == "svg":
            assert "Source" in content.decode()


def test_the_map_can_be_saved_with_its_key(real: str, opened: Open) -> None:
    page = opened(real + DIABETES)
    page.click("#map-card .save summary")
    with page.expect_download() as saved:
        page.click("#map-card [data-export=svg]")
    assert "Similar" in Path(saved.value.path()).read_text()


@pytest.mark.parametrize(
    "query",
    [
        "/?indicator=no-such-thing",
        "/?indicator=recorded-diabetes&level=ward&within=E54000099&area=E1,E2,E3,E4&period=1066&benchmark=mars",
        "/?indicator=recorded-diabetes&indicator=other&utm_source=mail&within=%3Cscript%3E",
    ],
)
def test_any_link_shows_something_sensible_and_says_what_it_changed(real: str, opened: Open, query: str) -> None:
    page = opened(real + query)
    assert rows(page) > 0
    if "utm" not in query:
        expect(page.locator(".message").first).to_be_visible()


def test_an_unknown_address_has_a_way_out(shipped: str, browser: object, opened: Open) -> None:
    page = opened(shipped + "/nowhere")
    expect(page.locator(".problem a")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_sticks_out_at_any_width(real: str, opened: Open, width: int) -> None:
    page = opened(real + DIABETES, width=width, height=900)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    overlapping = page.evaluate(
        """() => { const boxes = [...document.querySelectorAll('.card-chart')].map(n => n.getBoundingClientRect());
        return boxes.some((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 1 && b.top < a.bottom - 1)); }"""
    )
    assert not overlapping


def test_on_a_phone_the_filters_are_a_sheet(real: str, opened: Open) -> None:
    page = opened(real + DIABETES, width=390, height=844)
    expect(page.locator("#choice-within")).not_to_be_visible()
    page.click("#filters-open")
    expect(page.locator("#choice-within")).to_be_visible()
    choose(page, "within", "E54000028")
    page.click("#filters-close")
    expect(page.locator("#table tbody tr")).to_have_count(5)
    expect(page.locator("#choice-within")).not_to_be_visible()


def test_every_chart_explains_itself_with_the_figures_shown(real: str, opened: Open) -> None:
    page = opened(f"{real}{DIABETES}&area=E09000007")
    for chart in ("map", "funnel", "trend", "bars"):
        page.click(f"details[data-explain={chart}] summary")
        said = page.locator(f"details[data-explain={chart}] p")
        expect(said).to_contain_text("Camden")
        expect(said).to_contain_text("%")
    choose(page, "period", "2012/13")
    expect(page.locator("details[data-explain][open]")).to_have_count(0)


def test_other_pages_about_what_is_shown_are_linked_with_the_view(real: str, opened: Open) -> None:
    page = opened(f"{real}{DIABETES}&area=E09000007")
    choose(page, "period", "2012/13")
    for link in page.locator("a[data-follow]").all():
        address = link.get_attribute("href") or ""
        assert "indicator=recorded-diabetes" in address
        assert "period=2012%2F13" in address
        assert "area=E09000007" in address


@pytest.mark.parametrize(
    ("first", "changes"),
    [
        ("cervical-screening", {"indicator": "iapt-recovery"}),
        ("cervical-screening", {"within": "E54000028"}),
        ("cervical-screening", {"period": "2010"}),
        ("cervical-screening", {"area": "E09000007,E09000010"}),
        ("iapt-recovery&level=ccg", {"level": "stp"}),
    ],
)
def test_a_view_come_to_by_a_choice_has_the_names_of_a_fresh_visit(
    real: str, opened: Open, first: str, changes: dict[str, str]
) -> None:
    page = opened(f"{real}/?indicator={first}")
    page.evaluate("changes => atlas.choose(changes)", changes)
    settled(page)
    fresh = opened(page.url)
    settled(fresh)
    for chart in ("map", "funnel", "trend"):
        texts = f"#{chart} :is(.textpoint, .scattergeo) text"
        written, expected = (sorted(filter(str.strip, p.locator(texts).all_text_contents())) for p in (page, fresh))
        assert expected, chart
        assert written == expected, chart
