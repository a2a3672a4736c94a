"""The presentation that slides are laid in: our own master, or an organisation's template with its slides taken out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from variation.errors import PackError
from variation.figures.theme import BLUE, DARK_BLUE, GROUND, SECONDARY, TEXT, WHITE

WIDE = (960, 540)  # pt: 16:9
_MARGIN = 36
_INSET = 7.2  # of text in a placeholder, so that it stands on the margin
_KEPT = ("Title Slide", "Title Only", "Blank")  # of the layouts that python-pptx brings
_PLACES = {  # left, top, width, height in pt of the placeholders of our master
    PP_PLACEHOLDER.TITLE: (_MARGIN - _INSET, 18, 960 - 2 * _MARGIN + 2 * _INSET, 84),
    PP_PLACEHOLDER.BODY: (_MARGIN, 104, 960 - 2 * _MARGIN, 396),
    PP_PLACEHOLDER.CENTER_TITLE: (72, 84, 816, 130),
    PP_PLACEHOLDER.SUBTITLE: (72, 230, 816, 230),
    PP_PLACEHOLDER.DATE: (_MARGIN, 508, 120, 20),
    PP_PLACEHOLDER.FOOTER: (_MARGIN - _INSET, 508, 760, 20),
    PP_PLACEHOLDER.SLIDE_NUMBER: (864 + _INSET, 508, 60, 20),
}
_COLOURS = {
    "dk1": TEXT,
    "lt1": WHITE,
    "dk2": DARK_BLUE,
    "lt2": GROUND,
    "accent1": BLUE,
    "accent2": "#B35806",
    "accent3": "#F1A340",
    "accent4": "#92C5DE",
    "accent5": "#2166AC",
    "accent6": SECONDARY,
    "hlink": BLUE,
    "folHlink": DARK_BLUE,
}
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_TEMPLATE = _MAIN.replace("presentation.main", "template.main")
_LARGEST = 100_000_000  # bytes of a template
MACROS = "macroEnabled"


def own_presentation() -> Any:
    """A presentation of 16:9 in Arial and the atlas's colours, with the three layouts that are used."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(WIDE[0]), Pt(WIDE[1])
    for layout in list(presentation.slide_layouts):
        if layout.name not in _KEPT:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    for room in (master, *presentation.slide_layouts):
        _lay_out(room)
    _style_titles(master)
    _paint_theme(master)
    return presentation


def _lay_out(room: Any) -> None:
    for place in list(room.placeholders):
        kind = place.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            place._element.getparent().remove(place._element)
        elif kind in _PLACES:
            place.left, place.top, place.width, place.height = (Pt(v) for v in _PLACES[kind])
            if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                _quiet(place, right=kind == PP_PLACEHOLDER.SLIDE_NUMBER)
            if kind == PP_PLACEHOLDER.SUBTITLE:
                _quiet(place, right=False)
            if kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE):
                for body in place._element.iter(qn("a:bodyPr")):
                    body.set("anchor", "t" if kind == PP_PLACEHOLDER.TITLE else "b")


def _quiet(place: Any, *, right: bool) -> None:
    """Footers small, dark enough to read, at the edges of the slide."""
    for style in place._element.xpath(".//a:lstStyle/a:lvl1pPr"):
        style.set("algn", "r" if right else "l")
        for run in style.findall(qn("a:defRPr")):
            run.set("sz", "1200")
            for fill in run.findall(qn("a:solidFill")):
                run.remove(fill)


def _style_titles(master: Any) -> None:
    """Titles bold, at the left, in the colour of headings; centred in the height they have."""
    for style in master._element.xpath("./p:txStyles/p:titleStyle/a:lvl1pPr"):
        style.set("algn", "l")
        for run in style.findall(qn("a:defRPr")):
            run.set("sz", "2800")
            run.set("b", "1")
            for scheme in run.iter(qn("a:schemeClr")):
                scheme.set("val", "tx2")


def _paint_theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode("utf-8")
    theme = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', r"\1Arial", theme)
    for name, colour in _COLOURS.items():
        value = f'<a:{name}><a:srgbClr val="{colour.lstrip("#")}"/></a:{name}>'
        theme = re.sub(rf"<a:{name}>.*?</a:{name}>", value, theme, flags=re.DOTALL)
    part._blob = theme.encode("utf-8")


def template_presentation(path: Path) -> Any:
    """An organisation's template, empty of its own slides; raises PackError where it is none."""
    try:
        if path.stat().st_size > _LARGEST:
            raise PackError(f"The template {path.name} is larger than {_LARGEST // 1_000_000} MB.")
        presentation = Presentation(io.BytesIO(_as_presentation(path)))
    except (OSError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, SyntaxError) as error:
        raise PackError(f"The template {path.name} cannot be opened as a PowerPoint file (.potx or .pptx).") from error
    if not len(presentation.slide_layouts):
        raise PackError(f"The template {path.name} has no layouts to put slides on.")
    _empty(presentation)
    return presentation


def _as_presentation(path: Path) -> bytes:
    """The file with the content type of a presentation, which is all that parts a template from one."""
    with zipfile.ZipFile(path) as found:
        types = found.read("[Content_Types].xml").decode("utf-8")
        if MACROS in types:
            raise PackError(f"The template {path.name} has macros; save it as .potx or .pptx first.")
        if _TEMPLATE not in types:
            return path.read_bytes()
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
            for item in found.infolist():
                blob = found.read(item.filename)
                made.writestr(item, types.replace(_TEMPLATE, _MAIN) if item.filename == "[Content_Types].xml" else blob)
    return file.getvalue()


def _empty(presentation: Any) -> None:
    """Take out slides, and the sections and shows that name them, which would make the file need repair."""
    element = presentation.part._element
    for slide in list(presentation.slides._sldIdLst):
        presentation.part.drop_rel(slide.rId)
        presentation.slides._sldIdLst.remove(slide)
    for stale in element.xpath("./p:custShowLst | ./p:extLst/p:ext[.//*[local-name()='sectionLst']]"):
        stale.getparent().remove(stale)


def page_layout(presentation: Any) -> Any:
    """The layout for pages: of those with a title, the one with the least else, by what it has and not by its name."""
    titled = [layout for layout in presentation.slide_layouts if _has(layout, PP_PLACEHOLDER.TITLE)]
    return min(titled or list(presentation.slide_layouts), key=_others)


def cover_layout(presentation: Any) -> Any:
    """The layout for the title slide; that of pages where the template has none."""
    kinds = (PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE)
    full = [layout for layout in presentation.slide_layouts if all(_has(layout, kind) for kind in kinds)]
    titled = [
        layout
        for layout in presentation.slide_layouts
        if _has(layout, PP_PLACEHOLDER.SUBTITLE) and _has(layout, PP_PLACEHOLDER.TITLE)
    ]
    return next(iter([*full, *titled]), page_layout(presentation))


def _has(layout: Any, kind: Any) -> bool:
    return any(place.placeholder_format.type == kind for place in layout.placeholders)


def _others(layout: Any) -> int:
    """Placeholders that a page has no use for."""
    used = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
    return sum(place.placeholder_format.type not in used for place in layout.placeholders)


def height_of(presentation: Any) -> tuple[float, float]:
    """Width and height of a slide in pt."""
    return Emu(presentation.slide_width).pt, Emu(presentation.slide_height).pt
