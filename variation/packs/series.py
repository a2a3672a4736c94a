"""Which one series a view is about, where it is about one: what pages that the atlas writes compare."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from variation.analyses.selection import Selection

PATHS: Mapping[str, tuple[str, ...]] = {
    "/": ("indicator", "level", "within", "period", "sex", "age", "benchmark", "dispersion"),
    "/spread": ("indicator", "level", "within", "period", "sex", "age"),
    "/multiples": ("indicator", "level", "within", "sex", "age", "benchmark"),
    "/inequalities": ("indicator", "period", "sex", "age"),
}
"""Paths of views of one series, and what of their query decides its figures."""


def query_of(address: str) -> dict[str, str]:
    """The query of an address, the first of each key."""
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def series_of(address: str) -> Selection | None:
    """The selection that an address asks for, without what only changes how it is drawn; None for other views."""
    path = urlsplit(address).path
    if path not in PATHS:
        return None
    query = {key: value for key, value in query_of(address).items() if key in PATHS[path]}
    if path == "/inequalities":
        query["level"] = "borough"
    return Selection.from_query(query)[0]
