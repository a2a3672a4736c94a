"""A sheet to draw on in px of the screen, y downwards, which becomes an SVG of any size.

Stands on matplotlib's SVG renderer alone: no figure manager, no global state that outlives a drawing.
"""

from __future__ import annotations

import hashlib
import io
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform
from numpy.typing import ArrayLike

from variation.packs.drawing.words import (
    ASCENT,
    FAMILY,
    LINE_HEIGHT,
    MIDDLE,
    SYMBOL_WIDTH,
    SYMBOLS,
    Run,
    Style,
    font,
    lines_of,
    run_width,
)

Colour = tuple[float, float, float, float]
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "atlas",
    "font.sans-serif": FAMILY[:-1],
    "path.simplify": False,
}
_renderer: Any = RendererSVG  # matplotlib gives its renderers no types
_ONE_AT_A_TIME = threading.Lock()  # matplotlib's settings and fonts are the process's
_RGBA = re.compile(r"rgba?\(([^)]*)\)")
_HEAD = re.compile(r"^.*?<svg [^>]*>\s*(<metadata>.*?</metadata>\s*)?(<defs>\s*<style.*?</defs>\s*)?", re.DOTALL)
_HALO, _HALO_WIDTH = "#FFFFFF", 2.4
_HALOED = re.compile(r'<g class="haloed([a-z]+)"')
_GROUP = re.compile(r'<g id="([a-z]+)_\d+"')
_DASHES = {"solid": 0, "dash": 3, "dot": 1}
_EM, _LETTER = 0.62, 0.34  # how large a symbol is among letters, and how far above the baseline it stands
_T = 2 / np.sqrt(3)
_X = 1 / np.sqrt(2)
_HALF_CROSS = ((0, _X), (_X, 2 * _X), (2 * _X, _X), (_X, 0), (2 * _X, -_X), (_X, -2 * _X))  # right half of a cross
# as plotly.js draws them, for a radius of 1; y downwards
MARKS = {
    "triangle-up": ((-_T, 0.5), (_T, 0.5), (0, -1)),
    "triangle-down": ((-_T, -0.5), (_T, -0.5), (0, 1)),
    "letter-up": ((-1, 0.8), (1, 0.8), (0, -1)),
    "letter-down": ((-1, -0.8), (1, -0.8), (0, 1)),
    "diamond": ((1.3, 0), (0, 1.3), (-1.3, 0), (0, -1.3)),
    "x": (*_HALF_CROSS, *((-x, -y) for x, y in _HALF_CROSS)),
    "square": ((1, 1), (-1, 1), (-1, -1), (1, -1)),
}


@dataclass(frozen=True)
class Rectangle:
    """A part of the sheet in px."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Rectangle) -> bool:
        """Whether two share any of their area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Pen:
    """A line's look; `dash` is solid, dash or dot."""

    colour: str
    width: float = 1.0
    dash: str = "solid"


@dataclass(frozen=True)
class Mark:
    """A point's look: symbol, px across, colour, and the pen of its edge."""

    symbol: str
    size: float
    colour: str
    edge: Pen
    opacity: float = 1.0


