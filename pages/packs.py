"""Board packs: those of this browser, those that are shipped, and a form for another."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.finding import problem
from components.forms import first_text
from components.pack_list import pack_list
from components.refusals import public
from components.serving import served
from variation.errors import VariationError

dash.register_page(
    __name__, path="/packs", name="Board packs", title="Board packs · London Variation Atlas", order=7.5, kept=False
)  # not kept: packs change without a load


def layout(**query: Any) -> html.Div:
    """The page; `find` limits what is listed."""
    find, done = (first_text(query.get(name)) for name in ("find", "done"))
    try:
        return pack_list(served(), find=find, done=done)
    except VariationError as error:
        return html.Div(problem("Board packs cannot be read", public(error), link="/start", link_text="Start"))
