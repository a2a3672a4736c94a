"""The meeting mode driven as a board drives it: keys, clicker, fingers, a second window, the network cable out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_accessibility import faults
from tests.composed_pack import composed, view
from variation.packs.model import ACTIONS, TEXT
from variation.packs.screen import write_html
from variation.packs.sheets import Sheet

pytestmark = pytest.mark.browser
LAST = 9  # page of the usual pack
Open = Callable[..., Page]

# Every text that is shown, with its size in px of a stage of 1920 × 1080
SIZES = """() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.data.trim();
        const element = walk.currentNode.parentElement;
        if (!text || element.closest('.away, style, script, #bar') || !element.getClientRects().length) continue;
        const svg = element.closest('svg');
        const m = svg ? element.getScreenCTM() : null;
        found.push([text, parseFloat(getComputedStyle(element).fontSize) * (m ? Math.hypot(m.a, m.b) : 1)]);
    }
    return found;
}"""
# Texts of the current screen that reach over its edge or are cut by a box around them
OUTSIDE = """() => {
    const screen = document.querySelector('.screen.shown');
    const edge = screen.getBoundingClientRect();
    return [...screen.querySelectorAll('p, li, h2, h3, td, th, dd, dt, svg text')].filter((element) => {
        if (element.closest('.away') || !element.getClientRects().length || !element.textContent.trim()) return false;
        const box = element.getBoundingClientRect();
        return box.top < edge.top - 1 || box.bottom > edge.bottom + 1 || box.left < edge.left - 1 ||
            box.right > edge.right + 1;
    }).map((element) => element.textContent.trim());
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("meeting")
    (made / "pack.html").write_bytes(write_html(composed(), notes=True))
    (made / "live.html").write_bytes(write_html(composed(), live="http://127.0.0.1:9/"))
    return made


@pytest.fixture
def opened_file(browser: Browser, folder: Path) -> Iterator[Open]:
    """Open a file of the folder; at the end it must have had no trouble and have asked for nothing."""
    watched = Watched()
    asked: list[str] = []
    contexts: list[BrowserContext] = []

    def open_file(name: str = "pack.html#1", *, width: int = 1920, height: int = 1080, **more: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **more)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("request", lambda r: asked.append(r.url) if not r.url.startswith((folder.as_uri(), "data:")) else 0)
        page = context.new_page()
        watched.watch(page)
        page.goto(f"{folder.as_uri()}/{name}")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert [trouble for trouble in watched.troubles if not trouble.startswith("outside: file:")] == []
    assert asked == []


def shown(page: Page) -> str:
    """The number of the page that fills the screen, of which there must be one."""
    screens = page.locator(".screen:visible")
    expect(screens).to_have_count(1)
    return str(screens.locator("xpath=..").get_attribute("data-number"))


def test_keys_and_clickers_turn_the_pages(opened_file: Open) -> None:
    page = opened_file("pack.html")
    assert shown(page) == "1"
    for key, expected in (
        ("ArrowRight", "2"),
        ("PageDown", "3"),
        ("Space", "4"),
        ("ArrowDown", "5"),
        ("ArrowLeft", "4"),
        ("PageUp", "3"),
        ("ArrowUp", "2"),
        ("End", str(LAST)),
        ("ArrowRight", str(LAST)),
        ("Home", "1"),
        ("ArrowLeft", "1"),
    ):
        page.keyboard.press(key)
        assert shown(page) == expected, key


def test_a_number_and_enter_go_to_a_page_and_the_address_keeps_it(opened_file: Open) -> None:
    page = opened_file()
    page.keyboard.press("7")
    expect(page.locator("#typed")).to_have_text("Page 7: press Enter")
    page.keyboard.press("Enter")
    assert shown(page) == "7"
    assert page.url.endswith("#7")
    page.keyboard.press("ArrowRight")
    page.reload()
    assert shown(page) == "8"
    page.go_back()
    expect(page.locator('.page[data-number="7"] .screen')).to_be_visible()
    page.keyboard.type("99\n")
    assert shown(page) == str(LAST)


def test_a_page_with_more_charts_goes_on_and_comes_back_part_by_part(opened_file: Open) -> None:
    page = opened_file("pack.html#6")
    turned = []
    for _ in range(2):
        page.keyboard.press("ArrowRight")
        turned.append(page.url.rpartition("#")[2])
    assert turned == ["6.2", "7"]
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("#6.2")
    page.reload()
    expect(page.locator(".screen.shown")).to_contain_text("Boroughs differ by more than chance (continued)")


def test_the_list_of_pages_keeps_the_focus_and_gives_it_back(opened_file: Open) -> None:
    page = opened_file("pack.html#4")
    page.keyboard.press("g")
    dialog = page.locator("#list")
    expect(dialog).to_be_visible()
    focused = "document.activeElement.innerText"
    assert page.evaluate(focused).startswith("4\n")
    for _ in range(15):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog')?.id") == "list"
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).startswith("3\n")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    assert shown(page) == "3"
    page.keyboard.press("g")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert shown(page) == "3"


