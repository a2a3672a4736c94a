"""What each picture of docs/methods shows: simulated figures through the methods into the atlas's own figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from variation import geography
from variation.figures.caterpillar import Points, draw_caterpillar
from variation.figures.control_chart import draw_control_chart
from variation.figures.scatter import Cloud, draw_scatter
from variation.figures.theme import SIMILAR
from variation.methods import (
    adjusted,
    attribute_charts,
    classes,
    correlation,
    disclosure,
    inequality,
    intervals,
    life_expectancy,
    opportunity,
    peers,
    prioritisation,
    ranking,
    shrinkage,
    spc,
    standardisation,
)

NAMES = [area.name for area in geography.areas("borough")]
AREAS = len(NAMES)
Picture = Callable[[], dict[str, Any]]


def _simulated(seed: int, spread: float = 0.15) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts, people and true shares of the boroughs, the first of them small as the City is."""
    rng = np.random.default_rng(seed)
    people = rng.integers(8_000, 30_000, AREAS)
    people[NAMES.index("City of London")] = 300
    share = np.clip(0.12 * np.exp(rng.normal(0, spread, AREAS)), 0, 1)
    return rng.binomial(people, share), people, share


def draw_intervals() -> dict[str, Any]:
    """Wilson intervals of simulated shares: the small area's is wide."""
    count, people, _ = _simulated(1)
    found = intervals.proportion(count, people)
    points = Points("Share", 100 * found.value, 100 * found.lower, 100 * found.upper)
    return draw_caterpillar(NAMES[:14], [_first(points, 14)], "% (simulated), 95 % intervals")


