"""Keeping own lists over HTTP: plain forms that post, are checked, and lead back to a page.

There are no accounts. A list is reached by its id alone. A change names the version of the list that it was made from;
where that is no longer what is kept, nothing is saved and the page says so.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from components.remembered import LISTS, forget, keep_footprint, remember
from components.serving import served
from variation.analyses.own_edits import Edit, edited
from variation.analyses.own_lists import checked_content, checked_footprint, checked_name, contents
from variation.analyses.own_views import LONGEST_NAME
from variation.errors import ListChanged, NoData, StoreError, VariationError
from variation.store import OwnList

LARGEST = 32_768  # bytes of a form
NEW = "new"  # stands for a list that a view is the first of
_BACK = ("/start", "/lists")


def register_lists(server: Flask) -> None:
    """Add the addresses that forms post to: /lists/save, /lists/change and so on."""
    steps: dict[str, Callable[[], Answer]] = {
        "save": _save,
        "change": _change,
        "rename": _rename,
        "delete": _delete,
        "copy": _copy,
        "remember": _remember,
        "view": _view,
        "footprint": _footprint,
    }
    for name, step in steps.items():
        server.add_url_rule(f"/lists/{name}", f"lists-{name}", _guarded(step), methods=["POST"])


def list_address(list_id: str, place: str = "", /, **query: str) -> str:
    """Where a list is shown; `place` is the id of what has the focus then."""
    return f"/lists?{urlencode({'list': list_id, **query})}{f'#{place}' if place else ''}"


def _guarded(step: Callable[[], Answer]) -> Callable[[], Answer]:
    """A step that only our own pages may ask for, and that answers a mistake with a sentence."""

    def answer() -> Answer:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return _refusal("This address answers only the atlas's own pages.", 403)
        if request.content_length is None or request.content_length > LARGEST:
            return _refusal(f"A form may hold at most {LARGEST // 1024} KB; nothing was saved.", 400)
        try:
            return step()
        except ListChanged:
            typed = request.form.get("name", "")[:LONGEST_NAME]
            return redirect(_to(done="conflict", **({"typed": typed} if typed else {})), 303)
        except VariationError as error:
            return _refusal(str(error), {StoreError: 503, NoData: 404}.get(type(error), 400))

    return answer


def _refusal(sentence: str, status: int) -> Response:
    """A page of its own, since what was sent may be anything; it leads back to the list where there is one."""
    back, words = (_to(), "Back to the list") if _id() else ("/lists", "My lists")
    style = served().boundaries.get("atlas.css", "")
    page = (
        '<!DOCTYPE html><html lang="en-GB"><head><title>Not saved · London Variation Atlas</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{escape(style)}"></head>'
        f'<body><main class="problem"><h1>Not saved</h1><p class="sentence">{escape(sentence)}</p>'
        "<p>Your browser's Back button returns to what you had typed.</p>"
        f'<p><a class="btn btn-primary" href="{escape(back)}">{words}</a></p></main></body></html>'
    )
    return Response(page, status, mimetype="text/html")


def _id() -> str:
    return request.form.get("id", "")


def _to(place: str = "", /, **query: str) -> str:
    return list_address(_id(), place, **query)


def _existing(list_id: str) -> OwnList:
    found = served().store.lists.get(list_id)
    if found is None:
        raise NoData("There is no such list; it may have been deleted.")
    return found


def _saved(kind: str, name: str, content: str, done: str) -> Answer:
    made = served().store.lists.add(kind, name, content)
    answer = redirect(list_address(made, done=done), 303)
    remember(answer, LISTS, made)
    return answer


def _save() -> Answer:
    form = request.form
    name, kind = checked_name(form.get("name", "")), form.get("kind", "")
    content = checked_content(kind, [*form.getlist("chosen"), form.get("text", "")], served().catalogue)
    return _saved(kind, name, content, "saved")


def _change() -> Answer:
    """Add, remove, move or rename one item; a button says which: `step`, or `step:place:key`."""
    form, s = request.form, served()
    step, _, rest = form.get("do", "").partition(":")
    place, _, key = rest.partition(":")
    place = place or form.get("place", "")
    edit = Edit(
        step,
        key or form.get("item", "").strip(),
        int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else None,
        form.get("name", ""),
    )
    before = _existing(_id())

    def change(now: OwnList) -> dict[str, str]:
        return {"content": edited(now.kind, now.content, edit, s.catalogue, name=now.name)}

    # an addition takes nothing from what others may have changed meanwhile
    s.store.lists.amend(_id(), change, "" if step == "add" else form.get("version") or "none")
    if step == "remove":
        return _removed(before, edit)
    if step == "move":
        return redirect(_to(f"item-{edit.place or 0}", done="moved"), 303)
    return redirect(_to("items" if step == "add" else "", done="added" if step == "add" else "renamed"), 303)


def _removed(before: OwnList, edit: Edit) -> Answer:
    """Back to the list, with what it takes to undo the removal; nothing can bring back what is no longer known."""
    items = contents(before.kind, before.content, served().catalogue, name=before.name).items
    at = next((k for k, item in enumerate(items) if item.key == edit.key), None)
    if at is None or (items[at].stale and before.kind != "view"):
        return redirect(_to("items", done="removed"), 303)
    return redirect(_to("undo", done="removed", key=edit.key, name=items[at].name, place=str(at)), 303)


def _rename() -> Answer:
    name = checked_name(request.form.get("name", ""))
    served().store.lists.rename(_id(), name, request.form.get("version") or "none")
    return redirect(_to(done="renamed"), 303)


def _delete() -> Answer:
    _existing(_id())
    if request.form.get("sure") != "yes":
        return redirect(_to("sure", ask="delete"), 303)
    served().store.lists.delete(_id(), request.form.get("version") or "none")
    answer = redirect("/lists?done=deleted", 303)
    forget(answer, LISTS, _id())
    return answer


def _copy() -> Answer:
    found = _existing(_id())
    return _saved(found.kind, f"Copy of {found.name}"[:LONGEST_NAME], found.content, "copied")


def _remember() -> Answer:
    found = _existing(_id())
    answer = redirect(_to(done="remembered"), 303)
    remember(answer, LISTS, found.id)
    return answer


def _view() -> Answer:
    """Add a view to a list, or make it the first of a new one."""
    form, s = request.form, served()
    edit = Edit("add", form.get("address", ""), None, form.get("name", ""))
    target = form.get("list", NEW)
    if target == NEW:
        content = edited("view", "", edit, s.catalogue)
        return _saved("view", checked_name(form.get("title", "") or "My views"), content, "saved")
    if _existing(target).kind != "view":
        raise NoData("That list holds no views; nothing was saved.")

    def change(now: OwnList) -> dict[str, str]:
        return {"content": edited("view", now.content, edit, s.catalogue, name=now.name)}

    s.store.lists.amend(target, change)
    return redirect(list_address(target, done="added"), 303)


def _footprint() -> Answer:
    code = checked_footprint(request.form.get("within", ""))
    back = request.form.get("back", "")
    answer = redirect(back if back in _BACK else "/start", 303)
    keep_footprint(answer, code)
    return answer
