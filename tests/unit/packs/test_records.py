"""The record of decisions and actions: in the order a board wants, overdue ones marked, open ones carried over."""

from __future__ import annotations

from datetime import date

import pytest

from variation.packs import Composed, Pack, PackPage, Sheet, records
from variation.packs.forms import Refused
from variation.packs.model import ACTIONS, TEXT, Edit
from variation.store import Line

ON = date(2026, 12, 1)


def action(number=1, **more):
    return Line("action", "Page", **{"text": "Write", "owner": "A", "due": "2026-12-24", "number": number} | more)


@pytest.mark.parametrize(
    ("line", "late"),
    [
        (action(due="2026-11-30"), True),
        (action(due="2026-12-01"), False),
        (action(due=""), False),
        (action(due="2026-01-01", status="done"), False),
        (action(due="2026-01-01", status="dropped"), False),
        (Line("decision", "", "Agreed", due="2026-01-01"), False),
    ],
)
def test_only_an_open_action_past_its_day_is_overdue(line, late):
    assert records.overdue(line, ON) is late
    assert ("overdue" in records.status_words(line, ON)) is late


def test_what_is_overdue_comes_first_then_by_due_date_then_decisions_then_what_is_closed():
    lines = [
        action(1, status="done"),
        Line("decision", "", "Agreed", number=2),
        action(3, due=""),
        action(4, due="2026-12-02"),
        action(5, due="2026-11-01"),
    ]
    assert [n.number for n in records.in_order(lines, ON)] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "No decision or action is recorded yet."),
        ([action()], "1 action is open; no decisions are recorded."),
        ([action(due="2026-01-01")], "1 action is open, and overdue; no decisions are recorded."),
        (
            [action(), action(due="2026-01-01"), Line("decision", "", "x")],
            "2 actions are open, 1 of them overdue; 1 decision is recorded.",
        ),
        (
            [action(status="done"), Line("decision", "", "x", status="dropped")],
            "No actions are open; no decisions are recorded.",
        ),
    ],
)
def test_the_record_is_told_in_a_sentence(lines, said):
    assert records.summary(lines, ON) == said


def test_open_actions_are_carried_over_and_name_the_board_they_come_from():
    lines = [action(1), action(2, status="done"), action(3, origin="May board"), Line("decision", "", "x")]
    kept = records.carried(lines, "June board")
    assert [n.origin for n in kept if records.is_open(n)] == ["June board", "May board"]
    assert {n.number for n in kept} == {0}


def test_the_next_board_sees_once_what_was_decided_and_what_has_been_closed_and_cannot_change_it():
    dropped = Line("decision", "", "x", status="dropped")
    lines = [action(1), action(2, status="done"), Line("decision", "", "Agreed", number=3), dropped]
    kept = records.carried(lines, "June board")
    past = [n for n in kept if records.is_past(n)]
    assert [(n.kind, n.status, n.origin) for n in past] == [
        ("action", "done", "June board"),
        ("decision", "open", "June board"),
    ]
    assert records.summary(kept, ON) == "1 action is open; no decisions are recorded."
    assert all(records.is_open(n) for n in records.carried(kept, "July board"))


def test_as_long_as_nothing_is_recorded_the_page_lists_what_the_pack_asks_for():
    asked = Sheet(kind="view", heading="H", message="Who is behind?", decision="Do we look into it?")
    page = records.actions_sheet((), ON, (asked, Sheet(kind=TEXT, heading="T")))
    assert page.table.rows == (("Asked for", "Do we look into it?", "Who is behind?", None, None, "Not recorded yet"),)
    assert page.findings == ("No decision or action is recorded yet. The table has what this pack asks for.",)
    assert records.actions_sheet([action()], ON, (asked,)).table.rows[0][0] == "Action"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"line": ""}, "line"),
        ({"owner": ""}, "owner"),
        ({"due": "tomorrow"}, "due"),
        ({"status": "maybe"}, "status"),
        ({"kind": "<b>"}, "kind"),
        ({"line": "x" * 5000}, "line"),
    ],
)
def test_a_line_that_cannot_be_kept_says_so_beside_the_field(typed, field):
    usual = {"kind": "action", "line": "Write", "owner": "A", "due": "24/12/2026", "status": "open"}
    assert records.read_line(usual).due == "2026-12-24"
    with pytest.raises(Refused) as refused:
        records.read_line({**usual, **typed})
    assert list(refused.value.fields) == [field]


def test_the_record_stands_on_its_pages_and_in_the_appendix_and_leaves_others_alone():
    text = Sheet(kind=TEXT, heading="T", text="x")
    edited = PackPage(ACTIONS, edited=(Edit(records.NOTHING, "Mine."),))
    pages = (PackPage(TEXT), PackPage(ACTIONS), edited)
    sheet = Sheet(kind=ACTIONS, heading="A")
    composed = Composed(Pack("p", "P", pages=pages), 1, "", (text, sheet, sheet))
    made = records.with_records(composed, [action()], ON)
    assert made.sheets[0] == text
    assert made.sheets[1].findings == made.sheets[1].generated == ("1 action is open; no decisions are recorded.",)
    assert made.sheets[2].findings == (made.sheets[1].findings[0], "Mine.")
    assert made.sheets[1].table == made.records
    assert made.records.rows == (("Action", "Write", "Page", "A", "24 Dec 2026", "Open"),)
