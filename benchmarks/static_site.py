"""The limit: a bare page with the same figures precomputed, the same chart library and boundaries, and nothing else.

`server` serves a folder that `build` has written, compressed beforehand, by the same gunicorn as the atlas.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import brotli

FOLDER = "BENCHMARK_FOLDER"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
}
_PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Bare page</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/page.css">
<link rel="preload" href="/views/{first}.json" as="fetch" crossorigin>
{preloads}
<script defer src="/{library}"></script><script defer src="/page.js"></script>
</head><body><select id="choice-view" aria-label="View">{options}</select>
{charts}</body></html>
"""
_SCRIPT = """'use strict';
const config = CONFIG;
const charts = ['map', 'funnel', 'trend', 'bars'];
const select = document.getElementById('choice-view');
async function draw() {
    const figures = await (await fetch(`/views/${select.value}.json`)).json();
    for (const id of charts) {
        Plotly.react(id, figures[id].data, figures[id].layout, config);
    }
}
select.addEventListener('change', draw);
draw();
"""


def build(
    folder: Path,
    *,
    views: Mapping[str, Mapping[str, Any]],
    files: Mapping[str, bytes],
    sizes: Mapping[str, Mapping[str, float]],
    config: Mapping[str, Any],
) -> None:
    """Write the page.

    Parameters
    ----------
    folder : an empty folder
    views : by name, the figures of each view as the atlas answers them, by chart; the first is shown at first
    files : by address, what the figures fetch (boundaries) and the chart library, whose name begins with "plotly"
    sizes : left, top, width and height of each chart as the atlas lays it out
    config : how the atlas sets its charts up
    """
    library = next(name for name in files if Path(name).name.startswith("plotly"))
    wanted = json.dumps(next(iter(views.values())))
    preloads = [
        f'<link rel="preload" href="{name}" as="fetch" crossorigin>'
        for name in files
        if name != library and name in wanted
    ]
    rules = [
        f"#{chart}{{position:absolute;left:{s['left']}px;top:{s['top']}px;width:{s['width']}px;height:{s['height']}px}}"
        for chart, s in sizes.items()
    ]
    page = _PAGE.format(
        first=next(iter(views)),
        library=library.lstrip("/"),
        preloads="\n".join(preloads),
        options="".join(f'<option value="{name}">{name}</option>' for name in views),
        charts="".join(f'<div id="{chart}"></div>' for chart in sizes),
    )
    written = {
        "index.html": page.encode(),
        "page.js": _SCRIPT.replace("CONFIG", json.dumps(config)).encode(),
        "page.css": "\n".join(rules).encode(),
        **{f"views/{name}.json": _compact(figures) for name, figures in views.items()},
        **{name.lstrip("/"): content for name, content in files.items()},
    }
    for name, content in written.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(brotli.compress(content, quality=5 if name.startswith("views/") else 11))


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


_kept: dict[str, bytes] = {}


def server(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with a file of the folder; views are fetched anew each time, everything else is kept for ever."""
    name = environ["PATH_INFO"].lstrip("/") or "index.html"
    if name not in _kept:
        root = Path(os.environ[FOLDER]).resolve()
        path = (root / name).resolve()
        if root not in path.parents or not path.is_file():
            start_response("404 Not Found", [("Content-Length", "0")])
            return [b""]
        _kept[name] = path.read_bytes()
    content = _kept[name]
    kind = _KINDS.get(Path(name).suffix, "application/json")
    keep = (
        "no-store"
        if name.startswith("views/")
        else "no-cache"
        if name == "index.html"
        else "max-age=31536000, immutable"
    )
    headers = [("Content-Type", kind), ("Content-Encoding", "br"), ("Cache-Control", keep)]
    start_response("200 OK", [*headers, ("Content-Length", str(len(content)))])
    return [content]
