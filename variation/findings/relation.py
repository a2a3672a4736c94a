"""What a scatter of two indicators says, and what it cannot say; in words, each number of the result described."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from variation import geography
from variation.analyses.relation import YEARS_APART, Relation
from variation.analyses.results import Comparison
from variation.findings.numbers import format_number, format_value, spell, unit_words
from variation.findings.words import BADGES, areas_word, capital, counted, listing, lower, lower_name
from variation.indicators import Indicator

ECOLOGICAL = (
    "This compares areas, not persons. That two figures go together between areas does not say that they go together "
    "in the same people, and never that one makes the other: age, deprivation or the way of recording may lie behind "
    "both."
)
_MOST_NAMED = 4


@dataclass(frozen=True)
class RelationWords:
    """The words about a relation.

    cautions : sentences that must be read with the picture, the ecological one first
    """

    heading: str
    sentence: str
    badge: str
    source: str
    alt: str
    note: str
    cautions: tuple[str, ...]


def describe_relation(r: Relation) -> RelationWords:
    """All words about a relation."""
    names = [short_words(c) for c in (r.x, r.y)]
    where = geography.area(r.y.selection.within).name if r.y.selection.within and not _own(r) else ""
    among = f" in {where}" if where else ""
    return RelationWords(
        heading=f"{capital(names[1])} against {names[0]} by {areas_word(r.y.level, 1)}{among}",
        sentence=f"{_mark(r)}{_association(r)} {_off_the_line(r)}".strip(),
        badge=f"{_badge(r.x)} · {_badge(r.y)}",
        source=_source(r),
        alt=_alt(r),
        note=_note(r),
        cautions=tuple(s for s in (ECOLOGICAL, _apart(r), _pulled(r)) if s),
    )


def interval_words(value: float, lower: float, upper: float) -> str:
    """A coefficient with its interval: "−0.56 (95 % interval −0.76 to −0.26)"."""
    limits = f" (95 % interval {format_number(lower, 2)} to {format_number(upper, 2)})" if np.isfinite(lower) else ""
    return f"{format_number(value, 2)}{limits}"


def verdict_words(verdict: int, indicator: Indicator) -> str:
    """What an area off the line is called: better or worse than expected, higher or lower without a judgement."""
    if verdict == 0:
        return "As expected"
    if indicator.polarity not in ("high", "low"):
        return "Higher than expected" if verdict > 0 else "Lower than expected"
    return "Better than expected" if (verdict > 0) == (indicator.polarity == "high") else "Worse than expected"


def short_words(c: Comparison) -> str:
    """An indicator's short name inside a sentence, with whom it is of: "smoking (adults)"."""
    name, _, of = c.indicator.short_name.partition(", ")
    whom = ", ".join(part for part in (of, c.selection.sex.lower() if c.selection.sex != "Persons" else "") if part)
    return f"{lower_name(name)}{f' ({whom})' if whom else ''}"


def _own(r: Relation) -> bool:
    return "," in r.y.selection.within


def _mark(r: Relation) -> str:
    return "Illustrative figures: " if r.x.illustrative or r.y.illustrative else ""


def _association(r: Relation) -> str:
    found, x, y = r.correlation, short_words(r.x), short_words(r.y)
    if found.reason:
        return f"{capital(x)} and {y} cannot be compared: {lower(found.reason)}"
    across = f"across {counted(r.y.level, found.n)}"
    numbers = f"Pearson's r {interval_words(found.pearson, found.pearson_lower, found.pearson_upper)}"
    if found.pearson_lower <= 0 <= found.pearson_upper:
        return f"{capital(across)}, no association of {y} with {x} shows beyond chance: {numbers}."
    goes = "higher" if found.pearson > 0 else "lower"
    return f"{capital(across)}, higher {x} tends to go with {goes} {y}: {numbers}."


def _off_the_line(r: Relation) -> str:
    """Who is better, and who worse, than the line through the other areas leads one to expect."""
    parts = []
    for verdict in (1, -1) if r.y.indicator.polarity != "low" else (-1, 1):
        names = [str(r.y.name[i]) for i in np.flatnonzero(r.verdict == verdict)]
        if names:
            word = verdict_words(verdict, r.y.indicator).lower()
            shown = listing(names) if len(names) <= _MOST_NAMED else f"{spell(len(names))} {areas_word(r.y.level)}"
            parts.append(f"{word}: {shown}")
    return f"{capital('; '.join(parts))} (outside the 95 % range)." if parts else ""


def _badge(c: Comparison) -> str:
    return f"{c.indicator.short_name}: {BADGES[c.indicator.polarity].lower()}"


def _source(r: Relation) -> str:
    parts = [
        f"{c.indicator.name}, {c.selection.sex.lower()}, {c.period} "
        f"({'simulated in the manner of' if c.illustrative else 'source'}: {c.indicator.source})"
        for c in (r.y, r.x)
    ]
    return f"{'; '.join(parts)}. Snapshot: {r.y.snapshot}."


def _alt(r: Relation) -> str:
    if not r.used.any():
        return "No scatter: no area has both figures."
    spans = [
        f"{short_words(c)} from {format_value(float(c.value[r.used].min()), c.indicator)} to "
        f"{format_value(float(c.value[r.used].max()), c.indicator)}"
        for c in (r.x, r.y)
    ]
    slope = ""
    if np.isfinite(r.line.slope):
        slope = f" The fitted line {'rises' if r.line.slope > 0 else 'falls' if r.line.slope < 0 else 'is level'}."
    outside = int((r.verdict != 0).sum())
    return (
        f"{_mark(r)}Scatter of {counted(r.y.level, int(r.used.sum()))}: {spans[0]} across, {spans[1]} upwards.{slope} "
        f"{capital(spell(outside))} {'lies' if outside == 1 else 'lie'} outside the 95 % range about it."
    )


def _note(r: Relation) -> str:
    found, fitted = r.correlation, r.line
    if found.reason:
        return found.reason
    sized = {"x": short_words(r.x), "y": short_words(r.y)}.get(r.weighed_by)
    slope, least, most = (
        format_number(v, _digits(fitted.slope)) for v in (fitted.slope, fitted.slope_lower, fitted.slope_upper)
    )
    size = f"Size: denominator of {sized}." if sized else "Points have one size: no denominators are published."
    return (
        "r and ρ run from −1 to 1; at 0 the two do not go together, r in a straight line, ρ in their order. "
        f"Spearman's ρ {interval_words(found.spearman, found.spearman_lower, found.spearman_upper)}. Line: "
        f"{_unit('each 1', r.x)} more goes with {_unit(slope, r.y)} (95 % interval {least} to {most}); "
        f"{format_number(100 * fitted.share, 0)} % of the variance goes with the line. Band: 95 % interval of the "
        f"line. {size} Each area counts once."
    )


def _unit(text: str, c: Comparison) -> str:
    return f"{text} {unit_words(c.indicator)}".strip()


def _digits(value: float) -> int:
    """Decimals that show two figures of a slope."""
    return max(0, 1 - int(np.floor(np.log10(abs(value))))) if value else 2


def _apart(r: Relation) -> str:
    if r.years_apart < YEARS_APART:
        return ""
    return (
        f"The two figures are {r.years_apart:.0f} years apart: {short_words(r.x)} is of {r.x.period}, "
        f"{short_words(r.y)} of {r.y.period}. Areas have changed in between."
    )


def _pulled(r: Relation) -> str:
    if r.pull is None:
        return ""
    without = format_number(float(r.correlation.without[r.pull]), 2)
    return f"One area weighs much: without {r.y.name[r.pull]}, r would be {without}."
