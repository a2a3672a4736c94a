"""A thread that makes ready what first visits rest on, after the start and after each load, while nobody asks.

The server answers from its first moment. The thread takes one small step at a time and only in quiet: a visitor waits
for at most the step that is under way, and under load nothing is warmed, since visitors then do it themselves.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Event, Lock, Thread
from typing import Any

from flask import Flask

from components.serving import Served, served
from variation.analyses import survey_steps
from variation.errors import VariationError
from variation.store import Snapshot

QUIET = 0.01  # seconds without a visitor before a step is taken
LOOKED = 5.0  # seconds between two looks for a new load
_OURS = "atlas.warming"  # marks the thread's own requests

logger = logging.getLogger(__name__)
Answer = Iterable[bytes]


class Visitors:
    """A WSGI application that knows whether somebody is being answered."""

    def __init__(self, application: Callable[[dict[str, Any], Any], Answer]) -> None:
        self._application = application
        self._lock = Lock()
        self._asking = 0
        self._none = Event()
        self._none.set()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Answer:
        """Answer, and count the visitor until the answer is made."""
        if _OURS in environ:
            return self._application(environ, start_response)
        with self._lock:
            self._asking += 1
            self._none.clear()
        try:
            return self._application(environ, start_response)
        finally:
            with self._lock:
                self._asking -= 1
                if not self._asking:
                    self._none.set()

    def wait_for_quiet(self) -> None:
        """Return when nobody has been asking for a moment."""
        while True:
            self._none.wait()
            time.sleep(QUIET)
            if self._none.is_set():
                return


def start_warming(server: Flask, pages: Sequence[str]) -> Thread:
    """Warm from now on, and anew after each load; pages are asked for once their figures are there."""
    visitors = Visitors(server.wsgi_app)
    server.wsgi_app = visitors  # type: ignore[method-assign]  # as Flask's own documentation wraps it
    thread = Thread(target=_watch, args=(server, visitors, pages), name="warming", daemon=True)
    thread.start()
    return thread


def _watch(server: Flask, visitors: Visitors, pages: Sequence[str]) -> None:
    known: int | None = None
    while True:
        try:
            with server.app_context():
                source = served()
                snapshot = source.snapshot()
                if snapshot is not None and snapshot.id != known:
                    known = snapshot.id
                    warm_up(steps(server, source, snapshot, pages), visitors)
        except VariationError as error:  # a database that is away for a while; who visits is told so
            logger.warning("nothing was made ready: %s", error)
        time.sleep(LOOKED)


def steps(server: Flask, source: Served, snapshot: Snapshot, pages: Sequence[str]) -> Iterator[str]:
    """What is made ready, one step at a time; yields what was made."""
    read = (source.catalogue, source.store, snapshot)
    yield from survey_steps(*read)
    client = server.test_client()
    for page in pages:
        client.get(page, environ_overrides={_OURS: True})
        yield page
    yield from survey_steps(*read, benchmark="england")  # rarer


def warm_up(made: Iterator[str], visitors: Visitors) -> int:
    """Take all steps, each in quiet; returns their number."""
    count = 0
    while True:
        visitors.wait_for_quiet()
        if next(made, None) is None:
            return count
        count += 1
