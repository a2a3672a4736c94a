"""Changes of a pack as a person makes them: each takes what was typed and gives the new pack, or says why not.

Nothing here reads or keeps anything; `variation.packs.keeping` does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from variation import geography
from variation.analyses.selection import Selection
from variation.errors import PackError, UnknownArea
from variation.packs.forms import Form, Refused, clean
from variation.packs.model import CHANGED, KINDS, LONGEST, MOST_PAGES, PURPOSES, TEXT, VIEW, Edit, Pack, PackPage
from variation.packs.sentences import edits_of
from variation.packs.series import PATHS, query_of

LONGEST_ADDRESS = 2_000
MOST_FINDINGS = 12


def slug(title: str) -> str:
    """A pack's name from its title: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "pack"


def with_cover(pack: Pack, typed: Mapping[str, str]) -> Pack:
    """The pack with another cover; fields that are not typed become empty."""
    form = Form(typed)
    within = typed.get("within", "")
    try:
        within = geography.area(within).code if within else ""
    except UnknownArea:
        form.faults["within"] = "That is no footprint of this atlas; choose one from the list."
    title = form.line("title", "The title", needed=True)
    made = replace(
        pack,
        name=slug(title),
        title=title,
        board=form.line("board", "The board"),
        author=form.line("author", "The author"),
        action=form.text("action", "The action required"),
        date=form.day("date", "The date of the meeting"),
        purpose=form.one_of("purpose", "The purpose", PURPOSES),
        within=within,
        previous=_load(typed.get("previous", str(pack.previous)), form),
    )
    form.check()
    return made


def _load(typed: str, form: Form) -> int:
    """The number of a load, 0 for none; whether there is such a load, the page that compares with it says."""
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        form.faults["previous"] = "That is no load of this atlas; choose one from the list."
        return 0
    return int(typed or 0)


def with_page(pack: Pack, place: int, typed: Mapping[str, str], findings: Sequence[tuple[str, str]]) -> Pack:
    """The pack with other words on one page.

    Parameters
    ----------
    place : of the page, from 0
    findings : each sentence as it was generated ("" for one that a person added) and as it is now ("" for none)
    """
    before = page_at(pack, place)
    form = Form(typed)
    is_text = before.kind == TEXT
    page = replace(
        before,
        heading=form.line("heading", "The heading", needed=is_text),
        message=form.line("message", "The headline message"),
        text=form.text("text", "The text", needed=is_text) if is_text else "",
        notes=form.text("notes", "The notes"),
        decision=form.text("decision", "The decision asked for"),
        charts=_charts(before.charts, typed),
        findings=None,
        edited=() if is_text else _edited(findings, before, form),
    )
    form.check()
    return _with(pack, [*pack.pages[:place], page, *pack.pages[place + 1 :]])


def _charts(before: tuple[str, ...], typed: Mapping[str, str]) -> tuple[str, ...]:
    """The first two as they are typed, and all after them as they were, since no field names those; none for usual."""
    fields = enumerate((*before, "", "")[:2], start=1)
    chosen = [chart for chart in (typed.get(f"chart-{n}", was) for n, was in fields) if chart]
    return tuple(dict.fromkeys([*chosen, *before[2:]])) if chosen else ()


def _edited(pairs: Sequence[tuple[str, str]], before: PackPage, form: Form) -> tuple[Edit, ...]:
    """Only what was changed, so that all else goes on following the figures."""
    cleaned = [(clean(generated), clean(now)) for generated, now in pairs]
    for number, (_, now) in enumerate(cleaned, start=1):
        if len(now) > LONGEST:
            form.faults[f"finding-{number}"] = f"A sentence may have {LONGEST:,} characters."
    if sum(bool(now) for _, now in cleaned) > MOST_FINDINGS:
        raise PackError(f"A page may have {MOST_FINDINGS} sentences; leave some empty.")
    return edits_of(cleaned, before.edited)


def page_at(pack: Pack, place: int) -> PackPage:
    """A page by its place, from 0; raises PackError where there is none."""
    if not 0 <= place < len(pack.pages):
        raise PackError("There is no such page in this pack; it may have been removed.")
    return pack.pages[place]


def added(pack: Pack, page: PackPage, place: int | None = None) -> Pack:
    """The pack with one more page, last unless `place` says where."""
    pages = list(pack.pages)
    pages.insert(len(pages) if place is None else place, page)
    return _with(pack, pages)