class Canvas:
    """What figures are drawn on. All lengths are px of the screen; they come out `scale` times as large."""

    def __init__(self, renderer: Any, width: float, height: float, scale: float) -> None:
        self.width, self.height = width / scale, height / scale
        self._renderer = renderer
        self._to_sheet = Affine2D().scale(scale, -scale).translate(0, height)
        self._scale = scale

    @contextmanager
    def group(self, name: str) -> Iterator[None]:
        """Parts drawn within stand in a group of this class."""
        self._renderer.open_group(name)
        yield
        self._renderer.close_group(name)

    @contextmanager
    def haloed(self, name: str) -> Iterator[None]:
        """The same, letters with a white edge, so that they are read where lines run behind them."""
        with self.group(f"haloed{name}"):
            yield

    def line(self, x: ArrayLike, y: ArrayLike, pen: Pen, *, within: Rectangle | None = None) -> None:
        """A line through points; NaN breaks it."""
        if pen.width <= 0:
            return
        points = np.column_stack([np.asarray(x, dtype=float), np.asarray(y, dtype=float)])
        for part in unbroken(points):
            self._draw(Path(part), pen, None, within)

    def shape(
        self, paths: Sequence[ArrayLike], colour: str, pen: Pen | None, *, within: Rectangle | None = None
    ) -> None:
        """A filled shape of one or more rings; rings within rings are holes."""
        whole = Path.make_compound_path(*(_ring(np.asarray(points, dtype=float)) for points in paths))
        self._draw(whole, pen, as_colour(colour), within)

    def box(self, place: Rectangle, colour: str, pen: Pen | None = None, *, within: Rectangle | None = None) -> None:
        """A filled rectangle."""
        left, top, right, bottom = place.left, place.top, place.right, place.bottom
        self.shape([[(left, top), (right, top), (right, bottom), (left, bottom)]], colour, pen, within=within)

    def mark(self, x: float, y: float, mark: Mark, *, within: Rectangle | None = None) -> None:
        """A point."""
        if mark.size <= 0 or mark.opacity <= 0:
            return
        gc = self._context(mark.edge, within)
        gc.set_alpha(mark.opacity if mark.opacity < 1 else None)
        size = Affine2D().scale(mark.size / 2 * self._scale, -mark.size / 2 * self._scale)
        at = Path([(x, y)])
        colour = as_colour(mark.colour)
        self._renderer.draw_markers(gc, mark_path(mark.symbol), size, at, self._to_sheet, colour)
        gc.restore()

    def words(self, x: float, y: float, text: str, style: Style, *, across: str = "left", down: str = "middle") -> None:
        """Text about a point.

        Parameters
        ----------
        across : which part of each line stands at x: left, center, right
        down : which part of the whole stands at y: top, middle, bottom
        """
        lines = lines_of(text)
        step = LINE_HEIGHT * style.size
        shift = {"top": ASCENT * style.size, "middle": MIDDLE * style.size - (len(lines) - 1) * step / 2}
        shift["bottom"] = -0.25 * style.size - (len(lines) - 1) * step
        for number, line in enumerate(lines):
            width = sum(run_width(run, style.size) for run in line)
            left = x - width * {"left": 0.0, "center": 0.5, "right": 1.0}[across]
            for run in line:
                self._run(left, y + shift[down] + number * step, run, style)
                left += run_width(run, style.size)

    def upright(self, x: float, y: float, text: str, style: Style) -> None:
        """Text that reads upwards, the middle of its left-most line at x and y."""
        for number, line in enumerate(lines_of(text)):
            width = sum(run_width(run, style.size) for run in line)
            baseline = x + MIDDLE * style.size + number * LINE_HEIGHT * style.size
            for run in line:
                self._text(baseline, y + width / 2, run, style, 90.0)

    def _run(self, x: float, baseline: float, run: Run, style: Style) -> None:
        if not run.symbol:
            word = Run(run.text.lstrip(" "), run.bold)  # an SVG loses the spaces that a text begins with
            self._text(x + run_width(run, style.size) - run_width(word, style.size), baseline, word, style, 0.0)
            return
        symbol, filled = SYMBOLS[run.text]
        edge = Pen(style.colour, 0.09 * style.size)
        mark = Mark(symbol, _EM * style.size, style.colour if filled else "rgba(0,0,0,0)", edge)
        self.mark(x + SYMBOL_WIDTH * style.size / 2, baseline - _LETTER * style.size, mark)

    def _text(self, x: float, baseline: float, run: Run, style: Style, angle: float) -> None:
        gc = self._context(Pen(style.colour), None)
        sheet_x, sheet_y = self._to_sheet.transform((x, baseline)).round(2)
        prop = font(round(style.size * self._scale, 2), bold=run.bold)
        down = round(float(self._renderer.height - sheet_y), 2)  # text alone is placed from above
        self._renderer.draw_text(gc, float(sheet_x), down, run.text, prop, angle)
        gc.restore()

    def _draw(self, path: Path, pen: Pen | None, colour: Colour | None, within: Rectangle | None) -> None:
        gc = self._context(pen or Pen("rgba(0,0,0,0)", 0), within)
        rounded = Path(self._to_sheet.transform(path.vertices).round(2), path.codes)  # no longer than it can be seen
        self._renderer.draw_path(gc, rounded, IdentityTransform(), colour)
        gc.restore()

    def _context(self, pen: Pen, within: Rectangle | None) -> Any:
        gc = self._renderer.new_gc()
        gc.set_foreground(as_colour(pen.colour), isRGBA=True)
        gc.set_linewidth(pen.width * self._scale)
        gc.set_joinstyle("round")
        gc.set_capstyle("butt")
        if dash := _DASHES[pen.dash]:
            length = dash * max(pen.width, 3) * self._scale
            gc.set_dashes(0, [length, length])
        if within is not None:
            corners = self._to_sheet.transform([(within.left, within.bottom), (within.right, within.top)])
            gc.set_clip_rectangle(Bbox(corners))
        return gc


