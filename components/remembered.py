"""What this browser's cookies remember: the usual footprint, its own lists and packs; nothing of a person."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g, has_request_context, request
from werkzeug.wrappers import Response

from components.serving import served
from variation.analyses.own_lists import checked_footprint
from variation.analyses.own_views import ListError
from variation.store import OwnList

FOOTPRINT, LISTS, PACKS = "atlas-footprint", "atlas-lists", "atlas-packs"  # cookies
MOST_REMEMBERED = 20  # lists, and as many packs
_YEAR = 365 * 24 * 3600


def kept_footprint() -> str:
    """The code of the footprint that this browser keeps; "" where there is none or it is no footprint of ours."""
    if not has_request_context():
        return ""
    try:
        return checked_footprint(request.cookies.get(FOOTPRINT, ""))
    except ListError:
        return ""


def remembered(cookie: str) -> tuple[str, ...]:
    """Ids of the lists or packs that were saved in this browser, the latest first."""
    if not has_request_context():
        return ()
    return _ids(request.cookies.get(cookie, "").split("."))


def _ids(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for i in found if i))[:MOST_REMEMBERED]


def remembered_lists() -> list[OwnList]:
    """The lists that this browser remembers and that still are; read once a request."""
    ids = remembered(LISTS)
    if not ids:
        return []
    if "own_lists" not in g:
        g.own_lists = served().store.lists.several(ids)
    return list(g.own_lists)


def personal() -> tuple[str, ...]:
    """What a page may show of this browser's own, to keep such pages apart: footprint, and versions of area lists."""
    areas = [f"{found.id}{found.version}" for found in remembered_lists() if found.kind == "areas"]
    return (kept_footprint(), *areas) if areas or kept_footprint() else ()


def remember(answer: Response, cookie: str, found: str) -> None:
    """Have this browser remember a list or a pack, as the latest."""
    keep_cookie(answer, cookie, ".".join(_ids((found, *remembered(cookie)))))


def forget(answer: Response, cookie: str, gone: str) -> None:
    """Have this browser remember a list or a pack no more; it stays."""
    keep_cookie(answer, cookie, ".".join(i for i in remembered(cookie) if i != gone))


def keep_footprint(answer: Response, code: str) -> None:
    """Have this browser keep a usual footprint; "" has it forgotten."""
    keep_cookie(answer, FOOTPRINT, code)


def keep_cookie(answer: Response, name: str, value: str) -> None:
    """Have this browser keep a value for a year that no script and no other site can read; "" has it forgotten."""
    if value:
        answer.set_cookie(name, value, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    else:
        answer.delete_cookie(name, samesite="Lax", httponly=True)
