"""Every page of the atlas: until it is drawn, until its controls act, how much is sent, how long the server takes."""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import WINDOW, chromium
from benchmarks.machine import machine, machine_lines
from benchmarks.serving import filled_store, get, gunicorn

ROUNDS = 5
ASKED = 15  # times that the server alone is asked for a page
PATIENCE = 60_000  # ms
_DRAWN = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
_READY = "performance.getEntriesByName('ready')[0]?.startTime ?? 0"


def run(*, report: Path | None = None, database: str | None = None) -> None:
    """Measure, print, and write the figures as JSON where asked."""
    with ExitStack() as stack:
        address = database or stack.enter_context(filled_store())
        port = stack.enter_context(gunicorn("app:server", environ={"DATABASE_URL": address}, wait="/health"))
        browser = stack.enter_context(chromium())
        paths = _paths(port)
        for path in paths:
            get(port, path)  # the first visitor of a page fills its caches; what is timed is the second
        pages = {path: _measure(browser, port, path) for path in paths}
    results = {"machine": machine(), "rounds": ROUNDS, "pages": pages}
    print("\n".join(_lines(pages)))
    if report is not None:
        report.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _paths(port: int) -> list[str]:
    """The pages that the navigation bar links to, in its order."""
    page = get(port, "/data")[1].decode()
    links = [link for link in re.findall(r"<a [^>]*>", page) if 'class="nav-link"' in link]
    return [found.group(1) for link in links if (found := re.search(r'href="([^"]+)"', link))]


def _measure(browser: Browser, port: int, path: str) -> dict[str, float]:
    drawn, ready, sizes = [], [], []
    for _ in range(ROUNDS):
        context = browser.new_context(viewport=WINDOW)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        size: list[int] = []
        session.on("Network.loadingFinished", lambda event, found=size: found.append(int(event["encodedDataLength"])))
        page.goto(f"http://127.0.0.1:{port}{path}")
        page.wait_for_selector("#first-page", state="detached", timeout=PATIENCE)
        drawn.append(float(page.evaluate(_DRAWN)))
        ready.append(float(page.evaluate(_READY)))
        sizes.append(sum(size))
        context.close()
    times = []
    for _ in range(ASKED):
        started = time.perf_counter()
        status, body = get(port, path)
        times.append(1000 * (time.perf_counter() - started))
        if status != 200:
            raise RuntimeError(f"{path} was answered with {status}: {body[:200]!r}")
    return {
        "drawn ms": round(statistics.median(drawn)),
        "ready ms": round(statistics.median(ready)),
        "sent KB": round(statistics.median(sizes) / 1000, 1),
        "server ms": round(statistics.median(times), 1),
        "html KB": round(len(body) / 1000, 1),
    }


def _lines(pages: dict[str, dict[str, float]]) -> Sequence[str]:
    lines = [f"Every page, medians of {ROUNDS} first visits with warm server caches", *machine_lines()]
    heads = next(iter(pages.values()))
    lines.append(f"{'':18}" + "".join(f"{head:>11}" for head in heads))
    lines += [f"{path:18}" + "".join(f"{value:>11}" for value in row.values()) for path, row in pages.items()]
    return lines


if __name__ == "__main__":
    run()
