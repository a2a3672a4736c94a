"""A page as HTML alone, in answer to a form: nothing of Dash, so that what was typed stands in it as it was typed."""

from __future__ import annotations

from html import escape
from typing import Any

from flask import Response

from components.first_page import render
from components.navigation import NAME, layout
from components.serving import served


def plain_page(content: Any, title: str, status: int) -> Response:
    """The page with everything around it.

    Parameters
    ----------
    content : a layout of the components that pages are made of
    """
    style = served().boundaries.get("atlas.css", "")
    page = (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)} · {NAME}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{escape(style)}"></head><body>{render(layout(), content)}</body></html>'
    )
    return Response(page, status, mimetype="text/html")
