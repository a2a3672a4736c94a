"""A served atlas and a browser that notices what no test looks for: errors, refused or outside requests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
_PATIENCE = 400  # seconds until a cold server on a busy machine has loaded and answers


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serving(folder: Path, extracts: Path | None) -> Iterator[str]:
    """`python -m variation serve` on a database of its own, as a user starts it."""
    port = free_port()
    environ = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'atlas.db'}",
        "PORT": str(port),
        "VARIATION_EXTRACTS": str(extracts) if extracts else "",
    }
    log = (folder / "serve.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "variation", "serve"], cwd=PROJECT, env=environ, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5)
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"the atlas did not start:\n{(folder / 'serve.log').read_text()[-3000:]}")
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=90)
        log.close()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The atlas as it ships, where no other extract is."""
    yield from serving(tmp_path_factory.mktemp("shipped"), None)


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[str]:
    """The atlas with the real extracts loaded."""
    yield from serving(tmp_path_factory.mktemp("real"), shared / "extracts")


def find_browser() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        message = "browser: no Chromium found (make browser installs Debian's)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield launched
        launched.close()


@dataclass
class Watched:
    """What went wrong on a page, in its own words."""

    troubles: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", lambda m: self.troubles.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("response", lambda r: self.troubles.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("request", lambda r: self.troubles.append(f"outside: {r.url}") if _outside(r.url) else None)


def _outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "data:", "blob:"))


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address; at the end of the test the page must have had no trouble of any kind."""
    watched = Watched()
    contexts = []

    def open_page(
        address: str, *, width: int = 1440, height: int = 900, patience: int = 20_000, taken_over: bool = True
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(patience)
        watched.watch(page)
        page.goto(address)
        page.wait_for_selector("#table tbody tr, .problem, .text-page, #_pages_content:not(:has(.explore)) h1")
        if taken_over:  # an element measured before Dash takes the first page over may be gone a moment later
            page.wait_for_selector("#first-page", state="detached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watched.troubles == []


def settled(page: Page) -> None:
    """Wait until the view that was asked for has been drawn."""
    page.wait_for_selector("#charts[aria-busy=false]")
    page.wait_for_timeout(150)
