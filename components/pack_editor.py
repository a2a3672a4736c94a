"""A kept pack with all that can be done with it; put together for its page, and again where a form was refused."""

from __future__ import annotations

from typing import Any

from dash import html
from flask import request

from components.pack_fields import NOTHING_TYPED, Fields, Typed, button, post
from components.pack_pages import Shown, adding, address, page_form, pages_list, preview
from components.pack_record import record_section, sign_section
from components.packs import find_composed, view_sheet
from components.remembered import PACKS, remembered
from components.serving import Served
from variation import geography
from variation.errors import VariationError
from variation.findings.words import day, short_day
from variation.packs.edits import page_at
from variation.packs.forms import LONGEST_LINE
from variation.packs.keeping import pack_of, shown_snapshot
from variation.packs.model import KINDS, PURPOSES, VIEW, Pack
from variation.packs.rendering import media
from variation.packs.signing import read_steps
from variation.store import KeptPack, Snapshot

STATES = {"draft": "Draft", "reviewed": "Reviewed, not released", "released": "Released", "withdrawn": "Withdrawn"}
_DONE = {
    "made": "Made. Keep the editing link below: it is the only way back to this pack.",
    "saved": "Saved.",
    "added": "The page is added.",
    "removed": "The page is removed.",
    "moved": "The pages are in their new order.",
    "restored": "That version holds again.",
    "signed": "Signed.",
    "released": "Released. The pack stays as it is now.",
    "returned": "A draft again.",
    "withdrawn": "Withdrawn.",
    "recorded": "Recorded.",
    "kept": "Kept in this browser's list.",
}
_UNDONE = ("added", "removed", "moved", "saved", "restored")  # that a step back undoes
_MOST_VERSIONS = 20
_MOST_LOADS = 60
_PREVIOUS = "Data that the board saw last"


def show(kept: KeptPack, s: Served) -> Shown:
    """What the editor shows of a pack."""
    pack = pack_of(kept, s.store)
    try:
        return Shown(kept, pack, find_composed(kept.id))
    except VariationError as error:
        return Shown(kept, pack, None, str(error))


def editor(kept: KeptPack, s: Served, *, done: str = "", ask: str = "", typed: Typed = NOTHING_TYPED) -> html.Div:
    """All of a pack."""
    shown = show(kept, s)
    lines, versions = s.store.pack_records.lines(kept.id), s.store.pack_records.versions(kept.id)
    return html.Div(
        [
            html.P(html.A("All board packs", href="/packs")),
            html.H1(shown.pack.title, id="heading"),
            _state(shown, _seen(shown, s)),
            _said(shown, done),
            html.P(shown.why, className="message", role="alert") if shown.why else None,
            _refused(typed),
            shown_as(kept.reading, duplicate=shown),
            html.H2("Pages", id="pages"),
            pages_list(shown),
            html.Div([html.H2("Add a page", id="add"), adding(shown, typed)]) if kept.open else None,
            _cover(shown, s, typed) if kept.open else None,
            sign_section(shown, read_steps(s.settings.data), s.store.packs.events(kept.id), _seen(shown, s), typed),
            record_section(shown, lines, versions, typed),
            _links(kept),
            _versions(shown, s),
            _delete(shown, ask) if kept.open else None,
        ],
        className="text-page lists packs",
    )


