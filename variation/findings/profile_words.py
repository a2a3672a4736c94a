"""A profile put into words: what is better, worse and changing, each count traceable to the table below it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from variation.analyses.place import Relations
from variation.analyses.profile import Line, Profile
from variation.analyses.results import NO_DATA
from variation.findings.numbers import format_interval, format_number, format_value, spell
from variation.findings.rows import difference_words
from variation.findings.sentence import marked
from variation.findings.words import areas_word, capital, listing, possessive
from variation.geography import Area

_NAMED = 3  # indicators that a sentence names


def profile_title(p: Profile) -> str:
    """Whose profile, what kind of area, against what."""
    kind = areas_word(p.level, 1)
    said = "" if kind in p.place.name.split() else f", {kind},"
    return f"{p.place.name}{said} against {p.benchmark}"


def describe_profile(p: Profile) -> str:
    """One to three sentences: how many indicators are better, similar, worse; which are worse and worsening."""
    t, name = p.tally, p.place.name
    if not p.lines:
        return f"No indicator of {areas_word(p.level)} is held for this choice."
    if not t.held:
        return f"{name} has no figure: {_indicators(len(p.lines))} of {areas_word(p.level)} {_is(len(p.lines))} held."
    kind = "illustrative " if p.illustrative else ""
    if not t.judged:
        first = (
            f"{name} has figures for {t.held} of {t.lines} {kind}indicators; none can be compared with {p.benchmark}."
        )
    else:
        first = (
            f"Of {_indicators(t.judged, kind)} with a good direction and a figure of {p.benchmark} to compare with, "
            f"{name} is better on {t.better}, similar on {t.similar} and worse on {t.worse} (95 % limits)."
        )
    return " ".join(part for part in (first, _worsening(p)) if part)


def _worsening(p: Profile) -> str:
    both, worse = p.worsening, len(p.worse)
    if not worse:
        return ""
    tested = sum(1 for line in p.worse if line.moving)
    if not tested:
        return f"None of the {spell(worse)} worse {_ones(worse)} has a series that a trend can be tested on."
    if not both:
        return f"Of the {spell(tested)} worse {_ones(tested)} whose trend can be tested, none is getting worse."
    names = [line.indicator.short_name for line in both[:_NAMED]]
    more = len(both) - len(names)
    others = [f"{spell(more)} more"] if more else []
    return f"Worse and getting worse: {listing([*names, *others])}."


def _ones(number: int) -> str:
    return "one" if number == 1 else "ones"


def caution(p: Profile) -> str:
    """What many comparisons at once do, and what is left out of the counts."""
    t, parts = p.tally, []
    if t.judged >= 20:
        parts.append(
            f"Were {p.place.name} like {p.benchmark} in all {t.judged}, about {t.by_chance:.0f} would still lie "
            "outside 95 % limits."
        )
    if t.unjudged:
        differ = f", {spell(t.differ)} of them outside the limits" if t.differ else ""
        parts.append(f"{capital(spell(t.unjudged))} more {_have(t.unjudged)} no good direction{differ}.")
    compared = t.judged + t.unjudged
    if compared < t.held:
        missing = t.held - compared
        parts.append(
            f"{capital(spell(missing))} {_have(missing)} no figure of {p.benchmark} or no limits to compare by."
        )
    absent = t.lines - t.held
    if absent:
        parts.append(f"{capital(spell(absent))} {_have(absent)} no figure for {p.place.name}.")
    simulated = sum(1 for line in p.lines if line.illustrative)
    if simulated and not p.illustrative:
        parts.append(f"{capital(spell(simulated))} illustrative {_are(simulated)} in the table and not counted.")
    return " ".join(parts)


def _indicators(number: int, kind: str = "") -> str:
    return f"{number} {kind}indicator{'' if number == 1 else 's'}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _are(number: int) -> str:
    return "indicator is" if number == 1 else "indicators are"


def source_words(p: Profile) -> str:
    """Where the figures are from; each indicator has its own source and period."""
    return (
        f"{_indicators(len(p.lines))} of {areas_word(p.level)}, each at its latest period; sources on each indicator's "
        f"page in Explore. Snapshot {p.snapshot}."
    )


def relation_sentences(r: Relations) -> list[tuple[str, tuple[Area, ...]]]:
    """What stands before each list of related areas, and the areas, for links."""
    whole = tuple(a for a in r.within if a not in r.partly)
    parts = [("Lies in", whole), ("Lies partly in", r.partly)]
    for level in ("ccg", "borough"):
        held = tuple(a for a in r.holds if a.level == level)
        parts.append((f"Holds {len(held)} {areas_word(level, len(held))}:", held))
        some = tuple(a for a in r.holds_part if a.level == level)
        parts.append((f"Holds part of the {areas_word(level, len(some))}", some))
    return [(words, areas) for words, areas in parts if areas]


def compared_words(line: Line, benchmark: str) -> str:
    """What the line's status says; why there is none."""
    if line.status != NO_DATA:
        return difference_words(line.status, line.indicator).replace(" limits)", ")")
    if not line.held:
        return ""
    return "Not compared: no limits" if math.isfinite(line.benchmark) else f"Not compared: no {benchmark} figure"


