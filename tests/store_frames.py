"""Small frames for the store: rows of made-up series, "A" in 2016 unless changed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from tests.builders import empty_frame
from variation.observations import COLUMNS, NUMBERS
from variation.store import LoadInfo

USUAL: dict[str, Any] = {
    "indicator": "a",
    "level": "borough",
    "area": "A",
    "period": "2016",
    "start": 201601,
    "end": 201612,
    "sex": "Persons",
    "age": "All ages",
    "category": "",
    "note": "",
    "status": "published",
} | dict.fromkeys(NUMBERS, np.nan)


def row(**changes: Any) -> dict[str, Any]:
    """One observation; figures are absent unless given."""
    return USUAL | changes


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """A frame in the observations schema."""
    if not rows:
        return empty_frame()
    return pd.DataFrame(list(rows), columns=list(COLUMNS)).astype(dict.fromkeys(NUMBERS, float))


def info(sha256: str = "a", **changes: str) -> LoadInfo:
    """What is said of a load."""
    return LoadInfo(**{"path": "extract.csv", "sha256": sha256, "format": "tidy", "who": "a test"} | changes)
