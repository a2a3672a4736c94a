"""From file to snapshot: `python -m benchmarks.load [ROWS …]` times the command `load` on simulated extracts."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.machine import machine_lines
from variation.store import open_store


def measure(folder: Path, rows: int) -> tuple[float, float, int]:
    """Seconds and megabytes of one load of a simulated extract, reading included; and what it stored."""
    extract = folder / f"{rows}.csv"
    program = [sys.executable, "-m", "variation"]
    subprocess.run([*program, "simulate", "--out", str(extract), "--rows", str(rows)], check=True, capture_output=True)
    url = f"sqlite:///{folder / f'{rows}.db'}"
    began = time.perf_counter()
    with subprocess.Popen(
        [*program, "load", str(extract)], env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"the load of {rows} rows ended with {process.returncode}")
    store = open_store(url)
    stored = store.loads()[0].new
    store.close()
    extract.unlink()
    return seconds, used.ru_maxrss / 1024, stored


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("rows", nargs="*", type=int, default=[100_000, 1_000_000], help="sizes, ascending")
    chosen = parser.parse_args(arguments)
    print("\n".join(machine_lines()))
    print(f"{'rows':>11}{'stored':>11}{'seconds':>9}{'rows/s':>10}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for rows in chosen.rows:
            seconds, megabytes, stored = measure(Path(folder), rows)
            print(f"{rows:>11,}{stored:>11,}{seconds:>9.1f}{rows / seconds:>10,.0f}{megabytes:>8.0f}", flush=True)


if __name__ == "__main__":
    main()
