"""Boxes of text and plain shapes on a slide, measured in points, with what a screen reader says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Emu, Pt

from variation.packs.slides.words import clean

DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class Box:
    """A place on a slide, in pt."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Left, top, width and height as python-pptx takes them."""
        left, top, width, height = (Emu(round(v * 12700)) for v in (self.left, self.top, self.width, self.height))
        return left, top, width, height

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height

    def from_top(self, taken: float) -> Box:
        """What is left below its upper part."""
        return Box(self.left, self.top + taken, self.width, self.height - taken)

    def from_bottom(self, taken: float) -> Box:
        """What is left above its lower part."""
        return Box(self.left, self.top, self.width, self.height - taken)

    def below(self, height: float) -> Box:
        """A box of this width right below."""
        return Box(self.left, self.bottom, self.width, height)

    def top_part(self, height: float) -> Box:
        """Its upper part."""
        return Box(self.left, self.top, self.width, height)

    def bottom_part(self, height: float) -> Box:
        """Its lower part."""
        return Box(self.left, self.bottom - height, self.width, height)

    def parted(self, number: int, gap: float) -> list[Box]:
        """So many boxes of equal width side by side."""
        width = (self.width - gap * (number - 1)) / number
        return [Box(self.left + k * (width + gap), self.top, width, self.height) for k in range(number)]


@dataclass(frozen=True)
class Type:
    """How text looks; `colour` "" is the theme's own, `heading` the theme's for headings."""

    size: float
    bold: bool = False
    colour: str = ""
    heading: bool = False
    align: str = "left"
    anchor: str = "top"


_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_ANCHOR = {"top": MSO_ANCHOR.TOP, "middle": MSO_ANCHOR.MIDDLE, "bottom": MSO_ANCHOR.BOTTOM}


def add_text(
    shapes: Any, box: Box, paragraphs: Sequence[str], style: Type, *, name: str = "", bullets: bool = False
) -> Any:
    """A box of text without margins; returns the shape."""
    shape = shapes.add_textbox(*box.emu)
    if name:
        shape.name = name
    write_text(shape.text_frame, paragraphs, style, bullets=bullets)
    return shape


def write_text(frame: Any, paragraphs: Sequence[str], style: Type, *, bullets: bool = False) -> None:
    """Paragraphs into a text frame."""
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = _ANCHOR[style.anchor]
    for k, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if k == 0 else frame.add_paragraph()
        paragraph.alignment = _ALIGN[style.align]
        if bullets:
            _bullet(paragraph, style.size)
        run = paragraph.add_run()
        run.text = clean(text)
        paint_run(run, style)


def paint_run(run: Any, style: Type) -> None:
    """Size, weight and colour of a run."""
    run.font.size = Pt(style.size)
    run.font.bold = style.bold
    if style.colour:
        run.font.color.rgb = rgb(style.colour)
    elif style.heading:
        run.font.color.theme_color = MSO_THEME_COLOR.TEXT_2


def _bullet(paragraph: Any, size: float) -> None:
    properties = paragraph._p.get_or_add_pPr()
    indent = round(size * 0.9 * 12700)
    properties.set("marL", str(indent))
    properties.set("indent", str(-indent))
    mark = '<a:buChar xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" char="•"/>'
    properties.append(parse_xml(mark))
    paragraph.space_after = Pt(size * 0.25)


def rgb(colour: str) -> RGBColor:
    """A colour written as "#RRGGBB"."""
    digits = colour.lstrip("#")
    return RGBColor(*(int(digits[k : k + 2], 16) for k in (0, 2, 4)))  # type: ignore[no-untyped-call]


def add_panel(shapes: Any, box: Box, *, fill: str = "", line: str = "", width: float = 1.0, shape: Any = None) -> Any:
    """A rectangle (or another shape) of one fill and one line; "" for none of either."""
    made = shapes.add_shape(shape or MSO_SHAPE.RECTANGLE, *box.emu)
    for style in made._element.xpath("./p:style"):  # a theme's shadows and gradients
        made._element.remove(style)
    paint_shape(made, fill=fill, line=line, width=width)
    return made


def paint_shape(shape: Any, *, fill: str = "", line: str = "", width: float = 1.0) -> None:
    """Fill and line of a shape; "" for none."""
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
    else:
        shape.fill.background()
    if line:
        shape.line.color.rgb = rgb(line)
        shape.line.width = Pt(width)
    else:
        shape.line.fill.background()


def describe_shape(shape: Any, alt: str) -> None:
    """What a screen reader says in place of a shape."""
    properties(shape).set("descr", clean(alt).replace("\n", " "))


def decorate(shape: Any) -> None:
    """Mark a shape as an ornament, which a screen reader passes over."""
    properties(shape).append(parse_xml(DECORATIVE))


def properties(shape: Any) -> Any:
    """The element with a shape's name and description."""
    return shape._element.xpath(".//p:cNvPr")[0]
