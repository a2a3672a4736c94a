"""What a page of a pack holds once it is composed: all words, numbers and figures that any medium shows of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from variation.errors import PackError
from variation.findings.numbers import format_number
from variation.findings.rows import Cell, Column, Table
from variation.packs.model import Edit, Pack, PackPage

VERSION = 1  # of the kept form; one that cannot be read any more is refused, not guessed at
NO_TABLE = Table((), ())


@dataclass(frozen=True)
class Chart:
    """A chart and the words that belong to it.

    id : its name among the view's charts: map, funnel, trend, bars, …
    title : what it shows; "Is it more than chance?"
    alt : a sentence that stands for the picture
    note : stands below it, "" for none
    figure : a Plotly figure; boundaries are named by level ("borough", "borough-tiles", "stp", …), not by address
    """

    id: str
    title: str
    alt: str
    note: str
    figure: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Definition:
    """Of one indicator, for the appendix: pairs of a heading and its text."""

    indicator: str
    name: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Titled:
    """A further table of a page, with what it shows."""

    title: str
    table: Table


@dataclass(frozen=True)
class Sheet:
    """One composed page.

    kind : as the page's; address : of the live page, "" where there is none
    heading : what, where, when
    message : the headline; "" for none
    findings : the sentences shown; generated : those that the data gives; edited : whether they differ
    badge : which way is good, "" where nothing is judged
    source : measure, period, publisher, benchmark, snapshot
    method : one line on how areas are judged, "" for none
    charts : those shown, in order
    table : the numbers behind them, for the appendix and the workbook; in short: the rows worth a place on the page
    more : further tables of these numbers, where one cannot hold them all (periods beside areas)
    definitions : of the indicators shown
    illustrative : whether any figure is simulated
    problem : why the view cannot be shown, "" when it can
    """

    kind: str
    heading: str
    message: str = ""
    findings: tuple[str, ...] = ()
    generated: tuple[str, ...] = ()
    text: str = ""
    address: str = ""
    badge: str = ""
    source: str = ""
    method: str = ""
    charts: tuple[Chart, ...] = ()
    table: Table = NO_TABLE
    short: Table = NO_TABLE
    more: tuple[Titled, ...] = ()
    definitions: tuple[Definition, ...] = ()
    notes: str = ""
    decision: str = ""
    illustrative: bool = False
    problem: str = ""

    @property
    def edited(self) -> bool:
        """Whether a person has changed the generated sentences."""
        return self.findings != self.generated


@dataclass(frozen=True)
class Composed:
    """A pack on one snapshot; all that is rendered.

    snapshot : number of the load; label : as screens name it ("24 Nov 2026, load 12")
    state : draft | reviewed | released | withdrawn, with `signed` lines "Released by … on …"
    records : rows of the record of decisions and actions, for every medium
    """

    pack: Pack
    snapshot: int
    label: str
    sheets: tuple[Sheet, ...]
    state: str = "draft"
    signed: tuple[str, ...] = ()
    records: Table = NO_TABLE

    @property
    def illustrative(self) -> bool:
        """Whether any page has simulated figures."""
        return any(sheet.illustrative for sheet in self.sheets)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Of every indicator shown, once, as the first page that shows it has it, in the order of the pages."""
        found: dict[str, Definition] = {}
        for sheet in self.sheets:
            for definition in sheet.definitions:
                found.setdefault(definition.indicator, definition)
        return tuple(found.values())


def cell_text(cell: Cell, column: Column) -> str:
    """A cell as every medium writes it: numbers to the column's decimals, "–" where there is none."""
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    return format_number(float(cell), column.decimals or 0)


def to_json(composed: Composed) -> str:
    """The kept form of a composed pack."""
    kept = asdict(composed)
    kept["pack"]["date"] = composed.pack.date.isoformat() if composed.pack.date else None
    return json.dumps({"version": VERSION, **kept}, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_json(text: str) -> Composed:
    """A composed pack from its kept form; raises PackError where it is of another version."""
    kept = json.loads(text)
    if kept.pop("version", None) != VERSION:
        raise PackError("This pack was kept by another version of the atlas, and cannot be shown by this one.")
    kept["pack"] = _pack(kept["pack"])
    kept["sheets"] = tuple(_sheet(sheet) for sheet in kept["sheets"])
    return Composed(**{**kept, "signed": tuple(kept["signed"]), "records": _table(kept["records"])})


def _pack(kept: dict[str, Any]) -> Pack:
    pages = tuple(
        PackPage(
            **{
                **page,
                "charts": tuple(page["charts"]),
                "findings": _maybe(page["findings"]),
                "edited": tuple(Edit(*pair) for pair in page.get("edited", ())),
            }
        )
        for page in kept["pages"]
    )
    when = date.fromisoformat(kept["date"]) if kept["date"] else None
    return Pack(**{**kept, "date": when, "pages": pages})


def _maybe(texts: list[str] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple(texts)


def _sheet(kept: dict[str, Any]) -> Sheet:
    return Sheet(
        **{
            **kept,
            "findings": tuple(kept["findings"]),
            "generated": tuple(kept["generated"]),
            "charts": tuple(Chart(**chart) for chart in kept["charts"]),
            "table": _table(kept["table"]),
            "short": _table(kept["short"]),
            "more": tuple(Titled(t["title"], _table(t["table"])) for t in kept.get("more", ())),
            "definitions": tuple(
                Definition(d["indicator"], d["name"], tuple((head, text) for head, text in d["pairs"]))
                for d in kept["definitions"]
            ),
        }
    )


def _table(kept: dict[str, Any]) -> Table:
    return Table(tuple(Column(**c) for c in kept["columns"]), tuple(tuple(row) for row in kept["rows"]))
