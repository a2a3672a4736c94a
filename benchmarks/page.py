"""The same view two ways on the same figures: the atlas, and a bare static page that is the limit of what can be.

Both are served by gunicorn with two sync workers on this machine and opened in the same Chromium in turn. Times are
taken inside the page; the first round warms the servers and is not counted.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser

from benchmarks import static_site
from benchmarks.asking import CALLBACKS, HEADERS, Callbacks
from benchmarks.browser import WINDOW, Tab, Timing, chromium
from benchmarks.checking import figures_of
from benchmarks.machine import machine, machine_lines
from benchmarks.serving import ask, filled_store, get, gunicorn
from benchmarks.views import View, held_views
from variation.analyses.choices import OPENING

ROUNDS = 7
REPLAYS = 200
LIMITS = {"first visit": 1.5, "warm visit": None, "click: other indicator": 1.3, "click: other period": 1.3}
Samples = dict[tuple[str, str], list[Timing]]


@dataclass(frozen=True)
class Steps:
    """The views of one round: two indicators, and an earlier period of the first."""

    first: View
    second: View
    earlier: View


def run(*, rounds: int = ROUNDS, report: Path | None = None, database: str | None = None) -> None:
    """Measure, print, and write the figures as JSON where asked."""
    with ExitStack() as stack:
        address = database or stack.enter_context(filled_store())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="atlas-static-")))
        ours = stack.enter_context(gunicorn("app:server", environ={"DATABASE_URL": address}, wait="/health"))
        views = held_views(address)
        steps = choose_steps(views)
        browser = stack.enter_context(chromium())
        _build_static(browser, ours, steps, folder)
        environ = {static_site.FOLDER: str(folder)}
        theirs = stack.enter_context(gunicorn("benchmarks.static_site:server", environ=environ, wait="/"))
        samples = _rounds(browser, {"atlas": ours, "static": theirs}, steps, rounds)
        results = {
            "machine": machine(),
            "rounds": rounds,
            "views": [v.search for v in (steps.first, steps.second, steps.earlier)],
            "page": _medians(samples),
            "server": _server_times(ours, views),
        }
    print("\n".join(_table(results)))
    if report is not None:
        report.write_text(json.dumps(results, indent=1), encoding="utf-8")


def choose_steps(views: Sequence[View]) -> Steps:
    """The view that the atlas opens with, the next borough indicator with as many periods, and an earlier period."""
    usable = [v for v in views if v.level == "borough" and v.funnel and v.known >= 30 and len(v.periods) > 1]
    if len(usable) < 2:
        raise RuntimeError("The store holds no two borough indicators with a funnel and two periods.")
    first = min(usable, key=lambda v: (v.illustrative, OPENING.index(v.indicator) if v.indicator in OPENING else 99))
    others = [v for v in usable if v.indicator != first.indicator and v.illustrative == first.illustrative]
    second = min(others, key=lambda v: (abs(len(v.periods) - len(first.periods)), v.indicator))
    return Steps(first, second, first.at(first.periods[-2]))


def _build_static(browser: Browser, port: int, steps: Steps, folder: Path) -> None:
    """Take the figures, the sizes and the files from the atlas's own answers."""
    callbacks = Callbacks.of(port)
    views = {
        name: _figures(port, callbacks, view)
        for name, view in (("first", steps.first), ("second", steps.second), ("earlier", steps.earlier))
    }
    context = browser.new_context(viewport=WINDOW)
    tab = Tab(context, f"http://127.0.0.1:{port}/")
    fetched: list[str] = []
    tab.page.on("request", lambda r: fetched.append(r.url.split(f":{port}", 1)[-1]))
    tab.visit(steps.first.search)
    config = tab.page.evaluate("document.querySelector('#map .js-plotly-plot')._context")
    sizes = tab.sizes()
    context.close()
    wanted = [name for name in fetched if name.startswith("/files/") and (name.endswith("json") or "/plotly" in name)]
    files = {name: get(port, name)[1] for name in dict.fromkeys(wanted)}
    plain = ("displayModeBar", "showSendToCloud", "displaylogo", "responsive", "scrollZoom", "doubleClick")
    static_site.build(folder, views=views, files=files, sizes=sizes, config={k: config[k] for k in plain})


def _figures(port: int, callbacks: Callbacks, view: View) -> dict[str, Any]:
    status, body = ask(port, "POST", CALLBACKS, body=callbacks.draw(view.search), headers=HEADERS)
    if status != 200:
        raise RuntimeError(f"The atlas answered {view.search} with {status}: {body[:300]!r}")
    answer = json.loads(body)["response"]
    return figures_of(answer)


def _rounds(browser: Browser, ports: Mapping[str, int], steps: Steps, rounds: int) -> Samples:
    samples: Samples = defaultdict(list)
    for round_number in range(rounds + 1):
        order = list(ports) if round_number % 2 else list(reversed(ports))
        for site in order:
            for what, timing in _one_round(browser, site, ports[site], steps):
                if round_number:
                    samples[what, site].append(timing)
    return samples


