"""Answers of callbacks, kept: a view of a snapshot never changes, so its answer is made and compressed once a process.

Pages are compressed once too, which takes several times as long as finding them again.

A new load makes a new snapshot, and with it every key another; what is no longer asked for is pushed out in time.
What shows something of one browser's own, its area lists or its usual footprint, is kept apart from that of others.
"""

from __future__ import annotations

import hashlib
import json

import brotli
import dash
from flask import Flask, Response, g, request

from components.remembered import personal
from components.serving import served
from variation.analyses.cache import Cache

CALLBACKS = "/_dash-update-component"
_SIZE = 1024  # answers of some 5 to 12 KB
_PAGES = 256  # of some 10 to 40 KB
_SMALL = 40_000  # bytes up to which the best compression takes only some milliseconds


class _NotKept(Exception):
    """An answer that is not kept: an error or a problem that may pass, or one that changes nothing."""

    def __init__(self, response: Response) -> None:
        self.response = response


def register_answers(server: Flask) -> None:
    """Answer known callbacks from the cache, and keep the answers of new ones; to be registered after the guard."""
    kept: Cache[bytes] = Cache(_SIZE)

    def make() -> bytes:
        g.problem = False
        response = server.make_response(server.dispatch_request())
        if response.status_code != 200 or g.problem:
            raise _NotKept(response)
        content = response.get_data()
        return bytes(brotli.compress(content, quality=10 if len(content) < _SMALL else 5))

    @server.before_request
    def answer() -> Response | None:
        if request.path != CALLBACKS or not request.accept_encodings["br"]:
            return None
        source = served()
        snapshot = source.snapshot()
        asked = request.get_data(cache=True)
        if _of_page_not_kept(asked):
            return None
        key = (snapshot.id if snapshot else 0, hashlib.sha256(asked).digest(), personal())
        try:
            body = kept.get(source.store, key, make)
        except _NotKept as other:
            return other.response
        return Response(body, mimetype="application/json", headers={"Content-Encoding": "br"})


def register_pages(server: Flask) -> None:
    """Compress each page once, by its content; to be registered after the compression of everything else."""
    kept: Cache[bytes] = Cache(_PAGES)

    @server.after_request  # those registered last are called first
    def compress(response: Response) -> Response:
        if response.mimetype != "text/html" or response.status_code != 200 or not request.accept_encodings["br"]:
            return response
        content = response.get_data()
        key = (hashlib.sha256(content).digest(),)
        response.set_data(kept.get(server, key, lambda: bytes(brotli.compress(content, quality=5))))
        response.headers["Content-Encoding"] = "br"
        return response


def _of_page_not_kept(asked: bytes) -> bool:
    """Whether the answer is a page that depends on more than the snapshot (`kept=False`)."""
    apart = {page["path"].strip("/") for page in dash.page_registry.values() if not page.get("kept", True)}
    try:
        values = [given["value"] for given in json.loads(asked)["inputs"]]
    except (ValueError, KeyError, TypeError):
        return True
    return any(isinstance(value, str) and value.strip("/") in apart for value in values)  # as Dash finds the page
