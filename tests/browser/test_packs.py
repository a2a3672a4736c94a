"""Board packs as a secretary uses them: made from charts, put in order by keyboard and by hand, signed, recorded."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
PATIENCE = 60_000


@pytest.fixture
def patient() -> None:
    expect.set_options(timeout=PATIENCE)


def arrived(page: Page, pattern: str) -> None:
    """Wait for another page, and until Dash has taken it over."""
    page.wait_for_url(re.compile(pattern), timeout=PATIENCE)
    page.wait_for_selector("#first-page", state="detached", timeout=PATIENCE)


def made(page: Page, title: str, views: tuple[str, ...] = ()) -> str:
    """Make a pack with pages of these views, from the page of all packs; returns its address."""
    page.fill("#make-title", title)
    page.click("#make button")
    arrived(page, r"/pack\?pack=\w{32}&done=made")
    address = page.url.partition("&")[0]
    for number, view in enumerate(views):
        page.fill("#add-view-view", view)
        page.fill("#add-view-message", f"Message {number}")
        page.click("#add-view button")
        arrived(page, f"page={number + 1}&done=added")
        page.goto(address)
        arrived(page, r"/pack\?pack=\w{32}$")
    return address


def order(page: Page) -> list[str]:
    return page.locator(".pack-message").all_inner_texts()


def test_a_view_is_added_from_explore_to_a_new_pack_and_the_pack_opens(
    shipped: str, opened: Open, patient: None
) -> None:
    page = opened(f"{shipped}/?indicator=recorded-diabetes&area=E09000007", patience=PATIENCE)
    page.click("#bars-card .save summary")
    page.click("#bars-card [data-export=pack]")
    dialog = page.locator(".pack-dialog")
    expect(dialog.locator("select")).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator("#bars-card .save summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.click("#bars-card [data-export=pack]")
    page.fill("#pack-title", "Diabetes board")
    page.fill("#pack-message", "Who differs?")
    page.keyboard.press("Enter")
    expect(dialog.locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    arrived(page, r"/pack\?pack=\w{32}$")
    expect(page.locator("h1")).to_have_text("Diabetes board")
    assert order(page) == ["Who differs?"]
    page.goto(f"{shipped}/packs")
    expect(page.locator(".pack-list h3 a")).to_have_text("Diabetes board")


def test_the_chart_that_was_clicked_is_on_the_page_of_the_pack(shipped: str, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/spread?indicator=delayed-days-assessment-share", patience=PATIENCE)
    page.click("#spread-deciles-card .save summary")
    page.click("#spread-deciles-card [data-export=pack]")
    page.fill("#pack-title", "Deciles")
    page.keyboard.press("Enter")
    page.click(".pack-dialog a")
    arrived(page, r"/pack\?pack=\w{32}$")
    page.click("[aria-label='Edit page 1']")
    arrived(page, "page=1$")
    expect(page.locator("#page-chart-1")).to_have_value("deciles")


def test_a_table_that_no_pack_shows_is_not_offered_to_one(shipped: str, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/overview", patience=PATIENCE)
    expect(page.locator("#ranking-card [data-export=pack]")).to_have_count(1)
    expect(page.locator("#matrix-card [data-export=csv]")).to_have_count(1)
    expect(page.locator("#matrix-card [data-export=pack]")).to_have_count(0)


def test_pages_without_charts_of_their_own_offer_it_too(shipped: str, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/overview", patience=PATIENCE)
    page.click("[data-pack-add]")
    expect(page.locator(".pack-dialog h2")).to_have_text("Add this view to a board pack")
    page.click(".pack-dialog button:has-text('Close')")
    expect(page.locator("[data-pack-add]")).to_be_focused()


def test_pages_are_put_in_order_from_the_keyboard_and_the_focus_goes_along(
    shipped: str, opened: Open, patient: None
) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    made(page, "Order", ("/?indicator=recorded-diabetes",) * 3)
    page.locator("#up-2").focus()
    page.keyboard.press("Enter")
    arrived(page, "done=moved")
    assert order(page) == ["Message 0", "Message 2", "Message 1"]
    expect(page.locator("#up-1")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#down-0$"), timeout=PATIENCE)
    arrived(page, "done=moved")
    assert order(page) == ["Message 2", "Message 0", "Message 1"]
    expect(page.locator("#down-0")).to_be_focused()
    page.click("text=Undo")
    arrived(page, "done=restored")
    assert order(page) == ["Message 0", "Message 2", "Message 1"]


def test_a_page_is_dragged_to_another_place(shipped: str, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    made(page, "Drag", ("/?indicator=recorded-diabetes",) * 3)
    rows = page.locator(".pack-pages > li")
    rows.nth(0).locator(".pack-message").drag_to(rows.nth(2), target_position={"x": 40, "y": 50})
    arrived(page, "done=moved")
    assert order(page) == ["Message 1", "Message 2", "Message 0"]


def test_a_sentence_is_edited_marked_and_put_back_and_typing_before_dash_starts_is_kept(
    shipped: str, opened: Open, patient: None
) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    address = made(page, "Words", ("/?indicator=recorded-diabetes",))
    early = opened(f"{address}&page=1", taken_over=False, patience=PATIENCE)
    early.fill("#page-notes", "Typed early")
    early.fill("#page-decision", "Decide")
    arrived(early, "page=1")
    expect(early.locator("#page-notes")).to_have_value("Typed early")
    generated = early.input_value("#page-finding-1")
    early.fill("#page-finding-1", "My sentence.")
    early.click("text=Save this page")
    arrived(early, "done=saved")
    expect(early.locator("#page-notes")).to_have_value("Typed early")
    expect(early.locator(".way-back")).to_contain_text(f"The figures give: {generated}")
    early.click("text=Use that")
    arrived(early, "#page-finding-1$")
    expect(early.locator("#page-finding-1")).to_have_value(generated)
    expect(early.locator("#page-finding-1")).to_be_focused()
    expect(early.locator(".way-back")).to_have_count(0)


def test_words_of_one_form_are_not_lost_by_sending_another(shipped: str, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    made(page, "Warned", ("/?indicator=recorded-diabetes",) * 2)
    page.click("#add-view-message")
    page.keyboard.type("Half a thought")
    asked = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.click("#down-0", no_wait_after=True)
    expect(page.locator("#add-view-message")).to_have_value("Half a thought")
    page.wait_for_function("() => !document.querySelector('#main').matches('[aria-busy=true]')")
    assert asked == ["beforeunload"]
    assert order(page) == ["Message 0", "Message 1"]


def test_two_who_edit_one_page_lose_nothing(shipped: str, browser: Browser, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    address = made(page, "Both", ("/?indicator=recorded-diabetes",))
    context = browser.new_context()  # by itself: the refusal is an answer of 409, which `opened` takes for trouble
    slow = context.new_page()
    slow.goto(f"{address}&page=1")
    arrived(slow, "page=1")
    page.goto(f"{address}&page=1")
    arrived(page, "page=1$")
    page.fill("#page-message", "Theirs")
    page.click("text=Save this page")
    arrived(page, "done=saved")
    slow.fill("#page-message", "Mine")
    slow.fill("#page-notes", "My notes")
    slow.click("text=Save this page")
    expect(slow.locator("[role=alert]")).to_contain_text("nothing was saved over their work")
    expect(slow.locator("#page-message")).to_have_value("Mine")
    expect(slow.locator("#page-notes")).to_have_value("My notes")
    assert faults(slow) == []
    slow.click("text=Save this page")
    arrived(slow, "done=saved")
    expect(slow.locator("#page-message")).to_have_value("Mine")
    context.close()


def test_a_pack_is_signed_off_recorded_and_carried_to_the_next_meeting(
    shipped: str, opened: Open, patient: None
) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    made(page, "Release", ("/?indicator=recorded-diabetes",))
    for who, done in (("A Lead", "signed"), ("B Director", "released")):
        page.fill("#sign-who", who)
        page.click("#sign-form button")
        arrived(page, f"done={done}")
    expect(page.locator(".state-released")).to_be_visible()
    expect(page.locator("#order button")).to_have_count(0)
    page.click("text=Record a decision or an action")
    page.fill("#record-new-line", "Write to the trusts")
    page.fill("#record-new-owner", "Dr A")
    page.fill("#record-new-due", "2020-02-01")
    page.click("#record-new button")
    arrived(page, "done=recorded")
    expect(page.locator(".pack-record .fault")).to_have_text("Open, overdue")
    assert faults(page) == []
    page.click("text=Duplicate for the next meeting")
    arrived(page, "done=made")
    expect(page.locator(".state-draft")).to_be_visible()
    expect(page.locator(".pack-record")).to_contain_text("Write to the trusts")
    expect(page.locator(".pack-pages li").first).to_contain_text("What changed since the last board")


def test_a_file_is_said_to_be_made_then_ready_or_why_it_could_not_be(
    shipped: str, browser: Browser, opened: Open, patient: None
) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    address = made(page, "Files & more", ("/?indicator=recorded-diabetes",))
    with page.expect_download() as download:
        page.click("[data-making=XLSX]")
        expect(page.locator(".making")).to_contain_text(re.compile("XLSX is (being made|ready)"))
    assert re.fullmatch(r"files-more-.*-load-\d+\.xlsx", download.value.suggested_filename)
    expect(page.locator(".making")).to_have_text("XLSX is ready.")
    context = browser.new_context()  # by itself: what follows is an answer of 404, which `opened` takes for trouble
    other = context.new_page()
    other.goto(address)
    arrived(other, r"pack=\w{32}$")
    page.click("text=Delete this pack")
    arrived(page, "ask=delete")
    page.click("#sure button")
    arrived(page, "done=deleted")
    other.click("[data-making=HTML]")
    expect(other.locator(".making")).to_contain_text("HTML could not be made. There is no such board pack")
    context.close()


def test_a_page_is_previewed_where_the_meeting_shows_it(shipped: str, opened: Open, patient: None) -> None:
    page = opened(f"{shipped}/packs", patience=PATIENCE)
    made(page, "Seen", ("/?indicator=recorded-diabetes",) * 2)
    page.click("[aria-label='Preview page 2']")
    page.wait_for_url(re.compile(r"/meeting/\w{32}#4"), timeout=PATIENCE)
    expect(page.locator(".page.shown")).to_contain_text("Message 1")


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault_in_packs(shipped: str, opened: Open, width: int, patient: None) -> None:
    page = opened(f"{shipped}/packs", width=width, patience=PATIENCE)
    assert faults(page) == []
    address = made(page, "Axe", ("/?indicator=recorded-diabetes",))
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{address}&page=1")
    arrived(page, "page=1$")
    assert faults(page) == []


def test_packs_are_made_and_edited_without_javascript(shipped: str, browser: Browser, patient: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{shipped}/overview")
    page.click("text=Add to a board pack")
    expect(page.locator("#make-view")).to_have_value(f"{shipped}/overview")
    page.fill("#make-view", "/?indicator=recorded-diabetes")
    page.fill("#make-title", "Plain")
    page.click("#make button")
    expect(page.locator("h1")).to_have_text("Plain")
    page.click("text=What changed since the last board")
    page.click("#up-1")
    expect(page.locator(".pack-pages li").first).to_contain_text("What changed")
    context.close()
