"""Results made into remarks: each one sentence or two, with the sizes that its importance rests on.

Every number in a sentence is one of the result it is made from, or one counted from it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from variation import geography
from variation.analyses.inequalities import Inequalities
from variation.analyses.profile import Profile
from variation.analyses.relation import Relation
from variation.analyses.results import Comparison
from variation.analyses.spread_change import describe_spread
from variation.analyses.spread_panel import LEAST_AREAS, SpreadPanel
from variation.analyses.survey import Surveyed
from variation.findings.commentary import (
    APART,
    DIFFERENCES,
    GRADIENT,
    PROFILE,
    RECURRING,
    RELATION,
    SPREAD,
    TREND,
    WORTH,
    Remark,
)
from variation.findings.inequality_words import gradient_words
from variation.findings.profile_words import describe_profile
from variation.findings.relation import describe_relation
from variation.findings.sentence import ILLUSTRATIVE, describe_differences
from variation.findings.spread_words import chance_words, excess_words, worth_words
from variation.findings.tally import tally
from variation.findings.words import areas_word, listing, lower, possessive

Weights = Mapping[str, float]
"""How much an indicator matters to the priority frameworks, 0 … 1, by its id; 0 where it is not there."""

LEAST_INDICATORS = 4  # of one level, before an area is said to recur among them
_MOST_NAMED = 3


def remarks_of_series(row: Surveyed, panel: SpreadPanel | None, weights: Weights) -> list[Remark]:
    """What one indicator's areas show: differences, trend, change of spread; with a panel, spread and worth."""
    found = [_differences(row, weights), _trend(row, weights), _apart(row, weights)]
    if panel is not None:
        found += [_spread(row, panel, weights), _worth(panel, weights)]
    return [remark for remark in found if remark is not None]


def remarks_of_gradient(i: Inequalities, weights: Weights) -> list[Remark]:
    """The gradient over deprivation, where it can be told from chance."""
    g, c = i.gradient, i.comparison
    if g is None or not math.isfinite(g.now.sii_lower) or g.now.sii_lower <= 0 <= g.now.sii_upper:
        return []
    level = float(np.nanmean(np.abs(c.value)))
    size = min(1.0, abs(g.now.sii) / level) if level > 0 else 0.0
    return [_remark(c, GRADIENT, gradient_words(i), weights, size=size, certainty=0.9)]


def remarks_of_profile(p: Profile) -> list[Remark]:
    """How an area stands on all its indicators; nothing where it cannot be compared."""
    if not p.tally.judged:
        return []
    text = describe_profile(p)
    return [
        Remark(
            subject=f"profile {p.place.code}",
            name=p.place.name,
            kind=PROFILE,
            sentence=f"{ILLUSTRATIVE}{text}" if p.illustrative else text,
            size=p.tally.worse / p.tally.judged,
            certainty=0.7,
            change=1.0 if p.worsening else 0.0,
            illustrative=p.illustrative,
        )
    ]


def remarks_of_relation(r: Relation, weights: Weights) -> list[Remark]:
    """Whether two indicators go together between areas, where that is more than chance."""
    found = r.correlation
    if found.reason or not math.isfinite(found.pearson_lower) or found.pearson_lower <= 0 <= found.pearson_upper:
        return []
    x, y = r.x.indicator, r.y.indicator
    return [
        Remark(
            subject=f"{y.id} against {x.id} {r.y.level} {r.y.selection.within}",
            name=f"{y.short_name} against {x.short_name}",
            kind=RELATION,
            sentence=f"{describe_relation(r).sentence} This compares areas, not persons.",
            size=abs(float(found.pearson)) / 2,
            certainty=0.7,
            priority=max(weights.get(x.id, 0.0), weights.get(y.id, 0.0)),
            illustrative=r.x.illustrative or r.y.illustrative,
        )
    ]


def remarks_of_several(comparisons: Sequence[Comparison]) -> list[Remark]:
    """The areas that are worse on more of the published indicators than any other, level by level."""
    found = []
    for level in dict.fromkeys(c.level for c in comparisons):
        own = {
            c.indicator.id: c
            for c in comparisons
            if c.level == level and not c.illustrative and c.indicator.polarity in ("high", "low")
        }
        if len(own) >= LEAST_INDICATORS:
            found += _recurring(level, list(own.values()))
    return found


def head_of(c: Comparison) -> str:
    """What a remark begins with: "Cervical screening in North Central London, 2015"."""
    within = c.selection.within
    where = f" in {geography.area(within).name}" if within and "," not in within else ""
    several = len(c.indicator.sexes) > 1 and c.selection.sex not in ("", "Persons")
    sex = f" ({c.selection.sex.lower()})" if several else ""
    return f"{c.indicator.short_name}{sex}{where}, {c.period}"


def _remark(
    c: Comparison, kind: str, said: str, weights: Weights, *, size: float, certainty: float, change: float = 0.0
) -> Remark:
    s = c.selection
    mark = ILLUSTRATIVE if c.illustrative else ""
    text = said.rstrip(".")
    return Remark(
        subject=f"{c.indicator.id} {c.level} {s.within} {s.sex} {s.age}",
        name=c.indicator.short_name,
        kind=kind,
        sentence=f"{mark}{head_of(c)} – {_lower(text, c)}.",
        size=max(0.0, min(1.0, size)) if math.isfinite(size) else 0.0,
        certainty=certainty,
        change=change,
        priority=weights.get(c.indicator.id, 0.0),
        illustrative=c.illustrative,
    )