def test_black_help_and_full_screen_have_keys(opened_file: Open) -> None:
    page = opened_file()
    page.keyboard.press("b")
    expect(page.locator("#black")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("#black")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("f")
    expect(page.locator("html:fullscreen")).to_have_count(1)
    page.keyboard.press("f")
    expect(page.locator("html:fullscreen")).to_have_count(0)


def test_letters_can_be_given_up_as_keys(opened_file: Open) -> None:
    page = opened_file()
    page.keyboard.press("?")
    page.get_by_label("Letters and numbers are keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.type("4\n")
    expect(page.locator("#black")).to_be_hidden()
    assert shown(page) == "1"
    page.keyboard.press("ArrowRight")
    assert shown(page) == "2"


def test_fingers_swipe_and_tap_the_edges(opened_file: Open) -> None:
    page = opened_file("pack.html#4", has_touch=True)
    swipe = """([from, to]) => {
        const send = (kind, x) => document.elementFromPoint(x, 500).dispatchEvent(new PointerEvent(kind, {
            bubbles: true, isPrimary: true, pointerType: 'touch', clientX: x, clientY: 500 }));
        send('pointerdown', from);
        send('pointerup', to);
    }"""
    page.evaluate(swipe, [1200, 700])
    assert shown(page) == "5"
    page.evaluate(swipe, [700, 1200])
    assert shown(page) == "4"
    page.touchscreen.tap(1900, 600)
    assert shown(page) == "5"
    page.touchscreen.tap(20, 600)
    assert shown(page) == "4"
    page.touchscreen.tap(960, 1000)
    expect(page.locator("#bar")).to_have_class("shown")


def test_no_control_is_seen_until_it_is_wanted(opened_file: Open) -> None:
    page = opened_file()
    bar = page.locator("#bar")
    hidden = "getComputedStyle(document.getElementById('bar')).clipPath"
    assert page.evaluate(hidden) == "inset(50%)"
    page.mouse.move(300, 300)
    page.mouse.move(320, 320)
    assert page.evaluate(hidden) == "none"
    bar.get_by_role("button", name="Next page").click()
    assert shown(page) == "2"


def test_every_text_is_legible_from_the_back_of_the_room_and_inside_the_screen(opened_file: Open) -> None:
    page = opened_file()
    seen = 0
    while True:
        sizes = page.evaluate(SIZES)
        assert [(text, size) for text, size in sizes if size < 23.99] == [], page.url
        assert page.evaluate(OUTSIDE) == [], page.url
        seen += len(sizes)
        before = page.url
        page.keyboard.press("ArrowRight")
        if page.url == before:
            break
    assert page.url.endswith(f"#{LAST}")
    assert seen > 200


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (2560, 1080)])
def test_a_page_fills_the_screen_at_16_to_9(opened_file: Open, width: int, height: int) -> None:
    page = opened_file("pack.html#4", width=width, height=height)
    box = page.locator(".screen.shown").bounding_box()
    assert box is not None
    assert box["width"] / box["height"] == pytest.approx(16 / 9, abs=0.01)
    assert box["width"] == pytest.approx(min(width, height * 16 / 9), abs=1)
    assert box["x"] + box["width"] / 2 == pytest.approx(width / 2, abs=1)


