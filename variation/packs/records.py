"""The record of a board: what was decided, who does what by when, and what is still open at the next meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from variation.findings.rows import Cell, Column, Table
from variation.findings.words import short_day
from variation.packs.forms import Form
from variation.packs.model import ACTIONS, KINDS, PackPage
from variation.packs.parts import first_of
from variation.packs.sentences import said
from variation.packs.sheets import Composed, Sheet
from variation.store import Line

ACTION, DECISION = "action", "decision"
LINE_KINDS = {DECISION: "Decision", ACTION: "Action"}
OPEN, DONE, DROPPED = "open", "done", "dropped"
STATUSES = {OPEN: "Open", DONE: "Done", DROPPED: "Dropped"}
NOTHING = "No decision or action is recorded yet."
_COLUMNS = (
    Column("kind", "Kind"),
    Column("text", "Decision or action"),
    Column("about", "Page"),
    Column("owner", "Owner"),
    Column("due", "Due"),
    Column("status", "Status"),
)


def read_line(typed: Mapping[str, str], before: Line | None = None) -> Line:
    """A line of the record as it was typed; `before` is the one it changes. Raises Refused, field by field."""
    form = Form(typed)
    kind = form.one_of("kind", "The kind", tuple(LINE_KINDS))
    due = form.day("due", "The due date")
    line = replace(
        before or Line(kind, "", ""),
        kind=kind,
        about=form.line("about", "The page"),
        text=form.text("line", "What was decided, or is to be done,", needed=True),
        owner=form.line("owner", "The owner", needed=kind == ACTION),
        due=due.isoformat() if due else "",
        status=form.one_of("status", "The status", tuple(STATUSES)),
    )
    form.check()
    return line


def overdue(line: Line, on: date) -> bool:
    """Whether an open action should have been done before a day."""
    return is_open(line) and bool(line.due) and date.fromisoformat(line.due) < on


def is_open(line: Line) -> bool:
    """Whether a line still asks for something: a decision does not."""
    return line.kind == ACTION and line.status == OPEN


def is_past(line: Line) -> bool:
    """Whether a line only tells what an earlier board decided, or what has been closed since; it is not changed."""
    return bool(line.origin) and line.version == 1 and not is_open(line)


def status_words(line: Line, on: date) -> str:
    """How a line stands: "Open, overdue", "Done"; of a decision "Recorded" or "Dropped"."""
    if line.kind == DECISION:
        return STATUSES[DROPPED] if line.status == DROPPED else "Recorded"
    return f"{STATUSES[line.status]}, overdue" if overdue(line, on) else STATUSES[line.status]


def date_words(iso: str) -> str:
    """A day that is kept as 2026-12-01 as tables have it, "1 Dec 2026"; "" for none."""
    return short_day(date.fromisoformat(iso)) if iso else ""


def in_order(lines: Sequence[Line], on: date) -> list[Line]:
    """Lines as a board wants them: overdue, open by when it is due, decisions, closed, those of earlier boards."""

    def place(line: Line) -> tuple[int, str, int]:
        if is_open(line):
            return (0 if overdue(line, on) else 1, line.due or "9999", line.number)
        return (4 if is_past(line) else 2 if line.kind == DECISION else 3, "", line.number)

    return sorted(lines, key=place)


def records_table(lines: Sequence[Line], on: date) -> Table:
    """The record as every medium shows it."""
    rows = tuple(
        (
            LINE_KINDS[n.kind],
            f"{n.text} (from {n.origin})" if n.origin else n.text,
            n.about or None,
            n.owner or None,
            date_words(n.due) or None,
            status_words(n, on),
        )
        for n in in_order(lines, on)
    )
    return Table(_COLUMNS if rows else (), rows)


def summary(lines: Sequence[Line], on: date) -> str:
    """How many actions are open and overdue, and how many decisions there are, in a sentence."""
    lines = [n for n in lines if not is_past(n)]
    if not lines:
        return NOTHING
    still = sum(is_open(n) for n in lines)
    late = sum(overdue(n, on) for n in lines)
    decided = sum(n.kind == DECISION and n.status != DROPPED for n in lines)
    verb = "action is" if still == 1 else "actions are"
    said = f"{still or 'No'} {verb} open"
    if late:
        said += f", {'and overdue' if still == 1 else f'{late} of them overdue'}"
    return f"{said}; {decided or 'no'} {'decision is' if decided == 1 else 'decisions are'} recorded."


def asked_rows(sheets: Sequence[Sheet]) -> tuple[tuple[Cell, ...], ...]:
    """What the pages of a pack ask the board to decide, as rows of its record."""
    asked = [sheet for sheet in sheets if sheet.decision]
    return tuple(("Asked for", s.decision, s.message or s.heading, None, None, "Not recorded yet") for s in asked)


def actions_sheet(lines: Sequence[Line], on: date, sheets: Sequence[Sheet] = ()) -> Sheet:
    """The page that shows the record; as long as nothing is recorded, what the pack asks for."""
    asked = () if any(not is_past(line) for line in lines) else asked_rows(sheets)
    table = records_table(lines, on)
    if asked:
        table = Table(_COLUMNS, (*asked, *table.rows))
    told = (f"{summary(lines, on)} The table has what this pack asks for." if asked else summary(lines, on),)
    return Sheet(
        kind=ACTIONS, heading=KINDS[ACTIONS], findings=told, generated=told, table=table, short=first_of(table)
    )


def with_records(composed: Composed, lines: Sequence[Line], on: date) -> Composed:
    """A composed pack with its record, on the pages that show it and for the appendix."""
    made = actions_sheet(lines, on, composed.sheets)

    def laid(sheet: Sheet, page: PackPage) -> Sheet:
        if sheet.kind != ACTIONS:
            return sheet
        told = said(page, made.generated)
        return replace(sheet, findings=told, generated=made.generated, table=made.table, short=made.short)

    sheets = tuple(laid(s, page) for s, page in zip(composed.sheets, composed.pack.pages, strict=True))
    return replace(composed, sheets=sheets, records=records_table(lines, on))


def carried(lines: Sequence[Line], origin: str) -> tuple[Line, ...]:
    """What the next board's record begins with; each line says from which board it comes.

    These are the open actions, and, to be read only, what this board decided and what has been closed since the last.
    """

    def told(line: Line) -> bool:
        return not is_past(line) and (line.kind == ACTION or (line.status != DROPPED and not line.origin))

    return tuple(replace(n, number=0, version=1, at="", origin=n.origin or origin) for n in lines if told(n))
