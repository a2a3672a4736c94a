"""Changing kept packs over HTTP: plain forms that post, are checked, and lead back to the pack.

A change names the version that it was made from. Where that is no longer the last, or something typed cannot be kept,
nothing is saved, and the answer is the same page with all that was typed still in its form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from dash import html
from flask import Flask, Response, jsonify, redirect, request
from werkzeug.wrappers import Response as Answer

from components.forms import Typed
from components.pack_changes import CHANGES, form_name, number, viewed, without_chart
from components.pack_conflicts import cover_values, met
from components.pack_editor import editor, page_editor
from components.pack_list import pack_list
from components.pack_pages import address
from components.packs import remembered_packs, shipped_pack
from components.plain_page import plain_page
from components.refusals import public
from components.remembered import PACKS, forget, remember
from components.serving import Served, served
from variation.errors import NoData, PackChanged, PackError, StoreError, VariationError
from variation.packs import Pack, edits, keeping
from variation.packs.forms import Refused
from variation.packs.model import PURPOSES
from variation.store import KeptPack

AGAIN = (
    "What you typed stands below, with what is kept now beside it where the two differ; all else in the form is as it "
    "is kept now. Saving again keeps what the form shows."
)
Step = Callable[[Mapping[str, str], Served], Answer]


def register_packs(server: Flask) -> None:
    """Add the addresses that forms about packs post to, and the list that "Add to a board pack" offers."""
    steps: dict[str, Step] = {name: partial(_change, name) for name in CHANGES}
    steps |= {"make": _make, "duplicate": _duplicate, "delete": _delete, "keep": _keep, "offer": _offer}
    for name, step in steps.items():
        server.add_url_rule(f"/packs/{name}", f"packs-{name}", _posted(step), methods=["POST"])
    server.add_url_rule("/packs/mine", "packs-mine", _mine)


def _posted(step: Step) -> Callable[[], Answer]:
    """A step on what was typed."""
    return lambda: step(request.form.to_dict(), served())


def _change(step: str, typed: Mapping[str, str], s: Served) -> Answer:
    kept = s.store.packs.existing(typed.get("id", ""))
    try:
        return redirect(CHANGES[step](kept, typed, s), 303)
    except Refused as error:
        return _refused(kept, step, Typed(form_name(step, typed), typed, error.fields, "See the fields marked."), 422)
    except PackChanged as error:
        now = s.store.packs.existing(kept.id)
        again = f"{error} {AGAIN}" if now.open or step == "record" else str(error)
        return _refused(now, step, met(step, now, Typed(form_name(step, typed), typed, {}, again), s), 409)
    except PackError as error:
        return _refused(kept, step, Typed(form_name(step, typed), typed, {}, public(error)), 422)
    except StoreError as error:
        return _refused(kept, step, Typed(form_name(step, typed), typed, {}, public(error)), 503)


def _refused(kept: KeptPack, step: str, typed: Typed, status: int) -> Response:
    """The page that the form stood on, as it is now, with what was typed."""
    s = served()
    if step != "page":
        return plain_page(editor(kept, s, typed=typed), "Not saved", status)
    place = _place_now(kept, typed.values, s)
    if place is None or not kept.open:
        return plain_page(_homeless(kept, typed), "Not saved", status)
    return plain_page(page_editor(kept, place, s, typed=typed), "Not saved", status)


def _place_now(kept: KeptPack, typed: Mapping[str, str], s: Served) -> int | None:
    """Where the page that was changed stands now; others may have moved or removed it."""
    try:
        seen = edits.page_at(keeping.pack_of(kept, s.store, number(typed, "revision")), number(typed, "page"))
    except VariationError:
        return None
    return edits.place_of(seen, keeping.pack_of(kept, s.store))


def _homeless(kept: KeptPack, typed: Typed) -> html.Div:
    """What was typed for a page that is no longer there, to be copied from."""
    said = [
        (name, text) for name, text in typed.values.items() if text and name not in ("id", "revision", "page", "do")
    ]
    parts: list[Any] = [part for name, text in said for part in (html.Dt(name.capitalize()), html.Dd(text))]
    return html.Div(
        [
            html.H1("Not saved", id="heading"),
            html.P("The page you changed is no longer in this pack, or the pack is closed. This is what you typed:"),
            html.Dl(parts),
            html.A("The pack as it is now", href=address(kept), className="btn btn-primary"),
        ],
        className="text-page packs",
    )


def _source(name: str, s: Served) -> Pack:
    """A pack to copy, by its name or either id."""
    kept = s.store.packs.named(name)
    pack = keeping.pack_of(kept, s.store) if kept else shipped_pack(name, s)
    if pack is None:
        raise NoData("There is no such board pack to copy.")
    return pack


def _make(typed: Mapping[str, str], s: Served) -> Answer:
    """A new pack: empty, or a copy of one that is shipped or kept."""
    source = _source(typed["copy"], s) if typed.get("copy") else None
    try:
        pack = edits.with_cover(source or Pack("pack", ""), _over(source, typed))
        if typed.get("view"):
            pack = edits.added(pack, viewed(typed, s))
    except Refused as error:
        refused = Typed("make", typed, error.fields, "See the fields marked.")
        return plain_page(pack_list(s, typed=refused), "Not saved", 422)
    return _go_to(keeping.make(pack, s.store, f"Copied from “{source.title}”" if source else "Made"), "made")


def _over(source: Pack | None, typed: Mapping[str, str]) -> Mapping[str, str]:
    """The cover that is typed, over that of the pack that is copied."""
    if source is None:
        return {"purpose": PURPOSES[0], **typed}
    return {**cover_values(source), **{name: text for name, text in typed.items() if text.strip()}}


def _go_to(kept: KeptPack, done: str) -> Answer:
    answer = redirect(f"{address(kept)}&done={done}", 303)
    remember(answer, PACKS, kept.id)
    return answer


def _duplicate(typed: Mapping[str, str], s: Served) -> Answer:
    return _go_to(keeping.duplicate(s.store.packs.existing(typed.get("id", "")), s.store), "made")


def _keep(typed: Mapping[str, str], s: Served) -> Answer:
    return _go_to(s.store.packs.existing(typed.get("id", "")), "kept")


def _delete(typed: Mapping[str, str], s: Served) -> Answer:
    kept = s.store.packs.existing(typed.get("id", ""))
    s.store.packs.delete(kept.id, number(typed, "revision"))
    answer = redirect("/packs?done=deleted", 303)
    forget(answer, PACKS, kept.id)
    return answer


def _mine() -> Response:
    """Packs of this browser that a view can be added to."""
    packs = [{"id": kept.id, "title": kept.title} for kept in remembered_packs(served()) if kept.open]
    answer = jsonify(packs)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _offer(typed: Mapping[str, str], s: Served) -> Answer:
    """A view added from its own page, to a pack of this browser or a new one; what became of it, for the dialog."""
    try:
        page = viewed(typed, s)
        if typed.get("pack") == "new":
            pack = edits.with_cover(Pack("pack", ""), {"purpose": "discussion", "title": typed.get("title", "")})
            kept = keeping.make(edits.added(pack, page), s.store, "Made from a chart")
        else:
            kept = s.store.packs.existing(typed.get("pack", ""))
            keeping.change(kept, s.store, lambda pack: edits.added(pack, page), "Page added from a chart")
    except VariationError as error:
        faults = error.fields if isinstance(error, Refused) else {}
        answer = jsonify({"fault": public(error), "fields": faults})
        answer.status_code = 422
        return answer
    said = f"Added to “{kept.title}”."
    if without_chart(page, typed.get("chart", ""), s):
        said += " With these figures a pack cannot show the chart you chose, so the page has its usual charts."
    answer = jsonify({"said": said, "address": address(kept)})
    remember(answer, PACKS, kept.id)
    return answer