def page_editor(kept: KeptPack, place: int, s: Served, *, done: str = "", typed: Typed = NOTHING_TYPED) -> html.Div:
    """One page of a pack."""
    shown = show(kept, s)
    page, many = page_at(shown.pack, place), len(shown.pack.pages)
    charts = view_sheet(page.view, s).charts if page.kind == VIEW else ()
    sheet = shown.sheet(place)
    return html.Div(
        [
            html.P(html.A(shown.pack.title, href=address(kept))),
            html.H1(f"Page {place + 1} of {many}: {shown.heading(place)}", id="heading"),
            _said(shown, done),
            _refused(typed),
            html.P(f"Cannot be shown: {sheet.problem}", className="message") if sheet and sheet.problem else None,
            html.P(
                [
                    html.Span(f"{KINDS[page.kind]}. "),
                    html.A("Open the live page", href=page.view) if page.view else None,
                    " · " if page.view else None,
                    html.A("Preview it in meeting mode", href=preview(kept, place)),
                ]
            ),
            page_form(shown, place, charts, typed)
            if kept.open
            else html.P("This pack is closed: its pages can no longer be changed."),
            _page_record(shown, place, s, typed),
            html.P(
                [
                    html.A("Page before", href=address(kept, place - 1)) if place else None,
                    " · " if 0 < place < many - 1 else None,
                    html.A("Page after", href=address(kept, place + 1)) if place < many - 1 else None,
                ]
            ),
        ],
        className="text-page lists packs",
    )


def _page_record(shown: Shown, place: int, s: Served, typed: Typed) -> html.Section:
    lines, versions = (read(shown.kept.id) for read in (s.store.pack_records.lines, s.store.pack_records.versions))
    return record_section(shown, lines, versions, typed, about=shown.heading(place)[:LONGEST_LINE])


def _refused(typed: Typed) -> html.P | None:
    if not typed.form:
        return None
    return html.P(
        [f"Not saved. {typed.sentence} ", html.A("Go to it", href=f"#{typed.form}")], className="message", role="alert"
    )


def _seen(shown: Shown, s: Served) -> Snapshot | None:
    return shown_snapshot(shown.kept, s.store)


def _state(shown: Shown, snapshot: Snapshot | None) -> html.P:
    pack, kept = shown.pack, shown.kept
    when = day(pack.date) if pack.date else "no date yet"
    parts = [pack.board or "No board named", when, f"for {pack.purpose}", pack.author]
    figures = f"Figures of {snapshot.label}." if snapshot else "Nothing is loaded."
    return html.P(
        [
            html.Span(STATES[kept.state], className=f"mark state-{kept.state}"),
            " " + ", ".join(part for part in parts if part) + ". " + figures,
        ],
        className="sentence",
    )


def _said(shown: Shown, done: str) -> Any:
    """What was just done, with the way to undo it."""
    if done not in _DONE:
        return None
    words = html.P(_DONE[done], role="status")
    can = done in _UNDONE and shown.kept.open and shown.kept.revision > 1
    undo = [*shown.known("undo"), Fields("undo").hidden("to", str(shown.kept.revision - 1)), button("Undo")]
    return html.Div([words, post(undo, "restore") if can else None], className="message said")


def shown_as(name: str, *, title: str = "", duplicate: Shown | None = None) -> html.Div:
    """What a pack can be shown as; `duplicate` is a kept one in its editor, with the pack of the next meeting.

    From its editor a meeting is opened with the presenter's notes.
    """
    of = f" {title}" if title else ""
    links = [
        html.A(
            kind.upper(),
            href=f"/packs/{name}.{kind}",
            className="btn btn-sm btn-outline-primary",
            **{"data-making": kind.upper(), "aria-label": f"{kind.upper()}: download{of}"},
        )
        for kind in media()
    ]
    meeting = html.A(
        "Open in meeting mode",
        href=f"/meeting/{duplicate.kept.id if duplicate else name}",
        className="btn btn-sm btn-primary",
        **{"aria-label": f"Open in meeting mode{of}"},
    )
    again = (
        post(
            [*duplicate.known("duplicate"), button("Duplicate for the next meeting", look="btn-outline-primary")],
            "duplicate",
        )
        if duplicate
        else None
    )
    return html.Div([meeting, *links, again], className="row-of-buttons")


