"""What cannot be answered, in words: a page for people, a line for scripts, JSON for programs; the log has the rest."""

from __future__ import annotations

import json
import logging

from dash import html
from flask import Flask, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from components.plain_page import plain_page
from variation.errors import NoData, NothingLoaded, StoreError, UnknownArea, UnknownIndicator, VariationError

LARGEST = 262_144  # bytes of what is sent: a page of a pack with every text as long as may be has some 80,000
_log = logging.getLogger(__name__)
_WAYS_ON = {"lists": ("/lists", "My lists"), "packs": ("/packs", "Board packs"), "meeting": ("/packs", "Board packs")}


def register_refusals(server: Flask) -> None:
    """Answer every error that is a sentence with it, wherever it is met, and refuse what is too large to be a form."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST
    server.register_error_handler(VariationError, lambda error: refusal(public(error), _status(error)))
    server.register_error_handler(
        RequestEntityTooLarge,
        lambda _: refusal(f"A form may hold at most {LARGEST // 1024} KB; nothing was saved.", 413),
    )


def public(error: VariationError) -> str:
    """What a visitor is told of an error; where that is less than there is to say, the log has it all."""
    if error.public != str(error):
        _log.error("%s: %s", request.path, error)
    return error.public


def _status(error: VariationError) -> int:
    if isinstance(error, StoreError | NothingLoaded):
        return 503
    if isinstance(error, NoData | UnknownArea | UnknownIndicator):
        return 404
    return 400 if request.method == "POST" else 503  # what was sent is at fault, or what the atlas holds


def refusal(sentence: str, status: int) -> Response:
    """The answer that says why there is no other, as who asked can read it."""
    if request.path.startswith("/api/"):
        return json_problem(sentence, status)
    if not any(kind == "text/html" for kind, _ in request.accept_mimetypes):  # a script or a program, not a person
        return Response(f"{sentence}\n", status, mimetype="text/plain")
    sent = request.method == "POST"
    address, words = _WAYS_ON.get(request.path.split("/")[1], ("/", "Show the usual view"))
    heading = "Not done" if sent else "Not available"
    parts = [
        html.H1(heading, id="heading"),
        html.P(sentence, className="sentence"),
        html.P("Your browser's Back button returns to what you had typed.") if sent else None,
        html.A(words, href=address, className="btn btn-primary"),
    ]
    return plain_page(html.Div(parts, className="problem"), heading, status)


def json_problem(sentence: str, status: int, parameter: str = "") -> Response:
    """The same for a program; names the parameter that is wrong, where one is."""
    body = {"status": status, "problem": sentence, **({"parameter": parameter} if parameter else {})}
    return Response(json.dumps(body, ensure_ascii=False), status=status, mimetype="application/problem+json")
