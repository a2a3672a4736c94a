"""Which one series a view is about, where it is about one: what pages that the atlas writes compare."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from variation.analyses.chart_pages import CHART_PAGES
from variation.analyses.selection import Selection

OF_ONE = {page.path for page in CHART_PAGES.values() if page.series}
"""Pages whose views are about one series."""


def query_of(address: str) -> dict[str, str]:
    """The query of an address, the first of each key."""
    return {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}


def series_of(address: str) -> Selection | None:
    """The selection that an address asks for, without what only changes how it is drawn; None for other views."""
    path = urlsplit(address).path
    page = CHART_PAGES.get(path)
    if page is None or not page.series:
        return None
    query = {key: value for key, value in query_of(address).items() if key in page.series}
    if path == "/inequalities":
        query["level"] = "borough"
    return Selection.from_query(query)[0]
