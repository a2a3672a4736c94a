"""What a page of small multiples says beyond the comparison itself: how series move, and what their charts mark."""

from __future__ import annotations

from dataclasses import dataclass

from variation.analyses.multiples import AreaPanel, Multiples
from variation.analyses.results import NO_DATA
from variation.findings.numbers import format_number, format_value
from variation.findings.sentence import describe
from variation.findings.words import areas_word, capital, counted, listing

SPECIAL_WORDS = {
    "improvement": "Special cause: improvement",
    "concern": "Special cause: concern",
    "neutral": "Special cause",
    "common cause": "Common cause",
    "": "Not tested",
}


@dataclass(frozen=True)
class MultiplesWords:
    """The words about the page."""

    heading: str
    sentence: str
    badge: str
    source: str
    alt: str
    note: str


def describe_multiples(m: Multiples) -> MultiplesWords:
    """All words about the small multiples."""
    c, h = m.comparison, m.history
    told = describe(c, h)
    span = h.period[0] if len(h.period) == 1 else f"{h.period[0]} to {h.period[-1]}"
    return MultiplesWords(
        heading=told.heading.removesuffix(c.period) + span,
        sentence=" ".join(s for s in (told.sentence, _moves(m)) if s),
        badge=told.badge,
        source=told.source,
        alt=_alt(m, span),
        note=_note(m),
    )


def special_words(p: AreaPanel) -> str:
    """What the control chart marks the last point with."""
    return SPECIAL_WORDS[p.special]


def change_words(p: AreaPanel, m: Multiples) -> str:
    """The change from the first to the last figure, with its sign."""
    text = format_number(p.change, m.comparison.indicator.decimals)
    return f"+{text}" if p.change > 0 and text.strip("0.,") else text


def _moves(m: Multiples) -> str:
    """Of control charts the special causes, of other series the recent trends."""
    if m.controlled:
        found = [(sum(p.special == kind for p in m.panels), words) for kind, words in _KINDS]
        parts = [f"{n} with {words}" for n, words in found if n]
        drawn, marked = sum(bool(p.special) for p in m.panels), sum(n for n, _ in found)
        if not drawn:
            return ""
        told = f": {listing(parts)}" if parts else ""
        return f"The last point is marked in {marked or 'none'} of {drawn} control charts{told}."
    tested = [m.history.recent[p.row].direction for p in m.panels]
    up, down = tested.count("up"), tested.count("down")
    if not up and not down:
        return ""
    parts = [f"{up} rose" if up else "", f"{down} fell" if down else ""]
    told = listing([p for p in parts if p])
    return f"By the recent trend {told}, of {sum(bool(d) for d in tested)} tested (99.8 % level)."


_KINDS = (
    ("concern", "a special cause for concern"),
    ("improvement", "a special cause of improvement"),
    ("neutral", "a special cause"),
)


def _alt(m: Multiples, span: str) -> str:
    c = m.comparison
    if not m.panels:
        return f"No panels: no {areas_word(c.level, 1)} has a figure."
    mark = "Illustrative. " if c.illustrative else ""
    first, last = m.panels[0], m.panels[-1]
    ends = " and ".join(
        f"{p.name} at {format_value(p.latest, c.indicator)}" for p in ((first, last) if len(m.panels) > 1 else (first,))
    )
    limits = " with control limits" if m.controlled else ""
    line = f", {m.history.benchmark_name} dashed" if m.history.benchmark_name else ""
    return (
        f"{mark}{capital(counted(c.level, len(m.panels)))}, a panel each on the same axes{limits}{line}, {span}, in "
        f"the order of the table below: first and last, {ends}."
    )


def _note(m: Multiples) -> str:
    c = m.comparison
    judged = any(p.status != NO_DATA for p in m.panels)
    parts = [
        f"Unit: {c.indicator.unit}. Same axes in all panels.",
        f"Dashed: {m.history.benchmark_name}." if m.history.benchmark_name else "",
        f"Last point: against {c.benchmark.name}, ▲ higher and ▼ lower beyond 99.8 % limits, △ ▽ beyond 95 %."
        if judged
        else "",
        "Grey: mean ± 2.66 mean moving ranges (XmR), seasons not taken out." if m.controlled else m.why,
        "Periods overlap, so neighbouring points are not independent." if m.history.overlapping else "",
    ]
    return " ".join(p for p in parts if p)
