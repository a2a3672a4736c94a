"""A pack turned to another footprint: the same pages, each view limited to it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from variation import geography
from variation.packs.model import VIEW, Pack, PackPage


def within_footprint(pack: Pack, code: str) -> Pack:
    """The pack for a footprint; its name and title say which.

    Raises
    ------
    UnknownArea
        When no area has the code.
    """
    area = geography.area(code)
    slug = re.sub(r"[^a-z0-9]+", "-", area.name.lower()).strip("-")
    pages = tuple(_limited(page, code) for page in pack.pages)
    return replace(pack, name=f"{pack.name}-{slug}", title=f"{pack.title}: {area.name}", within=code, pages=pages)


def _limited(page: PackPage, code: str) -> PackPage:
    if page.kind != VIEW:
        return page
    parts = urlsplit(page.view)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), "within": code}
    # sentences that a person wrote for London may be untrue of a footprint
    return replace(page, view=f"{parts.path}?{urlencode(query)}", findings=None, message="")
