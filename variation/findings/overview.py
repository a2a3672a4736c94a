"""The overview in words: the finding, how to read each table with figures shown, and what stands in each cell."""

from __future__ import annotations

import math

from variation.analyses.overview import IMPROVING, STEADY, UNTESTED, WORSENING, Line, Overview
from variation.analyses.results import NO_DATA, Comparison
from variation.findings.numbers import format_interval, format_number, format_value
from variation.findings.rows import difference_words
from variation.findings.words import areas_word, counted, lower

_BENCHMARKS = {"london": "London", "footprint": "the footprint", "england": "England"}
DIRECTIONS = {"apart": "↔ apart", "together": "→← together", "none": "no change"}


def finding(o: Overview) -> str:
    """How many indicators are compared, how many have areas outside, and which has the greatest spread."""
    s = o.choice.selection
    many = areas_word(s.level)
    where = "" if o.place == "London" else f" of {_in_sentence(o.place)}"
    instead = f" ({o.instead} of them with something else, as each row says)" if o.instead else ""
    first = (
        f"{o.compared:,} of {len(o.lines):,} indicators can compare {many}{where} with "
        f"{_BENCHMARKS[s.benchmark]}{instead}; "
        f"{'each has' if o.with_outside == o.compared else f'{o.with_outside:,} have'} {many} outside 99.8 % limits."
    )
    if not o.compared:
        first = f"None of the {len(o.lines):,} indicators has anything to compare {many}{where} with."
    line = o.greatest
    return first if line is None else f"{first} {_greatest(line, many)}"


def _greatest(line: Line, many: str) -> str:
    marked = " (illustrative)" if line.comparison.illustrative else ""
    outside = f"; {line.surveyed.outside} of {line.judged} {many} are outside" if line.judged else ""
    return (
        f"The greatest spread beyond chance is in {title(line)}{marked}, {line.comparison.period}: "
        f"{percent(line.surveyed.relative)} of the mean{outside}."
    )


def source(o: Overview) -> str:
    """What is shown, from which snapshot."""
    s = o.choice.selection
    marked = f" {o.illustrative} of the indicators are illustrative, and marked." if o.illustrative else ""
    return (
        f"{counted(s.level, len(o.lines[0].comparison.code)) if o.place == 'London' else o.place} · the latest "
        f"well-filled period of each indicator · each source is named in Explore · snapshot {o.snapshot}.{marked}"
    )


def explain_heat(o: Overview) -> str:
    """The heat table: what a cell and its mark are, and how many marks chance alone would make."""
    shown = f"Each row is an indicator in its latest period, each column a {areas_word(o.choice.selection.level, 1)}"
    key = (
        "a dark cell is in the fifth with the highest values, which says nothing of chance"
        if o.choice.show == "fifths"
        else "the key above says what the marks are"
    )
    return (
        f"{shown}; {key}.{_cell_example(o)} {o.judged:,} figures are compared in all rows. Were there nothing but "
        f"chance, at most {format_number(o.by_chance, 1)} of them would be outside 99.8 % limits; so a single mark in "
        "a long table needs a second look."
    )


def _cell_example(o: Overview) -> str:
    """The area of the greatest spread's indicator that is farthest outside, in words."""
    line = o.greatest
    if line is None:
        return ""
    c = line.comparison
    known = [i for i in range(len(c.code)) if c.inside[i] and c.status[i] != NO_DATA]
    if not known:
        return ""
    i = max(known, key=lambda k: abs(int(c.status[k])))
    marked = ", illustrative" if c.illustrative else ""
    return (
        f" In {title(line)}{marked}, {c.period}, {c.name[i]} has {cell_words(c, i)}: "
        f"{difference_words(int(c.status[i]), c.indicator).lower()}."
    )


