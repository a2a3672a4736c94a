"""The spread of a view in words: what is more than chance, how far apart, whether it closes, where it lies."""

from __future__ import annotations

import math

import numpy as np

from variation import geography
from variation.analyses.spread_change import describe_spread
from variation.analyses.spread_panel import LEAST_AREAS, Measure, SpreadPanel
from variation.findings.numbers import format_count, format_number, format_value, spell
from variation.findings.sentence import describe_source, marked
from variation.findings.words import areas_word, capital, counted, lower, lower_name
from variation.indicators import Indicator

ALIKE = 0.05  # p below which neighbours are said to resemble one another
_TWO_THIRDS = 2 / 3

MEASURES = {
    "extremal_quotient": ("Highest ÷ lowest", "quotient"),
    "fold_without_five": ("Highest ÷ lowest, without five areas at each end", "quotient"),
    "fold_5_95": ("95th ÷ 5th percentile", "quotient"),
    "fold_10_90": ("90th ÷ 10th percentile", "quotient"),
    "iqr_ratio": ("75th ÷ 25th percentile", "quotient"),
    "coefficient_of_variation": ("Coefficient of variation", "share"),
    "weighted_cv": ("Coefficient of variation, weighted by people", "share"),
    "gini": ("Gini coefficient (0 alike, 1 all in one area)", "number"),
    "systematic_component": ("Systematic component of variation × 100", "number"),
    "systematic_component_log": ("Systematic component × 100, logarithmic", "number"),
    "sd_between": ("Standard deviation between areas, chance taken out", "unit"),
    "between_variance": ("Variance between areas, chance taken out", "number"),
    "tau2": ("τ², variance on the scale of the test", "number"),
    "tau2_paule_mandel": ("τ² by Paule and Mandel", "number"),
    "i_squared": ("I², share of weighted variation beyond chance", "share"),
    "chance_share": ("Share of the variance that chance alone would give", "share"),
}
"""What each measure is called, and how it is written."""
TRUE_APART = {
    "sd_between": "Standard deviation of true levels, every area alike",
    "between_variance": "Variance of true levels, every area alike",
}
"""Measures that weigh areas by their people as seen and not as true levels: these limits have a row of their own."""


def spread_finding(p: SpreadPanel) -> str:
    """Two to four sentences, each from a result of the panel."""
    c = p.comparison
    parts = [chance_words(p), _change(p), _where(p)]
    text = " ".join(part for part in parts if part)
    return marked(text, illustrative=c.illustrative)


def spread_source(p: SpreadPanel) -> str:
    """What is measured, by whom, from which snapshot."""
    return describe_source(p.comparison)


def chance_words(p: SpreadPanel) -> str:
    """How much of the spread is more than chance, and how far apart the ends lie."""
    many = areas_word(p.comparison.level)
    if p.areas < 2:
        return p.no_measures
    apart = _apart(p)
    if not p.basis or not math.isfinite(p.excess):
        return f"{capital(apart)}. {p.no_measures}".strip()
    if p.excess <= 0:
        return f"The {many} differ no more than chance alone would make them; {apart}."
    return f"{percent(p.excess)} of the variation between {many} is more than chance; {apart}."


def excess_words(p: SpreadPanel) -> str:
    """How much of the spread is more than chance, and nothing else."""
    return f"{percent(p.excess)} of the variation between {areas_word(p.comparison.level)} is more than chance."


def _apart(p: SpreadPanel) -> str:
    """How many times the lowest the highest is; percentiles where the lowest is 0."""
    for key, words in (
        ("extremal_quotient", "the highest is {} times the lowest"),
        ("fold_5_95", "the 95th percentile is {} times the 5th"),
    ):
        m = p.measure(key)
        if m is not None and math.isfinite(m.estimate):
            return f"{words.format(format_number(m.estimate, 1 if m.estimate >= 2 else 2))}{_true(m)}"
    return "the lowest figure is 0, so no quotient is given"


