"""`python -m benchmarks [page|pages|load-test|packs|store|load|methods]`: those named, or all, with their machine."""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

from benchmarks.serving import filled_store

SERVED = {
    "page": "benchmarks.page",
    "pages": "benchmarks.pages",
    "load-test": "benchmarks.visitors",
    "packs": "benchmarks.packs",
}
STORED = {"store": "benchmarks.store", "load": "benchmarks.load", "methods": "benchmarks.methods"}


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmarks that are named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "which",
        nargs="*",
        metavar="which",
        choices=[*SERVED, *STORED, []],
        help="page, pages, load-test, packs, store, load, methods",
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="FOLDER",
        help="folder to write the results of page, pages, load-test and packs to",
    )
    parser.add_argument("--rounds", type=int, default=7, help="rounds of the page benchmark (5 or more)")
    parser.add_argument(
        "--database", help="SQLAlchemy URL of a loaded database; without it one is made and thrown away"
    )
    chosen = parser.parse_args(arguments)
    which = chosen.which or [*SERVED, *STORED]
    if chosen.json:
        chosen.json.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and folders are cleared away then too
    with ExitStack() as stack:
        database = chosen.database
        if database is None and any(name in SERVED for name in which):
            database = stack.enter_context(filled_store())
        for name in which:
            print(f"\n== {name}", flush=True)
            report = chosen.json / f"{name}.json" if chosen.json else None
            if name == "page":
                importlib.import_module(SERVED[name]).run(rounds=chosen.rounds, report=report, database=database)
            elif name in SERVED:
                importlib.import_module(SERVED[name]).run(report=report, database=database)
            else:
                importlib.import_module(STORED[name]).main([])
            sys.stdout.flush()


if __name__ == "__main__":
    main()