def draw_on_canvas(draw: Callable[[Canvas], None], width: float, height: float, scale: float) -> str:
    """The SVG element of what a function draws.

    Names within it are made from what is drawn, so that many drawings can stand in one page.
    """
    with _ONE_AT_A_TIME, mpl.rc_context(_SETTINGS):
        file = io.StringIO()
        renderer: Any = _renderer(width, height, file, image_dpi=72, metadata={"Date": None})
        draw(Canvas(renderer, width, height, scale))
        renderer.finalize()
    body = _GROUP.sub(r'<g class="\1"', _HEAD.sub("", file.getvalue(), count=1))
    halo = f"paint-order: stroke; stroke: {_HALO}; stroke-width: {_HALO_WIDTH * scale:g}px; stroke-linejoin: round"
    body = _HALOED.sub(rf'<g class="\1" style="{halo}"', body)
    name = hashlib.sha256(body.encode()).hexdigest()[:8]
    body = re.sub(r'(id="|href="#|url\(#)(?=[mp][0-9a-f]{6})', rf"\g<1>{name}-", body)
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    links = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    style = 'stroke-linejoin="round" stroke-linecap="butt"'
    return f"<svg {links} {size} {style}>\n{body}"


def as_colour(colour: str) -> Colour:
    """A colour of a figure: hexadecimal, a name, or `rgba(…)`."""
    if found := _RGBA.fullmatch(colour):
        parts = [float(part) for part in found[1].split(",")]
        red, green, blue = (part / 255 for part in parts[:3])
        return red, green, blue, parts[3] if len(parts) > 3 else 1.0
    return to_rgba(colour)


def mark_path(symbol: str) -> Path:
    """The outline of a symbol with a radius of 1; ValueError for one that is not known."""
    if symbol == "circle":
        return Path.unit_circle()
    if symbol not in MARKS:
        raise ValueError(f"symbol: {symbol!r} cannot be drawn; known are circle, {', '.join(MARKS)}")
    return _ring(np.array(MARKS[symbol], dtype=float))


def unbroken(points: np.ndarray) -> list[np.ndarray]:
    """The stretches of points (n, 2) between those that are NaN, of two points or more."""
    gaps = np.flatnonzero(~np.isfinite(points).all(axis=1))
    parts = np.split(points, gaps)
    return [part for part in (p[np.isfinite(p).all(axis=1)] for p in parts) if len(part) > 1]


def _ring(points: np.ndarray) -> Path:
    return Path(np.vstack([points, points[:1]]), closed=True)