def _true(m: Measure) -> str:
    if not (math.isfinite(m.true_lower) and math.isfinite(m.true_upper)):
        return ""
    digits = 1 if m.true_lower >= 2 else 2
    return (
        f", {format_number(m.true_lower, digits)} to {format_number(m.true_upper, digits)} once chance is allowed for"
    )


def _change(p: SpreadPanel) -> str:
    said = describe_spread(p.history.spread, p.comparison.indicator, p.comparison.level)
    if p.areas < LEAST_AREAS:
        return "With so few areas, whether they draw together is not tested."
    return said or "Whether they draw together cannot be tested: that needs two periods that share no month."


def _where(p: SpreadPanel) -> str:
    parts = []
    if p.split is not None:
        s = p.split
        beyond = s.between + s.within
        share = s.between / beyond if beyond > 0 else math.nan
        main = (
            "most lies between STPs"
            if share >= _TWO_THIRDS
            else "most lies within STPs"
            if share <= 1 - _TWO_THIRDS
            else "it lies both between and within STPs"
        )
        if math.isfinite(share):
            parts.append(f"{main} ({percent(s.between)} between, {percent(s.within)} within)")
    if p.clustering is not None:
        k = p.clustering
        if k.p_value >= ALIKE:
            parts.append(f"neighbours are no more alike than any two {areas_word(p.comparison.level)} (Moran's I)")
        else:
            like = "resemble one another" if k.moran_i > k.expected else "differ more than any two would"
            parts.append(f"neighbours {like} (Moran's I {format_number(k.moran_i, 2)}, {p_words(k.p_value)})")
    return f"{capital('; '.join(parts))}." if parts else ""


def split_words(p: SpreadPanel) -> str:
    """The split between and within STPs, with its limits and what dealing areas at random would give."""
    s = p.split
    if s is None:
        return p.no_split
    limits = {
        part: f" ({percent(getattr(s, f'{part}_lower'))} to {percent(getattr(s, f'{part}_upper'))})"
        if math.isfinite(getattr(s, f"{part}_lower"))
        else ""
        for part in ("between", "within")
    }
    level = areas_word(p.comparison.level)
    return (
        f"Weighed by people, {percent(s.between)} of the variance{limits['between']} lies between the "
        f"{spell(s.groups)} STPs, {percent(s.within)}{limits['within']} between {level} of one STP; the rest "
        f"is chance. Were {level} dealt to STPs at random, {percent(s.if_random)} would lie between them on average "
        f"({p_words(s.p_value)})."
    )


def clustering_words(p: SpreadPanel) -> str:
    """Whether and where neighbours are alike, and what counts as a neighbour."""
    k, c = p.clustering, p.comparison
    if k is None:
        return f"Whether neighbours are alike is not tested: {lower(p.no_clustering)}"
    found = {name: c.name[k.cluster == name].tolist() for name in ("high-high", "low-low", "high-low", "low-high")}
    named = {
        "high-high": "high among high neighbours",
        "low-low": "low among low neighbours",
        "high-low": "high among low neighbours",
        "low-high": "low among high neighbours",
    }
    lists = [f"{named[name]}: {', '.join(found[name])}" for name in named if found[name]]
    where = (
        f" {capital('; '.join(lists))} (5 % false-discovery rate)."
        if lists
        else " No single area stands out (5 % false-discovery rate)."
    )
    return (
        f"Moran's I is {format_number(k.moran_i, 2)}, {format_number(k.expected, 2)} is expected if places were "
        f"exchanged at random ({p_words(k.p_value)}).{where} Neighbours share a border, or face one another across "
        "the Thames."
    )


def worth_words(p: SpreadPanel) -> str:
    """What reaching the benchmark would be worth, how concentrated it is, and that it is no target."""
    w, c = p.worth, p.comparison
    if w.found is None:
        return w.reason
    o = w.found
    low = c.indicator.polarity == "low"
    level = format_value(w.benchmark, c.indicator)
    what = "fewer" if low else "more"
    if round(o.total) == 0:
        return f"No area falls short of the level of {w.name} ({level}) by more than chance."
    half = f"{counted(c.level, o.areas_for_half)} {'makes' if o.areas_for_half == 1 else 'make'} up half of it"
    sure = f" ({o.half_low} to {o.half_high})" if o.half_low != o.half_high else ""
    return (
        f"If every {areas_word(c.level, 1)} behind {w.name} reached its level ({level}), there would be "
        f"{format_count(o.total)} ({format_count(o.total_lower)} to {format_count(o.total_upper)}) {what} "
        f"{_events(c.indicator)}, in {c.period}; {half}{sure}."
    )


