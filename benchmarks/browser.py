"""One visit and one click in a real Chromium, timed inside the page; bytes as the network counted them."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.views import CHARTS

RECORDER = Path(__file__).with_name("recorder.js")
LINKED = ("map", "funnel", "trend")  # what a click is timed to; the ranked bars come with them
WINDOW = {"width": 1440, "height": 900}
PATIENCE = 30  # seconds until a page counts as broken
ASKED_EVERY = 50  # ms
SETTLED = 300  # ms of quiet after which no late redraw or request is expected


@dataclass(frozen=True)
class Timing:
    """What was measured of one visit or one click, with bytes over the wire and redraws beyond the needed.

    ms : of a visit until all four charts are painted, of a click until map, funnel and trend are
    """

    ms: float
    ms_all: float  # until all four charts are painted
    size: int
    requests: int
    extra_redraws: int
    ms_ready: float = 0.0  # of a visit to the atlas, until its controls act


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium of the system, as the Makefile finds it; PLAYWRIGHT_CHROMIUM names another."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("PLAYWRIGHT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if program is None:
        raise RuntimeError(f"No Chromium found: install one ({', '.join(names)}) or run `make browser`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """One page in a context of its own, and everything it asks the network for."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.page: Page = context.new_page()
        self.page.add_init_script(path=RECORDER)
        self.faults: list[str] = []
        self.foreign: list[str] = []
        self._size = self._requests = 0
        session = context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type == "error" else None)

    def _finished(self, event: Mapping[str, Any]) -> None:
        self._size += int(event["encodedDataLength"])

    def _asked(self, request: Any) -> None:
        self._requests += 1
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != urlsplit(self.address).netloc:
            self.foreign.append(request.url)

    def visit(self, search: str = "") -> Timing:
        """From the start of the navigation until all four charts are painted."""
        self._size = self._requests = 0
        self.page.goto(self.address + search, wait_until="commit")
        self._until("visited")
        times = self.page.evaluate("benchmark.first")
        self._until("ready")
        return self._timing(max(times.values()), ready=self.page.evaluate("benchmark.readyAt()"))

    def click(self, select: str, value: str) -> Timing:
        """From a change of one select until map, funnel and trend are painted anew."""
        self._size = self._requests = 0
        self.page.evaluate("([select, value]) => benchmark.start(select, value)", [select, value])
        self._until("clicked")
        times = self.page.evaluate("benchmark.click")
        return self._timing(max(times[chart] for chart in LINKED), max(times.values()))

    def _until(self, state: str) -> None:
        """Ask every now and then; not by wait_for_function, which the content policy keeps from evaluating."""
        end = time.monotonic() + PATIENCE
        while not self.page.evaluate(f"Boolean(window.benchmark && benchmark.{state}())"):
            if time.monotonic() > end:
                drawn = {chart: self.page.evaluate("(id) => benchmark.drawn(id)", chart) for chart in CHARTS}
                raise RuntimeError(f"{self.page.url} never was {state}: {drawn}, faults {self.faults}")
            self.page.wait_for_timeout(ASKED_EVERY)

    def _timing(self, ms: float, ms_all: float | None = None, ready: float = 0.0) -> Timing:
        self.page.wait_for_timeout(SETTLED)
        self.must_be_whole()
        redraws = self.page.evaluate("benchmark.redraws")
        extra = sum(redraws.values()) - len(CHARTS)
        return Timing(ms, ms if ms_all is None else ms_all, self._size, self._requests, extra, ready)

    def must_be_whole(self) -> None:
        """Raise where a chart lacks shapes that its data asks for, or the page complained."""
        for chart in CHARTS:
            drawn = self.page.evaluate("(id) => benchmark.drawn(id)", chart)
            if drawn["shapes"] < drawn["wanted"]:
                raise RuntimeError(f"{self.page.url}: {chart} has {drawn['shapes']} shapes of {drawn['wanted']}.")
        if self.faults or self.foreign:
            raise RuntimeError(f"{self.page.url}: errors {self.faults}, requests to elsewhere {self.foreign}.")

    def shown(self) -> dict[str, Any]:
        """The figures that the charts hold now."""
        return dict(self.page.evaluate("benchmark.shown()"))

    def sizes(self) -> dict[str, dict[str, float]]:
        """Where each chart lies and how large it is."""
        script = """(ids) => Object.fromEntries(ids.map((id) => {
            const r = document.getElementById(id).getBoundingClientRect();
            return [id, { left: r.left + scrollX, top: r.top + scrollY, width: r.width, height: r.height }];
        }))"""
        return dict(self.page.evaluate(script, list(CHARTS)))

    def close(self) -> None:
        """Close the page."""
        self.page.close()
