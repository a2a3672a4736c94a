"""The document that starts the application in a browser: the page itself, its scripts, and last those of Dash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash
from flask import current_app, g, request

from components.files import PREFIX
from components.first_page import page_of, render
from components.navigation import layout
from components.remembered import personal
from components.serving import KEY, served
from components.usual_footprint import footprint_line
from variation.analyses.cache import Cache

# Scripts that Dash adds to every page and ours do not need: polyfills for browsers long gone (they also slow down
# String.trim in all others), and the retired table.
_NOT_NEEDED = ("polyfill@", "dash_table/bundle")
_kept: Cache[str] = Cache(128)  # of some 100 KB each
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" href="ICON" type="image/svg+xml">
{%css%}
<!--ahead-->
</head>
<body>
<!--first-->
{%app_entry%}
<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


class Atlas(dash.Dash):
    """Dash that sends the page itself, and whose own scripts wait until that is drawn (assets/first.js starts them)."""

    def _config(self) -> dict[str, Any]:
        """Without the token of the page load, to which only handles of background callbacks are bound.

        There are none of these, and without it a page of one snapshot is the same for everybody, so that it need be
        compressed only once (components/answers.py).
        """
        config: dict[str, Any] = super()._config()
        if not self._background_managers():
            config.pop("end_id", None)
        return config

    def interpolate_index(self, **parts: str) -> str:
        """The page that starts the application in a browser."""
        lines = [line for line in parts["scripts"].splitlines() if not any(name in line for name in _NOT_NEEDED)]
        ours = [line.replace("<script ", "<script defer ") for line in lines if f'src="{PREFIX}/' in line]
        dashs = [line for line in lines if "src=" in line and f'src="{PREFIX}/' not in line]
        inline = [line for line in lines if "src=" not in line]
        ahead = [f'<link rel="preload" href="{_source(line)}" as="script" fetchpriority="low">' for line in dashs]
        waiting = [line.replace("<script src=", '<script type="text/plain" data-src=') for line in dashs]
        parts["scripts"] = "\n".join([*inline, *waiting])
        parts["renderer"] = parts["renderer"].replace("application/javascript", "text/plain")
        page = page_of(request.path)
        parts["title"] = page["title"] if page else parts["title"]
        made = str(super().interpolate_index(**parts))
        return made.replace("<!--ahead-->", "\n".join([*ours, *_asked_ahead(), *ahead])).replace(
            "<!--first-->", _first_page(page)
        )


def _source(script: str) -> str:
    return script.partition('src="')[2].partition('"')[0]


def _asked_ahead() -> list[str]:
    """What the scripts will ask for, asked for while they are still on their way."""
    addresses = current_app.config[KEY].boundaries
    level = request.args.get("level", "borough")
    names = ("stp", level) if level in ("borough", "ccg") else ("stp",)
    return [
        *[
            f'<link rel="preload" href="{addresses[name]}" as="fetch" crossorigin data-boundaries="{name}">'
            for name in names
            if request.path == "/"
        ],
        '<link rel="preload" href="/_dash-layout" as="fetch" crossorigin>',
        '<link rel="preload" href="/_dash-dependencies" as="fetch" crossorigin>',
    ]


def _first_page(page: Mapping[str, Any] | None) -> str:
    """The page as HTML; kept, since it is of one snapshot, unless it is registered with `kept=False`.

    Pages that show something of this browser's own are kept apart from those of others.
    """
    if page is None:
        return ""
    source = served()
    snapshot = source.snapshot()
    if not page.get("kept", True):
        return _render(page)
    key = (snapshot.id if snapshot else 0, page["module"], request.query_string, personal())
    g.problem = False
    try:
        return _kept.get(source.store, key, lambda: _without_problem(page))
    except _Problem as shown:
        return str(shown)


class _Problem(Exception):
    """The HTML of a page that shows a problem, which is not kept: it may pass."""


def _without_problem(page: Mapping[str, Any]) -> str:
    made = _render(page)
    if g.problem:
        raise _Problem(made)
    return made


def _render(page: Mapping[str, Any]) -> str:
    query = {
        name: values[0] if len(values) == 1 else values for name, values in request.args.to_dict(flat=False).items()
    }
    return f'<div id="first-page">{render(layout(footprint_line()), page["layout"](**query))}</div>'