def removed(pack: Pack, place: int) -> Pack:
    """The pack without a page."""
    page_at(pack, place)
    return _with(pack, [*pack.pages[:place], *pack.pages[place + 1 :]])


def moved(pack: Pack, place: int, to: int) -> Pack:
    """The pack with a page at another place; past either end means at that end."""
    page = page_at(pack, place)
    pages = [*pack.pages[:place], *pack.pages[place + 1 :]]
    pages.insert(max(0, min(to, len(pages))), page)
    return _with(pack, pages)


def duplicated(pack: Pack, snapshot: int) -> Pack:
    """The pack for the next meeting: same pages, no date yet, sentences generated anew, and what changed since.

    Sentences that a person edited told of the figures of that time, so they stay behind, in the old pack.
    """
    pages = [replace(page, findings=None, edited=()) for page in pack.pages]
    if all(page.kind != CHANGED for page in pages) and len(pages) < MOST_PAGES:
        pages.insert(0, PackPage(CHANGED))
    return replace(pack, date=None, draft=True, previous=snapshot, pages=tuple(pages))


def place_of(page: PackPage, pack: Pack) -> int | None:
    """Where a page of an earlier revision stands now, by its view or heading where it was changed; None for nowhere."""
    for place, now in enumerate(pack.pages):
        if now == page:
            return place
    same = [
        place
        for place, now in enumerate(pack.pages)
        if (now.kind, now.view) == (page.kind, page.view) and (page.kind == VIEW or now.heading == page.heading)
    ]
    return same[0] if len(same) == 1 else None  # of two that may be meant, neither is taken


def page_of_kind(kind: str, typed: Mapping[str, str]) -> PackPage:
    """A new page that is no view."""
    if kind not in KINDS or kind == VIEW:
        raise PackError(f"A page without a view is one of {', '.join(k for k in KINDS if k != VIEW)}.")
    form = Form(typed)
    heading = form.line("heading", "The heading", needed=kind == TEXT)
    text = form.text("text", "The text", needed=kind == TEXT) if kind == TEXT else ""
    form.check()
    return PackPage(kind, heading=heading, text=text)


def view_address(typed: str, host: str = "") -> str:
    """The address of a view as a pack keeps it, from a link copied anywhere in the atlas; raises Refused.

    Parameters
    ----------
    host : of this atlas, with its port; a link to any other is refused
    """
    refused = Refused(
        {"view": "Paste the address of a page of this atlas, as the browser shows it: /spread?indicator=…"}
    )
    try:
        parts = urlsplit(typed.strip())
    except ValueError:
        raise refused from None
    if len(typed) > LONGEST_ADDRESS or not parts.path.startswith("/") or parts.scheme not in ("", "http", "https"):
        raise refused
    if parts.netloc and parts.netloc.lower() != host.lower():
        raise Refused({"view": f"That is a page of {parts.netloc}, not of this atlas. Paste an address of this atlas."})
    query = quote(parts.query, safe="=&,+%:;@/?!$'()*-._~")
    _check_choices(parts.path, query)
    return f"{parts.path}?{query}" if query else parts.path


def _check_choices(path: str, query: str) -> None:
    """Refuse an address with choices that its page would pass over."""
    found = parse_qs(query)
    twice = [key for key, values in found.items() if len(values) > 1]
    said = [f"The address names {key} more than once; leave one." for key in twice]
    if path in PATHS and not twice:
        said += Selection.from_query(found)[1]
    if said:
        raise Refused({"view": " ".join(said)})


def with_subject(address: str, shown: str) -> str:
    """An address that names what it is about, though the page would choose it by itself; `shown` is its whole one."""
    path, asked, whole = urlsplit(address).path, query_of(address), query_of(shown)
    subject = {"/area": ("area",), "/compare": ("y", "x")}.get(path, ("indicator",) if path in PATHS else ())
    more = urlencode([(key, whole[key]) for key in subject if key not in asked and key in whole], safe=",")
    return f"{address}{'&' if '?' in address else '?'}{more}" if more else address


def _with(pack: Pack, pages: Sequence[PackPage]) -> Pack:
    if len(pages) > MOST_PAGES:
        raise PackError(f"A pack may have {MOST_PAGES} pages; nothing was added.")
    return replace(pack, pages=tuple(pages))
