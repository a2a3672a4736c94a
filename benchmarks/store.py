"""How the store grows: `python -m benchmarks.store [ROWS …] [--postgresql URL]`.

Loads made-up observations in chunks, each size into an empty database and in a process of its own, and asks the three
hot questions of random series, areas and periods. Every answer has the same size at every size of the database: what
grows is the number of levels, each with 33 areas, 50 series and 60 months. What is measured is therefore the store
and not the answer.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np
import pandas as pd

from benchmarks.machine import machine_lines
from variation.store import LoadInfo, Store, open_store

AREAS, SERIES, MONTHS = 33, 50, 60
CHUNK, ASKED = 100_000, 300
TARGET = 1.3
POSTGRES = "VARIATION_TEST_POSTGRES"
USUAL = "postgresql+psycopg://root@127.0.0.1:5432/test"
QUERIES = ("areas of a period", "history of a series", "latest of an area")


@dataclass
class Frames:
    """Observations by the chunk; `seconds` is what making them took, which is not the store's time."""

    rows: int
    seconds: float = 0.0

    def __iter__(self) -> Iterator[pd.DataFrame]:
        """Frames in the order in which publishers write: by series, then month, then area."""
        random = np.random.default_rng(2026)
        for first in range(0, self.rows, CHUNK):
            began = time.perf_counter()
            frame = self._frame(np.arange(first, min(first + CHUNK, self.rows)), random)
            self.seconds += time.perf_counter() - began
            yield frame

    def _frame(self, line: np.ndarray, random: np.random.Generator) -> pd.DataFrame:
        area, month, series = line % AREAS, line // AREAS % MONTHS, line // (AREAS * MONTHS) % SERIES
        level = line // (AREAS * MONTHS * SERIES)
        start = (2014 + month // 12) * 100 + month % 12 + 1
        count = random.integers(0, 500, len(line)).astype(float)
        denominator = count + random.integers(1, 5000, len(line))
        value = 100 * count / denominator
        return pd.DataFrame(
            {
                "indicator": _words("indicator", series),
                "level": _words("level", level),
                "area": _words("E", level * AREAS + area),
                "period": _words("", start),
                "start": start,
                "end": start,
                "sex": "Persons",
                "age": "All ages",
                "category": "",
                "value": value,
                "count": count,
                "denominator": denominator,
                "lower": value * 0.9,
                "upper": value * 1.1,
                "note": np.where(line % 97 == 0, "suppressed", ""),
                "status": "published",
            }
        )


def _words(stem: str, numbers: np.ndarray) -> np.ndarray:
    known, where = np.unique(numbers, return_inverse=True)
    return np.array([f"{stem}{number:03}" for number in known], dtype=object)[where]


def measure(url: str, rows: int) -> dict[str, float]:
    """Load and ask, in this process."""
    store = open_store(url)
    frames = Frames(rows)
    began = time.perf_counter()
    summary = store.load(frames, LoadInfo("made up", f"{rows}", "tidy", "the benchmark"))
    seconds = time.perf_counter() - began - frames.seconds
    if summary.new != rows:
        raise SystemExit(f"{summary.new} observations of {rows} were stored")
    found = {"seconds": seconds, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    for name, ask in questions(store).items():
        ask()
        found[name] = 1000 * statistics.median(_timed(ask) for _ in range(ASKED))
    store.close()
    return found


def questions(store: Store) -> dict[str, Callable[[], object]]:
    """The three hot questions, each time of another series, period or area; answers are checked for their size."""
    random = np.random.default_rng(7)
    snapshot = store.snapshot()
    assert snapshot is not None
    whole = [s for s in store.series(snapshot) if len(s.periods) == MONTHS and s.periods[-1].areas == AREAS]
    held = Counter(s.level for s in whole)
    levels = [int(level.removeprefix("level")) for level, number in held.items() if number == SERIES]

    def areas() -> None:
        series = whole[random.integers(len(whole))]
        answer = store.areas_of(snapshot, series.id, series.periods[random.integers(MONTHS)].id)
        assert len(answer) == AREAS

    def history() -> None:
        answer = store.history(snapshot, whole[random.integers(len(whole))].id)
        assert len(answer) == AREAS * MONTHS

    def latest() -> None:
        level = levels[random.integers(len(levels))]
        answer = store.latest(snapshot, f"E{level * AREAS + random.integers(AREAS):03}")
        assert len(answer) == SERIES

    return dict(zip(QUERIES, (areas, history, latest), strict=True))


def _timed(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def run(name: str, url: str, rows: int) -> dict[str, float]:
    """Measure in a process of its own, so that its memory is its own, and say the result."""
    command = [sys.executable, "-m", "benchmarks.store", "--one", url, str(rows)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    times = "  ".join(f"{found[q]:>22.2f}" for q in QUERIES)
    speed = rows / found["seconds"]
    print(f"{name:<11}{rows:>11,}{found['seconds']:>9.1f}{speed:>10,.0f}{found['memory']:>8.0f}  {times}", flush=True)
    return found


def growth(name: str, sizes: list[int], found: list[dict[str, float]]) -> None:
    """How each question grows from one size to the next, per tenfold."""
    for small, large, before, after in zip(sizes, sizes[1:], found, found[1:], strict=False):
        per = [(after[q] / before[q]) ** (1 / np.log10(large / small)) for q in QUERIES]
        verdict = "" if max(per) <= TARGET else f"  above {TARGET}"
        print(f"{name:<11}{small:,} to {large:,}, growth per tenfold: " + ", ".join(f"{g:.2f}" for g in per) + verdict)


def compare(sizes: list[int], postgresql: str | None) -> None:
    """Every size on both databases, which are thrown away."""
    print("\n".join(machine_lines()))
    print(
        f"{'':<11}{'rows':>11}{'load s':>9}{'rows/s':>10}{'MB':>8}  " + "  ".join(f"{q + ' ms':>19}" for q in QUERIES)
    )
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.db"
            found.append(run("SQLite", f"sqlite:///{path}", rows))
            path.unlink()
    growth("SQLite", sizes, found)
    if postgresql is None:
        print("PostgreSQL: left out; name a database with --postgresql")
        return
    found = [_on_postgresql(postgresql, rows) for rows in sizes]
    growth("PostgreSQL", sizes, found)


def _on_postgresql(url: str, rows: int) -> dict[str, float]:
    """Measure in a schema of its own, which is dropped afterwards."""
    import psycopg

    schema = f"bench_{uuid4().hex}"
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            joint = "&" if "?" in url else "?"
            return run("PostgreSQL", f"{url}{joint}options=-csearch_path%3D{schema}", rows)
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


def _answers(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[100_000, 1_000_000], help="sizes, ascending")
    parser.add_argument("--postgresql", metavar="URL", help=f"database for throwaway schemas (or {POSTGRES})")
    parser.add_argument("--one", nargs=2, metavar=("URL", "ROWS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(measure(chosen.one[0], int(chosen.one[1]))))
        return
    url = chosen.postgresql or os.environ.get(POSTGRES) or (USUAL if _answers(USUAL) else None)
    compare(sorted(chosen.rows), url)


if __name__ == "__main__":
    main()