def cover_fields(made: Fields, pack: Pack) -> list[Any]:
    """The fields of a cover."""
    footprints = [("", "All London"), *((a.code, a.short_name) for a in geography.areas("stp"))]
    return [
        made.line("title", "Title", pack.title),
        html.Div(
            [
                made.line("board", "Board", pack.board),
                made.line("date", "Date of the meeting", pack.date.isoformat() if pack.date else "", kind="date"),
                made.line("author", "Author", pack.author),
                made.choice("purpose", "Purpose", [(p, f"For {p}") for p in PURPOSES], pack.purpose),
                made.choice("within", "About", footprints, pack.within),
            ],
            className="two-fields",
        ),
        made.text("action", "Action required of the board", pack.action, rows=2),
    ]


def _cover(shown: Shown, s: Served, typed: Typed) -> html.Details:
    made = Fields("cover", typed)
    return html.Details(
        [
            html.Summary("Cover: title, board, date, purpose"),
            post(
                [
                    made.wrong(),
                    *shown.known("cover"),
                    *cover_fields(made, shown.pack),
                    made.choice("previous", _PREVIOUS, _loads(shown.pack, s), str(shown.pack.previous or "")),
                    button("Save the cover"),
                ],
                "cover",
                id="cover",
            ),
        ],
        open=typed.form == "cover",
        className="pack-cover",
    )


def _loads(pack: Pack, s: Served) -> list[tuple[str, str]]:
    """The loads that a board may have seen last, the latest first."""
    found = {str(load.id): Snapshot(load.id, load.loaded_at).label for load in s.store.loads()[:_MOST_LOADS]}
    if pack.previous:
        found.setdefault(str(pack.previous), f"Load {pack.previous}")
    return [("", "None: the page on what changed is not printed"), *found.items()]


def _links(kept: KeptPack) -> html.Section:
    here = request.host_url.rstrip("/")
    keep = post([Fields("keep").hidden("id", kept.id), button("Keep it in this browser's list")], "keep")
    return html.Section(
        [
            html.H2("Links", id="links"),
            html.P(["To read: ", html.Code(f"{here}/meeting/{kept.reading}")]),
            html.P(["To edit, sign off and record: ", html.Code(f"{here}{address(kept)}")]),
            html.P(["To run the meeting, with the presenter's notes: ", html.Code(f"{here}/meeting/{kept.id}")]),
            html.P(
                "There are no accounts: whoever has one of the last two links can change this pack, so send it only to "
                "those who may. Names are kept as they are typed. Name no patient.",
                className="hint",
            ),
            None if kept.id in remembered(PACKS) else keep,
        ]
    )


def _versions(shown: Shown, s: Served) -> html.Details:
    """All versions, each of which can hold again."""
    found = s.store.packs.revisions(shown.kept.id)[:_MOST_VERSIONS]
    rows = []
    for revision in found:
        when = f"{short_day(revision.made_at)}, {revision.made_at:%H:%M} UTC"
        told = f"Version {revision.number}, {when}: {revision.what}. "
        name = f"version-{revision.number}"
        back = [*shown.known(name), Fields(name).hidden("to", str(revision.number))]
        can = shown.kept.open and revision.number != shown.kept.revision
        again = button("Go back to this", look="btn-outline-primary", **{"aria-label": f"Go back to {told}"})
        rows.append(html.Li([told, post([*back, again], "restore") if can else None]))
    return html.Details([html.Summary("Versions"), html.Ul(rows, className="pack-versions")])


def _delete(shown: Shown, ask: str) -> Any:
    if ask != "delete":
        return html.P(html.A("Delete this pack …", href=f"{address(shown.kept)}&ask=delete#sure"))
    return html.Div(
        [
            html.P(f"Delete “{shown.pack.title}”? Its links stop working for everybody who has them."),
            post(
                [
                    *shown.known("delete"),
                    button("Delete"),
                    html.A("Keep it", href=address(shown.kept), className="btn btn-sm btn-outline-primary"),
                ],
                "delete",
                className="row-of-buttons",
            ),
        ],
        id="sure",
        className="message",
    )