def draw_shrinkage() -> dict[str, Any]:
    """Raw and shrunken values of the same areas."""
    count, people, _ = _simulated(2)
    people = people // 40 + 50
    count = np.minimum(count // 40 + 4, people)
    found = shrinkage.empirical_bayes(count, people, "proportion", multiplier=100)
    shrunken = Points("Shrunken", found.value, found.lower, found.upper)
    raw = Points("As counted", 100 * count / people, hollow=True)
    return draw_caterpillar(
        NAMES, [shrunken, raw], "% (simulated)", line=float(found.pooled), line_label="all areas together"
    )


def draw_ranks() -> dict[str, Any]:
    """Rank intervals."""
    count, people, _ = _simulated(3, 0.05)
    found = intervals.proportion(count, people)
    ranks = ranking.rank_interval(found.value, found.lower, found.upper, scale="proportion")
    points = Points("Rank", ranks.rank, ranks.rank_low, ranks.rank_high)
    return draw_caterpillar(NAMES, [points], "Rank and its 95 % interval (simulated)")


def draw_standardisation() -> dict[str, Any]:
    """Crude and standardised rates of areas with one death rate at each age, but different ages."""
    rng = np.random.default_rng(4)
    rate = np.geomspace(5e-4, 0.15, 19)
    young = rng.uniform(0, 2, 14)[:, None]
    people = 20_000 * standardisation.ESP2013 / 5_000 * np.exp(-young * np.linspace(0, 1, 19))
    count = rng.poisson(people * rate).astype(float)
    found = standardisation.direct(count, people)
    crude = 1e5 * count.sum(axis=1) / people.sum(axis=1)
    series = [Points("Standardised", found.value, found.lower, found.upper), Points("Crude", crude, hollow=True)]
    names = [f"Area {k + 1}" for k in range(14)]
    return draw_caterpillar(names, series, "Deaths per 100,000 (simulated: equal death rates, different ages)")


def draw_life_expectancy() -> dict[str, Any]:
    """Life expectancy at birth of areas of different size."""
    rng = np.random.default_rng(5)
    rate = np.geomspace(2e-4, 0.2, 20)
    size = np.geomspace(400, 20_000, 12)[:, None]
    people = np.tile(size, 20)
    deaths = np.minimum(rng.poisson(people * rate * rng.lognormal(0, 0.08, (12, 1))), people).astype(float)
    found = life_expectancy.life_expectancy(deaths, people)
    points = Points("At birth", found.value[:, 0], found.lower[:, 0], found.upper[:, 0])
    names = [f"{20 * n:,.0f} people" for n in size[:, 0]]
    return draw_caterpillar(names, [points], "Years at birth (simulated), 95 % intervals")


def draw_xmr() -> dict[str, Any]:
    """A shift that a control chart finds."""
    rng = np.random.default_rng(6)
    value = rng.normal(62, 2, 36).round(1)
    value[26:] += 4.5
    chart = spc.xmr(value, "up", baseline=24)
    return draw_control_chart(chart, value, _months(36), "% (simulated)")


def draw_p_prime() -> dict[str, Any]:
    """A p′ chart whose limits follow each month's cases."""
    rng = np.random.default_rng(7)
    cases = rng.integers(4_000, 12_000, 30)
    late = rng.binomial(cases, np.clip(0.12 + rng.normal(0, 0.006, 30), 0, 1))
    late[21] = int(cases[21] * 0.16)
    chart = attribute_charts.p_prime(late, cases, "down", multiplier=100)
    return draw_control_chart(chart, chart.value, _months(30), "% late (simulated)")


def draw_lorenz() -> dict[str, Any]:
    """The Lorenz curve behind the Gini coefficient."""
    count, people, _ = _simulated(8, 0.5)
    order = np.argsort(count / people)
    events, persons = (np.concatenate([[0.0], np.cumsum(part[order]) / part.sum()]) for part in (count, people))
    cloud = Cloud(persons, events, joined=True)
    return draw_scatter(
        cloud, "Share of people, areas from the lowest value", "Share of events (simulated)", equal=True
    )


def draw_inequality() -> dict[str, Any]:
    """A gradient over deprivation tenths."""
    rng = np.random.default_rng(9)
    tenths = np.arange(1.0, 11)
    people = rng.integers(20_000, 45_000, 10).astype(float)
    years = 78.5 + 0.65 * tenths + rng.normal(0, 0.5, 10)
    found = inequality.slope(years, people, tenths)
    ends = np.array([0.0, 1.0])
    cloud = Cloud(
        found.ridit,
        years,
        labels=[str(int(t)) for t in tenths],
        weight=people,
        line_x=ends,
        line_y=found.intercept + ends * found.sii,
    )
    return draw_scatter(cloud, "Place in the population, from the most deprived", "Years (simulated)")


def draw_spatial() -> dict[str, Any]:
    """Moran's plot of a figure that climbs to the north-east."""
    codes = [area.code for area in geography.areas("borough")]
    joined = [[codes.index(c) for c in geography.neighbours("borough")[code]] for code in codes]
    points = np.array([geography.label_point(code)[:2] for code in codes])
    rng = np.random.default_rng(10)
    away = points - points.mean(axis=0)
    value = 60 + 14 * away.sum(axis=1) + rng.normal(0, 2, AREAS)
    around = np.array([value[others].mean() for others in joined])
    slope, level = np.polyfit(value, around, 1)
    ends = np.array([value.min(), value.max()])
    cloud = Cloud(value, around, line_x=ends, line_y=level + slope * ends)
    return draw_scatter(cloud, "Borough's own figure (simulated)", "Mean of its neighbours")


def draw_correlation() -> dict[str, Any]:
    """Two figures that go together, the line with its band, and the areas outside."""
    rng = np.random.default_rng(18)
    smoking = rng.normal(18, 3.5, AREAS)
    years = 86 - 0.17 * smoking + rng.normal(0, 0.7, AREAS)
    fitted = correlation.line(smoking, years)
    at = np.linspace(smoking.min(), smoking.max(), 25)
    centre, lower, upper = correlation.band(fitted, at)
    labels = [name if off else "" for name, off in zip(NAMES, fitted.outside, strict=True)]
    cloud = Cloud(smoking, years, labels=labels, line_x=at, line_y=centre)
    figure = draw_scatter(cloud, "Smoking, % (simulated)", "Life expectancy, years (simulated)")
    around = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": SIMILAR}
    band = {**around, "x": [*at.tolist(), *at[::-1].tolist()], "y": [*upper.tolist(), *lower[::-1].tolist()]}
    return {**figure, "data": [band, *figure["data"]]}


def draw_opportunity() -> dict[str, Any]:
    """Events above all areas together."""
    count, people, _ = _simulated(11)
    found = opportunity.opportunity(count, people, "rate", "pooled", "low", levels="shrunken")
    points = Points("Events above London", found.events, found.lower, found.upper)
    return draw_caterpillar(NAMES, [points], "Events above all areas together (simulated), 95 % intervals")


def draw_peers() -> dict[str, Any]:
    """How near the five nearest are."""
    context = np.random.default_rng(12).normal(size=(AREAS, 4))
    context[NAMES.index("City of London")] += 3
    found = peers.nearest(context)
    points = Points("Mean of five", found.distance.mean(axis=1), found.distance.min(axis=1), found.distance.max(axis=1))
    return draw_caterpillar(NAMES, [points], "Distance of the five nearest peers, in standard deviations (simulated)")


def draw_prioritisation() -> dict[str, Any]:
    """Ranks of options and how far weights move them."""
    matrix = np.random.default_rng(13).uniform(size=(12, 4))
    found = prioritisation.score(matrix, [3, 2, 2, 1])
    points = Points("Rank", found.rank, found.rank_low, found.rank_high)
    return draw_caterpillar([f"Option {k + 1}" for k in range(12)], [points], "Rank and its range (simulated)")


def draw_false_discovery() -> dict[str, Any]:
    """p-values in order against the line that those found lie below."""
    rng = np.random.default_rng(14)
    z = rng.normal(size=AREAS)
    z[:8] += 3
    p = np.sort(2 * special.ndtr(-np.abs(z)))
    shown = 14
    ends = np.array([0.0, shown])
    cloud = Cloud(np.arange(1.0, shown + 1), p[:shown], line_x=ends, line_y=0.05 * ends / AREAS)
    return draw_scatter(cloud, "Areas in order of their p-value (simulated)", "p-value, and 5 % × place / areas")


def draw_adjusted() -> dict[str, Any]:
    """What a trait explains, and who stands out from it."""
    rng = np.random.default_rng(15)
    trait = rng.normal(25, 7, AREAS)
    people = rng.integers(8_000, 30_000, AREAS)
    count = rng.poisson(people * 0.05 * np.exp(0.025 * (trait - 25) + rng.normal(0, 0.08, AREAS)))
    found = adjusted.spread_after(count, people, trait, "rate")
    per_unit = found.coefficient[0] / trait.std(ddof=1)
    ends = np.array([trait.min(), trait.max()])
    pooled = np.log(1000 * count.sum() / people.sum())
    labels = [name if abs(z) > 2 else "" for name, z in zip(NAMES, found.z, strict=True)]
    value = 1000 * count / people
    line = np.exp(pooled + per_unit * (ends - trait.mean()))
    cloud = Cloud(trait, value, labels=labels, line_x=ends, line_y=line)
    return draw_scatter(cloud, "Deprivation score (simulated)", "Per 1,000 (simulated)")


def draw_disclosure() -> dict[str, Any]:
    """Intervals that remain open for withheld counts of three groups with published totals."""
    count = np.random.default_rng(16).poisson(12, (12, 3))
    table = np.concatenate([count, count.sum(axis=0, keepdims=True)])
    relations = [(36 + c, [3 * r + c for r in range(12)]) for c in range(3)]
    found = disclosure.suppress(table, relations, published=np.arange(39).reshape(13, 3) >= 36)
    hidden = found.status[:12] == disclosure.PRIMARY
    names = [f"Area {r + 1}, group {c + 1}" for r, c in zip(*np.nonzero(hidden), strict=True)]
    true = count[hidden].astype(float)
    open_ = Points("Withheld count", true, found.low[:12][hidden], found.high[:12][hidden])
    return draw_caterpillar(names, [open_], "What can be worked out of each withheld count (simulated)")


def draw_classes() -> dict[str, Any]:
    """Fifths and natural breaks of the same figures."""
    value = np.sort(np.random.default_rng(17).gamma(3, 4, AREAS))
    fifth, natural = classes.quintiles(value).of + 1.0, classes.natural_breaks(value).of + 1.0
    series = [Points("Fifth", fifth), Points("Natural break", natural, hollow=True)]
    return draw_caterpillar([f"{v:.1f}" for v in value], series, "Class of each figure (simulated)")


def _first(points: Points, k: int) -> Points:
    lower, upper = points.lower, points.upper
    if lower is None or upper is None:
        return Points(points.label, points.value[:k])
    return Points(points.label, points.value[:k], lower[:k], upper[:k])


def _months(count: int) -> list[str]:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return [f"{names[k % 12]} {2017 + k // 12}" for k in range(count)]


PICTURES: dict[str, Picture] = {
    "intervals": draw_intervals,
    "shrinkage": draw_shrinkage,
    "ranks": draw_ranks,
    "standardisation": draw_standardisation,
    "life-expectancy": draw_life_expectancy,
    "spc-xmr": draw_xmr,
    "spc-p-prime": draw_p_prime,
    "spread-lorenz": draw_lorenz,
    "inequality": draw_inequality,
    "false-discovery": draw_false_discovery,
    "adjusted-spread": draw_adjusted,
    "disclosure": draw_disclosure,
    "classes": draw_classes,
    "spatial": draw_spatial,
    "correlation": draw_correlation,
    "opportunity": draw_opportunity,
    "peers": draw_peers,
    "prioritisation": draw_prioritisation,
}
