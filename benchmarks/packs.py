"""A pack of twenty pages: how long it takes to compose, and to write in every medium, from a filled store."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.machine import machine, machine_lines
from benchmarks.serving import filled_store
from benchmarks.views import held_views
from variation.indicators import load_catalogue
from variation.packs import Pack, PackPage, compose
from variation.packs.model import TEXT, VIEW
from variation.packs.rendering import MEDIA, render
from variation.settings import Settings
from variation.store import open_store

PAGES = 20
LONGEST = 30.0  # seconds that a pack of this size may take in any medium, composing included


def run(*, report: Path | None = None, database: str | None = None) -> None:
    """Measure, print, and write the figures as JSON where asked."""
    with ExitStack() as stack:
        address = database or stack.enter_context(filled_store())
        pack = twenty_pages(address)
        store = open_store(address)
        catalogue = load_catalogue(Settings.from_env().data)
        snapshot = store.snapshot()
        composing, composed = _timed(lambda: compose(pack, catalogue, store, snapshot))
        store.close()
        rows = {}
        for name in MEDIA:
            seconds, made = _timed(lambda name=name: render(composed, name))
            rows[name] = {
                "seconds": round(seconds[0], 2),
                "processor": round(seconds[1], 2),
                "KB": round(len(made) / 1000, 1),
            }
    print("\n".join(_lines(composing, rows)))
    if report is not None:
        found = {"machine": machine(), "pages": PAGES, "compose seconds": round(composing[0], 2), "media": rows}
        report.write_text(json.dumps(found, indent=1), encoding="utf-8")


def twenty_pages(database: str) -> Pack:
    """A page of text and the first views that the store holds, each with two charts; the views again where too few."""
    views = held_views(database)
    charts = (("map", "funnel"), ("trend", "bars"))
    pages = [PackPage(TEXT, heading="Why this pack", text="Words.")]
    for k in range(PAGES - 1):
        view = views[k % len(views)]
        pages.append(PackPage(VIEW, view=f"/{view.search}", message=view.title, charts=charts[k // len(views) % 2]))
    return Pack("twenty", "Twenty pages", board="A board", pages=tuple(pages))


def _timed(what: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds by the clock and of the processor, which a busy machine does not stretch, and what was made."""
    started, busy = time.perf_counter(), time.process_time()
    found = what()
    return (time.perf_counter() - started, time.process_time() - busy), found


def _lines(composing: tuple[float, float], rows: dict[str, dict[str, float]]) -> list[str]:
    lines = [f"A pack of {PAGES} pages, once each, in a process that has just started", *machine_lines()]
    lines.append(f"{'composing':12}{composing[0]:>9.2f} s, of the processor {composing[1]:.2f} s")
    for name, row in rows.items():
        late = " LATE" if composing[0] + row["seconds"] > LONGEST else ""
        lines.append(
            f"{name:12}{row['seconds']:>9.2f} s, of the processor {row['processor']:.2f} s{row['KB']:>12,.1f} KB{late}"
        )
    return lines


if __name__ == "__main__":
    run()
