"""Inequalities in words: the gradient over deprivation, groups, spans of life expectancy, and what is not held."""

from __future__ import annotations

import math

import numpy as np

from variation.analyses.groups import GroupDifference
from variation.analyses.inequalities import Gradient, Inequalities
from variation.analyses.life_spans import LifeSpan
from variation.findings.numbers import format_number, format_value
from variation.findings.sentence import ILLUSTRATIVE, describe_source, marked
from variation.findings.spread_words import percent
from variation.findings.words import listing, side
from variation.indicators import Indicator


def inequality_finding(i: Inequalities) -> str:
    """One to three sentences: the gradient, whether it changed, the difference between groups."""
    parts = [gradient_words(i), _steeper(i), *(_group(d, i.comparison.indicator) for d in i.differences[:1])]
    text = " ".join(p for p in parts if p)
    return marked(text, illustrative=i.comparison.illustrative)


def inequality_source(i: Inequalities) -> str:
    """Where the figures and the deprivation come from."""
    text = describe_source(i.comparison)
    if i.gradient is None:
        return text
    t = i.gradient.trait
    when = "" if t.period in t.indicator.name else f", {t.period}"
    return f"{text} Boroughs in order of: {t.indicator.name}{when} ({t.indicator.source})."


def gradient_words(i: Inequalities) -> str:
    """What the line says of the most against the least deprived boroughs, with limits; why there is no line."""
    g, of = i.gradient, i.comparison.indicator
    if g is None:
        return i.no_gradient
    s = g.now
    flat = s.sii_lower <= 0 <= s.sii_upper
    if flat:
        change = f"{'+' if s.sii > 0 else ''}{gap_words(s.sii, of)} ({_span(s.sii_lower, s.sii_upper, of)})"
        return (
            "No gradient over the deprivation of boroughs can be told from chance: from the least to the most deprived "
            f"end the line changes by {change}."
        )
    which = side(1 if s.sii > 0 else -1, of)
    more = "higher" if s.sii > 0 else "lower"
    judged = f", which is {which}" if which in ("better", "worse") else ""
    return (
        f"Along the line through boroughs, the most deprived end is {gap_words(abs(s.sii), of)} {more} than the "
        f"least deprived ({_span(s.sii_lower, s.sii_upper, of, positive=True)}){judged}{_ratio(g)}."
    )


def _ratio(g: Gradient) -> str:
    s = g.now
    if not math.isfinite(s.rii):
        return ""
    limits = (
        f" ({format_number(s.rii_lower, 2)} to {format_number(s.rii_upper, 2)})" if math.isfinite(s.rii_lower) else ""
    )
    return f"; {format_number(s.rii, 2)} times as high{limits}"


def _span(lower: float, upper: float, of: Indicator, *, positive: bool = False) -> str:
    low, high = sorted((abs(lower), abs(upper))) if positive else (lower, upper)
    return f"{format_number(low, of.decimals)} to {format_number(high, of.decimals)}"


def gap_words(value: float, of: Indicator) -> str:
    """A difference with its unit; of percentages it is in percentage points."""
    if of.unit == "%":
        return f"{format_number(value, of.decimals)} percentage points"
    return format_value(value, of)


def _steeper(i: Inequalities) -> str:
    """First against last slope that share no month: apart only where the limits do not meet."""
    g = i.gradient
    if g is None or len(g.slopes) < 2:
        return ""
    first, last = g.slopes[0], g.slopes[-1]
    if last.start <= first.end or not all(math.isfinite(s.sii_lower) for s in (first, last)):
        return ""
    if first.sii_lower <= last.sii_upper and last.sii_lower <= first.sii_upper:
        return f"The 95 % limits of the slopes of {first.period} and {last.period} overlap."
    steeper = abs(last.sii) > abs(first.sii)
    how = "steeper" if steeper else "less steep"
    return f"Between {first.period} and {last.period} the slope became {how} (the 95 % limits do not meet)."


def line_words(i: Inequalities) -> str:
    """How the line is drawn, what its limits rest on, how well it fits, how old the deprivation is."""
    g = i.gradient
    if g is None:
        return ""
    weighed = (
        "weighted by the people the figures are about"
        if g.weighted
        else "each borough counting the same, since the people behind the figures are not known"
    )
    apart = (
        ""
        if g.trait.period == i.comparison.period
        else f" Deprivation is of {g.trait.period}, the figures of {i.comparison.period}."
    )
    return (
        f"A straight line through {g.now.areas} boroughs in the order of {g.trait.indicator.short_name.lower()}, "
        f"{weighed}; it goes with {percent(g.r_squared)} of their variance. Limits rest on the scatter of boroughs "
        f"about it.{apart} It is a relation between places and says nothing of persons, nor of causes."
    )


def line_alt(i: Inequalities, g: Gradient) -> str:
    """What the boroughs and the line through them show."""
    of = i.comparison.indicator
    low, high = (format_number(end, of.decimals) for end in g.ends)
    return f"{len(g.order)} boroughs from the least to the most deprived; the line runs from {low} to {high} {of.unit}."


def slopes_alt(i: Inequalities, g: Gradient) -> str:
    """What the slopes over time show, by the first and the last."""
    ends = [
        f"{difference_words(s.sii, s.sii_lower, s.sii_upper, i.comparison.indicator)} in {s.period}"
        for s in dict.fromkeys((g.slopes[0], g.slopes[-1]))
    ]
    return f"Slope in {len(g.slopes)} periods: {', '.join(ends)}."