def trend_words(line: Line) -> tuple[str, str]:
    """An arrow and the words of the recent trend; both "" where it was not tested."""
    arrows = {"up": "↑", "down": "↓", "none": "→"}
    if not line.recent.direction or not line.held:
        return "", ""
    return arrows[line.recent.direction], trend_word(line)


def trend_word(line: Line) -> str:
    """The verdict without its level and without the direction that an arrow or a figure tells."""
    words = line.recent.verdict.partition(" (")[0]
    return capital(words.partition(" and ")[2] or words)


def value_words(line: Line) -> str:
    """The area's figure without unit, or why there is none."""
    if line.held:
        return format_number(line.value, line.indicator.decimals)
    return capital(line.note) if line.note else "No figure"


def spine_words(line: Line, name: str, benchmark: str) -> str:
    """A spine as a sentence."""
    i = line.indicator
    others = f"from {format_number(line.lowest, i.decimals)} to {format_value(line.highest, i)}"
    half = format_interval(line.lower_quarter, line.upper_quarter, i)
    against = f"; {benchmark} {format_number(line.benchmark, i.decimals)}" if math.isfinite(line.benchmark) else ""
    own = f"{name} {format_number(line.value, i.decimals)}" if line.held else f"{name}: no figure"
    return f"{own}{against}; {line.areas} areas {others}, the middle half {half}"


def course_words(line: Line, name: str, benchmark: str) -> str:
    """The first and the last figure of a series, of the area and of the benchmark; "" where there are not two."""
    c, i = line.course, line.indicator
    known = c.known
    if len(known) < 2:
        return ""
    first, last = int(known[0]), int(known[-1])
    own = f"{name} {format_number(c.value[first], i.decimals)}, then {format_value(c.value[last], i)}"
    missing = last - first + 1 - len(known)
    gaps = f", {missing} {'period' if missing == 1 else 'periods'} between without a figure" if missing else ""
    ends = c.benchmark[[first, last]].tolist()
    against = (
        f"; {benchmark} {format_number(ends[0], i.decimals)}, then {format_number(ends[1], i.decimals)}"
        if all(map(math.isfinite, ends))
        else ""
    )
    return f"{c.period[first]} and {c.period[last]}: {own}{gaps}{against}"


def list_words(line: Line, p: Profile) -> str:
    """A line of the short lists: the figure beside the benchmark's, and its trend where it was tested."""
    i = line.indicator
    against = f", {possessive(p.benchmark)} {format_number(line.benchmark, i.decimals)}"
    shown = against if math.isfinite(line.benchmark) else ""
    mark = " (illustrative)" if line.illustrative else ""
    return f"{format_value(line.value, i)}{shown}, {line.period}{mark}"


def changing_words(lines: Sequence[Line]) -> str:
    """How the changing lines divide."""
    moved = [line.moving for line in lines]
    parts = [(moved.count("better"), "getting better"), (moved.count("worse"), "getting worse")]
    parts.append((moved.count("higher") + moved.count("lower"), "moving, with no good direction"))
    return ", ".join(f"{number} {words}" for number, words in parts if number)


def explain_spines(p: Profile) -> str:
    """The table of spines: what the mark, the line and the dark part are; the example is what stands out most."""
    held = [line for line in p.counted if line.held]
    if not held:
        return f"{p.place.name} has no figure that could be explained."
    line = next(iter((*p.worse, *p.better)), held[0])
    verdict = "" if line.status == NO_DATA else f" {capital(difference_words(line.status, line.indicator))}."
    text = (
        f"Each row is an indicator, with its worst or lowest figure on the left and its best or highest on the right. "
        f"The mark is {p.place.name}, the line down the middle {p.benchmark}, the dark part the middle half of the "
        f"areas. In {line.indicator.short_name}, {line.period}: {spine_words(line, p.place.name, p.benchmark)}."
        f"{verdict}"
    )
    return marked(text, illustrative=line.illustrative)
