"""What was planted in a simulated extract, so that a test can ask whether it is found."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outlier:
    """One area that stands apart in every period; size is its distance from the middle, in the indicator's unit."""

    indicator: str
    level: str
    area: str
    direction: str  # high | low
    size: float


@dataclass(frozen=True)
class Shift:
    """One area whose level changes at a month and stays changed; size in the indicator's unit."""

    indicator: str
    level: str
    area: str
    period: str
    start: int
    direction: str  # up | down
    size: float


@dataclass(frozen=True)
class Gradient:
    """An indicator that follows deprivation; correlation is of the true levels, before chance is added."""

    indicator: str
    level: str
    direction: str  # up: more deprived areas have higher values | down
    correlation: float


@dataclass(frozen=True)
class Truth:
    """Everything planted, and the deprivation (standardised, high = more deprived) that gradients follow, by area."""

    seed: int
    outliers: tuple[Outlier, ...]
    shifts: tuple[Shift, ...]
    gradients: tuple[Gradient, ...]
    deprivation: dict[str, float]

    def to_json(self) -> str:
        """The truth as it is written beside an extract."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"


def read_truth(path: Path) -> Truth:
    """Read what `Truth.to_json` wrote."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return Truth(
        seed=found["seed"],
        outliers=tuple(Outlier(**item) for item in found["outliers"]),
        shifts=tuple(Shift(**item) for item in found["shifts"]),
        gradients=tuple(Gradient(**item) for item in found["gradients"]),
        deprivation=found["deprivation"],
    )