def _lower(text: str, c: Comparison) -> str:
    """A sentence that goes on after a dash; the names of areas and benchmarks keep their capital."""
    names = (c.benchmark.name, *(str(name) for name in c.name))
    return text if text.startswith(names) else lower(text)


def _differences(row: Surveyed, weights: Weights) -> Remark:
    c, found = row.comparison, tally(row.comparison)
    share = found.beyond_998 / found.judged if found.judged else 0.0
    spread = min(1.0, row.relative) if math.isfinite(row.relative) else 0.0
    sure = 1.0 if c.judged_by == "funnel" else 0.9
    certainty = 0.0 if not found.judged else sure if found.beyond_998 else 0.5
    return _remark(c, DIFFERENCES, describe_differences(c), weights, size=(share + spread) / 2, certainty=certainty)


def _trend(row: Surveyed, weights: Weights) -> Remark | None:
    """How the benchmark itself moves; not that of a wider place, which says nothing of the footprint."""
    c, h = row.comparison, row.history
    if c.selection.within and c.benchmark.kind != "footprint":
        return None
    known = h.benchmark[np.isfinite(h.benchmark)]
    if h.benchmark_recent.direction not in ("up", "down") or len(known) < 2 or not h.benchmark_name:
        return None
    verdict = h.benchmark_recent.verdict.lower()
    if "special cause" in verdict:
        article = "an" if verdict.startswith("improving") else "a"
        said = f"{possessive(h.benchmark_name)} own series shows {article} {verdict} in its control chart"
    else:
        said = f"{possessive(h.benchmark_name)} own figure is {verdict} (recent trend, 99.8 % level)"
    size = abs(float(known[-1] - known[0])) / abs(float(known[0])) if known[0] else 0.0
    return _remark(c, TREND, said, weights, size=size / 2, certainty=0.9, change=1.0)


def _apart(row: Surveyed, weights: Weights) -> Remark | None:
    change, c = row.history.spread, row.comparison
    if change is None or change.direction == "none" or not change.sd_first > 0 or not change.sd_last > 0:
        return None
    said = describe_spread(change, c.indicator, c.level)
    size = abs(math.log(change.sd_last / change.sd_first))
    return _remark(c, APART, said, weights, size=size / 2, certainty=0.8, change=1.0)


def _spread(row: Surveyed, p: SpreadPanel, weights: Weights) -> Remark | None:
    if not told_apart(p):
        return None
    return _remark(p.comparison, SPREAD, chance_words(p), weights, size=row.relative, certainty=0.8)


def _worth(p: SpreadPanel, weights: Weights) -> Remark | None:
    if not worth_telling(p):
        return None
    assert p.worth.found is not None  # worth_telling has looked
    all_events = float(np.nansum(p.comparison.count[p.comparison.inside]))
    size = p.worth.found.total / all_events if all_events > 0 else 0.0
    return _remark(p.comparison, WORTH, worth_words(p), weights, size=2 * size, certainty=0.9)


def more_findings(p: SpreadPanel) -> tuple[str, ...]:
    """What is said beside an indicator's differences, where it is well founded.

    How much of the spread is more than chance, unless its change is told already; what closing the gap is worth.
    """
    mark = ILLUSTRATIVE if p.comparison.illustrative else ""
    told = [excess_words(p)] if told_apart(p) and p.history.spread is None else []
    told += [worth_words(p)] if worth_telling(p) else []
    return tuple(f"{mark}{_lower(text, p.comparison)}" if mark else text for text in told)


def told_apart(p: SpreadPanel) -> bool:
    """Whether there are areas enough to say how much of the spread is more than chance, and some is."""
    return p.areas >= LEAST_AREAS and bool(p.basis) and math.isfinite(p.excess) and p.excess > 0


def worth_telling(p: SpreadPanel) -> bool:
    """Whether closing the gap is worth something even at the lower end of its interval."""
    return p.worth.found is not None and round(p.worth.found.total_lower) >= 1


def _recurring(level: str, comparisons: Sequence[Comparison]) -> list[Remark]:
    worse: Counter[str] = Counter()
    for c in comparisons:
        bad = -2 if c.indicator.polarity == "high" else 2
        worse.update(str(name) for name in c.name[c.inside & (c.status == bad)])
    most = max(worse.values(), default=0)
    names = sorted(name for name, number in worse.items() if number == most)
    if most < max(2, len(comparisons) / 2) or len(names) > _MOST_NAMED:
        return []
    benchmarks = {c.benchmark.name for c in comparisons}
    against = benchmarks.pop() if len(benchmarks) == 1 else "what they are compared with"
    verb = "is" if len(names) == 1 else "are each"
    number = len(comparisons)
    shown = f"all {number}" if most == number else f"{most} of the {number}"
    sentence = (
        f"{listing(names)} {verb} worse than {against} (99.8 % limits) on {shown} indicators shown by "
        f"{areas_word(level, 1)}, more than any other."
    )
    size = most / number
    return [Remark(f"recurring {level}", areas_word(level), RECURRING, sentence, size, certainty=0.9)]
