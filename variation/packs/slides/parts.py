"""Parts that pages share: marks, sentences, the decision asked for, the source; each takes its share of the body.

Every function takes the body that is free and gives back what it left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE

from variation.figures.theme import BLUE, TEXT, WHITE
from variation.packs.sheets import Sheet
from variation.packs.slides.shapes import Box, Type, add_panel, add_text, decorate, rgb, write_text
from variation.packs.slides.words import LEADING, clean, fit, width, wrap

DECISION, SOURCE = "Decision asked for", "Source"  # names of shapes, that are read after the charts
GAP = 8.0
_HEADING_SIZES = (18, 16, 14)
_SENTENCE_SIZES = (20, 18, 16)
_SMALL = 12
_CHIP = 22.0  # pt high
_AMBER, _HATCH, _AMBER_LINE = "#FFF3CD", "#F7C878", "#B36B00"


def add_strip(slide: Any, body: Box, heading: str, sheet: Sheet, *, mark: str) -> Box:
    """The heading at the left, the marks at the right."""
    chips = [(sheet.badge, "Which way is good")] if sheet.badge else []
    chips += [("ILLUSTRATIVE", "Mark: illustrative")] if sheet.illustrative else []
    chips += [(mark, f"Mark: {mark.lower()}")] if mark else []
    if not chips and not heading:
        return body
    right = body.left + body.width
    places = []
    for text, name in reversed(chips):
        across = width(clean(text), _SMALL, bold=True) + 20
        right -= across
        places.append((text, name, Box(right, body.top, across, _CHIP)))
        right -= GAP
    if heading:
        room = right - body.left
        fitted = fit(heading, room, _CHIP, _HEADING_SIZES)
        style = Type(fitted.size, anchor="middle")
        add_text(slide.shapes, Box(body.left, body.top, room, _CHIP), [fitted.text], style, name="Heading")
    for text, name, place in reversed(places):
        add_chip(slide, text, name, place)
    return body.from_top(_CHIP + GAP)


def add_chip(slide: Any, text: str, name: str, box: Box) -> None:
    """A small mark: which way is good, that figures are simulated, that the pack is a draft."""
    illustrative, badge = name.endswith("illustrative"), name.startswith("Which")
    line = _AMBER_LINE if illustrative else BLUE if badge else TEXT
    shape = add_panel(slide.shapes, box, fill=WHITE, line=line, width=1.25, shape=MSO_SHAPE.ROUNDED_RECTANGLE)
    shape.name = name
    if illustrative:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = rgb(_HATCH), rgb(_AMBER)
    style = Type(_SMALL, bold=True, colour=BLUE if badge else TEXT, align="center", anchor="middle")
    write_text(shape.text_frame, [text], style)
    shape.text_frame.word_wrap = False


def add_sentences(slide: Any, findings: Sequence[str], body: Box, most: float) -> tuple[Box, tuple[str, ...]]:
    """As many sentences as `most` pt of the body hold, with points before them where they are several.

    Returns
    -------
    tuple
        The body left, and the sentences for which there was no room.
    """
    sentences = [clean(s).strip() for s in findings if s.strip()]
    if not sentences:
        return body, ()
    several = len(sentences) > 1
    for size in _SENTENCE_SIZES:
        room = body.width - (size if several else 0)
        fitting = _fitting(sentences, size, room, most)
        if fitting == len(sentences):
            break
    shown = sentences[:fitting] or [fit(sentences[0], room, most, (size,)).text]
    high = sum(_height(s, size, room) for s in shown)
    add_text(slide.shapes, body.top_part(high), shown, Type(size), name="Findings", bullets=several)
    return body.from_top(high + GAP), tuple(sentences[len(shown) :])


def _fitting(sentences: Sequence[str], size: float, room: float, height: float) -> int:
    taken, count = 0.0, 0
    for sentence in sentences:
        taken += _height(sentence, size, room)
        if taken > height:
            break
        count += 1
    return count


def _height(sentence: str, size: float, room: float) -> float:
    return len(wrap(sentence, size, room)) * size * LEADING + size * 0.25


def add_source(slide: Any, sheet: Sheet, body: Box) -> Box:
    """The source with the snapshot, at the foot of the body."""
    if not sheet.source:
        return body
    fitted = fit(sheet.source, body.width, 3 * _SMALL * LEADING, (_SMALL,))
    add_text(slide.shapes, body.bottom_part(fitted.height), [fitted.text], Type(fitted.size), name=SOURCE)
    return body.from_bottom(fitted.height + GAP)


def add_decision(slide: Any, sheet: Sheet, body: Box) -> Box:
    """What the board is asked to decide, behind a bar of colour, at the foot of the body."""
    if not sheet.decision.strip():
        return body
    text = f"{DECISION}: {sheet.decision}"
    fitted = fit(text, body.width - 16, 3 * 18 * LEADING, (20, 18), bold=True)
    place = body.bottom_part(fitted.height + 4)
    bar = add_panel(slide.shapes, Box(place.left, place.top, 5, place.height), fill=BLUE)
    bar.name = f"Bar beside: {DECISION}"
    decorate(bar)
    words = Box(place.left + 16, place.top, place.width - 16, place.height)
    style = Type(fitted.size, bold=True, anchor="middle")
    add_text(slide.shapes, words, [fitted.text], style, name=DECISION)
    return body.from_bottom(place.height + GAP)


def speaker_notes(sheet: Sheet) -> str:
    """The presenter's notes, all sentences whole, the decision, how areas are judged, the source, the live page."""
    parts = [sheet.notes.strip()]
    if sheet.message:
        parts.append(sheet.heading)
    parts.append("\n".join(sheet.findings))
    if sheet.generated and sheet.edited:
        parts.append("Edited by the author. What the data give:\n" + "\n".join(sheet.generated))
    if sheet.decision.strip():
        parts.append(f"{DECISION}: {sheet.decision}")
    parts += [chart.note for chart in sheet.charts]
    parts += [sheet.method, sheet.source]
    parts.append(f"Live page: {sheet.address}" if sheet.address else "")
    return "\n\n".join(part for part in parts if part.strip())
