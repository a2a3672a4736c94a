"""Keeping own lists over HTTP: plain forms that post, are checked, and lead back to a page.

There are no accounts. A list is reached by its id alone, and this browser's cookies hold nothing about a person: the
code of a footprint, and the ids of lists that were saved here.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as Answer

from components.serving import served
from variation.analyses.own_lists import ListError, checked_content, checked_footprint, checked_name
from variation.errors import NoData, StoreError, VariationError

FOOTPRINT, REMEMBERED = "atlas-footprint", "atlas-lists"  # cookies
MOST_REMEMBERED = 20  # lists
LARGEST = 32_768  # bytes of a form
_YEAR = 365 * 24 * 3600
_BACK = ("/start", "/lists")


def register_lists(server: Flask) -> None:
    """Add the addresses that forms post to: /lists/save, /lists/rename, /lists/delete and /lists/footprint."""
    steps: dict[str, Callable[[], Answer]] = {
        "save": _save,
        "rename": _rename,
        "delete": _delete,
        "footprint": _footprint,
    }
    for name, step in steps.items():
        server.add_url_rule(f"/lists/{name}", f"lists-{name}", _guarded(step), methods=["POST"])


def kept_footprint() -> str:
    """The code of the footprint that this browser keeps; "" where there is none or it is no footprint of ours."""
    try:
        return checked_footprint(request.cookies.get(FOOTPRINT, ""))
    except ListError:
        return ""


def remembered() -> tuple[str, ...]:
    """Ids of lists that were saved in this browser, the latest first."""
    return tuple(i for i in request.cookies.get(REMEMBERED, "").split(".") if i)[:MOST_REMEMBERED]


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
        except StoreError as error:
            return _refusal(str(error), 503)
        except NoData as error:
            return _refusal(str(error), 404)
        except VariationError as error:
            return _refusal(str(error), 400)

    return answer


def _refusal(sentence: str, status: int) -> Response:
    page = (
        '<!DOCTYPE html><html lang="en-GB"><head><title>Not saved · London Variation Atlas</title></head>'
        f"<body><main><h1>Not saved</h1><p>{escape(sentence)}</p>"
        '<p><a href="/lists">My lists</a></p></main></body></html>'
    )
    return Response(page, status, mimetype="text/html")


def _save() -> Answer:
    form, s = request.form, served()
    name = checked_name(form.get("name", ""))
    kind = form.get("kind", "")
    content = checked_content(kind, [*form.getlist("chosen"), form.get("text", "")], s.catalogue)
    made = s.store.lists.add(kind, name, content)
    answer = redirect(f"/lists?list={made}&done=saved", 303)
    _keep(answer, REMEMBERED, ".".join([made, *remembered()][:MOST_REMEMBERED]))
    return answer


def _rename() -> Answer:
    list_id = request.form.get("id", "")
    served().store.lists.rename(list_id, checked_name(request.form.get("name", "")))
    return redirect(f"/lists?list={list_id}&done=renamed", 303)


def _delete() -> Answer:
    list_id = request.form.get("id", "")
    store = served().store
    if store.lists.get(list_id) is None:
        raise NoData("There is no such list; it may have been deleted.")
    if request.form.get("sure") != "yes":
        return redirect(f"/lists?list={list_id}&ask=delete", 303)
    store.lists.delete(list_id)
    answer = redirect("/lists?done=deleted", 303)
    _keep(answer, REMEMBERED, ".".join(i for i in remembered() if i != list_id))
    return answer


def _footprint() -> Answer:
    code = checked_footprint(request.form.get("within", ""))
    back = request.form.get("back", "")
    answer = redirect(back if back in _BACK else "/start", 303)
    _keep(answer, FOOTPRINT, code)
    return answer


def _keep(answer: Answer, name: str, value: str) -> None:
    if value:
        answer.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    else:
        answer.delete_cookie(name, samesite="Lax", httponly=True)
