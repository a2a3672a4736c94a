"""The composition root: puts rooms together into a Dash application. Wiring only; nothing imports it.

`server` is the WSGI application, for gunicorn: `gunicorn app:server`.
"""

from __future__ import annotations

import re
from pathlib import Path

# isort: off
import numpy  # noqa: F401, ICN001  before plotly, which under threads may read a half-imported numpy
# isort: on

import dash
import plotly.io
from flask import Flask
from flask_compress import Compress

from components.answers import register_answers, register_pages
from components.api import register_api
from components.document import PAGE, Atlas
from components.downloads import register_downloads
from components.files import Immutable, register_suites
from components.guard import POLICY, content_policy, register_guard, trust_proxies
from components.health import register_health
from components.lists import register_lists
from components.meeting import register_meeting
from components.navigation import NAME, layout
from components.pack_posts import register_packs
from components.serving import KEY, Served
from components.usual_footprint import register_usual_footprint
from components.warming import start_warming
from variation import analyses, geography
from variation.indicators import load_catalogue
from variation.settings import PROJECT, Settings
from variation.store import open_store

_ASSETS = PROJECT / "assets"
_CACHE = PROJECT / "var" / "compressed"
_SCRIPTS = (
    "view.js",
    "rows.js",
    "words.js",
    "link.js",
    "table.js",
    "search.js",
    "numbers.js",
    "drawing.js",
    "export.js",
    "paper.js",
    "explain.js",
    "tour.js",
    "pages.js",
    "charts.js",
    *sorted(path.name for path in _ASSETS.glob("page-*.js")),
    "first.js",
)
_PARTS = {
    "plotly.js": ("vendor/plotly-4.1.1.min.js",),
    "atlas.js": ("vendor/accessible-autocomplete-3.0.1.min.js", *_SCRIPTS),
    "atlas.css": (
        "vendor/bootstrap-5.3.8-part.min.css",
        "vendor/accessible-autocomplete-3.0.1.min.css",
        "atlas.css",
        *sorted(path.name for path in _ASSETS.glob("page-*.css")),
    ),
    "icon.svg": ("icon.svg",),
}

WARMED = ("/overview", "/area")  # pages that rest on every indicator


def create_app(settings: Settings | None = None) -> dash.Dash:
    """Build the application; raises VariationError where settings, catalogue or store cannot be used."""
    settings = settings or Settings.from_env()
    files = Immutable(_files(), _CACHE)
    # Figures are plain lists, which the standard library's encoder writes ten times quicker than plotly's own walk
    plotly.io.json.config.default_engine = "json"
    app = Atlas(
        __name__,
        server=Flask(__name__, static_folder=None),
        use_pages=True,
        pages_folder=str(PROJECT / "pages"),
        include_assets_files=False,
        external_scripts=[files.addresses[name] for name in ("plotly.js", "atlas.js")],
        external_stylesheets=[files.addresses["atlas.css"]],
        title=NAME,
        update_title=None,
        suppress_callback_exceptions=True,
        index_string=PAGE.replace("ICON", files.addresses["icon.svg"]),
        meta_tags=[
            {"name": "viewport", "content": "width=device-width, initial-scale=1"},
            {"name": "description", "content": "Where care differs across London, whether that is more than chance."},
        ],
    )
    app.layout = layout
    store, catalogue = open_store(settings.database_url), load_catalogue(settings.data)
    app.server.config[KEY] = Served(settings=settings, store=store, catalogue=catalogue, boundaries=files.addresses)
    trust_proxies(app.server, settings.proxies)
    _register(app, files)
    analyses.warm(catalogue, store)
    if settings.warm:
        start_warming(app.server, WARMED)
    return app


def _register(app: dash.Dash, files: Immutable) -> None:
    """The HTTP side: compression, files, downloads, health, headers."""
    server = app.server
    server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=400)
    Compress(server)
    files.register(server)
    register_suites(server, _CACHE)
    register_downloads(server)
    register_api(server)
    register_health(server)
    register_guard(server)
    register_answers(app)
    register_pages(server)
    register_lists(server)
    register_packs(server)
    register_usual_footprint(server)
    register_meeting(server)
    # Dash sets itself up on the first request, and marks that done before doing it, so two first requests would race
    client = server.test_client()
    client.get("/_dash-dependencies")
    server.config[POLICY] = content_policy(app.csp_hashes())
    for address in re.findall(r'src="(/_dash-component-suites/[^"]+)"', client.get("/data").text):
        client.get(address)  # compressed now, not for the first visitor


def _files() -> dict[str, list[Path]]:
    found = {name: [_ASSETS / part for part in parts] for name, parts in _PARTS.items()}
    found |= {level: [geography.boundary_file(level)] for level in geography.LEVELS}
    found["borough-tiles"] = [geography.boundary_file("borough", tiles=True)]
    found["borough-tiles-stp"] = [geography.outline_file(tiles=True)]
    return found


app = create_app()
server = app.server
