"""What is measured and why: indicators, priorities and frameworks, read from data/indicators and data/frameworks."""

from __future__ import annotations

from variation.indicators.model import (
    CRUDE_MEASURES,
    DOMAINS,
    FREQUENCIES,
    LEVELS,
    MEASURES,
    POLARITIES,
    Catalogue,
    Framework,
    Headline,
    Illustrative,
    Indicator,
    Match,
    Priority,
    normalise_name,
)
from variation.indicators.read import load_catalogue

__all__ = [
    "CRUDE_MEASURES",
    "DOMAINS",
    "FREQUENCIES",
    "LEVELS",
    "MEASURES",
    "POLARITIES",
    "Catalogue",
    "Framework",
    "Headline",
    "Illustrative",
    "Indicator",
    "Match",
    "Priority",
    "load_catalogue",
    "normalise_name",
]
