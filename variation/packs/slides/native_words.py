"""Words in a native XY chart: names of points, texts beside lines, and names along axes, all as labels of points."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from variation.figures.labels import place_labels
from variation.figures.theme import SECONDARY, SIMILAR_DOT, TEXT
from variation.packs.slides.chart_model import Axis, Label, Series, at_share, share
from variation.packs.slides.native_series import STATUS_OF, Trace, across, each, listed, solid, up
from variation.packs.slides.words import plain, width

SIZE = 12  # pt of type in charts
LINE = SIZE * 1.25
_PLACES = {"top center": "t", "middle right": "r", "middle left": "l", "bottom center": "b", "middle center": "ctr"}


@dataclass(frozen=True)
class Words:
    """A text at a point of the chart, shifted by half its width to one side (-1, 0, 1)."""

    x: float
    y: float
    label: Label
    shift: int = 0


def notes(layout: Mapping[str, Any], x: Axis, y: Axis) -> list[Words]:
    """Annotations, and the words of lines drawn across the plot."""
    found = []
    for note in listed(layout.get("annotations")):
        text = plain(str(note.get("text", "")))
        across_, up_ = _paper(note, "x", x), _paper(note, "y", y)
        colour = solid(str((note.get("font") or {}).get("color") or TEXT))
        place = "r" if note.get("xanchor") == "left" else "t" if note.get("yanchor") == "bottom" else "ctr"
        if text:
            found.append(Words(across_, up_, Label(text, place, colour)))
    for shape in listed(layout.get("shapes")):
        text = plain(str((shape.get("label") or {}).get("text") or ""))
        if text and shape.get("x0") is not None and shape.get("x0") == shape.get("x1"):
            found.append(Words(float(shape["x0"]), y.high, Label(text, "b", SECONDARY)))
    return found


def _paper(note: Mapping[str, Any], side: str, axis: Axis) -> float:
    value = float(note.get(side, 0))
    return at_share(value, axis) if note.get(f"{side}ref") == "paper" else value


def ends(traces: Sequence[Trace]) -> list[Words]:
    """Texts of lines, and texts that stand alone."""
    found = []
    for trace in traces:
        mode = str(trace.get("mode", ""))
        beside = "markers" in mode and "lines" not in mode  # placed with the points, by `label_points`
        if trace["type"] != "scatter" or "text" not in mode or beside:
            continue
        x, y = across(trace), up(trace)
        n = len(y)
        colours = each((trace.get("textfont") or {}).get("color"), n, TEXT)
        places = each(trace.get("textposition"), n, "top center")
        for k, text in enumerate(each(trace.get("text"), n, "")):
            words = plain(str(text or ""))
            if words and x[k] is not None and y[k] is not None:
                place, shift = _place(str(places[k]))
                found.append(
                    Words(float(x[k]), float(y[k]), Label(words, place, solid(str(colours[k])), ground=True), shift)
                )
    return found


def _place(position: str) -> tuple[str, int]:
    if position in _PLACES:
        return _PLACES[position], 0
    high, _, side = position.partition(" ")
    return ("t" if high == "top" else "b"), (1 if side == "right" else -1)


def written(words: Sequence[Words], x: Axis, y: Axis, room: tuple[float, float]) -> list[Series]:
    """Words as labels of unmarked points, those at the right end kept off one another."""
    if not words:
        return []
    spread = _spread([w for w in words if w.label.place == "r"], y, room[1])
    points = [
        Words(
            at_share(share(w.x, x) + w.shift * (width(w.label.text, w.label.size) / 2 + 4) / room[0], x)
            if w.shift
            else w.x,
            spread.get(k, w.y) if w.label.place == "r" else w.y,
            w.label,
        )
        for k, w in _counted(words)
    ]
    return [_helper("Texts", points)]


def _counted(words: Sequence[Words]) -> list[tuple[int, Words]]:
    """Words with their number among those that stand right of their point."""
    found, count = [], 0
    for w in words:
        found.append((count, w))
        count += w.label.place == "r"
    return found


def _spread(words: Sequence[Words], y: Axis, height: float) -> dict[int, float]:
    """Heights of words at the ends of lines, pushed apart where they would meet."""
    least = LINE / height
    found: dict[int, float] = {}
    before = -math.inf
    for k in sorted(range(len(words)), key=lambda k: words[k].y):
        before = max(share(words[k].y, y), before + least)
        found[k] = at_share(before, y)
    return found


def _helper(name: str, words: Sequence[Words]) -> Series:
    return Series(
        name,
        tuple(w.x for w in words),
        tuple(w.y for w in words),
        tuple(w.label.text for w in words),
        labels={k: w.label for k, w in enumerate(words)},
        helper=True,
    )


def tick_words(layout: Mapping[str, Any], x: Axis, y: Axis, room: tuple[float, float]) -> list[Series]:
    """The texts that stand along an axis in place of numbers."""
    found = []
    for side, axis in (("x", x), ("y", y)):
        style = layout.get(f"{side}axis") or {}
        pairs = zip(listed(style.get("tickvals")), listed(style.get("ticktext")), strict=False)
        seen = [
            (float(v), plain(str(t))) for v, t in pairs if -1e-6 <= share(float(v), axis) <= 1 + 1e-6 and plain(str(t))
        ]
        if not seen or style.get("showticklabels") is False:
            continue
        if side == "x":
            colour = SECONDARY
            seen = _thinned(seen, x, room[0])
            words = [Words(v, y.low, Label(t, "b", colour)) for v, t in seen]
        else:
            size = min(SIZE, max(8, room[1] / len(seen) / 1.1))
            words = [Words(x.low, v, Label(t, "l", TEXT, size)) for v, t in seen]
        found.append(_helper(f"Words along the {side} axis", words))
    return found


def _thinned(seen: list[tuple[float, str]], x: Axis, room: float) -> list[tuple[float, str]]:
    """Texts along x that do not meet, counted back from the last."""
    kept: list[tuple[float, str]] = []
    edge = math.inf
    for value, text in reversed(seen):
        middle, half = share(value, x) * room, width(text, SIZE) / 2 + 4
        if middle + half <= edge:
            kept.append((value, text))
            edge = middle - half
    return kept[::-1]


def label_points(
    lines: Sequence[Series], traces: Sequence[Trace], x: Axis, y: Axis, room: tuple[float, float]
) -> list[Series]:
    """Names beside those points that the figure names, placed anew for the room that the slide has."""
    wanted = _wanted(traces)
    if not wanted:
        return list(lines)
    known = [
        (s, k, (share(px, x) * room[0], share(py, y) * room[1]))
        for s, series in enumerate(lines)
        if series.marker and not series.stroke
        for k, (px, py) in enumerate(zip(series.x, series.y, strict=True))
        if px is not None and py is not None
    ]
    spots = {(lines[s].x[k], lines[s].y[k]): n for n, (s, k, _) in enumerate(known)}
    asked = [(spots[spot], text, colour) for spot, text, colour in wanted if spot in spots]
    middle = room[1] / 2
    asked.sort(
        key=lambda item: (
            item[2] == TEXT,
            lines[known[item[0]][0]].name == STATUS_OF[SIMILAR_DOT],
            -abs(known[item[0]][2][1] - middle),
        )
    )
    longest = [(n, text) for n, text, _ in asked]
    placed = place_labels([point for _, _, point in known], longest, room, character=SIZE * 0.54)
    labels: dict[int, dict[int, Label]] = {}
    for n, text, colour in asked:
        if n in placed:
            s, k, _ = known[n]
            labels.setdefault(s, {})[k] = Label(text, _PLACES[placed[n]], colour)
    return [replace(series, labels=labels.get(s, {})) for s, series in enumerate(lines)]


def _wanted(traces: Sequence[Trace]) -> list[tuple[tuple[float, float], str, str]]:
    """Point, text and colour of each name that the figure writes beside a point, seen or not."""
    found = []
    for trace in traces:
        mode = str(trace.get("mode", ""))
        if trace["type"] != "scatter" or "text" not in mode or "markers" not in mode or "lines" in mode:
            continue
        x, y = across(trace), up(trace)
        colours = each((trace.get("textfont") or {}).get("color"), len(y), TEXT)
        for k, text in enumerate(each(trace.get("text"), len(y), "")):
            if text and x[k] is not None and y[k] is not None:
                found.append(((float(x[k]), float(y[k])), plain(str(text)), solid(str(colours[k]))))
    return found
