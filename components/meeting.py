"""Board packs over HTTP: the meeting mode in the browser, and the same pack as a file for paper, slides and tables.

A pack is composed and drawn when it is first asked for, which takes seconds; the page that links here says so. After
that it is kept until the data or the pack changes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from flask import Flask, Response, request

from components.packs import find_composed
from components.serving import served
from variation.analyses.cache import Cache
from variation.errors import NoData, VariationError
from variation.packs import Composed
from variation.packs.rendering import MEDIA, media, render

_made: Cache[bytes] = Cache(12)  # about 2 MB each


def register_meeting(server: Flask) -> None:
    """Answer GET /meeting/<name> with the pack as a page, and GET /packs/<name>.<medium> with it as a file."""

    @server.get("/meeting/<name>")
    def meeting(name: str) -> Response:
        from variation.packs import screen  # draws charts, whose library would slow every start

        def answer(composed: Composed) -> Response:
            notes = served().store.packs.shown(name) is None  # a reading link goes to the board
            made = "meeting with notes" if notes else "meeting"
            content = _kept(composed, made, lambda: screen.write_html(composed, live="/", notes=notes))
            return Response(content, mimetype="text/html", headers={"Content-Security-Policy": screen.content_policy()})

        return _answered(name, answer)

    @server.get("/packs/<name>.<medium>", endpoint="pack-file")
    def download(name: str, medium: str) -> Response:
        if medium not in media():
            return _refusal(f"A pack cannot be had as {medium!r}; it can be {', '.join(media())}.", 404)

        def answer(composed: Composed) -> Response:
            content = _kept(composed, medium, lambda: render(composed, medium))
            named = re.sub(r"[^a-z0-9]+", "-", f"{composed.pack.name} {composed.label}".lower()).strip("-")
            header = f'attachment; filename="{named}{MEDIA[medium].suffix}"'
            return Response(content, mimetype=MEDIA[medium].mimetype, headers={"Content-Disposition": header})

        return _answered(name, answer)


def _kept(composed: Composed, medium: str, make: Callable[[], bytes]) -> bytes:
    return _made.get(served().store, (composed, medium), make)


def _answered(name: str, answer: Callable[[Composed], Response]) -> Response:
    """The answer for a pack, not sent again to who has it; a sentence where there is none."""
    try:
        response = answer(find_composed(name))
    except VariationError as error:
        missing = isinstance(error, NoData) and served().snapshot() is not None
        return _refusal(str(error), 404 if missing else 503)
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:20])
    return response.make_conditional(request)


def _refusal(sentence: str, status: int) -> Response:
    return Response(f"{sentence}\n", status=status, mimetype="text/plain")
