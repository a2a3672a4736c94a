"""What this browser's cookies remember: the usual footprint and which lists were saved here; nothing of a person."""

from __future__ import annotations

from flask import g, has_request_context, request
from werkzeug.wrappers import Response

from components.serving import served
from variation.analyses.own_lists import checked_footprint
from variation.analyses.own_views import ListError
from variation.store import OwnList

FOOTPRINT, LISTS = "atlas-footprint", "atlas-lists"
MOST_REMEMBERED = 20  # lists
_YEAR = 365 * 24 * 3600


def kept_footprint() -> str:
    """The code of the footprint that this browser keeps; "" where there is none or it is no footprint of ours."""
    if not has_request_context():
        return ""
    try:
        return checked_footprint(request.cookies.get(FOOTPRINT, ""))
    except ListError:
        return ""


def remembered() -> tuple[str, ...]:
    """Ids of lists that were saved in this browser, the latest first."""
    if not has_request_context():
        return ()
    return tuple(i for i in request.cookies.get(LISTS, "").split(".") if i)[:MOST_REMEMBERED]


def remembered_lists() -> list[OwnList]:
    """The lists that this browser remembers and that still are; read once a request."""
    ids = remembered()
    if not ids:
        return []
    if "own_lists" not in g:
        g.own_lists = served().store.lists.several(ids)
    return list(g.own_lists)


def personal() -> tuple[str, ...]:
    """What a page may show of this browser's own, to keep such pages apart: footprint, and versions of area lists."""
    areas = [f"{found.id}{found.version}" for found in remembered_lists() if found.kind == "areas"]
    return (kept_footprint(), *areas) if areas or kept_footprint() else ()


def remember_lists(answer: Response, list_ids: tuple[str, ...]) -> None:
    """Have this browser remember these lists, the latest first."""
    keep_cookie(answer, LISTS, ".".join(dict.fromkeys(list_ids[:MOST_REMEMBERED])))


def keep_footprint(answer: Response, code: str) -> None:
    """Have this browser keep a usual footprint; "" has it forgotten."""
    keep_cookie(answer, FOOTPRINT, code)


def keep_cookie(answer: Response, name: str, value: str) -> None:
    """Have this browser keep a value for a year that no script and no other site can read; "" has it forgotten."""
    if value:
        answer.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    else:
        answer.delete_cookie(name, samesite="Lax", httponly=True)