LONG = "A sentence that a person has written, with no thought of the room that there is. "
TOO_LONG = {
    "a text": Sheet(kind=TEXT, heading="A long text", text="\n\n".join([LONG * 12] * 5)),
    "one paragraph": Sheet(kind=TEXT, heading="A long paragraph", text=LONG * 49),
    "one word": Sheet(kind=TEXT, heading="A long word", text="x" * 4000),
    "a heading": Sheet(kind=TEXT, heading=LONG * 40, text="A short text."),
    "findings": view("map", "funnel", findings=(LONG * 6,) * 6),
    "a column": view("map", findings=(LONG * 8,) * 4, message=LONG * 3),
    "a decision": view("map", "funnel", decision=LONG * 40),
}
FITS = ("one paragraph", "one word")  # in letters of 24 px


@pytest.mark.parametrize("what", TOO_LONG)
def test_what_is_too_long_steps_down_and_goes_on_and_nothing_is_lost(
    opened_file: Open, folder: Path, what: str
) -> None:
    sheet = TOO_LONG[what]
    (folder / "long.html").write_bytes(write_html(composed(sheet)))
    page = opened_file("long.html#3")
    said, sizes = "", []
    while True:
        screen = page.locator(".screen.shown")
        assert page.evaluate(OUTSIDE) == [], page.url
        said += "".join(screen.locator(".flow > :not(.top)").all_inner_texts())
        sizes += page.evaluate(SIZES)
        before = page.url
        page.keyboard.press("ArrowRight")
        if page.url == before:
            break
    assert min(size for _, size in sizes) >= 23.99
    assert what in FITS or ".2" in page.url
    plain = "".join(said.split())
    for text in (sheet.text, *sheet.findings, sheet.decision, sheet.message):
        for part in text.split("\n\n"):
            assert "".join(part.split()) in plain
    page.keyboard.press("r")
    expect(page.locator("html.meeting")).to_have_count(0)
    whole = "".join(page.locator('.page[data-number="3"]').inner_text().split())
    assert "".join((sheet.text or sheet.findings[0]).split()) in whole


def test_a_long_record_goes_on_with_its_header_and_every_row(opened_file: Open, folder: Path) -> None:
    records = composed().records
    rows = tuple((f"Decision {n}: {LONG}", "An owner", "1 May", "Open") for n in range(40))
    long = type(records)(records.columns, rows)
    many = composed(Sheet(kind=ACTIONS, heading="Decisions", table=long, short=long), records=long)
    (folder / "long.html").write_bytes(write_html(many))
    page = opened_file("long.html#3")
    parts = page.locator('.page[data-number="3"] .screen')
    assert parts.count() > 1
    assert page.evaluate(OUTSIDE) == []
    assert page.locator('.page[data-number="3"] .screen thead').count() == parts.count()
    firsts = page.locator('.page[data-number="3"] tbody tr td:first-child').all_text_contents()
    assert [text.partition(":")[0] for text in firsts] == [f"Decision {n}" for n in range(40)]


def test_the_meeting_goes_on_with_the_cable_out(opened_file: Open) -> None:
    page = opened_file()
    page.context.set_offline(True)
    for number in range(2, LAST + 1):
        page.keyboard.type(f"{number}\n")
        assert shown(page) == str(number)
    page.keyboard.press("g")
    expect(page.locator("#list")).to_be_visible()


def test_the_presenter_sees_notes_and_the_next_page_and_both_windows_keep_step(opened_file: Open) -> None:
    page = opened_file("pack.html#4")
    with page.expect_popup() as popup:
        page.keyboard.press("p")
    desk = popup.value
    where = desk.locator("#where")
    expect(where).to_have_text("Page 4 of 9")
    expect(desk.locator("#notes")).to_have_text("Say first what the map shows.")
    expect(desk.locator(".screen.next h2")).to_contain_text("A large map")
    expect(desk.locator("#elapsed")).to_have_text("0:02", timeout=20_000)
    page.keyboard.press("End")
    expect(where).to_have_text("Page 9 of 9 (last)")
    expect(desk.locator("#notes")).to_have_text("No notes for this page.")
    desk.keyboard.press("Home")
    expect(where).to_have_text("Page 1 of 9")
    assert shown(page) == "1"
    desk.keyboard.press("b")
    expect(page.locator("#black")).to_be_visible()
    expect(desk.locator("#alone")).to_have_text("The screen is black.")
    page.reload()
    expect(desk.locator("#alone")).to_have_text("")
    page.keyboard.type("5\n")
    expect(where).to_have_text("Page 5 of 9", timeout=20_000)
    desk.reload()
    expect(where).to_have_text("Page 5 of 9")


