"""The media a composed pack can be written in: the one place where a medium is added."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from variation.errors import PackError
from variation.packs.sheets import Composed


@dataclass(frozen=True)
class Medium:
    """A kind of file.

    suffix, mimetype : of the file
    module, writer : where the function stands that makes it, imported only when it is asked for: a composed pack in,
        bytes out; one that can use an organisation's template takes its path as `template`
    """

    suffix: str
    mimetype: str
    module: str
    writer: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA: Mapping[str, Medium] = {
    "pdf": Medium(".pdf", "application/pdf", "variation.packs.pdf", "write_pdf"),
    "pptx": Medium(".pptx", f"{_OFFICE}.presentationml.presentation", "variation.packs.slides", "write_pptx"),
    "xlsx": Medium(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "variation.packs.workbook", "write_workbook"),
    "html": Medium(".html", "text/html", "variation.packs.screen", "write_html"),
}


def render(composed: Composed, name: str, *, template: Path | None = None) -> bytes:
    """A composed pack in one medium.

    Parameters
    ----------
    name : of the medium
    template : the organisation's own, for media that take one; others leave it aside

    Raises
    ------
    PackError
        When there is no such medium.
    """
    if name not in MEDIA:
        raise PackError(f"A pack cannot be written as {name!r}; it can be {', '.join(MEDIA)}.")
    medium = MEDIA[name]
    write = getattr(import_module(medium.module), medium.writer)
    takes = "template" in inspect.signature(write).parameters
    made: bytes = write(composed, template=template) if takes and template else write(composed)
    return made