def _events(indicator: Indicator) -> str:
    """What is counted, inside a sentence; sums of money and quantities are no events and are told as such."""
    counts = indicator.numerator
    if not counts or counts.startswith(("Cost", "Quantity")):
        return f"events ({lower(counts)})" if counts else "events"
    return lower_name(counts)


def shrunken_words(p: SpreadPanel) -> str:
    """What drawing in does to these figures."""
    if p.shrunken is None:
        return p.no_shrunken
    if float(p.shrunken.between) == 0:
        return "These areas differ no more than chance explains: with chance taken out all have the figure they share."
    weight = p.shrunken.weight[np.isfinite(p.shrunken.weight)]
    return (
        "Each figure is drawn towards that of all these areas together by as much as chance may have moved it: here "
        f"areas keep {percent(float(weight.min()))} to {percent(float(weight.max()))} of their own."
    )


def few_areas_words(p: SpreadPanel) -> str:
    """A warning where there are few areas, else ""."""
    if p.areas >= LEAST_AREAS:
        return ""
    return (
        f"Only {counted(p.comparison.level, p.areas)} {'has' if p.areas == 1 else 'have'} a figure here. Measures of "
        "spread of so few rest on one or two of them; percentiles over time and tests of change need ten."
    )


def measure_words(key: str, value: float, unit: str, decimals: int) -> str:
    """A measure as the table writes it; "–" where there is none."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞"
    kind = MEASURES[key][1]
    if kind == "share":
        return percent(value)
    if kind == "quotient":
        return format_number(value, 2)
    if kind == "unit":
        return f"{format_number(value, decimals + 1)} {unit}".strip()
    return _three(value)


def measure_rows(p: SpreadPanel) -> list[tuple[str, ...]]:
    """Each measure's name, then as written: estimate, limits if counted again, limits of true levels."""
    i, rows, nothing = p.comparison.indicator, [], math.nan
    for m in p.measures:
        if math.isnan(m.estimate):
            continue
        true = (m.true_lower, m.true_upper)
        apart = TRUE_APART.get(m.key, "") if p.basis == "counts" else ""
        figures = [(MEASURES[m.key][0], (m.estimate, m.lower, m.upper, *((nothing, nothing) if apart else true)))]
        if apart and math.isfinite(m.true_lower):
            figures.append((apart, (nothing, nothing, nothing, *true)))
        rows += [(name, *(measure_words(m.key, v, i.unit, i.decimals) for v in of)) for name, of in figures]
    return rows


def percent(share: float) -> str:
    """A share as a percentage: whole, a tenth near both ends, never rounded up to all or down to nothing."""
    value = 100 * share
    if 0 < value < 0.1:
        return "under 0.1 %"
    if 99.9 < value < 100:
        return "over 99.9 %"
    return f"{format_number(value, 1 if 0 < value < 10 or 99 < value < 100 else 0)} %"


def p_words(p: float) -> str:
    """How a p-value is written: “p = 0.03”, “p < 0.001”."""
    return "p < 0.001" if p < 0.001 else f"p = {format_number(p, 3 if p < 0.1 else 2)}"


def _three(value: float) -> str:
    """Three significant figures."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return format_number(value, min(digits, 6))


def place_words(p: SpreadPanel) -> str:
    """The footprint in a heading: "boroughs", "boroughs in North Central London"."""
    within = p.comparison.selection.within
    many = areas_word(p.comparison.level)
    if not within:
        return many
    return (
        f"{many} in {geography.area(within).name}" if "," not in within else f"{counted(p.comparison.level, p.areas)}"
    )
