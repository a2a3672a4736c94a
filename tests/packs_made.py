"""Composed packs for tests of the media, made by hand so that no store is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.packs_figures import EVERY
from variation.findings.rows import Column, Table
from variation.packs.model import TEXT, VIEW, Pack, PackPage
from variation.packs.sheets import Chart, Composed, Definition, Sheet

HOSTILE = r"#let x = $y$ *bold* _it_ \n \back @ref <label> `code` // no [b] {c} ~ -- --- ... 'a' " + '"q" & %'
TABLE = Table(
    (
        Column("area_code", "Code"),
        Column("area", "Borough"),
        Column("value", "Value (%)", 1),
        Column("count", "Count", 0),
        Column("note", "Note"),
    ),
    (
        ("E09000007", "Camden", 61.4, 1234.0, "modelled from what the publisher gives for neighbourhoods"),
        ("E09000003", "Barnet", 1067.04, None, "modelled from what the publisher gives for neighbourhoods"),
        ("E09000001", "City", -0.25, 12.0, ""),
    ),
)
SHORT = Table(TABLE.columns[1:4], tuple(row[1:4] for row in TABLE.rows))


def chart(name: str, **changes: Any) -> Chart:
    """A chart of one of the figures."""
    usual = Chart(name, f"Title of {name}", f"What {name} shows in a sentence.", f"Note of {name}.", EVERY[name]())
    return replace(usual, **changes)


def view(*names: str, **changes: Any) -> Sheet:
    """A sheet of a view with these charts."""
    usual = Sheet(
        kind=VIEW,
        heading=f"Screening by borough: {', '.join(names)}",
        message="Coverage is low in the west",
        findings=("14 of 33 boroughs are worse.",),
        generated=("14 of 33 boroughs are worse.",),
        badge="High is good",
        source="Screening, % of women, 2015. Snapshot: 24 Nov 2026, load 1.",
        method="Judged by the funnel's limits.",
        charts=tuple(chart(name) for name in names),
        table=TABLE,
        short=SHORT,
        definitions=(Definition("screening", "Screening coverage", (("Unit", "%"), ("Which way is good", "High"))),),
    )
    return replace(usual, **changes)


def pack(*sheets: Sheet, **changes: Any) -> Composed:
    """A composed pack of these sheets; `draft` and the other fields of a pack may be changed."""
    of_composed = {key: changes.pop(key) for key in ("state", "signed", "records") if key in changes}
    usual = Pack(
        name="board",
        title="Screening in London",
        board="Clinical Senate",
        date=date(2026, 12, 3),
        author="Office of the Medical Director",
        purpose="decision",
        action="Agree the areas.",
        draft=False,
        pages=tuple(PackPage(sheet.kind, heading=sheet.heading) for sheet in sheets),
    )
    return Composed(replace(usual, **changes), 1, "24 Nov 2026, load 1", sheets, **of_composed)


def text_page(words: str) -> Sheet:
    """A page of text."""
    return Sheet(kind=TEXT, heading="Why this pack", text=words)
