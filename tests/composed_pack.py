"""A composed pack with a page of every kind, made without a store; parts of it can be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests import builders
from tests.packs_figures import BOUNDARIES, compared, trend
from variation.figures import draw_bars, draw_funnel, draw_map
from variation.findings import describe
from variation.findings.rows import Column, Table, figures_table
from variation.packs.model import ACTIONS, FIVE, TEXT, VIEW, Pack
from variation.packs.sheets import Chart, Composed, Definition, Sheet

LABEL = "24 Nov 2026, load 12"
SOURCE = (
    "Health checks received, % of people invited, 2016. Source: Made-up Statistics. Snapshot: 24 Nov 2026, load 12."
)
FIVE_THINGS = tuple(f"Thing {n} to know." for n in range(1, 6))
RECORDS = Table(
    (
        Column("decision", "Decision or action"),
        Column("owner", "Owner"),
        Column("due", "Due"),
        Column("status", "Status"),
    ),
    (("Ask the lowest boroughs for a plan", "Clinical lead", "31 March 2027", "Open"),),
)


def charts(*names: str) -> tuple[Chart, ...]:
    """Charts of one comparison of all boroughs, by name."""
    c = compared()
    figures = {
        "map": lambda: draw_map(c, BOUNDARIES),
        "funnel": lambda: draw_funnel(c),
        "trend": trend,
        "bars": lambda: draw_bars(c),
    }
    return tuple(Chart(n, f"The {n} of it", f"What the {n} shows.", f"A note on the {n}.", figures[n]()) for n in names)


def view(*names: str, **changes: Any) -> Sheet:
    """A page of a view with these charts."""
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
        charts=charts(*names),
        table=figures_table(c, past),
        short=Table((Column("area", "Borough"), Column("value", "Value (%)", 1)), (("Camden", 38.0),)),
        definitions=(Definition("checks", "Health checks", (("Definition", "Share of those invited who came."),)),),
        notes="Say first what the map shows.",
        decision="Agree where to begin.",
    )
    return replace(usual, **changes)


def composed(*sheets: Sheet, **changes: Any) -> Composed:
    """A pack of these pages, or of one of every kind."""
    pack = Pack(
        name="a-pack",
        title="Where care differs",
        board="Clinical board",
        date=date(2026, 11, 24),
        author="Network team",
        purpose="decision",
        action="Agree the next review.",
    )
    usual = (
        Sheet(kind=FIVE, heading="Five things to know", findings=FIVE_THINGS, generated=FIVE_THINGS),
        view("map", "funnel"),
        view("map", heading="A large map", message="", illustrative=True),
        view("bars", "trend", "map", heading="Three charts", findings=("A sentence that a person wrote.",)),
        Sheet(kind=TEXT, heading="Why this matters", text="People differ.\n\nSome of it is chance."),
        Sheet(kind=VIEW, heading="This view cannot be shown", problem="There is no indicator 'nothing'."),
        Sheet(kind=ACTIONS, heading="Decisions and actions", table=RECORDS, short=RECORDS),
    )
    made = Composed(pack=pack, snapshot=12, label=LABEL, sheets=sheets or usual, records=RECORDS)
    return replace(made, **changes)
