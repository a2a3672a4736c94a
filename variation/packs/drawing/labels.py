"""Texts at points, placed at the size that is drawn so that they do not cover one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from variation.packs.drawing.canvas import Canvas, Rectangle
from variation.packs.drawing.traces import Label
from variation.packs.drawing.words import height_of, width_of

_ELSEWHERE = ("top center", "middle right", "middle left", "bottom center", "top right", "top left")
_NUDGES = 12  # places tried above and below for a text that must be drawn
_SCALES = (1.0, 0.92, 0.85, 0.78, 0.7, 0.62)  # of their size that texts in fixed places may have
_TIGHT = 0.12  # of the size: the room above and below letters that others may use


@dataclass(frozen=True)
class Placed:
    """A text with its place."""

    label: Label
    box: Rectangle
    across: str


def place(
    labels: Sequence[Label], taken: Sequence[Rectangle], frame: Rectangle, lines: Sequence[Rectangle] = ()
) -> list[Placed]:
    """Find room for texts: firm ones first, moved up or down where they must; others are left out where it is full.

    Parameters
    ----------
    taken : what they may not cover
    frame : where they may stand
    lines : what they keep clear of where they can
    """
    placed: list[Placed] = []
    for label in sorted(labels, key=lambda one: (not one.firm, one.rank)):
        others = [p.box for p in placed]
        full = [*taken, *others]
        found = _somewhere(label, [*full, *lines], frame) or _somewhere(label, full, frame)
        if found is None and label.firm:
            found = _free(label, others, frame) or _nudged(label, others, frame)
        if found is not None:
            placed.append(found)
    return placed


def _somewhere(label: Label, taken: Sequence[Rectangle], frame: Rectangle) -> Placed | None:
    """At the label's point, or at another where it would say the same."""
    places = [label, *(replace(label, x=x, y=y, position=position) for x, y, position in label.elsewhere)]
    return next((found for one in places if (found := _free(one, taken, frame))), None)


def fitted(labels: Sequence[Label]) -> list[Placed]:
    """Texts that stand where they are, as the titles of panels: all smaller where two of them would meet."""
    found = [beside(label, label.position) for label in labels]
    for scale in _SCALES:
        found = [beside(_scaled(label, scale), label.position) for label in labels]
        if not any(a.box.meets(b.box) for a, b in combinations(found, 2)):
            break
    return found


def _scaled(label: Label, scale: float) -> Label:
    return replace(label, style=replace(label.style, size=scale * label.style.size))


def draw_placed(canvas: Canvas, placed: Sequence[Placed]) -> None:
    """Draw texts where they have their place."""
    for one in placed:
        x = {"left": one.box.left, "center": (one.box.left + one.box.right) / 2, "right": one.box.right}[one.across]
        canvas.words(x, (one.box.top + one.box.bottom) / 2, one.label.text, one.label.style, across=one.across)


def beside(label: Label, position: str) -> Placed:
    """A text at one of the nine positions about its point."""
    down, _, across = position.partition(" ")
    width, height = width_of(label.text, label.style.size), height_of(label.text, label.style.size)
    tight = _TIGHT * label.style.size
    gap = label.beside
    left = {"left": label.x - gap - width, "center": label.x - width / 2, "right": label.x + gap}[across]
    lift = 0.0 if across != "center" and down == "middle" else gap
    top = {"top": label.y - lift - height, "middle": label.y - height / 2, "bottom": label.y + lift}[down]
    box = Rectangle(left, top + tight, left + width, top + height - tight)
    return Placed(label, box, {"left": "right", "center": "center", "right": "left"}[across])


def _free(label: Label, taken: Sequence[Rectangle], frame: Rectangle) -> Placed | None:
    lone = label.position == "middle center" or label.beside == 1.0  # without a mark it has no other side
    for position in dict.fromkeys([label.position, *(() if lone else _ELSEWHERE)]):
        found = beside(label, position)
        if _inside(found.box, frame) and not any(found.box.meets(box) for box in taken):
            return found
    return None


def _nudged(label: Label, taken: Sequence[Rectangle], frame: Rectangle) -> Placed:
    usual = _kept(beside(label, label.position), frame)
    step = usual.box.height / 4
    for k in range(1, _NUDGES + 1):
        for shift in (k * step, -k * step):
            box = usual.box
            moved = Rectangle(box.left, box.top + shift, box.right, box.bottom + shift)
            if _inside(moved, frame) and not any(moved.meets(other) for other in taken):
                return Placed(label, moved, usual.across)
    return usual


def _kept(placed: Placed, frame: Rectangle) -> Placed:
    """The same pushed into the frame."""
    box = placed.box
    right = max(0.0, frame.left - box.left) - max(0.0, box.right - frame.right)
    down = max(0.0, frame.top - box.top) - max(0.0, box.bottom - frame.bottom)
    moved = Rectangle(box.left + right, box.top + down, box.right + right, box.bottom + down)
    return Placed(placed.label, moved, placed.across)


def _inside(box: Rectangle, frame: Rectangle) -> bool:
    slack = 0.5
    across = box.left >= frame.left - slack and box.right <= frame.right + slack
    return across and box.top >= frame.top - slack and box.bottom <= frame.bottom + slack
