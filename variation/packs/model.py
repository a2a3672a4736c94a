"""What a board pack is: its cover's words and its pages, each a view, a text, or a page the atlas writes itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

PURPOSES = ("noting", "discussion", "decision")
VIEW, TEXT, FIVE, CHANGED, ACTIONS = "view", "text", "five", "changed", "actions"
KINDS = {
    VIEW: "A view",
    TEXT: "A text",
    FIVE: "Five things to know",
    CHANGED: "What changed since the last board",
    ACTIONS: "Decisions and actions",
}
MOST_PAGES = 60
LONGEST = 4_000  # characters of one text


class Edit(NamedTuple):
    """A sentence that a person changed, as the figures gave it ("" for one added) and as it is ("" for one removed)."""

    was: str
    now: str


@dataclass(frozen=True)
class PackPage:
    """One page.

    kind : one of KINDS
    view : address of the view, path and query ("/spread?indicator=…"); of pages of that kind only
    heading : of the page; "" takes the view's own, or the kind's name
    message : the headline: what the board should take from the page, "" for none
    text : of a text page, paragraphs parted by empty lines
    findings : sentences in place of all generated ones; None for those that the data gives
    edited : changes of single sentences; all others follow the data
    charts : ids of the charts shown, in order; empty for the first two
    notes : for the presenter only
    decision : what the board is asked to decide, "" for nothing
    """

    kind: str
    view: str = ""
    heading: str = ""
    message: str = ""
    text: str = ""
    findings: tuple[str, ...] | None = None
    edited: tuple[Edit, ...] = ()
    charts: tuple[str, ...] = ()
    notes: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Pack:
    """A pack as it is kept.

    name : of its file or its record, in lower case with hyphens; what commands and links call it
    board : who meets
    date : of the meeting, None where it is not set
    author : who answers for it
    purpose : one of PURPOSES
    action : what the board is asked to do
    draft : whether every page is marked as a draft
    previous : snapshot (number of a load) that the board saw last, 0 for none; the page CHANGED compares with it
    within : code of the footprint that the pack is about, "" for London; for the pages the atlas writes
    """

    name: str
    title: str
    board: str = ""
    date: date | None = None
    author: str = ""
    purpose: str = "noting"
    action: str = ""
    draft: bool = True
    previous: int = 0
    within: str = ""
    pages: tuple[PackPage, ...] = ()
