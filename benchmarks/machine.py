"""The machine a measurement was made on, in words: figures without it mean little."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("dash", "plotly", "flask", "gunicorn", "sqlalchemy", "numpy")


def processor() -> str:
    """The processor's own name, as the system knows it."""
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def load_average() -> tuple[float, ...]:
    """The system's load over 1, 5 and 15 minutes; nothing where the system does not tell."""
    return tuple(round(v, 2) for v in os.getloadavg()) if hasattr(os, "getloadavg") else ()


def machine() -> dict[str, object]:
    """Processor, cores, system, Python and the versions of the packages that serving rests on."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load": load_average(),
        "versions": {name: version(name) for name in PACKAGES},
    }


def machine_lines() -> list[str]:
    """The same for a person."""
    facts = machine()
    versions = ", ".join(f"{name} {number}" for name, number in dict(facts["versions"]).items())  # type: ignore[call-overload]
    load = ", ".join(map(str, load_average())) or "unknown"
    return [
        f"{facts['processor']}, {facts['cores']} cores, {facts['system']}, Python {facts['python']}",
        f"{versions}; load average {load}",
    ]
