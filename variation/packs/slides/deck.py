"""A presentation being made: slides with unique titles, notes, numbers and footers, and the file at the end."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Emu

from variation.packs.sheets import Composed
from variation.packs.slides.base import (
    cover_layout,
    height_of,
    own_presentation,
    page_layout,
    template_presentation,
)
from variation.packs.slides.parts import DECISION, SOURCE
from variation.packs.slides.shapes import Box, Type, add_text, paint_run
from variation.packs.slides.words import clean, fit, fit_title
from variation.packs.words import mark

TITLE_SIZES = (32, 30, 28)
_SEEN = 90  # characters of a title that are never cut
_INSET = (7.2, 3.6)  # pt, usual inside a placeholder
_FIXED = (1980, 1, 1, 0, 0, 0)  # one date for all parts, so that the same pack gives the same file
_EDGE = 36.0
_LOWEST_TITLE = 60.0  # pt; above that no template ends its title, whatever its file says
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_FOOTERS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_LANGUAGE = "en-GB"


class Deck:
    """Slides of one pack.

    templated : whether an organisation's template is used; its fonts and colours of text are then left as they are
    footer : what stands at the foot of each slide
    """

    def __init__(self, composed: Composed, template: Path | None) -> None:
        self.composed = composed
        self.templated = template is not None
        self.mark = mark(composed)
        self.presentation = template_presentation(template) if template else own_presentation()
        self.width, self.height = height_of(self.presentation)
        named = [] if self.templated else [composed.pack.title]  # templates leave less room
        self.footer = clean(" · ".join([*named, self.mark.capitalize() or composed.state.capitalize(), composed.label]))
        self._titles: set[str] = set()
        self._page, self._cover = page_layout(self.presentation), cover_layout(self.presentation)
        self.body = self._body()

    def _body(self) -> Box:
        """The part of a page below its title and above its footers."""
        places = {p.placeholder_format.type: p for p in self._page.placeholders}
        title = places.get(PP_PLACEHOLDER.TITLE)
        tops = [Emu(p.top).pt for kind, p in places.items() if kind in _FOOTERS and p.top is not None]
        bottom = min([top for top in tops if top > self.height / 2] or [self.height - 32]) - 4
        if title is None or title.top is None or Emu(title.top + title.height).pt > self.height / 2:
            return Box(_EDGE, 96.0, self.width - 2 * _EDGE, bottom - 96)
        left, across = Emu(title.left).pt + _INSET[0], Emu(title.width).pt - 2 * _INSET[0]
        if not self.templated:
            left, across = _EDGE, self.width - 2 * _EDGE
        left = max(left, 0.0)
        across = min(across, self.width - 2 * left) if across > 0 else self.width - 2 * left
        top = max(Emu(title.top + title.height).pt + 4, _LOWEST_TITLE)
        return Box(left, top, across, bottom - top)

    def add(self, title: str, notes: str = "") -> tuple[Any, Box]:
        """A new page with its title, notes, footer and number, and the body that is free below the title.

        What a long title has no room for is in the notes.
        """
        slide = self.presentation.slides.add_slide(self._page)
        height = self._write_title(slide, title)
        for place in list(slide.placeholders):
            if place.placeholder_format.type not in _TITLES:
                place._element.getparent().remove(place._element)
        self._finish(slide, f"{clean(title)}\n\n{notes}" if notes else clean(title))
        if self.templated or slide.shapes.title is None:
            return slide, self.body
        spare = max(0.0, self.body.top - (Emu(slide.shapes.title.top).pt + _INSET[1] + height + 8))
        return slide, self.body.from_top(-spare)

    def add_cover(self, title: str, lines: list[str], notes: str) -> None:
        """The title slide: its title, and the lines below in the place that the layout has for them."""
        slide = self.presentation.slides.add_slide(self._cover)
        self._write_title(slide, title)
        below = next((p for p in slide.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.SUBTITLE), None)
        for place in list(slide.placeholders):
            if place is not below and place.placeholder_format.type not in (*_TITLES, PP_PLACEHOLDER.SUBTITLE):
                place._element.getparent().remove(place._element)
        self._write_lines(slide, below, lines)
        self._finish(slide, notes)

    def _write_lines(self, slide: Any, place: Any, lines: list[str]) -> None:
        box = self.body if place is None else _place_box(place)
        fitted = fit("\n".join(lines), box.width, box.height, (22, 20, 18, 16, 14, 12))
        if place is None:
            add_text(slide.shapes, box, fitted.text.split("\n"), Type(fitted.size), name="Details")
            return
        frame = place.text_frame
        frame.word_wrap = True
        for k, line in enumerate(fitted.text.split("\n")):
            paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = line
            paint_run(run, Type(fitted.size, bold=line.isupper()))

    def _write_title(self, slide: Any, title: str) -> float:
        """Write the title; returns the height of its lines in pt."""
        text = self._unique(clean(title).replace("\n", " ").strip() or "Page")
        place = slide.shapes.title
        if place is None:
            box = Box(_EDGE, 24, self.width - 2 * _EDGE, 68)
            fitted = fit_title(text, box.width, box.height, TITLE_SIZES)
            add_text(slide.shapes, box, [fitted.text], Type(fitted.size, bold=True, heading=True), name="Title")
            return fitted.height
        box = _place_box(place)
        fitted = fit_title(text, box.width, box.height, TITLE_SIZES)
        place.text_frame.word_wrap = True
        run = place.text_frame.paragraphs[0].add_run()
        run.text = fitted.text
        paint_run(run, Type(fitted.size, bold=not self.templated))
        if self.templated:
            run.font.bold = None
        return fitted.height

    def _unique(self, title: str) -> str:
        """The title, with a number behind it where a slide before has the same, as far as it can be seen."""
        found, number = title, 1
        while found[:_SEEN] in self._titles:
            number += 1
            front = title if len(title) <= _SEEN - 10 else f"{title[: _SEEN - 10].rstrip()}…"
            found = f"{front} ({number})"
        self._titles.add(found[:_SEEN])
        return found

    def _finish(self, slide: Any, notes: str) -> None:
        for place in slide.slide_layout.placeholders:
            kind = place.placeholder_format.type
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                _copy_footer(slide, place, self.footer if kind == PP_PLACEHOLDER.FOOTER else "")
        slide.notes_slide.notes_text_frame.text = clean(notes)

    def save(self) -> bytes:
        """The file; the same for the same pack."""
        _set_properties(self.presentation.core_properties, self.composed)
        _set_language(self.presentation)
        for slide in self.presentation.slides:
            _set_order(slide)
        file = io.BytesIO()
        self.presentation.save(file)
        return _undated(file.getvalue())


def _place_box(place: Any) -> Box:
    """The room for text within a placeholder."""
    left, top, width, height = (Emu(v or 0).pt for v in (place.left, place.top, place.width, place.height))
    return Box(left + _INSET[0], top + _INSET[1], width - 2 * _INSET[0], height - 2 * _INSET[1])


def _copy_footer(slide: Any, place: Any, text: str) -> None:
    """A footer or the slide's number, which python-pptx does not copy from the layout."""
    element = copy.deepcopy(place._element)
    slide.shapes._spTree.append(element)
    element.xpath(".//p:cNvPr")[0].set("id", str(max(s.shape_id for s in slide.shapes) + 1))
    if not text:
        return
    for body in element.xpath("./p:txBody"):
        shape = next(s for s in slide.placeholders if s._element is element)
        shape.text_frame.text = fit(text, _place_box(place).width, 16, (12,)).text
        del body


