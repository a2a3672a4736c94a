"""The record of a kept pack, and its sign-off, as its editor shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from components.pack_fields import Fields, Typed, button, post
from components.pack_pages import Shown
from variation.packs.keeping import today
from variation.packs.records import (
    LINE_KINDS,
    OPEN,
    STATUSES,
    date_words,
    in_order,
    is_open,
    is_past,
    overdue,
    status_words,
    summary,
)
from variation.packs.signing import Step, event_line, next_step, releases
from variation.store import Line, PackEvent, Snapshot

_PLAIN = {"data-plain": "yes"}


def record_section(
    shown: Shown, lines: Sequence[Line], versions: Sequence[Line], typed: Typed, *, about: str = ""
) -> html.Section:
    """Decisions and actions: what is recorded, each to be changed, and the form for another.

    Parameters
    ----------
    about : heading of the one page whose record is shown; "" for all
    """
    on = today()
    lines = [line for line in lines if not about or line.about == about]
    said = [_line(shown, line, [v for v in versions if v.number == line.number], typed) for line in in_order(lines, on)]
    return html.Section(
        [
            html.H2("Decisions and actions", id="record"),
            html.P(summary(lines, on)),
            html.Ul(said, className="pack-record") if said else None,
            html.Details(
                [
                    html.Summary("Record a decision or an action"),
                    _form(shown, Line("action", about, ""), "record-new", typed, "Record it"),
                ],
                open=typed.form == "record-new",
            ),
        ]
    )


def _line(shown: Shown, line: Line, versions: Sequence[Line], typed: Typed) -> html.Li:
    on, name = today(), f"record-{line.number}"
    late = overdue(line, on)
    parts = [line.about, line.owner, f"due {date_words(line.due)}" if line.due else "", line.origin]
    told = [
        html.Span(LINE_KINDS[line.kind], className="mark"),
        html.Span(status_words(line, on), className="mark fault" if late else "mark"),
        html.Span(f" {line.text} "),
        html.Span("; ".join(part for part in parts if part), className="hint"),
    ]
    before = [html.Li(f"{v.at[:10]}: {v.text}; {v.owner or 'no owner'}; {STATUSES[v.status]}") for v in versions[:-1]]
    return html.Li(
        [
            html.Div(told, className="done" if not is_open(line) else None),
            None
            if is_past(line)
            else html.Details(
                [
                    html.Summary("Change", **{"aria-label": f"Change: {line.text[:60]}"}),
                    _form(shown, line, name, typed, "Save"),
                    html.Div([html.P("Before:", className="hint"), html.Ul(before)]) if before else None,
                ],
                open=typed.form == name,
            ),
        ],
    )


def _form(shown: Shown, line: Line, name: str, typed: Typed, words: str) -> html.Form:
    made = Fields(name, typed)
    headings = dict.fromkeys(shown.heading(place)[:200] for place in range(len(shown.pack.pages)))
    about = dict.fromkeys([*headings, line.about]) if line.about else headings
    return post(
        [
            made.wrong(),
            *shown.known(name),
            made.hidden("number", str(line.number)),
            made.hidden("version", str(line.version)),
            html.Div(
                [
                    made.choice("kind", "Kind", list(LINE_KINDS.items()), line.kind),
                    made.choice("about", "Page", [("", "None"), *((h, h) for h in about)], line.about),
                ],
                className="two-fields",
            ),
            made.text("line", "What was decided, or is to be done", line.text, rows=2),
            html.Div(
                [
                    made.line("owner", "Owner", line.owner),
                    made.line("due", "Due", line.due, kind="date"),
                    made.choice("status", "Status", list(STATUSES.items()), line.status if line.number else OPEN),
                ],
                className="two-fields",
            ),
            button(words),
        ],
        "record",
        id=name,
    )


def sign_section(
    shown: Shown, steps: Sequence[Step], events: Sequence[PackEvent], snapshot: Snapshot | None, typed: Typed
) -> html.Section:
    """Which sign-offs are given, the one that is due, and all that happened."""
    due = next_step(shown.kept, steps)
    history = html.Details(
        [html.Summary("History of sign-offs"), html.Ul([html.Li(_happened(e)) for e in reversed(events)])]
    )
    return html.Section(
        [
            html.H2("Sign-off", id="sign"),
            _stands(shown, steps),
            _due(shown, due, steps, snapshot, typed) if due and snapshot and shown.pack.pages else None,
            _back(shown, typed),
            history if events else None,
        ]
    )


def _happened(event: PackEvent) -> str:
    figures = f", figures of load {event.snapshot}" if event.snapshot else ""
    return f"{event_line(event)} (version {event.revision}{figures})"


def _stands(shown: Shown, steps: Sequence[Step]) -> html.Div:
    lines = shown.composed.signed if shown.composed else ()
    still = steps[shown.kept.signed :] if shown.kept.open else ()
    return html.Div(
        html.Ul([*(html.Li(line) for line in lines), *(html.Li(f"{s.words}: not yet ({s.title})") for s in still)])
    )


def _due(shown: Shown, due: Step, steps: Sequence[Step], snapshot: Snapshot, typed: Typed) -> html.Form:
    made = Fields("sign", typed)
    last = releases(shown.kept, steps)
    freezes = (
        " The pack then stays as it is for good, and shows these figures whatever is loaded later." if last else ""
    )
    return post(
        [
            made.wrong(),
            *shown.known("sign"),
            made.hidden("signed", str(shown.kept.signed)),
            made.hidden("snapshot", str(snapshot.id)),
            html.P(f"Signs version {shown.kept.revision} with the figures of {snapshot.label}.{freezes}"),
            html.Div(
                [made.line("who", f"Your name ({due.title})"), made.line("note", "Note", hint="may stay empty")],
                className="two-fields",
            ),
            button("Release" if last else "Sign it off"),
        ],
        "sign",
        id="sign-form",
    )


def _back(shown: Shown, typed: Typed) -> Any:
    """The way back of a sign-off, with a reason."""
    if shown.kept.state not in ("reviewed", "released"):
        return None
    made = Fields("back", typed)
    words = "Withdraw this pack" if shown.kept.state == "released" else "Make it a draft again"
    return html.Details(
        [
            html.Summary(words),
            post(
                [
                    made.wrong(),
                    *shown.known("back"),
                    html.Div([made.line("who", "Your name"), made.line("note", "Reason")], className="two-fields"),
                    button(words),
                ],
                "back",
                id="back-form",
            ),
        ],
        open=typed.form == "back",
    )