def explain_ranking(o: Overview) -> str:
    """The ranking: what spread beyond chance is, with the greatest as the example, and what not to compare."""
    many, line = areas_word(o.choice.selection.level), o.greatest
    if line is None:
        return "No indicator shown has counts or limits that its spread could be told from chance by."
    marked = ", illustrative," if line.comparison.illustrative else ""
    return (
        f"Spread beyond chance is the standard deviation of the {many}' true levels, with what chance adds taken out, "
        f"as a share of their mean. In {title(line)}{marked} it is {percent(line.surveyed.relative)}, and "
        f"{percent(line.surveyed.excess)} of the variance between {many} is more than chance. A share near 100 % has "
        "a small spread by nature and a rare event a large one: compare like with like. Populations differ, so "
        "variation beyond chance is a question, not yet unwarranted, and never a cause."
    )


def explain_matrix(o: Overview) -> str:
    """Worse and worsening: what rows and columns are; the example is the first indicator of the most pressing cell."""
    told = (
        f"Rows say how {whole_words(o)} stands against England now, columns its own recent trend; what is worse "
        "and getting worse comes first."
    )
    (place, trend), lines = next((cell for cell in o.matrix.items() if cell[1]), (("", ""), ()))
    if not lines:
        return f"{told} No indicator shown can be placed."
    line = lines[0]
    c = line.comparison
    marked = ", illustrative" if c.illustrative else ""
    own, england = (format_value(v, c.indicator) for v in (line.standing.value, line.standing.england))
    return (
        f"{told} {title(line)}{marked}, {c.period}, has {own} against {england} in England: {place}, and its trend is "
        f"{_TREND_WORDS[trend]}. Where an indicator stands says nothing of why."
    )


def whole_words(o: Overview) -> str:
    """The place that the matrix is about: "London", "North Central London as a whole"."""
    return o.place if o.place == "London" else f"{_in_sentence(o.place)} as a whole"


_TREND_WORDS = {WORSENING: "getting worse", STEADY: "steady", IMPROVING: "getting better", UNTESTED: "not tested"}


def title(line: Line) -> str:
    """The indicator's name, with the sex shown where it has several."""
    sex = line.comparison.selection.sex
    several = len(line.indicator.sexes) > 1 and sex not in ("", "Persons")
    return f"{line.indicator.short_name}, {sex.lower()}" if several else line.indicator.short_name


def percent(share: float) -> str:
    """A share as a percentage, with a digit more where it is small; "–" where it is not known."""
    if not math.isfinite(share):
        return "–"
    return f"{100 * share:.0f} %" if share >= 0.1 or share == 0 else f"{100 * share:.1f} %"


def good(line: Line) -> str:
    """Which way is good, in a word."""
    return {"high": "high", "low": "low"}.get(line.indicator.polarity, "–")


def outside_words(line: Line) -> tuple[str, str]:
    """How many areas are outside 99.8 % limits, and how many of these are better and worse."""
    if not line.judged:
        return "–", "–"
    r = line.surveyed
    judged = line.indicator.polarity in ("high", "low")
    return f"{r.outside} of {line.judged}", f"{r.better} / {r.worse}" if judged else "not judged"


def change_words(line: Line) -> tuple[str, str]:
    """Whether areas drew apart or together, and the sentence behind it."""
    spread = line.surveyed.history.spread
    if spread is None:
        return "–", "Fewer than ten areas have figures with their uncertainty in two periods that share no month."
    return DIRECTIONS[spread.direction], line.surveyed.history.spread_change


def cell_words(c: Comparison, i: int) -> str:
    """What the cell of an area says when pointed at: value and interval, or why there is none."""
    value = float(c.value[i])
    if not math.isfinite(value) and c.note[i]:
        return str(c.note[i])
    interval = format_interval(float(c.lower[i]), float(c.upper[i]), c.indicator)
    return f"{format_value(value, c.indicator)}{f' ({interval})' if interval else ''}"


def _in_sentence(place: str) -> str:
    return lower(place) if place.startswith("The ") else place