def _set_properties(core: Any, composed: Composed) -> None:
    pack = composed.pack
    core.title, core.author = clean(pack.title)[:255], clean(pack.author or pack.board)[:255]
    core.subject = clean(f"{pack.board}, for {pack.purpose}".strip(" ,"))[:255]
    core.keywords = clean(f"snapshot {composed.snapshot}, {composed.label}")[:255]
    core.comments, core.last_modified_by, core.category = "", core.author, "Board pack"
    core.language, core.revision = _LANGUAGE, 1
    when = datetime.combine(pack.date, time(), UTC).replace(tzinfo=None) if pack.date else datetime(2000, 1, 1)  # noqa: DTZ001
    core.created = core.modified = when


def _set_order(slide: Any) -> None:
    """What is read after the charts put behind them: the decision asked for, the source, the footers."""
    tree = slide.shapes._spTree
    for name in (DECISION, SOURCE):
        for shape in [s for s in slide.shapes if s.name == name]:
            tree.append(shape._element)
    for place in [p for p in slide.placeholders if p.placeholder_format.type in _FOOTERS]:
        tree.append(place._element)


def _set_language(presentation: Any) -> None:
    """British English on every run, so that spelling is checked as such."""
    for element in _texts(presentation):
        for run in element.xpath(".//a:r/a:rPr | .//a:fld/a:rPr | .//a:endParaRPr | .//a:defRPr"):
            run.set("lang", _LANGUAGE)


def _texts(presentation: Any) -> Iterator[Any]:
    yield presentation.part._element
    for slide in presentation.slides:
        yield slide._element
        yield slide.notes_slide._element


def _undated(blob: bytes) -> bytes:
    """The file with one fixed date on each of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as found, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for item in found.infolist():
            made.writestr(zipfile.ZipInfo(item.filename, _FIXED), found.read(item), zipfile.ZIP_DEFLATED)
    return file.getvalue()