def test_a_chart_opens_its_live_page_where_there_is_one(opened_file: Open) -> None:
    page = opened_file("live.html#5")
    link = page.locator(".screen.shown figure a.live")
    assert link.get_attribute("href") == "http://127.0.0.1:9/?indicator=checks"
    page.evaluate("addEventListener('click', (e) => { if (e.target.closest('a')) { e.preventDefault(); open_ = 1; } })")
    page.locator(".screen.shown .picture").click()
    assert page.evaluate("open_") == 1
    assert shown(page) == "5"
    plain = opened_file("pack.html#5")
    assert plain.locator("a.live").count() == 0


@pytest.mark.parametrize("number", range(1, LAST + 1))
def test_axe_finds_no_fault_in_the_meeting(opened_file: Open, number: int) -> None:
    assert faults(opened_file(f"pack.html#{number}")) == []


def test_axe_finds_no_fault_in_dialogs_and_the_presenter_s_window(opened_file: Open) -> None:
    page = opened_file("pack.html#4")
    for key in ("g", "?"):
        page.keyboard.press(key)
        assert faults(page) == []
        page.keyboard.press("Escape")
    with page.expect_popup() as popup:
        page.keyboard.press("p")
    expect(popup.value.locator("#where")).to_have_text("Page 4 of 9")
    assert faults(popup.value) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_no_fault_in_the_document(opened_file: Open, width: int, height: int) -> None:
    page = opened_file("live.html#read", width=width, height=height)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_reads_the_pages_below_one_another_in_letters_of_16_px(opened_file: Open) -> None:
    page = opened_file("pack.html", width=390, height=844)
    assert page.locator(".page:visible").count() == LAST
    assert [(text, size) for text, size in page.evaluate(SIZES) if size < 15.9] == []
    page.get_by_role("button", name="Start the meeting").click()
    assert shown(page) == "1"


def test_in_forced_colours_charts_keep_their_own_and_marks_their_borders(opened_file: Open) -> None:
    page = opened_file("pack.html#5")
    colours = "[...document.querySelectorAll('.screen.shown svg text')].map((t) => getComputedStyle(t).fill)"
    usual = page.evaluate(colours)
    page.emulate_media(forced_colors="active")
    assert page.evaluate(colours) == usual
    assert len(set(usual)) > 1
    border = page.locator(".screen.shown .illustrative").evaluate("(mark) => getComputedStyle(mark).borderTopWidth")
    assert float(border.removesuffix("px")) >= 1


def test_without_its_script_the_file_is_the_document(opened_file: Open) -> None:
    page = opened_file("pack.html#4", java_script_enabled=False)
    assert page.locator(".page:visible").count() == LAST
    assert page.locator("button:visible").count() == 0
    assert page.locator(".picture svg:visible").count() == 6
    assert page.locator(".appendix:visible").count() > 1


def test_a_printed_page_is_a_sheet_of_its_own_even_from_the_meeting(opened_file: Open, tmp_path: Path) -> None:
    from pypdf import PdfReader

    page = opened_file("pack.html#4")
    target = tmp_path / "printed.pdf"
    page.pdf(path=target, prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(target).pages]
    for number, words in ((1, "Clinical board"), (2, "Contents"), (3, "Thing 5"), (4, "Health checks"), (7, "chance.")):
        where = [place for place, text in enumerate(sheets) if f"Page {number} of {LAST}" in text]
        assert len(where) == 1, number
        assert words in sheets[where[0]]
    assert shown(page) == "4"
