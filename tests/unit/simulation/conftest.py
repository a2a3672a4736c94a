"""Indicators to simulate, and places to simulate them for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from variation.indicators import Illustrative, Indicator
from variation.simulation import Places, london

Build = Callable[..., Indicator]


@pytest.fixture(scope="session")
def places(data: Path) -> Places:
    return london(data)


@pytest.fixture(scope="session")
def build() -> Build:
    """Builds an indicator; keywords of its table are taken by name, the others are the indicator's."""

    def built(**changes: object) -> Indicator:
        table = {
            "level": "borough",
            "low": 40.0,
            "median": 60.0,
            "high": 75.0,
            "periods": 5,
            "first": "2010",
            "basis": "made for a test",
            "denominator": 2000.0,
            "england": 58.0,
        }
        table |= {key: changes.pop(key) for key in list(changes) if key in table}
        fields: dict[str, object] = {
            "id": "made-up",
            "name": "Made up",
            "short_name": "Made up",
            "definition": "-",
            "rationale": "-",
            "domain": "practice",
            "polarity": "high",
            "measure": "proportion",
            "unit": "%",
            "multiplier": 100.0,
            "decimals": 1,
            "numerator": "people",
            "denominator": "people",
            "source": "-",
            "source_url": "-",
            "licence": "-",
            "frequency": "year",
            "pooled_years": 1,
            "levels": ("borough",),
            "sexes": ("Persons",),
            "ages": ("All ages",),
            "interval": "Wilson score",
            "priorities": ("X",),
            "status": "illustrative",
        }
        return Indicator(**(fields | changes), illustrative=Illustrative(**table))

    return built
