"""A group of drawn shapes written as one piece of XML.

python-pptx makes a freeform point by point and looks over the whole group after each shape, which takes seconds a map.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

from variation.packs.slides.chart_axes import paint
from variation.packs.slides.shapes import DECORATIVE, Box, Type
from variation.packs.slides.words import LEADING, clean, width

Point = tuple[float, float]
_NAMES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


class Canvas:
    """Shapes of one group, in the order drawn; all places are in pt on the slide."""

    def __init__(self, first_id: int) -> None:
        self._first = first_id
        self._shapes: list[str] = []
        self._boxes: list[Box] = []

    def area(
        self, rings: Sequence[Sequence[Point]], fill: str, line: str, thick: float, *, name: str, alt: str
    ) -> None:
        """A shape of one or more rings; no fill for ""; without `alt` it is an ornament."""
        points = [point for ring in rings for point in ring]
        left, top = min(x for x, _ in points), min(y for _, y in points)
        box = Box(left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top)
        paths = "".join(_ring([(x - left, y - top) for x, y in ring]) for ring in rings)
        geometry = (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{_emu(box.width)}" h="{_emu(box.height)}">{paths}</a:path></a:pathLst></a:custGeom>'
        )
        self._shape(box, f"{geometry}{paint(fill)}{_line(line, thick)}", name, alt)

    def panel(self, box: Box, fill: str, line: str = "", thick: float = 0.75, *, name: str, form: str = "rect") -> None:
        """A rectangle or an ellipse, as an ornament."""
        geometry = f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>'
        self._shape(box, f"{geometry}{paint(fill)}{_line(line, thick)}", name, "")

    def line(self, start: Point, end: Point, colour: str, *, name: str) -> None:
        """A straight line, as an ornament."""
        flip = ' flipV="1"' if (end[0] - start[0]) * (end[1] - start[1]) < 0 else ""
        box = Box(min(start[0], end[0]), min(start[1], end[1]), abs(end[0] - start[0]), abs(end[1] - start[1]))
        self._shape(box, f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_line(colour, 0.75)}', name, "", flip=flip)

    def words(self, text: str, middle: Point, style: Type, *, name: str) -> None:
        """Centred lines of text about a point, as an ornament: the group's description tells what they do."""
        lines = clean(text).split("\n")
        across = max(width(line, style.size) for line in lines) + 6
        high = len(lines) * style.size * LEADING
        box = Box(middle[0] - across / 2, middle[1] - high / 2, across, high)
        self._text(box, lines, style, name, align="ctr", anchor="ctr")

    def line_of_words(self, text: str, box: Box, style: Type, *, name: str) -> None:
        """One line of text from the left of a box."""
        self._text(box, [clean(text)], style, name, align="l", anchor="ctr")

    def _text(self, box: Box, lines: Sequence[str], style: Type, name: str, *, align: str, anchor: str) -> None:
        bold = ' b="1"' if style.bold else ""
        run = f'<a:rPr lang="en-GB" sz="{round(style.size * 100)}"{bold}>{paint(style.colour)}</a:rPr>'
        body = "".join(f'<a:p><a:pPr algn="{align}"/><a:r>{run}<a:t>{escape(line)}</a:t></a:r></a:p>' for line in lines)
        text = (
            f'<p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
            f"<a:noAutofit/></a:bodyPr><a:lstStyle/>{body}</p:txBody>"
        )
        geometry = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
        self._shape(box, geometry, name, "", text=text, kind=' txBox="1"')

    def _shape(
        self, box: Box, look: str, name: str, alt: str, *, text: str = "", kind: str = "", flip: str = ""
    ) -> None:
        self._boxes.append(box)
        number = self._first + len(self._boxes)
        said = f" descr={quoteattr(alt)}/>" if alt else f">{DECORATIVE}</p:cNvPr>"
        self._shapes.append(
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(clean(name))}{said}'
            f"<p:cNvSpPr{kind}/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm{flip}>{_place(box)}</a:xfrm>{look}</p:spPr>{text}</p:sp>"
        )

    def onto(self, slide: object, name: str, alt: str) -> None:
        """Put the group on a slide, unless nothing was drawn."""
        if not self._boxes:
            return
        left, top = min(b.left for b in self._boxes), min(b.top for b in self._boxes)
        right, bottom = max(b.left + b.width for b in self._boxes), max(b.bottom for b in self._boxes)
        own = _place(Box(left, top, right - left, bottom - top))
        child = own.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        said = quoteattr(clean(alt).replace("\n", " "))
        slide.shapes._spTree.append(  # type: ignore[attr-defined]
            parse_xml(
                f'<p:grpSp {_NAMES}><p:nvGrpSpPr><p:cNvPr id="{self._first}" name={quoteattr(clean(name))} '
                f"descr={said}/>"
                f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{own}{child}</a:xfrm></p:grpSpPr>"
                f"{''.join(self._shapes)}</p:grpSp>"
            )
        )


def start_canvas(slide: object) -> Canvas:
    """A canvas whose shapes get numbers that the slide does not use yet."""
    numbers = slide.shapes._spTree.xpath("//@id")  # type: ignore[attr-defined]
    return Canvas(max(int(n) for n in numbers if str(n).isdigit()) + 1)


def _emu(points: float) -> int:
    return round(points * 12700)


def _place(box: Box) -> str:
    off, ext = (f'x="{_emu(box.left)}" y="{_emu(box.top)}"', f'cx="{_emu(box.width)}" cy="{_emu(box.height)}"')
    return f"<a:off {off}/><a:ext {ext}/>"


def _ring(points: Sequence[Point]) -> str:
    first, *others = (f'<a:pt x="{_emu(x)}" y="{_emu(y)}"/>' for x, y in points)
    steps = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
    return f"<a:moveTo>{first}</a:moveTo>{steps}<a:close/>"


def _line(colour: str, thick: float) -> str:
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{_emu(thick)}">{paint(colour)}<a:round/></a:ln>'


def thinned(points: Sequence[Point], least: float) -> list[Point]:
    """Points of a closed ring without those closer than `least` to the one before, and without the repeated last."""
    kept = [points[0]]
    for point in points[1:-1]:
        if math.dist(point, kept[-1]) >= least:
            kept.append(point)
    return kept