def _one_round(browser: Browser, site: str, port: int, steps: Steps) -> list[tuple[str, Timing]]:
    """A first visit in a new context, a second one in the same, then clicks to and fro."""
    context = browser.new_context(viewport=WINDOW)
    found = []
    search = steps.first.search if site == "atlas" else ""
    try:
        for what in ("first visit", "warm visit"):
            tab = Tab(context, f"http://127.0.0.1:{port}/")
            found.append((what, tab.visit(search)))
            if what == "first visit":
                tab.close()
        for name, view in (("second", steps.second), ("first", steps.first)) * 2:
            select, value = ("choice-view", name) if site == "static" else ("choice-indicator", view.indicator)
            found.append(("click: other indicator", tab.click(select, value)))
            _must_show(tab, view)
        for name, view in (("earlier", steps.earlier), ("first", steps.first)) * 2:
            select, value = ("choice-view", name) if site == "static" else ("choice-period", view.period)
            found.append(("click: other period", tab.click(select, value)))
            _must_show(tab, view)
        return found
    finally:
        context.close()


def _must_show(tab: Tab, view: View) -> None:
    """The bars hold the view's own values: nothing stale or empty is timed."""
    shown, values = sorted(tab.shown()["bars"]), sorted(view.values())
    half = 0.5 * 10.0 ** -max((len(f"{v}".partition(".")[2]) for v in shown), default=0) + 1e-9
    if len(shown) != len(values) or any(abs(a - b) > half for a, b in zip(shown, values, strict=True)):
        raise RuntimeError(f"{tab.page.url} shows {shown[:5]} …, not the figures of {view.search}.")


def _medians(samples: Samples) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for what in LIMITS:
        row: dict[str, Any] = {}
        for site in ("atlas", "static"):
            timings = samples[what, site]
            row[site] = {
                "ms": round(statistics.median(t.ms for t in timings), 1),
                "ms all": round(statistics.median(t.ms_all for t in timings), 1),
                "bytes": round(statistics.median(t.size for t in timings)),
                "requests": round(statistics.median(t.requests for t in timings)),
                "extra redraws": max(t.extra_redraws for t in timings),
                "ready": round(statistics.median(t.ms_ready for t in timings), 1),
                "n": len(timings),
            }
        row["ratio"] = round(row["atlas"]["ms"] / row["static"]["ms"], 2)
        row["ratio all"] = round(row["atlas"]["ms all"] / row["static"]["ms all"], 2)
        found[what] = row
    return found


def _server_times(port: int, views: Sequence[View]) -> dict[str, dict[str, float]]:
    """Whole requests over the loopback, one after another, as sync workers serve them.

    "new views" were never asked for before; "known views" are the same again, until every worker has had them.
    """
    callbacks = Callbacks.of(port)
    known = [view.at(period) for view in views for period in view.periods[:-1] if view.others[period]]
    step = max(1, len(known) // REPLAYS)
    chosen = known[::step][:REPLAYS]
    for _ in range(10):
        _replay(port, callbacks.draw(views[0].search))
    draws = [callbacks.draw(view.search) for view in chosen]
    found = {"new views": _spread([_replay(port, body) for body in draws])}
    for _ in range(4):
        for body in draws:
            _replay(port, body)
    found["known views"] = _spread([_replay(port, body) for body in draws])
    found["whole page"] = _spread([_replay(port, callbacks.route(view.search)) for view in chosen])
    return found


def _replay(port: int, body: bytes) -> tuple[float, int]:
    """Milliseconds and bytes of one callback."""
    started = time.perf_counter()
    status, answer = ask(port, "POST", CALLBACKS, body=body, headers={**HEADERS, "Accept-Encoding": "br"})
    took = (time.perf_counter() - started) * 1000
    if status != 200 or not brotli.decompress(answer).startswith(b"{"):
        raise RuntimeError(f"The atlas answered {body[:200]!r} with {status}.")
    return took, len(answer)


def _spread(answers: Sequence[tuple[float, int]]) -> dict[str, float]:
    times, sizes = zip(*answers, strict=True)
    return {
        "p50 ms": round(statistics.median(times), 2),
        "p95 ms": round(statistics.quantiles(times, n=20)[18], 2),
        "p50 bytes": round(statistics.median(sizes)),
        "p95 bytes": round(statistics.quantiles(sizes, n=20)[18]),
        "n": len(times),
    }


def _table(results: Mapping[str, Any]) -> list[str]:
    heads = (
        "atlas ms",
        "static ms",
        "ratio",
        "limit",
        "all four",
        "ready ms",
        "atlas KB",
        "static KB",
        "requests",
        "redraws",
        "n",
    )
    lines = ["The same view two ways (medians of one run, taken in turn)", *machine_lines()]
    lines.append(f"{'':22}" + "".join(f"{head:>10}" for head in heads))
    for what, row in results["page"].items():
        atlas, static = row["atlas"], row["static"]
        cells = [f"{atlas['ms']:.0f}", f"{static['ms']:.0f}", f"{row['ratio']:.2f}", str(LIMITS[what] or "")]
        cells += [f"{row['ratio all']:.2f}", f"{atlas['ready']:.0f}" if atlas["ready"] else ""]
        cells += [f"{atlas['bytes'] / 1000:.1f}", f"{static['bytes'] / 1000:.1f}", str(atlas["requests"])]
        cells += [str(atlas["extra redraws"]), str(atlas["n"])]
        lines.append(f"{what:22}" + "".join(f"{cell:>10}" for cell in cells))
    lines.append("External requests: none (one would have stopped the run). Views: " + ", ".join(results["views"]))
    lines.append("Server, whole request over the loopback:")
    for name, row in results["server"].items():
        times = f"p50 {row['p50 ms']:6.2f} ms  p95 {row['p95 ms']:6.2f} ms"
        sizes = f"answer p50 {row['p50 bytes'] / 1000:.1f} KB  p95 {row['p95 bytes'] / 1000:.1f} KB"
        lines.append(f"  {name:14} {times}  {sizes}  n {row['n']}")
    return lines
