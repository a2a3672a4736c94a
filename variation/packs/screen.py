"""A composed pack as one HTML file: a document to read or print, and the meeting mode that a board sits before.

The file asks for nothing else: words, styles, script and charts stand in it, so that it opens from a disk or a stick as
from the atlas. Its script only moves what is there; without it the file is the document. `assets/meeting` holds the
template, the styles and the script.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from variation.findings.tables import ILLUSTRATIVE_MARK
from variation.packs.screen_pages import COVER_AND_CONTENTS, page_of
from variation.packs.sheets import Composed, cell_text
from variation.packs.words import cover_lines, is_edited, mark, record_behind, tables_behind
from variation.settings import PROJECT

FOLDER = PROJECT / "assets" / "meeting"
_SCRIPTS = ("fit.js", "deck.js", "dialogs.js", "hands.js", "presenter.js", "start.js")
_STYLES = ("document.css", "meeting.css", "print.css")


def write_html(composed: Composed, *, live: str = "", notes: bool = False) -> bytes:
    """The file of a pack.

    Parameters
    ----------
    live : what stands before the address of a page of the atlas, "/" for a file that the atlas itself serves; ""
        offers no way to the live pages
    notes : whether the file has the presenter's notes: whoever has the file can read them

    Returns
    -------
    bytes
        UTF-8; the same for the same pack.
    """
    pages = [page_of(number, sheet, live) for number, sheet in enumerate(composed.sheets, start=COVER_AND_CONTENTS + 1)]
    text = (
        _environment()
        .get_template("document.html")
        .render(
            composed=composed,
            pack=composed.pack,
            pages=pages,
            notes=notes,
            last=len(pages) + COVER_AND_CONTENTS,
            cover=cover_lines(composed),
            mark=mark(composed),
            record=record_behind(composed),
            policy=content_policy(framed=False),
            style=Markup(_joined(_STYLES)),  # noqa: S704  our own file
            script=Markup(script()),  # noqa: S704  our own file
        )
    )
    return text.lstrip().encode()


def content_policy(*, framed: bool = True) -> str:
    """The content policy of the file, in the file and for its server: no request at all, no script but its own.

    Parameters
    ----------
    framed : whether to say who may frame it, which only a server can
    """
    digest = base64.b64encode(hashlib.sha256(script().encode()).digest()).decode()
    parts = (
        "default-src 'none'",
        f"script-src 'sha256-{digest}'",
        "style-src 'unsafe-inline'",  # charts carry their colours in style attributes
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join([*parts, "frame-ancestors 'self'"] if framed else parts)


@cache
def script() -> str:
    """The script of every such file."""
    return f"(() => {{\n'use strict';\n{_joined(_SCRIPTS)}}})();\n"


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(Path(FOLDER)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        cell_text=cell_text,
        edited=is_edited,
        tables_behind=tables_behind,
        illustrative_mark=ILLUSTRATIVE_MARK,
    )
    return found
