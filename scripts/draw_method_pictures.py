"""Draw the pictures of docs/methods anew, with the atlas's own figures, in Chromium.

    python scripts/draw_method_pictures.py

Figures are simulated with fixed seeds, or the shipped illustrative ones: a picture shows what its page explains, and no
place is meant.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from scripts import method_pictures, shipped_pictures  # noqa: E402  the project is not installed as a package

FOLDER = PROJECT / "docs" / "images" / "methods"
WIDTH, HEIGHT = 760, 420
ROW = 16  # px that a named row needs
_DRAW = """async ([figure, width, height]) => Plotly.toImage(
    { data: figure.data, layout: { ...figure.layout, width, height, autosize: false }, config: { staticPlot: true } },
    { format: 'svg', width, height })"""


def main() -> None:
    """Write one SVG a picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    library = next((PROJECT / "assets" / "vendor").glob("plotly-*.min.js"))
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        sys.exit("No Chromium found: `make browser` installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.add_script_tag(path=library)
        figures = {name: make() for name, make in method_pictures.PICTURES.items()} | shipped_pictures.draw_all()
        for name, figure in figures.items():
            path = FOLDER / f"{name}.svg"
            path.write_text(_svg(page, figure), encoding="utf-8")
            print(path.relative_to(PROJECT))
        browser.close()


def _svg(page: Any, figure: dict[str, Any]) -> str:
    figure = json.loads(json.dumps(figure, allow_nan=False))
    rows = len(figure["layout"]["yaxis"].get("tickvals", ()))
    drawn: str = page.evaluate(_DRAW, [figure, WIDTH, max(HEIGHT, 90 + ROW * rows)])
    return unquote(drawn.partition(",")[2])


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore", invalid="ignore", divide="ignore")
    main()
