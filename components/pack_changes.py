"""What each form about a kept pack does: the form in, the changed pack or record kept, where to go then out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count, takewhile

from flask import request

from components.pack_pages import address
from components.packs import view_sheet
from components.serving import Served
from variation.errors import PackChanged, PackError
from variation.packs import Pack, PackPage, edits, keeping
from variation.packs.compose import USUAL_CHARTS
from variation.packs.files import parse_pack
from variation.packs.forms import Form, Refused
from variation.packs.model import TEXT, VIEW
from variation.packs.records import is_past, read_line
from variation.packs.signing import read_steps
from variation.store import KeptPack
from variation.store.packs import STALE

Sent = Mapping[str, str]  # a form as it came
Change = Callable[[KeptPack, Sent, Served], str]


def number(typed: Sent, name: str) -> int:
    """A whole number of a form; -1 where there is none."""
    text = typed.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


def _done(kept: KeptPack, done: str, place: str = "") -> str:
    return f"{address(kept)}&done={done}" + (f"#{place}" if place else "")


def _check_last(kept: KeptPack, typed: Sent) -> None:
    """A change is made from the version that was seen, which must be the last."""
    if number(typed, "revision") != kept.revision:
        raise PackChanged(STALE)


def _keep(kept: KeptPack, typed: Sent, s: Served, how: Callable[[Pack], Pack], what: str) -> None:
    _check_last(kept, typed)
    keeping.change(kept, s.store, how, what)


def cover(kept: KeptPack, typed: Sent, s: Served) -> str:
    """Another cover."""
    _keep(kept, typed, s, lambda pack: edits.with_cover(pack, typed), "Cover changed")
    return _done(kept, "saved")


def page(kept: KeptPack, typed: Sent, s: Served) -> str:
    """Other words or charts on a page; "revert:2" puts the second sentence back as the figures give it."""
    place, (step, _, which) = number(typed, "page"), typed.get("do", "").partition(":")
    values = dict(typed)
    if step == "revert":
        values[f"finding-{which}"] = values.get(f"generated-{which}", "")
    held = takewhile(lambda n: f"finding-{n}" in values, count(1))
    pairs = [(values.get(f"generated-{n}", ""), values[f"finding-{n}"]) for n in held]
    _keep(kept, typed, s, lambda pack: edits.with_page(pack, place, values, pairs), f"Page {place + 1} changed")
    where = f"{address(kept, place)}&done=saved"
    return f"{where}#page-finding-{which}" if step == "revert" else where


def order(kept: KeptPack, typed: Sent, s: Served) -> str:
    """A page moved or removed: "up:2", "down:2", "move:2:0" or "remove:2", places from 0."""
    step, *places = typed.get("do", "").split(":")
    at, *to = [int(p) if p.isascii() and p.isdecimal() and len(p) < 4 else -1 for p in places] or [-1]
    many = len(keeping.pack_of(kept, s.store).pages)
    if step == "remove":
        _keep(kept, typed, s, lambda pack: edits.removed(pack, at), f"Page {at + 1} removed")
        return _done(kept, "removed", "pages")
    new = {"up": at - 1, "down": at + 1, "move": to[0] if to else -1}.get(step, -1)
    if not 0 <= new < many:
        raise PackError("There is no such place for a page.")
    _keep(kept, typed, s, lambda pack: edits.moved(pack, at, new), f"Page {at + 1} moved to {new + 1}")
    name = step if step in ("up", "down") else "up"
    off = new == 0 if name == "up" else new == many - 1
    return _done(kept, "moved", f"{'down' if name == 'up' else 'up'}-{new}" if off else f"{name}-{new}")


def add(kept: KeptPack, typed: Sent, s: Served) -> str:
    """Another page, at the end."""
    kind = typed.get("do", "")
    made = viewed(typed, s) if kind == VIEW else edits.page_of_kind(kind, typed)
    _keep(kept, typed, s, lambda pack: edits.added(pack, made), "Page added")
    place = len(keeping.pack_of(s.store.packs.existing(kept.id), s.store).pages) - 1
    return f"{address(kept, place)}&done=added" if kind in (VIEW, TEXT) else _done(kept, "added", f"up-{place}")


def viewed(typed: Sent, s: Served) -> PackPage:
    """A page of a view, which must be one that can be shown; with the chart that it was chosen from."""
    form = Form(typed)
    message = form.line("message", "The headline message")
    form.check()
    view = edits.view_address(typed.get("view", ""), request.host)
    sheet = view_sheet(view, s)
    if sheet.problem:
        raise Refused({"view": sheet.problem})
    ids = [chart.id for chart in sheet.charts]
    chart = typed.get("chart", "")
    charts = (chart, ids[0]) if chart in ids[USUAL_CHARTS:] else ()
    return PackPage(VIEW, view=edits.with_subject(view, sheet.address), message=message, charts=charts)


def without_chart(page: PackPage, chart: str, s: Served) -> bool:
    """Whether a page of a view was asked for from a chart that these figures do not allow."""
    return bool(chart) and all(chart != shown.id for shown in view_sheet(page.view, s).charts)


def restore(kept: KeptPack, typed: Sent, s: Served) -> str:
    """An earlier version holds again, as a new one."""
    to = number(typed, "to")
    content = s.store.packs.content(kept.id, to)
    earlier = parse_pack(content, edits.slug(kept.title))
    _keep(kept, typed, s, lambda _: earlier, f"Version {to} put back")
    return _done(kept, "restored", "pages")


def _signature(typed: Sent, *, reason: bool) -> keeping.Signature:
    form = Form(typed)
    who = form.line("who", "Your name", needed=True)
    note = form.line("note", "The reason" if reason else "The note", needed=reason)
    form.check()
    numbers = [number(typed, name) for name in ("revision", "signed", "snapshot")]
    return keeping.Signature(who, *numbers, note=note)


def sign(kept: KeptPack, typed: Sent, s: Served) -> str:
    """The sign-off that is due."""
    keeping.sign(kept, _signature(typed, reason=False), read_steps(s.settings.data), s.catalogue, s.store)
    state = s.store.packs.existing(kept.id).state
    return _done(kept, "released" if state == "released" else "signed", "sign")


def back(kept: KeptPack, typed: Sent, s: Served) -> str:
    """A reviewed pack made a draft again, or a released one withdrawn."""
    signature = _signature(typed, reason=True)
    _check_last(kept, typed)
    keeping.turn_back(kept, signature, s.store)
    return _done(kept, "withdrawn" if kept.state == "released" else "returned", "sign")


def record(kept: KeptPack, typed: Sent, s: Served) -> str:
    """A decision or an action recorded, or changed."""
    known = {line.number: line for line in s.store.pack_records.lines(kept.id)}
    before = known.get(number(typed, "number"))
    if before is not None and is_past(before):
        raise PackError("This line tells what an earlier board did; it is not changed.")
    line = read_line(typed, before)
    if before is None:
        s.store.pack_records.add(kept.id, [line])
    else:
        s.store.pack_records.change(kept.id, replace(line, version=number(typed, "version")))
    return _done(kept, "recorded", "record")


def form_name(step: str, typed: Sent) -> str:
    """The name of the form that asked for a step, by which its page finds it again."""
    if step == "add":
        kind = typed.get("do", "")
        return f"add-{kind}" if kind in (VIEW, TEXT) else "add-kind"
    if step == "record":
        line = number(typed, "number")
        return f"record-{line}" if line > 0 else "record-new"
    return step


CHANGES: Mapping[str, Change] = {
    "cover": cover,
    "page": page,
    "order": order,
    "add": add,
    "restore": restore,
    "sign": sign,
    "back": back,
    "record": record,
}
