"""A view of the overview as a sheet: the indicators with the greatest spread beyond chance, by area and in order."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from variation import geography
from variation.analyses.overview import Line, Overview, overview
from variation.analyses.overview_choice import overview_choice
from variation.analyses.results import NO_DATA, Comparison
from variation.figures.caterpillar import Points, draw_caterpillar
from variation.figures.heat import draw_heat
from variation.findings import overview as words
from variation.findings.rows import Cell, Column, Table, difference_words, number_cell
from variation.findings.words import areas_word, capital, counted
from variation.indicators import Catalogue
from variation.packs.model import VIEW
from variation.packs.parts import columns_of, define, first_of, status_words
from variation.packs.sheets import Chart, Sheet, Titled

if TYPE_CHECKING:
    from variation.store import Snapshot, Store

SHOWN = 12  # indicators whose areas a page has room for
_METHOD = (
    "Spread beyond chance: the standard deviation of the areas' true levels, with what chance adds taken out, as a "
    "share of their mean. Outside, better and worse count areas beyond 99.8 % limits. Variation beyond chance is a "
    "question, not yet unwarranted, and never a cause."
)


def overview_sheet(query: Mapping[str, str], catalogue: Catalogue, store: Store, snapshot: Snapshot | None) -> Sheet:
    """The sheet of a query of the overview; raises NoData where nothing is loaded.

    It is illustrative where what the page shows is; rows of the full table say it each for itself.
    """
    o = overview(overview_choice(query, catalogue, store, snapshot), catalogue, store, snapshot)
    shown = widest(o)
    query_of = o.choice.selection.to_query()
    found = (words.finding(o),)
    return Sheet(
        kind=VIEW,
        address=f"/overview?{query_of}" if query_of else "/overview",
        heading=_heading(o),
        findings=found,
        generated=found,
        source=capital(words.source(o)),
        method=_METHOD,
        charts=_charts(o, shown),
        table=_table(o.lines, digits=1),
        short=first_of(_short(shown)),
        more=_grids(shown),
        definitions=tuple(define(line.comparison, line.surveyed.history) for line in shown),
        illustrative=any(line.comparison.illustrative for line in shown),
    )


def widest(o: Overview) -> tuple[Line, ...]:
    """The indicators shown by area: those with most spread beyond chance, published before illustrative ones."""
    ordered = sorted(o.ranking, key=lambda line: line.comparison.illustrative)
    return tuple(ordered[:SHOWN]) or o.lines[:SHOWN]


def _heading(o: Overview) -> str:
    many = areas_word(o.choice.selection.level)
    where = (
        "" if o.place == "London" else f" in {o.place}" if "," not in o.choice.selection.within else ", those chosen"
    )
    priority = next((p.label for p in o.choice.priorities if p.value and p.value == o.choice.selection.priority), "")
    domain = next((d.label for d in o.choice.domains if d.value and d.value == o.choice.selection.domain), "")
    narrowed = "".join(f": {part}" for part in (priority, domain) if part)
    return f"The greatest spread between {many}{where}{narrowed}"


def _name(line: Line) -> str:
    mark = " (illustrative)" if line.comparison.illustrative else ""
    return f"{words.title(line)}{mark}"


def _charts(o: Overview, shown: Sequence[Line]) -> tuple[Chart, ...]:
    level = o.choice.selection.level
    compared = sum(line.judged for line in shown)
    outside = sum(line.surveyed.outside for line in shown)
    areas = int(shown[0].comparison.inside.sum()) if shown else 0
    alt = (
        f"{len(shown)} indicators, a row each, by {counted(level, areas)}: of {compared:,} figures compared, "
        f"{outside:,} are outside 99.8 % limits."
    )
    heat = Chart(
        "heat",
        f"{capital(areas_word(level))} that differ, indicator by indicator",
        alt,
        "▲ higher, ▼ lower: white mark beyond 99.8 % limits, dark mark beyond 95 %. Blue better, orange worse, green "
        "and purple not judged, grey similar, white with a dot not compared, white no figure.",
        draw_heat([(_name(line), line.comparison) for line in shown]),
    )
    known = [line for line in shown if math.isfinite(line.surveyed.relative)]
    if not known:
        return (heat,)
    spread = np.array([100 * line.surveyed.relative for line in known])
    drawn = draw_caterpillar([_name(line) for line in known], [Points("Spread beyond chance", spread)], "% of the mean")
    drawn["layout"]["margin"]["l"] = 260  # names of indicators are longer than those of areas
    ends = f"{words.title(known[0])} at {words.percent(known[0].surveyed.relative)} of the mean"
    ranking = Chart(
        "ranking",
        "Spread beyond chance",
        f"{len(known)} indicators ranked by spread beyond chance, the greatest {ends}.",
        "A share near 100 % has a small spread by nature and a rare event a large one: compare like with like.",
        drawn,
    )
    return heat, ranking


def _table(lines: Sequence[Line], digits: int) -> Table:
    columns = (
        Column("indicator", "Indicator"),
        Column("domain", "Domain"),
        Column("period", "Period"),
        Column("status", "Figures"),
        Column("rank", "Rank", 0),
        Column("spread", "Spread (% of mean)", digits),
        Column("excess", "Variance beyond chance (%)", digits),
        Column("compared", "Compared", 0),
        Column("outside", "Outside 99.8 %", 0),
        Column("better", "Better", 0),
        Column("worse", "Worse", 0),
        Column("against", "Compared with"),
        Column("change", "Change of the spread"),
    )
    return Table(columns, tuple(_row(line, digits) for line in lines))


def _row(line: Line, digits: int) -> tuple[Cell, ...]:
    r, c = line.surveyed, line.comparison
    judged = bool(line.judged) and line.indicator.polarity in ("high", "low")
    return (
        words.title(line),
        line.indicator.domain.capitalize(),
        c.period,
        status_words(illustrative=c.illustrative),
        line.rank,
        number_cell(100 * r.relative, digits),
        number_cell(100 * r.excess, digits),
        line.judged,
        r.outside if line.judged else None,
        r.better if judged else None,
        r.worse if judged else None,
        c.benchmark.name if line.judged and (c.status != NO_DATA).any() else "",
        r.history.spread_change,
    )


def _grids(shown: Sequence[Line]) -> tuple[Titled, ...]:
    """What the grid of areas that differ shows, areas in rows: the figures, and how each differs."""
    if not shown:
        return ()
    figures = [(f"{_name(line)} ({line.indicator.unit})", line.indicator.decimals) for line in shown]
    return (
        Titled("Figures by area", _grid(shown, figures, lambda c, i: number_cell(c.value[i], c.indicator.decimals))),
        Titled(
            "Which areas differ",
            _grid(
                shown,
                [(_name(line), None) for line in shown],
                lambda c, i: difference_words(int(c.status[i]), c.indicator),
            ),
        ),
    )


def _grid(
    shown: Sequence[Line], titles: Sequence[tuple[str, int | None]], cell: Callable[[Comparison, int], Cell]
) -> Table:
    first = shown[0].comparison
    columns = (
        Column("area_code", "Code"),
        Column("area", geography.LEVEL_NAMES[first.level][0]),
        *(Column(line.indicator.id, title, decimals) for line, (title, decimals) in zip(shown, titles, strict=True)),
    )
    rows = (
        (str(first.code[i]), str(first.name[i]), *(cell(line.comparison, i) for line in shown))
        for i in np.flatnonzero(first.inside).tolist()
    )
    return Table(columns, tuple(rows))


def _short(lines: Sequence[Line]) -> Table:
    wanted = ["indicator", "period", "spread", "compared", "outside", "better", "worse"]
    if any(line.comparison.illustrative for line in lines):
        wanted.append("status")
    return columns_of(_table(lines, digits=1), wanted)
