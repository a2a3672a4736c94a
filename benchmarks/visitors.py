"""Fifty people on a cold server: each opens the page and clicks from view to view; every answer is checked.

The visitors are tasks of this process, the server is gunicorn in processes of its own, between them the loopback.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import brotli

from benchmarks.asking import CALLBACKS, HEADERS, Callbacks
from benchmarks.checking import wrong_drawing, wrong_first_page, wrong_page
from benchmarks.machine import machine, machine_lines
from benchmarks.serving import filled_store, gunicorn
from benchmarks.views import View, held_views

USERS = 50
SECONDS = 30.0
MOST_FAULTS = 10  # printed


@dataclass
class Tally:
    """What the visitors met."""

    faults: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)
    draws: list[tuple[float, float]] = field(default_factory=list)  # moment it came, seconds it took
    pages: list[float] = field(default_factory=list)  # seconds from opening the page to its content
    size: int = 0

    def fault(self, words: str) -> None:
        """Keep a wrong answer."""
        self.faults.append(words)


def run(
    *, users: int = USERS, seconds: float = SECONDS, report: Path | None = None, database: str | None = None
) -> None:
    """Measure and print; exits with status 1 where an answer was wrong."""
    with ExitStack() as stack:
        address = database or stack.enter_context(filled_store())
        views = held_views(address)
        port = stack.enter_context(gunicorn("app:server", environ={"DATABASE_URL": address}))
        started = time.perf_counter()
        tally = visit(port, views, users=users, seconds=seconds)
        took = time.perf_counter() - started
    figures = summary(tally, users=users, seconds=took, views=len(views))
    print("\n".join([*machine_lines(), *_lines(figures)]))
    if report is not None:
        report.write_text(json.dumps({"machine": machine(), **figures}, indent=1), encoding="utf-8")
    if tally.faults:
        print("\n".join(tally.faults[:MOST_FAULTS]))
        raise SystemExit(1)


def visit(port: int, views: Sequence[View], *, users: int, seconds: float) -> Tally:
    """Let the users visit the server on a port; they start at once, whether it is up or still starting."""
    return asyncio.run(_crowd(port, views, users, seconds))


async def _crowd(port: int, views: Sequence[View], users: int, seconds: float) -> Tally:
    tally = Tally()
    end = time.perf_counter() + seconds
    await asyncio.gather(*(_user(port, views, number, tally, end) for number in range(users)))
    return tally


async def _user(port: int, views: Sequence[View], number: int, tally: Tally, end: float) -> None:
    """One person: the page, then clicks until the time is over (at least one)."""
    own = _own_way(views, number)
    try:
        callbacks = await _open_page(port, next(own), tally)
        while callbacks is not None:
            view = next(own)
            asked = time.perf_counter()
            body = callbacks.draw(view.search, "indicator" if view.usual else "period")
            answer = await _ask(port, "POST", CALLBACKS, tally, body=body)
            now = time.perf_counter()
            if answer is not None:
                wrong = wrong_drawing(answer, view)
                if wrong:
                    tally.fault(f"{view.search}: {wrong}")
                else:
                    tally.draws.append((now, now - asked))
                    tally.answers["view"] += 1
            if now >= end:
                return
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        tally.fault(f"user {number}: {type(error).__name__} {error}")


def _own_way(views: Sequence[View], number: int) -> itertools.cycle[View]:
    """Everybody walks through all views, each in an order of their own."""
    step = next(s for s in range(7 + 2 * number, 10_000) if _coprime(s, len(views)))
    return itertools.cycle([views[(number * 17 + k * step) % len(views)] for k in range(len(views))])


def _coprime(a: int, b: int) -> bool:
    while b:
        a, b = b, a % b
    return a == 1


async def _open_page(port: int, view: View, tally: Tally) -> Callbacks | None:
    """What a browser asks for on a first visit; None where it got no usable page."""
    opened = time.perf_counter()
    page = await _ask(port, "GET", f"/{view.search}", tally)
    layout = await _ask(port, "GET", "/_dash-layout", tally)
    listed = await _ask(port, "GET", "/_dash-dependencies", tally)
    if page is None or layout is None or listed is None:
        return None
    if b"_dash-renderer" not in page or b"/files/" not in page:
        tally.fault(f"/: not the atlas's page: {page[:200]!r}")
    if wrong := wrong_first_page(page, view):
        tally.fault(f"/{view.search}: {wrong}")
    if b"_pages_content" not in layout:
        tally.fault(f"/_dash-layout: no place for pages: {layout[:200]!r}")
    try:
        callbacks = Callbacks.read(listed)
    except (ValueError, KeyError) as error:
        tally.fault(f"/_dash-dependencies: {error}")
        return None
    content = await _ask(port, "POST", CALLBACKS, tally, body=callbacks.route(view.search))
    if content is None:
        return None
    wrong = wrong_page(content, view)
    if wrong:
        tally.fault(f"page {view.search}: {wrong}")
    tally.answers["page"] += 1
    tally.pages.append(time.perf_counter() - opened)
    return callbacks


async def _ask(port: int, method: str, path: str, tally: Tally, *, body: bytes = b"") -> bytes | None:
    """One request on a connection of its own; the plain body, or None (and a fault) where the status is not 200."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    head = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "br", "Connection": "close", **HEADERS}
    if body:
        head["Content-Length"] = str(len(body))
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    writer.write(f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
    raw = await reader.read(-1)
    writer.close()
    tally.size += len(raw)
    top, _, content = raw.partition(b"\r\n\r\n")
    if not top.startswith(b"HTTP/1.1 200"):
        tally.fault(f"{method} {path}: {top[:60]!r} {content[:200]!r}")
        return None
    return brotli.decompress(content) if b"content-encoding: br" in top.lower() else content


def summary(tally: Tally, *, users: int, seconds: float, views: int) -> dict[str, Any]:
    """The figures of one run; the steady rate leaves out the time until the first view was drawn."""
    moments = sorted(moment for moment, _ in tally.draws)
    times = [took * 1000 for _, took in tally.draws]
    span = moments[-1] - moments[0] if len(moments) > 1 else 0.0
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return {
        "users": users,
        "seconds": round(seconds, 1),
        "distinct views": views,
        "pages": tally.answers["page"],
        "views": tally.answers["view"],
        "faults": len(tally.faults),
        "views per second": round(tally.answers["view"] / seconds, 1),
        "views per second, steady": round(len(moments) / span, 1) if span else 0.0,
        "first page ms": round(min(tally.pages) * 1000) if tally.pages else 0,
        "slowest page ms": round(max(tally.pages) * 1000) if tally.pages else 0,
        "view ms": {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)},
        "megabytes": round(tally.size / 1e6, 1),
    }


def _lines(figures: dict[str, Any]) -> list[str]:
    view = figures["view ms"]
    return f"""\
{figures["users"]} users for {figures["seconds"]} s from a cold start, two sync workers, every status and body checked
  pages opened {figures["pages"]}: the first after {figures["first page ms"]} ms, the slowest after \
{figures["slowest page ms"]} ms, the server's start included
  views drawn {figures["views"]}, of {figures["distinct views"]} distinct: {figures["views per second"]} a second, \
{figures["views per second, steady"]} a second once it served; {figures["megabytes"]} MB
  a view, waiting for a free worker included: p50 {view["p50"]} ms, p95 {view["p95"]} ms, p99 {view["p99"]} ms
  wrong answers {figures["faults"]}""".splitlines()
