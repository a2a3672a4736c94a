"""Composed packs for tests of the media, made without a store; parts of them can be changed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from tests import builders
from tests.packs_figures import EVERY, compared
from variation.findings import describe
from variation.findings.rows import Column, Table, figures_table
from variation.packs.model import ACTIONS, FIVE, TEXT, VIEW, Pack, PackPage
from variation.packs.records import records_table
from variation.packs.sheets import Chart, Composed, Definition, Sheet
from variation.store import Line

DAY = date(2026, 11, 24)
LABEL = "24 Nov 2026, load 12"
SOURCE = (
    "Health checks received, % of people invited, 2016. Source: Made-up Statistics. Snapshot: 24 Nov 2026, load 12."
)
FIVE_THINGS = tuple(f"Thing {n} to know." for n in range(1, 6))
LINES = (Line("action", "Health checks", "Ask the lowest boroughs for a plan", "Clinical lead", "2027-03-31"),)
RECORDS = records_table(LINES, DAY)
LONG_NOTE = "modelled from what the publisher gives for neighbourhoods"
TABLE = Table(
    (
        Column("area_code", "Code"),
        Column("area", "Borough"),
        Column("value", "Value (%)", 1),
        Column("count", "Count", 0),
        Column("note", "Note"),
    ),
    (
        ("E09000007", "Camden", 61.4, 1234.0, LONG_NOTE),
        ("E09000003", "Barnet", 1067.04, None, LONG_NOTE),
        ("E09000001", "City", -0.25, 12.0, ""),
    ),
)
"""A few figures of every sort: thousands, below nought, absent, with a note too long for a row."""
_OF_THE_PACK = {field.name for field in fields(Pack)}


def chart(name: str, **changes: Any) -> Chart:
    """A chart of one of the figures in `packs_figures.EVERY`."""
    usual = Chart(name, f"The {name} of it", f"What the {name} shows.", f"A note on the {name}.", EVERY[name]())
    return replace(usual, **changes)


def view(*charts: str, **changes: Any) -> Sheet:
    """A page of a view of all boroughs with these charts."""
    c = compared()
    past = builders.history([[40.0, 41.0]] * 33)
    told = describe(c, past)
    usual = Sheet(
        kind=VIEW,
        heading="Health checks by borough, 2016",
        message="Boroughs differ by more than chance",
        findings=(told.sentence,),
        generated=(told.sentence,),
        address="/?indicator=checks",
        badge="High is good",
        source=SOURCE,
        method="Judged by the funnel's limits about London at the area's size.",
        charts=tuple(chart(name) for name in charts),
        table=figures_table(c, past),
        short=Table(TABLE.columns[1:3], (("Camden", 38.0),)),
        definitions=(Definition("checks", "Health checks", (("Definition", "Share of those invited who came."),)),),
        notes="Say first what the map shows.",
        decision="Agree where to begin.",
    )
    return replace(usual, **changes)


def text_page(words: str) -> Sheet:
    """A page of text."""
    return Sheet(kind=TEXT, heading="Why this matters", text=words)


def composed(*sheets: Sheet, **changes: Any) -> Composed:
    """A pack of these pages; fields of the pack ("title") and of what is composed ("state") can be changed."""
    usual = Pack(
        name="a-pack",
        title="Where care differs",
        board="Clinical board",
        date=DAY,
        author="Network team",
        purpose="decision",
        action="Agree the next review.",
        pages=tuple(PackPage(sheet.kind, heading=sheet.heading) for sheet in sheets),
    )
    of_the_pack = {name: changes.pop(name) for name in _OF_THE_PACK & set(changes)}
    return replace(Composed(replace(usual, **of_the_pack), 12, LABEL, sheets), **changes)


def one_of_every_kind(**changes: Any) -> Composed:
    """A pack with a page of every kind, and a record."""
    sheets = (
        Sheet(kind=FIVE, heading="Five things to know", findings=FIVE_THINGS, generated=FIVE_THINGS),
        view("map", "funnel"),
        view("map", heading="A large map", message="", illustrative=True),
        view("bars", "trend", "map", heading="Three charts", findings=("A sentence that a person wrote.",)),
        text_page("People differ.\n\nSome of it is chance."),
        Sheet(kind=VIEW, heading="This view cannot be shown", problem="There is no indicator 'nothing'."),
        Sheet(kind=ACTIONS, heading="Decisions and actions", table=RECORDS, short=RECORDS),
    )
    return composed(*sheets, **{"records": RECORDS, **changes})