def slopes_note(g: Gradient) -> str:
    """What the slopes are."""
    overlap = " Pooled periods share years: neighbouring points are not independent." if g.overlapping else ""
    return (
        f"Slope index of inequality with 95 % limits; 0 is no gradient. Boroughs stand in their order of "
        f"{g.trait.period} in every period.{overlap}"
    )


def adjusted_words(i: Inequalities) -> str:
    """How much of the spread is left once deprivation is allowed for."""
    g = i.gradient
    if g is None:
        return ""
    a = g.adjusted
    if a is None:
        return g.no_adjusted
    if not math.isfinite(a.explained):
        return "There is no variation beyond chance for deprivation to go with."
    return (
        f"Of the variation between boroughs that is more than chance, {percent(a.explained)} goes with "
        f"{g.trait.indicator.short_name.lower()}; {percent(1 - a.explained)} remains once it is allowed for. "
        f"({a.areas} boroughs, random-effects regression.) Allowing for it also takes out any "
        "difference in care that goes along with deprivation."
    )


def outlier_words(i: Inequalities) -> str:
    """Boroughs that lie off what their deprivation leads one to expect, where that is known."""
    g = i.gradient
    if g is None or g.adjusted is None:
        return ""
    status, name = g.adjusted.status, i.comparison.name
    high, low = name[status == 2].tolist(), name[status == -2].tolist()
    parts = [
        f"{words} than their deprivation leads one to expect: {', '.join(names)}"
        for words, names in (("higher", high), ("lower", low))
        if names
    ]
    if not parts:
        return "No borough lies further from the line than 99.8 % limits."
    return f"Outside 99.8 % limits about the line, {'; '.join(parts)}."


def _group(d: GroupDifference, of: Indicator) -> str:
    value, lower, upper = d.london[2:]
    if not (math.isfinite(value) and math.isfinite(lower)):
        return ""
    if lower <= 0 <= upper:
        return f"In London {d.second.lower()} and {d.first.lower()} do not differ by more than chance."
    more = "higher" if value > 0 else "lower"
    return (
        f"In London the figure of {_people(d.second)} is {gap_words(abs(value), of)} {more} than that of "
        f"{_people(d.first)} ({_span(lower, upper, of, positive=True)})."
    )


def group_words(d: GroupDifference, of: Indicator) -> str:
    """The difference in London, and in how many boroughs it can be told from chance, which way."""
    known = np.isfinite(d.value) & np.isfinite(d.lower)
    counts = {
        "higher": int((d.lower[known] > 0).sum()),
        "lower": int((d.upper[known] < 0).sum()),
    }
    counts["no different"] = int(known.sum()) - sum(counts.values())
    told = listing([f"{how} in {number}" for how, number in counts.items() if number])
    where = (
        f"By borough, the figure of {_people(d.second)} against {_people(d.first)} is {told} of {int(known.sum())}, by "
        "more than chance (95 % intervals, boroughs one at a time)."
    )
    return f"{_group(d, of)} {where if told else ''}".strip()


def _people(group: str) -> str:
    return {"Female": "women and girls", "Male": "men and boys"}.get(group, f"those aged {group}")


def life_words(s: LifeSpan) -> str:
    """The span between boroughs of one life expectancy."""
    of, span = s.indicator, s.span
    if span.areas < 2:
        return f"{of.short_name}, {s.sex.lower()}: fewer than two boroughs have a figure."
    low, high = s.value[span.lowest], s.value[span.highest]
    limits = f" ({_span(span.lower, span.upper, of)} between true levels, 95 %)" if math.isfinite(span.lower) else ""
    text = (
        f"{format_number(low, of.decimals)} in {s.name[span.lowest]} to {format_value(high, of)} in "
        f"{s.name[span.highest]}: {gap_words(span.value, of)} apart{limits}"
    )
    return f"{ILLUSTRATIVE}{text}" if s.illustrative else text


def not_held_words(i: Inequalities) -> list[str]:
    """What the data does not hold, plainly."""
    name = i.comparison.indicator.short_name
    if i.categories:
        first = f"For {name} the store holds these groups, which no page shows yet: {', '.join(i.categories)}."
    else:
        first = (
            f"The extracts loaded hold {name} for places, and for sexes and ages where these are offered above. They "
            "hold no figures by deprivation tenth of persons' neighbourhoods and none by ethnicity, disability or any "
            "other group, so nothing can be said here of differences between such groups."
        )
    second = (
        "Differences between boroughs are not differences between persons: a borough of middling deprivation may hold "
        "the richest and the poorest streets."
    )
    return [first, second]


def difference_words(value: float, lower: float, upper: float, of: Indicator) -> str:
    """A difference with its interval: "+94.4 (90.3 to 98.5)"; "–" where there is none."""
    if not math.isfinite(value):
        return "–"
    text = f"{'+' if value > 0 else ''}{format_number(value, of.decimals)}"
    return f"{text} ({_span(lower, upper, of)})" if math.isfinite(lower) else text


def ratio_words(value: float, lower: float, upper: float) -> str:
    """A ratio with its interval: "1.51 (1.33 to 1.72)"; "–" where there is none."""
    if not math.isfinite(value):
        return "–"
    text = format_number(value, 2)
    return f"{text} ({format_number(lower, 2)} to {format_number(upper, 2)})" if math.isfinite(lower) else text
