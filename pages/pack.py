"""One kept board pack: its pages, cover, sign-off and record; or one page of it."""

from __future__ import annotations

from typing import Any

import dash
from dash import html

from components.finding import problem
from components.forms import first_text
from components.pack_editor import editor, page_editor
from components.refusals import public
from components.serving import served
from variation.errors import PackError, VariationError

dash.register_page(
    __name__, path="/pack", name="Board pack", title="Board pack · London Variation Atlas", order=None, kept=False
)  # not kept: packs change without a load; not in the navigation: it needs an id


def layout(**query: Any) -> html.Div:
    """The pack that `pack` names by the id that edits it; `page` is one of its pages, from 1."""
    pack_id, page, done, ask = (first_text(query.get(name)) for name in ("pack", "page", "done", "ask"))
    s = served()
    try:
        kept = s.store.packs.get(pack_id)
        if kept is None:
            return _missing()
        if page:
            return page_editor(kept, _place(page), s, done=done)
        return editor(kept, s, done=done, ask=ask)
    except VariationError as error:
        return html.Div(problem("The pack cannot be shown", public(error), link="/packs", link_text="Board packs"))


def _place(page: str) -> int:
    if not (page.isascii() and page.isdecimal() and len(page) < 4):
        raise PackError("There is no such page in this pack; it may have been removed.")
    return int(page) - 1


def _missing() -> html.Div:
    sentence = "There is no such board pack: it was deleted, or the link is not whole."
    return html.Div(problem("No such board pack", sentence, link="/packs", link_text="Board packs"))
